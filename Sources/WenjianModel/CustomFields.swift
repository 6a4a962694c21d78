/// Fields of the user's own: what a document is known by besides the fields that every document may have.
///
/// ```swift
/// document.fields["地区"] = "贵州"
/// document.fields.set(["扶贫", "教育"], for: "主题")
/// ```
///
/// A field that is there and empty is another thing than one that is not there. Names are compared as strings are: upper and lower case
/// are two.
public struct CustomFields: Sendable, Hashable {
  private var lists: [String: [String]] = [:]

  public init() {}

  /// The value of a field, of several the first; nil when it is not there. Setting replaces all of them.
  public subscript(name: String) -> String? {
    get { lists[name]?.first }
    set { lists[name] = newValue.map { [$0] } }
  }

  /// The values of a field in their order; empty when it is not there.
  public func values(of name: String) -> [String] { lists[name] ?? [] }

  /// Gives a field several values; none takes it away. One that comes twice is kept once in an index.
  public mutating func set(_ values: [String], for name: String) { lists[name] = values.isEmpty ? nil : values }

  /// Gives a field one more value.
  public mutating func append(_ value: String, to name: String) { lists[name, default: []].append(value) }

  public var isEmpty: Bool { lists.isEmpty }

  /// The names of the fields that are there, in the order of their UTF-8.
  public var names: [String] { lists.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension CustomFields: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(value, to: name) }
  }
}

/// An object with a list of strings for each name.
extension CustomFields: Codable {
  public init(from decoder: any Decoder) throws {
    for (name, values) in try decoder.singleValueContainer().decode([String: [String]].self) {
      set(values, for: name)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(lists)
  }
}
