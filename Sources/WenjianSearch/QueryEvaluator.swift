import WenjianIndex
import WenjianPostings
import WenjianSegment

/// What the evaluation of a query in one segment works on.
struct Evaluation {
  let scorer: Scorer
  let view: SegmentView
  let viewNumber: Int
  let strings: [SearchString]
  /// By the number of the string.
  let matches: UnsafeMutablePointer<StringMatches>
  /// nil when only counts are wanted.
  let weights: UnsafePointer<Float>?
  /// The documents that count; nil for all.
  let mask: DocumentMask?
  let liveCounts: LiveCounts
  let norms: UnsafePointer<UInt8>
  let documentCount: Int
  let scratch: SearchScratch

  func judge(_ string: Int) -> HitJudge {
    HitJudge(view.segment, length: strings[string].count)
  }

  /// The documents of a string that count, read as a whole.
  func materialised(_ string: Int) throws -> DocumentBuffer {
    let matches = matches[string]
    var found = matches.found
    if let list = matches.list {
      found = try SegmentMatcher.filled(list, in: view.segment, scratch: scratch)
      found.occurrences = matches.occurrences
    }
    if let mask { found.keep(mask) }
    return found
  }

  /// The documents of a list that count, and their occurrences.
  private func counts(
    of list: DocumentList, _ matches: StringMatches
  ) throws -> (documents: Int, occurrences: Int) {
    guard let mask else { return (matches.count, matches.occurrences) }
    return try liveCounts.counts(ofGram: matches.gram) {
      let block = scratch.room(2 * DocumentList.blockSize, of: UInt32.self)
      guard let counts = mask.counts(of: list, occurrences: matches.occurrences, block: block) else {
        throw view.segment.damage("postings")
      }
      return counts
    }
  }

  /// Finds the documents of the query in the segment and offers the best of them, by the cheapest way for its tree.
  /// - Returns: the exact counts.
  func rank(
    _ prepared: Searcher.Prepared, into top: inout TopDocuments
  ) throws -> (documents: Int, occurrences: Int) {
    switch prepared.root {
    case .string(let number):
      let matches = matches[number]
      if let list = matches.list {
        if let weights {
          try top.offer(
            list, weight: weights[number], scorer: scorer, segment: view.segment, mask: mask, view: viewNumber,
            scratch: scratch)
        }
        return try counts(of: list, matches)
      }
      let found = try materialised(number)
      if let weights {
        top.offer(
          found, weight: weights[number], scorer: scorer, judge: judge(number), norms: norms, view: viewNumber)
      }
      return (found.count, found.occurrences)
    case .and where prepared.isPlain:
      let result = try Conjunction.evaluate(numbers(prepared.positive), in: self)
      top.offer(result, view: viewNumber)
      return (result.count, result.occurrences)
    case .or where prepared.isPlain:
      return try Disjunction.rank(numbers(prepared.positive), in: self, into: &top)
    case .and, .or, .without, .near:
      let result = try QueryEvaluator(self, prepared).evaluate(prepared)
      top.offer(result, view: viewNumber)
      return (result.count, result.occurrences)
    }
  }

  private func numbers(_ strings: [Int]) -> UnsafeMutableBufferPointer<Int> {
    let room = scratch.room(strings.count, of: Int.self)
    for index in strings.indices { room[index] = strings[index] }
    return UnsafeMutableBufferPointer(start: room, count: strings.count)
  }
}

/// Combines the matches of a query's strings in one segment after any tree: sorted document lists in, one out.
struct QueryEvaluator {
  private let evaluation: Evaluation
  private let scratch: SearchScratch
  /// The strings' documents, read as a whole.
  private let found: UnsafeMutablePointer<DocumentBuffer>
  /// The occurrences that count, by string: those in `found`, or of a string that stands only beside NEAR and BEFORE
  /// the ones with a partner.
  private let counted: UnsafeMutablePointer<DocumentBuffer>
  /// By pair: the documents that hold the strings near each other.
  private let near: UnsafeMutablePointer<DocumentBuffer>
  private let pairs: [Searcher.Pair]

  init(_ evaluation: Evaluation, _ prepared: Searcher.Prepared) throws {
    self.evaluation = evaluation
    scratch = evaluation.scratch
    found = scratch.room(evaluation.strings.count)
    for string in evaluation.strings.indices {
      var buffer = try evaluation.materialised(string)
      if let weights = evaluation.weights {
        buffer.settleQualities(evaluation.judge(string))
        let scores = scratch.room(buffer.count, of: Float.self)
        evaluation.scorer.score(
          buffer.documents, buffer.frequencies, buffer.qualities, count: buffer.count,
          weight: weights[string], norms: evaluation.norms, into: scores)
        buffer.scores = scores
      }
      found[string] = buffer
    }
    pairs = prepared.pairs
    near = scratch.room(prepared.pairs.count)
    if prepared.pairs.isEmpty {
      counted = found
      return
    }
    counted = scratch.room(evaluation.strings.count)
    let shown = scratch.room(evaluation.strings.count, of: PositionBuffer.self)
    let nothing = PositionBuffer(positions: scratch.room(0), count: 0)
    shown.initialize(repeating: nothing, count: evaluation.strings.count)
    for (number, pair) in prepared.pairs.enumerated() {
      let kept = try evaluation.pairs(pair)
      near[number] = evaluation.grouped(kept.first, of: pair.first)
      if pair.isPositive {
        shown[pair.first] = shown[pair.first].union(kept.first, in: scratch)
        shown[pair.second] = shown[pair.second].union(kept.second, in: scratch)
      }
    }
    for string in evaluation.strings.indices {
      counted[string] =
        evaluation.strings[string].partners.isEmpty
        ? found[string] : evaluation.grouped(shown[string], of: string)
    }
  }

  /// The documents of the segment that match, each with the occurrences of all positive strings in it; with scores
  /// when there are weights.
  func evaluate(_ prepared: Searcher.Prepared) -> DocumentBuffer {
    var result = evaluate(prepared.root)
    if !prepared.isPlain { recount(&result, prepared.positive) }
    return result
  }

  /// Counts anew: in `(a b) OR c` a document that holds `a` and `c` shows both, though only `c` made it match.
  private func recount(_ result: inout DocumentBuffer, _ strings: [Int]) {
    // A string's own buffer may be the result; its numbers are still needed.
    let sums = scratch.room(result.count, of: UInt32.self)
    sums.initialize(repeating: 0, count: result.count)
    var occurrences = 0
    for number in strings {
      let found = counted[number]
      var at = 0
      for index in 0..<result.count {
        at = found.advance(from: at, to: result.documents[index])
        if at == found.count { break }
        if found.documents[at] == result.documents[index] {
          sums[index] &+= found.frequencies[at]
          occurrences &+= Int(found.frequencies[at])
        }
      }
    }
    result.frequencies.update(from: sums, count: result.count)
    result.occurrences = occurrences
  }

  private func evaluate(_ node: Searcher.Node) -> DocumentBuffer {
    switch node {
    case .string(let number):
      return found[number]
    case .and(let nodes):
      let parts = nodes.map(evaluate).sorted { $0.count < $1.count }
      return parts.dropFirst().reduce(parts[0]) { intersection($0, $1) }
    case .or(let nodes):
      let parts = nodes.map(evaluate)
      let total = parts.reduce(0) { $0 + $1.count }
      // Dense lists are added up in an array over all documents; for sparse ones that array would be most of
      // the work.
      if parts.count > 1, total * 8 > evaluation.documentCount { return denseUnion(parts) }
      return parts.dropFirst().reduce(parts[0]) { union($0, $1) }
    case .without(let node, let excluded):
      return selection(of: evaluate(node), by: evaluate(excluded), keepsThoseInBoth: false)
    case .near(let number):
      let pair = pairs[number]
      let both =
        pair.first == pair.second
        ? found[pair.first] : intersection(found[pair.first], found[pair.second])
      return selection(of: both, by: near[number], keepsThoseInBoth: true)
    }
  }

  /// An empty buffer, with room for scores when they are wanted.
  private func empty(_ capacity: Int) -> DocumentBuffer {
    var buffer = DocumentBuffer(capacity: capacity, in: scratch)
    if evaluation.weights != nil { buffer.scores = scratch.room(capacity) }
    return buffer
  }

  private func intersection(_ a: DocumentBuffer, _ b: DocumentBuffer) -> DocumentBuffer {
    var result = empty(a.count)
    var at = 0
    var kept = 0
    var occurrences = 0
    for index in 0..<a.count {
      let document = a.documents[index]
      at = b.advance(from: at, to: document)
      if at == b.count { break }
      if b.documents[at] == document {
        result.documents[kept] = document
        let frequency = a.frequencies[index] &+ b.frequencies[at]
        result.frequencies[kept] = frequency
        occurrences &+= Int(frequency)
        if let scores = result.scores, let first = a.scores, let second = b.scores {
          scores[kept] = first[index] + second[at]
        }
        kept &+= 1
      }
    }
    result.count = kept
    result.occurrences = occurrences
    return result
  }

  private func denseUnion(_ parts: [DocumentBuffer]) -> DocumentBuffer {
    let documentCount = evaluation.documentCount
    var result = empty(documentCount)
    result.occurrences = parts.reduce(0) { $0 + $1.occurrences }
    let frequencies = scratch.room(documentCount, of: UInt32.self)
    frequencies.initialize(repeating: 0, count: documentCount)
    let sums = scratch.room(documentCount, of: Float.self)
    sums.initialize(repeating: 0, count: documentCount)
    for part in parts {
      let documents = part.documents
      if let scores = part.scores {
        for at in 0..<part.count {
          let document = Int(documents[at])
          frequencies[document] &+= part.frequencies[at]
          sums[document] += scores[at]
        }
      } else {
        for at in 0..<part.count { frequencies[Int(documents[at])] &+= part.frequencies[at] }
      }
    }
    var kept = 0
    for document in 0..<documentCount where frequencies[document] > 0 {
      result.documents[kept] = UInt32(truncatingIfNeeded: document)
      result.frequencies[kept] = frequencies[document]
      result.scores?[kept] = sums[document]
      kept &+= 1
    }
    result.count = kept
    return result
  }

  private func union(_ a: DocumentBuffer, _ b: DocumentBuffer) -> DocumentBuffer {
    var result = empty(a.count + b.count)
    result.occurrences = a.occurrences + b.occurrences
    var i = 0
    var j = 0
    var kept = 0
    while i < a.count || j < b.count {
      let first = i < a.count ? a.documents[i] : .max
      let second = j < b.count ? b.documents[j] : .max
      let document = min(first, second)
      var frequency: UInt32 = 0
      var sum: Float = 0
      if first == document, i < a.count {
        frequency &+= a.frequencies[i]
        if let scores = a.scores { sum += scores[i] }
        i &+= 1
      }
      if second == document, j < b.count {
        frequency &+= b.frequencies[j]
        if let scores = b.scores { sum += scores[j] }
        j &+= 1
      }
      result.documents[kept] = document
      result.frequencies[kept] = frequency
      result.scores?[kept] = sum
      kept &+= 1
    }
    result.count = kept
    return result
  }

  /// The documents of `a` that are in `other`, or those that are not.
  private func selection(
    of a: DocumentBuffer, by other: DocumentBuffer, keepsThoseInBoth: Bool
  ) -> DocumentBuffer {
    var result = empty(a.count)
    var at = 0
    var kept = 0
    for index in 0..<a.count {
      let document = a.documents[index]
      at = other.advance(from: at, to: document)
      let isInBoth = at < other.count && other.documents[at] == document
      if isInBoth != keepsThoseInBoth { continue }
      result.documents[kept] = document
      result.frequencies[kept] = a.frequencies[index]
      result.occurrences &+= Int(a.frequencies[index])
      if let scores = result.scores, let known = a.scores { scores[kept] = known[index] }
      kept &+= 1
    }
    result.count = kept
    return result
  }
}
