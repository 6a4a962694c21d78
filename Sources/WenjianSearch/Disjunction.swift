import WenjianIndex
import WenjianPostings
import WenjianSegment

/// The documents that hold any of several strings: what each tells is added up in two arrays over a window of
/// documents, small enough to stay in the fastest cache, whatever the order in which documents come.
struct Disjunction {
  /// Two arrays of 16 KB.
  private static let windowSize = 4096

  private let evaluation: Evaluation
  private let sums: UnsafeMutablePointer<Float>
  private let frequencies: UnsafeMutablePointer<UInt32>
  /// Of one block.
  private let scores: UnsafeMutablePointer<Float>
  private let cursors: UnsafeMutablePointer<Cursor>
  private let count: Int

  /// The documents of one string that lie ahead.
  private struct Cursor: BitwiseCopyable {
    let list: DocumentList?
    let weight: Float
    var block = 0
    let documents: UnsafeMutablePointer<UInt32>
    let frequencies: UnsafeMutablePointer<UInt32>
    let qualities: UnsafeMutablePointer<UInt32>
    var at = 0
    var size: Int
  }

  /// Offers the documents to `top` and counts them.
  /// - Parameter strings: numbers of strings, each once.
  static func rank(
    _ strings: UnsafeMutableBufferPointer<Int>, in evaluation: Evaluation, into top: inout TopDocuments
  ) throws -> (documents: Int, occurrences: Int) {
    let union = Disjunction(strings, evaluation)
    var documents = 0
    var occurrences = 0
    for string in strings { occurrences += evaluation.matches[string].occurrences }
    var start = 0
    while start < evaluation.documentCount {
      let size = min(windowSize, evaluation.documentCount - start)
      if try union.add(start, size) {
        if let mask = evaluation.mask { occurrences -= union.drop(start, size, mask) }
        documents += union.offer(start, size, &top)
      }
      start += windowSize
    }
    return (documents, occurrences)
  }

  private init(_ strings: UnsafeMutableBufferPointer<Int>, _ evaluation: Evaluation) {
    self.evaluation = evaluation
    let scratch = evaluation.scratch
    sums = scratch.room(Self.windowSize)
    frequencies = scratch.room(Self.windowSize)
    scores = scratch.room(DocumentList.blockSize)
    cursors = scratch.room(strings.count)
    count = strings.count
    for (index, string) in strings.enumerated() {
      var matches = evaluation.matches[string]
      let weight = evaluation.weights?[string] ?? 0
      if let list = matches.list {
        let room = scratch.room(3 * DocumentList.blockSize, of: UInt32.self)
        cursors[index] = Cursor(
          list: list, weight: weight, documents: room, frequencies: room + DocumentList.blockSize,
          qualities: room + 2 * DocumentList.blockSize, size: 0)
      } else {
        if evaluation.weights != nil { matches.found.settleQualities(evaluation.judge(string)) }
        cursors[index] = Cursor(
          list: nil, weight: weight, documents: matches.found.documents,
          frequencies: matches.found.frequencies, qualities: matches.found.qualities,
          size: matches.found.count)
      }
    }
  }

  /// Adds up a window.
  /// - Returns: false when no document lies in it.
  private func add(_ start: Int, _ size: Int) throws -> Bool {
    frequencies.initialize(repeating: 0, count: size)
    if evaluation.weights != nil { sums.initialize(repeating: 0, count: size) }
    let end = start + size
    var isUsed = false
    for index in 0..<count {
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
    return isUsed
  }

  private func loadBlock(_ index: Int) throws -> Bool {
    guard let list = cursors[index].list, cursors[index].block < list.blockCount else { return false }
    let size = list.decode(
      block: cursors[index].block, documents: cursors[index].documents,
      frequencies: cursors[index].frequencies, qualities: cursors[index].qualities)
    guard size > 0 else { throw evaluation.view.segment.damage("postings") }
    cursors[index].block += 1
    cursors[index].at = 0
    cursors[index].size = size
    return true
  }

  private func add(_ cursor: Cursor, _ range: Range<Int>, _ start: Int, _ end: Int) throws {
    let documents = cursor.documents + range.lowerBound
    let frequencies = cursor.frequencies + range.lowerBound
    let count = range.count
    // Damaged gaps may wrap around, so every number is looked at.
    var lowest = UInt32.max
    var highest: UInt32 = 0
    for at in 0..<count {
      lowest = min(lowest, documents[at])
      highest = max(highest, documents[at])
    }
    guard Int(lowest) >= start, Int(highest) < end else {
      throw evaluation.view.segment.damage("postings")
    }
    let sums = sums - start
    let totals = self.frequencies - start
    guard evaluation.weights != nil else {
      for at in 0..<count { totals[Int(documents[at])] &+= frequencies[at] }
      return
    }
    var from = 0
    while from < count {
      let size = min(DocumentList.blockSize, count - from)
      evaluation.scorer.score(
        documents + from, frequencies + from, cursor.qualities + range.lowerBound + from, count: size,
        weight: cursor.weight, norms: evaluation.norms, into: scores)
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
    let hasScores = evaluation.weights != nil
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
        if hasScores { sums[at] = 0 }
      }
    }
    return occurrences
  }

  /// Offers the documents of a window.
  /// - Returns: how many it holds.
  private func offer(_ start: Int, _ size: Int, _ top: inout TopDocuments) -> Int {
    let documents = usedCount(size)
    guard evaluation.weights != nil, top.capacity > 0 else { return documents }
    // Until the page is full any document may come in, afterwards one without a score cannot.
    var at = 0
    while at < size, top.threshold <= 0 {
      if frequencies[at] != 0 { top.offer(candidate(at, start)) }
      at += 1
    }
    top.offer(
      sums + at, count: size - at, view: evaluation.viewNumber, firstDocument: UInt32(start + at),
      frequencies: frequencies + at)
    return documents
  }

  /// The documents of a window that hold anything: counted without a branch, which could not be predicted.
  private func usedCount(_ size: Int) -> Int {
    let words = UnsafeRawPointer(frequencies)
    let ones = SIMD4<UInt32>(repeating: 1)
    var counts = SIMD4<UInt32>.zero
    var at = 0
    while at &+ 4 <= size {
      let four = words.loadUnaligned(fromByteOffset: 4 &* at, as: SIMD4<UInt32>.self)
      counts &+= ones.replacing(with: 0, where: four .== 0)
      at &+= 4
    }
    var count = Int(counts.wrappedSum())
    while at < size {
      if frequencies[at] != 0 { count += 1 }
      at += 1
    }
    return count
  }

  private func candidate(_ at: Int, _ start: Int) -> TopDocuments.Candidate {
    TopDocuments.Candidate(
      score: sums[at], document: UInt32(start + at), view: UInt32(evaluation.viewNumber),
      occurrences: frequencies[at])
  }
}
