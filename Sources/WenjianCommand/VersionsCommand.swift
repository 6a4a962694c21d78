// `wenjian versions`: the versions of a law, and which of them was in force on a day.

import ArgumentParser
import Wenjian
import WenjianComparison
import WenjianJSON
import WenjianMessages
import WenjianText

struct VersionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions",
    abstract: localized("List the versions of a law, the oldest first, or the one in force on a day."),
    discussion: localized(
      """
      Versions are documents with one title, but for years and 修正 or 修订; those without a date \
      come last.

      --as-of prints the version that was in force on a day: the last, among those in the index, that had come into force \
      by then. A version is in force from the day that its text names (自2023年3月15日起施行), else from its date. Whether \
      the law was repealed since is not known.

      EXAMPLES:
        wenjian versions 法律/教育法.txt
        wenjian versions 立法法 --as-of 2016-07-01
        wenjian versions 法律/教育法.txt --json | jq -r '.versions[-1].key'

      Exit status 1 means that the document is no law, or the only version of it; with --as-of that no version was \
      in force.
      """))

  @Argument(help: .localized("The key of one of them, the path that search prints; or the law's name."))
  var law: String
  @Option(
    help: .localized("Print the version that was in force on this day.", valueName: "date"),
    transform: { text in
      guard let date = CivilDate(text) else {
        throw ValidationError(localized("\u{201C}\(text)\u{201D} is no date; write 2016-07-01"))
      }
      return date
    })
  var asOf: CivilDate?
  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let index = try location.open()
    let versions = try index.lawVersions(of: law)
    guard !versions.isEmpty else {
      throw CommandFailure(
        localized(
          "there is no document \u{201C}\(law)\u{201D} in \(index.path), and none with that title; keys are the paths that "
            + "search prints"), .missingInput)
    }
    let output = Output()
    let isFound: Bool
    if let asOf {
      let version = versions.inForce(on: asOf)
      try write(version, on: asOf, to: output)
      isFound = version != nil
    } else {
      // A law with one version is told as none, as the library does.
      let documents = versions.count > 1 ? versions.map(\.document) : []
      try write(documents, to: output)
      isFound = !documents.isEmpty
    }
    try output.finish()
    if !isFound { throw ExitStatus.nothingFound }
  }

  private func write(_ versions: [IndexedDocument], to output: Output) throws {
    if json {
      try output.write(VersionsAnswer(of: law, versions))
    } else {
      output.writeLine(localized("\(counted(versions.count, "version")) of \(displayKey(law))"))
      for version in versions { output.writeLine("  " + line(version)) }
    }
  }

  private func write(_ version: LawVersion?, on date: CivilDate, to output: Output) throws {
    if json {
      try output.write(VersionInForceAnswer(of: law, on: date, version))
    } else if let version {
      output.writeLine(line(version.document))
      let day = version.inForceFrom?.description ?? localized("an unknown day")
      output.writeLine(
        localized(
          version.basis == .stated
            ? "in force from \(day): its text says so" : "in force from \(day): by its date"))
    } else {
      output.writeLine(localized("no version of \(displayKey(law)) in the index was in force on \(date)"))
    }
  }

  private func line(_ version: IndexedDocument) -> String {
    let day = version.date?.description ?? localized("undated")
    let title = version.shownTitle
    return ([padded(day, to: 10), displayKey(version.key)] + (title.isEmpty ? [] : [title])).joined(separator: "  ")
  }
}
