// Plain text: lines that are broken inside sentences, and paragraphs told by their last sentence or a blank line.

enum PlainTextWriting {
  static let writer = DocumentWriter("txt", [.wrap, .sentenceEnd]) { document in
    let gap = document.variant.pick(["\n", "\r\n", "\n\n", "\n\u{3000}\u{3000}", "\n\n\u{3000}\u{3000}"])
    return WrittenDocument("a.txt", text(document, gap: gap) + "\n", ExpectedText(document))
  }

  /// - Parameter gap: between paragraphs where the first ends a sentence.
  static func text(_ document: StructuredDocument, gap: String) -> String {
    var text = ""
    for paragraph in document.paragraphs {
      if !text.isEmpty { text += text.hasSuffix("。") ? gap : "\n\n" }
      text += lines(paragraph)
    }
    return text
  }

  /// A paragraph with its line breaks.
  static func lines(_ paragraph: DocumentParagraph) -> String {
    paragraph.runs.map { run in
      if case .softBreak = run.kind { "\n" } else { run.text }
    }.joined()
  }
}
