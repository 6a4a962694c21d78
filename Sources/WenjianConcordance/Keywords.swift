// What marks some documents against others: keyness.

import Glibc
public import Wenjian
import WenjianBytes
import WenjianSearch

/// What is compared.
public enum KeywordUnit: String, Sendable, CaseIterable {
  /// The words that ICU cuts, as the index keeps them.
  case words
  /// Strings of two elements and more that repeat, of any length, without regard to words. No punctuation is in them. Of
  /// strings that occur only in a longer one, and of those most of whose occurrences lie in a longer one that is listed, the
  /// longer one represents them.
  case strings
}

public struct KeywordOptions: Sendable, Equatable {
  public var unit: KeywordUnit
  /// What occurs fewer times in the documents is left out.
  public var minimum: Int
  /// The most keywords.
  public var limit: Int
  public var isExact: Bool
  public var widening: Widening

  /// `Index.keywords` refuses a `minimum` below 2 and a negative `limit` with the code `argument`.
  public init(
    unit: KeywordUnit = .words, minimum: Int = 5, limit: Int = 200, isExact: Bool = false,
    widening: Widening = .standard
  ) {
    self.unit = unit
    self.minimum = minimum
    self.limit = limit
    self.isExact = isExact
    self.widening = widening
  }
}

/// The words or strings that some documents have more often than others.
public struct Keywords: Sendable, Hashable, Codable {
  /// The documents that are described, and those that they are compared with: without the former.
  public var documents: Int
  public var otherDocuments: Int
  /// Their words, or elements, punctuation marks among them.
  public var tokens: Int
  public var otherTokens: Int
  /// The highest log-likelihood first, equal ones by occurrences, then by text. Those that are not more frequent in the
  /// documents than in the others are left out; comparing the other way round has them.
  public var keywords: [Keyword]

  public init(documents: Int, otherDocuments: Int, tokens: Int, otherTokens: Int, keywords: [Keyword]) {
    self.documents = documents
    self.otherDocuments = otherDocuments
    self.tokens = tokens
    self.otherTokens = otherTokens
    self.keywords = keywords
  }
}

public struct Keyword: Sendable, Hashable, Codable {
  /// Folded, as it is matched.
  public var text: String
  /// In the documents, overlapping ones included.
  public var occurrences: Int
  /// How many of the documents have one.
  public var documents: Int
  /// In the others.
  public var otherOccurrences: Int
  public var otherDocuments: Int
  /// G² of the occurrences in both against the tokens of both: how sure it is that there is a difference. 15.13 is
  /// p < .0001.
  ///
  /// Source: P. Rayson, R. Garside, "Comparing corpora using frequency profiling", ACL workshop (2000).
  public var logLikelihood: Double
  /// The size of the effect: log₂ of how many times as frequent it is; 1 is twice. Without an occurrence in the others half
  /// an occurrence is taken.
  ///
  /// Source: A. Hardie, "Log ratio – an informal introduction", CASS Lancaster (2014).
  public var logRatio: Double

  public init(
    text: String, occurrences: Int, documents: Int, otherOccurrences: Int, otherDocuments: Int,
    logLikelihood: Double, logRatio: Double
  ) {
    self.text = text
    self.occurrences = occurrences
    self.documents = documents
    self.otherOccurrences = otherOccurrences
    self.otherDocuments = otherDocuments
    self.logLikelihood = logLikelihood
    self.logRatio = logRatio
  }
}

extension Index {
  /// What marks the documents of a query.
  /// - Parameters:
  ///   - query: finds the documents that are described: fields, strings, or both.
  ///   - others: finds those that they are compared with; nil for all the rest. Documents of both are described.
  /// - Throws: `WenjianError` with code `query`, `argument` or `damaged`.
  /// - Complexity: reads the documents that are described, and looks up in the others what may be among the keywords. Strings
  ///   take some 24 bytes of memory for each element of the documents.
  public func keywords(
    of query: String, against others: String? = nil, options: KeywordOptions = KeywordOptions()
  ) throws(WenjianError) -> Keywords {
    if options.minimum < 2 { throw WenjianError(argument: "minimum", options.minimum, must: "be 2 at least") }
    try requireNotNegative(options.limit, "limit")
    var options = options
    // There are not so many.
    options.limit = min(options.limit, 1 << 32)
    return try answered(from: searcher) {
      let reading = reading(options.isExact, options.widening)
      let described = try searcher.documents(of: try parse(query), reading)
      let compared =
        try others.map { try searcher.documents(of: try parse($0), reading) } ?? searcher.allDocuments
      return try Keyness(searcher, described, compared.subtracting(described), options).keywords()
    }
  }
}
