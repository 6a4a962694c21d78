// What is near the occurrences of a query more often than chance would have it.

public import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianSearch
import WenjianSegment

/// What is counted.
public enum CollocateUnit: String, Sendable, CaseIterable {
  /// The words that ICU cuts, as the index keeps them.
  case words
  /// Every element of the search stream by itself: a Han character, a word of letters, a number.
  case characters
}

/// What is near an occurrence.
public enum CollocateWindow: Sendable, Equatable {
  /// So many words or characters on each side, punctuation marks counted, up to the edge of the paragraph.
  case tokens(Int)
  /// The sentence in which it starts.
  case sentence
}

/// How strongly a collocate goes with the query.
public enum AssociationMeasure: String, Sendable, CaseIterable {
  /// G²: how sure it is that there is a connection; frequent words first.
  case logLikelihood = "log-likelihood"
  /// Mutual information: how much more often than by chance; rare words first.
  case mutualInformation = "mi"
  /// What share of the one goes with the other.
  case dice
}

public struct CollocateOptions: Sendable, Equatable {
  public var unit: CollocateUnit
  public var window: CollocateWindow
  public var measure: AssociationMeasure
  /// What was observed fewer times is left out.
  public var minimum: Int
  /// Whether marks and symbols are collocates; they are counted in any case.
  public var includesPunctuation: Bool
  public var isExact: Bool
  public var widening: Widening
  public var filter: Filter?

  /// `Index.collocates` refuses a window of no tokens, and a `minimum` below 1, with the code `argument`.
  public init(
    unit: CollocateUnit = .words, window: CollocateWindow = .tokens(5),
    measure: AssociationMeasure = .logLikelihood, minimum: Int = 3, includesPunctuation: Bool = false,
    isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) {
    self.unit = unit
    self.window = window
    self.measure = measure
    self.minimum = minimum
    self.includesPunctuation = includesPunctuation
    self.isExact = isExact
    self.widening = widening
    self.filter = filter
  }
}

/// The collocates of a query.
///
/// The tokens that are counted are those of the documents that the query chooses from (all that the filter keeps, and the
/// fields that each document has to satisfy), but for those in which an occurrence of the query has a part. Each is near an
/// occurrence or not, once, however many it is near to. From these four numbers all measures follow.
public struct Collocates: Sendable, Hashable, Codable {
  public var query: String
  /// Of the query.
  public var documents: Int
  public var occurrences: Int
  /// Tokens near an occurrence.
  public var nearTokens: Int
  /// All tokens that are counted.
  public var tokens: Int
  /// The highest score first, equal ones by how often they were observed, then by text. Those that occur less often than
  /// chance would have it are left out.
  public var collocates: [Collocate]

  public init(
    query: String, documents: Int, occurrences: Int, nearTokens: Int, tokens: Int, collocates: [Collocate]
  ) {
    self.query = query
    self.documents = documents
    self.occurrences = occurrences
    self.nearTokens = nearTokens
    self.tokens = tokens
    self.collocates = collocates
  }
}

public struct Collocate: Sendable, Hashable, Codable {
  /// Folded, as it is matched.
  public var text: String
  /// Near an occurrence.
  public var observed: Int
  /// Of those, how many are before one, and behind one: between two it is both.
  public var before: Int
  public var behind: Int
  /// In all tokens that are counted.
  public var frequency: Int
  /// Near an occurrence if the two had nothing to do with each other.
  public var expected: Double
  /// By the measure that was asked for.
  public var score: Double

  public init(
    text: String, observed: Int, before: Int, behind: Int, frequency: Int, expected: Double, score: Double
  ) {
    self.text = text
    self.observed = observed
    self.before = before
    self.behind = behind
    self.frequency = frequency
    self.expected = expected
    self.score = score
  }
}

extension Index {
  /// What is near the occurrences of a query.
  /// - Parameter query: as `search` reads it.
  /// - Throws: `WenjianError` with code `query`, `argument` or `damaged`.
  /// - Complexity: reads the text around each occurrence, and looks up each token that is near often enough; the first time
  ///   for an index also where its paragraphs and sentences are.
  public func collocates(
    of query: String, options: CollocateOptions = CollocateOptions()
  ) throws(WenjianError) -> Collocates {
    if case .tokens(let count) = options.window { try requirePositive(count, "window") }
    try requirePositive(options.minimum, "minimum")
    return try answered(from: searcher) {
      let parsed = try parse(query)
      let reading = reading(options.isExact, options.widening)
      let list = try searcher.occurrences(of: parsed, reading, filter: options.filter?.value)
      let chosen = try searcher.documents(chosenBy: parsed, reading, filter: options.filter?.value)
      var tally = NearTally(searcher, options)
      for document in list.documents {
        try searcher.checkpoint()
        try tally.add(document, of: list)
      }
      return try tally.collocates(query, list, chosen)
    }
  }
}

/// Counts what is near the occurrences, document by document.
private struct NearTally {
  private struct Counts {
    var near = 0
    var before = 0
    var behind = 0
    /// Tokens in which an occurrence has a part.
    var inNodes = 0
  }

  private let searcher: Searcher
  private let options: CollocateOptions
  private let unit: TokenUnit
  private var counts: [Token: Counts] = [:]
  private var nearTokens = 0
  private var nodeTokens = 0
  private var reader: (view: Int, reader: TokenReader)?

  init(_ searcher: Searcher, _ options: CollocateOptions) {
    self.searcher = searcher
    self.options = options
    unit = options.unit == .words ? .word : .element
  }

  mutating func add(_ document: OccurrenceList.Document, of list: OccurrenceList) throws {
    if reader?.view != document.view {
      reader = (document.view, try searcher.tokenReader(view: document.view, unit))
    }
    guard let reader = reader?.reader else { return }
    let base = searcher.snapshot.views[document.view].segment.documents.start(of: document.document)
    // By where a token starts; those of a segment do not overlap.
    var nodes: [UInt32: Range<UInt32>] = [:]
    var before: [UInt32: Range<UInt32>] = [:]
    var behind: [UInt32: Range<UInt32>] = [:]
    var steps = StepCounter(searcher.control)
    for index in 0..<document.count {
      try steps.step()
      let positions = list.positions(of: index, in: document, of: searcher)
      let node = (base + UInt32(positions.lowerBound))..<(base + UInt32(positions.upperBound))
      let paragraph = reader.paragraph(around: node.lowerBound)
      for token in reader.tokens(over: node, in: paragraph) { nodes[token.lowerBound] = token }
      let (range, count) = try window(around: node.lowerBound, reader, paragraph)
      for token in reader.tokens(before: node.lowerBound, in: range, count: count) {
        before[token.lowerBound] = token
      }
      for token in reader.tokens(from: node.upperBound, in: range, count: count) {
        behind[token.lowerBound] = token
      }
    }
    for (token, _) in zip(try reader.read(sorted(nodes), of: document.document), nodes) {
      counts[token, default: Counts()].inNodes += 1
    }
    nodeTokens += nodes.count
    let near = sorted(before.merging(behind) { first, _ in first }.filter { nodes[$0.key] == nil })
    for (place, token) in zip(near, try reader.read(near, of: document.document)) {
      counts[token, default: Counts()].near += 1
      if before[place.lowerBound] != nil { counts[token, default: Counts()].before += 1 }
      if behind[place.lowerBound] != nil { counts[token, default: Counts()].behind += 1 }
    }
    nearTokens += near.count
  }

  private func window(
    around position: UInt32, _ reader: TokenReader, _ paragraph: Range<UInt32>
  ) throws -> (range: Range<UInt32>, count: Int) {
    switch options.window {
    case .tokens(let count): (paragraph, count)
    case .sentence: (try reader.sentence(around: position), .max)
    }
  }

  private func sorted(_ tokens: [UInt32: Range<UInt32>]) -> [Range<UInt32>] {
    tokens.values.sorted { $0.lowerBound < $1.lowerBound }
  }

  func collocates(_ query: String, _ list: OccurrenceList, _ chosen: DocumentSelection) throws -> Collocates {
    let size = list.count > 0 ? try searcher.tokenCount(of: chosen, unit) - nodeTokens : 0
    var found: [Collocate] = []
    for (token, counts) in counts where counts.near >= options.minimum {
      guard options.includesPunctuation || token.hasLetters else { continue }
      try searcher.checkpoint()
      let frequency = try searcher.occurrences(of: token, in: chosen, unit).occurrences - counts.inNodes
      let table = ContingencyTable(
        observed: counts.near, placeSize: nearTokens, frequency: frequency, size: size)
      guard Double(table.observed) > table.expected, let score = score(table) else { continue }
      found.append(
        Collocate(
          text: token.text, observed: counts.near, before: counts.before, behind: counts.behind,
          frequency: frequency, expected: table.expected, score: score))
    }
    var steps = StepCounter(searcher.control)
    try found.sort { a, b in
      try steps.step()
      if a.score != b.score { return a.score > b.score }
      if a.observed != b.observed { return a.observed > b.observed }
      return precedesInBytes(a.text, b.text)
    }
    return Collocates(
      query: query, documents: list.documentCount, occurrences: list.count, nearTokens: nearTokens, tokens: size,
      collocates: found)
  }

  private func score(_ table: ContingencyTable) -> Double? {
    switch options.measure {
    case .logLikelihood: table.logLikelihood
    case .mutualInformation: table.mutualInformation
    case .dice: table.dice
    }
  }
}
