// XML of any vocabulary: an element with text of its own is a paragraph.

import WenjianText

package struct XMLReader: DocumentReader {
  package static let format = DocumentFormat("XML", ["xml"], .text)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.markup.starts(with: "<?xml".utf8) && !WebPageReader().recognizes(head)
      && !WordXMLReader().recognizes(head)
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var tree = ElementTexts()
    let damage = try MarkupPull.read(try source.content.all()) { event, _ in tree.take(event) }
    var document = ExtractedDocument(text: tree.text())
    if document.text.isEmpty {
      throw .noText(damage)
    }
    document.damage = damage
    try emit(.document(document))
  }
}

/// The elements of a document, and the text in them. Whether an element is a paragraph shows only when all of it was
/// read: text of its own may stand behind its first child.
private struct ElementTexts {
  private enum Piece {
    case start(element: Int)
    case end(element: Int)
    case text(Range<Int>)
  }

  private struct Element {
    var role: Role
    var hasOwnText = false
    var hasChildren = false
    /// Where its text begins in `bytes`.
    var start: Int
    var end = 0
  }

  private enum Role {
    case other, cell, lineBreak
    /// A paragraph wherever it is: of HTML, and of vocabularies that name it as plainly.
    case block
  }

  private var bytes: [UInt8] = []
  private var pieces: [Piece] = []
  private var elements: [Element] = []
  private var open: [Int] = []

  mutating func take(_ event: MarkupEvent) {
    switch event {
    case .start(let name):
      if let parent = open.last { elements[parent].hasChildren = true }
      elements.append(Element(role: Self.roles[name.lowercased()] ?? .other, start: bytes.count))
      open.append(elements.count - 1)
      pieces.append(.start(element: elements.count - 1))
    case .end:
      guard let element = open.popLast() else { return }
      elements[element].end = bytes.count
      pieces.append(.end(element: element))
    case .text(let text):
      let start = bytes.count
      bytes += text
      if case .text(let last)? = pieces.last {
        pieces[pieces.count - 1] = .text(last.lowerBound..<bytes.count)
      } else {
        pieces.append(.text(start..<bytes.count))
      }
      if let element = open.last, !elements[element].hasOwnText {
        elements[element].hasOwnText = !WhiteSpaceRun.isBlank(text)
      }
    }
  }

  /// The text, an element with text of its own a paragraph, with all that is in it.
  func text() -> [UInt8] {
    var lines = TextLines(capacity: bytes.count)
    /// The element that is the paragraph, while one is open.
    var paragraph: Int?
    /// One whose text is HTML and was taken over.
    var taken: Int?
    for piece in pieces {
      switch piece {
      case .start(let index):
        let element = elements[index]
        if paragraph == nil, element.role != .cell { lines.endParagraph() }
        if paragraph != nil, element.role == .block || element.role == .cell { lines.endParagraph() }
        if element.role == .lineBreak { lines.breakSoftly() }
        if paragraph == nil, element.hasOwnText { paragraph = index }
        if element.hasOwnText, !element.hasChildren, let text = markup(element) {
          lines.endParagraph()
          lines.appendMarked(text)
          taken = index
        }
      case .end(let index):
        let element = elements[index]
        if paragraph == index { paragraph = nil }
        if taken == index { taken = nil }
        if element.role == .cell, paragraph == nil {
          lines.endCell()
        } else if paragraph == nil || element.role == .block || element.role == .cell {
          lines.endParagraph()
        }
      case .text(let range):
        // Outside of a paragraph there are only blanks.
        guard taken == nil, paragraph != nil else { continue }
        bytes.withUnsafeBufferPointer { lines.appendCollapsed(UnsafeBufferPointer(rebasing: $0[range])) }
      }
    }
    return lines.finish()
  }

  /// The text of an element that holds a page or a part of one, as feeds do.
  private func markup(_ element: Element) -> [UInt8]? {
    let content = Array(bytes[element.start..<max(element.start, element.end)])
    return HTMLFragment.isMarkup(content) ? HTMLFragment.text(of: content) : nil
  }

  private static let roles: [String: Role] = {
    var roles: [String: Role] = ["br": .lineBreak, "lb": .lineBreak]
    for name in ["td", "th", "cell", "entry", "格", "单元格"] { roles[name] = .cell }
    for name in [
      "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "tr", "table", "ul", "ol", "dl",
      "blockquote",
      "section", "article", "para", "段",
    ] { roles[name] = .block }
    return roles
  }()
}

/// White space of any kind in bytes.
private enum WhiteSpaceRun {
  static func isBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < text.count {
      let (scalar, end) = UTF8Reader.scalar(text, at: at)
      if !isPadding(scalar) { return false }
      at = end
    }
    return true
  }
}
