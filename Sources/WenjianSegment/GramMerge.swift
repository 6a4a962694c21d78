import WenjianDictionary
import WenjianPostings

/// Merges the grams of several segments, a stretch of rows at a time, so that several threads can share the work.
struct GramMerge: Sendable {
  let segments: [Segment]
  let elements: MergedElements
  let contexts: [PositionContext]
  /// Of the merged documents.
  let norms: [UInt8]

  /// A stretch holds at least so many grams, counted in every segment: some 100 KB of postings.
  private static let stretchGrams = 1 << 12

  /// What a thread keeps from stretch to stretch.
  final class Worker {
    fileprivate var desk = Desk()
  }

  fileprivate struct Desk: ~Copyable {
    var encoder = GramEncoder()
    var row: [RowGram] = []
    var lists: [(source: Int, list: PositionList)] = []
    var positions: UnsafeMutablePointer<UInt32>
    private var capacity = 1 << 12

    init() { positions = .allocate(capacity: capacity) }
    deinit { positions.deallocate() }

    mutating func reserve(_ count: Int) {
      // Whole blocks are decoded.
      let wanted = count + PositionList.blockSize
      guard wanted > capacity else { return }
      capacity = max(capacity * 2, wanted)
      positions.deallocate()
      positions = .allocate(capacity: capacity)
    }
  }

  fileprivate struct RowGram {
    /// The merged second element, and the source in the low bits: the order of the merge.
    var order: UInt64
    var gram: Int

    var second: UInt32 { UInt32(truncatingIfNeeded: order &>> 32) }
    var source: Int { Int(order & 0xFFFF_FFFF) }
  }

  /// Cuts the rows into stretches of about the same work.
  func stretches() -> [Range<Int>] {
    var sizes = [Int](repeating: 0, count: elements.count)
    for (source, segment) in segments.enumerated() {
      for (row, id) in elements.ids[source].enumerated() where id != .max {
        sizes[Int(id)] += segment.grams.row(row).count
      }
    }
    var stretches: [Range<Int>] = []
    var start = 0
    var size = 0
    for row in sizes.indices {
      size += sizes[row]
      if size >= Self.stretchGrams || row == sizes.count - 1 {
        stretches.append(start..<(row + 1))
        start = row + 1
        size = 0
      }
    }
    return stretches
  }

  /// The merged postings of some rows.
  /// - Throws: `SegmentError` when a source is damaged.
  func fragment(rows: Range<Int>, _ worker: Worker) throws(SegmentError) -> GramFragment {
    try fragment(rows: rows, &worker.desk)
  }

  private func fragment(rows: Range<Int>, _ desk: inout Desk) throws(SegmentError) -> GramFragment {
    var cursors = elements.ids.map { ids in ids.partitioningIndex { $0 >= UInt32(rows.lowerBound) } }
    for first in rows {
      desk.encoder.beginRow()
      desk.row.removeAll(keepingCapacity: true)
      for (source, segment) in segments.enumerated() {
        let ids = elements.ids[source]
        guard cursors[source] < ids.count, ids[cursors[source]] == UInt32(first) else { continue }
        segment.grams.forEachGram(inRow: cursors[source]) { gram, second in
          // A damaged second would fall outside the map; the gram then fails below.
          let merged = second < ids.count ? ids[second] : .max
          desk.row.append(RowGram(order: UInt64(merged) &<< 32 | UInt64(source), gram: gram))
        }
        cursors[source] += 1
      }
      // One source is in order already.
      if segments.count > 1 { desk.row.sort { $0.order < $1.order } }
      try encodeRow(&desk)
    }
    return desk.encoder.takeFragment()
  }

  private func encodeRow(_ desk: inout Desk) throws(SegmentError) {
    var at = 0
    while at < desk.row.count {
      let second = desk.row[at].second
      desk.lists.removeAll(keepingCapacity: true)
      var total = 0
      while at < desk.row.count, desk.row[at].second == second {
        let source = desk.row[at].source
        let list = try segments[source].positions(ofGram: desk.row[at].gram)
        guard second != .max else { throw damaged("gram dictionary", in: segments[source].path) }
        desk.lists.append((source, list))
        total += list.count
        at += 1
      }
      desk.encoder.beginGram(total: total)
      for (source, list) in desk.lists {
        desk.reserve(list.count)
        guard list.decodeAll(into: desk.positions) == list.count else {
          throw damaged("postings", in: segments[source].path)
        }
        let decoded = UnsafeBufferPointer(start: desk.positions, count: list.count)
        guard isSound(decoded, in: segments[source]) else {
          throw damaged("postings", in: segments[source].path)
        }
        desk.encoder.append(
          decoded, context: contexts[source], documents: list.documentCount)
      }
      norms.withUnsafeBufferPointer {
        desk.encoder.endGram(second: second, norms: $0.baseAddress.unsafelyUnwrapped)
      }
    }
  }

  private func isSound(_ positions: UnsafeBufferPointer<UInt32>, in segment: Segment) -> Bool {
    guard let last = positions.last, let first = positions.first else { return false }
    return first <= last && Int(last) < segment.statistics.positionCount
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that, once true, stays true.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
