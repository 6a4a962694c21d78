import WenjianStream

/// A string that was not typed, and what it finds.
struct FoundString: Equatable {
  /// Its elements, as in a `SearchString`.
  let codes: [UInt32]
  let counts: FoundCounts
}

/// The strings of a pattern that occur most, found best first: a string that is begun occurs at most as often as its
/// beginning, and at most as often as its last two elements are side by side. (A* search; the bound is never too low.)
struct BestStrings {
  let searcher: Searcher
  let graph: GramGraph
  let runs: [[UInt8]]

  /// Beginnings that are looked at, at most: initials alone leave thousands open.
  static let expansionLimit = 3_000

  /// A beginning of a string.
  private struct Path<State: Hashable> {
    var codes: [UInt32]
    var state: State
    /// It occurs at most so often.
    var bound: Int
    /// The bound is its number of occurrences.
    var isCounted = false

    /// Of strings that occur equally often the first by its elements is found first: a beginning of it precedes all that
    /// it does.
    func precedes(_ other: Self) -> Bool {
      bound != other.bound ? bound > other.bound : codes.lexicographicallyPrecedes(other.codes)
    }
  }

  /// - Returns: at most `limit` strings, the most frequent first, then by their elements; fewer than there are when the
  ///   limit of the work was met.
  /// - Throws: `SegmentError`.
  func find<Pattern: StringPattern>(_ pattern: Pattern, limit: Int, _ scratch: SearchScratch) throws
    -> [FoundString]
  {
    var queue = PriorityQueue<Path<Pattern.State>> { $0.precedes($1) }
    for element in pattern.candidates(in: pattern.start)
      ?? graph.scalars(where: { pattern.next(pattern.start, $0) != nil })
    {
      try scratch.checkpoint()
      guard let state = pattern.next(pattern.start, element), case let bound = try graph.occurrences(of: element),
        bound > 0
      else { continue }
      queue.push(Path(codes: [element], state: state, bound: bound))
    }
    var found: [FoundString] = []
    var expansions = 0
    while found.count < limit, var path = queue.pop() {
      try scratch.checkpoint()
      if !path.isCounted, path.codes.count > 1 {
        let counts = try counts(of: path.codes, scratch)
        path.isCounted = true
        if counts.occurrences < path.bound {
          path.bound = counts.occurrences
          if path.bound > 0 { queue.push(path) }
          continue
        }
      }
      if pattern.accepts(path.state), path.codes.count > 1 {
        found.append(FoundString(codes: path.codes, counts: try counts(of: path.codes, scratch)))
      }
      expansions += 1
      if expansions > Self.expansionLimit { break }
      for (element, bound) in try followers(of: path.codes[path.codes.count - 1], pattern, path.state, scratch) {
        guard let state = pattern.next(path.state, element) else { continue }
        queue.push(Path(codes: path.codes + [element], state: state, bound: min(bound, path.bound)))
      }
    }
    return found
  }

  /// What the pattern lets follow an element, with how often it does.
  private func followers<Pattern: StringPattern>(
    of element: UInt32, _ pattern: Pattern, _ state: Pattern.State, _ scratch: SearchScratch
  ) throws -> [(element: UInt32, occurrences: Int)] {
    guard let candidates = pattern.candidates(in: state), candidates.count < Self.lookUpLimit else {
      return try graph.successors(of: element, scratch) { pattern.next(state, $0) != nil }
    }
    return try candidates.compactMap { candidate in
      try scratch.checkpoint()
      let occurrences = try graph.occurrences(of: element, before: candidate)
      return occurrences > 0 ? (candidate, occurrences) : nil
    }
  }

  /// Rows have some hundred grams: of more candidates the row is read.
  private static let lookUpLimit = 200

  /// Exact counts of a string.
  func counts(of codes: [UInt32], _ scratch: SearchScratch) throws -> FoundCounts {
    let string = SearchString(codes: codes, runs: runs)
    return try scratch.temporarily {
      try searcher.segments.reduce(into: FoundCounts()) { sum, segment in
        sum += try TermMatcher(string, in: segment.context(scratch)).counts(segment)
      }
    }
  }
}

/// A binary heap.
struct PriorityQueue<Element> {
  private var heap: [Element] = []
  private let precedes: (Element, Element) -> Bool

  /// - Parameter precedes: whether the first is popped before the second.
  init(_ precedes: @escaping (Element, Element) -> Bool) { self.precedes = precedes }

  mutating func push(_ element: Element) {
    heap.append(element)
    var child = heap.count - 1
    while child > 0, case let parent = (child - 1) / 2, precedes(heap[child], heap[parent]) {
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Element? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while case let left = 2 * parent + 1, left < heap.count {
      let child = left + 1 < heap.count && precedes(heap[left + 1], heap[left]) ? left + 1 : left
      guard precedes(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return first
  }
}
