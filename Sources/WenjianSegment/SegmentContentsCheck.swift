import WenjianBytes
import WenjianDictionary
import WenjianPostings
import WenjianStore
import WenjianStream
import WenjianUnicode

/// Derives from a segment's stored text what its other sections must hold, and compares.
///
/// A checksum tells that bytes are as they were written; this tells that what was written is right: that each gram has
/// the positions it stands at and no other, each document the place, length and hash it has, each document list the
/// documents of its positions, and that no bound by which a search skips blocks is too low.
///
/// The positions are not held beside each other: for each first element the text and the lists are both summed up, a
/// mixed 64-bit number for each gram and position, and the sums compared. So memory is a stretch of text and eight
/// bytes an element, whatever the segment. That two different sets have one sum happens once in 2^64 cases.
struct SegmentContentsCheck: ~Copyable {
  private let segment: Segment
  private let path: String
  /// By the identifier of a gram's first element.
  private let sums: UnsafeMutablePointer<UInt64>
  /// Identifiers by scalar; `unknown` until one is asked for.
  private let scalarIDs: UnsafeMutablePointer<UInt32>
  private let counter: ElementCounter
  private var scanner = BatchScanner(blockBytes: Self.noCuts)
  /// The runs that the text holds, by ordinal.
  private var isRunKnown: [Bool]
  private var words: WordSegmenter?
  private var marks: [UInt8] = []
  /// Elements of the documents before the stretch.
  private var base = 0
  private var positions: UnsafeMutablePointer<UInt32>
  private var capacity = 1 << 12

  private static let unknown = UInt32.max
  /// Nothing is stored, so nothing is cut.
  private static let noCuts = 1 << 48
  /// Texts are scanned in stretches of about so many bytes.
  private static let stretchBytes = 1 << 22

  /// - Parameter withWords: whether word boundaries are compared too; they are those of the ICU that wrote the segment.
  init(_ segment: Segment, withWords: Bool) throws(ICUError) {
    self.segment = segment
    path = segment.path
    let rows = max(segment.grams.rowCount, segment.elements.count)
    sums = .allocate(capacity: rows)
    sums.initialize(repeating: 0, count: rows)
    scalarIDs = .allocate(capacity: Int(StreamElement.firstRun))
    scalarIDs.initialize(repeating: Self.unknown, count: Int(StreamElement.firstRun))
    counter = ElementCounter(elementCount: segment.elements.count)
    positions = .allocate(capacity: capacity)
    isRunKnown = Array(repeating: false, count: segment.elements.runs.count)
    words =
      withWords ? WordSegmenter(try .forText(elementCount: segment.statistics.positionCount)) : nil
  }

  deinit {
    sums.deallocate()
    scalarIDs.deallocate()
    positions.deallocate()
  }

  /// - Throws: `SegmentError` that names what contradicts the text; `ICUError`.
  /// - Complexity: as scanning the text and decoding every list once.
  mutating func run() throws {
    try scanTexts()
    try checkElements()
    try checkElementCounts()
    for row in 0..<segment.grams.rowCount { try compareRow(row) }
    try checkColumns()
  }

  private func contradiction(_ what: String) -> SegmentError {
    damaged(what + ", against the stored text", in: path)
  }

  // MARK: The text

  private mutating func scanTexts() throws {
    let documents = segment.documents
    let scratch = StoreScratch.borrow()
    defer { scratch.giveBack() }
    var first = 0
    while first < documents.count {
      let start = documents.textRange(of: first).lowerBound
      var end = first + 1
      while end < documents.count, documents.textRange(of: end).upperBound - start <= Self.stretchBytes {
        end += 1
      }
      let stop = documents.textRange(of: end - 1).upperBound
      // Damaged starts may lead anywhere.
      guard start <= stop, stop <= segment.store.textBytes else { throw damaged("document table", in: path) }
      let text = try segment.store.text(start..<stop, scratch: scratch)
      scanner.removeAll()
      for document in first..<end { try scan(document, text, offset: start) }
      try addUp()
      for document in first..<end {
        // They were compared with the text.
        let positions = documents.positions(of: document)
        counter.add(document: scanner.elements + (Int(positions.lowerBound) - base), count: positions.count)
      }
      base += scanner.count
      first = end
    }
    guard base == segment.statistics.positionCount, segment.store.textBytes == segment.statistics.textBytes
    else { throw contradiction("statistics") }
  }

  private mutating func scan(_ document: Int, _ text: [UInt8], offset: Int) throws(SegmentError) {
    let documents = segment.documents
    let range = documents.textRange(of: document)
    guard range.lowerBound >= offset, range.upperBound - offset <= text.count else {
      throw damaged("document table", in: path)
    }
    let before = scanner.count
    let (scriptChanged, hash) = text.withUnsafeBytes { bytes in
      let bytes = UnsafeRawBufferPointer(
        rebasing: bytes[(range.lowerBound - offset)..<(range.upperBound - offset)])
      let scanned = scanner.scan(
        bytes, at: range.lowerBound - offset)
      return (scanned.scriptChanged, hash64(bytes))
    }
    let length = scanner.count - before
    guard hash == documents.contentHash(of: document) else { throw contradiction("document hashes") }
    guard documents.positions(of: document) == UInt32(base + before)..<UInt32(base + scanner.count) else {
      throw contradiction("document starts")
    }
    guard DocumentNorm.encode(length) == documents.norm(of: document),
      DocumentScript.of(changed: scriptChanged, elements: length) == documents.script(of: document)
    else { throw contradiction("document table") }
  }

  /// Adds the grams of the stretch that was scanned to the sums.
  private mutating func addUp() throws {
    let (elements, count) = (scanner.elements, scanner.count)
    try compareWords(elements, count)
    var runIDs: [UInt32] = []
    for run in 0..<scanner.runCount {
      guard let id = segment.elements.id(ofRun: scanner.run(run)) else { throw contradiction("elements") }
      runIDs.append(UInt32(id))
      isRunKnown[id - segment.elements.scalarCount] = true
    }
    for position in 0..<count {
      let element = elements[position]
      if element >= StreamElement.firstRun {
        elements[position] = runIDs[Int(element - StreamElement.firstRun)]
        continue
      }
      if scalarIDs[Int(element)] == Self.unknown {
        guard let id = segment.elements.id(ofScalar: element) else { throw contradiction("elements") }
        scalarIDs[Int(element)] = UInt32(id)
      }
      elements[position] = scalarIDs[Int(element)]
    }
    // A gram does not begin with a barrier, the element of the lowest identifier; every document ends with one.
    for position in 0..<max(count - 1, 0) where elements[position] != 0 {
      sums[Int(elements[position])] &+= Self.mixed(elements[position + 1], UInt32(base + position))
    }
  }

  private mutating func compareWords(
    _ elements: UnsafePointer<UInt32>, _ count: Int
  ) throws {
    guard words != nil else { return }
    if marks.count < count + 1 { marks = Array(repeating: 0, count: count + 1) }
    var isEqual = true
    try marks.withUnsafeMutableBufferPointer { marks in
      guard let marks = marks.baseAddress else { return }
      var start = 0
      while start < count {
        var end = start
        while end < count, elements[end] != StreamElement.barrier { end &+= 1 }
        if end > start {
          try words?.markBoundaries(
            elements: elements + start, count: end - start,
            runText: { scanner.run(Int($0 &- StreamElement.firstRun)) }, boundaries: marks + start)
        }
        if end < count { marks[end] = 1 }
        start = end + 1
      }
      for position in 0..<count where (marks[position] != 0) != segment.boundaries.isSet(UInt32(base + position)) {
        isEqual = false
      }
    }
    guard isEqual else { throw contradiction("word boundaries") }
  }

  @inline(__always)
  private static func mixed(_ second: UInt32, _ position: UInt32) -> UInt64 {
    // murmur3's finisher: a sum of plain numbers would not see two that were swapped.
    var hash = UInt64(second) &<< 32 | UInt64(position)
    hash = (hash ^ hash &>> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash &>> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash &>> 33
  }

  // MARK: Elements and lists

  /// The elements listed are those of the text, each found under the number under which it is listed.
  private func checkElements() throws(SegmentError) {
    let elements = segment.elements
    var next = 0
    var isSound = true
    elements.forEachScalar { scalar in
      // A segment of empty documents has the barrier too.
      if scalar != StreamElement.barrier, scalarIDs[Int(scalar)] != UInt32(next) { isSound = false }
      next += 1
    }
    if next != elements.scalarCount { isSound = false }
    elements.runs.forEach { ordinal, run in
      if ordinal != next - elements.scalarCount || elements.id(ofRun: run) != next || !isRunKnown[ordinal] {
        isSound = false
      }
      next += 1
    }
    guard isSound, next == elements.count else { throw contradiction("elements") }
  }

  /// What is stored beside the values of a column to find them by is theirs.
  private func checkColumns() throws(SegmentError) {
    let source = segment.sectionSource
    for column in Columns.all where !column.isConsistent(source) { throw damaged(column.part, in: path) }
    let documents = segment.documents
    var isListed = [Bool](repeating: false, count: documents.count)
    for place in 0..<documents.count {
      let document = documents.documentInKeyOrder(place)
      if isListed[document] { throw damaged(SectionID.documentKeyOrder.title, in: path) }
      isListed[document] = true
      guard place > 0 else { continue }
      let before = documents.keyBytes(of: documents.documentInKeyOrder(place - 1))
      if compareBytes(before, documents.keyBytes(of: document)) > 0 {
        throw damaged(SectionID.documentKeyOrder.title, in: path)
      }
    }
  }

  private func checkElementCounts() throws(SegmentError) {
    guard let counts = segment.elementCounts else { return }
    for element in 0..<segment.elements.count where counts.counts(of: element) != counter.counts(of: element) {
      throw contradiction("element counts")
    }
  }

  private mutating func compareRow(_ row: Int) throws(SegmentError) {
    var grams: [(gram: Int, second: Int)] = []
    segment.grams.forEachGram(inRow: row) { grams.append(($0, $1)) }
    var sum: UInt64 = 0
    for (gram, second) in grams {
      let list = try segment.positions(ofGram: gram)
      reserve(list.count)
      guard list.decodeAll(into: positions) == list.count, second < segment.elements.count else {
        throw damaged("postings", in: path)
      }
      for index in 0..<list.count { sum &+= Self.mixed(UInt32(second), positions[index]) }
      try compareDocuments(list)
    }
    guard sum == sums[row] else { throw contradiction("positions") }
  }

  private mutating func reserve(_ count: Int) {
    // Whole blocks are decoded.
    let wanted = count + PositionList.blockSize
    guard wanted > capacity else { return }
    positions.deallocate()
    capacity = max(capacity * 2, wanted)
    positions = .allocate(capacity: capacity)
  }

  /// Compares the documents of a list with those of its positions.
  private func compareDocuments(_ list: PositionList) throws(SegmentError) {
    let documents = segment.documents
    var expected: [(document: UInt32, frequency: UInt32, quality: UInt32)] = []
    var end: UInt32 = 0
    let hasQualities = list.documents != nil
    for index in 0..<list.count {
      let position = positions[index]
      if index > 0, positions[index - 1] >= position { throw damaged("postings", in: path) }
      if index == 0 || position >= end {
        let document = documents.document(of: position, from: 0)
        end = documents.positions(of: document).upperBound
        expected.append((UInt32(document), 0, HitQuality.lowWeight))
      }
      let last = expected.count - 1
      expected[last].frequency += 1
      if hasQualities {
        expected[last].quality = quality(position, in: expected[last].document, expected[last].quality)
      }
    }
    guard expected.count == list.documentCount else { throw contradiction("document counts") }
    guard let found = list.documents else { return }
    let size = DocumentList.blockSize
    try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * size) {
      (room) throws(SegmentError) in
      guard let room = room.baseAddress else { return }
      var at = 0
      for block in 0..<found.blockCount {
        let count = found.decode(
          block: block, documents: room, frequencies: room + size, qualities: room + 2 * size)
        let bounds = found.bounds(ofBlock: block)
        guard count > 0, at + count <= expected.count else { throw damaged("postings", in: path) }
        for index in 0..<count {
          let (document, frequency, quality) = expected[at + index]
          guard room[index] == document, room[size + index] == frequency, room[2 * size + index] == quality else {
            throw contradiction("document lists")
          }
          guard bounds.frequency >= frequency, bounds.norm <= documents.norm(of: Int(document)),
            quality == HitQuality.lowWeight || bounds.quality >= Int(quality)
          else { throw contradiction("bounds of document lists") }
        }
        at += count
      }
      guard at == expected.count else { throw contradiction("document lists") }
    }
  }

  /// How good the best hit of a document is, with one more, which stands at a position.
  private func quality(_ position: UInt32, in document: UInt32, _ best: UInt32) -> UInt32 {
    if segment.lowWeightZones?.contains(position) == true { return best }
    let isAligned = segment.boundaries.isSet(position) && segment.boundaries.isSet(position &+ 2)
    let isTitle = segment.documents.isTitle(position, of: Int(document))
    let own: UInt32 =
      isTitle
      ? isAligned ? HitQuality.titleAligned : HitQuality.titleUnaligned
      : isAligned ? HitQuality.aligned : HitQuality.unaligned
    return best == HitQuality.lowWeight ? own : max(best, own)
  }
}

extension Segment {
  /// Compares every section with its checksum, and then what the sections say with the stored text.
  /// - Parameter withWords: whether word boundaries are compared as well; only with the ICU that wrote the segment.
  /// - Throws: `SegmentError` that names what is wrong; `ICUError`.
  /// - Complexity: about twice the scan of the text; memory does not grow with the segment, but for its longest document.
  package func verifyContents(withWords: Bool) throws {
    try verifyChecksums()
    var check = try SegmentContentsCheck(self, withWords: withWords)
    try check.run()
  }
}
