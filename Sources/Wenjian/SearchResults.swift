import WenjianIndex
public import WenjianModel
import WenjianSearch
import WenjianSegment
import WenjianSnippets

/// The answer to a search.
public struct SearchResults: Sendable {
  /// As it was asked.
  public let query: String
  /// All matching documents, exactly counted, however many are returned.
  public let documents: Int
  /// Occurrences in all matching documents, exactly counted, overlapping ones included.
  public let occurrences: Int
  /// Of those strings that have several written forms: how often each has which, the typed one first. Empty when all
  /// strings have one form.
  public var forms: [WrittenFormCounts] { outcome.forms }
  /// The matching documents when each group of copies counts once, exactly; nil unless `collapsesCopies` was asked for.
  public let distinctDocuments: Int?
  /// The documents asked for, in the order asked for: matches first, then related ones.
  public let hits: [Hit]
  /// Where the next page begins (`SearchOptions.cursor`); nil when this one is the last that matches fill.
  ///
  /// Made when it is asked for: it names the search, and that takes as long as a short search does.
  public var nextPage: SearchCursor? {
    searcher.cursor(behind: outcome).map { SearchCursor($0) }
  }

  let outcome: SearchOutcome
  let searcher: Searcher

  init(query: String, outcome: SearchOutcome, searcher: Searcher) {
    self.query = query
    self.outcome = outcome
    self.searcher = searcher
    documents = outcome.documents
    occurrences = outcome.occurrences
    distinctDocuments = outcome.distinctDocuments
    let context = Hit.Context(searcher: searcher, outcome: outcome)
    hits = outcome.ranked.map { Hit(ranked: $0, context: context) }
  }
}

/// One document of a result.
public struct Hit: Sendable {
  /// Whether the document matches the query.
  public enum Tier: String, Sendable {
    /// It holds what was asked for.
    case match
    /// It does not, but shares words with the query.
    case related
  }

  /// The document's key.
  public var key: String { table.key(of: ranked.document) }
  /// What to call it: the title it was added with, or its first line.
  public var title: String { table.title(of: ranked.document) }
  /// When it was made public, or signed when that is all there is. nil: no date.
  public var date: CivilDate? { CivilDate(number: table.date(of: ranked.document)) }
  /// When it was signed, or nil.
  public var signatureDate: CivilDate? { table.signatureDate(of: ranked.document) }
  /// All of it, with where it was found and how sure that is.
  public var metadata: DocumentMetadata { table.metadata(of: ranked.document) }
  /// The text of a field, several values with a blank between them; nil for one that the document does not have, and
  /// for dates.
  public func text(_ field: DocumentField) -> String? { table.text(field, of: ranked.document) }
  /// The medium or office that the text is taken from, as it says itself.
  public var source: String? { table.text(.source, of: ranked.document) }
  /// Names, with a blank between them.
  public var author: String? { table.text(.author, of: ranked.document) }
  /// The office that issued it.
  public var issuer: String? { table.text(.issuer, of: ranked.document) }
  /// In normal form: 国发〔2016〕64号.
  public var documentNumber: String? { table.text(.documentNumber, of: ranked.document) }
  /// What it is: 通知, 条例, 办法.
  public var kind: String? { table.text(.kind, of: ranked.document) }
  /// What it is about, in the terms of whoever published it: 农业、林业、水利\水利.
  public var topic: String? { table.text(.topic, of: ranked.document) }
  /// The fields of your own that it has.
  public var fields: CustomFields { table.customFields(of: ranked.document) }
  /// Higher is better; comparable within one result only. 0 in another order than that of relevance.
  public var score: Float { ranked.score }
  /// Occurrences of the query's strings in the document, overlapping ones included; 0 for related documents.
  public var occurrences: Int { ranked.occurrences }
  public var tier: Tier { ranked.tier == .match ? .match : .related }

  /// What the hits of one result share.
  final class Context: Sendable {
    let searcher: Searcher
    private let outcome: SearchOutcome

    init(searcher: Searcher, outcome: SearchOutcome) {
      self.searcher = searcher
      self.outcome = outcome
    }

    var strings: [SearchString] { outcome.strings }
    var relatedParts: [SearchString] { outcome.relatedParts }
  }

  let ranked: RankedDocument
  let context: Context

  private var table: DocumentTable { context.searcher.snapshot.views[ranked.view].segment.documents }

  /// The stored text of the document.
  public func text() throws(WenjianError) -> String {
    let bytes = try answered(from: context.searcher.snapshot) {
      try DocumentTextReader(context.searcher.snapshot.views[ranked.view]).text(of: ranked.document)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The passages of the original text that show best why the document was found, in text order.
  ///
  /// - Parameter options: how long, how many.
  /// - Returns: at least one passage for a document with text: its opening when nothing of the query stands in it.
  /// - Throws: `WenjianError` with code `damaged`, or `argument` for a style without a meaning.
  /// - Complexity: opens a few kilobytes around each passage, whatever the length of the document.
  public func snippets(
    _ options: SnippetStyle = SnippetStyle()
  ) throws(WenjianError) -> [Snippet] {
    try answered(from: context.searcher.snapshot) {
      try SnippetMaker(self, options).make()
    }
  }
}
