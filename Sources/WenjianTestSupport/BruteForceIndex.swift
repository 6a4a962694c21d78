// The oracle: answers queries by looking at every position of every document. Arrays and loops, and nothing
// of the engine but the stream, so that what the two agree on is not one mistake made twice.

package import WenjianStream
import WenjianText

package struct BruteForceIndex {
  package struct StoredDocument {
    package var key: String
    package var utf8: [UInt8]
    /// The document's stream, barriers included, each with the bytes it comes from.
    package var items: [AnalysisSink.Item]
  }

  /// Where a string stands in a document.
  package struct Place: Equatable, Sendable {
    /// In the document's stream.
    package var position: Int
    /// In the document's text, from the first element to the last.
    package var byteRange: Range<Int>
  }

  package struct Answer: Equatable, Sendable {
    /// The matching documents and what stands in each of them.
    package var occurrencesByKey: [String: Int] = [:]
    package var documents: Int { occurrencesByKey.count }
    package var occurrences: Int { occurrencesByKey.values.reduce(0, +) }
  }

  /// The live documents.
  package private(set) var documents: [StoredDocument] = []

  package init() {}

  /// Adds a document, in place of one with the same key.
  package mutating func add(key: String, text: String) {
    remove(key: key)
    // A text from outside holds no marks.
    var utf8 = Array(text.utf8)
    MarkedText.clean(&utf8)
    documents.append(StoredDocument(key: key, utf8: utf8, items: Self.stream(of: text)))
  }

  package mutating func remove(key: String) { documents.removeAll { $0.key.utf8.elementsEqual(key.utf8) } }

  /// The stream of a document, as an index must hold it.
  package static func stream(of text: String) -> [AnalysisSink.Item] {
    // A text from outside holds no marks.
    var bytes = Array(text.utf8)
    MarkedText.clean(&bytes)
    return stream(ofMarked: bytes)
  }

  /// The stream of a text that a reader gave, with its marks.
  package static func stream(ofMarked utf8: [UInt8]) -> [AnalysisSink.Item] {
    var scanner = StreamScanner(AnalysisSink())
    utf8.withUnsafeBytes { scanner.scan($0) }
    return scanner.sink.items
  }

  /// Every place of a string, overlapping ones included, for each of `documents`.
  /// - Parameter exact: only where the original characters are the ones of the string.
  package func find(_ string: String, exact: Bool = false) -> [[Place]] {
    let wanted = OracleString(string, exact: exact)
    return documents.map { find(wanted, in: $0) }
  }

  package func find(_ string: OracleString, in document: StoredDocument) -> [Place] {
    let items = document.items
    guard !string.elements.isEmpty, items.count >= string.elements.count else { return [] }
    var places: [Place] = []
    for start in 0...(items.count - string.elements.count) {
      var isMatch = true
      for (offset, element) in string.elements.enumerated() {
        let item = items[start + offset]
        if item.element != element
          || (string.isExact && !document.utf8[item.byteRange].elementsEqual(string.sources[offset]))
        {
          isMatch = false
          break
        }
      }
      guard isMatch else { continue }
      let last = items[start + string.elements.count - 1]
      places.append(
        Place(
          position: start, byteRange: items[start].byteRange.lowerBound..<last.byteRange.upperBound))
    }
    return places
  }

  /// The matching documents, each with its occurrences of the query.
  package func answer(_ query: OracleQuery) -> Answer {
    var answer = Answer()
    for document in documents where holds(query, document) {
      answer.occurrencesByKey[document.key] = occurrences(of: query, in: document).count
    }
    return answer
  }

  /// What a query shows in a document: of every string that is not excluded all occurrences, but between NEAR and
  /// BEFORE only those in a pair. What several parts of the query show counts once.
  package func occurrences(of query: OracleQuery, in document: StoredDocument) -> [Place] {
    var shown: [OracleString: [Place]] = [:]
    func show(_ string: OracleString, _ place: Place) {
      if shown[string]?.contains(place) != true { shown[string, default: []].append(place) }
    }
    func collect(_ query: OracleQuery) {
      switch query {
      case .string(let string):
        for place in find(string, in: document) { show(string, place) }
      case .and(let parts), .or(let parts): parts.forEach(collect)
      case .without(let part, _): collect(part)
      case .near(let first, let second, _, _):
        for pair in pairs(query, in: document) {
          show(first, pair.first)
          show(second, pair.second)
        }
      }
    }
    collect(query)
    return shown.values.flatMap { $0 }
  }

  /// The pairs of a NEAR or BEFORE, by looking at every occurrence of the one with every occurrence of the other.
  private func pairs(
    _ query: OracleQuery, in document: StoredDocument
  ) -> [(first: Place, second: Place)] {
    guard case .near(let first, let second, let distance, let isOrdered) = query else { return [] }
    var pairs: [(first: Place, second: Place)] = []
    for a in find(first, in: document) {
      for b in find(second, in: document) {
        let between = b.position - (a.position + first.elements.count)
        let betweenReversed = a.position - (b.position + second.elements.count)
        let isBehind = between >= 0 && between <= distance
        let isBefore = betweenReversed >= 0 && betweenReversed <= distance
        if isBehind || (isBefore && !isOrdered) { pairs.append((a, b)) }
      }
    }
    return pairs
  }

  private func holds(_ query: OracleQuery, _ document: StoredDocument) -> Bool {
    switch query {
    case .string(let string): !find(string, in: document).isEmpty
    case .and(let parts): parts.allSatisfy { holds($0, document) }
    case .or(let parts): parts.contains { holds($0, document) }
    case .without(let part, let excluded): holds(part, document) && !holds(excluded, document)
    case .near: !pairs(query, in: document).isEmpty
    }
  }
}

/// A string as the oracle looks for it.
package struct OracleString: Hashable, Sendable {
  package let text: String
  package let isExact: Bool
  package let elements: [AnalyzedElement]
  /// The typed bytes behind each element.
  package let sources: [[UInt8]]

  package init(_ text: String, exact: Bool = false) {
    let items = analyzeQuery(text)
    let utf8 = Array(text.utf8)
    self.text = text
    isExact = exact
    elements = items.map(\.element)
    sources = items.map { Array(utf8[$0.byteRange]) }
  }

  /// Two strings that look for the same places are one.
  package static func == (a: Self, b: Self) -> Bool {
    a.elements == b.elements && a.isExact == b.isExact && (!a.isExact || a.sources == b.sources)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(elements)
    hasher.combine(isExact)
  }
}
