// The report of the last indexing, kept in the index directory as lines of text.
//
// Lines of tabbed fields (`TabbedLines`); the first field is what the line is. The first line has the version of this
// notation and the number of the commit.
//
// A line of damage ends with its places, `byte` or `byte:line`, and what some kinds have besides: `score=`, in
// thousandths, `encoding=` and `else=`, each a name and thousandths. A reader passes over what it does not know there.

import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianText

extension IndexingReport {
  static let fileName = IndexDirectory.report
  private static let version = "wenjian-report-1"

  /// A report that was kept in an index.
  public struct Stored: Sendable, Equatable {
    public var report: IndexingReport
    /// The commit that the report is of. When the index has a later one, documents were added one by one since.
    public var generation: Int
  }

  /// The report of the last time that files were indexed.
  /// - Returns: nil when the index has none: its documents were added one by one.
  /// - Throws: `WenjianError` with code `damaged` or `file`.
  public static func read(at path: String) throws(WenjianError) -> Stored? {
    let file = path + "/" + fileName
    let bytes: [UInt8]
    do {
      bytes = try FileOperations.read(file)
    } catch {
      if error.isMissing { return nil }
      throw WenjianError(error)
    }
    guard let stored = decode(bytes) else {
      throw WenjianError(.damaged, "the report \(file) cannot be read; index the documents again", path: file)
    }
    return stored
  }

  /// Replaces the report of an index in one step.
  func write(into path: String, generation: Int) throws(FileError) {
    try FileOperations.replace(path + "/" + Self.fileName, with: encoded(generation), in: path)
  }

  /// Removes the report of an index, if that can be.
  static func remove(from path: String) { try? FileOperations.remove(path + "/" + fileName) }

  func encoded(_ generation: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    func line(_ fields: [String]) { TabbedLines.append(fields, to: &bytes) }
    line([Self.version, String(generation)])
    line(["texts", String(documents), String(self.bytes), String(characters)])
    line(["repairs"] + Repairs.counts.map { String(repairs[keyPath: $0]) })
    for damage in damaged {
      line(
        ["damage", damage.path, damage.kind.rawValue, String(damage.count), damage.detail] + damage.storedExtras)
    }
    for duplicate in duplicates { line(["duplicate", duplicate.path, duplicate.original]) }
    for repeated in repeatedKeys { line(["repeated", repeated.path, repeated.key]) }
    if copyGroups > 0 { line(["copies", String(copyGroups), String(copies)]) }
    for file in skipped {
      line(
        ["skipped", file.path, file.kind.rawValue, file.isLoss ? "1" : "0", file.reason]
          + (file.files == 1 ? [] : [String(file.files)]))
    }
    if isStopped { line(["stopped"]) }
    // Shows that nothing is missing.
    line(["end"])
    return bytes
  }

  /// nil when the bytes are no whole report.
  static func decode(_ bytes: [UInt8]) -> Stored? {
    var stored = Stored(report: IndexingReport(), generation: 0)
    var hasBegun = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let fields = TabbedLines.fields(of: line)
      if !hasBegun {
        guard fields.count == 2, fields[0] == version, let generation = Int(fields[1]) else { return nil }
        stored.generation = generation
        hasBegun = true
        continue
      }
      if fields[0] == "end" { return stored }
      guard stored.report.take(fields) else { return nil }
    }
    return nil
  }

  private mutating func take(_ fields: [String]) -> Bool {
    let numbers = fields.dropFirst().compactMap { Int($0) }
    switch fields[0] {
    case "texts":
      guard numbers.count == 3 else { return false }
      (documents, bytes, characters) = (numbers[0], numbers[1], numbers[2])
    case "repairs":
      guard numbers.count == Repairs.counts.count else { return false }
      for (count, number) in zip(Repairs.counts, numbers) { repairs[keyPath: count] = number }
    case "damage":
      guard fields.count >= 5, let kind = DamageReport.Kind(rawValue: fields[2]), let count = Int(fields[3])
      else { return false }
      damaged.append(
        DamageReport(
          path: fields[1], kind: kind, count: count, detail: fields[4], storedExtras: fields[5...]))
    case "duplicate":
      guard fields.count == 3 else { return false }
      duplicates.append(DuplicateReport(path: fields[1], original: fields[2]))
    case "repeated":
      guard fields.count == 3 else { return false }
      repeatedKeys.append(RepeatedKeyReport(path: fields[1], key: fields[2]))
    case "copies":
      guard numbers.count == 2 else { return false }
      (copyGroups, copies) = (numbers[0], numbers[1])
    case "skipped":
      guard fields.count >= 5, let kind = SkippedFileReport.Kind(rawValue: fields[2]) else { return false }
      let files = fields.count > 5 ? Int(fields[5]) : 1
      guard let files, files >= 0 else { return false }
      skipped.append(
        SkippedFileReport(
          path: fields[1], kind: kind, reason: fields[4], isLoss: fields[3] == "1", files: files))
    case "stopped": isStopped = true
    default: return false
    }
    return true
  }
}
