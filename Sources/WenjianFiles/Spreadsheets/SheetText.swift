// The cells of a sheet as text.

import WenjianText

struct SheetText {
  var lines = TextLines()
  private let strings: SharedStrings
  private let formats: CellFormats
  private let context: ReadContext

  /// The cell that is open.
  private var type = ""
  private var style = 0
  private var value: [UInt8] = []
  private var inline = CellString()
  private var isValue = false
  private var isInline = false
  /// Whether something stands in the row before.
  private var rowHasText = false

  init(strings: SharedStrings, formats: CellFormats, context: ReadContext) {
    self.strings = strings
    self.formats = formats
    self.context = context
  }

  /// Reads the part of a sheet.
  mutating func read(_ part: [UInt8]) throws(ReadFailure) -> [TextDamage] {
    rowHasText = false
    let damage = try MarkupPull.read(part) { event, element throws(ReadFailure) in try take(event, element) }
    lines.endParagraph()
    return damage
  }

  private mutating func take(_ event: MarkupEvent, _ element: MarkupElement) throws(ReadFailure) {
    switch event {
    case .start("c"):
      type = element.attribute("t") ?? "n"
      style = element.attribute("s").flatMap { Int($0) } ?? 0
      value.removeAll(keepingCapacity: true)
      inline = CellString()
    case .start("v"): isValue = true
    case .end("v"): isValue = false
    case .start("is"): isInline = true
    case .end("is"): isInline = false
    case .text(let text) where isValue: value += text
    case .end("c"): try endCell()
    case .end("row"): endRow()
    default: if isInline { inline.take(event) }
    }
  }

  private mutating func endCell() throws(ReadFailure) {
    let content: [UInt8]
    switch type {
    case "s": return try addSharedCell(Int(String(decoding: value, as: UTF8.self)) ?? -1)
    case "inlineStr": content = inline.bytes
    case "b": content = Array((value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8)
    case "n": content = Array(formats.shown(String(decoding: value, as: UTF8.self), style: style).utf8)
    default: content = value
    }
    try addCell(content)
  }

  // MARK: Rows

  mutating func addSharedCell(_ index: Int) throws(ReadFailure) {
    let shared = strings[index] ?? []
    // One string may be in any number of cells.
    try context.spend(shared.count)
    try addCell(Array(shared))
  }

  mutating func addCell(_ number: Double, style: Int) throws(ReadFailure) {
    if number.isFinite { try addCell(Array(formats.shown(number, style: style).utf8)) }
  }

  mutating func endRow() {
    lines.endParagraph()
    rowHasText = false
  }

  /// Paragraphs of a drawing or a comment.
  mutating func addParagraphs(_ text: [UInt8]) {
    for paragraph in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      append(Array(paragraph))
      lines.endParagraph()
    }
  }

  mutating func addCell(_ content: [UInt8]) throws(ReadFailure) {
    guard content.contains(where: { $0 > 0x20 }) else { return }
    if lines.bytes.count + content.count > context.limits.maximumFileBytes {
      throw .tooLarge(byteCount: lines.bytes.count + content.count, limit: context.limits.maximumFileBytes)
    }
    if rowHasText { lines.endCell() }
    append(content)
    rowHasText = true
  }

  /// A line end in a cell was typed there to break the line; two part paragraphs.
  private mutating func append(_ content: [UInt8]) {
    var content = content
    MarkedText.clean(&content)
    var isBroken = false
    for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard line.contains(where: { $0 > 0x20 }) else {
        if isBroken { lines.endParagraph() }
        isBroken = true
        continue
      }
      if isBroken { lines.breakSoftly() }
      line.withUnsafeBufferPointer { lines.append($0) }
      isBroken = true
    }
  }

  /// Reads comments and the text of drawings: a comment or a paragraph of a drawing is one here too.
  mutating func readNotes(_ part: [UInt8]) throws(ReadFailure) -> [TextDamage] {
    var isText = false
    let damage = try MarkupPull.read(part) { event, _ in
      switch event {
      case .start("t"), .start("text"): isText = true
      case .end("t"): isText = false
      case .end("comment"), .end("threadedComment"), .end("p"):
        isText = false
        lines.endParagraph()
      case .text(let text) where isText:
        var content = Array(text)
        MarkedText.clean(&content)
        append(content)
      default: break
      }
    }
    lines.endParagraph()
    return damage
  }
}
