// A document as a person sees it: paragraphs, cells and what stands inside a line, before any format holds it.

/// What can stand in a document; a format has some of it.
package enum DocumentFeature: String, CaseIterable, Sendable {
  case heading, listItem, table, emptyParagraph
  /// Several paragraphs in a cell.
  case cellParagraphs
  /// Runs set apart: bold, italic, code, links.
  case style
  /// A line break inside a paragraph, anywhere in it.
  case softBreak
  /// The same, in headings and cells alone.
  case softBreakInTitle
  /// A line break between two Han in the middle of a sentence.
  case wrap
  /// A page break in the middle of a sentence.
  case pageBreak
  /// A note: its sign in a paragraph, its text a paragraph elsewhere.
  case note
  /// A remark at the margin: a paragraph elsewhere.
  case comment
  /// A text box: a paragraph elsewhere.
  case box
  /// What nobody sees, in the middle of a word: bookmarks, marks of a spelling checker.
  case split
  case insertion, deletion, hidden
  /// A reading above a character.
  case ruby
  case tab
  /// Every paragraph ends a sentence: for formats whose borders are told by nothing else.
  case sentenceEnd
  /// A line at the head of every page: a paragraph elsewhere.
  case runningHead
  /// Lines of one width, full but for the last: for formats that have nothing but lines.
  case fullLines
}

/// How a run looks, which must not matter.
package enum RunStyle: Sendable, CaseIterable {
  case plain, bold, italic, boldItalic, underline, strike, code, link
}

/// A piece of a paragraph.
package struct DocumentRun: Sendable {
  package indirect enum Kind: Sendable {
    case text(RunStyle)
    case softBreak, pageBreak, tab
    case note(DocumentParagraph)
    case comment(DocumentParagraph)
    case box(DocumentParagraph)
    case split, insertion, deletion, hidden
    case ruby(reading: String)
  }

  package var kind: Kind
  /// What it holds, shown or not; empty for what holds no text.
  package var text: String
  /// Which of several ways to write it; kept while a failing document is made smaller.
  package var variant: Int
}

package struct DocumentParagraph: Sendable {
  package var runs: [DocumentRun]
  package var variant: Int

  /// The text that a reader sees in one go. A break inside the paragraph parts Latin words, as a blank does.
  package var visible: String {
    var scalars = String.UnicodeScalarView()
    for run in runs {
      switch run.kind {
      case .text, .insertion, .ruby: scalars.append(contentsOf: run.text.unicodeScalars)
      case .softBreak, .pageBreak, .tab: scalars.append(" ")
      case .note, .comment, .box, .split, .deletion, .hidden: break
      }
    }
    return String(scalars)
  }

  /// Paragraphs that hang on this one and stand elsewhere.
  package var hanging: [DocumentParagraph] {
    runs.compactMap { run in
      switch run.kind {
      case .note(let paragraph), .comment(let paragraph), .box(let paragraph): paragraph
      default: nil
      }
    }
  }
}

package enum DocumentBlock: Sendable {
  case heading(level: Int, DocumentParagraph)
  case paragraph(DocumentParagraph)
  case listItem(DocumentParagraph)
  /// Rows of cells of paragraphs.
  case table([[[DocumentParagraph]]])

  package var paragraphs: [DocumentParagraph] {
    switch self {
    case .heading(_, let paragraph), .paragraph(let paragraph), .listItem(let paragraph): [paragraph]
    case .table(let rows): rows.flatMap { $0.flatMap { $0 } }
    }
  }
}

package struct StructuredDocument: Sendable {
  package var blocks: [DocumentBlock]
  package var runningHead: DocumentParagraph?
  /// Which of several ways to write the whole.
  package var variant: Int

  package init(blocks: [DocumentBlock], variant: Int) {
    self.blocks = blocks
    self.variant = variant
  }

  /// Every paragraph of the body, in its order.
  package var paragraphs: [DocumentParagraph] { blocks.flatMap(\.paragraphs) }
}

/// What a reader of a written document must give, border by border.
package struct ExpectedText: Sendable {
  /// In this order.
  package var paragraphs: [String] = []
  /// Anywhere between them.
  package var loose: [String] = []
  /// May be there as well.
  package var optional: [String] = []
  /// Paragraphs that a format may show with something before them, such as the mark of a list: what is given for what
  /// stands above.
  package var otherForms: [String: String] = [:]

  /// - Parameter number: what the format shows before an item of a list, by its number from 1 on.
  package init(_ document: StructuredDocument, number: (Int) -> String = { _ in "" }) {
    var items = 0
    for block in document.blocks {
      var mark = ""
      if case .listItem(let paragraph) = block {
        items += 1
        // An item without text shows its number and nothing to find it by.
        if !paragraph.visible.allSatisfy(\.isWhitespace) { mark = number(items) }
      }
      paragraphs += block.paragraphs.map { mark + $0.visible }
    }
    loose = (document.paragraphs + [document.runningHead].compactMap { $0 }).flatMap(\.hanging).map(\.visible)
    if let head = document.runningHead { loose.append(head.visible) }
  }

  /// Items of lists may have their bullet before them.
  mutating func allowBullets(_ document: StructuredDocument) {
    for case .listItem(let paragraph) in document.blocks where !paragraph.visible.allSatisfy(\.isWhitespace) {
      otherForms["• " + paragraph.visible] = paragraph.visible
    }
  }
}

extension StructuredDocument {
  /// Whether a document is one that a format with these features can hold, though something was taken out of it.
  package func isSound(for features: Set<DocumentFeature>) -> Bool {
    blocks.allSatisfy { block in
      var breaksAnywhere = features.contains(.softBreak)
      var isSentence = features.contains(.sentenceEnd)
      switch block {
      case .heading: breaksAnywhere = breaksAnywhere || features.contains(.softBreakInTitle)
      case .table:
        breaksAnywhere = breaksAnywhere || features.contains(.softBreakInTitle)
        isSentence = false
      case .paragraph, .listItem: break
      }
      return block.paragraphs.allSatisfy { paragraph in
        (!isSentence || paragraph.runs.isEmpty || paragraph.visible.hasSuffix("。"))
          && paragraph.breaksInside(allows: breaksAnywhere)
          && paragraph.hanging.allSatisfy { $0.breaksInside(allows: features.contains(.softBreak)) }
      }
    }
  }

  /// Documents with one thing less, larger things first.
  /// - Parameter keepsLines: nothing is taken out of lines, whose width says something.
  package func smaller(keepsLines: Bool) -> [StructuredDocument] {
    var found: [StructuredDocument] = []
    if runningHead != nil {
      var copy = self
      copy.runningHead = nil
      found.append(copy)
    }
    for index in blocks.indices {
      var copy = self
      copy.blocks.remove(at: index)
      if !copy.blocks.isEmpty { found.append(copy) }
    }
    for (index, block) in blocks.enumerated() {
      if keepsLines, block.paragraphs.count == 1 { continue }
      for smaller in block.smaller {
        var copy = self
        copy.blocks[index] = smaller
        found.append(copy)
      }
    }
    return found
  }
}

extension DocumentBlock {
  fileprivate var smaller: [DocumentBlock] {
    switch self {
    case .heading(let level, let paragraph):
      return [.paragraph(paragraph)] + paragraph.smaller.map { .heading(level: level, $0) }
    case .paragraph(let paragraph): return paragraph.smaller.map { .paragraph($0) }
    case .listItem(let paragraph): return [.paragraph(paragraph)] + paragraph.smaller.map { .listItem($0) }
    case .table(let rows):
      var found: [DocumentBlock] = rows.flatMap { $0.flatMap { $0 } }.prefix(1).map { .paragraph($0) }
      func add(_ change: (inout [[[DocumentParagraph]]]) -> Void) {
        var copy = rows
        change(&copy)
        if !copy.isEmpty { found.append(.table(copy)) }
      }
      for row in rows.indices {
        add { $0.remove(at: row) }
        for cell in rows[row].indices {
          if rows[row].count > 1 { add { $0[row].remove(at: cell) } }
          for paragraph in rows[row][cell].indices {
            if rows[row][cell].count > 1 { add { $0[row][cell].remove(at: paragraph) } }
            for smaller in rows[row][cell][paragraph].smaller { add { $0[row][cell][paragraph] = smaller } }
          }
        }
      }
      return found
    }
  }
}

extension DocumentParagraph {
  /// Whether its breaks and tabs are in the middle of sentences.
  /// - Parameter allows: whether line breaks may be anywhere.
  fileprivate func breaksInside(allows isAnywhere: Bool) -> Bool {
    var isPlain = false
    var isBroken = false
    for run in runs {
      switch run.kind {
      case .softBreak where isAnywhere: break
      case .softBreak, .pageBreak:
        if !isPlain { return false }
        isBroken = true
      // A tab in a date would part it as it parts columns.
      case .tab:
        if !isPlain { return false }
        isBroken = true
      case .text, .insertion, .ruby:
        guard let first = run.text.unicodeScalars.first, let last = run.text.unicodeScalars.last else { continue }
        if isBroken, !DocumentGenerator.plain.contains(first) { return false }
        isBroken = false
        isPlain = DocumentGenerator.plain.contains(last)
      default: break
      }
    }
    return !isBroken
  }

  fileprivate var smaller: [DocumentParagraph] {
    var found: [DocumentParagraph] = []
    func add(_ change: (inout DocumentParagraph) -> Void) {
      var copy = self
      change(&copy)
      found.append(copy)
    }
    for (index, run) in runs.enumerated() {
      add { $0.runs.remove(at: index) }
      let scalars = Array(run.text.unicodeScalars)
      // Half of it, or the plainest of its kind.
      if scalars.count > 1 {
        for half in [scalars.prefix(scalars.count / 2), scalars.suffix(scalars.count / 2)] {
          add { $0.runs[index].text = String(String.UnicodeScalarView(half)) }
        }
      }
      switch run.kind {
      case .text(let style) where style != .plain: add { $0.runs[index].kind = .text(.plain) }
      case .note(let paragraph): for smaller in paragraph.smaller { add { $0.runs[index].kind = .note(smaller) } }
      case .comment(let paragraph):
        for smaller in paragraph.smaller { add { $0.runs[index].kind = .comment(smaller) } }
      case .box(let paragraph): for smaller in paragraph.smaller { add { $0.runs[index].kind = .box(smaller) } }
      default: break
      }
    }
    return found
  }
}
