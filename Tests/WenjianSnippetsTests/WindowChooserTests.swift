// Which hits are chosen, and the laws of choosing.

import Testing
import WenjianSnippets
import WenjianTestSupport

private func hit(_ term: Int, _ position: Int, length: Int = 2, exact: Bool = false) -> SnippetHit {
  SnippetHit(term: term, position: position, length: length, isExactForm: exact)
}

@Suite("Choosing windows")
struct WindowChooserTests {
  @Test("no hits, no windows")
  func nothing() {
    #expect(chooseWindows(hits: []).isEmpty)
    #expect(chooseWindows(hits: [hit(0, 5)], options: SnippetOptions(maximumPassages: 0)).isEmpty)
  }

  @Test("the most terms win, the shortest run of hits that holds them")
  func mostTerms() {
    let hits = [hit(0, 10), hit(0, 300), hit(0, 320), hit(1, 330), hit(1, 340), hit(1, 900)]
    let windows = chooseWindows(hits: hits, options: SnippetOptions(maximumPassages: 1))
    #expect(windows == [SnippetWindow(hitIndices: 2..<4, positions: 320..<332)])
  }

  @Test("terms further apart than the span limit are two windows, in document order")
  func spanLimit() {
    let hits = [hit(1, 0), hit(0, 99)]
    #expect(chooseWindows(hits: hits).map(\.hitIndices) == [0..<1, 1..<2])
    let near = [hit(1, 0), hit(0, 98)]
    #expect(chooseWindows(hits: near).map(\.hitIndices) == [0..<2])
  }

  @Test("exact forms come before nearness, nearness before order, then the earlier one")
  func bonuses() {
    let one = SnippetOptions(maximumPassages: 1)
    let exact = [hit(0, 0), hit(1, 2), hit(0, 500, exact: true), hit(1, 540, exact: true)]
    #expect(chooseWindows(hits: exact, options: one).map(\.hitIndices) == [2..<4])
    let near = [hit(0, 0), hit(1, 70), hit(1, 500), hit(0, 502)]
    #expect(chooseWindows(hits: near, options: one).map(\.hitIndices) == [2..<4])
    let ordered = [hit(1, 0), hit(0, 2), hit(0, 500), hit(1, 502)]
    #expect(chooseWindows(hits: ordered, options: one).map(\.hitIndices) == [2..<4])
    let equal = [hit(0, 0), hit(1, 2), hit(0, 500), hit(1, 502)]
    #expect(chooseWindows(hits: equal, options: one).map(\.hitIndices) == [0..<2])
  }

  @Test("a heavier term is preferred when no window holds more")
  func weights() {
    let hits = [hit(0, 0), hit(1, 500)]
    let one = SnippetOptions(maximumPassages: 1)
    #expect(chooseWindows(hits: hits, options: one).map(\.hitIndices) == [0..<1])
    let weighted = chooseWindows(hits: hits, options: one, termWeights: [0.5, 7])
    #expect(weighted.map(\.hitIndices) == [1..<2])
  }

  @Test("a slot is kept for a term not shown yet")
  func unseenTerms() {
    var hits = (0..<20).flatMap { [hit(0, $0 * 300), hit(1, $0 * 300 + 5)] }
    hits.append(hit(2, 10_000))
    let windows = chooseWindows(hits: hits, options: SnippetOptions(maximumPassages: 2))
    #expect(windows.map(\.hitIndices) == [0..<2, 40..<41])
  }

  @Test("a second window keeps clear of the text the first one will show")
  func clearance() {
    let hits = [hit(0, 100), hit(0, 130), hit(0, 150), hit(0, 200)]
    #expect(chooseWindows(hits: hits).map(\.hitIndices) == [0..<1, 3..<4])
  }

  @Test("hits in the title and in low-weight zones are passed over")
  func passedOver() {
    let hits = [hit(0, 3), hit(1, 6), hit(0, 50), hit(0, 120), hit(1, 700)]
    let windows = chooseWindows(
      hits: hits, options: SnippetOptions(maximumPassages: 5), titleRange: 0..<20,
      lowWeightRanges: [40..<60, 690..<800])
    #expect(windows.map(\.hitIndices) == [3..<4])
    #expect(chooseWindows(hits: Array(hits[..<2]), titleRange: 0..<20).isEmpty)
  }

  @Test("no window spans a low-weight zone")
  func noWindowAcrossZones() {
    let hits = [hit(0, 10), hit(1, 40)]
    #expect(chooseWindows(hits: hits).map(\.hitIndices) == [0..<2])
    // The second hit stands in text that the passage around the first will reach.
    #expect(chooseWindows(hits: hits, lowWeightRanges: [20..<30]).map(\.hitIndices) == [0..<1])
  }

  @Test("unsorted hits and a core outside the slice are refused")
  func brokenPromises() async {
    await #expect(processExitsWith: .failure) {
      _ = chooseWindows(hits: [
        SnippetHit(term: 0, position: 5, length: 1), SnippetHit(term: 0, position: 4, length: 1),
      ])
    }
    await #expect(processExitsWith: .failure) {
      _ = SnippetSlice(
        bytes: [0x41], touchesDocumentStart: true, touchesDocumentEnd: true, highlights: [],
        core: 0..<2)
    }
  }

  private static func randomHits(seed: UInt64) -> [SnippetHit] {
    var numbers = SeededGenerator(seed: seed)
    let terms = Int.random(in: 1...5, using: &numbers)
    let extent = [30, 300, 3000].randomElement(using: &numbers)!
    return (0..<Int.random(in: 1...40, using: &numbers)).map { _ in
      hit(
        Int.random(in: 0..<terms, using: &numbers), Int.random(in: 0..<extent, using: &numbers),
        length: Int.random(in: 1...4, using: &numbers), exact: Bool.random(using: &numbers))
    }.sorted { $0.position < $1.position }
  }

  @Test(
    "as many terms as the slow obvious search finds, in any random document", arguments: 0..<400)
  func agreesWithOracle(seed: Int) throws {
    let hits = Self.randomHits(seed: UInt64(seed))
    let options = SnippetOptions(maximumPassages: 1)
    var most = 0
    for first in hits.indices {
      var end = 0
      for last in first..<hits.count {
        end = max(end, hits[last].position + hits[last].length)
        if end - hits[first].position > options.spanLimit { break }
        most = max(most, Set(hits[first...last].map(\.term)).count)
      }
    }
    let window = try #require(chooseWindows(hits: hits, options: options).first)
    #expect(Set(hits[window.hitIndices].map(\.term)).count == most)
    #expect(window.positions.count <= options.spanLimit)
  }

  @Test("windows are disjoint, in order, repeatable, and show every term", arguments: 400..<800)
  func laws(seed: Int) {
    let hits = Self.randomHits(seed: UInt64(seed))
    let options = SnippetOptions(maximumPassages: 5)
    let windows = chooseWindows(hits: hits, options: options)
    #expect(windows == chooseWindows(hits: hits, options: options))
    #expect(windows.count <= 5)
    for (left, right) in zip(windows, windows.dropFirst()) {
      #expect(left.hitIndices.upperBound <= right.hitIndices.lowerBound)
      #expect(left.positions.upperBound <= right.positions.lowerBound)
    }
    let shown = hits.filter { hit in
      windows.contains { $0.positions.overlaps(hit.position..<(hit.position + hit.length)) }
    }
    #expect(Set(shown.map(\.term)) == Set(hits.map(\.term)))
  }

  @Test("half a million hits are gone through in linear time")
  func manyHits() {
    // No clock decides: a walk that grows with the square of the hits would not come to its end.
    var numbers = SeededGenerator(seed: 7)
    let hits = (0..<500_000).map { hit(Int.random(in: 0..<4, using: &numbers), $0 * 2) }
    let windows = chooseWindows(hits: hits)
    #expect(windows.count == 3)
    #expect(windows.allSatisfy { Set(hits[$0.hitIndices].map(\.term)).count == 4 })
  }
}
