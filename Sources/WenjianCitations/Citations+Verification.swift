// Checks what a text cites and quotes against the index.

public import Wenjian
import WenjianComparison
import WenjianDocument
import WenjianModel
import WenjianText

extension Citations {
  /// Checks each citation of a text that names a law or a document, and each quotation.
  ///
  /// A quotation belongs to the citation right before it, 《…》第十条规定：“…”, or in brackets behind it, “…”（《…》第十条）. Script,
  /// variants, width, blanks and punctuation make no difference; … leaves something out. One that belongs to none is
  /// looked for in the whole index when it has ten words (characters of Han) and more.
  /// - Returns: in the order of the text.
  /// - Throws: `WenjianError` with code `damaged` or `file`.
  /// - Complexity: linear in the text and in the documents that it cites.
  public func verify(_ text: String) throws(WenjianError) -> [CitationCheck] {
    let bytes = Array(text.utf8)
    let source = Source(key: "", title: "", date: nil, names)
    let cited = try citations(in: bytes, source).filter { $0.kind != .own }
    var verifier = Verifier(self, text)
    var quotations = FoundQuotation.find(in: bytes)
    var checks: [CitationCheck] = []
    // What a quotation cites is part of its words.
    var attached: [FoundQuotation] = []
    for (index, citation) in cited.enumerated() {
      let next = index + 1 < cited.count ? cited[index + 1].byteRange.lowerBound : bytes.count
      let own = quotations.firstIndex { quotation in
        Self.belongs(quotation, to: citation, before: next, in: bytes)
      }
      let quotation = own.map { quotations.remove(at: $0) }
      if let quotation { attached.append(quotation) }
      checks.append(try verifier.check(citation, quotation?.byteRange))
    }
    for quotation in quotations {
      // What names a law in quotation marks was checked as that.
      if cited.contains(where: { quotation.byteRange.contains($0.byteRange.lowerBound) }) { continue }
      if let check = try verifier.check(quotation.byteRange) { checks.append(check) }
    }
    checks.removeAll { check in
      check.quotation == nil && attached.contains { $0.byteRange.contains(check.byteRange.lowerBound) }
    }
    return checks.sorted { $0.byteRange.lowerBound < $1.byteRange.lowerBound }
  }

  /// What may be between a citation and what it quotes, in bytes.
  private static let gapByteCount = 60

  private static func belongs(
    _ quotation: FoundQuotation, to citation: Citation, before next: Int, in text: [UInt8]
  ) -> Bool {
    let (outer, cited) = (quotation.outerRange, citation.byteRange)
    if outer.lowerBound >= cited.upperBound, outer.lowerBound < next {
      let gap = String(decoding: text[cited.upperBound..<outer.lowerBound], as: UTF8.self)
      if gap.utf8.count > gapByteCount || gap.contains(where: { "。；;！？\n".contains($0) }) { return false }
      let folded = FoldedLine(gap)
      let says = folded.string(0..<folded.count)
      // 规定：“…”, 规定的“…”, and directly.
      return gap.utf8.isEmpty
        || ["规定", "指出", "明确", "要求", "提出", "称", "载明", "写明", "强调", "界定", "所说", ":"].contains { says.contains($0) }
    }
    // “…”（《…》第十条）
    guard outer.upperBound <= cited.lowerBound, cited.lowerBound - outer.upperBound <= 12 else { return false }
    let gap = FoldedLine(String(decoding: text[outer.upperBound..<cited.lowerBound], as: UTF8.self))
    let words = gap.string(0..<gap.count).filter { $0 != " " }
    return ["(", "(见", "(参见", "——", "--", "([", "["].contains(words)
  }
}

/// Looks up what one text quotes; keeps the documents that it read.
private struct Verifier {
  private let citations: Citations
  private var numbers = ElementNumbers()
  /// The text that is checked.
  private let text: QuotedText
  private var documents: [String: (text: QuotedText, divisions: [Division])] = [:]

  /// From how much likeness on a stretch is what was meant.
  private static let likeness = 0.6

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
      for range in ranges where try document(key).text.find(parts, in: range) != nil {
        check.outcome = .exact
        check.document = key
        return check
      }
    }
    guard let (key, ranges) = isThere else {
      // The law is there, without the article; or is not.
      check.document = keys.first
      if let quotation { check.elsewhere = try self.place(of: parts, quotation, first: keys)?.name }
      return check
    }
    check.document = key
    guard let quotation, !parts.isEmpty else {
      check.outcome = .found
      return check
    }
    check.outcome = .otherwise
    // The same words in another article say more than like words in this one.
    if let other = try self.place(of: parts, quotation, first: keys) {
      check.elsewhere = other.name
      return check
    }
    if let (version, pieces) = try nearest(quotation, parts, [(key, ranges)] + others(keys, key, citation)) {
      (check.outcome, check.document, check.pieces) = (.differs, version, pieces)
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

  /// What of some ranges is most like a quotation, and how it differs.
  private mutating func nearest(
    _ quotation: Range<Int>, _ parts: [[UInt32]], _ places: [(key: String, ranges: [Range<Int>])]
  ) throws(WenjianError) -> (key: String, pieces: [UnitChange.Piece])? {
    var best: (likeness: Double, key: String, elements: Range<Int>)?
    for (key, ranges) in places {
      let other = try document(key).text
      for range in ranges {
        guard let found = other.nearest(parts.flatMap { $0 }, in: range) else { continue }
        if found.likeness > best?.likeness ?? 0 { best = (found.likeness, key, found.elements) }
      }
    }
    guard let best, best.likeness >= Self.likeness else { return nil }
    let other = try document(best.key).text
    return (
      best.key,
      [UnitChange.Piece](
        other.bytes, other.elements, best.elements, text.bytes, text.elements, text.elements.elements(in: quotation)
      )
    )
  }

  /// A quotation of which the text does not say whose it is.
  /// - Returns: nil for a few words, which may be quoted for any reason.
  mutating func check(_ quotation: Range<Int>) throws(WenjianError) -> CitationCheck? {
    let parts = QuotedText.parts(of: text, in: quotation)
    guard parts.reduce(0, { $0 + $1.count }) >= 10 else { return nil }
    var check = CitationCheck(
      outcome: .notInIndex, byteRange: quotation, citation: "", target: "", quotation: string(quotation),
      document: nil,
      elsewhere: nil)
    if let found = try self.place(of: parts, quotation, first: []) {
      (check.outcome, check.document, check.elsewhere) = (.exact, found.key, found.name)
      return check
    }
    let candidates = try alike(quotation)
    var places: [(String, [Range<Int>])] = []
    for key in candidates { places.append((key, [0..<(try document(key).text.bytes.count)])) }
    if let (key, pieces) = try nearest(quotation, parts, places) {
      (check.outcome, check.document, check.pieces) = (.differs, key, pieces)
    }
    return check
  }

  /// The most documents that are read for words.
  private static let candidateLimit = 40

  /// The stretches of Han of a quotation between its marks, the longest first: what can be searched.
  private func clauses(_ quotation: Range<Int>) -> [String] {
    string(quotation).unicodeScalars.split { !isHan($0.value) }.map { String(String.UnicodeScalarView($0)) }
      .sorted { $0.unicodeScalars.count > $1.unicodeScalars.count }
  }

  /// Where some words are: in the given documents, else in the first other one that has them.
  private mutating func place(
    of parts: [[UInt32]], _ quotation: Range<Int>, first keys: [String]
  ) throws(WenjianError) -> (key: String, name: String)? {
    guard parts.reduce(0, { $0 + $1.count }) >= 6 else { return nil }
    var keys = keys
    for clause in clauses(quotation).prefix(1) where clause.unicodeScalars.count >= 2 {
      let options = SearchOptions(limit: Self.candidateLimit, includesRelated: false)
      keys += try citations.index.search("\"" + clause + "\"", options: options).hits.map(\.key)
    }
    for key in keys {
      let document = try document(key)
      guard let found = document.text.find(parts, in: 0..<document.text.bytes.count) else { continue }
      let byteOffset = document.text.elements.bytes(of: found).lowerBound
      return (key, try citations.index.citation(of: key, at: byteOffset) ?? displayText(of: key))
    }
    return nil
  }

  /// Documents that have most of the words of a quotation.
  private func alike(_ quotation: Range<Int>) throws(WenjianError) -> [String] {
    var keys: [String] = []
    for clause in clauses(quotation).prefix(3) where clause.unicodeScalars.count >= 4 {
      keys += try citations.index.search(clause, options: SearchOptions(limit: 8)).hits.map(\.key)
    }
    var seen: Set<String> = []
    return keys.filter { seen.insert($0).inserted }
  }
}
