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
      let repairs = Repairs.counts.map { entry.repairs[keyPath: $0] }
      var fields = ["file", entry.path, String(entry.status.byteCount), String(entry.status.modifiedNanoseconds)]
      fields += [String(entry.status.inode), String(entry.contentHash, radix: 16), String(entry.textBytes)]
      fields += [String(entry.characters)]
      fields += [repairs.allSatisfy { $0 == 0 } ? "" : repairs.map(String.init).joined(separator: ",")]
      fields += [String(entry.keys.count)]
      if entry.keys.count != 1 || !hasSameBytes(entry.keys[0], entry.path) { fields += entry.keys }
      TabbedLines.append(fields, to: &bytes)
    }
    let sum = bytes.withUnsafeBytes { hash64($0) }
    TabbedLines.append(["end", String(sum, radix: 16)], to: &bytes)
    return bytes
  }

  /// - Returns: nil when the bytes are damaged or of another version.
  package init?(_ bytes: [UInt8]) {
    guard bytes.last == UInt8(ascii: "\n"),
      let lastStart = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 })
    else { return nil }
    let last = TabbedLines.fields(of: bytes[lastStart..<(bytes.count - 1)])
    guard last.count == 2, last[0] == "end", let sum = UInt64(last[1], radix: 16),
      bytes[..<lastStart].withUnsafeBytes({ hash64($0) }) == sum
    else { return nil }
    startedNanoseconds = 0
    options = []
    entries = []
    for (number, line) in bytes[..<(lastStart - 1)].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      let fields = TabbedLines.fields(of: line)
      switch (number, fields[0]) {
      case (0, Self.version):
        guard fields.count == 2, let started = Int(fields[1]) else { return nil }
        startedNanoseconds = started
      case (1, "options"): options = Array(fields.dropFirst())
      case (2..., "file"):
        guard let entry = Entry(fields) else { return nil }
        entries.append(entry)
      default: return nil
      }
    }
  }

  /// - Parameter entries: in any order.
  package init(startedNanoseconds: Int, options: [String], entries: [Entry]) {
    self.startedNanoseconds = startedNanoseconds
    self.options = options
    self.entries = entries.sorted { precedesInBytes($0.path, $1.path) }
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
  fileprivate init?(_ fields: [String]) {
    guard fields.count >= 10, let byteCount = Int(fields[2]), let modified = Int(fields[3]),
      let inode = UInt64(fields[4]), let hash = UInt64(fields[5], radix: 16), let textBytes = Int(fields[6]),
      let characters = Int(fields[7]), let count = Int(fields[9])
    else { return nil }
    self.init(
      path: fields[1],
      status: SourceList.Status(byteCount: byteCount, modifiedNanoseconds: modified, inode: inode),
      contentHash: hash)
    self.textBytes = textBytes
    self.characters = characters
    keys = Array(fields.dropFirst(10))
    if keys.isEmpty, count == 1 { keys = [path] }
    guard keys.count == count else { return nil }
    if !fields[8].isEmpty {
      let numbers = fields[8].split(separator: ",").compactMap { Int($0) }
      guard numbers.count == Repairs.counts.count else { return nil }
      for (count, number) in zip(Repairs.counts, numbers) { repairs[keyPath: count] = number }
    }
  }
}
