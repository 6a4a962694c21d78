// What writes a structured document in one format, and the list of formats.

/// A document in a format.
package struct WrittenDocument: Sendable {
  /// With the ending of the format.
  package var name: String
  package var bytes: [UInt8]
  package var expected: ExpectedText

  init(_ name: String, _ bytes: [UInt8], _ expected: ExpectedText) {
    self.name = name
    self.bytes = bytes
    self.expected = expected
  }

  init(_ name: String, _ text: String, _ expected: ExpectedText) { self.init(name, Array(text.utf8), expected) }
}

/// Writes documents in one format.
package struct DocumentWriter: Sendable, CustomStringConvertible {
  /// The format; several forms of one ending are told apart here.
  package let name: String
  /// What a document of the format can have.
  package let features: Set<DocumentFeature>
  package let write: @Sendable (StructuredDocument) -> WrittenDocument

  init(
    _ name: String, _ features: Set<DocumentFeature>,
    _ write: @escaping @Sendable (StructuredDocument) -> WrittenDocument
  ) {
    self.name = name
    self.features = features
    self.write = write
  }

  package var description: String { name }

  /// Every form that is written.
  package static let all: [DocumentWriter] = [
    [PlainTextWriting.writer, MarkdownWriting.writer], WebPageWriting.writers, MarkupWriting.writers,
    [MailWriting.writer], WordWriting.writers,
    [OldWordWriting.writer, OpenTextWriting.writer, RichTextWriting.writer],
    [SheetWriting.writer, OldSheetWriting.writer, SlideWriting.writer], RecordWriting.writers,
    [FixedLayoutWriting.writer],
    PortableDocumentWriting.writers,
  ].flatMap { $0 }
}

/// The text as it stands between the tags of XML and HTML.
func markupEscaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Cuts a text in two, somewhere that the number says.
func halves(_ text: String, _ variant: Int) -> (String, String) {
  let scalars = Array(text.unicodeScalars)
  let at = scalars.isEmpty ? 0 : variant % (scalars.count + 1)
  return (
    String(String.UnicodeScalarView(scalars[..<at])), String(String.UnicodeScalarView(scalars[at...]))
  )
}

extension Int {
  /// One of some ways, by the variant that this is.
  func pick<Way>(_ ways: [Way]) -> Way { ways[self % ways.count] }
}
