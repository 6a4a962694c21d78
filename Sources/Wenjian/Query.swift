package import WenjianQuery

/// What is to be found: read once, used often.
///
/// ```swift
/// let typed = try Query(text)                                  // in the query language
/// let named = try Query("issuer:\(office) \(words) -草案")     // what is interpolated is never language
/// let phrase = try Query.literal("怎么?")                        // this string and nothing else
/// let both = try Query.all([typed, phrase]).excluding(.literal("征求意见稿"))
/// ```
///
/// The query language is that of `LANGUAGE.md`: strings are ANDed, `OR`, `-` and brackets as usual, quotation marks for the
/// string alone, `exact:` for original characters, `title:`, `date:` and others for fields.
///
/// A literal with interpolations is escaped inside `Query(…)` alone: `index.search("title:\(name)")` is a `String`, and language
/// as a whole.
///
/// Two queries are equal when they ask for the same in the same order, however they were typed.
public struct Query: Sendable, CustomStringConvertible {
  package let parsed: ParsedQuery

  init(_ parsed: ParsedQuery) { self.parsed = parsed }

  /// Reads a query as people type it.
  ///
  /// A literal in the source text is a ``QueryText``, whose interpolations are escaped; a `String` that comes from elsewhere
  /// is language as a whole.
  /// - Parameter text: at most 64 KiB of UTF-8.
  /// - Throws: `WenjianError` with code `query`, the place in `queryRange`.
  /// - Complexity: linear in the text.
  @_disfavoredOverload
  public init(_ text: String) throws(WenjianError) {
    do { parsed = try parseQuery(text) } catch { throw WenjianError(error, in: text) }
  }

  /// Reads a query in which values are interpolated, each of them one string or one value of a field, whatever characters it
  /// has.
  /// - Throws: `WenjianError` with code `query`; also where an interpolation is no term by itself, as within quotation
  ///   marks or beside other characters, and for a value that has each kind of quotation marks without its partner.
  public init(_ text: QueryText) throws(WenjianError) {
    if let failure = text.failure { throw failure }
    try self.init(text.text)
    try text.requireLiterals(in: parsed.root)
  }

  /// As it was typed, or as it was put together.
  public var text: String { parsed.source }

  /// The canonical form: parsing it gives an equal query.
  public var description: String { parsed.description }
}

extension Query: Hashable {
  public static func == (a: Self, b: Self) -> Bool { a.description == b.description }
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}

/// A string, which is read as it is decoded.
extension Query: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

// MARK: Put together

extension Query {
  /// A part of a document in which all of a query must be satisfied.
  public enum Scope: Sendable, Hashable, CaseIterable {
    /// Between 。！？； and the edges of paragraphs.
    case sentence
    case paragraph
    /// 第十三条 with its paragraphs and items.
    case article
    /// 第二章 with its sections and articles.
    case chapter
  }

  /// The string itself, as in quotation marks: nothing in it is language, it is found in no other written form, and brings no
  /// related documents. Script, width and case do not count.
  /// - Throws: `WenjianError` with code `query` for a string without characters, and for one that has each kind of quotation
  ///   marks without its partner.
  public static func literal(_ string: String) throws(WenjianError) -> Query { try literal(string, prefix: "") }

  /// The string in its original characters, as behind `exact:`.
  /// - Throws: as `literal(_:)`.
  public static func exact(_ string: String) throws(WenjianError) -> Query { try literal(string, prefix: "exact:") }

  private static func literal(_ string: String, prefix: String) throws(WenjianError) -> Query {
    guard let quoted = QueryString.quotedText(string) else { throw QueryText.unquotable(string) }
    if string.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      throw WenjianError(.query, "a string to be found needs a character that is not white space")
    }
    return try Query(prefix + quoted)
  }

  /// Documents that satisfy all of some queries.
  /// - Throws: `WenjianError` with code `argument` for no query, `query` when there are more strings or brackets than a
  ///   query may have.
  public static func all(_ queries: [Query]) throws(WenjianError) -> Query {
    try requireQueries(queries)
    return try composed(.all(queries.map(\.parsed.root)))
  }

  /// Documents that satisfy one or more of some queries.
  /// - Throws: as `all(_:)`.
  public static func any(_ queries: [Query]) throws(WenjianError) -> Query {
    try requireQueries(queries)
    return try composed(.any(queries.map(\.parsed.root)))
  }

  /// Documents that satisfy this query and none of others.
  /// - Throws: as `all(_:)`, but that there may be no others.
  public func excluding(_ others: Query...) throws(WenjianError) -> Query { try excluding(others) }

  /// Documents that satisfy this query and none of others.
  public func excluding(_ others: [Query]) throws(WenjianError) -> Query {
    others.isEmpty ? self : try Self.composed(parsed.root.excluding(others.map(\.parsed.root)))
  }

  /// Documents in which each of some strings is near the next one.
  /// - Parameters:
  ///   - strings: queries of one string each, two or more.
  ///   - distance: the most characters between the end of the one and the start of the other, 0 to 1,000.
  ///   - isOrdered: each before the next one, not the other way round.
  /// - Throws: `WenjianError` with code `argument`.
  public static func near(
    _ strings: [Query], distance: Int = 10, isOrdered: Bool = false
  ) throws(WenjianError) -> Query {
    guard (0...QueryLimits.distance).contains(distance) else {
      throw WenjianError(argument: "distance", distance, must: "be from 0 to \(QueryLimits.distance)")
    }
    var found: [QueryString] = []
    for query in strings {
      guard case .string(let string) = query.parsed.root else {
        throw WenjianError(argument: "strings", "\u{201C}\(query)\u{201D}", must: "be queries of one string each")
      }
      found.append(string)
    }
    guard found.count > 1 else {
      throw WenjianError(argument: "strings", "of \(found.count)", must: "be two or more")
    }
    let link = NearStrings.Link(distance: distance, isOrdered: isOrdered)
    return try composed(.near(NearStrings(found, Array(repeating: link, count: found.count - 1))))
  }

  /// Documents with a part that satisfies the query.
  /// - Throws: `WenjianError` with code `query` for a query with a field or a scope.
  public func within(_ scope: Scope) throws(WenjianError) -> Query {
    let scope: QueryScope =
      switch scope {
      case .sentence: .sentence
      case .paragraph: .paragraph
      case .article: .article
      case .chapter: .chapter
      }
    return try Self.composed(.within(scope, parsed.root))
  }

  private static func composed(_ node: QueryNode) throws(WenjianError) -> Query {
    do {
      return Query(try ParsedQuery.composed(node))
    } catch {
      throw WenjianError(.query, error.description, underlying: error)
    }
  }

  private static func requireQueries(_ queries: [Query]) throws(WenjianError) {
    if queries.isEmpty { throw WenjianError(argument: "queries", "of none", must: "be one or more") }
  }
}
