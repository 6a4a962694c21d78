// Where a query occurs: in which parts of the documents, and how evenly over them.

public import Wenjian
import WenjianIndex
import WenjianSearch
import WenjianSegment

/// How the occurrences of a query are spread: within documents, by parts of equal length, and over documents.
public struct Dispersion: Sendable, Equatable {
  /// Occurrences in one part of the documents, the first tenth say.
  public struct Part: Sendable, Equatable {
    public var occurrences = 0
    /// Documents with one there.
    public var documents = 0
  }

  /// All documents that the query finds.
  public var documents: Int
  public var occurrences: Int
  /// All documents that the query chooses from, found or not: those of the filter, and of the fields that every document
  /// has to satisfy. Only those with text.
  public var allDocuments: Int
  /// By where an occurrence starts: in which of so many equal parts of its document's search stream. Every document
  /// counts as one length.
  public var parts: [Part]
  /// Gries' DP over `allDocuments`: half of the sum of |share of the occurrences - share of the elements| of each document.
  /// 0: each document has as many as its length lets expect; towards 1: few documents have all. nil without an occurrence.
  ///
  /// Source: S. Th. Gries, "Dispersions and adjusted frequencies in corpora", International Journal of Corpus Linguistics
  /// 13:4 (2008).
  public var dp: Double?
  /// DP divided by the most that it can be, one less the smallest share of the elements, so that 1 is reached. nil without
  /// an occurrence, and with fewer than two documents.
  ///
  /// Source: J. Lijffijt, S. Th. Gries, "Correction to: Dispersions …", International Journal of Corpus Linguistics 17:1
  /// (2012).
  public var normalizedDP: Double?
  /// Juilland's D over `parts`: 1 - V / √(n - 1), where V is the standard deviation of the parts' occurrences over their
  /// mean. 1: in all parts as many; 0: in one of them all. nil without an occurrence, and with fewer than two parts.
  ///
  /// Source: A. Juilland, D. Brodin, C. Davidovitch, "Frequency dictionary of French words" (1970).
  public var juillandD: Double?
}

extension Index {
  /// Where a query occurs.
  /// - Parameters:
  ///   - query: as `search` reads it.
  ///   - parts: how many parts of equal length a document has, 1 to 10,000.
  /// - Throws: `WenjianError` with code `query`, `argument` or `damaged`.
  /// - Complexity: as `count`, and linear in the occurrences and the documents. No text is read.
  public func dispersion(
    of query: String, parts: Int = 10, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> Dispersion {
    guard (1...10_000).contains(parts) else {
      throw WenjianError(argument: "parts", parts, must: "be from 1 to 10,000")
    }
    return try answered(from: searcher) {
      let parsed = try parse(query)
      let list = try searcher.occurrences(of: parsed, reading(isExact, widening), filter: filter?.value)
      let chosen = try searcher.documents(chosenBy: parsed, reading(isExact, widening), filter: filter?.value)
      return try Dispersion(list, chosen, parts, searcher)
    }
  }
}

extension Dispersion {
  fileprivate init(
    _ list: OccurrenceList, _ selection: DocumentSelection, _ partCount: Int, _ searcher: Searcher
  ) throws {
    /// The elements of a document, its barriers among them.
    func length(_ view: Int, _ document: Int) -> Int {
      searcher.snapshot.views[view].segment.documents.positions(of: document).count
    }
    var parts = Array(repeating: Part(), count: partCount)
    for document in list.documents {
      try searcher.checkpoint()
      let length = max(1, length(document.view, document.document))
      var last = -1
      var steps = StepCounter(searcher.control)
      for index in 0..<document.count {
        try steps.step()
        let position = list.positions(of: index, in: document, of: searcher).lowerBound
        let part = min(partCount - 1, position * partCount / length)
        parts[part].occurrences += 1
        if part != last { parts[part].documents += 1 }
        last = part
      }
    }
    var chosen: [(view: Int, document: Int)] = []
    selection.forEach { chosen.append(($0, $1)) }
    let lengths = chosen.map { length($0.view, $0.document) }
    self.init(
      documents: list.documentCount, occurrences: list.count, allDocuments: lengths.count { $0 > 0 }, parts: parts)
    guard list.count > 0 else { return }
    let total = Double(lengths.reduce(0, +))
    var found: [Int: Int] = [:]
    for document in list.documents { found[document.view << 32 | document.document] = document.count }
    var sum = 0.0
    for (place, length) in zip(chosen, lengths) where length > 0 {
      let observed = Double(found[place.view << 32 | place.document] ?? 0) / Double(list.count)
      sum += abs(observed - Double(length) / total)
    }
    dp = sum / 2
    let smallest = Double(lengths.lazy.filter { $0 > 0 }.min() ?? 0) / total
    if allDocuments > 1 { normalizedDP = sum / 2 / (1 - smallest) }
    guard partCount > 1 else { return }
    let mean = Double(list.count) / Double(partCount)
    let variance = parts.reduce(0) { $0 + (Double($1.occurrences) - mean) * (Double($1.occurrences) - mean) }
    juillandD = 1 - (variance / Double(partCount)).squareRoot() / mean / Double(partCount - 1).squareRoot()
  }
}
