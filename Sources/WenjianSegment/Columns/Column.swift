import WenjianBytes

// What a segment stores of its documents is declared column by column (`Columns`). Building, merging, opening, the check
// of the contents, the sizes that `wenjian info` tells, and the table in FORMAT.md follow from the declarations.

/// One thing that a segment stores of each of its documents, in a section of its own.
struct Column<Codec: ColumnCodec>: Sendable {
  let section: SectionID
  /// What it holds, as FORMAT.md says it.
  let summary: String
  /// The part of the index that it counts as in `wenjian info`.
  let part: String
  /// Whether the section is missing where no document has a value.
  let isOptional: Bool
  let codec: Codec
  /// The value of a document that is added.
  let value: @Sendable (DocumentRow) -> Codec.Value

  init(
    _ section: SectionID, _ summary: String, part: String = "document table", isOptional: Bool = false,
    _ codec: Codec,
    value: @escaping @Sendable (DocumentRow) -> Codec.Value
  ) {
    self.section = section
    self.summary = summary
    self.part = part
    self.isOptional = isOptional
    self.codec = codec
    self.value = value
  }

  /// - Returns: nil when the section is damaged, or missing and not optional; a nil inside when it may be missing and is.
  func read(_ source: SectionSource) -> Codec.Reader?? {
    guard let bytes = source.bytes(section) else { return isOptional ? .some(nil) : nil }
    guard let reader = codec.read(bytes, source) else { return nil }
    return .some(reader)
  }
}

/// How the values of a column lie in its section, and how they are gathered.
protocol ColumnCodec: Sendable {
  associatedtype Value
  associatedtype Reader: Sendable
  associatedtype Writer: ColumnWriter where Writer.Value == Value, Writer.Reader == Reader

  /// Where the grammar is told, as FORMAT.md says it.
  var grammar: String { get }
  func makeWriter() -> Writer
  /// Opens a section in time that does not depend on the documents.
  /// - Returns: nil when it is damaged.
  func read(_ bytes: FileBytes, _ source: SectionSource) -> Reader?
  /// Whether values agree with what is stored beside them to find them by.
  /// - Complexity: linear in the column.
  func isConsistent(_ reader: Reader) -> Bool
}

extension ColumnCodec {
  func isConsistent(_ reader: Reader) -> Bool { true }
}

/// Gathers the values of a column in the order of the documents.
protocol ColumnWriter {
  associatedtype Value
  associatedtype Reader

  mutating func append(_ value: Value)
  /// Takes values over from another segment.
  /// - Parameter documents: ascending, disjoint.
  mutating func append(_ documents: [Range<Int>], of reader: Reader)
  /// Documents without a value.
  mutating func appendNothing(_ count: Int)
  /// No document has a value.
  var isEmpty: Bool { get }
  /// The section.
  mutating func finish() -> ByteWriter
}

/// The sections of a segment, as columns are read from them.
struct SectionSource {
  /// Of the format.
  let version: UInt32
  let documentCount: Int
  /// nil for one that is not there.
  let bytes: (SectionID) -> FileBytes?
}

/// A column of any kind of values.
protocol AnyColumn: Sendable {
  var section: SectionID { get }
  var summary: String { get }
  var part: String { get }
  var isOptional: Bool { get }
  var grammar: String { get }
  func makeGatherer() -> any ColumnGatherer
  /// Whether its head is sound, or it is missing and may be.
  func canRead(_ source: SectionSource) -> Bool
  func isConsistent(_ source: SectionSource) -> Bool
}

extension Column: AnyColumn {
  var grammar: String { codec.grammar }
  func makeGatherer() -> any ColumnGatherer { Gatherer(self) }
  func canRead(_ source: SectionSource) -> Bool { read(source) != nil }
  func isConsistent(_ source: SectionSource) -> Bool {
    guard let reader = read(source) else { return false }
    return reader.map(codec.isConsistent) ?? true
  }
}

/// Gathers a column of a segment that is being written.
protocol ColumnGatherer: AnyObject {
  func append(_ row: DocumentRow)
  /// Takes documents over from another segment.
  /// - Parameter documents: ascending, disjoint.
  func append(_ documents: [Range<Int>], of source: SectionSource)
  func write(to file: SegmentFileWriter) throws(FileError)
}

/// The gatherer of one column.
final class Gatherer<Codec: ColumnCodec>: ColumnGatherer {
  private let column: Column<Codec>
  private(set) var writer: Codec.Writer

  init(_ column: Column<Codec>) {
    self.column = column
    writer = column.codec.makeWriter()
  }

  func append(_ row: DocumentRow) { writer.append(column.value(row)) }

  func append(_ documents: [Range<Int>], of source: SectionSource) {
    if case .some(.some(let reader)) = column.read(source) {
      writer.append(documents, of: reader)
    } else {
      writer.appendNothing(documents.reduce(0) { $0 + $1.count })
    }
  }

  func write(to file: SegmentFileWriter) throws(FileError) {
    if column.isOptional, writer.isEmpty { return }
    try file.section(column.section, writer.finish())
  }
}

extension AnyColumn {
  /// Its row in the table of FORMAT.md.
  var formatRow: String {
    "| `\(section)` | \(summary)\(isOptional ? "; only where a document has one" : "") | \(grammar) |"
  }
}
