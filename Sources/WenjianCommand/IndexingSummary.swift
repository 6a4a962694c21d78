// What indexing a directory did, for people.

import Wenjian
import WenjianFileReaders
import WenjianJSON
import WenjianMessages
import WenjianText

struct IndexingSummary {
  /// nil when the documents came on standard input.
  let directory: String?
  /// The index, as it was given.
  let location: String
  let outcome: BuildOutcome
  /// Why an index that was there was built anew.
  let rebuildReason: String?
  let info: IndexInfo
  let nanoseconds: Int

  var report: IndexingReport { outcome.report }
  /// What was done, when the index was brought up to date.
  var update: FileUpdate? { outcome.update }

  /// Whether no file or document is missing in the index that may have been wanted there, and the commit is durable.
  var isComplete: Bool {
    !report.skipped.contains { $0.isLoss } && outcome.added.isComplete && outcome.isCommitComplete
  }

  private var megabytesPerSecond: Double {
    Double(report.bytes) / 1e6 / (Double(max(1, nanoseconds)) / 1e9)
  }

  /// What was done, without what was wrong with files.
  private var headline: String {
    let source = directory.map { displayKey($0) } ?? localized("standard input")
    if let update {
      return localized(
        "brought up to date with \(source) in \(duration(nanoseconds: nanoseconds)): \(update.counts)")
    }
    return localized(
      "indexed \(counted(report.documents, "document")) of \(source) in "
        + "\(duration(nanoseconds: nanoseconds)) (\(decimal(megabytesPerSecond, places: 1)) MB/s)")
  }

  /// What is missing in the index that may be wanted there, as sentences without full stops.
  var losses: [String] {
    var losses: [String] = []
    if let first = report.skipped.first(where: \.isLoss) {
      losses.append(
        localized(
          "\(counted(report.lostFiles, "file")) left out may hold text, such as \(displayKey(first.path)): "
            + "\(first.reasonWithRemedy); `wenjian report\(commandSuffix)` lists them"))
    }
    return losses + outcome.added.lossLines.map { localized("lost: \($0)") }
  }

  /// All in one line.
  var line: String {
    var line = headline
    if let rebuildReason { line += localized("; anew, because \(displayKey(localized(english: rebuildReason)))") }
    if outcome.added.kept > 0 {
      line += localized("; kept \(counted(outcome.added.kept, "document")), added one by one")
    }
    if let kept = update?.kept, !kept.isEmpty {
      line += localized("; \(counted(kept.count, "file")) cannot be read now and stay as they were")
    }
    if report.lostFiles > 0 {
      line += localized("; \(grouped(report.lostFiles)) left out may hold text: `wenjian report`")
    }
    return line
  }

  func write(to output: Output, isVerbose: Bool) {
    let source = directory.map { displayKey($0) } ?? localized("standard input")
    output.writeLine(headline)
    if update != nil {
      output.writeLine("  " + padded(localized("holds"), to: 9) + counted(info.documents, "document"))
    } else if let rebuildReason {
      output.writeLine("  " + padded(localized("anew"), to: 9) + displayKey(localized(english: rebuildReason)))
    }
    outcome.added.write(to: output, source: source)
    var size = byteSize(info.indexBytes)
    if report.bytes > 0 {
      size = localized("\(size), \(decimal(Double(info.indexBytes) / Double(report.bytes), places: 2)) of the text")
    }
    Self.writeTexts(report, to: output, index: localized("\(displayKey(location)), \(size)"))
    update?.writeKept(to: output, isVerbose: isVerbose)
    DamageListing(report: report, output: output, isVerbose: isVerbose).write()
    if let sentence = Self.leftOut(report) { output.writeLine(sentence) }
    output.writeLine(localized("search it: wenjian search 第一书记\(commandSuffix)"))
  }

  /// `48 files left out, of which 3 may hold text`; nil when there are none.
  static func leftOut(_ report: IndexingReport) -> String? {
    guard report.skippedFiles > 0 else { return nil }
    let lost = report.lostFiles
    return
      localized(
        lost == 0
          ? "\(counted(report.skippedFiles, "file")) left out, of which none may hold text"
          : "\(counted(report.skippedFiles, "file")) left out, of which \(grouped(lost)) may hold text")
  }

  /// What was read and mended.
  static func writeTexts(_ report: IndexingReport, to output: Output, index: String? = nil) {
    func row(_ name: String, _ value: String) {
      output.writeLine("  " + padded(name, to: 9) + value)
    }
    row(localized("text"), localized("\(grouped(report.characters)) characters, \(grouped(report.bytes)) bytes"))
    if let index { row(localized("index"), index) }
    for (index, repair) in report.repairs.all.filter({ $0.count > 0 }).enumerated() {
      row(
        index == 0 ? localized("mended") : "",
        localized("\(localized(english: repair.name)): \(grouped(repair.count))"))
    }
    if report.copyGroups > 0 {
      row(
        localized("copies"),
        localized("\(grouped(report.copies)), in \(counted(report.copyGroups, "group")): `wenjian copies`"))
    }
  }

  private var commandSuffix: String {
    location == "Index" ? "" : " --index " + shellQuoted(location)
  }

  /// As JSON.
  var answer: IndexingAnswer<FileUpdate> {
    IndexingAnswer(
      directory: directory, index: location, info: info, report: report, microseconds: nanoseconds / 1000,
      update: update, rebuildReason: rebuildReason, added: outcome.added)
  }
}
