// `wenjian repair`: saves what is sound of a damaged index.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

struct RepairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: localized("Build a new index from what is sound in a damaged one."),
    discussion: localized(
      """
      The index stores the texts of its documents: those whose bytes are as they were written are \
      indexed again, without their files. The damaged index is not touched. Where the files are still \
      there, `wenjian index` loses nothing.

      EXAMPLES:
        wenjian repair --into Repaired
        wenjian repair --index /srv/policy/Index --into /srv/policy/Index.new

      Exit status 2 means that something could not be saved; it is listed.
      """))

  @OptionGroup var location: IndexLocation
  @Option(help: .localized("The directory of the new index; empty or not there.", valueName: "directory"))
  var into: String
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let report = try Index.repair(at: location.directory, into: into)
    let output = Output()
    if json {
      try output.write(RepairAnswer(report))
    } else {
      write(report, to: output)
    }
    try output.finish()
    if !report.isComplete { throw ExitStatus.incomplete }
  }

  private func write(_ report: RepairReport, to output: Output) {
    output.writeLine(localized("saved \(counted(report.documents, "document")) into \(displayKey(into))"))
    for problem in report.problems { output.writeLine(displayKey(localized(english: problem))) }
    if !report.losses.isEmpty { output.writeLine(localized("lost \(counted(report.losses.count, "document")):")) }
    for loss in report.losses {
      output.writeLine(
        "  "
          + localized("\(displayKey(loss.key ?? localized("(without a key)"))): \(localized(english: loss.reason))")
      )
    }
    for reduction in report.reductions {
      output.writeLine(
        localized(
          "\(displayKey(reduction.key)): saved without its "
            + "\(listed(reduction.lostParts.map { localized(english: $0) }))"))
    }
  }
}
