import WenjianBytes

/// A string a document, as it is.
struct Strings: ColumnCodec {
  var grammar: String { "`StringColumn`" }

  func makeWriter() -> StringColumnWriter { StringColumnWriter() }

  func read(_ bytes: FileBytes, _ source: SectionSource) -> StringColumn? {
    guard let column = StringColumn.read(bytes), column.count == source.documentCount else { return nil }
    return column
  }
}

/// Strings by number: MonotoneArray of starts (count + 1), then the bytes.
struct StringColumn: Sendable {
  let count: Int
  private let starts: MonotoneArray
  private let data: FileBytes

  static func read(_ bytes: FileBytes) -> StringColumn? {
    var reader = ByteReader(bytes)
    guard let starts = MonotoneArray(&reader), starts.count > 0 else { return nil }
    return StringColumn(count: starts.count - 1, starts: starts, data: reader.takeRest())
  }

  /// - Precondition: `0 <= index < count`.
  subscript(index: Int) -> UnsafeRawBufferPointer {
    let (start, end) = starts.pair(at: index)
    let low = min(start, data.count)
    let high = min(max(end, low), data.count)
    data.checks.require(data.start + low, high - low)
    return UnsafeRawBufferPointer(start: data.start + low, count: high - low)
  }
}

struct StringColumnWriter: ColumnWriter {
  typealias Value = String
  typealias Reader = StringColumn

  private let data = ByteWriter(capacity: 64)
  /// Where the strings end, 0 first; empty until one is not.
  private var ends: [Int] = []
  private var missing = 0

  mutating func append(_ value: String) { append { $0.append(utf8: value) } }

  /// Appends what `body` writes.
  mutating func append(_ body: (ByteWriter) -> Void) {
    let before = data.count
    body(data)
    if data.count == before { return missing += 1 }
    fill()
    ends.append(data.count)
  }

  mutating func append(_ documents: [Range<Int>], of reader: StringColumn) {
    for range in documents {
      for document in range { append { $0.append(reader[document]) } }
    }
  }

  mutating func appendNothing(_ count: Int) { missing += count }

  /// The strings that are empty behind the last that is not.
  private mutating func fill() {
    let end = ends.last ?? 0
    if ends.isEmpty { ends.append(0) }
    if missing > 0 { ends.append(contentsOf: repeatElement(end, count: missing)) }
    missing = 0
  }

  var isEmpty: Bool { ends.isEmpty }
  var count: Int { max(ends.count - 1, 0) + missing }

  /// - Precondition: not behind `finish`.
  func string(_ index: Int) -> UnsafeRawBufferPointer {
    guard index + 1 < ends.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: data.bytes[ends[index]..<ends[index + 1]])
  }

  mutating func finish() -> ByteWriter {
    fill()
    let writer = ByteWriter(capacity: data.count + ends.count * 2 + 1024)
    MonotoneArray.write(ends, to: writer)
    writer.append(data.bytes)
    return writer
  }
}

/// The order of bytes, a shorter string before those that begin with it: negative, zero or positive.
package func compareBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
  let shared = min(a.count, b.count)
  for index in 0..<shared where a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
  return a.count - b.count
}
