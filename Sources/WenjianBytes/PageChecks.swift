// `public`, because what is inlined elsewhere names it; of no signature that leaves the package.
public import Synchronization

/// Which pages of a mapped file have been compared with their checksums: a byte a page, shared by all threads. A page is
/// compared when it is first read, and not again.
///
/// A handle, valid as long as its `PageVerifier`. Readers of mapped bytes ask it for the bytes that they are about to
/// read: once for a block, a row or a string, never for a single byte of one.
///
/// `@usableFromInline`: without it the compiler (6.3.1) inlines no method of a type of package access in another module,
/// `@inlinable` or not.
@usableFromInline
package struct PageChecks: Sendable, BitwiseCopyable {
  @inlinable package static var pageShift: Int { 12 }
  @inlinable package static var pageBytes: Int { 1 << pageShift }

  /// nil for bytes in memory: whoever made them answers for them.
  @usableFromInline nonisolated(unsafe) package let state: UnsafeMutablePointer<PageState>?

  /// For bytes in memory.
  @inlinable package static var none: PageChecks { PageChecks(state: nil) }

  @inlinable
  package init(state: UnsafeMutablePointer<PageState>?) { self.state = state }

  /// Declares that some bytes will be read. Damage in their pages is remembered by the verifier of the file, for readers
  /// that cannot throw: whoever answers from what they read asks it afterwards.
  @inlinable @inline(__always)
  package func require(_ start: UnsafeRawPointer, _ byteCount: Int) {
    guard let state else { return }
    if !state.pointee.areKnown(start, byteCount) { PageState.compareAndNote(state, start, byteCount) }
  }

  /// Whether the pages of some bytes are as they were written, for readers that can tell their caller.
  @inlinable @inline(__always)
  package func isSound(_ start: UnsafeRawPointer, _ byteCount: Int) -> Bool {
    guard let state else { return true }
    return state.pointee.areKnown(start, byteCount) || PageState.compare(state, start, byteCount)
  }
}

/// What a `PageChecks` looks at; behind a pointer, so that it is one word to copy.
@usableFromInline
package struct PageState: ~Copyable {
  @usableFromInline package let base: UnsafeRawPointer
  /// By page: 1 when it is as it was written, 0 when it has not been compared, or is damaged.
  @usableFromInline package let known: UnsafeMutablePointer<Atomic<UInt8>>
  let verifier: Unmanaged<PageVerifier>

  init(base: UnsafeRawPointer, known: UnsafeMutablePointer<Atomic<UInt8>>, verifier: Unmanaged<PageVerifier>) {
    self.base = base
    self.known = known
    self.verifier = verifier
  }

  /// Whether the pages of some bytes have been compared and are sound, when these lie in one page or two; else it is not
  /// looked up here.
  @inlinable @inline(__always)
  package func areKnown(_ start: UnsafeRawPointer, _ byteCount: Int) -> Bool {
    let offset = start - base
    let first = offset &>> PageChecks.pageShift
    let last = (offset &+ byteCount &- 1) &>> PageChecks.pageShift
    guard last &- first <= 1 else { return false }
    // Of no bytes at the start of a page the one before is asked for, which may be none.
    guard byteCount > 0 else { return true }
    // Pages are compared once, and what was compared does not change: no order between threads is needed.
    return known[first].load(ordering: .relaxed) & known[last].load(ordering: .relaxed) != 0
  }

  @usableFromInline @inline(never)
  package static func compare(_ state: UnsafeMutablePointer<PageState>, _ start: UnsafeRawPointer, _ byteCount: Int)
    -> Bool
  {
    state.pointee.verifier._withUnsafeGuaranteedRef { $0.firstDamage(start, byteCount) == nil }
  }

  @usableFromInline @inline(never)
  package static func compareAndNote(
    _ state: UnsafeMutablePointer<PageState>, _ start: UnsafeRawPointer, _ byteCount: Int
  ) {
    state.pointee.verifier._withUnsafeGuaranteedRef { verifier in
      if let page = verifier.firstDamage(start, byteCount) { verifier.note(page) }
    }
  }
}

/// Compares the pages of a file with their checksums, each when it is first read.
package final class PageVerifier: Sendable {
  private let bytes: FileRange
  private let pageCount: Int
  nonisolated(unsafe) private let state: UnsafeMutablePointer<PageState>
  nonisolated(unsafe) private let known: UnsafeMutablePointer<Atomic<UInt8>>
  /// Whether a page is as it was written, by its number.
  private let isPageSound: @Sendable (Int) -> Bool
  /// One more than the first page that was read without a caller to tell, and was damaged; 0 for none.
  private let noted = Atomic<Int>(0)

  private struct FileRange: Sendable {
    nonisolated(unsafe) let start: UnsafeRawPointer
    let count: Int
  }

  /// - Parameters:
  ///   - file: whose bytes stay mapped as long as the verifier.
  ///   - isPageSound: compares a page, from any thread; several may ask for one page at once.
  package init(_ file: MappedFile, isPageSound: @escaping @Sendable (Int) -> Bool) {
    let start = file.bytes.baseAddress.unsafelyUnwrapped
    bytes = FileRange(start: start, count: file.count)
    pageCount = (file.count + PageChecks.pageBytes - 1) >> PageChecks.pageShift
    self.isPageSound = isPageSound
    known = .allocate(capacity: pageCount)
    for page in 0..<pageCount { (known + page).initialize(to: Atomic(0)) }
    state = .allocate(capacity: 1)
    state.initialize(to: PageState(base: start, known: known, verifier: .passUnretained(self)))
  }

  deinit {
    known.deinitialize(count: pageCount)
    known.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  package var checks: PageChecks { PageChecks(state: state) }

  /// The bytes of the file, checked where they are read.
  package var fileBytes: FileBytes { FileBytes(start: bytes.start, count: bytes.count, checks: checks) }

  /// The first byte of the page in which damage was met by a reader that could not tell its caller; nil for none. It
  /// stays: what was read may have been kept.
  package var notedDamage: Int? {
    let page = noted.load(ordering: .acquiring)
    return page == 0 ? nil : (page - 1) << PageChecks.pageShift
  }

  /// For who reads one thing after the other and keeps nothing of what is damaged: later damage is noted anew.
  package func forgetNotedDamage() { noted.store(0, ordering: .releasing) }

  /// Declares that the whole file was compared by other means.
  package func markAllSound() {
    for page in 0..<pageCount { known[page].store(1, ordering: .relaxed) }
  }

  fileprivate func note(_ page: Int) {
    _ = noted.compareExchange(expected: 0, desired: page + 1, ordering: .acquiringAndReleasing)
  }

  /// Compares those pages of some bytes that have not been.
  /// - Returns: the number of the first that is damaged.
  fileprivate func firstDamage(_ start: UnsafeRawPointer, _ byteCount: Int) -> Int? {
    guard byteCount > 0 else { return nil }
    let offset = start - bytes.start
    precondition(offset >= 0 && offset + byteCount <= bytes.count, "bytes outside the file")
    let last = (offset + byteCount - 1) >> PageChecks.pageShift
    for page in (offset >> PageChecks.pageShift)...last where known[page].load(ordering: .relaxed) == 0 {
      guard isPageSound(page) else { return page }
      known[page].store(1, ordering: .relaxed)
    }
    return nil
  }
}
