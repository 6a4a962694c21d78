// From what a text says to what it cites.

import Wenjian
import WenjianDocument
import WenjianModel
import WenjianText

extension Citations {
  /// The citations of a text.
  /// - Parameter text: valid UTF-8.
  func citations(in text: [UInt8], _ source: Source) throws(WenjianError) -> [Citation] {
    let outline = DocumentOutline(text)
    let found = CitationFinder.find(in: text, outline)
    let body = outline.bodyByteOffset ?? min(text.count, Self.headByteCount)
    var amended: String?
    var result: [Citation] = []
    for var citation in found.citations {
      if source.isAmendment {
        // In a decision that amends several laws, what has no name is of the one that it last said it amends.
        if case .title(let title) = citation.target, citation.place.isWhole,
          Self.isAmended(before: citation.byteRange.lowerBound, in: text)
        {
          amended = title
        }
        if let amended, citation.target == .own { citation.target = .title(amended) }
      }
      if let citation = try resolved(citation, text, source, found.shortNames, body: body) {
        result.append(citation)
      }
    }
    return result
  }

  /// Whether 修改, 对 or 将 is before a title.
  private static func isAmended(before byteOffset: Int, in text: [UInt8]) -> Bool {
    ["修改", "对", "将", "修正"].contains { text[..<byteOffset].suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// Where a text without divisions says what it is called.
  private static let headByteCount = 1000

  /// What a citation leads to: a name to compare, one to show, and documents.
  private struct Resolved {
    var kind: Citation.Kind
    var name: String
    var shown: String
    var entries: [DocumentNames.Entry]
  }

  /// - Parameter body: where the head of the text ends.
  /// - Returns: nil for what cites nothing: words before an article's number that are no name, and the document's own
  ///   title and number at its head.
  private func resolved(
    _ found: FoundCitation, _ text: [UInt8], _ source: Source, _ shortNames: [String: String], body: Int
  ) throws(WenjianError) -> Citation? {
    let resolved: Resolved
    var start = found.byteRange.lowerBound
    switch found.target {
    case .title(let title): resolved = titled(title, number: found.number, shortNames, .title)
    case .name(let words):
      let known = names.title(endingIn: words) { shortNames[$0] != nil } ?? CitedTitle.lawName(endingIn: words)
      guard let known else { return nil }
      if !found.isContinued { start = Self.start(of: known.scalarCount, words, in: text, found.byteRange) }
      resolved = titled(known.title, number: nil, shortNames, .name)
    case .number(let number):
      resolved = Resolved(
        kind: .number, name: CitedTitle.normalNumber(number), shown: number,
        entries: names.documents(numbered: number) ?? [])
    case .own:
      let entries =
        source.isOwn
        ? [DocumentNames.Entry(key: source.key, date: source.date)]
        : names.documents(titled: source.ownTitle)?.entries ?? []
      resolved = Resolved(
        kind: .own, name: source.ownTitle, shown: names.shownTitle(source.ownTitle), entries: entries)
    }
    let place = found.place
    guard !resolved.name.isEmpty || resolved.kind == .own else { return nil }
    if place.isWhole {
      let isOfSource = resolved.entries.contains { $0.key == source.key }
      guard resolved.kind != .own, !isOfSource || found.byteRange.lowerBound >= body else { return nil }
      if resolved.entries.isEmpty, CitedTitle.isForm(resolved.name) { return nil }
    }
    return Citation(
      kind: resolved.kind, source: source.key, byteRange: start..<found.byteRange.upperBound,
      text: displayText(of: String(decoding: text[start..<found.byteRange.upperBound], as: UTF8.self)),
      target: resolved.shown + place.name, name: resolved.name, place: CitationPlace(place),
      documents: resolved.entries.map(\.key),
      document: try preferred(resolved.entries, source, isOwn: resolved.kind == .own, place))
  }

  /// Where the name begins that words end in; each of their scalars is one of the text.
  private static func start(of scalarCount: Int, _ words: String, in text: [UInt8], _ range: Range<Int>) -> Int {
    var rest = words.unicodeScalars.count - scalarCount
    var at = range.lowerBound
    while rest > 0, at < range.upperBound {
      at += 1
      while at < range.upperBound, text[at] & 0xC0 == 0x80 { at += 1 }
      rest -= 1
    }
    return at
  }

  private func titled(
    _ written: String, number: String?, _ shortNames: [String: String], _ kind: Citation.Kind
  ) -> Resolved {
    let title = shortNames[CitedTitle.normalForm(of: written)] ?? written
    let normal = CitedTitle.normalForm(of: title)
    if let found = names.documents(titled: normal) {
      return Resolved(kind: kind, name: found.title, shown: names.shownTitle(found.title), entries: found.entries)
    }
    if let number, let entries = names.documents(numbered: number) {
      let known = entries.first.flatMap { names.title(ofKey: $0.key) } ?? normal
      return Resolved(kind: kind, name: known, shown: names.shownTitle(known), entries: entries)
    }
    return Resolved(kind: kind, name: normal, shown: CitedTitle.quoted(displayText(of: title)), entries: [])
  }

  /// The newest one, unless it does not have the article and another one does: 民法典 lies in documents by its parts, and
  /// versions are numbered otherwise.
  private func preferred(
    _ entries: [DocumentNames.Entry], _ source: Source, isOwn: Bool, _ place: CitedPlace
  ) throws(WenjianError) -> String? {
    guard let key = Self.newest(entries, source, isOwn: isOwn) else { return nil }
    guard place.article > 0, entries.count > 1, try !articles.has(place.article, in: key, of: index) else {
      return key
    }
    for other in entries.reversed() where try articles.has(place.article, in: other.key, of: index) {
      return other.key
    }
    return key
  }

  /// The newest one that there was when the source was written. 本法 is the source, and a law that names its own title,
  /// to repeal it, means the version before.
  private static func newest(_ entries: [DocumentNames.Entry], _ source: Source, isOwn: Bool) -> String? {
    let isVersion = entries.contains { $0.key == source.key }
    if isOwn, isVersion { return source.key }
    guard let date = source.date else { return entries.last { $0.date != nil }?.key ?? entries.first?.key }
    let before = entries.last { entry in
      entry.key != source.key && (entry.date.map { isVersion ? $0 < date : $0 <= date } ?? false)
    }
    return before?.key ?? (isVersion ? source.key : entries.first?.key)
  }
}

/// What is asked for: a document or a place of it.
struct CitationQuery {
  /// In the form in which names are compared.
  var name: String
  var place: CitedPlace
  /// Its documents, when the index has them.
  var documents: [String]
  /// Strings of which one is in every text that cites it.
  var strings: [String]

  /// Who cites the law as a whole does not cite an article of it.
  func matches(_ citation: Citation) -> Bool {
    guard citation.name == name || citation.documents.contains(where: documents.contains) else { return false }
    let cited = citation.place.value
    return place.isWhole || !cited.isWhole && place.touches(cited)
  }
}

extension Citations {
  func target(_ text: String) throws(WenjianError) -> CitationQuery {
    if let title = names.title(ofKey: text), let found = names.documents(titled: title) {
      return query(title, CitedPlace(), found.entries, written: text)
    }
    let bytes = Array(text.utf8)
    let found = CitationFinder.find(in: bytes, DocumentOutline()).citations
    if let first = found.first, found.count == 1 {
      switch first.target {
      case .title(let title): return query(CitedTitle.normalForm(of: title), first.place, nil, written: title)
      case .number(let number):
        let normal = CitedTitle.normalNumber(number)
        guard let entries = names.documents(numbered: number), let key = entries.first?.key else {
          return CitationQuery(name: normal, place: first.place, documents: [], strings: [normal])
        }
        return query(names.title(ofKey: key) ?? normal, first.place, entries, written: normal)
      case .name(let words):
        let title = names.title(endingIn: words) { _ in false }?.title ?? CitedTitle.normalForm(of: words)
        return query(title, first.place, nil, written: title)
      case .own: break
      }
    }
    let title = CitedTitle.normalForm(of: text)
    guard found.isEmpty, title.unicodeScalars.count >= 2 else {
      throw WenjianError(
        .input, "“\(text)” names no document; write 《立法法》, 《立法法》第六十五条, 国发〔2016〕64号, or a document's key")
    }
    return query(title, CitedPlace(), nil, written: text)
  }

  /// - Parameter written: the title as it was written, with its marks.
  private func query(
    _ title: String, _ place: CitedPlace, _ entries: [DocumentNames.Entry]?, written: String
  ) -> CitationQuery {
    let known = names.documents(titled: title)
    let name = known?.title ?? title
    let found = entries ?? known?.entries ?? []
    // Marks in a title tell where it may be written otherwise; those of the document's own are the best.
    let titles = Set(found.compactMap { names.writtenTitle(ofKey: $0.key) })
    let strings =
      (titles.isEmpty ? [written] : titles).map(CitedTitle.core) + found.compactMap { names.number(ofKey: $0.key) }
    return CitationQuery(
      name: name, place: place, documents: found.map(\.key), strings: Set(strings).sorted())
  }

  /// The documents that may cite something, by key: those that hold its name, and itself when a place of it is asked for.
  func sources(of query: CitationQuery) throws(WenjianError) -> [String] {
    var keys = Set(query.place.isWhole ? [] : query.documents)
    for string in query.strings where !string.isEmpty {
      let options = SearchOptions(limit: index.documentCount, includesRelated: false, order: .key)
      keys.formUnion(try index.search("\"" + string + "\"", options: options).hits.map(\.key))
    }
    return keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
