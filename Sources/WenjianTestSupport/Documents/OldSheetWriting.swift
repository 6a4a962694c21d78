// Excel workbooks before 2007: records in a compound file.

enum OldSheetWriting {
  static let writer = DocumentWriter("xls", [.table, .style, .wrap, .ruby, .emptyParagraph]) { document in
    var book = OldSheetRecords(recordLimit: document.variant % 3 == 0 ? 40 : 8_000)
    let half = (document.blocks.count + 1) / 2
    let isOne = document.variant % 2 == 0
    let sheets = isOne ? [document.blocks] : [Array(document.blocks[..<half]), Array(document.blocks[half...])]
    let names = Array(["Sheet1", "数据"].prefix(sheets.count))
    let contents = sheets.map { book.sheet($0) }
    var expected = ExpectedText(document)
    expected.optional = names
    return WrittenDocument(
      "a.xls", CompoundContainer.make([("Workbook", book.workbook(names, contents))]), expected)
  }
}

/// The records of a workbook.
private struct OldSheetRecords {
  /// Data of a record that is longer goes on in the next one.
  let recordLimit: Int
  private var strings: [[DocumentRun]] = []
  private var row = 0

  init(recordLimit: Int) { self.recordLimit = recordLimit }

  mutating func sheet(_ blocks: [DocumentBlock]) -> [UInt8] {
    row = 0
    var records = Self.record(0x809, Self.words([0x600, 0x10, 0, 0, 0, 0, 0, 0]))
    for block in blocks {
      switch block {
      case .heading(_, let paragraph), .paragraph(let paragraph), .listItem(let paragraph):
        records += self.row([paragraph])
      case .table(let rows): for cells in rows { records += self.row(cells.compactMap(\.first)) }
      }
    }
    return records + Self.record(0x0A, [])
  }

  private mutating func row(_ cells: [DocumentParagraph]) -> [UInt8] {
    row += 1 + (cells.first.map { $0.variant % 2 } ?? 0)
    var records: [UInt8] = []
    for (column, cell) in cells.enumerated() {
      let place = Self.words([row, [0, 1, 3, 26][column % 4], 0])
      if cell.runs.isEmpty {
        records += Self.record(0x201, place)
        continue
      }
      let hasReading = cell.runs.contains { if case .ruby = $0.kind { true } else { false } }
      switch cell.variant % 3 {
      case 0 where !hasReading: records += Self.record(0x204, place + Self.string(Self.plain(cell.runs)))
      case 1 where !hasReading:
        let result: [UInt8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        records += Self.record(0x06, place + result + [UInt8](repeating: 0, count: 8))
        records += Self.record(0x207, Self.string(Self.plain(cell.runs)))
      default:
        strings.append(cell.runs)
        records += Self.record(0xFD, place + Self.words([strings.count - 1, 0]))
      }
    }
    return records
  }

  func workbook(_ names: [String], _ sheets: [[UInt8]]) -> [UInt8] {
    let head = Self.record(0x809, Self.words([0x600, 5, 0, 0, 0, 0, 0, 0])) + Self.record(0x42, Self.words([1200]))
    let tail = sharedStrings() + Self.record(0x0A, [])
    func entries(_ starts: [Int]) -> [UInt8] {
      zip(names, starts).flatMap { name, start in
        let units = Array(name.utf16)
        let text = units.flatMap { Self.words([Int($0)]) }
        return Self.record(
          0x85, Self.words([start & 0xFFFF, start >> 16]) + [0, 0, UInt8(units.count), 1] + text)
      }
    }
    var start = head.count + entries(names.map { _ in 0 }).count + tail.count
    var starts: [Int] = []
    for sheet in sheets {
      starts.append(start)
      start += sheet.count
    }
    return head + entries(starts) + tail + sheets.joined()
  }

  /// The table of strings; a string may be cut between its characters, and says behind the cut how wide they are.
  private func sharedStrings() -> [UInt8] {
    var parts: [[UInt8]] = [Self.words([strings.count, 0, strings.count, 0])]
    for runs in strings {
      let units = Array(Self.plain(runs).utf16)
      let reading = runs.compactMap { if case .ruby(let reading) = $0.kind { reading } else { nil } }.joined()
      let isNarrow = units.allSatisfy { $0 < 256 }
      let runCount = runs.count - 1
      var flags: UInt8 = isNarrow ? 0 : 1
      if runCount > 0 { flags |= 8 }
      if !reading.isEmpty { flags |= 4 }
      let extra = reading.utf16.flatMap { Self.words([Int($0)]) }
      var header = Self.words([units.count]) + [flags]
      if runCount > 0 { header += Self.words([runCount]) }
      if !reading.isEmpty { header += Self.words([extra.count, 0]) }
      if parts[parts.count - 1].count + header.count > recordLimit { parts.append([]) }
      parts[parts.count - 1] += header
      for unit in units {
        if parts[parts.count - 1].count + 2 > recordLimit { parts.append([isNarrow ? 0 : 1]) }
        parts[parts.count - 1] += isNarrow ? [UInt8(unit)] : Self.words([Int(unit)])
      }
      for run in 0..<runCount {
        if parts[parts.count - 1].count + 4 > recordLimit { parts.append([]) }
        parts[parts.count - 1] += Self.words([run + 1, 5])
      }
      for byte in extra {
        if parts[parts.count - 1].count + 1 > recordLimit { parts.append([]) }
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.enumerated().flatMap { Self.record($0.offset == 0 ? 0xFC : 0x3C, $0.element) }
  }

  private static func plain(_ runs: [DocumentRun]) -> String {
    runs.map { if case .softBreak = $0.kind { "\n" } else { $0.text } }.joined()
  }

  private static func string(_ text: String) -> [UInt8] {
    let units = Array(text.utf16)
    return words([units.count]) + [1] + units.flatMap { words([Int($0)]) }
  }

  private static func record(_ type: Int, _ data: [UInt8]) -> [UInt8] { words([type, data.count]) + data }

  private static func words(_ values: [Int]) -> [UInt8] {
    values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }
}
