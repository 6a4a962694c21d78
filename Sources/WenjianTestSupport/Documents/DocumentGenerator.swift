// Random documents of few characters, so that what stands on one side of a border often stands on the other too.

package struct DocumentGenerator {
  package var generator: SeededGenerator
  private let features: Set<DocumentFeature>

  package init(_ generator: SeededGenerator, features: Set<DocumentFeature>) {
    self.generator = generator
    self.features = features
  }

  private enum Place { case body, title, cell, aside }

  /// Han that end no sentence and begin no list: a line may break between two of them in any format.
  static let plain = Array("农農村书書记記工作的民發发𠮷".unicodeScalars)
  private static let pieces = [
    "第一", "第二条", "第十條", "一", "十", "二〇一六年", "二O一六年", "GDP", "a", "Wi-Fi", "5", "12", "3.5", "1,234", "2016",
    "，", "、", "；", "：", "。", "！", "。”", "《", "》", "（", "）", "“", "”", " ", "\u{3000}", "&", "<", "·", "——",
  ]
  /// What begins an item or a division when it begins a line.
  private static let lineHeads = [
    "一、", "（一）", "1. ", "2、", "(3)", "①", "第一条\u{3000}", "第十二條 ", "第一章\u{3000}", "十二、", "●", "- ", "# ",
  ]
  private static let wide = Array("农農村书書记記工作的民發发，、；：《》（）".unicodeScalars)

  package mutating func document() -> StructuredDocument {
    var document = StructuredDocument(blocks: [], variant: variant())
    if has(.runningHead), generator.oneIn(3) { document.runningHead = paragraph(.aside) }
    repeat {
      document.blocks = (0..<generator.int(1...7)).map { _ in block() }
    } while !document.paragraphs.contains { $0.visible.unicodeScalars.contains { Self.plain.contains($0) } }
    return document
  }

  private mutating func variant() -> Int { generator.int(0...9_999) }

  private func has(_ feature: DocumentFeature) -> Bool { features.contains(feature) }

  private mutating func block() -> DocumentBlock {
    switch generator.int(0...9) {
    case 0...1 where has(.heading): return .heading(level: generator.int(1...6), paragraph(.title))
    case 2 where has(.listItem): return .listItem(paragraph(.body))
    case 3...4 where has(.table):
      let width = generator.int(1...4)
      return .table(
        (0..<generator.int(1...3)).map { _ in
          (0..<width).map { _ in
            (0..<(has(.cellParagraphs) && generator.oneIn(3) ? generator.int(2...3) : 1)).map { _ in
              paragraph(.cell)
            }
          }
        })
    default: return .paragraph(paragraph(.body))
    }
  }

  private mutating func paragraph(_ place: Place) -> DocumentParagraph {
    if has(.emptyParagraph), place != .aside, generator.oneIn(10) {
      return DocumentParagraph(runs: [], variant: variant())
    }
    if has(.fullLines) {
      if place == .body { return fullLines() }
      return DocumentParagraph(runs: [run(.text(.plain), wideText(generator.int(1...5)))], variant: variant())
    }
    var scalars = text(place)
    var runs: [DocumentRun] = []
    var last: Unicode.Scalar?
    while !scalars.isEmpty {
      let part = scalars.prefix(generator.int(1...6))
      scalars.removeFirst(part.count)
      runs.append(textRun(Array(part)))
      last = part.last
      runs += specials(last, scalars.first, place)
    }
    return DocumentParagraph(runs: runs, variant: variant())
  }

  /// The characters of a paragraph.
  private mutating func text(_ place: Place) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    // Where lines are guessed at, one with the mark of a heading is one by itself.
    let lineHeads = has(.wrap) || has(.pageBreak) ? Self.lineHeads.filter { $0 != "# " } : Self.lineHeads
    if generator.oneIn(4) { scalars += generator.pick(lineHeads).unicodeScalars }
    for _ in 0..<generator.int(1...(place == .body ? 16 : 6)) {
      if generator.oneIn(3) {
        let piece = generator.pick(Self.pieces)
        // && between Han is left over from pages, and read over in place.
        if piece != "&" || scalars.last != "&" { scalars += piece.unicodeScalars }
      } else {
        for _ in 0..<generator.int(1...3) { scalars.append(generator.pick(Self.plain)) }
      }
    }
    // Something must be there, and not end in what the next paragraph could be read on from.
    if scalars.last == " " || scalars.last == "\u{3000}" || place == .aside {
      scalars.append(generator.pick(Self.plain))
    }
    if has(.sentenceEnd), place == .body || place == .aside { scalars.append("。") }
    return scalars
  }

  private mutating func run(_ kind: DocumentRun.Kind, _ text: String = "") -> DocumentRun {
    DocumentRun(kind: kind, text: text, variant: variant())
  }

  private mutating func textRun(_ scalars: [Unicode.Scalar]) -> DocumentRun {
    let text = String(String.UnicodeScalarView(scalars))
    if has(.ruby), scalars.count < 3, scalars.allSatisfy({ Self.plain.contains($0) }), generator.oneIn(3) {
      return run(.ruby(reading: generator.pick(["nóng", "cūn", "shu", "ㄋㄨㄥˊ"])), text)
    }
    if has(.insertion), generator.oneIn(8) { return run(.insertion, text) }
    return run(.text(has(.style) && generator.oneIn(2) ? generator.pick(RunStyle.allCases) : .plain), text)
  }

  /// What stands between two runs, mostly nothing.
  private mutating func specials(
    _ before: Unicode.Scalar?, _ after: Unicode.Scalar?, _ place: Place
  ) -> [DocumentRun] {
    var found: [DocumentRun] = []
    let isInside = [before, after].allSatisfy { $0.map { Self.plain.contains($0) } == true }
    // Two breaks with blanks between, and an indent behind one, part paragraphs where breaks are not marked as such.
    let isBesideBlank = [before, after].contains { $0?.properties.isWhitespace == true }
    let breaksAnywhere =
      has(.softBreak) || (has(.softBreakInTitle) && (place == .title || place == .cell) && !isBesideBlank)
    if breaksAnywhere, generator.oneIn(6) {
      found.append(run(.softBreak))
    } else if has(.wrap), isInside, generator.oneIn(3) {
      found.append(run(.softBreak))
    } else if has(.pageBreak), isInside, place == .body, generator.oneIn(4) {
      found.append(run(.pageBreak))
    } else if has(.tab), isInside, generator.oneIn(8) {
      found.append(run(.tab))
    }
    if has(.split), generator.oneIn(4) { found.append(run(.split)) }
    if has(.deletion), generator.oneIn(10) { found.append(run(.deletion, short())) }
    if has(.hidden), generator.oneIn(10) { found.append(run(.hidden, short())) }
    if place == .aside { return found }
    if has(.note), generator.oneIn(12) { found.append(run(.note(paragraph(.aside)))) }
    if has(.comment), generator.oneIn(16) { found.append(run(.comment(paragraph(.aside)))) }
    if has(.box), place == .body, generator.oneIn(20) { found.append(run(.box(paragraph(.aside)))) }
    return found
  }

  private mutating func short() -> String {
    (0..<generator.int(1...3)).map { _ in String(generator.pick(Self.plain)) }.joined()
  }

  // MARK: Lines of one width

  /// Characters in a full line.
  package static let lineWidth = 20

  /// A paragraph whose first line is set in by two characters, whose lines break in the middle of sentences, and whose
  /// last line is short.
  private mutating func fullLines() -> DocumentParagraph {
    var runs: [DocumentRun] = []
    for line in 0..<generator.int(0...4) {
      if line > 0 { runs.append(run(breakKind())) }
      runs.append(run(.text(.plain), wideText(line == 0 ? Self.lineWidth - 2 : Self.lineWidth)))
    }
    if !runs.isEmpty { runs.append(run(breakKind())) }
    runs.append(run(.text(.plain), wideText(generator.int(2...12)) + "。"))
    return DocumentParagraph(runs: runs, variant: variant())
  }

  private mutating func breakKind() -> DocumentRun.Kind {
    has(.pageBreak) && generator.oneIn(5) ? .pageBreak : .softBreak
  }

  /// So many characters of full width, the outer ones plain Han.
  private mutating func wideText(_ count: Int) -> String {
    let edge = Self.plain.filter { $0.value < 0x1_0000 }
    var scalars = String.UnicodeScalarView([generator.pick(edge)])
    for _ in 0..<max(count - 2, 0) { scalars.append(generator.pick(Self.wide)) }
    if count > 1 { scalars.append(generator.pick(edge)) }
    return String(scalars)
  }
}
