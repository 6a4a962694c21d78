// NEAR and BEFORE: which occurrences of a string have a partner, an occurrence of another string at hand.

import WenjianIndex
import WenjianSegment

/// Where the other string stands, seen from an occurrence.
struct Reach: BitwiseCopyable, Sendable {
  /// The most elements between the two.
  let distance: Int
  let isBefore: Bool
  let isBehind: Bool

  /// The same from the other string.
  var reversed: Reach { Reach(distance: distance, isBefore: isBehind, isBehind: isBefore) }
}

/// A string of which an occurrence has to be in reach.
struct StringPartner: Sendable {
  let string: SearchString
  let reach: Reach
}

extension SearchString {
  /// For people: beside what an occurrence has to stand for the query to count it, as `before 就业`; empty when it
  /// counts anywhere.
  package var conditions: [String] {
    partners.map { partner in
      let place =
        switch (partner.reach.isBefore, partner.reach.isBehind) {
        case (true, true): "near"
        case (true, false): "after"
        default: "before"
        }
      return "\(place) \(partner.string.text)"
    }
  }
}

/// The positions of a string, and how many elements it has.
struct StringStarts: BitwiseCopyable {
  var starts: PositionBuffer
  let length: Int
}

extension PositionBuffer {
  /// The first index, from `from` on, whose position is not below `target`: gallops.
  func first(from: Int, notBelow target: Int) -> Int {
    guard from < count, Int(positions[from]) < target else { return from }
    var low = from  // positions[low] < target
    var step = 1
    while low + step < count, Int(positions[low + step]) < target {
      low += step
      step *= 2
    }
    var high = min(low + step, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(positions[middle]) < target { low = middle } else { high = middle }
    }
    return high
  }

  /// The positions of both, each once, ascending.
  func union(_ other: PositionBuffer, in scratch: SearchScratch) -> PositionBuffer {
    let room = scratch.room(count + other.count, of: UInt32.self)
    var kept = 0
    var i = 0
    var j = 0
    while i < count || j < other.count {
      let mine = i < count ? positions[i] : .max
      let theirs = j < other.count ? other.positions[j] : .max
      if i < count, mine <= theirs { i &+= 1 }
      if j < other.count, theirs <= mine { j &+= 1 }
      room[kept] = min(mine, theirs)
      kept &+= 1
    }
    return PositionBuffer(positions: room, count: kept)
  }
}

extension StringStarts {
  /// The occurrences that have a partner among those of another string: in the same document, in reach, and without
  /// an element that belongs to both.
  ///
  /// Only the nearest on each side is looked at: when it is too far or in another document, so are all behind it.
  /// - Complexity: the fewer positions, times the logarithm of what is skipped in the others.
  func having(
    _ other: StringStarts, in reach: Reach, of segment: Segment, scratch: SearchScratch
  ) -> PositionBuffer {
    let documents = segment.documents
    let others = other.starts
    let room = scratch.room(starts.count, of: UInt32.self)
    var kept = 0
    var document = 0
    var behind = 0  // the first other that starts at or behind the end of this one
    var before = 0  // the first other that does not end at or before the start of this one
    var at = 0
    while at < starts.count {
      let start = Int(starts.positions[at])
      behind = others.first(from: behind, notBelow: start + length)
      before = others.first(from: before, notBelow: start - other.length + 1)
      var hasPartner = false
      if reach.isBehind, behind < others.count,
        Int(others.positions[behind]) - (start + length) <= reach.distance
      {
        document = documents.document(of: starts.positions[at], from: document)
        hasPartner = documents.positions(of: document).contains(others.positions[behind])
      }
      if !hasPartner, reach.isBefore, before > 0,
        start - (Int(others.positions[before - 1]) + other.length) <= reach.distance
      {
        document = documents.document(of: starts.positions[at], from: document)
        hasPartner = documents.positions(of: document).contains(others.positions[before - 1])
      }
      at += 1
      if hasPartner {
        room[kept] = starts.positions[at - 1]
        kept += 1
        continue
      }
      // The next that can have one: with the next other in reach behind it, or before it.
      guard before < others.count else { break }
      var next = Int(others.positions[before]) + other.length
      if behind < others.count {
        next = min(next, Int(others.positions[behind]) - reach.distance - length)
      }
      at = starts.first(from: at, notBelow: next)
    }
    return PositionBuffer(positions: room, count: kept)
  }

  /// The occurrences of both strings that have a partner among the other's.
  /// - Parameter reach: where the second stands, seen from the first.
  static func pairs(
    _ first: StringStarts, _ second: StringStarts, in reach: Reach, of segment: Segment,
    scratch: SearchScratch
  ) -> (first: PositionBuffer, second: PositionBuffer) {
    // Whatever has a partner is itself one, so the string with more occurrences needs to look only at what the
    // other has left.
    var first = first
    var second = second
    if first.starts.count <= second.starts.count {
      first.starts = first.having(second, in: reach, of: segment, scratch: scratch)
      let kept = second.having(first, in: reach.reversed, of: segment, scratch: scratch)
      return (first.starts, kept)
    }
    second.starts = second.having(first, in: reach.reversed, of: segment, scratch: scratch)
    let kept = first.having(second, in: reach, of: segment, scratch: scratch)
    return (kept, second.starts)
  }
}

extension Searcher {
  /// Two strings that must stand near each other.
  struct Pair: BitwiseCopyable {
    /// Numbers of strings; the same one twice is allowed.
    let first: Int
    let second: Int
    /// Where the second stands, seen from the first.
    let reach: Reach
    /// Not under an exclusion.
    let isPositive: Bool
  }
}

extension Evaluation {
  private func starts(of string: Int) throws -> StringStarts {
    let starts =
      try matches[string].starts
      ?? SegmentMatcher(strings[string], in: view, scratch: scratch).starts(within: nil)
    return StringStarts(starts: starts, length: strings[string].count)
  }

  /// The occurrences of a pair's strings that have a partner, in the whole segment.
  func pairs(_ pair: Searcher.Pair) throws -> (first: PositionBuffer, second: PositionBuffer) {
    StringStarts.pairs(
      try starts(of: pair.first), try starts(of: pair.second), in: pair.reach, of: view.segment,
      scratch: scratch)
  }

  /// Positions of a string by document.
  func grouped(_ positions: PositionBuffer, of string: Int) -> DocumentBuffer {
    var found = SegmentMatcher(strings[string], in: view, scratch: scratch).gather(positions)
    if let mask { found.keep(mask) }
    return found
  }
}

extension SegmentMatcher {
  /// Where the occurrences stand that a query shows: all of them, or for a string that is asked for only near
  /// others those with a partner.
  /// - Parameter range: of one document.
  func shownStarts(within range: Range<UInt32>) throws -> PositionBuffer {
    let all = try starts(within: range)
    if string.partners.isEmpty || all.count == 0 { return all }
    var shown = PositionBuffer(positions: all.positions, count: 0)
    for partner in string.partners {
      let others = try SegmentMatcher(partner.string, in: view, scratch: scratch).starts(within: range)
      let kept = StringStarts(starts: all, length: string.count).having(
        StringStarts(starts: others, length: partner.string.count), in: partner.reach, of: view.segment,
        scratch: scratch)
      shown = shown.union(kept, in: scratch)
    }
    return shown
  }
}
