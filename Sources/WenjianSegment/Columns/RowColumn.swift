import WenjianBytes

/// Values of one size, one behind the other; zeros for documents without a value.
struct Rows<Row: ColumnRow>: ColumnCodec {
  let grammar: String

  func makeWriter() -> RowColumnWriter<Row> { RowColumnWriter() }

  func read(_ bytes: FileBytes, _ source: SectionSource) -> RowColumn<Row>? {
    let (byteCount, overflow) = source.documentCount.multipliedReportingOverflow(by: Row.byteCount)
    guard !overflow, let rows = bytes.part(at: 0, count: byteCount) else { return nil }
    return RowColumn(rows: rows, count: source.documentCount)
  }
}

/// A value of a column whose values all have one size.
protocol ColumnRow: Sendable {
  static var byteCount: Int { get }
  /// All zeros in the section.
  var isNone: Bool { get }
  init(row: UnsafeRawPointer)
  func write(to writer: ByteWriter)
}

/// A column of values of one size.
package struct RowColumn<Row: Sendable>: Sendable {
  let rows: FileBytes
  package let count: Int

  /// Unchecked.
  var base: UnsafeRawPointer { rows.start }
}

extension RowColumn where Row: ColumnRow {
  /// - Precondition: `0 <= document < count`.
  @inline(__always)
  subscript(document: Int) -> Row {
    let row = base + document &* Row.byteCount
    rows.checks.require(row, Row.byteCount)
    return Row(row: row)
  }
}

struct RowColumnWriter<Row: ColumnRow>: ColumnWriter {
  private let bytes = ByteWriter(capacity: 64)
  /// Documents without a value behind the last that has one: an unused column takes no memory.
  private var missing = 0

  mutating func append(_ value: Row) {
    if value.isNone {
      missing += 1
    } else {
      fill()
      value.write(to: bytes)
    }
  }

  mutating func append(_ documents: [Range<Int>], of reader: RowColumn<Row>) {
    fill()
    for range in documents {
      guard
        let rows = reader.rows.part(at: range.lowerBound * Row.byteCount, count: range.count * Row.byteCount)
      else { preconditionFailure("documents \(range) of \(reader.count)") }
      bytes.append(rows.required)
    }
  }

  mutating func appendNothing(_ count: Int) { missing += count }

  private mutating func fill() {
    let byteCount = missing * Row.byteCount
    guard byteCount > 0 else { return }
    bytes.reserve(byteCount).initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    bytes.advance(byteCount)
    missing = 0
  }

  var isEmpty: Bool { bytes.count == 0 }

  mutating func finish() -> ByteWriter {
    fill()
    return bytes
  }
}

extension UInt8: ColumnRow {
  static var byteCount: Int { 1 }
  var isNone: Bool { self == 0 }
  @inline(__always)
  init(row: UnsafeRawPointer) { self = row.load(as: UInt8.self) }
  func write(to writer: ByteWriter) { writer.append(self) }
}

extension UInt32: ColumnRow {
  static var byteCount: Int { 4 }
  var isNone: Bool { self == 0 }
  @inline(__always)
  init(row: UnsafeRawPointer) { self = load32(row, 0) }
  func write(to writer: ByteWriter) { writer.append(self) }
}

extension UInt64: ColumnRow {
  static var byteCount: Int { 8 }
  var isNone: Bool { self == 0 }
  @inline(__always)
  init(row: UnsafeRawPointer) { self = load64(row, 0) }
  func write(to writer: ByteWriter) { writer.append(self) }
}

extension DocumentSketch: ColumnRow {
  var isNone: Bool { isEmpty }
  init(row: UnsafeRawPointer) { self.init(row) }
}

extension RowColumn<UInt32> {
  /// Marks the documents whose number lies in a range.
  /// - Parameters:
  ///   - numbers: of a column of dates as `DateRange.numbers` gives them.
  ///   - bits: a bit a document, from the low bit of the first word; (count + 63) / 64 words.
  /// - Complexity: linear in the documents: four bytes each are read front to back.
  package func mark(_ numbers: ClosedRange<UInt32>, in bits: UnsafeMutablePointer<UInt64>) {
    rows.requireAll()
    for word in 0..<(count + 63) / 64 {
      var found: UInt64 = 0
      for bit in 0..<min(64, count - word * 64) {
        let number = load32(base, (word &* 64 &+ bit) &* 4)
        found |= (numbers.lowerBound <= number && number <= numbers.upperBound ? 1 : 0) &<< UInt64(bit)
      }
      bits[word] |= found
    }
  }

  /// The number of a document; 0 for none.
  /// - Precondition: `0 <= document < count`.
  package func number(of document: Int) -> UInt32 { self[document] }
}
