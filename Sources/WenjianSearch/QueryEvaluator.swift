import WenjianIndex
import WenjianSegment

/// Combines the matches of a query's strings in one segment after its tree: sorted document lists in, one out.
struct QueryEvaluator {
  private let scorer: Scorer
  private let matches: [DocumentBuffer]
  /// nil when only counts are wanted.
  private let weights: [Float]?
  private let norms: UnsafePointer<UInt8>
  private let documentCount: Int

  init(
    _ scorer: Scorer, _ view: SegmentView, _ matches: [DocumentBuffer], weights: [Float]?
  ) {
    self.scorer = scorer
    self.matches = matches
    self.weights = weights
    norms = view.segment.documents.norms
    documentCount = view.segment.statistics.documentCount
  }

  /// The documents of the segment that match, each with the occurrences of all positive strings in it; with scores
  /// when the evaluator has weights.
  func evaluate(_ prepared: Searcher.Prepared) -> DocumentBuffer {
    let result = evaluate(prepared.root)
    if !prepared.isPlain { recount(result, prepared.positive) }
    return result
  }

  /// Counts anew: in `(a b) OR c` a document that holds `a` and `c` shows both, though only `c` made it match.
  private func recount(_ result: DocumentBuffer, _ strings: [Int]) {
    for index in 0..<result.count { result.frequencies[index] = 0 }
    result.occurrences = 0
    for number in strings {
      let found = matches[number]
      var at = 0
      for index in 0..<result.count {
        at = found.advance(from: at, to: result.documents[index])
        if at == found.count { break }
        if found.documents[at] == result.documents[index] {
          result.frequencies[index] &+= found.frequencies[at]
          result.occurrences &+= Int(found.frequencies[at])
        }
      }
    }
  }

  private func evaluate(_ node: Searcher.Node) -> DocumentBuffer {
    switch node {
    case .string(let number):
      score(matches[number], number)
      return matches[number]
    case .and(let nodes):
      let parts = nodes.map(evaluate).sorted { $0.count < $1.count }
      return parts.dropFirst().reduce(parts[0]) { intersection($0, $1) }
    case .or(let nodes):
      let parts = nodes.map(evaluate)
      let total = parts.reduce(0) { $0 + $1.count }
      // Dense lists are added up in an array over all documents; for sparse ones that array would be most of
      // the work.
      if parts.count > 1, total * 8 > documentCount { return denseUnion(parts, total) }
      return parts.dropFirst().reduce(parts[0]) { union($0, $1) }
    case .without(let node, let excluded):
      return difference(evaluate(node), evaluate(excluded))
    }
  }

  private func score(_ found: DocumentBuffer, _ number: Int) {
    guard let weights, found.scores == nil else { return }
    let weight = weights[number]
    let scores = found.makeScores()
    let documents = found.documents
    let frequencies = found.frequencies
    let qualities = found.qualities
    for at in 0..<found.count {
      scores[at] = scorer.score(
        weight: weight, frequency: frequencies[at], norm: norms[Int(documents[at])],
        quality: qualities[at])
    }
  }

  private func intersection(_ a: DocumentBuffer, _ b: DocumentBuffer) -> DocumentBuffer {
    let result = DocumentBuffer(capacity: a.count)
    let scores = weights == nil ? nil : result.makeScores()
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
        if let scores, let first = a.scores, let second = b.scores {
          scores[kept] = first[index] + second[at]
        }
        kept &+= 1
      }
    }
    result.count = kept
    result.occurrences = occurrences
    return result
  }

  private func denseUnion(_ parts: [DocumentBuffer], _ total: Int) -> DocumentBuffer {
    let result = DocumentBuffer(capacity: documentCount)
    result.occurrences = parts.reduce(0) { $0 + $1.occurrences }
    let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: documentCount)
    frequencies.initialize(repeating: 0, count: documentCount)
    defer { frequencies.deallocate() }
    let sums = UnsafeMutablePointer<Float>.allocate(capacity: weights == nil ? 1 : documentCount)
    defer { sums.deallocate() }
    if weights != nil { sums.initialize(repeating: 0, count: documentCount) }
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
    let scores = weights == nil ? nil : result.makeScores()
    var kept = 0
    for document in 0..<documentCount where frequencies[document] > 0 {
      result.documents[kept] = UInt32(truncatingIfNeeded: document)
      result.frequencies[kept] = frequencies[document]
      if let scores { scores[kept] = sums[document] }
      kept &+= 1
    }
    result.count = kept
    return result
  }

  private func union(_ a: DocumentBuffer, _ b: DocumentBuffer) -> DocumentBuffer {
    let result = DocumentBuffer(capacity: a.count + b.count)
    result.occurrences = a.occurrences + b.occurrences
    let scores = weights == nil ? nil : result.makeScores()
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
      scores?[kept] = sum
      kept &+= 1
    }
    result.count = kept
    return result
  }

  private func difference(_ a: DocumentBuffer, _ excluded: DocumentBuffer) -> DocumentBuffer {
    let result = DocumentBuffer(capacity: a.count)
    let scores = weights == nil ? nil : result.makeScores()
    var at = 0
    var kept = 0
    for index in 0..<a.count {
      let document = a.documents[index]
      at = excluded.advance(from: at, to: document)
      if at < excluded.count, excluded.documents[at] == document { continue }
      result.documents[kept] = document
      result.frequencies[kept] = a.frequencies[index]
      result.occurrences &+= Int(a.frequencies[index])
      if let scores, let known = a.scores { scores[kept] = known[index] }
      kept &+= 1
    }
    result.count = kept
    return result
  }
}
