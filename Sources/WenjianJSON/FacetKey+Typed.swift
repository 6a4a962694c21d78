// What documents are grouped by, as it is typed.

public import Wenjian

extension FacetKey {
  /// The key of a name: year, month, match, document, path, path/2, or a field as queries name it.
  public init?(typed name: String) {
    switch name {
    case "document": self = .field(.key)
    case "year": self = .year
    case "month": self = .month
    case "match": self = .match
    case "path": self = .path(depth: 1)
    case _ where name.hasPrefix("path/"):
      guard let depth = Int(name.dropFirst(5)), (1...1000).contains(depth) else { return nil }
      self = .path(depth: depth)
    default:
      guard let field = DocumentField(typed: name) else { return nil }
      self = .field(field)
    }
  }

  /// As it is typed.
  public var typedName: String {
    switch self {
    case .year: "year"
    case .month: "month"
    case .match: "match"
    case .path(let depth): depth == 1 ? "path" : "path/\(depth)"
    case .field(.key): "document"
    case .field(let field): field.typedName
    }
  }

  /// Why a name is none, and what there is.
  package static func unknown(_ name: String) -> String {
    if name.hasPrefix("path/") { return "\(name) is no depth of folders; write path/2" }
    return "there is no field \(name); there are document, match, year, month, path, path/2, field:NAME and "
      + DocumentField.known.filter { $0 != .key }.map(\.typedName).joined(separator: ", ")
  }
}
