import WenjianDictionary
import WenjianPostings

/// Merges the grams of several segments, a stretch of rows at a time, so that several threads can share the work.
struct GramMerge: Sendable {
  let sources: [LiveSegment]
  let elements: MergedElements
  let contexts: [PositionContext]
  /// Of the merged documents.
  let norms: [UInt8]

  /// A stretch holds at least so many grams, counted in every segment: some 100 KB of postings.
  private static let stretchGrams = 1 << 12

  private let codes: PositionCodes
  // What is asked of the sources for each list, without a reference to count.
  private let losesSome: [Bool]
  private let positionCounts: [Int]

  init(
    sources: [LiveSegment], elements: MergedElements, contexts: [PositionContext], norms: [UInt8], form: SegmentForm
  ) {
    self.sources = sources
    self.elements = elements
    self.contexts = contexts
    self.norms = norms
    codes = PositionCodes(
      scalars: elements.scalars, positionCount: sources.reduce(0) { $0 + $1.positions.count }, form: form)
    losesSome = sources.map { !$0.positions.isIdentity }
    positionCounts = sources.map(\.segment.statistics.positionCount)
  }

  /// What a thread keeps from stretch to stretch.
  final class Worker {
    fileprivate var workspace: Workspace

    init(_ merge: GramMerge) { workspace = Workspace(readers: RunGramsReaders(merge.sources)) }
  }

  fileprivate struct Workspace: ~Copyable {
    let readers: RunGramsReaders
    var encoder = GramEncoder()
    var row: [RowGram] = []
    var lists: [(source: Int, list: SourceList)] = []
    var positions = AlignedPositions()

    init(readers: consuming RunGramsReaders) { self.readers = readers }

    mutating func append(_ range: Range<Int>, _ context: PositionContext, documents: Int?) {
      encoder.append(
        UnsafeBufferPointer(start: positions.positions + range.lowerBound, count: range.count),
        aligned: positions.aligned + range.lowerBound, context: context, documents: documents)
    }
  }

  fileprivate struct RowGram {
    /// The merged second element, and the source in the low bits: the order of the merge.
    var order: UInt64
    /// The number of the gram; in a run the numbers of its positions, the first and the one behind the last.
    var place: UInt64

    var second: UInt32 { UInt32(truncatingIfNeeded: order &>> 32) }
    var source: Int { Int(order & 0xFFFF_FFFF) }
  }

  /// The positions of a gram in one source.
  fileprivate enum SourceList {
    case encoded(PositionList)
    case marked(MarkedPositions)

    var count: Int {
      switch self {
      case .encoded(let list): list.count
      case .marked(let positions): positions.count
      }
    }

    /// Nil when that is not known.
    var documentCount: Int? {
      switch self {
      case .encoded(let list): list.documentCount
      case .marked: nil
      }
    }
  }

  /// Cuts the rows into stretches of about the same work.
  func stretches() -> [Range<Int>] {
    var sizes = [Int](repeating: 0, count: elements.count)
    let readers = RunGramsReaders(sources)
    for (number, source) in sources.enumerated() {
      for (row, id) in elements.ids[number].enumerated() where id != .max {
        sizes[Int(id)] += readers.readers[number]?.row(row).count ?? source.segment.grams.row(row).count
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
    try fragment(rows: rows, &worker.workspace)
  }

  private func fragment(rows: Range<Int>, _ workspace: inout Workspace) throws(SegmentError) -> GramFragment {
    var cursors = elements.rows.map { $0.partitioningIndex { $0.id >= UInt32(rows.lowerBound) } }
    let readers = workspace.readers.readers
    for first in rows {
      workspace.encoder.beginRow()
      workspace.row.removeAll(keepingCapacity: true)
      for (number, source) in sources.enumerated() {
        let (ids, rows) = (elements.ids[number], elements.rows[number])
        guard cursors[number] < rows.count, rows[cursors[number]].id == UInt32(first) else { continue }
        var isDamaged = false
        func add(_ place: UInt64, _ second: Int) {
          guard second < ids.count else { return isDamaged = true }
          // An element that only documents have that are left out.
          guard ids[second] != .max else { return isDamaged = isDamaged || source.documents.isIdentity }
          workspace.row.append(RowGram(order: UInt64(ids[second]) &<< 32 | UInt64(number), place: place))
        }
        let row = Int(rows[cursors[number]].row)
        if source.segment.isRun {
          readers[number]?.forEachGram(inRow: row) { second, low, high in
            add(UInt64(high) &<< 32 | UInt64(low), second)
          }
        } else {
          source.segment.grams.forEachGram(inRow: row) { gram, second in add(UInt64(gram), second) }
        }
        if isDamaged { throw damaged("gram dictionary", in: source.segment.path) }
        cursors[number] += 1
      }
      // One source is in order already.
      if sources.count > 1 { workspace.row.sort { $0.order < $1.order } }
      try encodeRow(first, &workspace)
    }
    return workspace.encoder.takeFragment()
  }

  private func encodeRow(_ first: Int, _ workspace: inout Workspace) throws(SegmentError) {
    var at = 0
    while at < workspace.row.count {
      let second = workspace.row[at].second
      workspace.lists.removeAll(keepingCapacity: true)
      var total = 0
      var losesSome = false
      while at < workspace.row.count, workspace.row[at].second == second {
        let source = workspace.row[at].source
        let list = try self.list(at: workspace.row[at].place, in: source, workspace.readers)
        workspace.lists.append((source, list))
        total += list.count
        if self.losesSome[source] { losesSome = true }
        at += 1
      }
      if losesSome {
        try encodeLive(first, second, upTo: total, &workspace)
      } else {
        try encode(first, second, total, &workspace)
      }
    }
  }

  /// - Returns: of a run valid until its next list is asked for.
  private func list(
    at place: UInt64, in source: Int, _ readers: borrowing RunGramsReaders
  ) throws(SegmentError) -> SourceList {
    guard readers.readers[source] != nil else {
      return .encoded(try sources[source].segment.positions(ofGram: Int(place)))
    }
    let (low, high) = (UInt32(truncatingIfNeeded: place), UInt32(truncatingIfNeeded: place &>> 32))
    guard let positions = readers.readers[source]?.positions(from: low, to: high) else {
      throw damagedPostings(of: source)
    }
    return .marked(positions)
  }

  /// Encodes the lists of a gram as they are.
  private func encode(_ first: Int, _ second: UInt32, _ total: Int, _ workspace: inout Workspace)
    throws(SegmentError)
  {
    workspace.encoder.beginGram(total: total, code: codes.code(first, Int(second), total: total))
    let isListed = GramEncoder.isListed(total: total)
    for (source, list) in workspace.lists {
      let count = list.count
      workspace.positions.reserve(count)
      try decode(list, of: source, to: 0, isListed: isListed, &workspace)
      if isListed, case .encoded = list { workspace.positions.align(0..<count, contexts[source]) }
      workspace.append(0..<count, contexts[source], documents: list.documentCount)
    }
    endGram(second, &workspace)
  }

  /// Encodes what stays of the lists of a gram, whose number is known only when all of them are decoded.
  private func encodeLive(
    _ first: Int, _ second: UInt32, upTo total: Int, _ workspace: inout Workspace
  ) throws(SegmentError) {
    workspace.positions.reserve(total)
    var parts: [(source: Int, range: Range<Int>, documents: Int?)] = []
    var filled = 0
    for (source, list) in workspace.lists {
      let count = list.count
      try decode(list, of: source, to: filled, isListed: false, &workspace)
      let kept = sources[source].positions.compact(workspace.positions.positions + filled, count: count)
      parts.append((source, filled..<(filled + kept), kept == count ? list.documentCount : nil))
      filled += kept
    }
    if filled == 0 { return }
    workspace.encoder.beginGram(total: filled, code: codes.code(first, Int(second), total: filled))
    for part in parts {
      if GramEncoder.isListed(total: filled) { workspace.positions.align(part.range, contexts[part.source]) }
      workspace.append(part.range, contexts[part.source], documents: part.documents)
    }
    endGram(second, &workspace)
  }

  private func endGram(_ second: UInt32, _ workspace: inout Workspace) {
    norms.withUnsafeBufferPointer {
      workspace.encoder.endGram(second: second, norms: $0.baseAddress.unsafelyUnwrapped)
    }
  }

  /// Writes the positions of a list, and which of them are aligned, when `isListed` and the list says so itself.
  private func decode(
    _ list: SourceList, of source: Int, to start: Int, isListed: Bool, _ workspace: inout Workspace
  ) throws(SegmentError) {
    let positions = workspace.positions.positions + start
    switch list {
    case .marked(let list):
      workspace.positions.unmark(list, to: start, isListed: isListed)
      var isAscending = true
      for index in 1..<max(list.count, 1) { isAscending = isAscending && positions[index &- 1] < positions[index] }
      guard isAscending else { throw damagedPostings(of: source) }
    case .encoded(let list):
      guard list.decodeAll(into: positions) == list.count else { throw damagedPostings(of: source) }
    }
    guard list.count > 0, positions[0] <= positions[list.count &- 1],
      Int(positions[list.count &- 1]) < positionCounts[source]
    else { throw damagedPostings(of: source) }
  }

  private func damagedPostings(of source: Int) -> SegmentError {
    damaged("postings", in: sources[source].segment.path)
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
