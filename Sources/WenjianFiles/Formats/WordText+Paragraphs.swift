// Paragraphs of WordprocessingML: what their properties say of where they begin and end.

import WenjianText

extension WordText {
  struct OpenParagraph {
    var properties = WordNumbering.Paragraph()
    /// Whether its end was deleted or moved away: then it is no item of a list.
    var isRemoved = false
    /// Whether its end was deleted, so that the next paragraph goes on with it.
    var isMarkDeleted = false
    /// Stands before its first text.
    var number: String?
    /// The same as Word 2003 writes it.
    var label: String?
    /// As a heading; nil for text, and once its line is noted.
    var headingLevel: Int?
    var isHeading = false
    /// `center`, `right`, `both`.
    var alignment: String?
    var isTextless = true
    var byteCount = 0
    /// How its first text looks.
    var look: TitleLook?
    /// Whether a page ends behind all of its text.
    var endsPage = false
    var endsSection = false
  }

  /// The paragraph before the present one.
  struct FormerParagraph {
    /// Running text that the next page may go on with.
    var isRunningText = false
    var endsPage = false
    var look: TitleLook?

    mutating func follow(_ paragraph: OpenParagraph) {
      if paragraph.isTextless {
        // An empty paragraph parts titles; with a break of the page in it, it parts no sentence.
        endsPage = endsPage || paragraph.endsPage || paragraph.endsSection
        isRunningText = isRunningText && endsPage
        look = nil
        return
      }
      let isAside = paragraph.alignment.map { ["center", "right", "end"].contains($0) } ?? false
      isRunningText = !isAside && !paragraph.isHeading && paragraph.byteCount >= Self.runningTextBytes
      endsPage = paragraph.endsPage || paragraph.endsSection
      look = paragraph.look
    }

    /// Eight Han: shorter lines are names and dates.
    private static let runningTextBytes = 24
  }

  /// How a line of a title looks. Neighbours that look alike are lines of one title.
  struct TitleLook: Equatable {
    var style: String?
    var isTitleStyle = false
    var isCentred = false
    /// In half points.
    var size: Int?
    var font: String?

    /// 18 points, the small size 2 of Chinese typesetting.
    private static let titleSize = 36

    var isTitle: Bool { isTitleStyle || isCentred && size.map { $0 >= Self.titleSize } ?? false }
  }

  mutating func startParagraph() {
    paragraphs.append(OpenParagraph())
  }

  /// Changes the paragraph whose properties are being read.
  mutating func change(_ body: (inout OpenParagraph) -> Void) {
    guard formerDepth == 0, propertyDepth > 0, !paragraphs.isEmpty else { return }
    body(&paragraphs[paragraphs.count - 1])
  }

  mutating func startProperty(_ name: String, _ element: MarkupElement) {
    switch name {
    case "pStyle": change { $0.properties.style = element.attribute("val") }
    case "outlineLvl": change { $0.properties.outline = element.attribute("val").flatMap { Int($0) } }
    case "numId": change { $0.properties.instance = element.attribute("val") }
    case "ilvl": change { $0.properties.level = element.attribute("val").flatMap { Int($0) } }
    case "jc": change { $0.alignment = element.attribute("val") }
    case "sectPr": change { $0.endsSection = true }
    case "del":
      change {
        $0.isRemoved = true
        $0.isMarkDeleted = true
      }
    default: break
    }
  }

  mutating func endProperties(of paragraph: OpenParagraph) {
    guard !paragraph.isRemoved else { return }
    let last = paragraphs.count - 1
    paragraphs[last].number = paragraph.label.map(Self.number) ?? numbering.next(paragraph.properties)
    paragraphs[last].headingLevel = numbering.headingLevel(of: paragraph.properties)
    paragraphs[last].isHeading = paragraphs[last].headingLevel != nil
  }

  /// The label of a paragraph as it is shown: bullets are letters of fonts of signs.
  private static func number(_ label: String) -> String {
    let isBullet = label.unicodeScalars.count == 1 && !label.contains { $0.isNumber || $0 >= "\u{2E80}" }
    return (isBullet ? ListCounter.bullet(label) : label) + " "
  }

  /// Before the first text of a paragraph: whether it goes on with the one before, and its number.
  mutating func beginText() {
    guard let paragraph = paragraphs.last, paragraph.isTextless else { return }
    let last = paragraphs.count - 1
    paragraphs[last].isTextless = false
    let look = TitleLook(
      style: paragraph.properties.style, isTitleStyle: numbering.isTitle(paragraph.properties),
      isCentred: paragraph.alignment == "center", size: run.size, font: run.font)
    if look.isTitle { paragraphs[last].look = look }
    let isAtHead = lines.bytes.count < Self.headBytes && tableDepth == 0 && paragraph.number == nil
    if isAtHead, look.isTitle, former.look == look {
      lines.reopenParagraph(onNextPage: false)
    } else if former.endsPage, former.isRunningText, tableDepth == 0, paragraph.number == nil, !paragraph.isHeading,
      !["center", "right", "end"].contains(paragraph.alignment ?? "")
    {
      lines.reopenParagraph(onNextPage: true)
    }
    former = FormerParagraph()
    // Behind one whose end was deleted.
    if tableDepth == 0, paragraph.number != nil || paragraph.isHeading { lines.endParagraph() }
    guard let number = paragraph.number else { return }
    paragraphs[last].number = nil
    let text = number.last == " " ? String(number.dropLast()) : number
    lines.append(text)
    if text != number { lines.space() }
  }

  /// Titles are within so many bytes.
  private static let headBytes = 900
}
