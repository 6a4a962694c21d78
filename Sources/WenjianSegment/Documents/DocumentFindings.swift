import WenjianBytes

// Where each thing that a document says of itself was found and how sure it is, and the day it was signed: columns that
// are only there when some document of the segment has them. The values themselves are columns of their own, which a
// filter reads without this one.
//
// The section `documentFindings` is a `StringColumn` of one string a document, and one more:
//
//     document  n * { u8 field | origin << 4, u8 confidence in percent, [where] }
//     where     of origin 0, the text:   varint first byte in the document, varint bytes
//               of origin 3, a property: varint number of its name
//     last      n * { varint bytes, the name in UTF-8 }: the names of properties, by number
//
// So a field takes two bytes, and one to five for where it stands.

/// What a document may say of itself. The numbers stand in files.
package enum FindingField: UInt8, CaseIterable, Sendable {
  case title, publicationDate, signatureDate, source, author, issuer, documentNumber, kind
}

/// Who says it.
package enum FindingOrigin: Equatable, Sendable {
  /// Bytes of the document's text.
  case text(Range<Int>)
  case fileName
  case frontMatter
  /// By its name: of `<meta>`, of an Office property, of a field of a record.
  case property(String)
  /// Whoever added the document.
  case given

  fileprivate var number: UInt8 {
    switch self {
    case .text: 0
    case .fileName: 1
    case .frontMatter: 2
    case .property: 3
    case .given: 4
    }
  }
}

package struct DocumentFinding: Equatable, Sendable {
  package var field: FindingField
  package var origin: FindingOrigin
  /// 0 to 100.
  package var percent: UInt8

  package init(_ field: FindingField, _ origin: FindingOrigin, percent: UInt8) {
    self.field = field
    self.origin = origin
    self.percent = percent
  }
}

/// The columns of findings of a segment.
struct FindingColumns: Sendable {
  private let findings: StringColumn?
  nonisolated(unsafe) private let signatureDates: UnsafeRawPointer?
  private let count: Int

  /// - Returns: nil when a column that is there is damaged.
  static func read(count: Int, section: (SectionID) -> UnsafeRawBufferPointer?) -> FindingColumns? {
    var findings: StringColumn?
    if let bytes = section(.documentFindings) {
      guard let column = StringColumn.read(bytes), column.count == count + 1 else { return nil }
      findings = column
    }
    var dates: UnsafeRawPointer?
    if let bytes = section(.documentSignatureDates) {
      guard bytes.count >= count * 4 else { return nil }
      dates = bytes.baseAddress
    }
    return FindingColumns(findings: findings, signatureDates: dates, count: count)
  }

  func signatureDate(of document: Int) -> UInt32 { signatureDates.map { load32($0, document * 4) } ?? 0 }

  /// Damaged bytes give the findings before them.
  func findings(of document: Int) -> [DocumentFinding] {
    guard let bytes = findings?[document], !bytes.isEmpty, var cursor = bytes.baseAddress else { return [] }
    let end = cursor + bytes.count
    var found: [DocumentFinding] = []
    while end - cursor >= 2, found.count < FindingField.allCases.count {
      let head = load16(cursor, 0)
      cursor += 2
      guard let field = FindingField(rawValue: UInt8(head & 15)) else { break }
      let origin: FindingOrigin
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
      found.append(DocumentFinding(field, origin, percent: UInt8(min(head >> 8, 100))))
    }
    return found
  }

  /// - Complexity: linear in the names, of which a segment has a few dozen.
  private func name(_ number: UInt64) -> String? {
    guard let bytes = findings?[count], var cursor = bytes.baseAddress else { return nil }
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

/// Collects the findings of documents while the document table is written.
struct FindingColumnsWriter {
  private let findings = ByteWriter(capacity: 64)
  /// Where the findings of each document end, 0 first; empty until a document has any.
  private var ends: [Int] = []
  private var names: [String: Int] = [:]
  private let nameTable = ByteWriter(capacity: 64)
  private var signatureDates: [UInt32] = []
  private var count = 0

  mutating func append(_ found: [DocumentFinding], signatureDate: UInt32) {
    count += 1
    if signatureDate != 0 || !signatureDates.isEmpty {
      if signatureDates.isEmpty { signatureDates = Array(repeating: 0, count: count - 1) }
      signatureDates.append(signatureDate)
    }
    if !found.isEmpty, ends.isEmpty { ends = Array(repeating: 0, count: count) }
    for finding in found {
      findings.append(finding.field.rawValue | finding.origin.number << 4)
      findings.append(min(finding.percent, 100))
      switch finding.origin {
      case .text(let range):
        findings.appendVarint(UInt64(range.lowerBound))
        findings.appendVarint(UInt64(range.count))
      case .property(let name): findings.appendVarint(UInt64(number(of: name)))
      case .fileName, .frontMatter, .given: break
      }
    }
    if !ends.isEmpty { ends.append(findings.count) }
  }

  private mutating func number(of name: String) -> Int {
    if let number = names[name] { return number }
    let number = names.count
    names[name] = number
    nameTable.appendVarint(UInt64(name.utf8.count))
    nameTable.append(utf8: name)
    return number
  }

  func write(to file: SegmentFileWriter) throws(FileError) {
    if !ends.isEmpty {
      let writer = ByteWriter(capacity: findings.count + 1024)
      MonotoneArray.write(ends + [findings.count + nameTable.count], to: writer)
      writer.append(findings.bytes)
      writer.append(nameTable.bytes)
      try file.section(.documentFindings, writer)
    }
    if !signatureDates.isEmpty {
      let writer = ByteWriter(capacity: signatureDates.count * 4)
      for date in signatureDates { writer.append(date) }
      try file.section(.documentSignatureDates, writer)
    }
  }
}
