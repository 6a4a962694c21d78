// Asks an index what is like a query that finds nothing.

import WenjianSearch

extension SearchResults {
  /// Why nothing was found, and what is found instead: which part of the query is to blame, whether a filter is, and
  /// which strings of the index are like those that it does not hold.
  ///
  /// - Returns: nil when something was found.
  /// - Throws: `WenjianError` with code `damaged`.
  /// - Complexity: some milliseconds for each string that no document holds.
  public func suggestions() throws(WenjianError) -> Suggestions? {
    if documents > 0 { return nil }
    guard case .answer(let outcome, let searcher) = storage else {
      if case .values(let values) = storage { return values.suggestions }
      return nil
    }
    return try answered(from: searcher) {
      try searcher.suggestions(
        for: outcome.request.query, outcome.request.reading, filter: outcome.request.filter)
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
  /// - Throws: `WenjianError` with code `query` for what is no pinyin, `argument` for a negative limit, `damaged`.
  /// - Complexity: some milliseconds for syllables, some hundred for initials.
  public func strings(
    soundingLike pinyin: String, limit: Int = 8
  ) throws(WenjianError) -> [Suggestions.CountedQuery] {
    try requireNotNegative(limit, "limit")
    return try answered(from: searcher) {
      guard let found = try searcher.strings(soundingLike: pinyin, limit: limit) else {
        throw WenjianError(
          .query,
          "\u{201C}\(pinyin)\u{201D} is no pinyin; type syllables such as diyishuji, or initials such as dysj, "
            + "at most 60 letters")
      }
      return found
    }
  }
}
