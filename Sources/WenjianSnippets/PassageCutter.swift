// Step 2: cuts one passage out of the original text, at sentence edges when the budget allows.

/// Cuts the passage around the slice's core.
///
/// The sentences that hold the core, grown by whole sentences on the shorter side first while they
/// fit and no paragraph ends; a passage of less than a quarter of the budget (a heading, a list
/// item) may go on into the next paragraph. A sentence too long for the budget is cut around the
/// core: after ， or ；if one stands in the outer half of what fits, then after 、, then between
/// characters, last inside a bracket pair or a word; never inside a character of several scalars.
///
/// A core wider than the budget gives way: the run of its highlights that fits with the most terms
/// becomes the core. One highlight that is wider is shown whole, and alone.
///
/// - Parameter earliestByte: the passage does not begin before this byte of the document, while the
///   text before it is still read to see where sentences begin.
/// - Returns: an empty passage only when nothing but whitespace follows `earliestByte`.
/// - Complexity: O(budget + core + highlights): the rest of the slice is not looked at.
package func cutPassage(
  _ slice: SnippetSlice, options: SnippetOptions = SnippetOptions(), earliestByte: Int = 0
) -> Passage {
  let bytes = slice.bytes.span
  let reach = options.characterBudget + SnippetOptions.margin
  var units = scanUnits(slice, bytes: bytes, reach: reach, settled: options.characterBudget / 4 + 1)
  var cutter = PassageCutter(
    budget: options.characterBudget, minimumContext: options.minimumContext,
    highlights: slice.highlights)
  return cutter.cut(
    &units, slice: slice, byteCount: bytes.count, earliestByte: earliestByte - slice.byteOffset)
}

/// Cuts passages that do not overlap, in document order.
///
/// A slice whose core an earlier passage already shows is left out, so there may be fewer passages
/// than slices.
///
/// - Precondition: the slices are of one document and sorted by the start of their cores.
package func cutPassages(
  _ slices: [SnippetSlice], options: SnippetOptions = SnippetOptions()
) -> [Passage] {
  var passages: [Passage] = []
  var shownUpTo = Int.min
  for slice in slices {
    let coreEnd = slice.byteOffset + slice.core.upperBound
    if coreEnd <= shownUpTo { continue }
    let passage = cutPassage(
      slice, options: options, earliestByte: max(0, shownUpTo))
    if passage.byteRange.isEmpty { continue }
    passages.append(passage)
    shownUpTo = passage.byteRange.upperBound
  }
  return passages
}

private struct PassageCutter {
  let budget: Int
  let minimumContext: Int
  let highlights: [SnippetHighlight]
  /// First unit the passage may hold.
  private var floor = 0
  /// Index of the sentinel: one past the last unit.
  private var end = 0
  private var coreStart = 0
  private var coreEnd = 0

  init(budget: Int, minimumContext: Int, highlights: [SnippetHighlight]) {
    self.budget = budget
    self.minimumContext = minimumContext
    self.highlights = highlights
  }

  mutating func cut(
    _ storage: inout [TextUnit], slice: SnippetSlice, byteCount: Int, earliestByte: Int
  ) -> Passage {
    var units = storage.mutableSpan
    end = units.count - 1
    gradeEdges(
      &units, isDocumentStart: slice.touchesDocumentStart && units[0].byteOffset == 0,
      isDocumentEnd: slice.touchesDocumentEnd && Int(units[end].byteOffset) == byteCount,
      longestPair: max(1, budget / 2))
    while floor < end, Int(units[floor].byteOffset) < earliestByte { floor += 1 }
    coreStart = max(floor, unitIndex(units, holding: slice.core.lowerBound))
    coreEnd = max(coreStart, unitIndex(units, endingAt: slice.core.upperBound))
    if coreEnd - coreStart > budget { narrowCore(units, core: slice.core) }
    sealHighlights(&units)
    var (low, high) = sentences(units)
    if high - low > budget {
      (low, high) = cutAroundCore(units, low: low, high: high)
    } else {
      grow(units, &low, &high)
    }
    let isCutAtStart = units[low].edge < .sentence
    let isCutAtEnd = units[high].edge < .sentence
    while low < high, units[low].kind == .space, !units[low + 1].isSealed { low += 1 }
    while low < high, units[high - 1].kind == .space, !units[high - 1].isSealed { high -= 1 }
    return passage(
      of: Int(units[low].byteOffset)..<Int(units[high].byteOffset),
      byteOffset: slice.byteOffset, cutAtStart: isCutAtStart && low < high,
      cutAtEnd: isCutAtEnd && low < high)
  }

  /// The unit that holds `byte`, or the nearest one.
  private func unitIndex(_ units: borrowing MutableSpan<TextUnit>, holding byte: Int) -> Int {
    let index = unitIndex(units, endingAt: byte)
    return index > 0 && Int(units[index].byteOffset) > byte ? index - 1 : index
  }

  /// The first edge at or after `byte`.
  private func unitIndex(_ units: borrowing MutableSpan<TextUnit>, endingAt byte: Int) -> Int {
    var low = 0
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if Int(units[middle].byteOffset) < byte { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Replaces a core over the budget by the part of it to show.
  private mutating func narrowCore(_ units: borrowing MutableSpan<TextUnit>, core: Range<Int>) {
    let lowest = coreStart
    var inside: [(term: Int, start: Int, end: Int)] = []
    for highlight in highlights
    where highlight.byteRange.lowerBound >= core.lowerBound
      && highlight.byteRange.upperBound <= core.upperBound && !highlight.byteRange.isEmpty
    {
      let start = unitIndex(units, holding: highlight.byteRange.lowerBound)
      if start < lowest { continue }
      let end = unitIndex(units, endingAt: highlight.byteRange.upperBound)
      if end - start > budget {
        (coreStart, coreEnd) = (start, end)
        return
      }
      inside.append((highlight.term, start, end))
    }
    coreEnd = coreStart + budget
    // Cores over the budget come from words counted as one position or from damaged text: rare, so
    // the plain search is enough. It is bounded by the hits that fit into one budget.
    var bestTerms = 0
    var bestExtent = Int.max
    for first in inside.indices {
      var terms: Set<Int> = []
      var reached = 0
      for next in inside[first...] {
        if next.start - inside[first].start >= budget { break }
        if next.end - inside[first].start > budget { continue }
        reached = max(reached, next.end)
        if !terms.insert(next.term).inserted { continue }
        let extent = reached - inside[first].start
        if terms.count > bestTerms || (terms.count == bestTerms && extent < bestExtent) {
          bestTerms = terms.count
          bestExtent = extent
          (coreStart, coreEnd) = (inside[first].start, reached)
        }
      }
    }
  }

  /// Forbids cuts inside highlights, overlapping ones being one, and takes into the core what
  /// overlaps its ends if it still fits.
  private mutating func sealHighlights(_ units: inout MutableSpan<TextUnit>) {
    var next = 0
    let regionStart = Int(units[0].byteOffset)
    let regionEnd = Int(units[end].byteOffset)
    while next < highlights.count {
      var range = highlights[next].byteRange
      next += 1
      if range.upperBound <= regionStart { continue }
      if range.lowerBound >= regionEnd { break }
      while next < highlights.count, highlights[next].byteRange.lowerBound < range.upperBound {
        range = range.lowerBound..<max(range.upperBound, highlights[next].byteRange.upperBound)
        next += 1
      }
      let start = unitIndex(units, holding: range.lowerBound)
      let groupEnd = unitIndex(units, endingAt: range.upperBound)
      if groupEnd - start < 2 { continue }
      for index in (start + 1)..<groupEnd { units[index].isSealed = true }
      if start < coreEnd, groupEnd > coreStart, start >= floor {
        let low = min(start, coreStart)
        let high = max(groupEnd, coreEnd)
        if high - low <= budget { (coreStart, coreEnd) = (low, high) }
      }
    }
  }

  /// From the start of the core's first sentence to the end of its last one.
  private func sentences(_ units: borrowing MutableSpan<TextUnit>) -> (low: Int, high: Int) {
    var low = coreStart
    while low > floor, !units[low].canCut(.sentence) { low -= 1 }
    // An empty core at a sentence edge stands for the sentence that follows.
    var high = max(coreEnd, min(coreStart + 1, end))
    while high < end, !units[high].canCut(.sentence) { high += 1 }
    return (low, high)
  }

  private func grow(
    _ units: borrowing MutableSpan<TextUnit>, _ low: inout Int, _ high: inout Int
  ) {
    while true {
      let isShort = high - low < budget / 4
      let right = nextSentenceEnd(units, after: high, low: low, crossingParagraphs: isShort)
      let left = previousSentenceStart(
        units, before: low, high: high, crossingParagraphs: isShort && right == nil)
      let prefersRight = isShort || high - coreEnd <= coreStart - low
      switch (left, right) {
      case (nil, nil):
        if isShort, high < end, units[high].edge >= .sentence {
          high = cutEnd(units, from: high, limit: min(end, low + budget))
        }
        return
      case (nil, let right?): high = right
      case (let left?, nil): low = left
      case (let left?, let right?):
        if prefersRight { high = right } else { low = left }
      }
    }
  }

  /// The end of the sentence after `high`; nil when there is none or it does not fit.
  private func nextSentenceEnd(
    _ units: borrowing MutableSpan<TextUnit>, after high: Int, low: Int, crossingParagraphs: Bool
  ) -> Int? {
    if high >= end || units[high].edge < .sentence { return nil }
    if units[high].edge == .paragraph && !crossingParagraphs { return nil }
    var index = high
    while index < end, units[index].kind == .space { index += 1 }
    if index >= end { return nil }
    index += 1
    while index <= end, index - low <= budget {
      if units[index].canCut(.sentence) { return index }
      index += 1
    }
    return nil
  }

  /// The start of the sentence before `low`; nil when there is none or it does not fit.
  private func previousSentenceStart(
    _ units: borrowing MutableSpan<TextUnit>, before low: Int, high: Int, crossingParagraphs: Bool
  ) -> Int? {
    if low <= floor || units[low].edge < .sentence { return nil }
    if units[low].edge == .paragraph && !crossingParagraphs { return nil }
    var index = low
    while index > floor, units[index - 1].kind == .space { index -= 1 }
    if index <= floor { return nil }
    index -= 1
    while index >= floor, high - index <= budget {
      if units[index].canCut(.sentence) { return index }
      index -= 1
    }
    return nil
  }

  /// Cuts the stretch `low..<high`, which is over the budget, on one side of the core or both.
  private func cutAroundCore(
    _ units: borrowing MutableSpan<TextUnit>, low: Int, high: Int
  ) -> (low: Int, high: Int) {
    let room = max(0, budget - (coreEnd - coreStart))
    let available = coreStart - low
    let wanted = max(room / 2, min(minimumContext, room * 2 / 3))
    // What the right side cannot use goes to the left.
    let left = min(available, max(wanted, room - (high - coreEnd)))
    let start = left == available ? low : cutStart(units, context: left, low: low)
    let limit = min(high, coreEnd + room - (coreStart - start))
    return (start, limit == high ? high : cutEnd(units, from: coreEnd, limit: limit))
  }

  /// The best start with at most `context` characters before the core.
  private func cutStart(
    _ units: borrowing MutableSpan<TextUnit>, context: Int, low: Int
  ) -> Int {
    let furthest = coreStart - context
    let nearest = coreStart - min(context, max(minimumContext, (context + 1) / 2))
    for quality in [CutQuality.clause, .enumeration, .character] {
      for index in stride(from: furthest, through: nearest, by: 1)
      where units[index].canCut(quality) {
        return index
      }
    }
    for quality in [CutQuality.character, .awkward] {
      for index in stride(from: furthest, to: coreStart, by: 1) where units[index].canCut(quality) {
        return index
      }
    }
    return coreStart
  }

  /// The best end after `from` and not after `limit`.
  private func cutEnd(_ units: borrowing MutableSpan<TextUnit>, from: Int, limit: Int) -> Int {
    let nearest = from + (limit - from + 1) / 2
    for quality in [CutQuality.clause, .enumeration, .character] {
      for index in stride(from: limit, through: nearest, by: -1)
      where units[index].canCut(quality) {
        return index
      }
    }
    for quality in [CutQuality.character, .awkward] {
      for index in stride(from: limit, to: from, by: -1) where units[index].canCut(quality) {
        return index
      }
    }
    return from
  }

  private func passage(
    of range: Range<Int>, byteOffset: Int, cutAtStart: Bool, cutAtEnd: Bool
  ) -> Passage {
    var matches: [SnippetHighlight] = []
    var merged: [Range<Int>] = []
    for highlight in highlights {
      let hit = highlight.byteRange
      if hit.lowerBound < range.lowerBound || hit.isEmpty { continue }
      if hit.lowerBound >= range.upperBound { break }
      if hit.upperBound > range.upperBound { continue }
      let inDocument = (byteOffset + hit.lowerBound)..<(byteOffset + hit.upperBound)
      matches.append(SnippetHighlight(byteRange: inDocument, term: highlight.term))
      if let last = merged.last, inDocument.lowerBound <= last.upperBound {
        merged[merged.count - 1] =
          last.lowerBound..<max(last.upperBound, inDocument.upperBound)
      } else {
        merged.append(inDocument)
      }
    }
    return Passage(
      byteRange: (byteOffset + range.lowerBound)..<(byteOffset + range.upperBound),
      highlights: merged, matches: matches, cutAtStart: cutAtStart, cutAtEnd: cutAtEnd)
  }
}
