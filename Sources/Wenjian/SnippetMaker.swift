import WenjianIndex
import WenjianSearch
import WenjianSegment
import WenjianSnippets

/// Makes the snippets of one hit: positions of the matches, windows, the text around them, passages.
struct SnippetMaker {
  private let hit: Hit
  private let style: SnippetStyle
  private let options: SnippetOptions
  private let view: SegmentView
  private let reader: DocumentTextReader

  init(_ hit: Hit, _ style: SnippetStyle) {
    self.hit = hit
    self.style = style
    options = SnippetOptions(
      characterBudget: style.characterLimit, maximumPassages: style.maximumCount)
    view = hit.context.searcher.snapshot.views[hit.ranked.view]
    reader = hit.context.searcher.textReader(view: hit.ranked.view)
  }

  func make() throws -> [Snippet] {
    guard style.maximumCount > 0 else { return [] }
    let document = hit.ranked.document
    let strings = hit.tier == .match ? hit.context.strings : hit.context.relatedParts
    let hits = try self.hits(of: strings)
    let positions = view.segment.documents.positions(of: document)
    let title = view.segment.documents.titlePositions(of: document)
    let titleStart = Int(title.lowerBound &- positions.lowerBound)
    let titleRange = titleStart..<(titleStart + title.count)
    let windows = chooseWindows(
      hits: worthShowing(hits, from: positions.lowerBound), options: options, titleRange: titleRange)
    if windows.isEmpty { return try opening(hits, behind: titleRange) }
    var snippets: [Snippet] = []
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
      let slice = snippetSlice(text, hits, core: core)
      let passage = cutPassage(slice, options: options, earliestByte: shownUpTo)
      if passage.byteRange.isEmpty { continue }
      snippets.append(snippet(passage, slice, text))
      shownUpTo = passage.byteRange.upperBound
    }
    return snippets
  }

  /// All matches in the document, by position.
  private func hits(of strings: [SearchString]) throws -> [SnippetHit] {
    let found = try hit.context.searcher.hits(
      of: strings, view: hit.ranked.view, document: hit.ranked.document)
    var hits: [SnippetHit] = []
    for (term, positions) in found.enumerated() {
      for position in positions {
        hits.append(
          SnippetHit(
            term: term, position: Int(position), length: strings[term].count))
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
  private func opening(_ hits: [SnippetHit], behind title: Range<Int>) throws -> [Snippet] {
    let document = hit.ranked.document
    let length = view.segment.documents.positions(of: document).count
    guard length > 1 else { return [] }
    let text = try reader.slice(
      document: document, positions: 0..<min(length, title.upperBound + 2 * options.characterBudget))
    guard !text.bytes.isEmpty else { return [] }
    let slice = snippetSlice(text, hits, core: 0..<0)
    let passage = openingPassage(of: slice, options: options)
    return passage.byteRange.isEmpty ? [] : [snippet(passage, slice, text)]
  }

  private func snippetSlice(
    _ text: TextSlice, _ hits: [SnippetHit], core: Range<Int>
  ) -> SnippetSlice {
    let covered = text.firstPosition..<(text.firstPosition + text.spans.count)
    let highlights = hitIndices(of: hits, startingIn: covered).compactMap { index in
      text.byteRange(of: hits[index].position..<(hits[index].position + hits[index].length))
        .map { SnippetHighlight(byteRange: $0, term: hits[index].term) }
    }
    return SnippetSlice(
      bytes: text.bytes, byteOffset: text.byteOffset, touchesDocumentStart: text.byteOffset == 0,
      touchesDocumentEnd: text.reachesDocumentEnd, highlights: highlights, core: core)
  }

  private func snippet(_ passage: Passage, _ slice: SnippetSlice, _ text: TextSlice) -> Snippet {
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
      base: TextOffsets(
        utf8: passage.byteRange.lowerBound, utf16: start.utf16, scalars: start.scalars))
    let display = displayText(of: passage, in: slice)
    return Snippet(
      text: String(decoding: shown, as: UTF8.self),
      range: TextRange(offsets.passage), highlights: offsets.highlights.map(TextRange.init),
      matches: offsets.matches.map(TextRange.init), isCutAtStart: passage.cutAtStart,
      isCutAtEnd: passage.cutAtEnd,
      display: DisplayLine(text: display.text, highlights: display.highlights))
  }
}

extension TextRange {
  init(_ span: TextSpan) {
    self.init(start: TextPlace(span.start), end: TextPlace(span.end))
  }
}

extension TextPlace {
  init(_ offsets: TextOffsets) {
    self.init(utf8: offsets.utf8, utf16: offsets.utf16, scalar: offsets.scalars)
  }
}
