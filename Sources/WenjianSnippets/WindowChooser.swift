// Step 1: which hits of a document to show, decided on positions alone, before any text is read.

/// Chooses up to `maximumPassages` groups of hits worth a passage each.
///
/// A window is the shortest run of hits that holds its set of terms within `spanLimit` positions.
/// Windows are taken one after another; each time the one with the most terms not shown yet wins
/// (so every term gets its place before any is repeated), then the most terms, then a bonus for
/// exact forms, nearness, order and term weight, then the earlier one. A window keeps clear of the
/// text that an earlier choice is about to fill.
///
/// Hits in the title are passed over, since the title is shown anyway, and so are hits in
/// low-weight zones. An empty answer to a document with hits therefore means: show the opening
/// (`openingPassage`), or call again without the ranges.
///
/// - Parameters:
///   - hits: all hits of one document, sorted by position; equal positions are fine.
///   - titleRange: positions of the title.
///   - lowWeightRanges: positions of navigation, footers and the like, sorted and disjoint.
///   - termWeights: idf-like, one per term ordinal; only the ratios count. Empty for none.
/// - Returns: windows in document order, disjoint.
/// - Precondition: `hits` are sorted; terms are in 0..<65,536; weights cover every term when given.
/// - Complexity: O(`maximumPassages` × (hits + ranges)) time, O(terms + ranges) memory.
package func chooseWindows(
  hits: [SnippetHit], options: SnippetOptions = SnippetOptions(), titleRange: Range<Int>? = nil,
  lowWeightRanges: [Range<Int>] = [], termWeights: [Double] = []
) -> [SnippetWindow] {
  if hits.isEmpty || options.maximumPassages == 0 { return [] }
  var highestTerm = 0
  var previousPosition = Int.min
  for hit in hits {
    precondition(hit.position >= previousPosition, "hits must be sorted by position")
    precondition(
      hit.term >= 0 && hit.term < 65_536, "a term is its ordinal in the query: \(hit.term)")
    previousPosition = hit.position
    highestTerm = max(highestTerm, hit.term)
  }
  var search = WindowSearch(
    spanLimit: options.spanLimit, weights: integerWeights(termWeights, count: highestTerm + 1))
  var blocked = lowWeightRanges
  if let titleRange { insert(titleRange, into: &blocked) }
  var chosen: [SnippetWindow] = []
  while chosen.count < options.maximumPassages,
    let window = search.bestWindow(hits: hits, blocked: blocked)
  {
    chosen.append(window)
    for index in window.hitIndices { search.isShown[hits[index].term] = true }
    insert(window.positions, into: &blocked)
    // The passage will fill half the unused budget on each side; less when the window is wide:
    // a hit of a new term within the span limit was taken in, one outside must stay eligible.
    let extent = window.positions.count
    let clearance = max(
      0, min((options.characterBudget - extent) / 2, options.spanLimit - extent))
    search.filled.append(
      (window.positions.lowerBound - clearance)..<(window.positions.upperBound + clearance))
  }
  return chosen.sorted { $0.positions.lowerBound < $1.positions.lowerBound }
}

/// Weights in thousandths of the greatest, so that sums are exact whatever the order of addition.
private func integerWeights(_ weights: [Double], count: Int) -> [Int] {
  if weights.isEmpty { return [Int](repeating: 0, count: count) }
  precondition(weights.count >= count, "\(weights.count) weights for \(count) terms")
  let greatest = weights.reduce(0, max)
  if !(greatest > 0 && greatest.isFinite) { return [Int](repeating: 0, count: count) }
  return weights.map { $0 > 0 ? Int($0 / greatest * 1000) : 0 }
}

/// Keeps `ranges` sorted and disjoint: what `range` overlaps becomes one range with it.
private func insert(_ range: Range<Int>, into ranges: inout [Range<Int>]) {
  if range.isEmpty { return }
  let first = ranges.firstIndex { $0.upperBound > range.lowerBound } ?? ranges.count
  let end = ranges[first...].firstIndex { $0.lowerBound >= range.upperBound } ?? ranges.count
  var united = range
  if first < end {
    united =
      min(
        range.lowerBound, ranges[first].lowerBound)..<max(
        range.upperBound, ranges[end - 1].upperBound)
  }
  ranges.replaceSubrange(first..<end, with: CollectionOfOne(united))
}

/// One pass over the hits with a sliding window and running sums.
private struct WindowSearch {
  let spanLimit: Int
  let weights: [Int]
  /// Per term: already in a chosen window.
  var isShown: [Bool]
  /// What the passages of the chosen windows will show: hits wholly inside are passed over. At most
  /// `maximumPassages` ranges.
  var filled: [Range<Int>] = []

  private var countOfTerm: [Int32]
  private var exactCountOfTerm: [Int32]
  private var distinctTerms = 0
  private var newTerms = 0
  private var exactTerms = 0
  private var weightSum = 0
  private var lengthSum = 0
  private var ascendingPairs = 0

  init(spanLimit: Int, weights: [Int]) {
    self.spanLimit = spanLimit
    self.weights = weights
    isShown = [Bool](repeating: false, count: weights.count)
    countOfTerm = [Int32](repeating: 0, count: weights.count)
    exactCountOfTerm = countOfTerm
  }

  /// The best window among the hits that touch no blocked range; nil when there is no such hit.
  mutating func bestWindow(hits: [SnippetHit], blocked: [Range<Int>]) -> SnippetWindow? {
    var bestScore = Int.min
    var best = 0..<0
    var first = 0
    var nextBlocked = 0
    var blockedUpTo = Int.min
    for index in hits.indices {
      let hit = hits[index]
      while nextBlocked < blocked.count, blocked[nextBlocked].upperBound <= hit.position {
        blockedUpTo = blocked[nextBlocked].upperBound
        nextBlocked += 1
      }
      let isPassedOver =
        (nextBlocked < blocked.count && blocked[nextBlocked].lowerBound < hit.endPosition)
        || isFilled(hit)
      // No window spans a blocked range or a hit passed over: its indices are all its own.
      while first < index, isPassedOver || hits[first].position < blockedUpTo {
        remove(hits, at: first, last: index - 1)
        first += 1
      }
      if isPassedOver {
        first = index + 1
        continue
      }
      add(hits, at: index, first: first)
      while first < index, hit.endPosition - hits[first].position > spanLimit {
        remove(hits, at: first, last: index)
        first += 1
      }
      while first < index, countOfTerm[hits[first].term] > 1 {
        remove(hits, at: first, last: index)
        first += 1
      }
      // A hit that repeats a term of the window makes it longer and no better, exact forms apart.
      let addsTerm = countOfTerm[hit.term] == 1
      let addsExactForm = hit.isExactForm && exactCountOfTerm[hit.term] == 1
      if !addsTerm && !addsExactForm { continue }
      if termScore + Self.greatestBonus <= bestScore { continue }
      let score = termScore + bonus(hits: hits, first: first, last: index)
      if score > bestScore {
        bestScore = score
        best = first..<(index + 1)
      }
    }
    while first < hits.count {
      remove(hits, at: first, last: hits.count - 1)
      first += 1
    }
    if best.isEmpty { return nil }
    var end = Int.min
    for index in best { end = max(end, hits[index].endPosition) }
    return SnippetWindow(
      hitIndices: best, positions: hits[best.lowerBound].position..<end)
  }

  private func isFilled(_ hit: SnippetHit) -> Bool {
    for range in filled
    where hit.position >= range.lowerBound && hit.endPosition <= range.upperBound {
      return true
    }
    return false
  }

  /// New terms, then terms: 1,000 each.
  private var termScore: Int { newTerms * 1_000_000_000 + distinctTerms * 1000 }

  /// Below 1,000, so that no bonus outweighs a term.
  private static let greatestBonus = 400 + 250 + 200 + 100

  /// Exact forms up to 400, nearness 250, weight 200, order 100. Weight can only decide between
  /// windows with different terms.
  private func bonus(hits: [SnippetHit], first: Int, last: Int) -> Int {
    let extent = max(hits[last].endPosition, hits[first].endPosition) - hits[first].position
    let gap = min(max(0, extent - lengthSum), spanLimit)
    let exact = 400 * exactTerms / distinctTerms
    let nearness = 250 * (spanLimit - gap) / spanLimit
    let weight = weightSum / (5 * distinctTerms)
    let order = first == last ? 100 : 100 * ascendingPairs / (last - first)
    return exact + nearness + weight + order
  }

  private mutating func add(_ hits: [SnippetHit], at index: Int, first: Int) {
    let hit = hits[index]
    countOfTerm[hit.term] += 1
    if countOfTerm[hit.term] == 1 {
      distinctTerms += 1
      newTerms += isShown[hit.term] ? 0 : 1
      weightSum += weights[hit.term]
    }
    if hit.isExactForm {
      exactCountOfTerm[hit.term] += 1
      if exactCountOfTerm[hit.term] == 1 { exactTerms += 1 }
    }
    lengthSum += max(1, hit.length)
    if index > first, hits[index - 1].term < hit.term { ascendingPairs += 1 }
  }

  /// Takes the window's first hit out; `last` is the window's last hit.
  private mutating func remove(_ hits: [SnippetHit], at index: Int, last: Int) {
    let hit = hits[index]
    countOfTerm[hit.term] -= 1
    if countOfTerm[hit.term] == 0 {
      distinctTerms -= 1
      newTerms -= isShown[hit.term] ? 0 : 1
      weightSum -= weights[hit.term]
    }
    if hit.isExactForm {
      exactCountOfTerm[hit.term] -= 1
      if exactCountOfTerm[hit.term] == 0 { exactTerms -= 1 }
    }
    lengthSum -= max(1, hit.length)
    if index < last, hit.term < hits[index + 1].term { ascendingPairs -= 1 }
  }
}
