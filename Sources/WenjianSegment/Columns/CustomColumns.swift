import WenjianBytes
import WenjianModel

/// A column for each field of the users' own.
struct Customs: ColumnCodec {
  var grammar: String { "`CustomColumns`" }

  func makeWriter() -> CustomColumnsWriter { CustomColumnsWriter() }

  func read(_ bytes: FileBytes, _ source: SectionSource) -> CustomColumns? {
    CustomColumns.read(bytes, documentCount: source.documentCount)
  }

  func isConsistent(_ reader: CustomColumns) -> Bool {
    zip(reader.names, reader.names.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      && reader.columns.allSatisfy { $0.isConsistent() }
  }
}

/// The fields of the users' own of the documents of a segment, by their names.
///
/// Grammar:
///
///     u32 columnCount, u32 zero
///     columnCount * { u64 columnBytes, u32 nameBytes, u32 zero }
///     the names in UTF-8, ascending, one behind the other; zeros up to a multiple of 8
///     columnCount * ValueColumn, each followed by zeros up to a multiple of 8
struct CustomColumns: Sendable {
  /// Ascending.
  let names: [String]
  /// Of each name.
  let columns: [ValueColumn]

  /// - Returns: nil when the bytes are damaged.
  /// - Complexity: linear in the names.
  static func read(_ bytes: FileBytes, documentCount: Int) -> CustomColumns? {
    var reader = ByteReader(bytes)
    guard let count = reader.count32(), reader.u32() != nil else { return nil }
    var lengths: [(column: Int, name: Int)] = []
    for _ in 0..<count {
      guard let column = reader.count64(), let name = reader.count32(), reader.u32() != nil else { return nil }
      lengths.append((column, name))
    }
    var names: [String] = []
    for length in lengths {
      guard let name = reader.take(length.name), name.isSound else { return nil }
      names.append(String(decoding: name.unchecked, as: UTF8.self))
    }
    var columns: [ValueColumn] = []
    for length in lengths {
      guard reader.align(to: 8), let part = reader.take(length.column),
        let column = ValueColumn.read(part, documentCount: documentCount)
      else { return nil }
      columns.append(column)
    }
    return CustomColumns(names: names, columns: columns)
  }

  /// - Complexity: logarithmic in the names.
  func column(_ name: String) -> ValueColumn? {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle].utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low].utf8.elementsEqual(name.utf8) ? columns[low] : nil
  }

  /// The fields of a document.
  /// - Complexity: linear in the names of the segment.
  func fields(of document: Int) -> CustomFields {
    var fields = CustomFields()
    for (name, column) in zip(names, columns) {
      if let values = column.values(of: document) { fields.set(values, for: name) }
    }
    return fields
  }
}

struct CustomColumnsWriter: ColumnWriter {
  private var writers: [[UInt8]: ValueColumnWriter] = [:]
  private var count = 0

  mutating func append(_ fields: CustomFields) {
    for name in fields.names { append(to: name) { $0.append(fields.values(of: name)) } }
    count += 1
  }

  mutating func append(_ documents: [Range<Int>], of reader: CustomColumns) {
    for (name, column) in zip(reader.names, reader.columns) {
      append(to: name) { $0.append(documents, of: column) }
    }
    count += documents.reduce(0) { $0 + $1.count }
  }

  /// Appends to the column of a name, with the documents before that do not have it.
  private mutating func append(to name: String, _ body: (inout ValueColumnWriter) -> Void) {
    let name = Array(name.utf8)
    var writer = writers.removeValue(forKey: name) ?? ValueColumnWriter()
    writer.appendNothing(count - writer.count)
    body(&writer)
    writers[name] = writer
  }

  mutating func appendNothing(_ count: Int) { self.count += count }

  var isEmpty: Bool { writers.values.allSatisfy(\.isEmpty) }

  mutating func finish() -> ByteWriter {
    let names = writers.keys.filter { writers[$0]?.isEmpty == false }.sorted { $0.lexicographicallyPrecedes($1) }
    let columns = names.map { name in
      var writer = writers[name] ?? ValueColumnWriter()
      writer.appendNothing(count - writer.count)
      return writer.finish()
    }
    let section = ByteWriter(capacity: columns.reduce(1024) { $0 + $1.count + 64 })
    section.append(UInt32(names.count))
    section.append(UInt32(0))
    for (name, column) in zip(names, columns) {
      section.append(UInt64(column.count))
      section.append(UInt32(name.count))
      section.append(UInt32(0))
    }
    for name in names { section.append(name) }
    for column in columns {
      section.pad(to: 8)
      section.append(column.bytes)
    }
    return section
  }
}
