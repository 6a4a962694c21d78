import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianStore
import WenjianStream

/// Finds one string in one segment, in all of its documents: which of them count is up to a `DocumentMask`.
struct TermMatcher {
  let context: OccurrenceContext
  let string: SearchString
  /// The string's elements in the segment; nil when one of them does not occur, so nothing can match.
  let ids: UnsafeMutablePointer<Int>?
  private var length: Int { string.count }

  var view: SegmentView { context.view }
  var segment: Segment { context.view.segment }
  var scratch: SearchScratch { context.scratch }

  init(_ string: SearchString, in context: OccurrenceContext) {
    self.string = string
    self.context = context
    let codes = string.codes
    let table = context.segment.elements
    let scratch = context.scratch
    let ids = scratch.allocate(codes.count, of: Int.self)
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

  /// How many live documents hold the string, and its occurrences in them: those of an element, and those of a gram that
  /// has a list of documents or is in a segment without deletions, are looked up.
  /// - Parameter state: of the segment. It remembers what the deletions leave of the lists that were asked for.
  /// - Complexity: that of looking up the string, else of finding it; of a gram with deletions, the first time, of reading
  ///   the blocks with deleted documents.
  /// - Throws: `SegmentError` for damaged postings.
  func counts(_ state: SegmentState) throws -> FoundCounts {
    if let ids, length == 1, !string.isExact, !string.isVaried, let counts = view.counts(ofElement: ids[0]) {
      return FoundCounts(documents: counts.documents, occurrences: counts.occurrences)
    }
    if let ids, length == 2, !string.isExact, !string.isVaried, state.live == nil {
      // Both are in the head of its list.
      guard let gram = segment.grams.gram(first: ids[0], second: ids[1]) else { return FoundCounts() }
      let list = try segment.positions(ofGram: gram)
      return FoundCounts(documents: list.documentCount, occurrences: list.count)
    }
    var work = NodeWork()
    let matches = try matches(filter: nil, &work)
    if let list = matches.list {
      return try state.counts(
        of: list, gram: matches.gram, occurrences: matches.occurrences, scratch, blocks: &work.documentBlocks)
    }
    var found = matches.found
    if let live = state.live { found.keep(live.mask) }
    return FoundCounts(documents: found.count, occurrences: found.occurrences)
  }

  /// The documents that hold the string.
  /// - Parameters:
  ///   - filter: where it is narrow, only its documents are looked at; nil for none. Deleted documents alone are no
  ///     reason to: there are too few of them.
  ///   - work: what is done is added to it.
  /// - Throws: `SegmentError` for damaged postings.
  func matches(filter: DocumentMask?, _ work: inout NodeWork) throws -> TermMatches {
    if string.isVaried { return try variedMatches(&work) }
    guard let ids else { return TermMatches(DocumentBuffer(capacity: 0, in: scratch)) }
    if length == 1, !string.isExact {
      if let filter, filter.count <= Self.rowFilterLimit {
        return TermMatches(oneElement(at: try starts(of: filter, work: &work)))
      }
      work.path = .elementRow
      if isRare(ids[0]) {
        let starts = try starts(ofElement: ids[0], within: nil)
        work.positions += starts.count
        return TermMatches(oneElement(at: starts))
      }
      if let known = context.state.elementDocuments[ids[0]] {
        try scratch.checkpoint(1 + known.count / DocumentList.blockSize)
        return TermMatches(known.buffer(in: scratch))
      }
      let found = try oneElement(ids[0], &work)
      let kept = ElementDocuments(found)
      context.state.elementDocuments.keep(kept, byteCount: kept.byteCount, of: ids[0])
      return TermMatches(found)
    }
    if length == 2, !string.isExact {
      guard let gram = segment.grams.gram(first: ids[0], second: ids[1]) else {
        return TermMatches(DocumentBuffer(capacity: 0, in: scratch))
      }
      let list = try segment.positions(ofGram: gram)
      if let documents = list.documents {
        return TermMatches(
          documents, ofGram: gram, occurrences: list.count, nothing: DocumentBuffer(capacity: 0, in: scratch))
      }
      work.path = .positions
      work.positionBlocks += list.blockCount
      return gathered(try all(of: list), nil, work)
    }
    guard length > 1, let phrase = try Phrase(ids, count: length - 1, in: segment, scratch) else {
      return gathered(try starts(of: filter, work: &work), nil, work)
    }
    return gathered(try starts(of: filter, phrase, &work), phrase, work)
  }

  /// Whether so few positions hold an element that they are sorted in less time than a sum for each document of the
  /// segment is looked at.
  private func isRare(_ element: Int) -> Bool {
    guard let counts = segment.elementCounts?.counts(of: element) else { return false }
    return counts.occurrences < segment.statistics.documentCount / Self.documentsPerPosition
  }

  /// Looking at a document's sum takes so much less than sorting a position and finding its document.
  private static let documentsPerPosition = 8
  /// A filter of more documents is not worth looking at a row of lists for each of them.
  private static let rowFilterLimit = 8
  /// A document of a filter takes about as long as so many positions of a list that is read as a whole.
  private static let positionsPerDocument = 512

  private func gathered(_ starts: PositionBuffer, _ phrase: Phrase?, _ work: NodeWork) -> TermMatches {
    // Of a string that was looked for in a few documents only it is known how many hold its rarest gram.
    let isPart = work.path == .positionsOfFilter
    return TermMatches(
      DocumentBuffer(grouping: starts, in: segment, scratch),
      starts: StringStarts(starts: starts, lengths: OccurrenceLengths(length)), cover: phrase?.cover,
      documentFrequency: isPart ? phrase?.documentCount : nil)
  }

  /// The occurrences of the string in the whole segment or that start within a range of positions.
  func occurrences(within range: Range<UInt32>?) throws -> StringStarts {
    if string.isVaried { return try variedOccurrences(within: range) }
    return StringStarts(starts: try starts(within: range), lengths: OccurrenceLengths(length))
  }

  /// The occurrences of the string, in all documents or, where that is less work, in those of a filter.
  func occurrences(of filter: DocumentMask?, work: inout NodeWork) throws -> StringStarts {
    if string.isVaried { return try variedOccurrences(within: nil) }
    return StringStarts(starts: try starts(of: filter, work: &work), lengths: OccurrenceLengths(length))
  }

  /// Where the string starts, ascending, in the whole segment or within a range of positions.
  /// - Complexity: the starts of the rarest gram, times the logarithm of what is skipped in the others.
  private func starts(within range: Range<UInt32>?) throws -> PositionBuffer {
    guard let ids else { return PositionBuffer(positions: scratch.allocate(0), count: 0) }
    var work = NodeWork()
    let starts: PositionBuffer
    if length > 1 {
      guard let phrase = try Phrase(ids, count: length - 1, in: segment, scratch) else {
        return PositionBuffer(positions: scratch.allocate(0), count: 0)
      }
      starts = try self.starts(of: phrase, within: range, &work)
    } else {
      starts = try self.starts(ofElement: ids[0], within: range)
    }
    return string.isExact && starts.count > 0 ? try verified(starts) : starts
  }

  /// Where the string starts, in all documents or, where that is less work, in those of a filter.
  private func starts(of filter: DocumentMask?, work: inout NodeWork) throws -> PositionBuffer {
    guard let ids else { return PositionBuffer(positions: scratch.allocate(0), count: 0) }
    if length > 1 {
      guard let phrase = try Phrase(ids, count: length - 1, in: segment, scratch) else {
        return PositionBuffer(positions: scratch.allocate(0), count: 0)
      }
      return try starts(of: filter, phrase, &work)
    }
    if let filter, filter.count <= Self.rowFilterLimit {
      work.path = .positionsOfFilter
      return try starts(of: filter) { try starts(within: $0) }
    }
    work.path = .elementRow
    return try starts(within: nil)
  }

  private func starts(of filter: DocumentMask?, _ phrase: Phrase, _ work: inout NodeWork) throws -> PositionBuffer {
    let starts: PositionBuffer
    if let filter, filter.count * Self.positionsPerDocument < phrase.lists[phrase.cover.offsets[0]].count {
      work.path = .positionsOfFilter
      var part = work
      starts = try self.starts(of: filter) { try self.starts(of: phrase, within: $0, &part) }
      work = part
    } else {
      work.path = .positions
      starts = try self.starts(of: phrase, within: nil, &work)
    }
    return string.isExact && starts.count > 0 ? try verified(starts) : starts
  }

  /// Joins what is found in each document of a filter.
  private func starts(
    of filter: DocumentMask, in document: (Range<UInt32>) throws -> PositionBuffer
  ) throws -> PositionBuffer {
    var parts: [PositionBuffer] = []
    var next = filter.first(from: 0, kept: true)
    while next < filter.documentCount {
      try scratch.checkpoint()
      parts.append(try document(segment.documents.positions(of: next)))
      next = filter.first(from: next + 1, kept: true)
    }
    let total = parts.reduce(0) { $0 + $1.count }
    var joined = PositionBuffer(positions: scratch.allocate(total), count: 0)
    for part in parts {
      (joined.positions + joined.count).update(from: part.positions, count: part.count)
      joined.count += part.count
    }
    return joined
  }

  // MARK: Phrases

  /// The lists of a string's grams, and which of them are intersected.
  struct Phrase {
    /// By offset.
    let lists: UnsafeMutablePointer<PositionList>
    let cover: GramCover
    /// At most so many documents hold the string.
    let documentCount: Int

    /// - Returns: nil when a gram does not occur, so that nothing can match.
    init?(_ ids: UnsafePointer<Int>, count: Int, in segment: Segment, _ scratch: SearchScratch) throws {
      // All grams first, so that no list is opened for a string that has one which does not occur.
      let grams = scratch.allocate(count, of: Int.self)
      for index in 0..<count {
        guard let gram = segment.grams.gram(first: ids[index], second: ids[index + 1]) else { return nil }
        grams[index] = gram
      }
      let lists = scratch.allocate(count, of: PositionList.self)
      var documentCount = Int.max
      for index in 0..<count {
        lists[index] = try segment.positions(ofGram: grams[index])
        documentCount = min(documentCount, lists[index].documentCount)
      }
      self.lists = lists
      self.documentCount = documentCount
      cover = GramCover(count: count, memory: scratch.allocate(count)) { lists[$0].count }
    }
  }

  private func starts(
    of phrase: Phrase, within range: Range<UInt32>?, _ work: inout NodeWork
  ) throws -> PositionBuffer {
    let (lists, cover) = (phrase.lists, phrase.cover)
    let base = cover.offsets[0]
    var starts: PositionBuffer
    if let range {
      // The base gram of a match that starts in the range.
      let shift = UInt32(base)
      let (low, wrapsLow) = range.lowerBound.addingReportingOverflow(shift)
      let (high, wrapsHigh) = range.upperBound.addingReportingOverflow(shift)
      starts = try part(
        of: lists[base], within: (wrapsLow ? .max : low)..<(wrapsHigh ? .max : high))
      work.positionBlocks += starts.count / PositionList.blockSize + 1
    } else {
      starts = try all(of: lists[base])
      work.positionBlocks += lists[base].blockCount
    }
    work.positions += starts.count
    if cover.count > 1 {
      let workspace = PhraseMatcher.Workspace(scratch.allocate(PhraseMatcher.Workspace.numberCount))
      for index in 1..<cover.count where starts.count > 0 {
        let offset = cover.offsets[index]
        try scratch.checkpoint(1 + starts.count / PositionList.blockSize)
        guard
          let count = PhraseMatcher.narrow(
            starts.positions, count: starts.count, offset: offset - base, by: lists[offset],
            workspace: workspace)
        else { throw segment.damage("postings") }
        starts.count = count
      }
      work.positionBlocks += workspace.decodedBlocks
    }
    if base > 0 { for index in 0..<starts.count { starts.positions[index] &-= UInt32(base) } }
    return starts
  }

  func all(of list: PositionList) throws -> PositionBuffer {
    try scratch.checkpoint(list.blockCount)
    let positions = scratch.allocate(list.count + PositionList.blockSize, of: UInt32.self)
    guard list.decodeAll(into: positions) == list.count else { throw segment.damage("postings") }
    return PositionBuffer(positions: positions, count: list.count)
  }

  /// The positions of a list that lie in a range.
  func part(of list: PositionList, within range: Range<UInt32>) throws -> PositionBuffer {
    let first = list.seek(range.lowerBound, from: 0)
    let last = list.seek(range.upperBound &- 1, from: first)
    let blocks = min(last + 1, list.blockCount) - first
    let positions = scratch.allocate(max(blocks, 1) * PositionList.blockSize, of: UInt32.self)
    var count = 0
    try scratch.checkpoint(blocks)
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

  // MARK: One element

  /// The documents of a string of one element, from its positions, with the qualities that it has everywhere.
  private func oneElement(at starts: PositionBuffer) -> DocumentBuffer {
    var found = DocumentBuffer(grouping: starts, in: segment, scratch)
    guard let hits = found.starts else { return found }
    let places = segment.documents.positions
    for at in 0..<found.count {
      let title = places.title(of: found.documents[at])
      let first = hits + Int(found.qualities[at])
      let isInTitle = (0..<Int(found.frequencies[at])).contains { first[$0] &- title.start < title.count }
      found.qualities[at] = isInTitle ? HitQuality.titleAligned : HitQuality.aligned
    }
    found.starts = nil
    return found
  }

  /// A string of one element occurs wherever a gram begins with it: the documents are the union over a row of
  /// the dictionary. A hit's quality here is only whether it is in a title.
  private func oneElement(_ id: Int, _ work: inout NodeWork) throws -> DocumentBuffer {
    let documentCount = segment.statistics.documentCount
    let sums = scratch.allocate(documentCount, of: UInt32.self)
    let inTitle = scratch.allocate(documentCount, of: UInt8.self)
    sums.initialize(repeating: 0, count: documentCount)
    inTitle.initialize(repeating: 0, count: documentCount)
    let block = scratch.allocate(3 * DocumentList.blockSize, of: UInt32.self)
    let frequencies = block + DocumentList.blockSize
    let qualities = frequencies + DocumentList.blockSize
    let table = segment.documents
    let places = table.positions
    for gram in segment.grams.row(id) {
      let list = try segment.positions(ofGram: gram)
      if let documents = list.documents {
        let blockCount = documents.blockCount
        try scratch.checkpoint(blockCount)
        work.documentBlocks += blockCount
        for index in 0..<blockCount {
          let size = documents.decode(
            block: index, documents: block, frequencies: frequencies, qualities: qualities)
          guard size > 0, isSound(block, size) else { throw segment.damage("postings") }
          for at in 0..<size {
            let document = Int(block[at])
            sums[document] &+= frequencies[at]
            inTitle[document] |= UInt8(truncatingIfNeeded: (qualities[at] &>> 1) & 1)
          }
        }
      } else {
        let blockCount = list.blockCount
        try scratch.checkpoint(blockCount)
        work.positionBlocks += blockCount
        // The document that holds the last position, the first position behind it, and its title.
        var (document, end, title): (Int, UInt32, (start: UInt32, count: UInt32)) = (0, 0, (0, 0))
        for index in 0..<blockCount {
          let size = list.decode(block: index, into: block)
          guard size > 0 else { throw segment.damage("postings") }
          for at in 0..<size {
            if block[at] >= end {
              document = table.document(of: block[at], from: document)
              end = table.start(of: document + 1)
              title = places.title(of: UInt32(truncatingIfNeeded: document))
            }
            sums[document] &+= 1
            if block[at] &- title.start < title.count { inTitle[document] = 1 }
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

  private func isSound(_ documents: UnsafePointer<UInt32>, _ count: Int) -> Bool {
    areAll(documents, count, in: 0..<segment.statistics.documentCount)
  }
}
