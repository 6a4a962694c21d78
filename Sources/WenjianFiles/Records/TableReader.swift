// Tables as text (RFC 4180): a row is a document, the first row names its fields.

package struct TableReader: DocumentReader {
  package static let format = DocumentFormat("table", ["csv", "tsv"], .text)

  package init() {}

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let decoded = try TextDecoder.decode(try source.content.all())
    var rows = TableScanner(decoded.text, isTabbed: DocumentFormats.ending(of: source.name) == "tsv")
    guard let header = rows.next() else { throw .empty }
    var number = 0
    var documents = 0
    while let row = rows.next() {
      number += 1
      if number > context.limits.maximumMembers {
        throw .bomb("holds more than \(context.limits.maximumMembers) rows")
      }
      let fields = row.enumerated().map { place, value in
        (name: place < header.count ? header[place] : "", value: value)
      }
      // A row that is longer than the header has something in it that its writer should have quoted.
      guard var document = ExtractedDocument(record: fields, number: number, context.fields, .column) else {
        try emit(.skipped(memberName: String(number), .noText))
        continue
      }
      if documents == 0 { document.damage = decoded.damage }
      documents += 1
      try emit(.document(document))
    }
    if rows.endsInQuotes {
      try emit(.skipped(memberName: "from \(number) on", .damaged("a quoted field does not end")))
    }
    if number == 0 { throw .noText }
  }
}

/// The rows of a table, one after the other.
private struct TableScanner {
  private let bytes: [UInt8]
  private var at = 0
  private let separator: UInt8
  private(set) var endsInQuotes = false

  init(_ bytes: [UInt8], isTabbed: Bool) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    // The header tells: a comma, a semicolon or a tab, whichever it has most of.
    let header = bytes[at...].prefix { $0 != 0x0A }
    let candidates: [UInt8] = isTabbed ? [0x09, 0x2C, 0x3B] : [0x2C, 0x3B, 0x09]
    let counts = candidates.map { candidate in header.count { $0 == candidate } }
    let best = counts.max() ?? 0
    separator = best == 0 ? candidates[0] : candidates[counts.firstIndex(of: best) ?? 0]
  }

  mutating func next() -> [String]? {
    while at < bytes.count {
      let row = readRow()
      if row.count > 1 || row[0].utf8.contains(where: { $0 > 0x20 }) { return row }
    }
    return nil
  }

  private mutating func readRow() -> [String] {
    var row: [String] = []
    var field: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case 0x22 where field.isEmpty:
        at += 1
        readQuoted(&field)
      case separator:
        at += 1
        row.append(Self.string(field))
        field.removeAll(keepingCapacity: true)
      case 0x0A, 0x0D:
        at += 1
        if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
        row.append(Self.string(field))
        return row
      default:
        field.append(byte)
        at += 1
      }
    }
    row.append(Self.string(field))
    return row
  }

  private mutating func readQuoted(_ field: inout [UInt8]) {
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      guard byte == 0x22 else {
        field.append(byte)
        continue
      }
      guard at < bytes.count, bytes[at] == 0x22 else { return }
      field.append(0x22)
      at += 1
    }
    endsInQuotes = true
  }

  private static func string(_ field: [UInt8]) -> String { String(decoding: field, as: UTF8.self) }
}
