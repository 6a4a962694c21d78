import WenjianBytes
import WenjianDictionary
import WenjianPostings

/// The postings of some consecutive rows of grams, encoded, and what the dictionary must know of them: what one thread
/// makes while others make the rows before and behind.
struct GramFragment {
  fileprivate(set) var postings = ByteWriter(capacity: 1 << 16)
  /// Per row: how many grams.
  fileprivate var rowCounts: [UInt32] = []
  /// Per gram: its second element, and whether it stands once.
  fileprivate var seconds: [(second: UInt32, isSingle: Bool)] = []
  /// Per gram: its one position, or where its list starts in `postings`.
  fileprivate var places: [UInt32] = []

  var gramCount: Int { places.count }

  mutating func removeAll() {
    postings.removeAll()
    rowCounts.removeAll(keepingCapacity: true)
    seconds.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }
}

/// Turns the positions of one gram after the other into postings and rows of a fragment: the last step of building
/// and of merging. Not a class: every access to its properties would pay for a check of exclusive access, a
/// twentieth of the indexing time.
struct GramEncoder: ~Copyable {
  private(set) var fragment = GramFragment()
  private var encoder = PositionListEncoder()
  private var documentEncoder = DocumentListEncoder()
  private let documentList = ByteWriter(capacity: 1 << 16)

  /// The documents of the current gram, when it will carry a list.
  private var documents: UnsafeMutablePointer<UInt32>
  private var frequencies: UnsafeMutablePointer<UInt32>
  private var qualities: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 10
  private var documentCount = 0
  private var count = 0
  private var total = 0
  private var first: UInt32 = 0

  init() {
    documents = .allocate(capacity: capacity)
    frequencies = .allocate(capacity: capacity)
    qualities = .allocate(capacity: capacity)
  }

  deinit {
    documents.deallocate()
    frequencies.deallocate()
    qualities.deallocate()
  }

  /// Gives the fragment away and begins a new one.
  mutating func takeFragment() -> GramFragment {
    defer { fragment = GramFragment() }
    return fragment
  }

  mutating func clearFragment() { fragment.removeAll() }

  mutating func beginRow() { fragment.rowCounts.append(0) }

  /// - Parameters:
  ///   - total: how many positions will come.
  ///   - code: of their full blocks.
  mutating func beginGram(total: Int, code: PositionCode) {
    encoder.begin(code)
    documentCount = 0
    count = 0
    self.total = total
  }

  /// Whether a gram with so many positions gets a list of its documents, which says how good the hits in each are.
  static func isListed(total: Int) -> Bool { total >= PositionList.documentListThreshold }

  /// Adds positions of one source, above those of the sources before.
  /// - Parameters:
  ///   - aligned: for each position 1 when the gram is aligned there; read only of a gram that `isListed`.
  ///   - knownDocuments: how many documents they lie in, when that is known; counted otherwise.
  mutating func append(
    _ positions: UnsafeBufferPointer<UInt32>, aligned: UnsafePointer<UInt8>, context: PositionContext,
    documents knownDocuments: Int? = nil
  ) {
    guard !positions.isEmpty else { return }
    if count == 0 { first = positions[0] &+ context.positionBase }
    count += positions.count
    guard total > 1 else { return }
    encoder.append(positions, base: context.positionBase)
    if Self.isListed(total: total) {
      let known = documentCount
      listDocuments(positions, aligned, context)
      if let zones = context.zones { lowerQualities(positions, aligned, context, zones, from: known) }
    } else {
      documentCount += knownDocuments ?? countDocuments(positions, context)
    }
  }

  private func countDocuments(_ positions: UnsafeBufferPointer<UInt32>, _ context: PositionContext) -> Int {
    var end: UInt32 = 0
    var count = 0
    for position in positions where position >= end {
      end = context.end(of: context.document(of: position))
      count &+= 1
    }
    return count
  }

  private mutating func listDocuments(
    _ positions: UnsafeBufferPointer<UInt32>, _ aligned: UnsafePointer<UInt8>, _ context: PositionContext
  ) {
    reserve(documentCount + min(positions.count, context.documentCount))
    guard let start = positions.baseAddress else { return }
    let count = positions.count
    var listed = documentCount
    var at = 0
    while at < count {
      let document = context.document(of: start[at])
      let end = context.end(of: document)
      let hits = at
      repeat { at &+= 1 } while at < count && start[at] < end
      documents[listed] = UInt32(truncatingIfNeeded: document &+ context.documentBase)
      frequencies[listed] = UInt32(truncatingIfNeeded: at &- hits)
      qualities[listed] = UInt8(
        truncatingIfNeeded: quality(start, aligned, hits..<at, context.title(of: document)))
      listed &+= 1
    }
    documentCount = listed
  }

  /// The best of the hits in one document.
  @inline(__always)
  private func quality(
    _ positions: UnsafePointer<UInt32>, _ isAligned: UnsafePointer<UInt8>, _ hits: Range<Int>,
    _ title: Range<UInt32>
  ) -> UInt32 {
    // Constants of another target are functions to call.
    let aligned = HitQuality.aligned
    var quality = HitQuality.unaligned
    for hit in hits {
      let position = positions[hit]
      if position < title.upperBound, position >= title.lowerBound {
        if isAligned[hit] != 0 { return HitQuality.titleAligned }
        quality = HitQuality.titleUnaligned
      } else if quality < aligned, isAligned[hit] != 0 {
        quality = aligned
      }
      // Behind the title the first aligned hit decides, in most documents the first of all.
      if quality >= aligned, position >= title.upperBound { break }
    }
    return quality
  }

  /// Marks the documents listed last that hold the gram in low-weight zones only, and those whose best hit there was
  /// taken for theirs. A pass of its own, because most segments have no zones.
  private mutating func lowerQualities(
    _ positions: UnsafeBufferPointer<UInt32>, _ aligned: UnsafePointer<UInt8>, _ context: PositionContext,
    _ zones: LowWeightZones, from first: Int
  ) {
    var at = 0
    for listed in first..<documentCount {
      let end = at + Int(frequencies[listed])
      var quality = HitQuality.lowWeight
      for index in at..<end where !zones.contains(positions[index]) {
        let document = Int(documents[listed]) - context.documentBase
        let position = positions[index]
        let isInTitle = context.title(of: document).contains(position)
        let own = UInt32(aligned[index]) | (isInTitle ? 2 : 0)
        quality = quality == HitQuality.lowWeight ? own : max(quality, own)
      }
      qualities[listed] = UInt8(truncatingIfNeeded: quality)
      at = end
    }
  }

  private mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = max(capacity * 2, wanted)
    documents = moved(documents, larger)
    frequencies = moved(frequencies, larger)
    qualities = moved(qualities, larger)
    capacity = larger
  }

  private func moved<Number>(
    _ old: UnsafeMutablePointer<Number>, _ larger: Int
  ) -> UnsafeMutablePointer<Number> {
    let new = UnsafeMutablePointer<Number>.allocate(capacity: larger)
    new.update(from: old, count: documentCount)
    old.deallocate()
    return new
  }

  /// Ends the gram, whose second element is `second`.
  mutating func endGram(second: UInt32, norms: UnsafePointer<UInt8>) {
    precondition(count == total, "\(count) positions came, \(total) were announced")
    fragment.rowCounts[fragment.rowCounts.count - 1] += 1
    fragment.seconds.append((second, count == 1))
    if count == 1 {
      fragment.places.append(first)
      return
    }
    fragment.places.append(UInt32(fragment.postings.count))
    if Self.isListed(total: total) {
      documentList.removeAll()
      documentEncoder.encode(
        documents: UnsafeBufferPointer(start: documents, count: documentCount),
        frequencies: UnsafeBufferPointer(start: frequencies, count: documentCount),
        qualities: UnsafeBufferPointer(start: qualities, count: documentCount), norms: norms,
        to: documentList)
      encoder.finish(
        documentCount: documentCount, documentList: documentList, to: fragment.postings)
    } else {
      encoder.finish(documentCount: documentCount, documentList: nil, to: fragment.postings)
    }
  }
}

/// Writes fragments behind one another as the postings and the dictionary of a segment.
struct GramSectionsWriter: ~Copyable {
  private var dictionary = GramDictionaryWriter()
  private var written = 0

  init() {}

  var gramCount: Int { dictionary.gramCount }

  /// Appends the rows behind those that came before; the postings section is open.
  mutating func append(_ fragment: GramFragment, to file: SegmentFileWriter) throws(FileError) {
    var gram = 0
    for count in fragment.rowCounts {
      dictionary.beginRow()
      for _ in 0..<count {
        let (second, isSingle) = fragment.seconds[gram]
        if isSingle {
          dictionary.append(second: Int(second), single: fragment.places[gram])
        } else {
          dictionary.append(second: Int(second), listStart: written + Int(fragment.places[gram]))
        }
        gram += 1
      }
    }
    written += fragment.postings.count
    try file.write(fragment.postings.bytes)
  }

  /// The dictionary.
  mutating func finish() -> ByteWriter {
    let writer = ByteWriter(capacity: 1 << 16)
    dictionary.finish(postingsEnd: written, to: writer)
    return writer
  }
}
