import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianStore
import WenjianStream

/// Finds one string in one segment.
struct SegmentMatcher {
  let view: SegmentView
  let string: SearchString
  /// The string's elements in the segment; nil when one of them does not occur, so nothing can match.
  private let ids: [Int]?

  var segment: Segment { view.segment }

  init(_ string: SearchString, in view: SegmentView) {
    self.string = string
    self.view = view
    var ids: [Int] = []
    for element in string.elements {
      guard let id = Self.id(of: element, in: view.segment) else {
        self.ids = nil
        return
      }
      ids.append(id)
    }
    self.ids = ids
  }

  private static func id(of element: AnalyzedElement, in segment: Segment) -> Int? {
    switch element {
    case .scalar(let scalar): segment.elements.id(ofScalar: scalar)
    case .run(let bytes): bytes.withUnsafeBytes { segment.elements.id(ofRun: $0) }
    case .barrier: nil
    }
  }

  /// The gram list of a string of two elements, when no document must be left out and none be verified: then
  /// counts stand in the list, and the best documents can be found without reading all of it.
  func plainList() throws -> PositionList? {
    guard let ids, ids.count == 2, view.deletions == nil, !string.isExact,
      let gram = segment.grams.gram(first: ids[0], second: ids[1])
    else { return nil }
    return try segment.positions(ofGram: gram)
  }

  /// All documents that hold the string.
  func matches() throws -> DocumentBuffer {
    guard let ids, !ids.isEmpty else { return DocumentBuffer(capacity: 0) }
    if ids.count == 1 && !string.isExact { return try oneElement(ids[0]) }
    if let list = try plainList(), let documents = list.documents {
      let found = DocumentBuffer(capacity: documents.count + DocumentList.blockSize)
      guard found.fill(documents, documentCount: segment.statistics.documentCount) else {
        throw segment.damage("postings")
      }
      found.occurrences = list.count
      return found
    }
    return try gather(positions(within: nil))
  }

  /// Where the string starts, ascending, in the whole segment or within a range of positions.
  /// - Complexity: the starts of the rarest gram, times the logarithm of what is skipped in the others.
  func positions(within range: Range<UInt32>?) throws -> [UInt32] {
    guard let ids, !ids.isEmpty else { return [] }
    var starts: [UInt32]
    if ids.count == 1 {
      starts = []
      for gram in segment.grams.row(ids[0]) {
        try append(segment.positions(ofGram: gram), within: range, to: &starts)
      }
      starts.sort()
    } else {
      starts = try phrase(ids, within: range)
    }
    if string.isExact, !starts.isEmpty { starts = try verified(starts) }
    return starts
  }

  // MARK: Phrases

  private func phrase(_ ids: [Int], within range: Range<UInt32>?) throws -> [UInt32] {
    var lists: [PositionList] = []
    lists.reserveCapacity(ids.count - 1)
    for index in 0..<(ids.count - 1) {
      guard let gram = segment.grams.gram(first: ids[index], second: ids[index + 1]) else { return [] }
      lists.append(try segment.positions(ofGram: gram))
    }
    let cover = GramCover(counts: lists.map(\.count))
    let base = cover.offsets[0]
    var starts: [UInt32] = []
    let shifted = range.map { range in
      // The base gram of a match that starts in the range.
      range.lowerBound &+ UInt32(base)..<range.upperBound &+ UInt32(base)
    }
    try append(lists[base], within: shifted, to: &starts)
    if cover.offsets.count > 1 {
      var count = starts.count
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PositionList.blockSize) { block in
        starts.withUnsafeMutableBufferPointer { starts in
          guard let base = starts.baseAddress, let block = block.baseAddress else { return }
          for offset in cover.offsets.dropFirst() where count > 0 {
            count = PhraseMatcher.narrow(
              base, count: count, offset: offset - cover.offsets[0], by: lists[offset], block: block)
          }
        }
      }
      starts.removeLast(starts.count - count)
    }
    if base > 0 { for index in starts.indices { starts[index] &-= UInt32(base) } }
    return starts
  }

  /// Appends the positions of a list, or those of them that lie in a range.
  private func append(
    _ list: PositionList, within range: Range<UInt32>?, to positions: inout [UInt32]
  ) throws {
    guard let range else {
      let start = positions.count
      let room = list.count + PositionList.blockSize
      positions.append(contentsOf: repeatElement(0, count: room))
      let got = positions.withUnsafeMutableBufferPointer {
        $0.baseAddress.map { list.decodeAll(into: $0 + start) } ?? 0
      }
      guard got == list.count else { throw segment.damage("postings") }
      positions.removeLast(room - got)
      return
    }
    try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PositionList.blockSize) { room in
      guard let block = room.baseAddress else { return }
      var index = list.seek(range.lowerBound, from: 0)
      while index < list.blockCount {
        let size = list.decode(block: index, into: block)
        guard size > 0 else { throw segment.damage("postings") }
        if block[0] >= range.upperBound { break }
        for at in 0..<size where block[at] >= range.lowerBound && block[at] < range.upperBound {
          positions.append(block[at])
        }
        if block[size - 1] >= range.upperBound { break }
        index += 1
      }
    }
  }

  /// Groups positions by document.
  private func gather(_ positions: [UInt32]) -> DocumentBuffer {
    let documents = segment.documents
    let boundaries = segment.boundaries
    let length = UInt32(string.elements.count)
    let found = DocumentBuffer(capacity: min(positions.count, segment.statistics.documentCount))
    var document = 0
    var end: UInt32 = 0
    var frequency: UInt32 = 0
    var quality: UInt32 = 0
    func close() {
      guard frequency > 0 else { return }
      found.append(document: UInt32(document), frequency: frequency, quality: quality)
      found.occurrences += Int(frequency)
    }
    var isDeleted = false
    for position in positions {
      if position >= end {
        close()
        document = documents.document(of: position, from: document)
        end = documents.start(of: document + 1)
        // A damaged position beyond the last document belongs to that one.
        if end <= position { end = .max }
        frequency = 0
        quality = 0
        isDeleted = view.deletions?.contains(UInt32(document)) == true
      }
      if isDeleted { continue }
      frequency += 1
      if quality < HitQuality.titleAligned {
        let isAligned = boundaries.isSet(position) && boundaries.isSet(position &+ length)
        quality = max(
          quality, (isAligned ? 1 : 0) | (documents.isTitle(position, of: document) ? 2 : 0))
      }
    }
    close()
    return found
  }

  // MARK: One element

  /// A string of one element stands wherever a gram begins with it: the documents are the union over a row of
  /// the dictionary. A hit's quality here is only whether it stands in a title.
  private func oneElement(_ id: Int) throws -> DocumentBuffer {
    let documentCount = segment.statistics.documentCount
    var frequencies = [UInt32](repeating: 0, count: documentCount)
    var inTitle = [Bool](repeating: false, count: documentCount)
    var occurrences = 0
    var block: [UInt32] = []
    for gram in segment.grams.row(id) {
      let list = try segment.positions(ofGram: gram)
      occurrences += list.count
      if let documents = list.documents {
        forEachBlock(documents) { documents, counts, qualities, size in
          for index in 0..<size {
            let document = Int(documents[index])
            guard document < documentCount else { continue }
            frequencies[document] &+= counts[index]
            if qualities[index] >= HitQuality.titleUnaligned { inTitle[document] = true }
          }
        }
      } else {
        block.removeAll(keepingCapacity: true)
        try append(list, within: nil, to: &block)
        var document = 0
        for position in block {
          document = segment.documents.document(of: position, from: document)
          frequencies[document] &+= 1
          if segment.documents.isTitle(position, of: document) { inTitle[document] = true }
        }
      }
    }
    let found = DocumentBuffer(capacity: documentCount)
    for document in 0..<documentCount where frequencies[document] > 0 {
      if view.deletions?.contains(UInt32(document)) == true {
        occurrences -= Int(frequencies[document])
        continue
      }
      found.append(
        document: UInt32(document), frequency: frequencies[document],
        quality: inTitle[document] ? HitQuality.titleAligned : HitQuality.aligned)
    }
    found.occurrences = occurrences
    return found
  }

  // MARK: Exact characters

  /// Keeps the starts whose original characters are the typed ones.
  private func verified(_ starts: [UInt32]) throws -> [UInt32] {
    let reader = DocumentTextReader(view)
    var kept: [UInt32] = []
    var document = 0
    for start in starts {
      document = segment.documents.document(of: start, from: document)
      let low = segment.documents.start(of: document)
      let relative = Int(start &- low)
      let slice = try reader.slice(
        document: document, positions: relative..<(relative + string.elements.count))
      let isEqual = string.sources.indices.allSatisfy { index in
        slice.source(at: relative + index).map { string.sources[index].elementsEqual($0) } ?? false
      }
      if isEqual { kept.append(start) }
    }
    return kept
  }
}

/// Decodes a document list block by block.
func forEachBlock(
  _ list: DocumentList,
  _ body: (
    _ documents: UnsafePointer<UInt32>, _ frequencies: UnsafePointer<UInt32>,
    _ qualities: UnsafePointer<UInt32>, _ count: Int
  ) -> Void
) {
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * DocumentList.blockSize) { room in
    guard let documents = room.baseAddress else { return }
    let frequencies = documents + DocumentList.blockSize
    let qualities = frequencies + DocumentList.blockSize
    for block in 0..<list.blockCount {
      let size = list.decode(
        block: block, documents: documents, frequencies: frequencies, qualities: qualities)
      if size == 0 { return }
      body(documents, frequencies, qualities, size)
    }
  }
}

/// Which grams of a phrase are intersected, the rarest first: the rarest of all, then pairs outwards from it
/// until every element is covered, at most one more than half the elements.
struct GramCover: Equatable {
  /// Offsets of grams in the phrase; the first is the rarest.
  let offsets: [Int]

  /// - Parameter counts: the positions of the gram at each offset.
  init(counts: [Int]) {
    guard let rarest = counts.indices.min(by: { counts[$0] < counts[$1] }) else {
      offsets = []
      return
    }
    var chosen: [Int] = []
    var left = rarest - 1  // the next element to the left that is not covered
    while left >= 0 {
      let gram = max(left - 1, 0)
      chosen.append(gram)
      left = gram - 1
    }
    var right = rarest + 2
    while right <= counts.count {
      let gram = min(right, counts.count - 1)
      chosen.append(gram)
      right = gram + 2
    }
    offsets = [rarest] + chosen.sorted { counts[$0] < counts[$1] }
  }
}
