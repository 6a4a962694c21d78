/// What a document says of itself.
package struct DocumentMetadata: Equatable, Sendable {
  package var title: Finding<String>?
  /// When it was made public.
  package var publicationDate: Finding<CivilDate>?
  /// When it was signed or, of a law, last passed or amended.
  package var signatureDate: Finding<CivilDate>?
  /// The medium or office that a text is taken from: 人民日报.
  package var source: Finding<String>?
  /// Names with a blank between them. Found by weak signs: low confidence.
  package var author: Finding<String>?
  /// The office that issued it.
  package var issuer: Finding<String>?
  /// As `DocumentNumber.normalForm` spells it, but in the script of the text.
  package var documentNumber: Finding<String>?
  /// In simplified script: 通知, 意见, 条例, 办法.
  package var kind: Finding<String>?

  package init() {}
}

/// A value, where it stands, and how sure it is.
package struct Finding<Value: Equatable & Sendable>: Equatable, Sendable {
  package var value: Value
  package var origin: MetadataOrigin
  /// From 0 to 1: below 0.5 good for showing, from 0.7 on for filters.
  package var confidence: Double

  package init(_ value: Value, _ origin: MetadataOrigin, _ confidence: Double) {
    self.value = value
    self.origin = origin
    self.confidence = confidence
  }

  /// In the text, when it stands there.
  package var byteRange: Range<Int>? {
    if case .text(let range) = origin { range } else { nil }
  }
}

package enum MetadataOrigin: Equatable, Sendable {
  /// Bytes of the text.
  case text(Range<Int>)
  case fileName
  case frontMatter
  /// By its name: of `<meta>`, of an Office property, of JSON-LD.
  case property(String)
}
