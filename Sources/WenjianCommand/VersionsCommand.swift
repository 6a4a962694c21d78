// `wenjian versions`: the versions of a law.

import ArgumentParser
import Wenjian

struct VersionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions",
    abstract: "List the versions of a law, the oldest first.",
    discussion: """
      Versions are documents with one title, but for years and 修正 or 修订; those without a date \
      come last.

      EXAMPLES:
        wenjian versions 法律/教育法.txt
        wenjian versions 法律/教育法.txt --json | jq -r '.versions[-1].key'

      Exit status 1 means that the document is no law, or the only version of it.
      """)

  @Argument(help: "The key of one of them: the path that search prints.")
  var key: String
  @OptionGroup var location: IndexLocation
  @Flag(help: "Write one JSON object.")
  var json = false

  func run() throws {
    let versions = try location.open().versions(of: key)
    let output = Output()
    if json {
      JSONWriter.write(to: output) { json in
        json.field("key", key)
        json.documents("versions", versions)
      }
    } else {
      output.writeLine("\(counted(versions.count, "version")) of \(displayKey(key))")
      for version in versions {
        let day = version.date?.description ?? "undated"
        let title = version.shownTitle
        let parts = [padded(day, to: 10), displayKey(version.key)] + (title.isEmpty ? [] : [title])
        output.writeLine("  " + parts.joined(separator: "  "))
      }
    }
    try output.finish()
    if versions.isEmpty { throw ExitStatus.nothingFound }
  }
}
