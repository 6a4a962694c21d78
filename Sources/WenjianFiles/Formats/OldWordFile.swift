// Word 97 to 2003 ([MS-DOC]): where the text is, and what its characters and paragraphs are.

import WenjianText

/// The text of a file in its parts, with the properties of its runs.
struct OldWordFile {
  /// UTF-16, in the order of the document.
  private(set) var units: [UInt16] = []
  /// Where each is in the stream, by which its properties are found.
  private var offsets: [Int32] = []
  /// The parts of the text, one behind the other.
  private(set) var body = 0..<0
  private(set) var footnotes = 0..<0
  private(set) var headers = 0..<0
  private(set) var comments = 0..<0
  private(set) var endnotes = 0..<0
  private(set) var boxes = 0..<0
  private(set) var headerBoxes = 0..<0
  /// Where the texts of the headers begin.
  private(set) var headerStarts: [Int] = []
  private(set) var lists: OldWordLists
  private(set) var fonts: [String] = []
  /// Text that should be there, and is behind the end of the file.
  private(set) var missingUnits = 0
  private var runs = OldWordProperties<OldWordRun>()
  private var paragraphs = OldWordProperties<OldWordParagraph>()

  enum Failure: Error { case encrypted, unknown }

  /// - Throws: `encrypted`; `unknown` for other versions, and where the text cannot be found.
  init(_ container: CompoundFile) throws(Failure) {
    guard let main = container.stream("WordDocument") else { throw .unknown }
    let file = LenientBytes(bytes: main)
    guard file.word16(0) == 0xA5EC, file.word16(2) >= Self.version97, file.word16(0x20) == 14 else {
      throw .unknown
    }
    let flags = file.word16(10)
    if flags & 0x0100 != 0 { throw .encrypted }
    guard let tableBytes = container.stream(flags & 0x0200 != 0 ? "1Table" : "0Table") else { throw .unknown }
    let table = LenientBytes(bytes: tableBytes)
    /// Of the pairs of offset and length in the header.
    func part(_ index: Int) -> LenientBytes {
      let at = 0x9A + index * 8
      return LenientBytes(bytes: Array(table.slice(file.word32(at), count: file.word32(at + 4))))
    }
    lists = OldWordLists(
      lists: part(73),
      levels: table.slice(file.word32(0x9A + 73 * 8) + file.word32(0x9A + 73 * 8 + 4), count: 1 << 22),
      overrides: part(74), styles: part(1))
    try readPieces(part(33), file)
    var start = 0
    func next(_ offset: Int) -> Range<Int> {
      let range = start..<min(units.count, start + file.word32(offset))
      start = range.upperBound
      return range
    }
    body = next(0x4C)
    footnotes = next(0x50)
    headers = next(0x54)
    _ = next(0x58)
    comments = next(0x5C)
    endnotes = next(0x60)
    boxes = next(0x64)
    headerBoxes = next(0x68)
    let stories = part(11)
    headerStarts = stride(from: 0, to: stories.bytes.count - 3, by: 4).map {
      headers.lowerBound + stories.word32($0)
    }
    fonts = Self.fonts(part(15))
    runs = OldWordProperties(pages: part(12), in: file) { page, at, _ in
      let offset = page.byte(at) * 2
      return offset == 0 ? OldWordRun() : OldWordRun(page.slice(offset + 1, count: page.byte(offset)))
    }
    let lists = lists
    paragraphs = OldWordProperties(pages: part(13), in: file, entryBytes: 13) { page, at, _ in
      let offset = page.byte(at) * 2
      guard offset != 0 else { return OldWordParagraph() }
      let words = page.byte(offset)
      let content =
        words == 0
        ? page.slice(offset + 2, count: page.byte(offset + 1) * 2) : page.slice(offset + 1, count: words * 2 - 1)
      return OldWordParagraph(content, lists: lists)
    }
  }

  private static let version97 = 0xC1

  /// Word keeps text where it was typed: a table tells in which order its pieces come.
  private mutating func readPieces(_ clx: LenientBytes, _ file: LenientBytes) throws(Failure) {
    var at = 0
    while clx.byte(at) == 1, at < clx.bytes.count { at += 3 + clx.word16(at + 1) }
    guard clx.byte(at) == 2 else { throw .unknown }
    let byteCount = min(clx.word32(at + 1), clx.bytes.count - at - 5)
    let count = (byteCount - 4) / 12
    guard count > 0 else { throw .unknown }
    at += 5
    for index in 0..<count {
      let length = clx.word32(at + index * 4 + 4) - clx.word32(at + index * 4)
      guard length > 0 else { continue }
      let place = clx.word32(at + (count + 1) * 4 + index * 8 + 2)
      let isNarrow = place & 0x4000_0000 != 0
      let start = isNarrow ? (place & 0x3FFF_FFFF) / 2 : place & 0x3FFF_FFFF
      let width = isNarrow ? 1 : 2
      let there = max(0, min(length, (file.bytes.count - start) / width))
      missingUnits += length - there
      guard units.count + there <= file.bytes.count else { throw .unknown }
      for unit in 0..<there {
        let offset = start + unit * width
        units.append(isNarrow ? Self.windows1252(file.bytes[offset]) : UInt16(file.word16(offset)))
        offsets.append(Int32(truncatingIfNeeded: offset))
      }
    }
  }

  private static let windows1252Specials: [UInt16] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".utf16)

  private static func windows1252(_ byte: UInt8) -> UInt16 {
    (0x80...0x9F).contains(byte) ? windows1252Specials[Int(byte) - 0x80] : UInt16(byte)
  }

  private static func fonts(_ table: LenientBytes) -> [String] {
    var names: [String] = []
    var at = 4
    while at < table.bytes.count, names.count < table.word16(0) {
      let byteCount = table.byte(at) + 1
      let units = stride(from: at + 40, to: at + byteCount - 1, by: 2).map { UInt16(table.word16($0)) }
      names.append(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self))
      at += byteCount
    }
    return names
  }

  /// Whether pictures and drawings hang on the text: each is a control code in it.
  var holdsPictures: Bool { units.contains { $0 == 1 || $0 == 8 } }

  func run(at index: Int) -> OldWordRun { runs.value(at: Int(offsets[index])) ?? OldWordRun() }

  func paragraph(at index: Int) -> OldWordParagraph {
    paragraphs.value(at: Int(offsets[index])) ?? OldWordParagraph()
  }
}

/// Properties of stretches of the stream, in pages of 512 bytes.
struct OldWordProperties<Value> {
  private var starts: [Int] = []
  private var ends: [Int] = []
  private var values: [Value] = []

  init() {}

  /// - Parameters:
  ///   - pages: the table of pages.
  ///   - entryBytes: of what follows the offsets in a page for each stretch.
  ///   - read: a value from the page, at its entry.
  init(
    pages: LenientBytes, in file: LenientBytes, entryBytes: Int = 1, _ read: (LenientBytes, Int, Int) -> Value
  ) {
    let count = max(0, (pages.bytes.count - 4) / 8)
    for index in 0..<count {
      let number = pages.word32((count + 1) * 4 + index * 4) & 0x3F_FFFF
      let page = LenientBytes(bytes: Array(file.slice(number * 512, count: 512)))
      guard page.bytes.count == 512 else { continue }
      let stretches = page.byte(511)
      guard (stretches + 1) * 4 + stretches * entryBytes <= 511 else { continue }
      for stretch in 0..<stretches {
        let start = page.word32(stretch * 4)
        // In a file that is damaged they may go back.
        guard start >= ends.last ?? 0 else { continue }
        starts.append(start)
        ends.append(max(start, page.word32(stretch * 4 + 4)))
        values.append(read(page, (stretches + 1) * 4 + stretch * entryBytes, stretch))
      }
    }
  }

  /// The value of the stretch that a byte is in.
  func value(at offset: Int) -> Value? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 && offset < ends[low - 1] ? values[low - 1] : nil
  }
}

/// A property and its operand.
struct OldWordProperty {
  var code: Int
  var operand: ArraySlice<UInt8>

  var value: Int { operand.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) } }

  /// Reads a list of properties up to one of unknown length.
  static func read(_ bytes: ArraySlice<UInt8>) -> [OldWordProperty] {
    var properties: [OldWordProperty] = []
    var rest = bytes
    while rest.count > 2 {
      let code = Int(rest.removeFirst()) | Int(rest.removeFirst()) << 8
      var count = [1, 1, 2, 4, 2, 2, 0, 3][code >> 13]
      if code >> 13 == 6 {
        switch code {
        case 0xD608:
          guard rest.count > 1 else { return properties }
          count = Int(rest.removeFirst()) | Int(rest.removeFirst()) << 8 - 1
        case 0xC615: return properties
        default: count = Int(rest.removeFirst())
        }
      }
      guard count >= 0, rest.count >= count else { return properties }
      properties.append(OldWordProperty(code: code, operand: rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return properties
  }
}

/// What the characters of a run are.
struct OldWordRun {
  /// Deleted, or set not to be shown.
  var isHidden = false
  /// Whether a control code in it means what it does in Word.
  var isSpecial = false
  var font: Int?
  var symbol: (font: Int, code: Int)?

  init() {}

  init(_ bytes: ArraySlice<UInt8>) {
    for property in OldWordProperty.read(bytes) {
      switch property.code {
      case 0x0800, 0x083C: if property.value & 1 == 1 { isHidden = true }
      case 0x0855: isSpecial = property.value & 1 == 1
      case 0x4A4F: font = property.value
      case 0x6A09: symbol = (property.value & 0xFFFF, property.value >> 16)
      default: break
      }
    }
  }
}

/// What a paragraph is.
struct OldWordParagraph {
  var style = 0
  var isInTable = false
  /// Whether it is the end of a row, which has no text.
  var endsRow = false
  /// The same in a table in a table, whose cells end with a paragraph.
  var endsInnerRow = false
  var endsInnerCell = false
  /// Of its list, from 1 on.
  var list: Int?
  var level: Int?
  /// From 0 on; 9 for text.
  var outline: Int?

  init() {}

  init(_ bytes: ArraySlice<UInt8>, lists: OldWordLists) {
    guard bytes.count >= 2 else { return }
    style = Int(bytes[bytes.startIndex]) | Int(bytes[bytes.startIndex + 1]) << 8
    if let base = lists.style(style) { (list, level, outline) = (base.list, base.level, base.outline) }
    apply(bytes.dropFirst(2))
  }

  mutating func apply(_ bytes: ArraySlice<UInt8>) {
    for property in OldWordProperty.read(bytes) {
      switch property.code {
      case 0x2416: isInTable = property.value != 0
      case 0x2417: endsRow = property.value != 0
      case 0x244B: endsInnerCell = property.value != 0
      case 0x244C: endsInnerRow = property.value != 0
      case 0x460B: list = property.value
      case 0x260A: level = property.value
      case 0x2640: outline = property.value
      default: break
      }
    }
  }

  /// As a heading, from 1 on; nil for text. The styles 1 to 9 are those of headings.
  var headingLevel: Int? {
    let outline = outline ?? ((1...9).contains(style) ? style - 1 : 9)
    return (0..<9).contains(outline) ? outline + 1 : nil
  }
}
