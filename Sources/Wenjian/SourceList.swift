// What an index knows of the files that its documents were read from: enough to tell which of them changed.
//
// Lines of tabbed fields (`TabbedLines`):
//
//     wenjian-sources-1 <when the files were begun to be read, ns>
//     options <everything that decides how files are read, one field each>
//     file <path> <bytes> <mtime, ns> <inode> <XXH64> <text bytes> <characters> <repairs> <documents> [<keys>]
//     …
//     end <XXH64 of all lines before>
//
// Repairs are counts with commas between, or nothing when all are 0; keys stand there when the file's only document does
// not have its path as its key.

package import WenjianBytes
package import WenjianModel

/// The files of a directory as they were when they were indexed.
package struct SourceList: Equatable, Sendable {
  /// What stat(2) tells of a file.
  package struct Status: Equatable, Sendable {
    package var byteCount: Int
    package var modifiedNanoseconds: Int
    package var inode: UInt64

    package init(byteCount: Int, modifiedNanoseconds: Int, inode: UInt64) {
      self.byteCount = byteCount
      self.modifiedNanoseconds = modifiedNanoseconds
      self.inode = inode
    }

    /// Of no file: to be read again.
    package static let unknown = Status(byteCount: -1, modifiedNanoseconds: 0, inode: 0)
  }

  package struct Entry: Equatable, Sendable {
    package var path: String
    package var status: Status
    /// XXH64 of the bytes of the file.
    package var contentHash: UInt64
    /// The documents that came from the file, in their order.
    package var keys: [String] = []
    /// Of their texts.
    package var textBytes = 0
    package var characters = 0
    package var repairs = Repairs()

    package init(path: String, status: Status, contentHash: UInt64) {
      self.path = path
      self.status = status
      self.contentHash = contentHash
    }
  }

  private static let version = "wenjian-sources-1"
  /// Of a file that is to be read again whatever is in it.
  package static let unknownHash: UInt64 = 0

  /// When the walk began, in nanoseconds since 1970. A file that was modified about then or later may have been modified
  /// once more without another time.
  package var startedNanoseconds: Int
  /// The directory, and all that decides which files are read and how.
  package var options: [String]
  /// By the bytes of the paths.
  package var entries: [Entry]

  /// The coarsest clock of a file system that we know, FAT's.
  private static let clockNanoseconds = 2_000_000_000

  /// Whether a file is as it was, by what stat(2) tells.
  package func isUnchanged(_ entry: Entry, _ status: Status) -> Bool {
    entry.status == status && status.modifiedNanoseconds < startedNanoseconds - Self.clockNanoseconds
  }

  // MARK: In bytes

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    TabbedLines.append([Self.version, String(startedNanoseconds)], to: &bytes)
    TabbedLines.append(["options"] + options, to: &bytes)
    for entry in entries {
      var fields = ["file", entry.path, String(entry.status.byteCount), String(entry.status.modifiedNanoseconds)]
      fields += [String(entry.status.inode), String(entry.contentHash, radix: 16), String(entry.textBytes)]
      fields += [String(entry.characters)]
      fields += [
        entry.repairs == Repairs()
          ? "" : Repairs.counts.map { String(entry.repairs[keyPath: $0]) }.joined(separator: ",")
      ]
      fields += [String(entry.keys.count)]
      if entry.keys.count != 1 || !hasSameBytes(entry.keys[0], entry.path) { fields += entry.keys }
      TabbedLines.append(fields, to: &bytes)
    }
    let sum = hash64(bytes.span)
    TabbedLines.append(["end", String(sum, radix: 16)], to: &bytes)
    return bytes
  }

  /// - Returns: nil when the bytes are damaged or of another version.
  package init?(_ bytes: [UInt8]) {
    guard bytes.last == UInt8(ascii: "\n"),
      let lastStart = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 })
    else { return nil }
    let last = TabbedLines.fields(of: bytes[lastStart..<(bytes.count - 1)])
    let body = bytes[..<lastStart]
    guard last.count == 2, last[0] == "end", let sum = UInt64(last[1], radix: 16), hash64(body.span) == sum
    else { return nil }
    startedNanoseconds = 0
    options = []
    entries = []
    let lines = bytes[..<(lastStart - 1)]
    var start = 0
    var number = 0
    while start <= lines.endIndex {
      let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lines.endIndex
      guard take(lines[start..<end], number: number) else { return nil }
      start = end + 1
      number += 1
    }
  }

  /// - Returns: false when the line is not what its place in the list wants.
  private mutating func take(_ line: ArraySlice<UInt8>, number: Int) -> Bool {
    if number > 1 {
      guard let entry = Entry(line) else { return false }
      entries.append(entry)
      return true
    }
    let fields = TabbedLines.fields(of: line)
    switch (number, fields[0]) {
    case (0, Self.version):
      guard fields.count == 2, let started = Int(fields[1]) else { return false }
      startedNanoseconds = started
    case (1, "options"): options = Array(fields.dropFirst())
    default: return false
    }
    return true
  }

  /// - Parameter entries: in any order.
  package init(startedNanoseconds: Int, options: [String], entries: [Entry]) {
    self.startedNanoseconds = startedNanoseconds
    self.options = options
    // The order, and not the entries, is sorted: these are large to move.
    self.entries = entries.indices.sorted { precedesInBytes(entries[$0].path, entries[$1].path) }.map {
      entries[$0]
    }
  }

  /// The list without the files that documents come from which somebody added or removed by their keys: they are read
  /// again by the next update.
  package func forgetting(_ keys: ByteStringSet) -> SourceList {
    var list = self
    list.entries.removeAll { $0.keys.contains { keys.contains($0) } }
    return list
  }
}

extension SourceList.Entry {
  fileprivate init?(_ line: ArraySlice<UInt8>) {
    var fields = TabbedLines.Fields(line)
    guard fields.bytes()?.elementsEqual("file".utf8) == true, let path = fields.string(),
      let byteCount = fields.integer(), let modified = fields.integer(), let inode = fields.unsigned(),
      let hash = fields.unsigned(radix: 16), let textBytes = fields.integer(), let characters = fields.integer(),
      let repairs = fields.string(), let count = fields.integer()
    else { return nil }
    self.init(
      path: path, status: SourceList.Status(byteCount: byteCount, modifiedNanoseconds: modified, inode: inode),
      contentHash: hash)
    self.textBytes = textBytes
    self.characters = characters
    while let key = fields.string() { keys.append(key) }
    if keys.isEmpty, count == 1 { keys = [path] }
    guard keys.count == count else { return nil }
    if !repairs.isEmpty {
      let numbers = repairs.split(separator: ",").compactMap { Int($0) }
      guard numbers.count == Repairs.counts.count else { return nil }
      for (count, number) in zip(Repairs.counts, numbers) { self.repairs[keyPath: count] = number }
    }
  }
}
