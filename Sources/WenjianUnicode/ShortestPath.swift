// The cheapest way to cut a run of Han and kana into words: ICU's CjkBreakEngine, exactly.

/// Scratch for up to 4,096 elements at a time; a longer run of Han is worked on piece by piece, and
/// only the 21 open costs are carried over. The way back is kept in the caller's `boundaries`
/// themselves (the length of the best word that ends at each element), so a run of ten million
/// characters without punctuation needs no more memory than a short one.
///
/// ICU's rules, as of ICU 72: the cost of a path is the sum of the words' costs; a single character
/// that is no word costs 255; words have up to 20 characters; of equally cheap words that end at
/// the same place the longest wins, because ICU replaces a path only by a cheaper one and meets the
/// earliest start first; and a whole run of fewer than 20 Katakana is a candidate with a cost by
/// its length.
///
/// What stands between two runs of Han is taken for a character that no word has: no word reaches
/// across it, so the runs on both sides are cut as if they stood alone, and a sentence is one loop
/// instead of many.
///
/// A cost and a word length share one number, `cost << 5 | (31 - length)`: its minimum is the
/// cheapest and then the longest, in one compare without a branch. Costs are counted from the start
/// of the 4,096 elements, so they never leave 32 bits, where ICU's own sums would overflow after
/// 16.8 million unknown characters.
final class ShortestPath {
  static let windowSize = 4096
  private static let reach = WordCost.longestWord
  private static let lengthMask: UInt32 = 31

  // SAFETY: all accesses are below windowSize + reach + 3, by the loops' bounds.
  private let symbols: UnsafeMutablePointer<UInt16>
  /// Between pieces every entry is `.max`.
  private let best: UnsafeMutablePointer<UInt32>
  /// Where in the piece the elements are that may join with neighbours.
  let joining: UnsafeMutablePointer<UInt16>
  private(set) var joiningCount = 0

  init() {
    let capacity = Self.windowSize + Self.reach + 4
    symbols = .allocate(capacity: capacity)
    symbols.initialize(repeating: 0, count: capacity)
    best = .allocate(capacity: capacity)
    best.initialize(repeating: .max, count: capacity)
    joining = .allocate(capacity: capacity)
    joining.initialize(repeating: 0, count: capacity)
  }

  deinit {
    symbols.deallocate()
    best.deallocate()
    joining.deallocate()
  }

  /// Marks the boundaries in a piece of a stretch from `start` on, as if every element that is not
  /// in the dictionary's range were a word, and returns where the piece ends: at `count`, or at a
  /// place where no word of the dictionary can reach across. `joining` then has the elements of the
  /// piece for which that may be wrong, counted from `start`.
  ///
  /// - Complexity: O(length of the piece).
  @inline(__always)
  func markPiece<Trie: WordTrie>(
    _ trie: Trie, _ elements: UnsafePointer<UInt32>, from start: Int, to count: Int,
    _ classes: WordClasses, _ boundaries: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var filled = min(count &- start, Self.windowSize)
    let seen = fill(trie, elements + start, filled, classes)
    if filled < count &- start {
      // A full window ends behind its last element that no word can contain.
      var end = filled
      while end > 0, WordClass.isDictionary(classes[elements[start &+ end &- 1]]) { end &-= 1 }
      if end == 0 { return markLongRun(trie, elements, start, count, seen, classes, boundaries) }
      while joiningCount > 0, Int(joining[joiningCount &- 1]) >= end { joiningCount &-= 1 }
      filled = end
    }
    best[0] = 0
    relaxAny(trie, elements + start, filled, filled, seen, hasPrevious: false, boundaries + start)
    close(filled)
    markWords(boundaries + start, filled)
    return start &+ filled
  }

  /// Marks a run of the dictionary's range that is longer than a window, whose elements are in
  /// `symbols` already, and returns where it ends.
  @inline(never)
  private func markLongRun<Trie: WordTrie>(
    _ trie: Trie, _ elements: UnsafePointer<UInt32>, _ start: Int, _ count: Int, _ seenFirst: UInt8,
    _ classes: WordClasses, _ boundaries: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var seen = seenFirst
    var windowStart = start
    var filled = Self.windowSize
    best[0] = 0
    while filled == Self.windowSize {
      let limit = filled - Self.reach
      relaxAny(
        trie, elements + windowStart, limit, filled, seen, hasPrevious: windowStart > start,
        boundaries + windowStart)
      slide(limit: limit, filled: filled)
      windowStart += limit
      filled = Self.reach
      while filled < Self.windowSize, windowStart + filled < count,
        WordClass.isDictionary(classes[elements[windowStart + filled]])
      {
        filled += 1
      }
      seen = fill(trie, elements + windowStart, filled, classes)
    }
    relaxAny(
      trie, elements + windowStart, filled, filled, seen, hasPrevious: true,
      boundaries + windowStart)
    close(filled)
    markWords(boundaries + start, windowStart + filled - start)
    joiningCount = 0
    return windowStart + filled
  }

  /// Reads the symbols of elements, and where those are that may join; returns all their classes in
  /// one.
  ///
  /// The three loops (this, `relax`, `markWords`) are functions of their own because inlined into
  /// one they run out of registers: 267 instead of 290 MB/s.
  @inline(never)
  private func fill<Trie: WordTrie>(
    _ trie: Trie, _ elements: UnsafePointer<UInt32>, _ filled: Int, _ classes: WordClasses
  ) -> UInt8 {
    var seen: UInt8 = 0
    var count = 0
    for k in 0..<filled {
      let element = elements[k]
      let index = ElementIndex.of(element)
      let kind = classes[element, at: index]
      symbols[k] = trie.symbol(at: index, kind)
      joining[count] = UInt16(truncatingIfNeeded: k)
      count &+= WordClass.joins(kind)
      seen |= kind
    }
    joiningCount = count
    // Symbol 0 ends every walk; the steps without a branch look two behind the last element.
    symbols[filled] = 0
    symbols[filled &+ 1] = 0
    return seen
  }

  @inline(__always)
  private func relaxAny<Trie: WordTrie>(
    _ trie: Trie, _ elements: UnsafePointer<UInt32>, _ limit: Int, _ filled: Int, _ seen: UInt8,
    hasPrevious: Bool, _ lengths: UnsafeMutablePointer<UInt8>
  ) {
    if seen & WordClass.katakana != 0 {
      relaxWithKatakana(
        trie, elements, limit: limit, filled: filled, hasPrevious: hasPrevious, lengths)
    } else {
      relax(trie, limit: limit, lengths)
    }
  }

  /// Takes back the costs at and behind the end of a piece.
  @inline(__always)
  private func close(_ filled: Int) {
    for k in 0...Self.branchless { best[filled &+ k] = .max }
  }

  /// So many steps of a walk are taken without a branch.
  private static let branchless = 3

  /// Relaxes every word that begins in the first `limit` elements, and writes for each of them the
  /// length of the best word that ends with it.
  ///
  /// Whether a word goes on is a coin toss that the processor loses, so the first three lengths are
  /// taken without a branch; their open costs stay in registers, because a cost that goes through
  /// memory to the next element waits for the store (207 instead of 250 MB/s on laws_cn). What
  /// remains is the latency of the two loads.
  @inline(never)
  private func relax<Trie: WordTrie>(
    _ trie: Trie, limit: Int, _ lengths: UnsafeMutablePointer<UInt8>
  ) {
    let best = best
    let symbols = symbols
    var (open0, open1, open2) = (best[0], best[1], best[2])
    var k = 0
    while k < limit {
      let origin = open0 & ~Self.lengthMask
      let one = trie.start(symbols[k])
      let two = trie.next(one, symbols[k &+ 1])
      let three = trie.next(two, symbols[k &+ 2])
      open0 = min(open1, Self.cost(origin, trie.startCost(one), 1))
      open1 = min(open2, Self.cost(origin, trie.cost(two), 2))
      open2 = min(best[k &+ 3], Self.cost(origin, trie.cost(three), 3))
      best[k] = .max
      if !trie.isDeadEnd(three) {
        relaxLongWords(trie, three, best + k, symbols + k, origin)
      }
      lengths[k] = Self.length(open0)
      k &+= 1
    }
    best[limit] = open0
    best[limit &+ 1] = open1
    best[limit &+ 2] = open2
  }

  /// Relaxes the words of more than three elements that begin at the first symbol.
  @inline(__always)
  private func relaxLongWords<Trie: WordTrie>(
    _ trie: Trie, _ three: Trie.Place, _ best: UnsafeMutablePointer<UInt32>,
    _ symbols: UnsafeMutablePointer<UInt16>, _ origin: UInt32
  ) {
    var place = three
    var length = Self.branchless
    while length < Self.reach {
      place = trie.next(place, symbols[length])
      if trie.isDeadEnd(place) { return }
      length &+= 1
      best[length] = min(
        best[length], Self.cost(origin, trie.cost(place), UInt32(truncatingIfNeeded: length)))
    }
  }

  @inline(__always)
  private static func cost(_ origin: UInt32, _ cost: UInt32, _ length: UInt32) -> UInt32 {
    origin &+ (cost &<< 5) &+ (lengthMask &- length)
  }

  @inline(__always)
  private static func length(_ open: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: lengthMask &- (open & lengthMask))
  }

  /// The same with ICU's rule for Katakana; slower, because it is rare.
  @inline(never)
  private func relaxWithKatakana<Trie: WordTrie>(
    _ trie: Trie, _ elements: UnsafePointer<UInt32>, limit: Int, filled: Int, hasPrevious: Bool,
    _ lengths: UnsafeMutablePointer<UInt8>
  ) {
    var isPreviousKatakana = hasPrevious && Self.isKatakana(elements[-1])
    for k in 0..<limit {
      let origin = best[k] & ~Self.lengthMask
      best[k] = .max
      let one = trie.start(symbols[k])
      let two = trie.next(one, symbols[k + 1])
      let three = trie.next(two, symbols[k + 2])
      best[k + 1] = min(best[k + 1], Self.cost(origin, trie.startCost(one), 1))
      best[k + 2] = min(best[k + 2], Self.cost(origin, trie.cost(two), 2))
      best[k + 3] = min(best[k + 3], Self.cost(origin, trie.cost(three), 3))
      if !trie.isDeadEnd(three) {
        relaxLongWords(trie, three, best + k, symbols + k, origin)
      }
      let isKatakana = Self.isKatakana(elements[k])
      if isKatakana, !isPreviousKatakana {
        var length = 1
        while k + length < filled, length < 20, Self.isKatakana(elements[k + length]) {
          length += 1
        }
        if length < 20 {
          let cost = length <= 8 ? Self.katakanaCosts[length] : 8192
          best[k + length] = min(best[k + length], Self.cost(origin, cost, UInt32(length)))
        }
      }
      isPreviousKatakana = isKatakana
      lengths[k] = Self.length(best[k + 1])
    }
  }

  /// ICU's `isKatakana` without the halfwidth forms, which are not in NFKC and never come here.
  @inline(__always)
  private static func isKatakana(_ element: UInt32) -> Bool {
    element &- 0x30A1 <= 0x30FE - 0x30A1 && element != 0x30FB
  }

  /// ICU's `katakanaCost`, by length.
  private static let katakanaCosts: [UInt32] = [8192, 984, 408, 240, 204, 252, 300, 372, 480]

  /// Moves the open costs to the start of the window.
  private func slide(limit: Int, filled: Int) {
    var lowest = UInt32.max
    for k in limit...filled { lowest = min(lowest, best[k]) }
    lowest &= ~Self.lengthMask
    for k in 0...Self.reach {
      let cost = best[limit + k]
      best[limit + k] = .max
      best[k] = cost == .max ? .max : cost - lowest
    }
  }

  /// Turns the lengths of the best words into boundaries, from the end back.
  @inline(never)
  private func markWords(_ boundaries: UnsafeMutablePointer<UInt8>, _ count: Int) {
    var end = count
    while end > 0 {
      let length = Int(boundaries[end &- 1])
      let start = end &- length
      // Words of one and two characters, nearly all, need no loop.
      boundaries[end &- 1] = 0
      if length > 2 {
        for at in (start &+ 1)..<(end &- 1) { boundaries[at] = 0 }
      }
      boundaries[start] = 1
      end = start
    }
  }
}
