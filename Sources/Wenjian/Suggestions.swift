import WenjianSearch

/// What to do about a search that finds nothing.
public struct Suggestions: Sendable, Equatable {
  /// A query that asks for less, and what it finds.
  public struct CountedQuery: Sendable, Equatable {
    /// As it can be typed.
    public var query: String
    public var counts: MatchCounts
  }

  /// What a query was asked without.
  public enum Relaxation: String, Sendable, CaseIterable {
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
  public struct RelaxedQuery: Sendable, Equatable {
    public var relaxation: Relaxation
    public var query: String
    public var counts: MatchCounts
  }

  /// Why a string is suggested.
  public enum Reason: String, Sendable, CaseIterable {
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
  public struct Alternative: Sendable, Equatable {
    public var text: String
    public var reason: Reason
    public var counts: MatchCounts
  }

  /// A string of the query that no document holds.
  public struct MissingString: Sendable, Equatable {
    public var text: String
    /// Strings to look for instead, at most three for each reason: by reason, then the most frequent first.
    public var alternatives: [Alternative]
  }

  /// What must all be found, each on its own in all documents; empty for a query of one part.
  public var parts: [CountedQuery]
  /// The query without its fields, without exclusions, … : for each kind of condition that it has.
  public var relaxed: [RelaxedQuery]
  /// At most four.
  public var missing: [MissingString]
}

extension SearchResults {
  /// Why nothing was found, and what is found instead: which part of the query is to blame, whether a filter is, and
  /// which strings of the index are like those that it does not hold.
  ///
  /// - Returns: nil when something was found.
  /// - Throws: `WenjianError` with code `damaged`.
  /// - Complexity: some milliseconds for each string that no document holds.
  public func suggestions() throws(WenjianError) -> Suggestions? {
    if documents > 0 { return nil }
    return try answered(from: searcher.snapshot) {
      Suggestions(
        try searcher.suggestions(
          for: outcome.request.query, outcome.request.reading, filter: outcome.request.filter))
    }
  }
}

extension Index {
  /// The strings of the index that are read as some letters say, the most frequent first.
  ///
  /// ```swift
  /// try index.strings(soundingLike: "diyishuji").first?.query  // 第一书记
  /// ```
  ///
  /// - Parameters:
  ///   - pinyin: syllables with or without their tones, `v` or `ü`, at most 60 letters; blanks, apostrophes and numbers of
  ///     tones may part them. When the letters are not whole syllables from end to end, initials stand for syllables:
  ///     `dysj`.
  ///   - limit: the most strings.
  /// - Returns: strings of two characters and more, folded, exactly counted.
  /// - Throws: `WenjianError` with code `query` for what is no pinyin, `damaged`.
  /// - Complexity: some milliseconds for syllables, some hundred for initials.
  public func strings(
    soundingLike pinyin: String, limit: Int = 8
  ) throws(WenjianError) -> [Suggestions.CountedQuery] {
    precondition(limit >= 0, "limit must not be negative, it is \(limit)")
    return try answered(from: searcher.snapshot) {
      guard let found = try searcher.strings(soundingLike: pinyin, limit: limit) else {
        throw WenjianError(
          .query,
          "\u{201C}\(pinyin)\u{201D} is no pinyin; type syllables such as diyishuji, or initials such as dysj, "
            + "at most 60 letters")
      }
      return found.map { Suggestions.CountedQuery($0) }
    }
  }
}

extension Suggestions {
  fileprivate init(_ found: QuerySuggestions) {
    parts = found.parts.map { CountedQuery($0) }
    relaxed = found.relaxed.compactMap { relaxation, counted in
      Relaxation(rawValue: relaxation.rawValue).map {
        RelaxedQuery(relaxation: $0, query: counted.query, counts: CountedQuery(counted).counts)
      }
    }
    missing = found.missing.map { string in
      MissingString(
        text: string.text,
        alternatives: string.alternatives.compactMap { found in
          Reason(rawValue: found.reason.rawValue).map {
            Alternative(
              text: found.text, reason: $0,
              counts: MatchCounts(documents: found.documents, occurrences: found.occurrences))
          }
        })
    }
  }
}

extension Suggestions.CountedQuery {
  fileprivate init(_ counted: QuerySuggestions.Counted) {
    query = counted.query
    counts = MatchCounts(documents: counted.documents, occurrences: counted.occurrences)
  }
}
