package import WenjianBytes

/// A sorted set of byte strings, front-coded in blocks of 16, that maps a string to its ordinal and back:
/// the alphanumeric runs of a segment, the words of its word lane.
///
/// Grammar:
///
///     u32 count, u32 dataBytes
///     MonotoneArray                       where each block starts in the data
///     data, per block:
///       varint length, bytes              the first string
///       up to 15 * { varint shared, varint length, bytes }   what it shares with the one before, the rest
// SAFETY: a block's bytes are a part of the data or none; the cursor does not pass their end, and a length is compared with
// what is left before as much is read. Strings are the caller's for the call.
package struct StringTable: Sendable {
  static let blockSize = 16

  package let count: Int
  private let blockStarts: MonotoneArray
  private let data: FileBytes

  /// Reads the head of a table, and goes on behind it.
  /// - Returns: nil when the bytes are damaged.
  package init?(_ reader: inout ByteReader) {
    guard let count = reader.count32(), let dataBytes = reader.count32(), let starts = MonotoneArray(&reader),
      starts.count == (count + Self.blockSize - 1) / Self.blockSize, let data = reader.take(dataBytes)
    else { return nil }
    self.count = count
    blockStarts = starts
    self.data = data
  }

  /// The ordinal of `string`, or nil when it is not in the table.
  /// - Complexity: logarithmic in the blocks.
  package func ordinal(of string: UnsafeRawBufferPointer) -> Int? {
    let (ordinal, isEqual) = unsafe lowerBound(string)
    return isEqual ? ordinal : nil
  }

  /// The ordinals of the strings that begin with `prefix`.
  package func ordinals(withPrefix prefix: [UInt8]) -> Range<Int> {
    let low = unsafe prefix.withUnsafeBytes { unsafe lowerBound($0).ordinal }
    // 0xFF never occurs in UTF-8, so it stands above every continuation.
    let high = unsafe (prefix + [0xFF]).withUnsafeBytes { unsafe lowerBound($0).ordinal }
    return low..<max(low, high)
  }

  /// The first ordinal whose string is not below `string`.
  package func lowerBound(_ string: UnsafeRawBufferPointer) -> (ordinal: Int, isEqual: Bool) {
    var low = 0
    var high = blockStarts.count  // the first block whose head is above `string`
    while low < high {
      let middle = (low + high) / 2
      if unsafe compareHead(ofBlock: middle, with: string) <= 0 { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return (0, false) }
    let block = low - 1
    var result = (ordinal: min((block + 1) * Self.blockSize, count), isEqual: false)
    unsafe walk(block: block) { ordinal, candidate in
      let order = unsafe compare(UnsafeRawBufferPointer(candidate), string)
      if order < 0 { return true }
      result = (ordinal, order == 0)
      return false
    }
    return result
  }

  /// The string with an ordinal.
  /// - Precondition: `0 <= ordinal < count`.
  package func string(_ ordinal: Int) -> [UInt8] {
    precondition(ordinal >= 0 && ordinal < count, "ordinal \(ordinal) outside 0..<\(count)")
    var found: [UInt8] = []
    unsafe walk(block: ordinal / Self.blockSize) { at, candidate in
      guard at == ordinal else { return true }
      found = unsafe [UInt8](candidate)
      return false
    }
    return found
  }

  /// Calls `body` for every string in order.
  package func forEach(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) rethrows {
    for block in 0..<blockStarts.count {
      unsafe try walk(block: block) { ordinal, string in
        unsafe try body(ordinal, string)
        return true
      }
    }
  }

  /// The bytes of a block, whose reader has been told of; damaged starts give none.
  private func bytes(ofBlock block: Int) -> UnsafeRawBufferPointer {
    let end = block + 1 < blockStarts.count ? blockStarts[block + 1] : data.count
    let start = blockStarts[block]
    guard start <= end, let part = data.part(at: start, count: end - start) else {
      return unsafe UnsafeRawBufferPointer(start: data.start, count: 0)
    }
    return unsafe part.required
  }

  private func compareHead(ofBlock block: Int, with string: UnsafeRawBufferPointer) -> Int {
    let bytes = unsafe bytes(ofBlock: block)
    guard var cursor = bytes.baseAddress else { return 1 }
    let end = unsafe cursor + bytes.count
    guard let length = unsafe readVarint(&cursor, end: end), unsafe length <= UInt64(end - cursor) else { return 1 }
    return unsafe compare(UnsafeRawBufferPointer(start: cursor, count: Int(length)), string)
  }

  /// Walks one block; damaged bytes end the walk.
  private func walk(block: Int, _ body: (Int, UnsafeRawBufferPointer) throws -> Bool) rethrows {
    let bytes = unsafe bytes(ofBlock: block)
    guard var cursor = bytes.baseAddress else { return }
    let end = unsafe cursor + bytes.count
    var current: [UInt8] = []
    current.reserveCapacity(64)
    let first = block * Self.blockSize
    for ordinal in first..<min(first + Self.blockSize, count) {
      var shared = 0
      if ordinal > first {
        guard let value = unsafe readVarint(&cursor, end: end), value <= UInt64(current.count) else { return }
        shared = Int(value)
      }
      guard let length = unsafe readVarint(&cursor, end: end), unsafe length <= UInt64(end - cursor) else { return }
      current.removeLast(current.count - shared)
      unsafe current.append(contentsOf: UnsafeRawBufferPointer(start: cursor, count: Int(length)))
      unsafe cursor += Int(length)
      guard unsafe try current.withUnsafeBytes({ unsafe try body(ordinal, $0) }) else { return }
    }
  }

  /// Declares that the string with an ordinal will be read.
  /// - Precondition: `0 <= ordinal < count`.
  package func require(_ ordinal: Int) { _ = unsafe bytes(ofBlock: ordinal / Self.blockSize) }
}

/// Three-way comparison of byte strings.
// SAFETY: both are read as far as the shorter goes; they are the caller's for the call.
package func compare(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
  let shared = min(a.count, b.count)
  for index in 0..<shared where unsafe a[index] != b[index] { return unsafe Int(a[index]) - Int(b[index]) }
  return a.count - b.count
}

/// Writes a string table; strings arrive in ascending order.
// SAFETY: a string is the caller's for the call, and kept as a copy.
package struct StringTableWriter: ~Copyable {
  private let data = ByteWriter(capacity: 1 << 12)
  private var starts: [Int] = []
  private var previous: [UInt8] = []
  package private(set) var count = 0

  package init() {}

  /// - Precondition: above the string before it.
  package mutating func append(_ string: UnsafeRawBufferPointer) {
    unsafe precondition(
      count == 0 || previous.withUnsafeBytes { unsafe compare($0, string) } < 0, "strings must ascend")
    if count % StringTable.blockSize == 0 {
      starts.append(data.count)
    } else {
      var shared = 0
      let limit = min(previous.count, string.count)
      while shared < limit, unsafe previous[shared] == string[shared] { shared += 1 }
      data.appendVarint(UInt64(shared))
      data.appendVarint(UInt64(string.count - shared))
      unsafe data.append(UnsafeRawBufferPointer(rebasing: string[shared...]))
      previous.removeAll(keepingCapacity: true)
      unsafe previous.append(contentsOf: string)
      count += 1
      return
    }
    data.appendVarint(UInt64(string.count))
    unsafe data.append(string)
    previous.removeAll(keepingCapacity: true)
    unsafe previous.append(contentsOf: string)
    count += 1
  }

  package func finish(to writer: ByteWriter) {
    writer.append(UInt32(count))
    writer.append(UInt32(data.count))
    MonotoneArray.write(starts, to: writer)
    writer.append(data)
  }
}
