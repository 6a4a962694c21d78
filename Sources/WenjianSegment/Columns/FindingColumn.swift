import WenjianBytes
import WenjianModel

// Where each thing that a document says of itself was found, and how sure it is: a column that is only there when some
// document of the segment has any. The values themselves are columns of their own, which a filter reads without this one.

/// Where the value of one field comes from.
struct FieldFinding: Equatable, Sendable {
  var field: DocumentField
  var origin: FieldOrigin
  /// 0 to 100.
  var percent: UInt8

  /// The fields whose origin is kept, by the number in files: it has four bits.
  static let fields: [DocumentField] = [.title, .publicationDate, .signatureDate] + Columns.texts.map(\.field)
}

/// A column of the findings of documents.
struct Findings: ColumnCodec {
  var grammar: String { "`FindingColumn`" }

  func makeWriter() -> FindingColumnWriter { FindingColumnWriter() }

  func read(_ bytes: FileBytes, _ source: SectionSource) -> FindingColumn? {
    guard let column = StringColumn.read(bytes), column.count == source.documentCount + 1 else { return nil }
    return FindingColumn(column: column, count: source.documentCount)
  }
}

/// The findings of the documents of a segment.
///
/// Grammar: a `StringColumn` of one string a document, and one more:
///
///     document  n * { u8 field | origin << 4, u8 confidence in percent, [where] }
///     where     of origin 0, the text:   varint first byte in the document, varint bytes
///               of origin 3, a property: varint number of its name
///     last      n * { varint bytes, the name in UTF-8 }: the names of properties, by number
///
/// Origin 1 is the name of the file, 2 front matter, 4 whoever added the document; fields are numbered as in
/// `FieldFinding.fields`. So a field takes two bytes, and one to five for its range.
struct FindingColumn: Sendable {
  fileprivate let column: StringColumn
  fileprivate let count: Int

  /// Declares that the findings of a document will be read.
  func require(_ document: Int) {
    _ = column[document]
    _ = column[count]
  }

  /// Damaged bytes give the findings before them.
  func findings(of document: Int) -> [FieldFinding] {
    let bytes = column[document]
    guard !bytes.isEmpty, var cursor = bytes.baseAddress else { return [] }
    let end = cursor + bytes.count
    var found: [FieldFinding] = []
    while end - cursor >= 2, found.count < FieldFinding.fields.count {
      let head = load16(cursor, 0)
      cursor += 2
      guard Int(head & 15) < FieldFinding.fields.count else { break }
      let origin: FieldOrigin
      switch head >> 4 & 15 {
      case 0:
        guard let start = readVarint(&cursor, end: end), let length = readVarint(&cursor, end: end),
          start <= UInt64(UInt32.max), length <= UInt64(UInt32.max)
        else { return found }
        origin = .text(Int(start)..<Int(start + length))
      case 1: origin = .fileName
      case 2: origin = .frontMatter
      case 3:
        guard let number = readVarint(&cursor, end: end), let name = name(number) else { return found }
        origin = .property(name)
      case 4: origin = .given
      default: return found
      }
      found.append(
        FieldFinding(
          field: FieldFinding.fields[Int(head & 15)], origin: origin, percent: UInt8(min(head >> 8, 100))))
    }
    return found
  }

  /// - Complexity: linear in the names, of which a segment has a few dozen.
  private func name(_ number: UInt64) -> String? {
    let bytes = column[count]
    guard var cursor = bytes.baseAddress else { return nil }
    let end = cursor + bytes.count
    var index: UInt64 = 0
    while let length = readVarint(&cursor, end: end), length <= UInt64(end - cursor) {
      if index == number {
        return String(decoding: UnsafeRawBufferPointer(start: cursor, count: Int(length)), as: UTF8.self)
      }
      cursor += Int(length)
      index += 1
    }
    return nil
  }
}

struct FindingColumnWriter: ColumnWriter {
  typealias Value = DocumentMetadata
  typealias Reader = FindingColumn

  private var findings = StringColumnWriter()
  private var names: [String: Int] = [:]
  private let nameTable = ByteWriter(capacity: 64)

  mutating func append(_ metadata: DocumentMetadata) {
    append(
      FieldFinding.fields.compactMap { field in
        func finding<Value>(_ found: Finding<Value>) -> FieldFinding? {
          if found.origin == .unrecorded { return nil }
          let percent = (min(max(found.confidence, 0), 1) * 100).rounded()
          return FieldFinding(field: field, origin: found.origin, percent: UInt8(percent))
        }
        return field.isDate ? metadata[date: field].flatMap(finding) : metadata[text: field].flatMap(finding)
      })
  }

  mutating func append(_ documents: [Range<Int>], of reader: FindingColumn) {
    for range in documents {
      for document in range { append(reader.findings(of: document)) }
    }
  }

  private mutating func append(_ found: [FieldFinding]) {
    // The numbers of names first: the writer of strings is borrowed below.
    let numbers = found.map { finding in
      if case .property(let name) = finding.origin { number(of: name) } else { 0 }
    }
    findings.append { writer in
      for (finding, number) in zip(found, numbers) {
        guard let field = FieldFinding.fields.firstIndex(of: finding.field) else { continue }
        func head(_ origin: UInt8) {
          writer.append(UInt8(field) | origin << 4)
          writer.append(min(finding.percent, 100))
        }
        switch finding.origin {
        case .text(let range):
          head(0)
          writer.appendVarint(UInt64(range.lowerBound))
          writer.appendVarint(UInt64(range.count))
        case .fileName: head(1)
        case .frontMatter: head(2)
        case .property:
          head(3)
          writer.appendVarint(UInt64(number))
        case .given: head(4)
        case .unrecorded: break
        }
      }
    }
  }

  mutating func appendNothing(_ count: Int) { findings.appendNothing(count) }

  private mutating func number(of name: String) -> Int {
    if let number = names[name] { return number }
    let number = names.count
    names[name] = number
    nameTable.appendVarint(UInt64(name.utf8.count))
    nameTable.append(utf8: name)
    return number
  }

  var isEmpty: Bool { findings.isEmpty }

  mutating func finish() -> ByteWriter {
    let names = nameTable
    findings.append { $0.append(names.bytes) }
    return findings.finish()
  }
}
