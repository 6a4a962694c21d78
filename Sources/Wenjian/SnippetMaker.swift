import WenjianIndex
import WenjianModel
import WenjianSearch
import WenjianSegment
import WenjianSnippets
import WenjianText

/// Makes the snippets of one hit: positions of the matches, windows, the text around them, passages.
struct SnippetMaker {
  private let ranked: RankedDocument
  private let context: Hit.Context
  private let style: SnippetStyle
  private let options: SnippetOptions
  private let view: SegmentView
  private let reader: DocumentTextReader

  /// - Throws: `WenjianError` with code `argument`.
  init(_ ranked: RankedDocument, _ context: Hit.Context, _ style: SnippetStyle) throws(WenjianError) {
    self.ranked = ranked
    self.context = context
    self.style = style
    options = try style.options()
    view = context.searcher.snapshot.views[ranked.view]
    reader = context.searcher.textReader(view: ranked.view)
  }

  func make() throws -> [Snippet] {
    guard style.maximumCount > 0 || style.showsEveryMatch else { return [] }
    let document = ranked.document
    let strings = ranked.tier == .match ? context.strings : context.relatedParts
    let found = Matches(try context.searcher.hits(of: strings, view: ranked.view, document: document))
    if style.showsEveryMatch {
      let shown = try everyMatch(found)
      return shown.isEmpty ? try opening(found, behind: 0..<0) : shown
    }
    let hits = choosable(found)
    let positions = view.segment.documents.positions(of: document)
    let title = view.segment.documents.titlePositions(of: document)
    let titleStart = Int(title.lowerBound &- positions.lowerBound)
    let titleRange = titleStart..<(titleStart + title.count)
    let shown = worthShowing(hits, from: positions.lowerBound)
    var windows = chooseWindows(hits: shown, options: options, titleRange: titleRange)
    if windows.isEmpty {
      let opening = try opening(found, behind: titleRange)
      if !opening.isEmpty { return opening }
      // Nothing follows the title: its match is shown.
      windows = chooseWindows(hits: shown, options: options, titleRange: 0..<0)
    }
    var snippets: [Snippet] = []
    var places = style.includesHeadings ? PlaceReader(reader, view, document: document) : nil
    var shownUpTo = 0
    for window in windows {
      let wanted = window.positionsToRead(options)
      let text = try reader.slice(
        document: document,
        positions: wanted
          .lowerBound..<max(
            wanted.lowerBound + 1, min(wanted.upperBound, positions.count)))
      guard let core = text.byteRange(of: window.positions) else { continue }
      if text.byteOffset + core.upperBound <= shownUpTo { continue }
      let slice = snippetSlice(text, found, core: core)
      let passage = cutPassage(slice, options: options, earliestByte: shownUpTo)
      if passage.byteRange.isEmpty { continue }
      snippets.append(try snippet(passage, slice, text, &places))
      shownUpTo = passage.byteRange.upperBound
    }
    return snippets
  }

  /// Passages with every match, each begun by the first match that none before it shows.
  /// - Complexity: linear in the matches and in the text of the passages.
  private func everyMatch(_ found: Matches) throws -> [Snippet] {
    let document = ranked.document
    let length = view.segment.documents.positions(of: document).count
    let hits = found.hits(in: 0..<length)
    var snippets: [Snippet] = []
    var places = style.includesHeadings ? PlaceReader(reader, view, document: document) : nil
    var shownByte = 0
    var shownPosition = 0
    var index = 0
    while index < hits.count {
      // Matches that overlap are shown in one piece.
      var group = hits[index].position..<hits[index].endPosition
      let first = index
      repeat {
        group = group.lowerBound..<max(group.upperBound, hits[index].endPosition)
        index += 1
      } while index < hits.count && hits[index].position < group.upperBound
      if group.upperBound <= shownPosition { continue }
      let window = SnippetWindow(hitIndices: first..<index, positions: group)
      var options = options
      let wanted = window.positionsToRead(options)
      let text = try reader.slice(
        document: document,
        positions: wanted.lowerBound..<max(wanted.lowerBound + 1, min(wanted.upperBound, length)))
      guard let core = text.byteRange(of: group) else { continue }
      let scalars = text.bytes[core].count { $0 & 0xC0 != 0x80 }
      options.characterBudget = max(options.characterBudget, scalars)
      let slice = snippetSlice(text, found, core: core)
      let passage = cutPassage(slice, options: options, earliestByte: shownByte)
      if passage.byteRange.isEmpty { continue }
      snippets.append(try snippet(passage, slice, text, &places))
      shownByte = passage.byteRange.upperBound
      shownPosition = text.endPosition(before: shownByte - text.byteOffset)
    }
    return snippets
  }

  /// Where the strings stand in the document, by string.
  private struct Matches {
    let terms: [StringHits]

    init(_ terms: [StringHits]) { self.terms = terms }

    /// The matches that start in a range of positions, by position.
    func hits(in range: Range<Int>) -> [SnippetHit] {
      var hits: [SnippetHit] = []
      for term in terms.indices {
        let low = firstIndex(of: term, from: range.lowerBound)
        for index in low..<max(low, firstIndex(of: term, from: range.upperBound)) { hits.append(hit(term, index)) }
      }
      if terms.count > 1 {
        hits.sort { $0.position != $1.position ? $0.position < $1.position : $0.term < $1.term }
      }
      return hits
    }

    func hit(_ term: Int, _ index: Int) -> SnippetHit {
      SnippetHit(term: term, position: Int(terms[term].positions[index]), length: terms[term].length(index))
    }

    /// The index of the first match of a string at or behind a position.
    func firstIndex(of term: Int, from position: Int) -> Int {
      var low = 0
      let positions = terms[term].positions
      var high = positions.count
      while low < high {
        let middle = (low + high) / 2
        if Int(positions[middle]) < position { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// A string that stands more often in a document is common there.
  private static let commonCount = 4096

  /// The matches that passages are chosen from, by position: all, but of a string that is common in the document only
  /// the first ones and those near a match of a string that is not. A better passage than these offer there is not,
  /// and a list of millions of matches would take seconds and gigabytes.
  private func choosable(_ found: Matches) -> [SnippetHit] {
    var hits: [SnippetHit] = []
    let isCommon = found.terms.map { $0.positions.count > Self.commonCount }
    for term in found.terms.indices where !isCommon[term] {
      hits.reserveCapacity(hits.count + found.terms[term].positions.count)
      for index in found.terms[term].positions.indices { hits.append(found.hit(term, index)) }
    }
    // Those of one string are in order.
    if found.terms.count == 1, !isCommon[0] { return hits }
    hits.sort { $0.position < $1.position }
    let rare = hits
    for term in found.terms.indices where isCommon[term] {
      var taken = Self.commonCount
      for index in 0..<taken { hits.append(found.hit(term, index)) }
      for other in rare {
        // As many positions to both sides as a passage can show.
        let low = max(taken, found.firstIndex(of: term, from: other.position - options.characterBudget))
        let high = found.firstIndex(of: term, from: other.position + other.length + options.characterBudget)
        guard low < high else { continue }
        for index in low..<high { hits.append(found.hit(term, index)) }
        taken = high
      }
    }
    hits.sort { $0.position != $1.position ? $0.position < $1.position : $0.term < $1.term }
    return hits
  }

  /// The hits outside navigation and footers; all of them when there are no others.
  private func worthShowing(_ hits: [SnippetHit], from start: UInt32) -> [SnippetHit] {
    guard let zones = view.segment.lowWeightZones else { return hits }
    let better = hits.filter { !zones.contains(start &+ UInt32($0.position)) }
    return better.isEmpty ? hits : better
  }

  /// The beginning of the body, for a document in which nothing but the title matches.
  private func opening(_ found: Matches, behind title: Range<Int>) throws -> [Snippet] {
    let document = ranked.document
    let length = view.segment.documents.positions(of: document).count
    guard length > 1 else { return [] }
    let text = try reader.slice(
      document: document, positions: 0..<min(length, title.upperBound + 2 * options.characterBudget))
    guard !text.bytes.isEmpty else { return [] }
    let slice = snippetSlice(text, found, core: 0..<0)
    let passage = openingPassage(of: slice, options: options)
    var places = style.includesHeadings ? PlaceReader(reader, view, document: document) : nil
    return passage.byteRange.isEmpty ? [] : [try snippet(passage, slice, text, &places)]
  }

  private func snippetSlice(
    _ text: TextSlice, _ found: Matches, core: Range<Int>
  ) -> SnippetSlice {
    let covered = text.firstPosition..<(text.firstPosition + text.spans.count)
    let highlights = found.hits(in: covered).compactMap { hit in
      text.byteRange(of: hit.position..<(hit.position + hit.length))
        .map { SnippetHighlight(byteRange: $0, term: hit.term) }
    }
    return SnippetSlice(
      bytes: text.bytes, byteOffset: text.byteOffset, touchesDocumentStart: text.byteOffset == 0,
      touchesDocumentEnd: text.reachesDocumentEnd, highlights: highlights, core: core)
  }

  private func snippet(
    _ passage: Passage, _ slice: SnippetSlice, _ text: TextSlice, _ places: inout PlaceReader?
  ) throws -> Snippet {
    let low = passage.byteRange.lowerBound - text.byteOffset
    let high = passage.byteRange.upperBound - text.byteOffset
    let shown = Array(text.bytes[low..<high])
    // Offsets are counted within the passage, from its start, which is found faster than scalar by scalar.
    let start = text.offsets(ofByte: low)
    let offsets = WenjianSnippets.offsets(
      of: passage,
      in: SnippetSlice(
        bytes: shown, byteOffset: passage.byteRange.lowerBound, touchesDocumentStart: false,
        touchesDocumentEnd: false, highlights: [], core: 0..<0),
      base: TextPlace(utf8: passage.byteRange.lowerBound, utf16: start.utf16, scalar: start.scalars))
    let place = try places?.name(at: offsets.highlights.first?.start.utf8 ?? passage.byteRange.lowerBound)
    return Snippet(
      text: String(decoding: shown, as: UTF8.self),
      range: offsets.passage, highlights: offsets.highlights, matches: offsets.matches,
      isCutAtStart: passage.cutAtStart, isCutAtEnd: passage.cutAtEnd,
      headings: place?.headings ?? [], citation: place?.citation,
      display: displayText(of: passage, in: slice))
  }
}
