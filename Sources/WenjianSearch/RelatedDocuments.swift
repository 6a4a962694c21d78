import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianStream

/// Documents that do not match a query but share its words and grams: BM25 over grams plus BM25 over ICU words.
struct RelatedDocuments {
  private let execution: QueryExecution
  /// The grams of the unquoted strings.
  private let grams: [SearchString]
  /// Those of the other forms of the strings, which the strings do not have.
  private let formGrams: [SearchString]
  /// `grams`, `formGrams`, and behind them those characters of the strings that few documents hold.
  private let parts: [SearchString]
  /// Words of three elements and more: those of two are grams.
  private let words: [[UInt8]]

  /// What is shown in passages, as single characters are not.
  var shown: [SearchString] { grams + formGrams }

  /// - Parameters:
  ///   - execution: of the query.
  ///   - forms: tells other forms of the strings; nil for none.
  init(_ execution: QueryExecution, forms: OtherForms?) {
    self.execution = execution
    var grams: [SearchString] = []
    var words: [[UInt8]] = []
    var characters: [SearchString] = []
    var formGrams: [SearchString] = []
    var seen = Set<[AnalyzedElement]>()
    for number in execution.plan.positive {
      let string = execution.plan.terms[number]
      if string.isQuoted || string.isExact { continue }
      let dropped = QuestionWords.elements(in: string.elements)
      for range in gramRanges(of: string.elements)
      where dropped.isDisjoint(with: range) && seen.insert(Array(string.elements[range])).inserted {
        grams.append(SearchString(part: range, of: string))
      }
      for (index, element) in string.elements.enumerated() {
        guard !dropped.contains(index), case .scalar(let scalar) = element, Self.isRare(scalar, execution.searcher),
          seen.insert([element]).inserted
        else { continue }
        characters.append(SearchString(part: index..<(index + 1), of: string))
      }
      for range in queryWordRanges(of: string.elements) where range.count >= 3 && dropped.isDisjoint(with: range) {
        var bytes: [UInt8] = []
        for element in string.elements[range] {
          if case .scalar(let scalar) = element { appendUTF8(of: scalar, to: &bytes) }
        }
        if !words.contains(bytes) { words.append(bytes) }
      }
      for form in (forms?.forms(of: string) ?? []).prefix(Self.formLimit) {
        let written = execution.scratch.fold(form, of: string)
        for range in gramRanges(of: written.elements) where seen.insert(Array(written.elements[range])).inserted {
          formGrams.append(SearchString(part: range, of: written))
        }
      }
    }
    self.grams = grams
    self.formGrams = formGrams
    parts = grams + formGrams + characters
    self.words = words
  }

  /// Of a string no more other forms are asked.
  private static let formLimit = 4

  /// Whether few enough documents hold a character. Those of the others cost far more to find than all grams, and tell
  /// less.
  private static func isRare(_ scalar: UInt32, _ searcher: Searcher) -> Bool {
    var documents = 0
    for segment in searcher.segments {
      guard let id = segment.view.segment.elements.id(ofScalar: scalar) else { continue }
      // Indexes of older formats do not store the counts.
      guard let counts = segment.view.counts(ofElement: id) else { return false }
      documents += counts.documents
    }
    return documents > 0 && documents * RankingWeights.relatedCharacterShare < searcher.scorer.documentCount
  }

  /// Shows a collector the documents that are not in `matching` and that the query does not exclude. Their
  /// occurrences are those of the grams.
  func run<Target: Collector>(besides matching: [RankedDocument], into target: inout Target) throws {
    guard !parts.isEmpty || !words.isEmpty else { return }
    let scratch = execution.scratch
    let segments = execution.searcher.segments
    let scorer = execution.searcher.scorer
    let count = parts.count + words.count
    let matches = scratch.allocate(segments.count * count, of: TermMatches.self)
    let sums = scratch.allocate(count, of: Int.self)
    sums.initialize(repeating: 0, count: count)
    for (index, segment) in segments.enumerated() {
      for part in 0..<count {
        try scratch.checkpoint()
        let found = try self.matches(ofPart: part, in: segment)
        matches[index * count + part] = found
        sums[part] += found.documentFrequency
      }
    }
    let weights = scratch.allocate(count, of: Float.self)
    for part in 0..<count {
      let share: Float =
        switch part {
        case ..<grams.count: 1
        case ..<(grams.count + formGrams.count): RankingWeights.relatedForm
        case ..<parts.count: RankingWeights.relatedCharacter
        default: 1
        }
      weights[part] = scorer.weight(documents: sums[part]) * share
    }
    let plan = QueryPlan(anyOf: parts)
    for index in segments.indices {
      let mask = try mask(segment: index, without: matching)
      let work = scratch.allocate(plan.recordCount + words.count, of: NodeWork.self)
      work.initialize(repeating: NodeWork(), count: plan.recordCount + words.count)
      // Whether a gram is aligned to words, or is in the title, says little of a question: with the quality of its
      // best hit nDCG@10 over 800 questions on 58,629 articles of law fell from .341 to .283.
      let run = execution.segmentRun(
        index, plan, matches: matches + index * count, weights: weights, mask: mask, ignoresQuality: true, work)
      let sources = scratch.allocate(count, of: DocumentSource.self)
      for part in 0..<count {
        let found = matches[index * count + part]
        sources[part] = DocumentSource(list: found.list, buffer: found.found, term: part, record: 1 + part)
      }
      _ = try Disjunction(UnsafeMutableBufferPointer(start: sources, count: count), id: 0, run).collect(
        into: &target)
    }
  }

  /// - Parameter part: a gram, or behind them a word.
  private func matches(ofPart part: Int, in state: SegmentState) throws -> TermMatches {
    let (scratch, view) = (execution.scratch, state.view)
    if part < parts.count {
      var work = NodeWork()
      let matches = try TermMatcher(parts[part], in: state.context(scratch)).matches(filter: nil, &work)
      // Of one element no positions are kept.
      guard let zones = view.segment.lowWeightZones, parts[part].count > 1 else { return matches }
      return try outside(zones, matches, in: view.segment)
    }
    let word = words[part - parts.count]
    let documentFrequency = view.segment.words.documentCount(of: word)
    let postings = view.segment.words.postings(of: word)
    let count = postings.map { min($0.documents.count, $0.frequencies.count) } ?? 0
    var found = DocumentBuffer(capacity: count, in: scratch)
    if let postings {
      for at in 0..<count where Int(postings.documents[at]) < view.segment.statistics.documentCount {
        found.append(document: postings.documents[at], frequency: postings.frequencies[at], quality: 0)
      }
    }
    return TermMatches(found, documentFrequency: documentFrequency)
  }

  /// The documents that hold a gram outside of zones of low weight: the name of a site, of a column, or what is in a
  /// footer says nothing of what a page is about. The word lane holds no such words.
  private func outside(
    _ zones: LowWeightZones, _ matches: TermMatches, in segment: Segment
  ) throws -> TermMatches {
    var found = try matches.list.map { try decoded($0, in: segment) } ?? matches.found
    var kept = 0
    var occurrences = 0
    for at in 0..<found.count {
      let isLow: Bool
      if let starts = found.starts {
        let hits = UnsafeBufferPointer(start: starts + Int(found.qualities[at]), count: Int(found.frequencies[at]))
        isLow = hits.allSatisfy { zones.contains($0) }
      } else {
        isLow = found.qualities[at] == HitQuality.lowWeight
      }
      if isLow { continue }
      found.documents[kept] = found.documents[at]
      found.frequencies[kept] = found.frequencies[at]
      found.qualities[kept] = found.qualities[at]
      occurrences += Int(found.frequencies[at])
      kept += 1
    }
    found.count = kept
    found.occurrences = occurrences
    return TermMatches(found)
  }

  private func decoded(_ list: DocumentList, in segment: Segment) throws -> DocumentBuffer {
    let documentCount = segment.statistics.documentCount
    guard list.count <= documentCount else { throw segment.damage("postings") }
    var found = DocumentBuffer(capacity: list.count + DocumentList.blockSize, in: execution.scratch)
    for block in 0..<list.blockCount {
      try execution.scratch.checkpoint()
      let documents = found.documents + found.count
      let size = list.decode(
        block: block, documents: documents, frequencies: found.frequencies + found.count,
        qualities: found.qualities + found.count)
      let isSound = (0..<size).allSatisfy { Int(documents[$0]) < documentCount }
      guard size > 0, isSound else { throw segment.damage("postings") }
      found.count += size
    }
    return found
  }

  /// The documents that may be shown: those that count, without those of the query and those that it
  /// excludes anywhere.
  private func mask(segment index: Int, without matching: [RankedDocument]) throws -> DocumentMask {
    let run = execution.segmentRun(index)
    let wordCount = DocumentMask.wordCount(documents: run.documentCount)
    let words = execution.scratch.allocate(wordCount, of: UInt64.self)
    if let mask = run.mask {
      words.update(from: mask.words, count: wordCount)
    } else {
      words.initialize(repeating: .max, count: wordCount)
    }
    func drop(_ document: Int) { words[document / 64] &= ~(1 << UInt64(document % 64)) }
    for match in matching where match.view == index { drop(match.document) }
    for node in execution.plan.excluded {
      let excluded = try run.documents(of: run.source(of: node, scored: false), scored: false)
      for at in 0..<excluded.count { drop(Int(excluded.documents[at])) }
    }
    return DocumentMask(words: UnsafePointer(words), documentCount: run.documentCount, count: run.documentCount)
  }
}
