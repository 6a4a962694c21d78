// What is told about a search that finds nothing.

/// What to do about a search that finds nothing.
public struct Suggestions: Sendable, Hashable, Codable {
  /// A query that asks for less, and what it finds.
  public struct CountedQuery: Sendable, Hashable {
    /// As it can be typed.
    public var query: String
    public var counts: MatchCounts

    public init(query: String, counts: MatchCounts) {
      self.query = query
      self.counts = counts
    }
  }

  /// What a query was asked without.
  public enum Relaxation: String, Sendable, CaseIterable, Codable {
    /// Its fields.
    case fields
    /// What it excludes.
    case exclusions
    /// That strings are near each other, or in one sentence.
    case nearness
    /// `SearchOptions.filter`.
    case filter
  }

  /// The query without one kind of condition.
  public struct RelaxedQuery: Sendable, Hashable {
    public var relaxation: Relaxation
    public var query: String
    public var counts: MatchCounts

    public init(relaxation: Relaxation, query: String, counts: MatchCounts) {
      self.relaxation = relaxation
      self.query = query
      self.counts = counts
    }
  }

  /// Why a string is suggested.
  public enum Reason: String, Sendable, CaseIterable, Codable {
    /// The same characters with other marks between them: “放管服”改革 for 放管服改革.
    case marks
    /// The same characters in another order.
    case order
    /// Characters that are read the same.
    case sound
    /// One character another one, one too many or one too few.
    case character
  }

  /// A string of the index, folded.
  public struct Alternative: Sendable, Hashable {
    public var text: String
    public var reason: Reason
    public var counts: MatchCounts

    public init(text: String, reason: Reason, counts: MatchCounts) {
      self.text = text
      self.reason = reason
      self.counts = counts
    }
  }

  /// A string of the query that no document holds.
  public struct MissingString: Sendable, Hashable, Codable {
    public var text: String
    /// Strings to look for instead, at most three for each reason: by reason, then the most frequent first.
    public var alternatives: [Alternative]

    public init(text: String, alternatives: [Alternative]) {
      self.text = text
      self.alternatives = alternatives
    }
  }

  /// What must all be found, each on its own in all documents; empty for a query of one part.
  public var parts: [CountedQuery] = []
  /// The query without its fields, without exclusions, … : for each kind of condition that it has.
  public var relaxed: [RelaxedQuery] = []
  /// At most four.
  public var missing: [MissingString] = []

  public init() {}
}

// MARK: As JSON, in which the counts are beside what they are of

extension Suggestions.CountedQuery: Codable {
  private enum Key: String, CodingKey { case query }

  public init(from decoder: any Decoder) throws {
    self.init(
      query: try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .query),
      counts: try MatchCounts(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(query, forKey: .query)
    try counts.encode(to: encoder)
  }
}

extension Suggestions.RelaxedQuery: Codable {
  private enum Key: String, CodingKey { case without, query }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      relaxation: try container.decode(Suggestions.Relaxation.self, forKey: .without),
      query: try container.decode(String.self, forKey: .query), counts: try MatchCounts(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(relaxation, forKey: .without)
    try container.encode(query, forKey: .query)
    try counts.encode(to: encoder)
  }
}

extension Suggestions.Alternative: Codable {
  private enum Key: String, CodingKey { case text, reason }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      reason: try container.decode(Suggestions.Reason.self, forKey: .reason), counts: try MatchCounts(from: decoder)
    )
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(text, forKey: .text)
    try container.encode(reason, forKey: .reason)
    try counts.encode(to: encoder)
  }
}
