import Synchronization
import WenjianBytes
import WenjianThreads

/// The values of a field of documents, each as the document spells it.
struct Values: ColumnCodec {
  /// The values that a text of the field names.
  let parts: @Sendable (String) -> [String]

  var grammar: String { "`ValueColumn`" }

  init(parts: @escaping @Sendable (String) -> [String] = { $0.isEmpty ? [] : [$0] }) { self.parts = parts }

  func makeWriter() -> FieldTextsWriter { FieldTextsWriter() }

  func read(_ bytes: FileBytes, _ source: SectionSource) -> FieldTexts? {
    if source.version >= 3 {
      return ValueColumn.read(bytes, documentCount: source.documentCount).map { FieldTexts(coded: $0) }
    }
    // Versions 1 and 2 hold a string a document.
    guard let column = StringColumn.read(bytes), column.count == source.documentCount else { return nil }
    return FieldTexts(plain: column, parts: parts)
  }

  func isConsistent(_ reader: FieldTexts) -> Bool { reader.isConsistent }
}

/// The texts of one field of the documents of a segment.
struct FieldTexts: Sendable {
  private enum Layout: Sendable {
    case coded(ValueColumn)
    case plain(PlainTexts)
  }

  private let layout: Layout

  init(coded: ValueColumn) { layout = .coded(coded) }

  init(plain: StringColumn, parts: @escaping @Sendable (String) -> [String]) {
    layout = .plain(PlainTexts(column: plain, parts: parts))
  }

  /// nil when the document has none.
  /// - Complexity: linear in the values of the document.
  func values(of document: Int) -> [String]? {
    switch layout {
    case .coded(let column): return column.values(of: document)
    case .plain(let texts):
      let values = texts.values(of: document)
      return values.isEmpty ? nil : values
    }
  }

  /// Declares that the values of a document will be read.
  func require(_ document: Int) {
    switch layout {
    case .coded(let column): column.require(document)
    case .plain(let texts): _ = texts.column[document]
    }
  }

  /// The column as a `ValueColumn`.
  /// - Complexity: constant; in a segment of version 1 or 2 the first call is linear in the documents.
  var column: ValueColumn {
    switch layout {
    case .coded(let column): column
    case .plain(let texts): texts.coded
    }
  }

  var isConsistent: Bool {
    if case .coded(let column) = layout { column.isConsistent() } else { true }
  }
}

/// A column of an older segment, made a `ValueColumn` in memory at its first use.
private final class PlainTexts: Sendable {
  let column: StringColumn
  let parts: @Sendable (String) -> [String]
  private let made = Locked<(bytes: ByteWriter, column: ValueColumn)?>(nil)

  init(column: StringColumn, parts: @escaping @Sendable (String) -> [String]) {
    self.column = column
    self.parts = parts
  }

  func values(of document: Int) -> [String] { parts(String(decoding: column[document], as: UTF8.self)) }

  var coded: ValueColumn {
    made.withLock { made in
      if let made { return made.column }
      var writer = ValueColumnWriter()
      for document in 0..<column.count { writer.append(values(of: document)) }
      let bytes = writer.finish()
      guard let coded = ValueColumn.read(FileBytes(bytes.bytes), documentCount: column.count) else {
        preconditionFailure("a column that was written now cannot be read")
      }
      made = (bytes, coded)
      return coded
    }
  }
}

struct FieldTextsWriter: ColumnWriter {
  private var writer = ValueColumnWriter()

  mutating func append(_ values: [String]) { writer.append(values) }
  mutating func append(_ documents: [Range<Int>], of reader: FieldTexts) {
    writer.append(documents, of: reader.column)
  }
  mutating func appendNothing(_ count: Int) { writer.appendNothing(count) }
  var isEmpty: Bool { writer.isEmpty }
  mutating func finish() -> ByteWriter { writer.finish() }
}
