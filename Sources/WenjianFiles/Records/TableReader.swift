// Tables as text (RFC 4180): a row is a document; a row at the head names its fields, if there is one.

import WenjianText

package struct TableReader: DocumentReader {
  package static let format = DocumentFormat("table", ["csv", "tsv"], .text)

  package init() {}

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let decoded = try TextDecoder.decode(try source.content.all())
    var rows = TableScanner(decoded.text, isTabbed: DocumentFormats.ending(of: source.name) == "tsv")
    var sample: [[String]] = []
    while sample.count < TableHead.sampleRows, let row = rows.next() { sample.append(row) }
    if sample.isEmpty { throw .empty }
    let head = TableHead(sample, context.fields)
    var damage = decoded.damage
    if let above = head.textAbove {
      var document = ExtractedDocument(text: above, memberName: "0")
      document.damage = damage
      damage = []
      try emit(.document(document))
    }
    var number = 0
    var waiting = sample.dropFirst(head.rowCount)
    while let row = waiting.popFirst() ?? rows.next() {
      number += 1
      if number > context.limits.maximumMembers {
        throw .bomb("holds more than \(context.limits.maximumMembers) rows")
      }
      // A row that is longer than the header has something in it that its writer should have quoted.
      let fields = row.enumerated().map { place, value in
        RecordField(name: place < head.names.count ? head.names[place] : "", value)
      }
      guard var document = ExtractedDocument(record: fields, number: number, context.fields, .column) else {
        try emit(.skipped(memberName: String(number), .noText))
        continue
      }
      document.damage = damage
      damage = []
      try emit(.document(document))
    }
    if rows.endsInQuotes {
      try emit(.skipped(memberName: "from \(number) on", .damaged("a quoted field does not end")))
    }
    if number == 0, head.textAbove == nil { throw .noText }
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
    let candidates = Array((isTabbed ? "\t,;" : ",;\t").utf8)
    separator = Self.separator(bytes[at...], candidates)
  }

  /// The first line that has one of them tells: a comma, a semicolon or a tab, whichever it has most of. A title above
  /// the table has none.
  private static func separator(_ text: ArraySlice<UInt8>, _ candidates: [UInt8]) -> UInt8 {
    for line in text.prefix(1 << 16).split(separator: UInt8(ascii: "\n"), maxSplits: 8).prefix(8) {
      var counts = candidates.map { _ in 0 }
      var isQuoted = false
      for byte in line {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
      }
      if let best = counts.max(), best > 0 { return candidates[counts.firstIndex(of: best) ?? 0] }
    }
    return candidates[0]
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
      case "\"" where field.isEmpty:
        at += 1
        readQuoted(&field)
      case separator:
        at += 1
        row.append(Self.string(field))
        field.removeAll(keepingCapacity: true)
      case "\n", "\r":
        at += 1
        if byte == "\r", at < bytes.count, bytes[at] == "\n" { at += 1 }
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
      guard byte == "\"" else {
        field.append(byte)
        continue
      }
      guard at < bytes.count, bytes[at] == "\"" else { return }
      field.append(UInt8(ascii: "\""))
      at += 1
    }
    endsInQuotes = true
  }

  private static func string(_ field: [UInt8]) -> String { String(decoding: field, as: UTF8.self) }
}
