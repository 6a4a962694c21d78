// Parameters that several operations have.

package import Wenjian
package import WenjianJSON

/// How the strings of a query are matched, and in which documents.
struct Matching {
  let isExact: Bool
  let widening: Widening
  let filter: Filter?

  private static let exact = Parameter.bool(
    "exact", "match the characters as written, no other script or form of them")
  private static let asTyped = Parameter.bool(
    "asTyped", "find strings as they are typed: 第13条 and not 第十三条, and no synonyms")
  private static let widen = Parameter.choices(
    "widen", ["values", "roc", "regional", "weak"],
    "find more: numbers by value, years of the Republic, words of other regions, weak ones too")
  private static let filter = Parameter<String?>.string(
    "filter", "which documents count at all, by fields: kind:通知 date:2016..2018")

  /// How strings are matched, for operations that are told the document.
  static let spelling: [any DeclaredParameter] = [exact, asTyped, widen]
  static let parameters: [any DeclaredParameter] = spelling + [filter]

  /// - Throws: `ErrorAnswer`, `WenjianError` for a filter that cannot be read.
  init(_ request: ServiceRequest) throws {
    isExact = try request[Self.exact]
    let kinds = try request[Self.widen]
    if try request[Self.asTyped] {
      guard kinds.isEmpty else {
        throw ErrorAnswer(
          code: "argument",
          message: "\u{201C}asTyped\u{201D} finds no other forms: it goes without \u{201C}widen\u{201D}")
      }
      widening = .none
    } else if kinds.isEmpty {
      widening = .standard
    } else {
      widening = Widening(
        numericValues: kinds.contains("values"), republicYears: kinds.contains("roc"),
        regional: kinds.contains("weak") ? .weak : kinds.contains("regional") ? .safe : .none)
    }
    filter = try request[Self.filter].map { try Filter($0) }
  }
}

package enum Shared {
  static let query = Parameter<String>.string("query", "what to find, in the query language")
  static let key = Parameter<String>.string("key", "the key of a document")

  /// - Throws: `ErrorAnswer` for what is no key.
  package static func facetKey(_ name: String, except excluded: FacetKey? = nil) throws(ErrorAnswer) -> FacetKey {
    guard let key = FacetKey(typed: name), key != excluded else {
      throw ErrorAnswer(code: "argument", message: "\u{201C}by\u{201D}: " + FacetKey.unknown(name))
    }
    return key
  }

  /// - Throws: `ErrorAnswer` for what is no date.
  package static func date(_ name: String, _ text: String) throws(ErrorAnswer) -> CivilDate {
    guard let date = CivilDate(text) else {
      throw ErrorAnswer(
        code: "argument",
        message: "\u{201C}\(name)\u{201D} is a date as 2016-07-01, and this is \u{201C}\(text)\u{201D}")
    }
    return date
  }
}
