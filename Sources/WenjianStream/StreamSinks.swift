import WenjianBytes
package import WenjianModel

/// Where a text may be cut: before the element at `position`, whose source starts at `byteOffset`.
package struct StreamCut: Equatable, Sendable {
  package var byteOffset: Int
  package var position: Int
  package var state: ScanState
}

/// Collects the elements of a batch of documents as numbers, one after the other: the input of the index.
// SAFETY: what is written was compared with the capacity, and what is read with the count. A run that the scanner hands over
// is its own for the call, and kept as a copy.
@safe
package struct BatchSink: StreamSink, ~Copyable {
  /// Scalars as themselves, runs as `StreamElement.firstRun` plus their number, barriers as 0.
  package private(set) var elements: UnsafeMutablePointer<UInt32>
  package private(set) var count = 0
  private var capacity: Int
  package var runs = RunInterner()
  /// Characters that the script table changed, since the counter was last read.
  package var scriptChanged = 0

  /// A text is cut at the first element that starts this many bytes after the last cut.
  private let blockBytes: Int
  /// The offset of the current document in the batch's text.
  private var documentStart = 0
  private var nextCut: Int
  /// The next byte of the batch at which an element asks whether there is something to do: a cut, or an edge of a
  /// range whose positions are wanted. One comparison an element serves both.
  private var nextStop: Int
  /// Edges of ranges of the current document in bytes of the batch, ascending, and the one that comes next.
  private var edges: [Int] = []
  private var nextEdge = 0
  /// For each edge that was met, the position of the first element at or behind it.
  package private(set) var edgePositions: [Int] = []
  /// No cut before this byte of the document: the last element's source ends there (one character may become
  /// several elements), or the scanner looked as far ahead.
  private var earliestCut = 0
  package private(set) var cuts: [StreamCut] = []

  package init(blockBytes: Int, capacity: Int = 1 << 18) {
    self.capacity = capacity
    self.blockBytes = blockBytes
    unsafe elements = Self.allocate(capacity)
    nextCut = 0
    nextStop = 0
  }

  deinit { unsafe Self.deallocate(elements, capacity) }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt32> {
    unsafe Pages.allocate(byteCount: capacity * 4).bindMemory(to: UInt32.self, capacity: capacity)
  }

  private static func deallocate(_ elements: UnsafeMutablePointer<UInt32>, _ capacity: Int) {
    unsafe Pages.deallocate(elements, byteCount: capacity * 4)
  }

  /// Prepares for the document whose text starts at `byteOffset` of the batch.
  /// - Parameter ranges: of its bytes, ascending, disjoint; `edgePositions` will tell where their edges are in the
  ///   stream.
  package mutating func beginDocument(at byteOffset: Int, ranges: [Range<Int>] = []) {
    documentStart = byteOffset
    earliestCut = 0
    scriptChanged = 0
    edges.removeAll(keepingCapacity: true)
    edgePositions.removeAll(keepingCapacity: true)
    nextEdge = 0
    for range in ranges {
      edges.append(byteOffset + range.lowerBound)
      edges.append(byteOffset + range.upperBound)
    }
    // The first element of a batch need not be its first byte, so the first block is opened here.
    if cuts.isEmpty {
      cuts.append(StreamCut(byteOffset: 0, position: 0, state: .documentStart))
      nextCut = blockBytes
    } else if byteOffset >= nextCut {
      cut(at: byteOffset, .documentStart)
    }
    nextStop = min(nextCut, edges.first ?? .max)
  }

  /// The document is read: edges at its end have no element behind them.
  package mutating func endDocument() {
    while edgePositions.count < edges.count { edgePositions.append(count) }
  }

  private mutating func cut(at byteOffset: Int, _ state: ScanState) {
    cuts.append(StreamCut(byteOffset: byteOffset, position: count, state: state))
    nextCut = byteOffset + blockBytes
  }

  /// What an element does that starts at or behind the next stop.
  @inline(never)
  private mutating func stop(start: Int, _ state: ScanState) {
    let byteOffset = start + documentStart
    while nextEdge < edges.count, edges[nextEdge] <= byteOffset {
      edgePositions.append(count)
      nextEdge += 1
    }
    if byteOffset >= nextCut, start >= earliestCut { cut(at: byteOffset, state) }
    nextStop = min(nextCut, nextEdge < edges.count ? edges[nextEdge] : .max)
  }

  @inline(__always)
  private mutating func append(_ element: UInt32) {
    if count == capacity { grow() }
    unsafe elements[count] = element
    count &+= 1
  }

  /// Makes place for so many more elements.
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(to: max(capacity * 2, count + more)) }
  }

  @inline(never)
  private mutating func grow() { grow(to: capacity * 2) }

  private mutating func grow(to larger: Int) {
    let moved = unsafe Self.allocate(larger)
    unsafe moved.update(from: elements, count: count)
    unsafe Self.deallocate(elements, capacity)
    unsafe elements = moved
    capacity = larger
  }

  @inline(__always)
  package mutating func scalar(
    _ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState
  ) {
    if start &+ documentStart >= nextStop { stop(start: start, state) }
    if end > earliestCut { earliestCut = end }
    if entry.isScriptChanged { scriptChanged &+= 1 }
    append(scalar)
  }

  package mutating func run(
    _ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState
  ) {
    if start &+ documentStart >= nextStop { stop(start: start, state) }
    if end > earliestCut { earliestCut = end }
    unsafe append(StreamElement.firstRun &+ UInt32(runs.intern(utf8)))
  }

  package mutating func barrier(at byteOffset: Int) { append(StreamElement.barrier) }

  package mutating func keepTogether(upTo byteOffset: Int) {
    earliestCut = max(earliestCut, byteOffset)
  }

  /// Pages for more elements than this are those of one huge text, and not kept for what comes behind it.
  private static let keptCapacity = 1 << 23

  package mutating func removeAll() {
    count = 0
    if capacity > Self.keptCapacity {
      unsafe Self.deallocate(elements, capacity)
      capacity = 1 << 18
      unsafe elements = Self.allocate(capacity)
    }
    runs.removeAll()
    cuts.removeAll(keepingCapacity: true)
    nextCut = 0
    nextStop = 0
  }
}

/// Collects where each element of a stretch of text comes from.
// SAFETY: as of a batch.
@safe
package struct SpanSink: StreamSink, ~Copyable {
  package struct Span: Equatable, Sendable {
    package var start: UInt32
    package var end: UInt32
    package var byteRange: Range<Int> { Int(start)..<Int(end) }
  }

  /// By position, from the first element of the stretch on. A barrier's span is empty. A block of text has a
  /// thousand, so they are written through a pointer, without an array's checks.
  private var storage: UnsafeMutablePointer<Span>
  private var capacity: Int
  private var count = 0

  package var spans: UnsafeBufferPointer<Span> { unsafe UnsafeBufferPointer(start: storage, count: count) }

  /// Elements from this number on are not wanted.
  package var limit = Int.max
  package var isFull: Bool { count >= limit }
  package static var readsElements: Bool { false }

  package init() {
    capacity = 256
    unsafe storage = .allocate(capacity: capacity)
  }

  deinit { unsafe storage.deallocate() }

  package mutating func removeAll() { count = 0 }

  @inline(__always)
  private mutating func append(_ start: Int, _ end: Int) {
    if count == capacity { grow() }
    unsafe storage[count] = Span(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Span>.allocate(capacity: capacity * 2)
    unsafe larger.update(from: storage, count: count)
    unsafe storage.deallocate()
    unsafe storage = larger
    capacity *= 2
  }

  package mutating func scalar(
    _ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState
  ) {
    append(start, end)
  }

  // SAFETY: each character takes three bytes, and a fourth is read with it: there are not more than `most`, and there is
  // room for as many.
  package mutating func passIdeographs(_ base: UnsafeRawPointer, _ range: Range<Int>) -> Int {
    var at = range.lowerBound
    var most = min(limit &- count, (range.count &- 1) / 3)
    while most > 0 {
      if count == capacity { grow() }
      let first = unsafe storage + count
      let size = min(most, capacity &- count)
      var taken = 0
      while taken < size, unsafe Ideograph.isPlain(load32(base, at)) {
        unsafe first[taken] = Span(start: UInt32(truncatingIfNeeded: at), end: UInt32(truncatingIfNeeded: at &+ 3))
        at &+= 3
        taken &+= 1
      }
      count &+= taken
      if taken < size { break }
      most &-= size
    }
    return at
  }

  package mutating func run(
    _ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState
  ) {
    append(start, end)
  }

  package mutating func barrier(at byteOffset: Int) { append(byteOffset, byteOffset) }
}

/// Collects elements with their text and source: for queries, `analyze`, and the oracle of the tests.
// SAFETY: a run is the scanner's for the call, and kept as a copy.
package struct AnalysisSink: StreamSink {
  package struct Item: Equatable, Sendable {
    package var element: AnalyzedElement
    /// The bytes of the original that the element comes from; empty for a barrier.
    package var byteRange: Range<Int>
    /// The script table changed it.
    package var isScriptChanged: Bool
  }

  package private(set) var items: [Item] = []

  package init() {}

  package mutating func scalar(
    _ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState
  ) {
    items.append(
      Item(
        element: .scalar(scalar), byteRange: start..<end, isScriptChanged: entry.isScriptChanged))
  }

  package mutating func run(
    _ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState
  ) {
    unsafe items.append(
      Item(element: .run([UInt8](utf8)), byteRange: start..<end, isScriptChanged: false))
  }

  package mutating func barrier(at byteOffset: Int) {
    items.append(
      Item(element: .barrier, byteRange: byteOffset..<byteOffset, isScriptChanged: false))
  }
}

// The scanner is generic over its sink, and Swift does not specialise package generics across targets: called from
// another target, every element would go through a witness table (three times the time). So each sink has its
// scanner here, behind functions that are not generic.
//
// SAFETY, of all below: a text is the caller's for the call; what points to elements, runs or spans says how long it does.

/// Scans documents into a batch.
package struct BatchScanner: ~Copyable {
  private var scanner: StreamScanner<BatchSink>

  package init(blockBytes: Int) { scanner = StreamScanner(BatchSink(blockBytes: blockBytes)) }

  /// What was read over; the caller sets it back.
  package var repairs: Repairs {
    get { scanner.repairs }
    set { scanner.repairs = newValue }
  }
  package var count: Int { scanner.sink.count }
  package var elements: UnsafeMutablePointer<UInt32> { unsafe scanner.sink.elements }
  package var cuts: [StreamCut] { scanner.sink.cuts }
  package var runCount: Int { scanner.sink.runs.count }

  /// The bytes of a run; valid until the next document is scanned.
  package func run(_ number: Int) -> UnsafeRawBufferPointer { unsafe scanner.sink.runs.run(number) }

  package func withRuns<Result>(_ body: (borrowing RunInterner) throws -> Result) rethrows -> Result {
    try body(scanner.sink.runs)
  }

  /// Scans a document.
  /// - Parameters:
  ///   - byteOffset: where its text starts in the batch.
  ///   - ranges: of its bytes, ascending, disjoint.
  /// - Returns: how many of its characters the script table changed, and the positions of the ranges' edges.
  package mutating func scan(
    _ text: UnsafeRawBufferPointer, at byteOffset: Int, ranges: [Range<Int>] = []
  ) -> (scriptChanged: Int, edgePositions: [Int]) {
    // Han take three bytes, so nearly no text has more: a huge one then never has its elements twice, while they move.
    // Pages that stay empty take no memory.
    scanner.sink.reserve(text.count / 2)
    scanner.sink.beginDocument(at: byteOffset, ranges: ranges)
    unsafe scanner.scan(text)
    scanner.sink.endDocument()
    return (scanner.sink.scriptChanged, scanner.sink.edgePositions)
  }

  package mutating func removeAll() { scanner.sink.removeAll() }
}

/// Finds where each element of a stretch of a document comes from; its memory is reused from stretch to stretch.
package struct SpanScanner: ~Copyable {
  private var scanner = StreamScanner(SpanSink())

  package init() {}

  /// - Parameter limit: how many spans are wanted; a few more may come. The others as in `StreamScanner.scan`.
  package mutating func spans(
    of text: UnsafeRawBufferPointer, state: ScanState, endsDocument: Bool, limit: Int = .max
  ) -> [SpanSink.Span] {
    unsafe scan(text, state: state, endsDocument: endsDocument, limit: limit)
    return unsafe [SpanSink.Span](scanner.sink.spans)
  }

  /// Finds the spans without copying them: they are in `found`.
  package mutating func scan(
    _ text: UnsafeRawBufferPointer, state: ScanState, endsDocument: Bool, limit: Int
  ) {
    scanner.sink.removeAll()
    scanner.sink.limit = limit
    unsafe scanner.scan(text, state: state, endsDocument: endsDocument)
  }

  /// The spans of the last scan; valid until the next one.
  package var found: UnsafeBufferPointer<SpanSink.Span> { unsafe scanner.sink.spans }

  package mutating func spans(of text: [UInt8], state: ScanState, endsDocument: Bool) -> [SpanSink.Span] {
    unsafe text.withUnsafeBytes { unsafe spans(of: $0, state: state, endsDocument: endsDocument) }
  }
}

/// The stream of a text, elements and sources.
package func analyze(_ text: String) -> (items: [AnalysisSink.Item], repairs: Repairs) {
  var scanner = StreamScanner(AnalysisSink())
  var text = text
  text.withUTF8 { unsafe scanner.scan(UnsafeRawBufferPointer($0)) }
  return (scanner.sink.items, scanner.repairs)
}

/// The stream of a stretch of a document; as `StreamScanner.scan`.
package func analyze(_ text: UnsafeRawBufferPointer, state: ScanState, endsDocument: Bool) -> [AnalysisSink.Item] {
  var scanner = StreamScanner(AnalysisSink())
  unsafe scanner.scan(text, state: state, endsDocument: endsDocument)
  return scanner.sink.items
}

/// The elements of what somebody typed: the same fold, no barriers.
package func analyzeQuery(_ text: String) -> [AnalysisSink.Item] {
  var scanner = StreamScanner(AnalysisSink())
  var text = text
  text.withUTF8 { unsafe scanner.scanQuery(UnsafeRawBufferPointer($0)) }
  return scanner.sink.items
}

/// Collects the elements of what somebody typed as numbers, as a batch does.
struct QuerySink: StreamSink {
  var text = FoldedQuery()

  mutating func scalar(
    _ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState
  ) {
    text.codes.append(scalar)
    if text.keepsSources { text.sources.append(start..<end) }
    if entry.isScriptChanged { text.isScriptChanged = true }
  }

  mutating func run(_ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState) {
    text.codes.append(StreamElement.firstRun + UInt32(text.runs.count))
    unsafe text.runs.append([UInt8](utf8))
    if text.keepsSources { text.sources.append(start..<end) }
  }

  mutating func barrier(at byteOffset: Int) {}
}

/// The elements of what somebody typed.
package struct FoldedQuery {
  /// Scalars as themselves, runs as `StreamElement.firstRun` plus their number.
  package internal(set) var codes: [UInt32] = []
  package internal(set) var runs: [[UInt8]] = []
  /// The bytes that each element comes from, when they were asked for.
  package internal(set) var sources: [Range<Int>] = []
  /// The script table changed some of it.
  package internal(set) var isScriptChanged = false
  var keepsSources = false
}

/// Folds what somebody typed; reused from string to string, because a scanner's memory takes longer to get than a
/// string to fold.
package struct QueryScanner: ~Copyable {
  private var scanner = StreamScanner(QuerySink())

  package init() {}

  package mutating func fold(_ text: String, keepsSources: Bool) -> FoldedQuery {
    var text = text
    // Of Han, which takes three bytes; one allocation then serves.
    scanner.sink.text.codes.reserveCapacity(text.utf8.count / 3)
    scanner.sink.text.keepsSources = keepsSources
    text.withUTF8 { unsafe scanner.scanQuery(UnsafeRawBufferPointer($0)) }
    let folded = scanner.sink.text
    scanner.sink.text = FoldedQuery()
    return folded
  }
}
