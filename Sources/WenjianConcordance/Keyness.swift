// Compares the words or strings of some documents with those of others.

import Glibc
import WenjianBytes
import WenjianSearch

/// Compares two selections of documents.
struct Keyness {
  let searcher: Searcher
  let described: DocumentSelection
  let others: DocumentSelection
  let options: KeywordOptions
  let unit: TokenUnit
  let tokens: Int
  let otherTokens: Int

  init(
    _ searcher: Searcher, _ described: DocumentSelection, _ others: DocumentSelection, _ options: KeywordOptions
  ) throws {
    (self.searcher, self.described, self.others, self.options) = (searcher, described, others, options)
    unit = options.unit == .words ? .word : .element
    tokens = try searcher.tokenCount(of: described, unit)
    otherTokens = try searcher.tokenCount(of: others, unit)
  }

  func keywords() throws -> Keywords {
    var result = Keywords(
      documents: described.count, otherDocuments: others.count, tokens: tokens, otherTokens: otherTokens,
      keywords: [])
    guard tokens > 0, otherTokens > 0, options.limit > 0 else { return result }
    switch options.unit {
    case .words:
      result.keywords = try best(try words(), options.limit).map(\.keyword)
    case .strings:
      // Some of them represent others.
      let found = try best(try strings(), min(options.limit, .max / 8) * 4)
      result.keywords = Array(try withoutParts(found).prefix(options.limit))
    }
    return result
  }

  private struct Candidate {
    var token: Token
    var occurrences: Int
    /// nil where they are counted when it is wanted.
    var documents: Int?
  }

  private struct Found {
    var token: Token
    var keyword: Keyword
  }

  /// The words of the documents that occur often enough.
  private func words() throws -> [Candidate] {
    var elements = DocumentElements(searcher)
    var readers = ReaderPool(searcher)
    var tally = WordTally()
    try described.forEach { view, document in
      try searcher.checkpoint()
      let codes = try elements.read(view: view, document: document, readers.reader(ofView: view))
      let startsWord = searcher.wordStarts(view: view, document: document)
      tally.beginDocument()
      var start = 0
      for end in 1..<max(1, codes.count + 1)
      where end == codes.count || startsWord(UInt32(truncatingIfNeeded: end)) {
        // A barrier is by itself.
        if codes[start] != 0 { tally.add(codes[start..<end]) }
        start = end
      }
    }
    return tally.words(minimum: options.minimum).compactMap { word in
      let token = elements.token(word.codes)
      return token.hasLetters
        ? Candidate(token: token, occurrences: word.occurrences, documents: word.documents) : nil
    }
  }

  /// The strings that repeat in the documents often enough.
  private func strings() throws -> [Candidate] {
    var elements = DocumentElements(searcher)
    var readers = ReaderPool(searcher)
    var text: [UInt32] = []
    var isLetter: [UInt32: Bool] = [:]
    try described.forEach { view, document in
      try searcher.checkpoint()
      for code in try elements.read(view: view, document: document, readers.reader(ofView: view)) {
        let goesOn: Bool
        if let known = isLetter[code] {
          goesOn = known
        } else {
          goesOn = code != 0 && elements.token([code]).hasLetters
          isLetter[code] = goesOn
        }
        text.append(goesOn ? code : 0)
      }
    }
    var candidates: [Candidate] = []
    try RepeatedStrings(text, minimum: options.minimum).forEach(StepCounter(searcher.control)) { string in
      candidates.append(
        Candidate(
          token: elements.token(text[string.start..<(string.start + string.length)]),
          occurrences: string.occurrences))
    }
    return candidates
  }

  /// The candidates with the highest scores.
  private func best(_ candidates: [Candidate], _ limit: Int) throws -> [Found] {
    // What occurs most often can score highest: when none of the others can, nothing more is looked up.
    var steps = StepCounter(searcher.control)
    let ordered = try candidates.sorted { a, b in
      try steps.step()
      return a.occurrences > b.occurrences
    }
    var found: [Found] = []
    var threshold = 0.0
    var scores: [Double] = []
    for candidate in ordered {
      if found.count >= limit, logLikelihood(candidate.occurrences, 0) < threshold { break }
      try searcher.checkpoint()
      let other = try searcher.occurrences(of: candidate.token, in: others, unit)
      let (share, otherShare) = (
        Double(candidate.occurrences) / Double(tokens), Double(other.occurrences) / Double(otherTokens)
      )
      guard share > otherShare else { continue }
      let score = logLikelihood(candidate.occurrences, other.occurrences)
      let basis = max(Double(other.occurrences), 0.5) / Double(otherTokens)
      found.append(
        Found(
          token: candidate.token,
          keyword: Keyword(
            text: candidate.token.text, occurrences: candidate.occurrences, documents: candidate.documents ?? 0,
            otherOccurrences: other.occurrences, otherDocuments: other.documents, logLikelihood: score,
            logRatio: log2(share / basis))))
      scores.append(score)
      if scores.count >= 2 * limit + 64 {
        scores.sort(by: >)
        scores.removeLast(scores.count - limit)
        threshold = scores[limit - 1]
      }
    }
    try found.sort { a, b in
      try steps.step()
      let (a, b) = (a.keyword, b.keyword)
      if a.logLikelihood != b.logLikelihood { return a.logLikelihood > b.logLikelihood }
      if a.occurrences != b.occurrences { return a.occurrences > b.occurrences }
      return precedesInBytes(a.text, b.text)
    }
    found.removeLast(max(0, found.count - limit))
    guard options.unit == .strings else { return found }
    for index in found.indices {
      found[index].keyword.documents = try searcher.occurrences(of: found[index].token, in: described, unit)
        .documents
    }
    return found
  }

  /// Without the strings most of whose occurrences lie in a longer one.
  private func withoutParts(_ found: [Found]) throws -> [Keyword] {
    var steps = StepCounter(searcher.control)
    return try found.filter { part in
      try !found.contains { whole in
        try steps.step()
        return whole.token.codes.count > part.token.codes.count
          && 2 * whole.keyword.occurrences > part.keyword.occurrences
          && hasPart(whole.keyword.text, part.keyword.text)
      }
    }.map(\.keyword)
  }

  private func hasPart(_ whole: String, _ part: String) -> Bool {
    let (whole, part) = (Array(whole.utf8), Array(part.utf8))
    guard part.count <= whole.count else { return false }
    return (0...(whole.count - part.count)).contains { whole[$0..<($0 + part.count)].elementsEqual(part) }
  }

  /// G² of occurrences here and there.
  private func logLikelihood(_ here: Int, _ there: Int) -> Double {
    let sum = Double(here + there)
    func term(_ observed: Int, _ size: Int) -> Double {
      let expected = sum * Double(size) / Double(tokens + otherTokens)
      return observed > 0 && expected > 0 ? Double(observed) * log(Double(observed) / expected) : 0
    }
    return 2 * (term(here, tokens) + term(there, otherTokens))
  }
}
