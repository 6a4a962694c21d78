import WenjianIndex
import WenjianPostings
import WenjianSegment
package import WenjianStream
import WenjianUnicode

/// Documents that do not match a query but share its words and grams: BM25 over grams plus BM25 over ICU words.
struct RelatedDocuments {
  private let searcher: Searcher
  private let prepared: Searcher.Prepared
  /// The grams of the unquoted strings, and their words of three elements and more (words of two are grams).
  let parts: [SearchString]
  private let words: [[UInt8]]

  init(_ searcher: Searcher, _ prepared: Searcher.Prepared) {
    self.searcher = searcher
    self.prepared = prepared
    var grams: [SearchString] = []
    var words: [[UInt8]] = []
    var seen = Set<[AnalyzedElement]>()
    for number in prepared.positive {
      let string = prepared.strings[number]
      if string.isQuoted || string.isExact { continue }
      for range in Self.gramRanges(string.elements)
      where seen.insert(Array(string.elements[range])).inserted {
        grams.append(SearchString(part: range, of: string))
      }
      for range in Self.wordRanges(string.elements) where range.count >= 2 {
        if range.count == 2 {
          // Its gram is in already; as a word it counts twice, as it would in a lane of all words.
          grams.append(SearchString(part: range, of: string))
        } else {
          var bytes: [UInt8] = []
          for element in string.elements[range] {
            if case .scalar(let scalar) = element { appendUTF8(of: scalar, to: &bytes) }
          }
          if !words.contains(bytes) { words.append(bytes) }
        }
      }
    }
    parts = grams
    self.words = words
  }

  /// Pairs of neighbours without punctuation, and runs on their own.
  static func gramRanges(_ elements: [AnalyzedElement]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in elements.indices {
      if case .run = elements[index] {
        ranges.append(index..<(index + 1))
      } else if index + 1 < elements.count, isWordLike(elements[index]),
        case .scalar = elements[index + 1], isWordLike(elements[index + 1])
      {
        ranges.append(index..<(index + 2))
      }
    }
    return ranges
  }

  private static func isWordLike(_ element: AnalyzedElement) -> Bool {
    guard case .scalar(let scalar) = element else { return false }
    return foldEntry(of: scalar).kind == FoldKind.symbol
  }

  /// The words of a query string, by ICU.
  static func wordRanges(_ elements: [AnalyzedElement]) -> [Range<Int>] {
    guard !elements.isEmpty, let dictionary = try? WordDictionary.forQueries() else { return [] }
    return (try? words(of: elements, dictionary)) ?? []
  }

  static func words(
    of elements: [AnalyzedElement], _ dictionary: WordDictionary
  ) throws -> [Range<Int>] {
    var codes: [UInt32] = []
    var runs: [[UInt8]] = []
    for element in elements {
      switch element {
      case .scalar(let scalar): codes.append(scalar)
      case .run(let bytes):
        codes.append(StreamElement.firstRun + UInt32(runs.count))
        runs.append(bytes)
      case .barrier: codes.append(StreamElement.barrier)
      }
    }
    var boundaries = [UInt8](repeating: 0, count: codes.count)
    var segmenter = WordSegmenter(dictionary)
    let store = RunBytes(runs)
    try codes.withUnsafeBufferPointer { codes in
      try boundaries.withUnsafeMutableBufferPointer { boundaries in
        guard let codes = codes.baseAddress, let marks = boundaries.baseAddress else { return }
        try segmenter.markBoundaries(
          elements: codes, count: elements.count,
          runText: { store.bytes(Int($0 &- StreamElement.firstRun)) }, boundaries: marks)
      }
    }
    var ranges: [Range<Int>] = []
    var start = 0
    for index in 1...elements.count where index == elements.count || boundaries[index] != 0 {
      ranges.append(start..<index)
      start = index
    }
    return ranges
  }

  /// The best documents that are not in `matching` and hold no excluded string.
  func best(
    _ limit: Int, besides matching: [RankedDocument], _ scratch: SearchScratch
  ) throws -> [RankedDocument] {
    guard !parts.isEmpty || !words.isEmpty else { return [] }
    let searcher = searcher
    var found: [[DocumentBuffer]] = []
    for view in searcher.snapshot.views {
      found.append(try parts.map { try documents(of: $0, in: view, scratch) })
    }
    let weights = parts.indices.map { part in
      searcher.scorer.weight(documents: found.reduce(0) { $0 + $1[part].count })
    }
    let wordWeights = words.map { word in
      searcher.scorer.weight(
        documents: searcher.snapshot.views.reduce(0) {
          $0 + $1.segment.words.documentCount(of: word)
        })
    }
    var top = TopDocuments(
      searcher.snapshot, capacity: limit,
      prefersTraditional: prepared.strings.contains { $0.isTraditional }, scratch: scratch)
    for (index, view) in searcher.snapshot.views.enumerated() {
      let segment = view.segment
      var scores = [Float](repeating: 0, count: segment.statistics.documentCount)
      for (part, matches) in found[index].enumerated() {
        for at in 0..<matches.count where Int(matches.documents[at]) < scores.count {
          let document = Int(matches.documents[at])
          // Whether a gram is aligned to words, or stands in the title, says little of a question: with the quality
          // of its best hit nDCG@10 over 800 questions on 58,629 articles of law fell from .341 to .283.
          scores[document] += searcher.scorer.score(
            weight: weights[part], frequency: matches.frequencies[at],
            norm: segment.documents.norm(of: document), quality: HitQuality.aligned)
        }
      }
      for (word, bytes) in words.enumerated() {
        guard let postings = segment.words.postings(of: bytes) else { continue }
        for at in postings.documents.indices where Int(postings.documents[at]) < scores.count {
          let document = Int(postings.documents[at])
          scores[document] += searcher.scorer.score(
            weight: wordWeights[word], frequency: postings.frequencies[at],
            norm: segment.documents.norm(of: document), quality: HitQuality.aligned)
        }
      }
      for match in matching where match.view == index { scores[match.document] = 0 }
      try leaveOutExcluded(in: view, &scores, scratch)
      let mask = searcher.mask(view: index)
      for document in scores.indices where scores[document] > 0 {
        if scores[document] < top.threshold { continue }
        if mask?.contains(UInt32(document)) == false { continue }
        top.offer(
          TopDocuments.Candidate(
            score: scores[document], document: UInt32(document), view: UInt32(index), occurrences: 0))
      }
    }
    return top.takeSorted(droppingFirst: 0, tier: .related)
  }

  private func documents(
    of string: SearchString, in view: SegmentView, _ scratch: SearchScratch
  ) throws -> DocumentBuffer {
    let matches = try SegmentMatcher(string, in: view, scratch: scratch).matches()
    return try matches.list.map {
      try SegmentMatcher.filled($0, in: view.segment, scratch: scratch)
    } ?? matches.found
  }

  /// Takes out the documents that hold a string which the query excludes from the whole.
  private func leaveOutExcluded(
    in view: SegmentView, _ scores: inout [Float], _ scratch: SearchScratch
  ) throws {
    for number in prepared.strings.indices where !prepared.positive.contains(number) {
      let found = try documents(of: prepared.strings[number], in: view, scratch)
      for at in 0..<found.count where Int(found.documents[at]) < scores.count {
        scores[Int(found.documents[at])] = 0
      }
    }
  }
}

/// Owns the bytes of a query's runs at fixed addresses.
private final class RunBytes {
  private let storage: [UnsafeMutableRawBufferPointer]

  init(_ runs: [[UInt8]]) {
    storage = runs.map { run in
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: run.count, alignment: 1)
      room.copyBytes(from: run)
      return room
    }
  }

  deinit { for room in storage { room.deallocate() } }

  func bytes(_ index: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage[index]) }
}

/// Whether a word starts at each element of an analysed text, barriers included.
package func wordStarts(_ elements: [AnalyzedElement]) throws -> [Bool] {
  let dictionary = try WordDictionary.forQueries()
  var starts = [Bool](repeating: false, count: elements.count)
  var stretch = 0
  while stretch < elements.count {
    let end = elements[stretch...].firstIndex(of: .barrier) ?? elements.count
    if end > stretch {
      let words = try RelatedDocuments.words(of: Array(elements[stretch..<end]), dictionary)
      for word in words { starts[stretch + word.lowerBound] = true }
    }
    if end < elements.count { starts[end] = true }
    stretch = end + 1
  }
  return starts
}
