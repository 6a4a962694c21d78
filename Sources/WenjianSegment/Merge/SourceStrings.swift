import WenjianBytes

/// Strings of the sources of a merge, sorted: by bytes, equal ones in the order of their sources. They lie in one buffer: with
/// an array each, the runs of 125 sources took 100 MB.
struct SourceStrings: ~Copyable {
  struct Entry {
    fileprivate var end: Int
    fileprivate var byteCount: UInt32
    var source: UInt32
    /// Of the string in its source.
    var ordinal: UInt32
  }

  private(set) var entries: [Entry] = []
  private let bytes = ByteWriter(capacity: 1 << 12)

  init() {}

  mutating func append(_ string: UnsafeRawBufferPointer, source: Int, ordinal: Int) {
    bytes.append(string)
    entries.append(
      Entry(
        end: bytes.count, byteCount: UInt32(truncatingIfNeeded: string.count), source: UInt32(source),
        ordinal: UInt32(ordinal)))
  }

  /// - Returns: valid until the next one is appended.
  func string(_ entry: Entry) -> UnsafeRawBufferPointer { Self.string(entry, in: bytes) }

  private static func string(_ entry: Entry, in bytes: ByteWriter) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes.bytes[(entry.end - Int(entry.byteCount))..<entry.end])
  }

  mutating func sort() {
    // Read before the entries are borrowed: both are parts of `self`.
    let bytes = bytes
    entries.sort { a, b in
      let order = compareBytes(Self.string(a, in: bytes), Self.string(b, in: bytes))
      return order != 0 ? order < 0 : a.source < b.source
    }
  }

  /// Whether two entries are of the same string.
  func areEqual(_ a: Entry, _ b: Entry) -> Bool { compareBytes(string(a), string(b)) == 0 }
}
