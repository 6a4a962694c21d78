// What indexing a directory did, for people and as JSON.

import Wenjian

struct IndexingSummary {
  let directory: String
  /// The index, as it was given.
  let location: String
  let report: IndexingReport
  let info: IndexInfo
  let nanoseconds: Int

  /// Whether a file is missing in the index that somebody may have wanted there.
  var hasLoss: Bool { report.skipped.contains { $0.isLoss } }

  private var megabytesPerSecond: Double {
    Double(report.bytes) / 1e6 / (Double(max(1, nanoseconds)) / 1e9)
  }

  func write(to output: Output, isVerbose: Bool) {
    output.writeLine(
      "indexed \(counted(report.documents, "document")) of \(displayKey(directory)) in "
        + "\(duration(nanoseconds: nanoseconds)) (\(decimal(megabytesPerSecond, places: 1)) MB/s)")
    func row(_ name: String, _ value: String) {
      output.writeLine("  " + padded(name, to: 9) + value)
    }
    row("text", "\(grouped(report.characters)) characters, \(grouped(report.bytes)) bytes")
    let share =
      report.bytes == 0
      ? "" : ", \(decimal(Double(info.indexBytes) / Double(report.bytes), places: 2)) of the text"
    row("index", "\(displayKey(location)), \(byteSize(info.indexBytes))\(share)")
    for (index, repair) in report.repairs.all.filter({ $0.count > 0 }).enumerated() {
      row(index == 0 ? "mended" : "", "\(repair.name): \(grouped(repair.count))")
    }
    writeDamaged(to: output, isVerbose)
    writeSkipped(to: output, isVerbose)
    output.writeLine("search it: wenjian search 第一书记\(commandSuffix)")
  }

  private var commandSuffix: String {
    location == "Index" ? "" : " --index " + shellQuoted(location)
  }

  private func writeDamaged(to output: Output, _ isVerbose: Bool) {
    guard !report.damaged.isEmpty else { return }
    output.writeLine(
      "  damaged  \(counted(report.damaged.count, "file")) with bytes that are not UTF-8, indexed "
        + "with U+FFFD in their place:")
    writeList(
      report.damaged.map {
        displayKey($0.path) + ": \(counted($0.replacedSequences, "place")), the first at byte "
          + grouped($0.firstBadByte)
      }, to: output, isVerbose)
  }

  private func writeSkipped(to output: Output, _ isVerbose: Bool) {
    guard !report.skipped.isEmpty else { return }
    output.writeLine("  left out \(counted(report.skipped.count, "file")):")
    for group in report.skipped.byKind() {
      output.writeLine("    \(grouped(group.files.count)) \(group.heading)")
      writeList(
        group.files.map { file in
          displayKey(file.path) + (file.reason == group.heading ? "" : ": " + file.reason)
        }, to: output, isVerbose)
    }
  }

  private func writeList(_ lines: [String], to output: Output, _ isVerbose: Bool) {
    let shown = isVerbose ? lines.count : min(lines.count, 10)
    for line in lines[..<shown] { output.writeLine("      " + line) }
    if shown < lines.count {
      output.writeLine("      and \(grouped(lines.count - shown)) more, see --verbose")
    }
  }

  func writeJSON(to output: Output) {
    JSONWriter.write(to: output) { json in
      json.field("directory", directory)
      json.field("index", location)
      json.field("generation", info.generation)
      json.field("documents", report.documents)
      json.field("characters", report.characters)
      json.field("textBytes", report.bytes)
      json.field("indexBytes", info.indexBytes)
      json.field("seconds", Double(nanoseconds / 1000) / 1e6)
      json.object("repairs") { $0.write(report.repairs) }
      json.objects("damaged", report.damaged) { json, file in
        json.field("path", file.path)
        json.field("replacedSequences", file.replacedSequences)
        json.field("firstBadByte", file.firstBadByte)
      }
      json.objects("skipped", report.skipped) { json, file in
        json.field("path", file.path)
        json.field("kind", file.kind.rawValue)
        json.field("reason", file.reason)
        json.field("isLoss", file.isLoss)
      }
    }
  }
}

extension JSONWriter {
  /// The fields of the repairs, also those that are zero.
  mutating func write(_ repairs: Repairs) {
    field("pinyinAnnotations", repairs.pinyinAnnotations)
    field("invisibleCharacters", repairs.invisibleCharacters)
    field("controlCharacters", repairs.controlCharacters)
    field("radicals", repairs.radicals)
    field("ampersands", repairs.ampersands)
    field("joinedLines", repairs.joinedLines)
    field("privateUseCharacters", repairs.privateUseCharacters)
    field("replacementCharacters", repairs.replacementCharacters)
  }
}

/// Files left out for the same kind of reason.
struct SkippedFileGroup {
  let heading: String
  let files: [SkippedFileReport]
}

extension [SkippedFileReport] {
  /// Files that may be missed first.
  func byKind() -> [SkippedFileGroup] {
    let kinds = SkippedFileReport.Kind.allCases
    let groups = kinds.map { kind in filter { $0.kind == kind } }.filter { !$0.isEmpty }
    return (groups.filter { $0[0].isLoss } + groups.filter { !$0[0].isLoss }).map { files in
      // A reason with figures of its own file stands behind each path; the heading names the kind.
      let heading =
        switch files[0].kind {
        case .tooLarge: "larger than --max-file-size"
        case .notUTF8: "not UTF-8"
        case .unreadable: "could not be read"
        default: files[0].reason
        }
      return SkippedFileGroup(heading: heading, files: files)
    }
  }
}
