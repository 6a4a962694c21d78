// What documents are grouped by, as it is typed.

import ArgumentParser
import Wenjian

extension FacetKey {
  static func typed(_ argument: String) throws -> FacetKey {
    switch argument {
    case "document": return .field(.key)
    case "year": return .year
    case "month": return .month
    case "match": return .match
    case "path": return .path(depth: 1)
    case _ where argument.hasPrefix("path/"):
      guard let depth = Int(argument.dropFirst(5)), (1...1000).contains(depth) else {
        throw ValidationError("\(argument) is no depth of folders; write path/2")
      }
      return .path(depth: depth)
    default:
      guard let field = DocumentField(typed: argument) else {
        throw ValidationError(
          "there is no field \(argument); there are document, match, year, month, path, path/2, field:NAME and "
            + DocumentField.known.filter { $0 != .key }.map(\.typedName).joined(separator: ", "))
      }
      return .field(field)
    }
  }

  /// As it is typed.
  var typedName: String {
    switch self {
    case .year: "year"
    case .month: "month"
    case .match: "match"
    case .path(let depth): depth == 1 ? "path" : "path/\(depth)"
    case .field(.key): "document"
    case .field(let field): field.typedName
    }
  }

  /// The keys that there are, for the help of a command.
  static let help = help(except: nil)

  /// - Parameter name: of a key that the command does not take.
  static func help(except name: String?) -> String {
    let lines = [
      "year  month                 of what documents are dated",
      "source  author  issuer  kind  topic  docno  title  signed  date",
      "path  path/2                the first folder of the path; the first two",
      "document                    each by itself, by its key",
      "match                       what was found: what is in the place of ? and *, and each form",
      "field:NAME                  a field of your own",
    ]
    return "BY:\n"
      + lines.filter { name == nil || !$0.hasPrefix(name ?? "") }.map { "  " + $0 }.joined(separator: "\n")
  }
}
