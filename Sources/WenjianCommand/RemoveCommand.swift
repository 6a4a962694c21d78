// `wenjian remove`: removes single documents.

import ArgumentParser
import Wenjian
import WenjianMessages

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: localized("Remove documents by their keys."),
    discussion: localized(
      """
      All of them or none: when a key is not in the index nothing is removed. A file that is still in \
      the directory of the index comes back when the index is next brought up to date with it.

      EXAMPLES:
        wenjian remove 通知/2016-64.txt
        wenjian remove drafts/7 drafts/8 --index /srv/policy/Index
      """))

  @Argument(help: .localized("Keys, as `wenjian search` prints them."))
  var keys: [String]
  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("Print nothing but errors."))
  var quiet = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let index = try location.open()
    for key in keys { _ = try index.title(of: key) }
    let writer = try IndexWriter(at: location.path)
    for key in keys { try writer.remove(key: key) }
    try ChangeSummary(result: try writer.commit(), location: location.path).finish(
      writer, isQuiet: quiet, asJSON: json)
  }
}
