import WenjianBytes
import WenjianPostings
import WenjianSegment

/// Documents of one segment, ascending, with what ranking needs of each, as parallel arrays in a scratch: the
/// matches of a string, or what comes of combining them. Block decoders write straight into it. Copies share the
/// arrays.
struct DocumentBuffer: BitwiseCopyable {
  let documents: UnsafeMutablePointer<UInt32>
  /// Occurrences in each.
  let frequencies: UnsafeMutablePointer<UInt32>
  /// `HitQuality` of a string's matches; not used in combined buffers. While `starts` is there: the index in it of the
  /// document's first occurrence.
  let qualities: UnsafeMutablePointer<UInt32>
  /// The occurrences of all documents, while qualities have not been asked for: they cost two far reads an occurrence,
  /// and most documents cannot be among the best whatever the answer.
  var starts: UnsafePointer<UInt32>?
  /// nil until scores are wanted.
  var scores: UnsafeMutablePointer<Float>?
  let capacity: Int
  var count = 0
  /// Occurrences in all documents.
  var occurrences = 0

  init(capacity: Int, in scratch: SearchScratch) {
    self.capacity = capacity
    documents = scratch.allocate(capacity)
    frequencies = scratch.allocate(capacity)
    qualities = scratch.allocate(capacity)
  }

  /// Other numbers for the same documents.
  init(sharing documents: UnsafeMutablePointer<UInt32>, count: Int, in scratch: SearchScratch) {
    capacity = count
    self.documents = documents
    frequencies = scratch.allocate(count)
    qualities = scratch.allocate(count)
    self.count = count
  }

  func copy(in scratch: SearchScratch) -> DocumentBuffer {
    var copy = DocumentBuffer(capacity: count, in: scratch)
    copy.documents.update(from: documents, count: count)
    copy.frequencies.update(from: frequencies, count: count)
    copy.qualities.update(from: qualities, count: count)
    copy.starts = starts
    copy.scores = scores
    copy.count = count
    copy.occurrences = occurrences
    return copy
  }

  /// Adds a document above those there.
  /// - Precondition: there is room.
  @inline(__always)
  mutating func append(document: UInt32, frequency: UInt32, quality: UInt32) {
    documents[count] = document
    frequencies[count] = frequency
    qualities[count] = quality
    count &+= 1
  }

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

  /// Replaces the indices in `qualities` by qualities.
  mutating func resolveQualities(_ evaluator: HitQualityEvaluator) {
    resolveQualities(evaluator, documents: UnsafePointer(documents))
  }

  /// The same, when only frequencies and qualities are in use.
  mutating func resolveQualities(_ evaluator: HitQualityEvaluator, documents: UnsafePointer<UInt32>) {
    guard let starts else { return }
    for at in 0..<count {
      qualities[at] = evaluator.quality(
        document: documents[at], starts: starts + Int(qualities[at]), count: Int(frequencies[at]))
    }
    self.starts = nil
  }
}

/// Says how good the occurrences of a string are.
struct HitQualityEvaluator {
  private let boundaries: BoundaryBits
  private let zones: LowWeightZones?
  /// Outside of it nothing counts little; empty without zones.
  private let zoneExtent: Range<UInt32>
  private let documents: DocumentPositions
  /// The string's elements, or those of its longest occurrence.
  private let length: UInt32
  private let lengths: OccurrenceLengths

  init(_ segment: Segment, _ lengths: OccurrenceLengths) {
    boundaries = segment.boundaries
    zones = segment.lowWeightZones
    zoneExtent = zones?.extent ?? 0..<0
    documents = segment.documents.positions
    length = UInt32(lengths.longest)
    self.lengths = lengths
  }

  /// The best `HitQuality` of a document's occurrences.
  @inline(__always)
  func quality(document: UInt32, starts hits: UnsafePointer<UInt32>, count: Int) -> UInt32 {
    let (title, titleLength) = documents.title(of: document)
    if !lengths.areEqual || hits[0] < zoneExtent.upperBound && hits[count &- 1] >= zoneExtent.lowerBound {
      return quality(title: title..<(title &+ titleLength), hits, count)
    }
    var quality = HitQuality.unaligned
    for index in 0..<count {
      let position = hits[index]
      let titleBit: UInt32 = position &- title < titleLength ? 2 : 0
      quality = max(quality, alignment(position) | titleBit)
      // Behind the title no later occurrence can be better than aligned.
      if quality >= HitQuality.aligned, titleBit == 0, position >= title { break }
      if quality == HitQuality.titleAligned { break }
    }
    return quality
  }

  /// The best `HitQuality` that a document's occurrences can have, told without the words around them, whose bits are far
  /// away: reading those took a fifth of the time of a phrase.
  @inline(__always)
  func bound(document: UInt32, firstStart: UInt32) -> UInt32 {
    let (title, titleLength) = documents.title(of: document)
    let isBehindTitle = firstStart >= title && firstStart &- title >= titleLength
    return isBehindTitle ? HitQuality.aligned : HitQuality.titleAligned
  }

  /// The bounds of all documents of a string.
  /// - Precondition: the qualities were not looked up yet.
  func bounds(of found: DocumentBuffer, into bounds: UnsafeMutablePointer<UInt32>) {
    guard let starts = found.starts else { return }
    for at in 0..<found.count {
      bounds[at] = bound(document: found.documents[at], firstStart: starts[Int(found.qualities[at])])
    }
  }

  /// The best quality where some of the text counts little, or where occurrences differ in length.
  @inline(never)
  private func quality(title: Range<UInt32>, _ hits: UnsafePointer<UInt32>, _ count: Int) -> UInt32 {
    var quality = HitQuality.lowWeight
    for index in 0..<count where zones?.contains(hits[index]) != true {
      let position = hits[index]
      let isAligned =
        lengths.areEqual
        ? alignment(position) != 0
        : boundaries.isSet(position) && boundaries.isSet(position &+ UInt32(lengths.length(at: position)))
      let own: UInt32 = (isAligned ? 1 : 0) | (title.contains(position) ? 2 : 0)
      quality = quality == HitQuality.lowWeight ? own : max(quality, own)
    }
    return quality
  }

  /// 1 where a word starts where the string does and another one where it ends, else 0: in one read, where that is
  /// possible.
  @inline(__always)
  private func alignment(_ position: UInt32) -> UInt32 {
    let at = Int(position)
    guard at &+ 64 < boundaries.count, length < 56 else { return isAlignedAtEnd(position) ? 1 : 0 }
    boundaries.checks.require(boundaries.bytes + at &>> 3, 8)
    let bits = load64(UnsafeRawPointer(boundaries.bytes), at &>> 3) &>> UInt64(at & 7)
    return UInt32(truncatingIfNeeded: bits & (bits &>> UInt64(length)) & 1)
  }

  @inline(never)
  private func isAlignedAtEnd(_ position: UInt32) -> Bool {
    boundaries.isSet(position) && boundaries.isSet(position &+ length)
  }
}
