import WenjianIndex
public import WenjianModel
import WenjianSearch
import WenjianSegment
import WenjianSnippets

/// The answer to a search.
///
/// It holds the commit that it is of: what is told of a hit is read when it is asked for. `detached(snippets:)` gives one
/// that holds values alone, to be kept, compared and sent; a program's tests and previews make their own.
public struct SearchResults: Sendable {
  /// As it was asked.
  public let query: String
  /// All matching documents, exactly counted, however many are returned.
  public let documents: Int
  /// Occurrences in all matching documents, exactly counted, overlapping ones included.
  public let occurrences: Int
  /// Of those strings that have several written forms: how often each has which, the typed one first. Empty when all
  /// strings have one form.
  public var forms: [WrittenFormCounts] {
    switch storage {
    case .answer(let outcome, _): outcome.forms
    case .values(let values): values.forms
    }
  }
  /// The matching documents when each group of copies counts once, exactly; nil unless `collapsesCopies` was asked for.
  public let distinctDocuments: Int?
  /// The documents asked for, in the order asked for: matches first, then related ones.
  public let hits: [Hit]
  /// What an index in a directory would tell here and this one does not; empty for one in a directory.
  public private(set) var unanswered: [UnansweredPart] = []
  /// Where the next page begins (`SearchOptions.cursor`); nil when this one is the last that matches fill.
  ///
  /// Made when it is asked for: it names the search, and that takes as long as a short search does.
  public var nextPage: SearchCursor? {
    switch storage {
    case .answer(let outcome, let searcher): searcher.cursor(behind: outcome).map { SearchCursor($0) }
    case .values(let values): values.nextPage
    }
  }

  let storage: Storage

  enum Storage: Sendable {
    /// Of a search: what was not asked for is read later.
    case answer(SearchOutcome, Searcher)
    case values(Values)
  }

  /// What is read of an answer when it is asked for.
  struct Values: Sendable, Hashable {
    var forms: [WrittenFormCounts] = []
    var nextPage: SearchCursor?
    var suggestions: Suggestions?
  }

  init(
    query: String, documents: Int, occurrences: Int, distinctDocuments: Int?, hits: [Hit], values: Values
  ) {
    self.query = query
    self.documents = documents
    self.occurrences = occurrences
    self.distinctDocuments = distinctDocuments
    self.hits = hits
    storage = .values(values)
  }

  fileprivate init(_ results: SearchResults, documents: Int, occurrences: Int) {
    query = results.query
    self.documents = documents
    self.occurrences = occurrences
    distinctDocuments = results.distinctDocuments
    hits = results.hits
    storage = results.storage
    unanswered = results.unanswered
  }

  init(query: String, outcome: SearchOutcome, searcher: Searcher) {
    self.query = query
    storage = .answer(outcome, searcher)
    documents = outcome.documents
    occurrences = outcome.occurrences
    distinctDocuments = outcome.distinctDocuments
    let context = Hit.Context(searcher: searcher, outcome: outcome)
    hits = outcome.ranked.map { Hit(storage: .ranked($0, context)) }
  }
}

extension SearchResults {
  /// The same documents, as the first of others that were counted elsewhere.
  package func counted(documents: Int, occurrences: Int) -> SearchResults {
    SearchResults(self, documents: documents, occurrences: occurrences)
  }

  /// The same, which says what is missing.
  package func lacking(_ parts: [UnansweredPart]) -> SearchResults {
    var results = self
    results.unanswered = parts
    return results
  }
}

/// A part of the answer to a search that not every index gives.
public enum UnansweredPart: String, Sendable, Codable, CaseIterable {
  /// Documents that only resemble the query, on a page that matches do not fill.
  case related
  /// What to ask instead of a query that finds nothing.
  case suggestions
}

/// One document of a result.
public struct Hit: Sendable {
  /// Whether the document matches the query.
  public enum Tier: String, Sendable, Codable {
    /// It holds what was asked for.
    case match
    /// It does not, but shares words with the query.
    case related
  }

  /// The document's key.
  public var key: String { read({ $0.key(of: $1) }, { $0.key }) }
  /// What to call it: the title it was added with, or its first line.
  public var title: String { read({ $0.title(of: $1) }, { $0.title }) }
  /// When it was made public, or signed when that is all there is. nil: no date.
  public var date: CivilDate? { read({ CivilDate(number: $0.date(of: $1)) }, { $0.date }) }
  /// When it was signed, or nil.
  public var signatureDate: CivilDate? { read({ $0.signatureDate(of: $1) }, { $0.signatureDate }) }
  /// All of it, with where it was found and how sure that is.
  public var metadata: DocumentMetadata { read({ $0.metadata(of: $1) }, { $0.metadata }) }
  /// The text of a field, several values with a blank between them; nil for one that the document does not have, and
  /// for dates.
  public func text(_ field: DocumentField) -> String? {
    switch storage {
    case .ranked(let ranked, let context): context.table(of: ranked).text(field, of: ranked.document)
    case .values(let values): values.text(field)
    }
  }
  /// The medium or office that the text is taken from, as it says itself.
  public var source: String? { text(.source) }
  /// Names, with a blank between them.
  public var author: String? { text(.author) }
  /// The office that issued it.
  public var issuer: String? { text(.issuer) }
  /// In normal form: 国发〔2016〕64号.
  public var documentNumber: String? { text(.documentNumber) }
  /// What it is: 通知, 条例, 办法.
  public var kind: String? { text(.kind) }
  /// What it is about, in the terms of whoever published it: 农业、林业、水利\水利.
  public var topic: String? { text(.topic) }
  /// The fields of your own that it has.
  public var fields: CustomFields { read({ $0.customFields(of: $1) }, { $0.fields }) }
  /// Higher is better; comparable within one result only. 0 in another order than that of relevance.
  public var score: Float {
    switch storage {
    case .ranked(let ranked, _): ranked.score
    case .values(let values): values.score
    }
  }
  /// Occurrences of the query's strings in the document, overlapping ones included; 0 for related documents.
  public var occurrences: Int {
    switch storage {
    case .ranked(let ranked, _): ranked.occurrences
    case .values(let values): values.occurrences
    }
  }
  public var tier: Tier {
    switch storage {
    case .ranked(let ranked, _): ranked.tier == .match ? .match : .related
    case .values(let values): values.tier
    }
  }

  /// What the hits of one result share.
  final class Context: Sendable {
    let searcher: Searcher
    private let outcome: SearchOutcome

    init(searcher: Searcher, outcome: SearchOutcome) {
      self.searcher = searcher
      self.outcome = outcome
    }

    /// The same, whose calls end when those of another searcher do.
    func limited(as other: Searcher) -> Context {
      Context(searcher: searcher.limited(as: other), outcome: outcome)
    }

    var strings: [SearchString] { outcome.strings }
    var relatedParts: [SearchString] { outcome.relatedParts }

    func table(of ranked: RankedDocument) -> DocumentTable {
      searcher.snapshot.views[ranked.view].segment.documents
    }
  }

  enum Storage: Sendable {
    /// Of a search: a row of its snapshot.
    case ranked(RankedDocument, Context)
    case values(HitValues)
  }

  let storage: Storage

  init(storage: Storage) { self.storage = storage }

  private func read<Value>(
    _ stored: (DocumentTable, Int) -> Value, _ given: (HitValues) -> Value
  ) -> Value {
    switch storage {
    case .ranked(let ranked, let context): stored(context.table(of: ranked), ranked.document)
    case .values(let values): given(values)
    }
  }

  /// The stored text of the document.
  /// - Throws: `WenjianError` with code `damaged`, or `noSuchDocument` for a hit that is of no index.
  public func text() throws(WenjianError) -> String {
    guard case .ranked(let ranked, let context) = storage else {
      throw WenjianError(.noSuchDocument, "the hit \u{201C}\(key)\u{201D} is of no index, and has no text")
    }
    let bytes = try answered(from: context.searcher) {
      try context.searcher.textReader(view: ranked.view).text(of: ranked.document)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The passages of the original text that show best why the document was found, in text order.
  ///
  /// - Parameter options: how long, how many; a hit that was made of values has those that it was made with.
  /// - Returns: at least one passage for a document with text: its opening when nothing of the query stands in it.
  /// - Throws: `WenjianError` with code `damaged`, or `argument` for a style without a meaning.
  /// - Complexity: opens a few kilobytes around each passage, whatever the length of the document.
  public func snippets(
    _ options: SnippetStyle = SnippetStyle()
  ) throws(WenjianError) -> [Snippet] {
    switch storage {
    case .ranked(let ranked, let context):
      try answered(from: context.searcher) { try SnippetMaker(ranked, context, options).make() }
    case .values(let values): values.snippets
    }
  }
}
