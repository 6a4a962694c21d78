// Plain text: lines that are broken inside sentences, and paragraphs told by their last sentence or a blank line.

enum PlainTextWriting {
  static let writer = DocumentWriter("txt", [.wrap, .sentenceEnd]) { document in
    let gap = document.variant.pick(["\n", "\r\n", "\n\n", "\n\u{3000}\u{3000}", "\n\n\u{3000}\u{3000}"])
    var text = ""
    for paragraph in document.paragraphs {
      if !text.isEmpty { text += text.hasSuffix("。") ? gap : "\n\n" }
      text += RecordWriting.lines(paragraph)
    }
    return WrittenDocument("a.txt", text + "\n", ExpectedText(document))
  }
}
