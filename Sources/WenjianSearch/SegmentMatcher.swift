import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianStore
import WenjianStream

/// What a segment holds of one string: its document list, when that says all there is to know and can be read block
/// by block, or else the documents.
struct StringMatches: BitwiseCopyable {
  let list: DocumentList?
  /// Of the list.
  let gram: Int
  var found: DocumentBuffer
  /// Documents, deleted ones included.
  let count: Int
  let occurrences: Int
  /// Where the occurrences start; nil when they were not asked for.
  let starts: PositionBuffer?

  init(_ found: DocumentBuffer, starts: PositionBuffer? = nil) {
    list = nil
    gram = 0
    self.starts = starts
    self.found = found
    count = found.count
    occurrences = found.occurrences
  }

  init(_ list: DocumentList, ofGram gram: Int, occurrences: Int, nothing: DocumentBuffer) {
    self.list = list
    self.gram = gram
    starts = nil
    found = nothing
    count = list.count
    self.occurrences = occurrences
  }
}

/// Positions in a scratch, ascending.
struct PositionBuffer: BitwiseCopyable {
  let positions: UnsafeMutablePointer<UInt32>
  var count: Int
}

/// Finds one string in one segment, in all of its documents: which of them count is up to a `DocumentMask`.
struct SegmentMatcher {
  let view: SegmentView
  let string: SearchString
  let scratch: SearchScratch
  /// The string's elements in the segment; nil when one of them does not occur, so nothing can match.
  private let ids: UnsafeMutablePointer<Int>?
  private var length: Int { string.count }

  private var segment: Segment { view.segment }

  init(_ string: SearchString, in view: SegmentView, scratch: SearchScratch) {
    self.string = string
    self.view = view
    self.scratch = scratch
    let codes = string.codes
    let table = view.segment.elements
    let ids = scratch.room(codes.count, of: Int.self)
    for index in codes.indices {
      let code = codes[index]
      let id =
        code < StreamElement.firstRun
        ? table.id(ofScalar: code)
        : string.runs[Int(code - StreamElement.firstRun)].withUnsafeBytes { table.id(ofRun: $0) }
      guard let id else {
        self.ids = nil
        return
      }
      ids[index] = id
    }
    self.ids = codes.isEmpty ? nil : ids
  }

  /// The documents that hold the string.
  func matches() throws -> StringMatches {
    guard let ids else { return StringMatches(DocumentBuffer(capacity: 0, in: scratch)) }
    if string.isExact { return gathered(try starts(within: nil)) }
    if length == 1 { return StringMatches(try oneElement(ids[0])) }
    guard length == 2 else { return gathered(try starts(within: nil)) }
    guard let gram = segment.grams.gram(first: ids[0], second: ids[1]) else {
      return StringMatches(DocumentBuffer(capacity: 0, in: scratch))
    }
    let list = try segment.positions(ofGram: gram)
    guard let documents = list.documents else { return gathered(try all(of: list)) }
    return StringMatches(
      documents, ofGram: gram, occurrences: list.count, nothing: DocumentBuffer(capacity: 0, in: scratch))
  }

  /// A document list read as a whole.
  static func filled(
    _ list: DocumentList, in segment: Segment, scratch: SearchScratch
  ) throws -> DocumentBuffer {
    guard list.count <= segment.statistics.documentCount else { throw segment.damage("postings") }
    var found = DocumentBuffer(capacity: list.count + DocumentList.blockSize, in: scratch)
    for block in 0..<list.blockCount {
      let documents = found.documents + found.count
      let size = list.decode(
        block: block, documents: documents, frequencies: found.frequencies + found.count,
        qualities: found.qualities + found.count)
      guard size > 0, isSound(documents, size, in: segment) else { throw segment.damage("postings") }
      found.count += size
    }
    return found
  }

  /// Damaged gaps may wrap around, so every number is looked at: callers index columns by them.
  static func isSound(
    _ documents: UnsafePointer<UInt32>, _ count: Int, in segment: Segment
  ) -> Bool {
    var highest: UInt32 = 0
    for at in 0..<count { highest = max(highest, documents[at]) }
    return Int(highest) < segment.statistics.documentCount
  }

  /// Where the string starts, ascending, in the whole segment or within a range of positions.
  /// - Complexity: the starts of the rarest gram, times the logarithm of what is skipped in the others.
  func starts(within range: Range<UInt32>?) throws -> PositionBuffer {
    guard let ids else { return PositionBuffer(positions: scratch.room(0), count: 0) }
    let starts =
      switch (length, range) {
      case (1, nil): try allStarts(ofElement: ids[0])
      case (1, let range?): try self.starts(ofElement: ids[0], within: range)
      default: try phrase(ids, within: range)
      }
    return string.isExact && starts.count > 0 ? try verified(starts) : starts
  }

  // MARK: Phrases

  private func phrase(
    _ ids: UnsafePointer<Int>, within range: Range<UInt32>?
  ) throws -> PositionBuffer {
    let gramCount = length - 1
    let lists = scratch.room(gramCount, of: PositionList.self)
    for index in 0..<gramCount {
      guard let gram = segment.grams.gram(first: ids[index], second: ids[index + 1]) else {
        return PositionBuffer(positions: scratch.room(0), count: 0)
      }
      lists[index] = try segment.positions(ofGram: gram)
    }
    let cover = GramCover(count: gramCount, room: scratch.room(gramCount)) { lists[$0].count }
    let base = cover.offsets[0]
    var starts: PositionBuffer
    if let range {
      // The base gram of a match that starts in the range.
      let shift = UInt32(base)
      let (low, wrapsLow) = range.lowerBound.addingReportingOverflow(shift)
      let (high, wrapsHigh) = range.upperBound.addingReportingOverflow(shift)
      starts = try part(
        of: lists[base], within: (wrapsLow ? .max : low)..<(wrapsHigh ? .max : high))
    } else {
      starts = try all(of: lists[base])
    }
    if cover.count > 1 {
      let room = PhraseMatcher.Room(scratch.room(PhraseMatcher.Room.numberCount))
      for index in 1..<cover.count where starts.count > 0 {
        let offset = cover.offsets[index]
        guard
          let count = PhraseMatcher.narrow(
            starts.positions, count: starts.count, offset: offset - base, by: lists[offset],
            room: room)
        else { throw segment.damage("postings") }
        starts.count = count
      }
    }
    if base > 0 { for index in 0..<starts.count { starts.positions[index] &-= UInt32(base) } }
    return starts
  }

  private func all(of list: PositionList) throws -> PositionBuffer {
    let positions = scratch.room(list.count + PositionList.blockSize, of: UInt32.self)
    guard list.decodeAll(into: positions) == list.count else { throw segment.damage("postings") }
    return PositionBuffer(positions: positions, count: list.count)
  }

  /// The positions of a list that lie in a range.
  private func part(of list: PositionList, within range: Range<UInt32>) throws -> PositionBuffer {
    let first = list.seek(range.lowerBound, from: 0)
    let last = list.seek(range.upperBound &- 1, from: first)
    let blocks = min(last + 1, list.blockCount) - first
    let positions = scratch.room(max(blocks, 1) * PositionList.blockSize, of: UInt32.self)
    var count = 0
    for index in 0..<blocks {
      let block = positions + count
      let size = list.decode(block: first + index, into: block)
      guard size > 0 else { throw segment.damage("postings") }
      for at in 0..<size where block[at] >= range.lowerBound && block[at] < range.upperBound {
        positions[count] = block[at]
        count += 1
      }
    }
    return PositionBuffer(positions: positions, count: count)
  }

  private func gathered(_ starts: PositionBuffer) -> StringMatches {
    StringMatches(gather(starts), starts: starts)
  }

  /// Groups positions by document.
  func gather(_ hits: PositionBuffer) -> DocumentBuffer {
    let positions = hits.positions
    var found = DocumentBuffer(capacity: hits.count + 1, in: scratch)
    found.starts = UnsafePointer(positions)
    let firsts = found.qualities
    let count = segment.documents.group(
      positions, count: hits.count, documents: found.documents, firsts: firsts)
    for at in 0..<count { found.frequencies[at] = firsts[at &+ 1] &- firsts[at] }
    found.count = count
    found.occurrences = hits.count
    return found
  }

  // MARK: One element

  /// A string of one element stands wherever a gram begins with it: the documents are the union over a row of
  /// the dictionary. A hit's quality here is only whether it stands in a title.
  private func oneElement(_ id: Int) throws -> DocumentBuffer {
    let documentCount = segment.statistics.documentCount
    let sums = scratch.room(documentCount, of: UInt32.self)
    let inTitle = scratch.room(documentCount, of: UInt8.self)
    sums.initialize(repeating: 0, count: documentCount)
    inTitle.initialize(repeating: 0, count: documentCount)
    let block = scratch.room(3 * DocumentList.blockSize, of: UInt32.self)
    let frequencies = block + DocumentList.blockSize
    let qualities = frequencies + DocumentList.blockSize
    let table = segment.documents
    for gram in segment.grams.row(id) {
      let list = try segment.positions(ofGram: gram)
      if let documents = list.documents {
        for index in 0..<documents.blockCount {
          let size = documents.decode(
            block: index, documents: block, frequencies: frequencies, qualities: qualities)
          guard size > 0, Self.isSound(block, size, in: segment) else { throw segment.damage("postings") }
          for at in 0..<size {
            let document = Int(block[at])
            sums[document] &+= frequencies[at]
            inTitle[document] |= UInt8(truncatingIfNeeded: (qualities[at] &>> 1) & 1)
          }
        }
      } else {
        var document = 0
        for index in 0..<list.blockCount {
          let size = list.decode(block: index, into: block)
          guard size > 0 else { throw segment.damage("postings") }
          for at in 0..<size {
            document = table.document(of: block[at], from: document)
            sums[document] &+= 1
            if inTitle[document] == 0, table.isTitle(block[at], of: document) { inTitle[document] = 1 }
          }
        }
      }
    }
    var found = DocumentBuffer(capacity: documentCount, in: scratch)
    for document in 0..<documentCount where sums[document] > 0 {
      found.occurrences += Int(sums[document])
      found.append(
        document: UInt32(document), frequency: sums[document],
        quality: inTitle[document] != 0 ? HitQuality.titleAligned : HitQuality.aligned)
    }
    return found
  }

  private func starts(
    ofElement id: Int, within range: Range<UInt32>
  ) throws -> PositionBuffer {
    var positions: [UInt32] = []
    let block = scratch.room(PositionList.blockSize, of: UInt32.self)
    for gram in segment.grams.row(id) {
      let list = try segment.positions(ofGram: gram)
      var index = list.seek(range.lowerBound, from: 0)
      while index < list.blockCount {
        let size = list.decode(block: index, into: block)
        guard size > 0 else { throw segment.damage("postings") }
        if block[0] >= range.upperBound { break }
        for at in 0..<size where block[at] >= range.lowerBound && block[at] < range.upperBound {
          positions.append(block[at])
        }
        index += 1
      }
    }
    positions.sort()
    let room = scratch.room(positions.count, of: UInt32.self)
    for index in positions.indices { room[index] = positions[index] }
    return PositionBuffer(positions: room, count: positions.count)
  }

  // MARK: Exact characters

  /// Keeps the starts whose original characters are the typed ones.
  private func verified(_ starts: PositionBuffer) throws -> PositionBuffer {
    let reader = DocumentTextReader(view)
    var kept = 0
    var document = 0
    for index in 0..<starts.count {
      let start = starts.positions[index]
      document = segment.documents.document(of: start, from: document)
      let low = segment.documents.start(of: document)
      let relative = Int(start &- low)
      let slice = try reader.slice(
        document: document, positions: relative..<(relative + length))
      let isEqual = string.sources.indices.allSatisfy { index in
        slice.source(at: relative + index).map { string.sources[index].elementsEqual($0) } ?? false
      }
      if isEqual {
        starts.positions[kept] = start
        kept += 1
      }
    }
    return PositionBuffer(positions: starts.positions, count: kept)
  }
}

/// Which grams of a phrase are intersected, the rarest first: the rarest of all, then pairs outwards from it
/// until every element is covered, at most one more than half the elements.
struct GramCover {
  /// Offsets of grams in the phrase; the first is the rarest.
  let offsets: UnsafeMutablePointer<Int>
  let count: Int

  /// - Parameters:
  ///   - gramCount: at least 1.
  ///   - room: for that many numbers.
  ///   - size: how often the gram at an offset stands in the text.
  init(count gramCount: Int, room: UnsafeMutablePointer<Int>, size: (Int) -> Int) {
    var rarest = 0
    for offset in 1..<max(gramCount, 1) where size(offset) < size(rarest) { rarest = offset }
    room[0] = rarest
    var count = 1
    /// In the order of their sizes, behind the first.
    func insert(_ offset: Int) {
      var place = count
      while place > 1, size(room[place - 1]) > size(offset) {
        room[place] = room[place - 1]
        place -= 1
      }
      room[place] = offset
      count += 1
    }
    var left = rarest - 1  // the next element to the left that is not covered
    while left >= 0 {
      let gram = max(left - 1, 0)
      insert(gram)
      left = gram - 1
    }
    var right = rarest + 2
    while right <= gramCount {
      let gram = min(right, gramCount - 1)
      insert(gram)
      right = gram + 2
    }
    offsets = room
    self.count = count
  }
}
