import WenjianSegment

/// When segments are merged: levels by size, as Lucene's `LogMergePolicy` and tantivy's have them.
///
/// A segment is of the level of its live positions: the lowest below `leastPositions`, and each next one `factor` times as
/// large. When a level has `factor` segments they become one, and smaller ones go along. So a commit has at most
/// `factor - 1` segments a level, and a document is written about once a level: `ceil(log(n) / log(factor))` times until
/// its segment has n times `leastPositions`, at the lowest level some times more. A segment of which more than
/// `deletedShare` was deleted is written anew without that, which costs at most `1 / deletedShare - 1` bytes for each
/// that is gained.
package struct MergePolicy: Equatable, Sendable {
  package var factor = 8
  /// Some 6 KB of text.
  package var leastPositions = 1 << 11
  package var deletedShare = 0.2
  /// No merge makes a larger segment.
  package var maximumPositions = SegmentFormat.positionLimit - 1
  /// Merges of no more positions are done inside the commit that makes them due: some 20 ms, once in `factor` commits at
  /// most. Larger ones are done beside the writer.
  package var inlinePositions = 1 << 20
  /// No merge has more sources.
  package var maximumSources = 256

  package init() {}

  /// What counts of a segment.
  package struct Candidate: Equatable, Sendable {
    package var livePositions: Int
    package var documents: Int
    package var deletedDocuments: Int

    package init(livePositions: Int, documents: Int, deletedDocuments: Int = 0) {
      self.livePositions = livePositions
      self.documents = documents
      self.deletedDocuments = deletedDocuments
    }
  }

  /// 0 for the smallest segments.
  package func level(_ livePositions: Int) -> Int {
    var (level, bound) = (0, leastPositions)
    while livePositions >= bound, level < 64 {
      level += 1
      let (next, isTooLarge) = bound.multipliedReportingOverflow(by: factor)
      if isTooLarge { break }
      bound = next
    }
    return level
  }

  /// The segments to merge, as groups of their indexes, none in two groups. A group of one is to be written anew without
  /// what was deleted.
  /// - Parameter segments: those of a commit that no merge works on.
  /// - Complexity: sorting the segments.
  package func merges(_ segments: [Candidate]) -> [[Int]] {
    let order = segments.indices.sorted {
      segments[$0].livePositions != segments[$1].livePositions
        ? segments[$0].livePositions < segments[$1].livePositions : $0 < $1
    }
    var groups: [[Int]] = []
    var isTaken = [Bool](repeating: false, count: segments.count)
    // From the largest level down, so that what is merged there takes the smaller ones along.
    for level in Set(segments.map { self.level($0.livePositions) }).sorted(by: >) {
      let ofLevel = order.filter { !isTaken[$0] && self.level(segments[$0].livePositions) == level }
      guard ofLevel.count >= factor else { continue }
      let smaller = order.filter { !isTaken[$0] && self.level(segments[$0].livePositions) < level }
      let group = fitting(smaller + ofLevel, segments)
      guard group.count > 1 else { continue }
      for index in group { isTaken[index] = true }
      groups.append(group.sorted())
    }
    for index in segments.indices where !isTaken[index] && isWorthRewriting(segments[index]) {
      groups.append([index])
    }
    return groups
  }

  /// As many of the smallest as may become one segment.
  private func fitting(_ order: [Int], _ segments: [Candidate]) -> [Int] {
    var group: [Int] = []
    var positions = 0
    for index in order.prefix(maximumSources) {
      positions += segments[index].livePositions
      if positions > maximumPositions { break }
      group.append(index)
    }
    return group
  }

  /// Small segments are merged soon enough.
  private func isWorthRewriting(_ segment: Candidate) -> Bool {
    segment.livePositions >= leastPositions && segment.deletedDocuments < segment.documents
      && Double(segment.deletedDocuments) > deletedShare * Double(segment.documents)
  }

  /// Whether so many segments wait for a merge that no more may be made before it is done: sessions that end before
  /// their merges do leave them to the next one.
  package func isOverdue(_ segments: [Candidate]) -> Bool {
    var counts: [Int: Int] = [:]
    for segment in segments { counts[level(segment.livePositions), default: 0] += 1 }
    return counts.values.contains { $0 >= 3 * factor }
  }

  /// All segments in as few groups as positions allow.
  /// - Parameter evenAlone: whether segments are wanted that would only be copied.
  package func mergesOfAll(_ segments: [Candidate], evenAlone: Bool = false) -> [[Int]] {
    var groups: [[Int]] = []
    var rest = Array(segments.indices)
    while !rest.isEmpty {
      var group: [Int] = []
      var positions = 0
      while let next = rest.first, group.isEmpty || positions + segments[next].livePositions <= maximumPositions {
        positions += segments[next].livePositions
        group.append(rest.removeFirst())
      }
      let hasLive = group.contains { segments[$0].deletedDocuments < segments[$0].documents }
      if evenAlone && hasLive || group.count > 1 || segments[group[0]].deletedDocuments > 0 { groups.append(group) }
    }
    return groups
  }
}
