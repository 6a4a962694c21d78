// The text of a Word 97 file from its characters and their properties.

import WenjianDocument
import WenjianModel
import WenjianText

/// Gathers the parts of a file one after the other.
struct OldWordText {
  private var file: OldWordFile
  private var lists: OldWordLists
  private var lines = TextLines()
  private(set) var headings: [HeadingLine] = []
  private var cellHeadings: [HeadingLine] = []
  /// Characters that wait to be decoded together.
  private var pending: [UInt16] = []
  private var fields: [WordField] = []
  private var paragraph: OldWordParagraph?
  private var number: String?
  private var isBody = false

  init(_ file: OldWordFile) {
    self.file = file
    lists = file.lists
  }

  /// Everything, what is printed in the margins last.
  mutating func document() -> ExtractedDocument {
    isBody = true
    var text = read(file.body)
    isBody = false
    text += read(file.boxes) + read(file.footnotes) + read(file.endnotes)
    let bodyBytes = text.count
    text += read(file.comments)
    var margins = RunningHeads()
    // The first six are the lines between text and notes.
    let starts = file.headerStarts.dropFirst(6)
    for (start, end) in zip(starts, starts.dropFirst()) where start <= end && end <= file.headers.upperBound {
      margins.add(read(start..<end))
    }
    margins.add(read(file.headerBoxes))
    text += margins.finish()
    var document = ExtractedDocument(text: text)
    if text.count > bodyBytes { document.lowWeightRanges = [bodyBytes..<text.count] }
    document.headings = headings.plausible(in: document.shownText).outside(document.lowWeightRanges)
    if file.missingUnits > 0 {
      document.damage.append(TextDamage(.missingParts, count: 1, detail: "the file is cut short"))
    }
    return document
  }

  private mutating func read(_ range: Range<Int>) -> [UInt8] {
    (lines, fields, paragraph, number) = (TextLines(capacity: range.count * 3), [], nil, nil)
    for index in range { take(file.units[index], index) }
    flush()
    return lines.finish()
  }

  private mutating func take(_ unit: UInt16, _ index: Int) {
    let run = file.run(at: index)
    if paragraph == nil {
      let found = file.paragraph(at: index)
      paragraph = found
      number = found.endsRow ? nil : lists.next(found)
    }
    if unit < 0x20 || run.symbol != nil && run.isSpecial { return control(unit, run, index) }
    if run.isHidden { return flush() }
    if let last = fields.indices.last, fields[last].isInstruction {
      flush()
      if fields[last].instruction.utf8.count < 4096 {
        fields[last].instruction += String(decoding: [unit], as: UTF16.self)
      }
      return
    }
    if isInsideInstruction { return }
    if let font = run.font, file.fonts.indices.contains(font), SymbolFonts.isOne(file.fonts[font]) {
      return put(SymbolFonts.shown(String(decoding: [unit], as: UTF16.self), in: file.fonts[font]))
    }
    pending.append(unit)
  }

  private var isInsideInstruction: Bool { fields.contains { $0.isInstruction } }

  private mutating func control(_ unit: UInt16, _ run: OldWordRun, _ index: Int) {
    flush()
    if let symbol = run.symbol, run.isSpecial {
      guard !run.isHidden, let scalar = Unicode.Scalar(UInt32(symbol.code)) else { return }
      put(
        SymbolFonts.shown(
          String(scalar), in: file.fonts.indices.contains(symbol.font) ? file.fonts[symbol.font] : nil))
      return
    }
    switch unit {
    case 0x07: endCell(index)
    case 0x09: if !run.isHidden { lines.tab() }
    case 0x0B: lines.breakSoftly()
    // The end of a section ends a paragraph too; the sentence tells.
    case 0x0C:
      lines.breakPage()
      paragraph = nil
    case 0x0E: lines.breakPage()
    case 0x0D: if !run.isHidden { endParagraph() }
    case 0x13: if fields.count < 64 { fields.append(WordField()) }
    case 0x14: if !fields.isEmpty { fields[fields.count - 1].isInstruction = false }
    case 0x15:
      guard let field = fields.popLast(), !field.hasResult, !run.isHidden, !isInsideInstruction else { return }
      if let shown = field.shown, !shown.isEmpty { put(shown) }
    case 0x1E: if !run.isHidden { put("-") }
    default: break
    }
  }

  private mutating func endParagraph() {
    let ended = paragraph ?? OldWordParagraph()
    paragraph = nil
    if fields.first?.isInstruction == true { fields.removeAll() }
    if ended.endsInnerRow { return lines.endParagraph() }
    if ended.endsInnerCell { return endCell() }
    if ended.isInTable { lines.endParagraphInCell() } else { lines.endParagraph() }
  }

  private mutating func endCell(_ index: Int) {
    let isRowEnd = file.paragraph(at: index).endsRow
    paragraph = nil
    if isRowEnd { lines.endParagraph() } else { endCell() }
  }

  private mutating func endCell() {
    if lines.isCellSplit {
      for heading in cellHeadings { headings.note(byteOffset: heading.byteOffset, level: heading.level) }
    }
    cellHeadings = []
    lines.endCell()
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    let text = String(decoding: pending, as: UTF16.self)
    pending.removeAll(keepingCapacity: true)
    put(text)
  }

  private mutating func put(_ text: String) {
    if let last = fields.indices.last { fields[last].hasResult = true }
    let isBlank = text.allSatisfy(\.isWhitespace)
    if !isBlank, let label = number {
      number = nil
      lines.append(label.last == " " ? String(label.dropLast()) : label)
      if label.last == " " { lines.space() }
    }
    lines.append(text)
    guard isBody, !isBlank, let level = paragraph?.headingLevel else { return }
    paragraph?.outline = 9
    let heading = HeadingLine(byteOffset: lines.textStart, level: level)
    if paragraph?.isInTable == true {
      cellHeadings.append(heading)
    } else {
      headings.note(byteOffset: heading.byteOffset, level: heading.level)
    }
  }
}
