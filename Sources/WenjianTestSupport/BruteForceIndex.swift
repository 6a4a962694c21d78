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
    /// By the field's name in the query language.
    package var fields: [String: [String]] = [:]
    package var days: [String: UInt32] = [:]
    /// The bytes of its articles and of its other divisions.
    package var divisions: [OracleUnit: [Range<Int>]] = [:]
  }

  /// Where a string stands in a document.
  package struct Place: Equatable, Sendable {
    /// In the document's stream.
    package var position: Int
    /// Elements.
    package var count: Int
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
  package mutating func add(
    key: String, text: String, fields: [String: [String]] = [:], days: [String: UInt32] = [:],
    divisions: [OracleUnit: [Range<Int>]] = [:]
  ) {
    remove(key: key)
    // A text from outside holds no marks.
    var utf8 = Array(text.utf8)
    MarkedText.clean(&utf8)
    documents.append(
      StoredDocument(
        key: key, utf8: utf8, items: Self.stream(of: text), fields: fields, days: days, divisions: divisions))
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
    let sentences = string.hasGap ? units(.sentence, of: document) : []
    return items.indices.compactMap { start in
      guard let count = string.count(at: start, of: document), count > 0 else { return nil }
      if string.hasGap, !sentences.contains(where: { $0.contains(start) && start + count <= $0.upperBound }) {
        return nil
      }
      let last = items[start + count - 1]
      return Place(
        position: start, count: count, byteRange: items[start].byteRange.lowerBound..<last.byteRange.upperBound)
    }
  }

  /// The matching documents, each with its occurrences of the query.
  package func answer(_ query: OracleQuery) -> Answer {
    var answer = Answer()
    for document in documents where holds(query, document) {
      answer.occurrencesByKey[document.key] = occurrences(of: query, in: document).count
    }
    return answer
  }

  /// What a query shows in a document: of every string that is not excluded all occurrences, but in a row and without
  /// neighbours only those that take part, and in a unit only those in units that satisfy it. What several parts of the
  /// query show counts once.
  package func occurrences(of query: OracleQuery, in document: StoredDocument) -> [Place] {
    shown(query, in: document).values.flatMap { $0 }
  }

  /// The same, each as it reads, folded.
  package func matches(of query: OracleQuery, in document: StoredDocument) -> [String] {
    occurrences(of: query, in: document).map { place in
      var text = ""
      var last: AnalyzedElement?
      for item in document.items[place.position..<(place.position + place.count)] {
        if case .run? = last, case .run = item.element { text += " " }
        text += item.element.text
        last = item.element
      }
      return text
    }
  }

  private func shown(_ query: OracleQuery, in document: StoredDocument) -> [OracleString: [Place]] {
    var shown: [OracleString: [Place]] = [:]
    func show(_ string: OracleString, _ places: [Place]) {
      for place in places where shown[string]?.contains(place) != true { shown[string, default: []].append(place) }
    }
    func collect(_ query: OracleQuery, _ range: Range<Int>) {
      switch query {
      case .string(let string): show(string, find(string, in: document, range))
      case .and(let parts), .or(let parts): for part in parts { collect(part, range) }
      case .without(let part, _): collect(part, range)
      case .row(let strings, let links):
        for row in rows(strings[...], links[...], in: document, range) {
          for (string, place) in zip(strings, row) { show(string, [place]) }
        }
      case .absent(let string, let others): show(string, alone(string, others, in: document, range))
      case .within(let unit, let query):
        for range in units(unit, of: document) where holds(query, document, range) { collect(query, range) }
      case .field: break
      }
    }
    collect(query, document.items.indices)
    return shown
  }

  private func find(_ string: OracleString, in document: StoredDocument, _ range: Range<Int>) -> [Place] {
    find(string, in: document).filter {
      range.lowerBound <= $0.position && $0.position + $0.count <= range.upperBound
    }
  }

  /// Every row of occurrences, by looking at each with each.
  private func rows(
    _ strings: ArraySlice<OracleString>, _ links: ArraySlice<OracleLink>, in document: StoredDocument,
    _ range: Range<Int>
  ) -> [[Place]] {
    guard let first = strings.first else { return [] }
    let places = find(first, in: document, range)
    guard let link = links.first else { return places.map { [$0] } }
    let rests = rows(strings.dropFirst(), links.dropFirst(), in: document, range)
    return places.flatMap { place in
      rests.filter { rest in
        isBeside(place, rest[0], link.distance, isBehind: true)
          || (!link.isOrdered && isBeside(place, rest[0], link.distance, isBehind: false))
      }.map { [place] + $0 }
    }
  }

  /// Whether the second occurrence is behind the first, or before it, with at most so many elements between.
  private func isBeside(_ a: Place, _ b: Place, _ distance: Int, isBehind: Bool) -> Bool {
    let between = isBehind ? b.position - (a.position + a.count) : a.position - (b.position + b.count)
    return between >= 0 && between <= distance
  }

  private func alone(
    _ string: OracleString, _ others: [(string: OracleString, distance: Int, isBehind: Bool)],
    in document: StoredDocument, _ range: Range<Int>
  ) -> [Place] {
    find(string, in: document, range).filter { place in
      others.allSatisfy { other in
        !find(other.string, in: document, range).contains {
          isBeside(place, $0, other.distance, isBehind: other.isBehind)
        }
      }
    }
  }

  /// The positions of the units of a document.
  private func units(_ unit: OracleUnit, of document: StoredDocument) -> [Range<Int>] {
    let items = document.items
    if unit != .sentence, unit != .paragraph {
      return (document.divisions[unit] ?? []).map { bytes in
        let low = items.firstIndex { $0.byteRange.lowerBound >= bytes.lowerBound } ?? items.count
        let high = items.firstIndex { $0.byteRange.lowerBound >= bytes.upperBound } ?? items.count
        return low..<max(low, high)
      }
    }
    var units: [Range<Int>] = []
    var start = 0
    for (index, item) in items.enumerated() {
      var ends = item.element == .barrier
      if unit == .sentence, case .scalar(let scalar) = item.element {
        ends = "。!?;".unicodeScalars.contains { $0.value == scalar }
        let ellipsis = AnalyzedElement.scalar(("…" as Unicode.Scalar).value)
        if item.element == ellipsis, index > 0, items[index - 1].element == ellipsis { ends = true }
      }
      if ends {
        units.append(start..<(index + 1))
        start = index + 1
      }
    }
    return units + [start..<items.count]
  }

  private func holds(_ query: OracleQuery, _ document: StoredDocument) -> Bool {
    holds(query, document, document.items.indices)
  }

  private func holds(_ query: OracleQuery, _ document: StoredDocument, _ range: Range<Int>) -> Bool {
    switch query {
    case .string(let string): !find(string, in: document, range).isEmpty
    case .and(let parts): parts.allSatisfy { holds($0, document, range) }
    case .or(let parts): parts.contains { holds($0, document, range) }
    case .without(let part, let excluded):
      holds(part, document, range) && !holds(excluded, document, range)
    case .row(let strings, let links): !rows(strings[...], links[...], in: document, range).isEmpty
    case .absent(let string, let others): !alone(string, others, in: document, range).isEmpty
    case .within(let unit, let query): units(unit, of: document).contains { holds(query, document, $0) }
    case .field(let condition):
      condition.holds(document.fields[condition.field] ?? [], day: document.days[condition.field] ?? 0)
    }
  }
}
