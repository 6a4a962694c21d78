import WenjianPostings

/// Documents of one segment, ascending, with what ranking needs of each, as parallel arrays: the matches of a
/// string, or what comes of combining them. Block decoders write straight into it.
final class DocumentBuffer {
  private(set) var documents: UnsafeMutablePointer<UInt32>
  /// Occurrences in each.
  private(set) var frequencies: UnsafeMutablePointer<UInt32>
  /// `HitQuality` of a string's matches; not used in combined buffers.
  private(set) var qualities: UnsafeMutablePointer<UInt32>
  /// nil until scores are wanted.
  private(set) var scores: UnsafeMutablePointer<Float>?
  private(set) var capacity: Int
  var count = 0
  /// Occurrences in all documents.
  var occurrences = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    documents = .allocate(capacity: self.capacity)
    frequencies = .allocate(capacity: self.capacity)
    qualities = .allocate(capacity: self.capacity)
  }

  deinit {
    documents.deallocate()
    frequencies.deallocate()
    qualities.deallocate()
    scores?.deallocate()
  }

  /// Adds a document above those there.
  @inline(__always)
  func append(document: UInt32, frequency: UInt32, quality: UInt32) {
    if count == capacity { grow() }
    documents[count] = document
    frequencies[count] = frequency
    qualities[count] = quality
    count &+= 1
  }

  private func grow() {
    documents = moved(documents)
    frequencies = moved(frequencies)
    qualities = moved(qualities)
    capacity *= 2
  }

  private func moved(_ old: UnsafeMutablePointer<UInt32>) -> UnsafeMutablePointer<UInt32> {
    let new = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    new.update(from: old, count: count)
    old.deallocate()
    return new
  }

  /// Room for the scores of `capacity` documents.
  func makeScores() -> UnsafeMutablePointer<Float> {
    if let scores { return scores }
    let made = UnsafeMutablePointer<Float>.allocate(capacity: capacity)
    scores = made
    return made
  }

  /// A copy of the document numbers.
  var documentNumbers: [UInt32] { Array(UnsafeBufferPointer(start: documents, count: count)) }

  /// The first index, from `from` on, whose document is not below `target`: gallops.
  @inline(__always)
  func advance(from: Int, to target: UInt32) -> Int {
    guard from < count, documents[from] < target else { return from }
    if from + 1 < count, documents[from &+ 1] >= target { return from &+ 1 }
    return gallop(from: from, to: target)
  }

  private func gallop(from: Int, to target: UInt32) -> Int {
    var low = from  // documents[low] < target
    var step = 1
    while low + step < count, documents[low + step] < target {
      low += step
      step *= 2
    }
    var high = min(low + step, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if documents[middle] < target { low = middle } else { high = middle }
    }
    return high
  }

  /// Fills the buffer from a document list.
  /// - Returns: false when the list is damaged.
  func fill(_ list: DocumentList, documentCount: Int) -> Bool {
    precondition(capacity >= list.count + DocumentList.blockSize, "the buffer is too small")
    count = 0
    for block in 0..<list.blockCount {
      let size = list.decode(
        block: block, documents: documents + count, frequencies: frequencies + count,
        qualities: qualities + count)
      // Damaged gaps may wrap around, so every number is looked at: callers index columns by them.
      var highest: UInt32 = 0
      for at in count..<(count + size) { highest = max(highest, documents[at]) }
      guard size > 0, Int(highest) < documentCount else { return false }
      count += size
    }
    return true
  }
}
