/// Conditions on the fields of a document: `issuer:国务院`, `date:2016..2018`, `field:主题=扶贫`.

package import WenjianModel

/// What a value must be.
package enum FieldTest: Equatable, Sendable {
  /// `issuer:国务院`: the value, folded, holds the text, folded. For `path`, which is folded alike: the path is that
  /// text, or begins with it and a slash, or matches it when it has wildcards: `*` any characters, `?` one.
  case holds(String)
  /// `issuer:=国务院`: the value, folded, is the text, folded; of several values in one field, one of them.
  case equals(String)
  /// `date:2016..2018`.
  case dates(DateRange)
  /// `issuer:*`: the document has the field.
  case isPresent
}

/// A field and what its value must be.
package struct FieldCondition: Equatable, Sendable {
  package let field: DocumentField
  package let test: FieldTest
  /// The range of the condition in the UTF-8 of the query, the name of the field included.
  package let byteRange: Range<Int>

  package init(field: DocumentField, test: FieldTest, byteRange: Range<Int>) {
    self.field = field
    self.test = test
    self.byteRange = byteRange
  }
}

extension FieldCondition: CustomStringConvertible {
  /// The condition as it can be typed.
  package var description: String {
    switch test {
    case .isPresent: field.prefix + "*"
    case .holds(let text): field.prefix + QueryString.quotedIfNeeded(text)
    case .equals(let text): field.prefix + "=" + QueryString.quotedIfNeeded(text)
    case .dates(let range): field.prefix + range.description
    }
  }
}

extension DocumentField {
  /// As it is typed before a value.
  fileprivate var prefix: String {
    guard case .custom(let name) = self else { return typedName + ":" }
    return Self.customPrefix + QueryString.quotedIfNeeded(name) + "="
  }
}
