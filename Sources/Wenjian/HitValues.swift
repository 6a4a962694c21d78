import WenjianIndex
public import WenjianModel
import WenjianSearch

/// What is told of a hit, as values.
final class HitValues: Sendable {
  let key: String
  let title: String
  let date: CivilDate?
  let metadata: DocumentMetadata
  let score: Float
  let occurrences: Int
  let tier: Hit.Tier
  let copies: [IndexedDocument]
  let snippets: [Snippet]

  init(
    key: String, title: String, date: CivilDate?, metadata: DocumentMetadata, score: Float, occurrences: Int,
    tier: Hit.Tier, copies: [IndexedDocument], snippets: [Snippet]
  ) {
    self.key = key
    self.title = title
    self.date = date
    self.metadata = metadata
    self.score = score
    self.occurrences = occurrences
    self.tier = tier
    self.copies = copies
    self.snippets = snippets
  }

  var signatureDate: CivilDate? { metadata.signatureDate?.value }
  var fields: CustomFields { metadata.fields }

  func text(_ field: DocumentField) -> String? {
    switch field {
    case .key: key
    case .title: title
    case .custom(let name):
      metadata.fields.values(of: name).isEmpty ? nil : metadata.fields.values(of: name).joined(separator: " ")
    default: metadata[text: field]?.value
    }
  }
}

extension Hit {
  /// A hit that is of no index: for previews and tests, and what decoding makes.
  ///
  /// What else is known of the document is its `metadata`, the date of signature among it; `snippets` are what
  /// `snippets(_:)` gives, whatever style it is asked for.
  public init(
    key: String, title: String, date: CivilDate? = nil, metadata: DocumentMetadata = DocumentMetadata(),
    score: Float = 0, occurrences: Int = 0, tier: Tier = .match, copies: [IndexedDocument] = [],
    snippets: [Snippet] = []
  ) {
    storage = .values(
      HitValues(
        key: key, title: title, date: date, metadata: metadata, score: score, occurrences: occurrences, tier: tier,
        copies: copies, snippets: snippets))
  }

  /// The same as values alone, which hold no index.
  /// - Parameters:
  ///   - style: of the passages that it is to have; nil for none.
  ///   - includesCopies: whether it is to know its copies.
  /// - Throws: `WenjianError` with code `damaged` or `argument`.
  public func detached(
    snippets style: SnippetStyle? = SnippetStyle(), includesCopies: Bool = false
  ) throws(WenjianError) -> Hit {
    guard case .ranked(_, let context) = storage else { return self }
    let passages = if let style { try snippets(style) } else { [Snippet]() }
    let copies = includesCopies ? try copies : []
    return try answered(from: context.searcher) {
      Hit(
        key: key, title: title, date: date, metadata: metadata, score: score, occurrences: occurrences, tier: tier,
        copies: copies, snippets: passages)
    }
  }
}

extension Hit: Identifiable {
  /// The key.
  public var id: String { key }
}

/// Two are equal when they tell the same of a document and of how it matches, wherever they are from; copies and passages
/// do not count.
extension Hit: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    a.key == b.key && a.title == b.title && a.date == b.date && a.signatureDate == b.signatureDate
      && a.score == b.score && a.occurrences == b.occurrences && a.tier == b.tier && a.fields == b.fields
      && Self.texts.allSatisfy { a.text($0) == b.text($0) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(score)
    hasher.combine(occurrences)
  }

  /// The fields that are told as text besides key and title.
  static let texts = DocumentField.known.filter { !$0.isDate && $0 != .key && $0 != .title }
}

extension SearchResults {
  /// Results that are of no index: for previews and tests, and what decoding makes.
  public init(
    query: String, documents: Int, occurrences: Int, distinctDocuments: Int? = nil, hits: [Hit],
    forms: [WrittenFormCounts] = [], nextPage: SearchCursor? = nil, suggestions: Suggestions? = nil
  ) {
    self.init(
      query: query, documents: documents, occurrences: occurrences, distinctDocuments: distinctDocuments,
      hits: hits,
      values: Values(forms: forms, nextPage: nextPage, suggestions: suggestions))
  }

  /// The same as values alone, which hold no index: to be kept while the index goes on, compared, encoded and sent.
  /// - Parameter style: of the passages that hits are to have; nil for none.
  /// - Throws: `WenjianError` with code `damaged` or `argument`.
  /// - Complexity: as `Hit.snippets(_:)` for each hit.
  public func detached(snippets style: SnippetStyle? = SnippetStyle()) throws(WenjianError) -> SearchResults {
    guard case .answer = storage else { return self }
    var detached: [Hit] = []
    detached.reserveCapacity(hits.count)
    for hit in hits {
      detached.append(try hit.detached(snippets: style, includesCopies: distinctDocuments != nil))
    }
    return SearchResults(
      query: query, documents: documents, occurrences: occurrences, distinctDocuments: distinctDocuments,
      hits: detached, forms: forms, nextPage: nextPage, suggestions: try suggestions()
    ).lacking(unanswered)
  }
}

/// Two are equal when they tell the same; copies and passages of hits, forms that do not occur, and what a search that finds
/// nothing suggests, do not count.
extension SearchResults: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    a.query == b.query && a.documents == b.documents && a.occurrences == b.occurrences
      && a.distinctDocuments == b.distinctDocuments && a.hits == b.hits && a.forms.told == b.forms.told
      && a.nextPage == b.nextPage
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(query)
    hasher.combine(documents)
    hasher.combine(hits)
  }
}
