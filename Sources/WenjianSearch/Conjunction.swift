import WenjianPostings
import WenjianSegment

/// AND: the documents of the rarest part, narrowed by each of the others. Only what is left is scored.
struct Conjunction {
  private let run: SegmentRun
  private let scratch: SearchScratch
  private let sources: UnsafeMutableBufferPointer<DocumentSource>
  private let id: Int
  private let scored: Bool

  /// - Parameter sources: at least one.
  init(_ sources: UnsafeMutableBufferPointer<DocumentSource>, id: Int, _ run: SegmentRun, scored: Bool) {
    self.run = run
    self.id = id
    self.scored = scored
    self.sources = sources
    scratch = run.scratch
    // The fewest documents first; equal counts in the order typed.
    for end in sources.indices.dropFirst() {
      var at = end
      while at > 0, sources[at].count < sources[at - 1].count {
        sources.swapAt(at, at - 1)
        at -= 1
      }
    }
  }

  /// - Returns: the documents with the occurrences of all parts.
  func evaluate() throws -> DocumentBuffer {
    var result: DocumentBuffer
    var held: UnsafeMutablePointer<DocumentBuffer>
    let first: Int
    if let mask = run.narrowMask(below: sources[0].count) {
      // A narrow filter leads.
      result = mask.documents(in: scratch)
      held = scratch.allocate(sources.count)
      first = 0
      run.work[id].path = .narrowingFilter
    } else {
      result = try run.decoded(sources[0])
      if sources[0].term >= 0, let mask = run.mask { result.keep(mask) }
      held = scratch.allocate(sources.count)
      held[0] = result
      first = 1
      run.work[id].path = .narrowing
    }
    let capacity = result.count
    let narrowing = Narrowing(run, capacity: capacity)
    for part in first..<max(first, sources.count) {
      try scratch.checkpoint()
      var found = DocumentBuffer(capacity: capacity, in: scratch)
      let kept = try narrowing.narrow(&result, by: sources[part], into: &found)
      for earlier in 0..<part { move(held[earlier], kept, narrowing.origins) }
      held[part] = found
    }
    try finish(&result, held)
    run.work[id].documents = result.count
    run.work[id].occurrences = result.occurrences
    return result
  }

  private func move(_ part: DocumentBuffer, _ count: Int, _ origins: UnsafePointer<UInt32>) {
    let frequencies = part.frequencies
    let qualities = part.qualities
    for at in 0..<count {
      let origin = Int(origins[at])
      frequencies[at] = frequencies[origin]
      qualities[at] = qualities[origin]
    }
    if let scores = part.scores { for at in 0..<count { scores[at] = scores[Int(origins[at])] } }
  }

  /// Adds up what the parts have in each document.
  private func finish(_ result: inout DocumentBuffer, _ held: UnsafeMutablePointer<DocumentBuffer>) throws {
    let count = result.count
    // In arrays of its own: the result's are those of a part.
    var total = DocumentBuffer(sharing: result.documents, count: count, in: scratch)
    if scored { total.scores = try scores(held, count, UnsafePointer(result.documents)) }
    total.frequencies.update(from: held[0].frequencies, count: count)
    for part in 1..<max(sources.count, 1) {
      let frequencies = held[part].frequencies
      for at in 0..<count { total.frequencies[at] &+= frequencies[at] }
    }
    for at in 0..<count { total.occurrences &+= Int(total.frequencies[at]) }
    result = total
  }

  private func scores(
    _ held: UnsafeMutablePointer<DocumentBuffer>, _ count: Int, _ documents: UnsafePointer<UInt32>
  ) throws -> UnsafeMutablePointer<Float> {
    let sums = scratch.allocate(count, of: Float.self)
    let addends = scratch.allocate(count, of: Float.self)
    sums.initialize(repeating: 0, count: count)
    for part in sources.indices {
      let term = sources[part].term
      if term >= 0 {
        held[part].count = count
        // Qualities are looked up by the document; the parts share the first one's.
        try run.resolveQualities(of: &held[part], term: term, documents: documents)
        run.score(documents, held[part].frequencies, held[part].qualities, count: count, term: term, into: addends)
        for at in 0..<count { sums[at] += addends[at] }
      } else if let scores = held[part].scores {
        for at in 0..<count { sums[at] += scores[at] }
      }
    }
    return sums
  }
}
