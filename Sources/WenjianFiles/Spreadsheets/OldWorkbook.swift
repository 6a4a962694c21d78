// The records of a workbook before 2007: what all of its sheets share, and the cells of each.

/// The numbers of records.
private enum RecordType {
  static let formula = 0x06
  static let endOfFile = 0x0A
  static let note = 0x1C
  static let usesMacDates = 0x22
  static let filePassword = 0x2F
  static let codePage = 0x42
  static let object = 0x5D
  static let boundSheet = 0x85
  static let multipleNumbers = 0xBD
  static let richLabel = 0xD6
  static let cellStyle = 0xE0
  static let sharedStrings = 0xFC
  static let sharedLabel = 0xFD
  static let textObject = 0x1B6
  static let number = 0x203
  static let label = 0x204
  static let booleanOrError = 0x205
  static let string = 0x207
  static let shortNumber = 0x27E
  static let format = 0x41E
  static let beginOfFile = 0x809
}

/// What precedes the sheets.
struct OldWorkbook {
  struct Sheet {
    let name: String
    /// Of its first record.
    let byteOffset: Int
    let isHidden: Bool
  }

  let records: OldWorkbookRecords
  private(set) var sheets: [Sheet] = []
  private(set) var strings = SharedStrings()
  private(set) var formats: CellFormats
  /// Whether records are missing at the end.
  var isCutShort: Bool { records.isCutShort }

  /// - Throws: `encrypted`, `damaged`, `unsupported` for files of Excel 4 and older.
  init(_ bytes: [UInt8], _ context: ReadContext) throws(ReadFailure) {
    var records = OldWorkbookRecords(bytes)
    guard let first = records.record(at: 0), first.type == RecordType.beginOfFile else {
      throw .damaged("its first record is broken")
    }
    switch records.file.word16(first.start) {
    case 0x600: break
    case 0x500: records.encoding = .windows1252
    default: throw .unsupported("a workbook of Excel 4 or older")
    }
    var own: [Int: String] = [:]
    var styles: [Int] = []
    var usesMacDates = false
    var sheets: [Sheet] = []
    var strings = SharedStrings()
    var next: Int? = 0
    while let at = next, let record = records.record(at: at), record.type != RecordType.endOfFile {
      next = record.end
      switch record.type {
      case RecordType.filePassword: throw .encrypted
      case RecordType.usesMacDates: usesMacDates = records.file.word16(record.start) != 0
      case RecordType.codePage:
        let page = records.file.word16(record.start)
        if records.encoding != nil, page != 0x8000 { records.encoding = TextEncoding(codePage: page) }
      case RecordType.format:
        var cursor = records.cursor(of: record)
        let number = cursor.word16()
        own[number] = cursor.string(lengthBytes: records.encoding == nil ? 2 : 1, records.encoding)
      case RecordType.cellStyle: styles.append(records.file.word16(record.start + 2))
      case RecordType.boundSheet:
        var cursor = records.cursor(of: record)
        let byteOffset = cursor.word16() | cursor.word16() << 16
        let (state, kind) = (cursor.byte(), cursor.byte())
        let name = cursor.string(lengthBytes: 1, records.encoding)
        // Charts and macros have no cells.
        if kind == 0 { sheets.append(Sheet(name: name, byteOffset: byteOffset, isHidden: state & 3 != 0)) }
      case RecordType.sharedStrings:
        var cursor = records.cursor(of: record)
        _ = cursor.word16() | cursor.word16()
        let count = cursor.word16() | cursor.word16() << 16
        for _ in 0..<count {
          if cursor.isAtEnd { break }
          strings.append(Array(cursor.string(lengthBytes: 2, nil).utf8))
        }
      default: break
      }
    }
    self.records = records
    self.sheets = sheets
    self.strings = strings
    formats = CellFormats(codes: styles.map { own[$0] ?? CellFormats.known[$0] ?? "" }, usesMacDates: usesMacDates)
  }
}

/// The cells of a sheet, and what is written beside them.
struct OldSheet {
  private enum Content {
    case shared(Int)
    case text([UInt8])
    case number(Double, style: Int)
  }

  private struct Cell {
    let row: Int
    let column: Int
    let content: Content
  }

  private var cells: [Cell] = []
  /// The text of drawings.
  private(set) var boxes: [[UInt8]] = []
  private(set) var comments: [[UInt8]] = []
  private let records: OldWorkbookRecords
  /// The formula whose result follows.
  private var formula: (row: Int, column: Int)?
  private var isComment = false

  init(_ book: OldWorkbook, _ sheet: OldWorkbook.Sheet) throws(ReadFailure) {
    records = book.records
    var next: Int? = sheet.byteOffset
    var depth = 0
    while let at = next, let record = records.record(at: at) {
      next = record.end
      switch record.type {
      // Charts are nested in their sheet.
      case RecordType.beginOfFile: depth += 1
      case RecordType.endOfFile:
        depth -= 1
        if depth <= 0 { next = nil }
      default: if depth == 1 { take(record) }
      }
    }
    sort()
  }

  private mutating func sort() {
    let isSorted = zip(cells, cells.dropFirst()).allSatisfy { ($0.row, $0.column) <= ($1.row, $1.column) }
    if !isSorted { cells.sort { ($0.row, $0.column) < ($1.row, $1.column) } }
  }

  private mutating func take(_ record: OldWorkbookRecords.Record) {
    let file = records.file
    let (row, column, style) = (
      file.word16(record.start), file.word16(record.start + 2), file.word16(record.start + 4)
    )
    func add(_ content: Content) { cells.append(Cell(row: row, column: column, content: content)) }
    switch record.type {
    case RecordType.sharedLabel: add(.shared(file.word32(record.start + 6)))
    case RecordType.label, RecordType.richLabel: add(.text(string(record, behind: 6)))
    case RecordType.number: add(.number(double(record.start + 6), style: style))
    case RecordType.shortNumber: add(.number(Self.short(file.word32(record.start + 6)), style: style))
    case RecordType.multipleNumbers:
      let count = max(0, (record.dataEnd - record.start - 6) / 6)
      for index in 0..<count {
        let at = record.start + 4 + index * 6
        let value = Self.short(file.word32(at + 2))
        cells.append(Cell(row: row, column: column + index, content: .number(value, style: file.word16(at))))
      }
    case RecordType.booleanOrError: addSign(file.byte(record.start + 6), isError: file.byte(record.start + 7) != 0)
    case RecordType.formula:
      formula = nil
      guard file.word16(record.start + 12) == 0xFFFF else {
        return add(.number(double(record.start + 6), style: style))
      }
      switch file.byte(record.start + 6) {
      case 0: formula = (row, column)
      case 1: addSign(file.byte(record.start + 8), isError: false)
      case 2: addSign(file.byte(record.start + 8), isError: true)
      default: break
      }
    case RecordType.string:
      guard let place = formula else { return }
      formula = nil
      cells.append(Cell(row: place.row, column: place.column, content: .text(string(record, behind: 0))))
    case RecordType.object: isComment = file.word16(record.start + 4) == Self.commentObject
    case RecordType.textObject:
      let text = Array(records.text(of: record).utf8)
      if isComment { comments.append(text) } else { boxes.append(text) }
    case RecordType.note:
      // Later versions keep the text in an object.
      if records.encoding != nil { comments.append(string(record, behind: 4)) }
    default: break
    }
    func addSign(_ value: Int, isError: Bool) {
      add(.text(Array((isError ? Self.errors[value] ?? "" : value != 0 ? "TRUE" : "FALSE").utf8)))
    }
  }

  private static let commentObject = 0x19
  private static let errors = [
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
  ]

  private func string(_ record: OldWorkbookRecords.Record, behind byteCount: Int) -> [UInt8] {
    var cursor = records.cursor(of: record)
    cursor.skip(byteCount)
    return Array(cursor.string(lengthBytes: 2, records.encoding).utf8)
  }

  private func double(_ at: Int) -> Double {
    Double(bitPattern: UInt64(records.file.word32(at)) | UInt64(records.file.word32(at + 4)) << 32)
  }

  /// A number in 30 bits, of which two say how it is packed.
  private static func short(_ word: Int) -> Double {
    let value =
      word & 2 != 0
      ? Double(Int32(truncatingIfNeeded: word) >> 2) : Double(bitPattern: UInt64(word & ~3) << 32)
    return word & 1 != 0 ? value / 100 : value
  }

  /// Adds the rows to the text of the workbook.
  func write(to text: inout SheetText) throws(ReadFailure) {
    var row: Int?
    for cell in cells {
      if let row, row != cell.row { text.endRow() }
      row = cell.row
      switch cell.content {
      case .shared(let index): try text.addSharedCell(index)
      case .text(let content): try text.addCell(content)
      case .number(let number, let style): try text.addCell(number, style: style)
      }
    }
    text.endRow()
  }
}
