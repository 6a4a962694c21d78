import WenjianIndex
import WenjianQuery
import WenjianSearch
import WenjianStream

/// How a query was read and what it cost: for `explain`.
public struct QueryExplanation: Sendable {
  public struct Gram: Sendable, Equatable {
    /// Its two elements, folded.
    public var text: String
    /// Its first element's place in the string.
    public var offset: Int
    /// How often it stands in the index.
    public var positions: Int
    /// Whether the string was found by intersecting it; the others need not be read.
    public var isUsed: Bool
  }

  public struct Term: Sendable, Equatable {
    /// As it was typed.
    public var text: String
    /// As it is matched.
    public var folded: String
    public var isQuoted: Bool
    public var isExact: Bool
    /// Beside what an occurrence has to stand for the query to count it, as `before 就业`; empty when it counts
    /// anywhere.
    public var conditions: [String]
    /// The written forms that are found as one, the typed one first; empty for a string of one form.
    public var forms: [WrittenFormCounts]
    /// Elements of the search stream.
    public var elements: [String]
    /// Words by ICU, for ranking.
    public var words: [String]
    /// All its grams; the used ones are intersected, the rarest first.
    public var grams: [Gram]
    /// Those of the string on its own.
    public var documents: Int
    public var occurrences: Int
    /// Finding it in all documents, in nanoseconds.
    public var matchTime: Int
  }

  /// A part of the plan, as it ran in one segment of the index.
  public struct Node: Sendable, Equatable {
    /// What it evaluates: a string, `and`, `or`, `without`, `near`, a scope, a filter.
    public var name: String
    /// How it was answered, as `best blocks`; empty where that was not needed.
    public var path: String
    public var documents: Int
    public var occurrences: Int
    /// Blocks of 128 documents, and of 128 positions, that were decoded for it.
    public var documentBlocks: Int
    public var positionBlocks: Int
    public var parts: [Node]
  }

  /// The query in canonical form.
  public var canonical: String
  public var terms: [Term]
  /// The plan that ran, by segment.
  public var plan: [Node]
  public var documents: Int
  public var occurrences: Int
  /// Nanoseconds for reading the query, and for searching, ranking and counting.
  public var parseTime: Int
  public var searchTime: Int
}

extension Index {
  /// Explains how a query is read, folded and found.
  /// - Throws: as `search`.
  public func explain(
    _ query: String, isExact: Bool = false, widening: Widening = .standard
  ) throws(WenjianError) -> QueryExplanation {
    let clock = ContinuousClock()
    let start = clock.now
    let parsed: ParsedQuery
    do { parsed = try parseQuery(query) } catch { throw WenjianError(error, in: query) }
    let parseTime = start.duration(to: clock.now).nanoseconds
    return try answered(from: searcher) {
      let outcome = try searcher.search(
        SearchRequest(query: parsed, reading: reading(isExact, widening, related: true), wantsReport: true))
      let terms = zip(outcome.strings, outcome.report?.terms ?? []).map { string, plan in
        return QueryExplanation.Term(
          text: string.text, folded: string.foldedText, isQuoted: string.isQuoted,
          isExact: string.isExact, conditions: string.conditions,
          forms: plan.forms, elements: string.elementTexts,
          words: plan.words,
          grams: plan.grams.map {
            QueryExplanation.Gram(
              text: $0.text, offset: $0.offset, positions: $0.positions, isUsed: $0.isUsed)
          }, documents: plan.documents, occurrences: plan.occurrences, matchTime: plan.time)
      }
      return QueryExplanation(
        canonical: parsed.description, terms: terms,
        plan: outcome.report?.segments.map { QueryExplanation.Node($0) } ?? [], documents: outcome.documents,
        occurrences: outcome.occurrences, parseTime: parseTime,
        searchTime: outcome.report?.time ?? 0)
    }
  }
}

extension QueryExplanation.Node {
  fileprivate init(_ node: PlanReport.Node) {
    self.init(
      name: node.name, path: node.path, documents: node.documents, occurrences: node.occurrences,
      documentBlocks: node.documentBlocks, positionBlocks: node.positionBlocks,
      parts: node.parts.map { QueryExplanation.Node($0) })
  }
}

extension Duration {
  fileprivate var nanoseconds: Int {
    Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}
