import WenjianBytes

/// Strings by number: MonotoneArray of starts (count + 1), then the bytes.
struct StringColumn: Sendable {
  let count: Int
  private let starts: MonotoneArray
  nonisolated(unsafe) private let data: UnsafeRawPointer
  private let dataBytes: Int

  static func read(_ bytes: UnsafeRawBufferPointer) -> StringColumn? {
    guard let base = bytes.baseAddress, let (starts, used) = MonotoneArray.read(bytes), starts.count > 0
    else { return nil }
    return StringColumn(
      count: starts.count - 1, starts: starts, data: base + used, dataBytes: bytes.count - used)
  }

  subscript(index: Int) -> UnsafeRawBufferPointer {
    let low = min(max(starts[index], 0), dataBytes)
    let high = min(max(starts[index + 1], low), dataBytes)
    return UnsafeRawBufferPointer(start: data + low, count: high - low)
  }
}

func compareBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
  let shared = min(a.count, b.count)
  for index in 0..<shared where a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
  return a.count - b.count
}
