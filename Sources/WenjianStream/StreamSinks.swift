/// Where a text may be cut: before the element at `position`, whose source starts at `byteOffset`.
package struct StreamCut: Equatable, Sendable {
  package var byteOffset: Int
  package var position: Int
  package var state: ScanState
}

/// Collects the elements of a batch of documents as numbers, one after the other: the input of the index.
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
  package private(set) var cuts: [StreamCut] = []

  package init(blockBytes: Int, capacity: Int = 1 << 16) {
    self.capacity = capacity
    self.blockBytes = blockBytes
    elements = .allocate(capacity: capacity)
    nextCut = 0
  }

  deinit { elements.deallocate() }

  /// Prepares for the document whose text starts at `byteOffset` of the batch.
  package mutating func beginDocument(at byteOffset: Int) {
    documentStart = byteOffset
    scriptChanged = 0
    // The first element of a batch need not be its first byte, so the first block is opened here.
    if cuts.isEmpty {
      cuts.append(StreamCut(byteOffset: 0, position: 0, state: .documentStart))
      nextCut = blockBytes
    } else if byteOffset >= nextCut {
      cut(at: byteOffset, .documentStart)
    }
  }

  private mutating func cut(at byteOffset: Int, _ state: ScanState) {
    cuts.append(StreamCut(byteOffset: byteOffset, position: count, state: state))
    nextCut = byteOffset + blockBytes
  }

  @inline(__always)
  private mutating func append(_ element: UInt32) {
    if count == capacity { grow() }
    elements[count] = element
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    let moved = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    moved.update(from: elements, count: count)
    elements.deallocate()
    elements = moved
    capacity *= 2
  }

  @inline(__always)
  package mutating func scalar(
    _ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState
  ) {
    if start &+ documentStart >= nextCut { cut(at: start &+ documentStart, state) }
    if entry.isScriptChanged { scriptChanged &+= 1 }
    append(scalar)
  }

  package mutating func run(
    _ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState
  ) {
    if start &+ documentStart >= nextCut { cut(at: start &+ documentStart, state) }
    append(StreamElement.firstRun &+ UInt32(runs.intern(utf8)))
  }

  package mutating func barrier(at byteOffset: Int) { append(StreamElement.barrier) }

  package mutating func removeAll() {
    count = 0
    runs.removeAll()
    cuts.removeAll(keepingCapacity: true)
    nextCut = 0
  }
}

/// Collects where each element of a stretch of text comes from.
package struct SpanSink: StreamSink {
  package struct Span: Equatable, Sendable {
    package var start: UInt32
    package var end: UInt32
    package var byteRange: Range<Int> { Int(start)..<Int(end) }
  }

  /// By position, from the first element of the stretch on. A barrier's span is empty.
  package private(set) var spans: [Span] = []

  package init() {}

  package mutating func removeAll() { spans.removeAll(keepingCapacity: true) }

  package mutating func scalar(
    _ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState
  ) {
    spans.append(Span(start: UInt32(start), end: UInt32(end)))
  }

  package mutating func run(
    _ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState
  ) {
    spans.append(Span(start: UInt32(start), end: UInt32(end)))
  }

  package mutating func barrier(at byteOffset: Int) {
    spans.append(Span(start: UInt32(byteOffset), end: UInt32(byteOffset)))
  }
}

/// Collects elements with their text and source: for queries, `analyze`, and the oracle of the tests.
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
    items.append(
      Item(element: .run([UInt8](utf8)), byteRange: start..<end, isScriptChanged: false))
  }

  package mutating func barrier(at byteOffset: Int) {
    items.append(
      Item(element: .barrier, byteRange: byteOffset..<byteOffset, isScriptChanged: false))
  }
}

/// The stream of a text, elements and sources.
/// - Parameter titleEnd: where the title line ends, in bytes; a barrier follows it.
package func analyze(
  _ text: String, titleEnd: Int = 0
) -> (items: [AnalysisSink.Item], repairs: RepairCounts) {
  var scanner = StreamScanner(AnalysisSink())
  var text = text
  text.withUTF8 { scanner.scan(UnsafeRawBufferPointer($0), titleEnd: titleEnd) }
  return (scanner.sink.items, scanner.repairs)
}

/// The elements of what somebody typed: the same fold, no barriers.
package func analyzeQuery(_ text: String) -> [AnalysisSink.Item] {
  var scanner = StreamScanner(AnalysisSink())
  var text = text
  text.withUTF8 { scanner.scanQuery(UnsafeRawBufferPointer($0)) }
  return scanner.sink.items
}
