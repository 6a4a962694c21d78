// What documents are grouped by, as it is typed.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages

extension FacetKey {
  /// - Throws: `ValidationError` when there is none of the name.
  static func typed(_ argument: String) throws -> FacetKey {
    guard let key = FacetKey(typed: argument) else { throw ValidationError(localized(english: unknown(argument))) }
    return key
  }

  /// The keys that there are, for the help of a command.
  static let help = help(except: nil)

  /// - Parameter name: of a key that the command does not take.
  static func help(except name: String?) -> String {
    let lines: [String] = [
      "year  month                 " + localized("of what documents are dated"),
      "source  author  issuer  kind  topic  docno  title  signed  date",
      "path  path/2                " + localized("the first folder of the path; the first two"),
      "document                    " + localized("each by itself, by its key"),
      "match                       "
        + localized("what was found: what is in the place of ? and *, and each form"),
      "field:NAME                  " + localized("a field of your own"),
    ]
    return localized("BY:") + "\n"
      + lines.filter { name == nil || !$0.hasPrefix(name ?? "") }.map { "  " + $0 }.joined(separator: "\n")
  }
}
