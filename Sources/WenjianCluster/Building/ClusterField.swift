package import WenjianModel
import WenjianSegment

/// The fields of a document in the engine's mapping, by their names.
package enum ClusterField {
  package static let key = "key"
  /// A token a position: the gram that begins there. Scored by how often what is asked for occurs.
  package static let grams = "grams"
  /// A token a position: the element that is there, edges of paragraphs too. Scored by occurrences.
  package static let elements = "elements"
  package static let title = "title"
  /// Of publication, or of signature where that is all there is.
  package static let date = "date"
  package static let publicationDate = "publicationDate"
  package static let signatureDate = "signatureDate"
  package static let custom = "custom"
  /// Positions of the stream.
  package static let length = "length"
  package static let characters = "characters"
  package static let bytes = "bytes"
  package static let script = "script"
  /// What versions of one law share.
  package static let work = "work"
  package static let contentHash = "contentHash"
  /// Of all that was sent of the document.
  package static let sentHash = "sentHash"
  package static let text = "text"
  package static let about = "about"

  /// The name of what holds the values of a field; nil for one whose values are no strings.
  package static func name(of field: DocumentField) -> String? {
    switch field {
    case .title: "titles"
    case .documentNumber: "number"
    case .source, .author, .issuer, .kind, .topic: field.name
    case .custom: custom
    case .key, .publicationDate, .signatureDate: nil
    }
  }

  /// The fields whose values are strings, but the user's own.
  package static let texts: [DocumentField] = [.title, .source, .author, .issuer, .documentNumber, .kind, .topic]

  /// Below the name of such a field.
  package enum Part {
    /// As the document spells it.
    package static let value = "value"
    /// What makes two values one for filters and facets.
    package static let form = "form"
    package static let grams = "grams"
    package static let elements = "elements"
    /// Of the user's own: which there are.
    package static let names = "names"
  }

  /// What makes two values one, as text: the zeros of a `ComparableForm` are written as `_`.
  package static func form(_ value: String) -> String {
    let text = String(
      decoding: ComparableForm(value).bytes.map { $0 == 0 ? ClusterToken.mark : $0 }, as: UTF8.self)
    guard text.unicodeScalars.count > formScalarLimit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(100))) + "_-"
      + ClusterToken.hexadecimal(ComparableForm(value).hash)
  }

  /// The engines take no more than 32,766 bytes for a term.
  static let formScalarLimit = 2000
  static let valueScalarLimit = 2000
}
