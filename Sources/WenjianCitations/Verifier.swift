// Looks up what a text quotes in the documents of an index.

import Wenjian
import WenjianComparison
import WenjianDocument
import WenjianModel
import WenjianText

/// Looks up what one text quotes; keeps the documents that it read.
struct Verifier {
  private let citations: Citations
  private var numbers = ElementNumbers()
  /// The text that is checked.
  private let text: QuotedText
  private var documents: [String: (text: QuotedText, divisions: [Division])] = [:]

  init(_ citations: Citations, _ text: String) {
    self.citations = citations
    self.text = QuotedText(text, &numbers)
  }

  private mutating func document(_ key: String) throws(WenjianError) -> (text: QuotedText, divisions: [Division]) {
    if let known = documents[key] { return known }
    let document = (
      QuotedText(try citations.index.text(of: key), &numbers), try citations.index.outline(of: key)
    )
    documents[key] = document
    return document
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text.bytes[range], as: UTF8.self)
  }

  /// Whether there is anything to compare.
  func hasWords(_ range: Range<Int>) -> Bool { !QuotedText.parts(of: text, in: range).isEmpty }

  /// What a citation leads to, and whether it says what is quoted.
  mutating func check(_ citation: Citation, _ quotation: Range<Int>?) throws(WenjianError) -> CitationCheck {
    var check = CitationCheck(
      outcome: .notInIndex, byteRange: citation.byteRange, citation: citation.text, target: citation.target,
      quotation: quotation.map(string), document: nil, elsewhere: nil)
    if let quotation {
      check.byteRange =
        min(
          citation.byteRange.lowerBound, quotation.lowerBound)..<max(
          citation.byteRange.upperBound, quotation.upperBound)
    }
    let parts = quotation.map { QuotedText.parts(of: text, in: $0) } ?? []
    // The newest first.
    let keys = citation.documents.reversed().sorted { a, _ in a == citation.document }
    var isThere: (key: String, ranges: [Range<Int>])?
    for key in keys {
      let ranges = try ranges(citation.place.value, in: key)
      if ranges.isEmpty { continue }
      if isThere == nil { isThere = (key, ranges) }
      guard !parts.isEmpty else { break }
      for range in ranges {
        guard let found = try document(key).text.find(parts, in: range) else { continue }
        try tell(found, parts, in: key, &check)
        (check.outcome, check.document) = (.exact, key)
        return check
      }
    }
    guard let (key, ranges) = isThere else {
      // The law is there, without the article; or is not.
      check.document = keys.first
      if let quotation, let other = try self.place(of: parts, quotation, first: keys, leastWords: Self.leastWords) {
        check.elsewhere = other.name
        try tell(other.found, parts, in: other.key, &check)
      }
      return check
    }
    check.document = key
    guard let quotation, !parts.isEmpty else {
      check.outcome = .found
      return check
    }
    check.outcome = .otherwise
    // The same words in another article say more than like words in this one.
    if let other = try self.place(of: parts, quotation, first: keys, leastWords: Self.leastWords) {
      check.elsewhere = other.name
      try tell(other.found, parts, in: other.key, &check)
      return check
    }
    if let near = try nearest(quotation, parts, [(key, ranges)] + others(keys, key, citation)) {
      (check.outcome, check.document) = (.differs, near.passage.document)
      (check.passage, check.pieces) = (near.passage, near.pieces)
    } else if let range = ranges.first, citation.place.value.article > 0 {
      check.passage = try passage(key, range)
    }
    return check
  }

  /// Where other versions have what is cited.
  private mutating func others(
    _ keys: [String], _ key: String, _ citation: Citation
  ) throws(WenjianError) -> [(String, [Range<Int>])] {
    var result: [(String, [Range<Int>])] = []
    for other in keys where other != key {
      let ranges = try ranges(citation.place.value, in: other)
      if !ranges.isEmpty { result.append((other, ranges)) }
    }
    return result
  }

  /// The stretches of a document that a place names; those of its annexes with the same numbers too.
  private mutating func ranges(_ place: CitedPlace, in key: String) throws(WenjianError) -> [Range<Int>] {
    let (text, divisions) = try document(key)
    guard place.article > 0 else { return [0..<text.bytes.count] }
    let last = place.paragraph == 0 && place.item == 0 ? max(place.through, place.article) : place.article
    let articles = divisions.filter { division in
      let heading = division.heading
      return heading.level == .article && (place.article...last).contains(heading.ordinal)
        && (last > place.article || heading.insertion == place.insertion)
    }
    guard place.paragraph > 0 || place.item > 0 else { return articles.map(\.byteRange) }
    return articles.compactMap { article in
      var range = article.byteRange
      for (level, number) in [
        (Heading.Level.paragraph, place.paragraph), (.item, place.item), (.point, place.point),
      ]
      where number > 0 {
        let end = level == .item || place.item == 0 ? max(place.through, number) : number
        let inside = divisions.filter {
          $0.heading.level == level && (number...end).contains($0.heading.ordinal)
            && range.contains($0.byteRange.lowerBound)
        }
        // The only paragraph of an article is no division.
        if inside.isEmpty, level == .paragraph, number == 1 { continue }
        guard let first = inside.first, let last = inside.last else { return nil }
        range = first.byteRange.lowerBound..<max(last.byteRange.upperBound, first.byteRange.upperBound)
      }
      return range
    }
  }

  /// Notes where the parts of a quotation were found.
  private mutating func tell(
    _ found: [Range<Int>], _ parts: [QuotedPart], in key: String, _ check: inout CitationCheck
  ) throws(WenjianError) {
    let document = try document(key).text
    check.passage = try passage(key, document.elements.bytes(of: document.span(found)))
    check.scriptDiffers = document.differsInScript(found, parts, of: text)
  }

  private mutating func passage(_ key: String, _ range: Range<Int>) throws(WenjianError) -> QuotedPassage {
    QuotedPassage(
      document: key, byteRange: range, text: String(decoding: try document(key).text.bytes[range], as: UTF8.self),
      citation: try citations.index.citation(of: key, at: range.lowerBound))
  }

  /// What of some ranges is most like a quotation, and how it differs.
  private mutating func nearest(
    _ quotation: Range<Int>, _ parts: [QuotedPart], _ places: [(key: String, ranges: [Range<Int>])]
  ) throws(WenjianError) -> (passage: QuotedPassage, pieces: [UnitChange.Piece])? {
    var best: (likeness: Double, key: String, elements: Range<Int>)?
    let wanted = parts.flatMap(\.words)
    for (key, ranges) in places {
      let other = try document(key).text
      for range in ranges {
        guard let found = other.nearest(wanted, in: range) else { continue }
        if found.likeness > best?.likeness ?? 0 { best = (found.likeness, key, found.elements) }
      }
    }
    guard let best else { return nil }
    let other = try document(best.key).text
    return (
      try passage(best.key, other.elements.bytes(of: best.elements)),
      [UnitChange.Piece](
        other.bytes, other.elements, best.elements, text.bytes, text.elements, text.elements.elements(in: quotation)
      )
    )
  }

  /// A quotation of which the text does not say whose it is.
  /// - Returns: nil for fewer words.
  mutating func check(_ quotation: Range<Int>, leastWords: Int) throws(WenjianError) -> CitationCheck? {
    let parts = QuotedText.parts(of: text, in: quotation)
    guard parts.reduce(0, { $0 + $1.words.count }) >= leastWords else { return nil }
    var check = CitationCheck(
      outcome: .notInIndex, byteRange: quotation, citation: "", target: "", quotation: string(quotation),
      document: nil, elsewhere: nil)
    if let found = try self.place(of: parts, quotation, first: [], leastWords: leastWords) {
      (check.outcome, check.document, check.elsewhere) = (.exact, found.key, found.name)
      try tell(found.found, parts, in: found.key, &check)
      return check
    }
    let candidates = try alike(quotation)
    var places: [(String, [Range<Int>])] = []
    for key in candidates { places.append((key, [0..<(try document(key).text.bytes.count)])) }
    if let near = try nearest(quotation, parts, places) {
      (check.outcome, check.document) = (.differs, near.passage.document)
      (check.passage, check.pieces) = (near.passage, near.pieces)
    }
    return check
  }

  /// The most documents that are read for the words of a quotation, and for what is like it.
  private static let candidateLimit = 40
  private static let likeLimit = 16
  /// Fewer words of a quotation are in many places that have nothing to do with it.
  private static let leastWords = 6

  /// The stretches of Han of a quotation between its marks, the longest first: what can be searched.
  private func clauses(_ quotation: Range<Int>) -> [String] {
    string(quotation).unicodeScalars.split { !isHan($0.value) }.map { String(String.UnicodeScalarView($0)) }
      .sorted { $0.unicodeScalars.count > $1.unicodeScalars.count }
  }

  /// The most strings of a quotation that are searched for at once.
  private static let stringLimit = 12

  private static func string(_ text: String) throws(WenjianError) -> Query { try Query.literal(text) }

  /// The documents that a query finds, the best first; strings as they are, without other spellings of numbers.
  private func keys(_ query: Query, limit: Int) throws(WenjianError) -> [String] {
    try citations.index.search(query, options: SearchOptions(limit: limit, widening: .none)).hits.map(\.key)
  }

  /// Where some words are: in the given documents, else in the best other one that has them.
  private mutating func place(
    of parts: [QuotedPart], _ quotation: Range<Int>, first keys: [String], leastWords: Int
  ) throws(WenjianError) -> (key: String, name: String, found: [Range<Int>])? {
    guard parts.reduce(0, { $0 + $1.words.count }) >= leastWords else { return nil }
    var keys = keys
    var strings: [Query] = []
    for clause in clauses(quotation).prefix(Self.stringLimit) { strings.append(try Self.string(clause)) }
    // Figures and letters alone.
    if strings.isEmpty { strings = [try Self.string(string(quotation))] }
    keys += try self.keys(.all(strings), limit: Self.candidateLimit)
    for key in keys {
      let document = try document(key)
      guard let found = document.text.find(parts, in: 0..<document.text.bytes.count) else { continue }
      let byteOffset = document.text.elements.bytes(of: document.text.span(found)).lowerBound
      return (key, try citations.index.citation(of: key, at: byteOffset) ?? displayText(of: key), found)
    }
    return nil
  }

  /// Documents that have most of the pieces of a quotation: a wrong character spoils the piece that it is in.
  private func alike(_ quotation: Range<Int>) throws(WenjianError) -> [String] {
    let clauses = clauses(quotation).map { Array($0.unicodeScalars) }
    let count = clauses.reduce(0) { $0 + $1.count }
    let length = count >= 24 ? 4 : count >= 12 ? 3 : 2
    var pieces: [String] = []
    for clause in clauses where clause.count >= length {
      for start in stride(from: 0, to: clause.count, by: length) {
        let start = min(start, clause.count - length)
        pieces.append(String(String.UnicodeScalarView(clause[start..<(start + length)])))
      }
    }
    // Some from all over a long one.
    let step = max(1, pieces.count / Self.stringLimit)
    var strings: [Query] = []
    for index in stride(from: 0, to: pieces.count, by: step) { strings.append(try Self.string(pieces[index])) }
    return strings.isEmpty ? [] : try keys(.any(strings), limit: Self.likeLimit)
  }
}
