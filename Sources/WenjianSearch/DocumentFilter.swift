package import WenjianModel
package import WenjianQuery

/// Which documents count, by what is known of them besides their text. A value: it is compiled into a mask for each
/// segment (`FilterCompiler`), and equal filters are compiled once.
package indirect enum DocumentFilter: Hashable, Sendable {
  /// Documents whose date lies in a range; those without a date do not.
  case dates(DocumentField, DateRange)
  /// Documents with a value that is, or that holds, a text. Both are compared as texts are matched: script, width, case
  /// and blanks do not tell them apart. Of a field with several values one has to.
  case text(DocumentField, String, isWhole: Bool)
  /// Documents whose key matches a pattern (`PathPattern`).
  case path(String)
  /// Documents that have the field at all.
  case exists(DocumentField)
  case and([DocumentFilter])
  case or([DocumentFilter])
  case not(DocumentFilter)
}

extension DocumentFilter: CustomStringConvertible {
  /// For people, in the plan of a query.
  package var description: String {
    switch self {
    case .dates(let field, let range): "\(field.typedName):\(range)"
    case .text(let field, let text, let isWhole): "\(field.typedName):\(isWhole ? "=" : "")\(text)"
    case .path(let pattern): "path:\(pattern)"
    case .exists(let field): "\(field.typedName):*"
    case .and(let parts): "(" + parts.map(\.description).joined(separator: " ") + ")"
    case .or(let parts): "(" + parts.map(\.description).joined(separator: " OR ") + ")"
    case .not(let part): "-" + part.description
    }
  }
}

extension DocumentFilter {
  /// A condition of a query.
  package init(_ condition: FieldCondition) {
    let field = condition.field
    switch condition.test {
    case .dates(let range): self = .dates(field, range)
    case .isPresent: self = .exists(field)
    case .equals(let text): self = .text(field, text, isWhole: true)
    case .holds(let text): self = field == .key ? .path(text) : .text(field, text, isWhole: false)
    }
  }
}
