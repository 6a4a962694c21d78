package import Synchronization
import WenjianBytes
import WenjianQuery
import WenjianStream
import WenjianThreads
import WenjianWidening

/// What a query may take.
package enum SearchLimits {
  /// A query that wants more bytes of memory than this for the numbers that it works with is refused: a gigabyte, or some
  /// 250 million positions. The last list that is read may exceed it. Tests make it smaller.
  package static let memoryBytes = Atomic<Int>(1 << 30)
}

/// Memory for the numbers of one query: it is taken from one block and given back all at once, so that a query of
/// many lists asks the allocator for nothing. Blocks go from query to query through a small pool.
///
/// A handle: the state lies behind a pointer, because a class's properties are checked for exclusive access each
/// time.
struct SearchScratch: @unchecked Sendable {
  // SAFETY: a scratch belongs to one borrower at a time; the pool hands it on under its lock. What was taken from
  // it must not be used after giveBack().

  private struct State: ~Copyable {
    var base: UnsafeMutableRawPointer
    var capacity: Int
    var used = 0
    /// Blocks taken for what did not fit, freed when the query ends.
    var overflow: [(start: UnsafeMutableRawPointer, byteCount: Int)] = []
    var overflowBytes = 0
    var scanner = QueryScanner()
    var spanScanner = SpanScanner()
    let text = ByteWriter(capacity: 1 << 14)
    /// What ends the query before it is done; nil for nothing.
    var control: SearchControl?
    /// Units of work that may be done before the control is asked; more than there can be when there is none.
    var workLeft = Int.max
    var stepsBetweenCheckpoints = SearchScratch.usualSteps

    init(_ base: UnsafeMutableRawPointer, capacity: Int) {
      self.base = base
      self.capacity = capacity
    }
  }

  private let state: UnsafeMutablePointer<State>

  private static let initialBytes = 256 << 10
  /// A query that needed more gives it back to the system.
  private static let keptBytes = 4 << 20
  private static let poolLimit = 8
  private static let alignment = 64
  private static let pool = Locked<[SearchScratch]>([])

  private init() {
    state = .allocate(capacity: 1)
    state.initialize(
      to: State(
        .allocate(byteCount: Self.initialBytes, alignment: Self.alignment), capacity: Self.initialBytes))
  }

  /// One that nobody uses.
  /// - Parameter control: what ends the query before it is done; nil for nothing.
  static func borrow(_ control: SearchControl?) -> SearchScratch {
    let scratch = pool.withLock { $0.popLast() } ?? SearchScratch()
    if let control {
      scratch.state.pointee.control = control
      // The first checkpoint asks, so that a query of many short steps asks often enough.
      scratch.state.pointee.workLeft = 0
      // A test looks everywhere.
      if control.interval == 0 { scratch.state.pointee.stepsBetweenCheckpoints = 1 }
    }
    return scratch
  }

  /// What ends the query before it is done.
  var control: SearchControl? { state.pointee.control }

  /// Where a query may end before it is done. Asked for each block, list or document, never for a posting.
  /// - Parameter work: what comes next, in units of at most a microsecond: the size of a block of postings.
  /// - Throws: `SearchError` behind the deadline of the query, or when it was cancelled.
  /// - Complexity: a subtraction.
  @inline(__always)
  func checkpoint(_ work: Int = 1) throws(SearchError) {
    state.pointee.workLeft &-= work
    if state.pointee.workLeft < 0 { try check() }
  }

  @inline(never)
  private func check() throws(SearchError) {
    guard let control = state.pointee.control else {
      state.pointee.workLeft = .max
      return
    }
    state.pointee.workLeft = control.interval
    try control.check()
  }

  /// So many occurrences a loop goes through between two checkpoints.
  var stepsBetweenCheckpoints: Int { state.pointee.stepsBetweenCheckpoints }
  private static let usualSteps = 2048

  /// What a block of the store takes to open and scan, as `checkpoint` counts work.
  static let textBlockWork = 24

  /// Forgets what was allocated, for the next query of the same borrower.
  func empty() {
    if !state.pointee.overflow.isEmpty { settle() }
    state.pointee.used = 0
  }

  func giveBack() {
    empty()
    state.pointee.control = nil
    state.pointee.workLeft = .max
    state.pointee.stepsBetweenCheckpoints = Self.usualSteps
    let isKept = Self.pool.withLock { pool in
      if pool.count >= Self.poolLimit { return false }
      pool.append(self)
      return true
    }
    if isKept { return }
    state.pointee.base.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Frees the extra blocks and grows the first, so that the next query of this kind needs none.
  private func settle() {
    for block in state.pointee.overflow { block.start.deallocate() }
    state.pointee.overflow = []
    let wanted = state.pointee.capacity + state.pointee.overflowBytes
    state.pointee.overflowBytes = 0
    let capacity = min(wanted, Self.keptBytes)
    guard capacity > state.pointee.capacity else { return }
    state.pointee.base.deallocate()
    state.pointee.base = .allocate(byteCount: capacity, alignment: Self.alignment)
    state.pointee.capacity = capacity
  }

  /// Folds a string of a query.
  /// - Throws: `SearchError` for wildcards that have nothing on one side.
  func fold(_ string: QueryString, exact: Bool) throws(SearchError) -> SearchString {
    try SearchString(string, exact: exact, scanner: &state.pointee.scanner)
  }

  /// Folds a form of a string.
  func fold(_ form: WrittenForm, of string: SearchString) -> SearchString {
    SearchString(form, of: string, scanner: &state.pointee.scanner)
  }

  /// Where the elements of a stretch of text stand in it; as `SpanScanner`.
  func spans(
    of text: UnsafeRawBufferPointer, state scan: ScanState, endsDocument: Bool, limit: Int
  ) -> [SpanSink.Span] {
    state.pointee.spanScanner.spans(
      of: text, state: scan, endsDocument: endsDocument, limit: limit)
  }

  /// The same without a copy: valid until the next call of either.
  func borrowedSpans(
    of text: UnsafeRawBufferPointer, state scan: ScanState, endsDocument: Bool, limit: Int
  ) -> UnsafeBufferPointer<SpanSink.Span> {
    state.pointee.spanScanner.scan(text, state: scan, endsDocument: endsDocument, limit: limit)
    return state.pointee.spanScanner.found
  }

  /// For text that is read again; empty it first.
  var text: ByteWriter { state.pointee.text }

  /// Memory for `count` values, not initialised, until `giveBack()`.
  @inline(__always)
  func allocate<Value: BitwiseCopyable>(
    _ count: Int, of type: Value.Type = Value.self
  ) -> UnsafeMutablePointer<Value> {
    bytes(count * MemoryLayout<Value>.stride).assumingMemoryBound(to: Value.self)
  }

  /// Runs a body whose memory is not needed afterwards.
  func temporarily<Result>(_ body: () throws -> Result) rethrows -> Result {
    let used = state.pointee.used
    // What did not fit stays until the query ends.
    defer { state.pointee.used = used }
    return try body()
  }

  /// - Throws: `SearchError` when the query has taken more memory than any may.
  /// - Complexity: constant. Asked after each string and condition.
  @inline(__always)
  func throwIfExhausted() throws(SearchError) {
    let limit = SearchLimits.memoryBytes.load(ordering: .relaxed)
    if state.pointee.overflowBytes > limit {
      throw SearchError(reason: .tooMuchMemory(limitBytes: limit), text: "")
    }
  }

  /// Gives back what was allocated for values and is not needed, where that is worth it.
  /// - Parameters:
  ///   - values: from `allocate`, in use by nobody else.
  ///   - count: how many are kept, from the first on.
  /// - Returns: where they are now.
  func shrink<Value: BitwiseCopyable>(
    _ values: UnsafeMutablePointer<Value>, to count: Int
  ) -> UnsafeMutablePointer<Value> {
    let start = UnsafeMutableRawPointer(values)
    let needed = count * MemoryLayout<Value>.stride
    guard let index = state.pointee.overflow.lastIndex(where: { $0.start == start }),
      state.pointee.overflow[index].byteCount - needed >= Self.keptBytes
    else { return values }
    let block = state.pointee.overflow.remove(at: index)
    state.pointee.overflowBytes -= block.byteCount
    let smaller: UnsafeMutablePointer<Value> = allocate(count)
    smaller.update(from: values, count: count)
    block.start.deallocate()
    return smaller
  }

  private func bytes(_ wanted: Int) -> UnsafeMutableRawPointer {
    let size = (wanted + Self.alignment - 1) & ~(Self.alignment - 1)
    let used = state.pointee.used
    guard state.pointee.capacity - used >= size else { return extraBlock(size) }
    state.pointee.used = used + size
    return state.pointee.base + used
  }

  @inline(never)
  private func extraBlock(_ size: Int) -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
    state.pointee.overflow.append((block, size))
    state.pointee.overflowBytes += size
    return block
  }
}
