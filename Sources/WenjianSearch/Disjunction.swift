import WenjianPostings
import WenjianSegment

/// OR: what each part says is added up in two arrays over a window of documents, small enough to stay in the fastest
/// cache, whatever the order in which documents come.
struct Disjunction {
  /// Two arrays of 16 KB; a whole number of mask words.
  private static let windowSize = 4096

  private let run: SegmentRun
  private let id: Int
  private let scored: Bool
  /// Of a window, 1 for a document that any part holds, where nothing but their number is wanted; else nil.
  private let marks: UnsafeMutablePointer<UInt8>?
  private let sums: UnsafeMutablePointer<Float>
  private let frequencies: UnsafeMutablePointer<UInt32>
  /// Of one block.
  private let scores: UnsafeMutablePointer<Float>
  private let cursors: UnsafeMutablePointer<Cursor>
  private let count: Int
  /// The qualities of the parts from this one on are looked up when their documents are shown, and only where a bound of
  /// the sum reaches the threshold: the bits of words are far away, and were a quarter of the time.
  private let firstDelayed: Int
  /// Of a window, the most that a document of such a part can score: the sum of its other parts and their bounds, added
  /// up in the order of the parts, so that rounding takes none below the sum itself.
  private let bounds: UnsafeMutablePointer<Float>
  private let evaluators: [HitQualityEvaluator]
  private let total: Int

  /// The documents of one part that lie ahead.
  private struct Cursor: BitwiseCopyable {
    let source: DocumentSource
    var block = 0
    let documents: UnsafeMutablePointer<UInt32>
    let frequencies: UnsafeMutablePointer<UInt32>
    /// Bounds of them in a part whose qualities are delayed.
    let qualities: UnsafeMutablePointer<UInt32>
    var at = 0
    var size: Int
    /// Of a part whose qualities are delayed: the first document that was not shown yet.
    var shown = 0
  }

  /// - Parameters:
  ///   - countsOnly: nothing is asked of a document but whether it was found.
  ///   - mayDelay: only documents whose scores reach the threshold are asked for.
  /// - Precondition: each document of a source has an occurrence.
  init(
    _ sources: UnsafeMutableBufferPointer<DocumentSource>, id: Int, _ run: SegmentRun, scored: Bool? = nil,
    countsOnly: Bool = false, mayDelay: Bool = false
  ) throws {
    self.run = run
    self.id = id
    self.scored = (scored ?? (run.weights != nil)) && !countsOnly
    let scratch = run.scratch
    // Occurrences in documents that do not count have to be known to take them off.
    marks = countsOnly && run.mask == nil ? scratch.allocate(Self.windowSize) : nil
    sums = scratch.allocate(Self.windowSize)
    frequencies = scratch.allocate(Self.windowSize)
    scores = scratch.allocate(DocumentList.blockSize)
    cursors = scratch.allocate(sources.count)
    count = sources.count
    var firstDelayed = sources.count
    if mayDelay, self.scored, !run.ignoresQuality {
      while firstDelayed > 0, sources[firstDelayed - 1].hasDelayedQualities { firstDelayed -= 1 }
    }
    self.firstDelayed = firstDelayed
    bounds = scratch.allocate(firstDelayed < count ? Self.windowSize : 0)
    evaluators = sources[firstDelayed...].map { run.qualities(ofTerm: $0.term) }
    var total = 0
    for (index, source) in sources.enumerated() {
      if source.list != nil {
        let block = scratch.allocate(3 * DocumentList.blockSize, of: UInt32.self)
        cursors[index] = Cursor(
          source: source, documents: block, frequencies: block + DocumentList.blockSize,
          qualities: block + 2 * DocumentList.blockSize, size: 0)
        total += run.matches[source.term].occurrences
      } else {
        var buffer = source.buffer
        if index >= firstDelayed {
          let bounds = scratch.allocate(buffer.count, of: UInt32.self)
          evaluators[index - firstDelayed].bounds(of: buffer, into: bounds)
          cursors[index] = Cursor(
            source: source, documents: buffer.documents, frequencies: buffer.frequencies, qualities: bounds,
            size: buffer.count)
          total += buffer.occurrences
          continue
        }
        if self.scored, source.term >= 0 { try run.resolveQualities(of: &buffer, term: source.term) }
        cursors[index] = Cursor(
          source: source, documents: buffer.documents, frequencies: buffer.frequencies,
          qualities: buffer.qualities, size: buffer.count)
        total += buffer.occurrences
      }
    }
    self.total = total
    run.work[id].path = .windows
  }

  /// Shows a collector the documents.
  func collect<Target: Collector>(into target: inout Target) throws -> FoundCounts {
    let isShown = !target.needs.isEmpty
    return try forEachWindow { start, size in
      guard isShown else { return }
      // The first documents make a threshold for those behind them.
      var step = firstDelayed < count ? 64 : size
      var from = 0
      while from < size {
        let stepSize = min(step, size - from)
        settle(upTo: start + from + stepSize, start, target.threshold)
        target.collect(
          DocumentBlock(
            view: run.viewNumber, count: stepSize, firstDocument: UInt32(start + from),
            frequencies: UnsafePointer(frequencies + from), scores: scored ? UnsafePointer(sums + from) : nil))
        from += stepSize
        step = min(2 * step, 512)
      }
    }
  }

  /// Adds the scores that were delayed of documents of a window which may reach a threshold. The others keep a part of
  /// their sum, which is below it.
  private func settle(upTo end: Int, _ start: Int, _ threshold: Float) {
    for index in firstDelayed..<count {
      let cursor = cursors[index]
      guard let starts = cursor.source.buffer.starts else { continue }
      let weight = run.weights?[cursor.source.term] ?? 0
      var at = cursor.shown
      while at < cursor.at, Int(cursor.documents[at]) < end {
        let document = cursor.documents[at]
        if bounds[Int(document) &- start] >= threshold {
          let frequency = cursor.frequencies[at]
          let quality = evaluators[index &- firstDelayed].quality(
            document: document, starts: starts + Int(cursor.source.buffer.qualities[at]), count: Int(frequency))
          sums[Int(document) &- start] += run.scorer.score(
            weight: weight, frequency: frequency, norm: run.norms[Int(document)], quality: quality)
        }
        at &+= 1
      }
      cursors[index].shown = at
    }
  }

  /// The documents, with their occurrences and scores.
  func evaluate() throws -> DocumentBuffer {
    var result = DocumentBuffer(capacity: run.documentCount, in: run.scratch)
    if scored { result.scores = run.scratch.allocate(run.documentCount) }
    let counts = try forEachWindow { start, size in
      for at in 0..<size where frequencies[at] != 0 {
        result.scores?[result.count] = sums[at]
        result.append(document: UInt32(truncatingIfNeeded: start &+ at), frequency: frequencies[at], quality: 0)
      }
    }
    result.occurrences = counts.occurrences
    return result
  }

  private func forEachWindow(_ body: (_ start: Int, _ size: Int) -> Void) throws -> FoundCounts {
    var counts = FoundCounts(documents: 0, occurrences: total)
    var start = 0
    while start < run.documentCount {
      let size = min(Self.windowSize, run.documentCount - start)
      if try add(start, size) {
        if let mask = run.mask { counts.occurrences -= drop(start, size, mask) }
        counts.documents += usedCount(size)
        body(start, size)
      }
      start += Self.windowSize
    }
    run.work[id].documents = counts.documents
    run.work[id].occurrences = counts.occurrences
    return counts
  }

  /// Adds up a window.
  /// - Returns: false when no document lies in it.
  private func add(_ start: Int, _ size: Int) throws -> Bool {
    if let marks {
      marks.initialize(repeating: 0, count: size)
    } else {
      frequencies.initialize(repeating: 0, count: size)
    }
    if scored { sums.initialize(repeating: 0, count: size) }
    let end = start + size
    var isUsed = false
    for index in 0..<firstDelayed {
      try run.scratch.checkpoint()
      while true {
        if cursors[index].at == cursors[index].size {
          guard try loadBlock(index) else { break }
        }
        let from = cursors[index].at
        let documents = cursors[index].documents
        var to = cursors[index].size
        if Int(documents[to - 1]) >= end {
          to = from
          while Int(documents[to]) < end { to += 1 }
        }
        if to == from { break }
        isUsed = true
        cursors[index].at = to
        try add(cursors[index], from..<to, start, end)
        if to < cursors[index].size { break }
      }
    }
    return try addDelayed(start, end) || isUsed
  }

  /// Adds up what bounds the scores of parts whose qualities are delayed.
  /// - Returns: as `add`.
  private func addDelayed(_ start: Int, _ end: Int) throws -> Bool {
    var isUsed = false
    for index in firstDelayed..<count {
      try run.scratch.checkpoint()
      let cursor = cursors[index]
      var to = cursor.at
      while to < cursor.size, Int(cursor.documents[to]) < end { to += 1 }
      let documents = cursor.documents + cursor.at
      guard areAll(documents, to - cursor.at, in: start..<end) else { throw run.damagedPostings }
      for at in 0..<(to - cursor.at) {
        let document = Int(documents[at]) &- start
        self.frequencies[document] &+= cursor.frequencies[cursor.at &+ at]
        bounds[document] = sums[document]
      }
      if to > cursor.at { isUsed = true }
      (cursors[index].shown, cursors[index].at) = (cursor.at, to)
    }
    for index in firstDelayed..<count {
      let cursor = cursors[index]
      var from = cursor.shown
      while from < cursor.at {
        let size = min(DocumentList.blockSize, cursor.at - from)
        run.score(
          cursor.documents + from, cursor.frequencies + from, cursor.qualities + from, count: size,
          term: cursor.source.term, into: scores)
        for at in 0..<size { bounds[Int(cursor.documents[from &+ at]) &- start] += scores[at] }
        from += size
      }
    }
    return isUsed
  }

  private func loadBlock(_ index: Int) throws -> Bool {
    let source = cursors[index].source
    guard let list = source.list, cursors[index].block < list.blockCount else { return false }
    let size = list.decode(
      block: cursors[index].block, documents: cursors[index].documents,
      frequencies: marks == nil ? cursors[index].frequencies : nil,
      qualities: scored ? cursors[index].qualities : nil)
    guard size > 0 else { throw run.damagedPostings }
    if run.ignoresQuality { cursors[index].qualities.initialize(repeating: HitQuality.aligned, count: size) }
    run.work[source.record].documentBlocks += 1
    cursors[index].block += 1
    cursors[index].at = 0
    cursors[index].size = size
    return true
  }

  private func add(_ cursor: Cursor, _ range: Range<Int>, _ start: Int, _ end: Int) throws {
    let documents = cursor.documents + range.lowerBound
    let frequencies = cursor.frequencies + range.lowerBound
    let count = range.count
    guard areAll(documents, count, in: start..<end) else { throw run.damagedPostings }
    if let marks {
      let marks = marks - start
      for at in 0..<count { marks[Int(documents[at])] = 1 }
      return
    }
    let sums = sums - start
    let totals = self.frequencies - start
    guard scored else {
      for at in 0..<count { totals[Int(documents[at])] &+= frequencies[at] }
      return
    }
    if let known = cursor.source.buffer.scores, cursor.source.term < 0 {
      for at in 0..<count {
        let document = Int(documents[at])
        totals[document] &+= frequencies[at]
        sums[document] += known[range.lowerBound &+ at]
      }
      return
    }
    var from = 0
    while from < count {
      let size = min(DocumentList.blockSize, count - from)
      run.score(
        documents + from, frequencies + from, cursor.qualities + range.lowerBound + from, count: size,
        term: cursor.source.term, into: scores)
      for at in 0..<size {
        let document = Int(documents[from &+ at])
        totals[document] &+= frequencies[from &+ at]
        sums[document] += scores[at]
      }
      from += size
    }
  }

  /// Takes the documents out of a window that a mask does not keep.
  /// - Returns: their occurrences.
  private func drop(_ start: Int, _ size: Int, _ mask: DocumentMask) -> Int {
    var occurrences = 0
    // A window begins at a whole word.
    for word in 0..<DocumentMask.wordCount(documents: size) {
      var dropped = ~mask.words[start / 64 + word]
      while dropped != 0 {
        let at = word * 64 + dropped.trailingZeroBitCount
        dropped &= dropped &- 1
        if at >= size { break }
        occurrences &+= Int(frequencies[at])
        frequencies[at] = 0
        if scored { sums[at] = 0 }
      }
    }
    return occurrences
  }

  /// The documents of a window that hold anything: counted without a branch, which could not be predicted.
  private func usedCount(_ size: Int) -> Int {
    if let marks { return markCount(marks, size) }
    let words = UnsafeRawPointer(frequencies)
    // A comparison is -1 where it holds.
    var unused = SIMD4<Int32>.zero
    var at = 0
    while at &+ 8 <= size {
      let first = words.loadUnaligned(fromByteOffset: 4 &* at, as: SIMD4<UInt32>.self)
      let second = words.loadUnaligned(fromByteOffset: 4 &* at &+ 16, as: SIMD4<UInt32>.self)
      unused &-= unsafeBitCast(first .== 0, to: SIMD4<Int32>.self)
      unused &-= unsafeBitCast(second .== 0, to: SIMD4<Int32>.self)
      at &+= 8
    }
    var count = at &- Int(unused.wrappedSum())
    while at < size {
      if frequencies[at] != 0 { count += 1 }
      at += 1
    }
    return count
  }

  private func markCount(_ marks: UnsafeMutablePointer<UInt8>, _ size: Int) -> Int {
    let bytes = UnsafeRawPointer(marks)
    var count = 0
    var at = 0
    while at &+ 16 <= size {
      // A lane of a byte has room for so many rows.
      let end = min(at &+ 16 &* 255, size & ~15)
      var sums = SIMD16<UInt8>.zero
      while at < end {
        sums &+= bytes.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
        at &+= 16
      }
      for lane in 0..<16 { count &+= Int(sums[lane]) }
    }
    while at < size {
      count &+= Int(marks[at])
      at &+= 1
    }
    return count
  }
}

/// Whether document numbers lie in a range. Damaged gaps may wrap around, so each is looked at: columns are indexed by them.
/// - Precondition: the range ends below 2³¹; a document takes two positions at least.
func areAll(_ documents: UnsafePointer<UInt32>, _ count: Int, in range: Range<Int>) -> Bool {
  let first = UInt32(truncatingIfNeeded: range.lowerBound)
  let last = UInt32(truncatingIfNeeded: range.upperBound &- 1)
  // The highest bit of a difference is set where it would be negative.
  var outside: UInt32 = 0
  for at in 0..<count { outside |= (documents[at] &- first) | (last &- documents[at]) }
  return outside &>> 31 == 0
}

extension SegmentRun {
  /// The parts of an OR, in the order in which their scores are added up: strings from the most frequent in the whole
  /// index on, so that the order is the same in every segment, and rare ones come last. Only their qualities are worth
  /// delaying: the lists of others have them.
  func alternatives(
    of nodes: [QueryPlan.Node], scored: Bool? = nil
  ) throws -> UnsafeMutableBufferPointer<DocumentSource> {
    var sources = try sources(of: nodes, scored: scored)
    guard let weights, sources.allSatisfy({ $0.term >= 0 }) else { return sources }
    sources.sort { (weights[$0.term], $0.term) < (weights[$1.term], $1.term) }
    return sources
  }

  /// OR inside of a tree.
  func union(of nodes: [QueryPlan.Node], id: Int, scored: Bool) throws -> DocumentBuffer {
    let sources = try alternatives(of: nodes, scored: scored)
    if let mask = narrowMask(below: documentCount), nodes.allSatisfy(hasOccurrences) {
      return try union(of: sources, in: mask, id: id, scored: scored)
    }
    // Windows over all documents would be most of the work for few of them, and do not tell a document without an
    // occurrence from one that was not found.
    let total = sources.reduce(0) { $0 + $1.count }
    if total * 8 > documentCount, nodes.allSatisfy(hasOccurrences) {
      return try Disjunction(sources, id: id, self, scored: scored).evaluate()
    }
    var result = try documents(of: sources[0], scored: scored)
    for source in sources.dropFirst() {
      try scratch.checkpoint(1 + result.count / DocumentList.blockSize)
      result = merged(result, try documents(of: source, scored: scored), scored: scored)
    }
    work[id].path = .merging
    work[id].documents = result.count
    work[id].occurrences = result.occurrences
    return result
  }

  /// The documents of a narrow filter that any source holds; each has an occurrence.
  private func union(
    of sources: UnsafeMutableBufferPointer<DocumentSource>, in mask: DocumentMask, id: Int, scored: Bool
  ) throws -> DocumentBuffer {
    let found = mask.documents(in: scratch)
    let scores = scratch.allocate(scored ? found.count : 0, of: Float.self)
    scores.initialize(repeating: 0, count: scored ? found.count : 0)
    for source in sources {
      try Narrowing(self, capacity: found.count).add(
        source, in: found, to: found.frequencies, scored ? scores : nil)
    }
    var result = DocumentBuffer(capacity: found.count, in: scratch)
    if scored { result.scores = scratch.allocate(found.count) }
    for at in 0..<found.count where found.frequencies[at] > 0 {
      result.scores?[result.count] = scores[at]
      result.append(document: found.documents[at], frequency: found.frequencies[at], quality: 0)
      result.occurrences &+= Int(found.frequencies[at])
    }
    work[id].path = .narrowingFilter
    work[id].documents = result.count
    work[id].occurrences = result.occurrences
    return result
  }

  /// Whether every document of a node has an occurrence of one of its strings.
  private func hasOccurrences(_ node: QueryPlan.Node) -> Bool {
    switch node {
    case .term, .condition: true
    case .filter, .all: false
    case .and(let nodes, _): nodes.contains(where: hasOccurrences)
    case .or(let nodes, _): nodes.allSatisfy(hasOccurrences)
    case .without(let kept, _, _): hasOccurrences(kept)
    }
  }

  private func merged(_ a: DocumentBuffer, _ b: DocumentBuffer, scored: Bool) -> DocumentBuffer {
    var result = DocumentBuffer(capacity: a.count + b.count, in: scratch)
    if scored { result.scores = scratch.allocate(a.count + b.count) }
    result.occurrences = a.occurrences + b.occurrences
    var i = 0
    var j = 0
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
      result.scores?[result.count] = sum
      result.append(document: document, frequency: frequency, quality: 0)
    }
    return result
  }

  /// NOT: takes the documents of a node out of some.
  func exclusion(of node: QueryPlan.Node, from found: DocumentBuffer, id: Int) throws -> DocumentBuffer {
    let excluded = try source(of: node, scored: false)
    var left = DocumentBuffer(capacity: found.count, in: scratch)
    left.documents.update(from: found.documents, count: found.count)
    left.count = found.count
    var held = DocumentBuffer(capacity: found.count, in: scratch)
    let narrowing = Narrowing(self, capacity: found.count)
    let both = try narrowing.narrow(&left, by: excluded, into: &held)
    var result = DocumentBuffer(capacity: found.count, in: scratch)
    if found.scores != nil { result.scores = scratch.allocate(found.count) }
    var at = 0
    for index in 0..<found.count {
      if at < both, Int(narrowing.origins[at]) == index {
        at &+= 1
        continue
      }
      if let scores = found.scores { result.scores?[result.count] = scores[index] }
      result.occurrences &+= Int(found.frequencies[index])
      result.append(document: found.documents[index], frequency: found.frequencies[index], quality: 0)
    }
    work[id].path = .narrowing
    work[id].documents = result.count
    work[id].occurrences = result.occurrences
    return result
  }
}
