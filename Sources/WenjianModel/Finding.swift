/// Who says what is known of a document.
public enum FieldOrigin: Hashable, Sendable {
  /// The document's text: these bytes of it, in UTF-8.
  case text(Range<Int>)
  case fileName
  /// The lines between two `---` at the head of a Markdown file.
  case frontMatter
  /// What the file says of itself beside its text, by its own name for it: of a page's `<meta>`, of a word processor's
  /// properties, of JSON-LD, of a field of a record.
  case property(String)
  /// Whoever added the document.
  case given
  /// The index was written by a version that did not keep it.
  case unrecorded
}

/// A value, where it was found, and how sure it is.
public struct Finding<Value: Hashable & Sendable>: Hashable, Sendable {
  public var value: Value
  public var origin: FieldOrigin
  /// From 0 to 1, stored in hundredths: 1 for what was given, from 0.7 on good for filters, below 0.5 for showing only; 0
  /// when the origin is unrecorded.
  public var confidence: Double

  public init(_ value: Value, _ origin: FieldOrigin, _ confidence: Double) {
    self.value = value
    self.origin = origin
    self.confidence = confidence
  }

  /// Where it is in the document's text, in UTF-8. The value is what it says: without blanks and annotations
  /// inside, a date as a number, a document number with one kind of brackets. nil when it does not come from the text.
  public var byteRange: Range<Int>? {
    if case .text(let range) = origin { range } else { nil }
  }
}
