// `wenjian backup`: a copy of an index.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: localized("Copy the last commit of an index into a directory of its own."),
    discussion: localized(
      """
      The copy is an index: it can be searched, and put back by another backup. It is taken while the \
      index is written and searched. On one file system it is made of hard links, at once and without \
      taking space until the index leaves its files behind; on another one the files are copied. Links \
      share their bytes on the disk: against a disk that fails, copy to another one.

      EXAMPLES:
        wenjian backup --into Index.2026-11-30
        wenjian backup --index /srv/policy/Index --into /mnt/backup/policy
        wenjian backup --index Index.2026-11-30 --into Index      (puts it back; Index is empty or not there)
      """))

  @OptionGroup var location: IndexLocation
  @Option(help: .localized("The directory of the copy; empty or not there.", valueName: "directory"))
  var into: String
  @Flag(help: .localized("Copy the files, also where they could be linked."))
  var copy = false
  @Flag(help: .localized("Print nothing but errors."))
  var quiet = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let report = try Index.backup(at: location.directory, into: into, copies: copy)
    let output = Output()
    if json {
      try output.write(BackupAnswer(index: location.path, into: into, report))
    } else if !quiet {
      var files: [String] = []
      if report.linkedFiles > 0 { files.append(localized("\(counted(report.linkedFiles, "file")) linked")) }
      if report.copiedFiles > 0 { files.append(localized("\(counted(report.copiedFiles, "file")) copied")) }
      output.writeLine(
        localized(
          "\(counted(report.documents, "document")) of commit \(grouped(report.generation)) in \(displayKey(into)), "
            + "\(clauses(files))"))
    }
    try output.finish()
  }
}
