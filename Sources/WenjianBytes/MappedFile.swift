import CMapping
import Glibc

/// A file mapped for reading. Readers of a segment share one; the mapping lives as long as its last user.
///
/// The contract of a map: nobody may change or shorten the file under it. Segment files are written once,
/// under a name that is never used again, and removed by unlinking, which leaves existing maps alone.
///
/// A page that the system cannot give, because the disk fails or somebody broke the contract, reads as zeros and is
/// remembered (`hasFaulted`); without the handler that `CMapping` installs it would end the process.
package final class MappedFile: Sendable {
  nonisolated(unsafe) private let start: UnsafeRawPointer
  package let count: Int
  package let path: String
  /// nil for an empty file, and for one in memory.
  nonisolated(unsafe) private let registration: OpaquePointer?
  /// The bytes are memory of our own, and no map of a file.
  private let isInMemory: Bool

  /// - Throws: `FileError` when the file cannot be opened or mapped, or is no regular file.
  package init(path: String) throws(FileError) {
    let (descriptor, byteCount) = try FileOperations.openRegularFile(path)
    defer { close(descriptor) }
    self.path = path
    isInMemory = byteCount == 0
    count = byteCount
    guard count > 0 else {
      start = UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64))
      registration = nil
      return
    }
    let mapped = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped, mapped != MAP_FAILED else {
      throw FileError(operation: "map", path: path, errorNumber: errno)
    }
    start = UnsafeRawPointer(mapped)
    registration = wenjian_mapping_add(mapped, count)
  }

  /// A file that is on no disk.
  /// - Parameter path: what messages call it.
  /// - Complexity: linear in the bytes, which are copied.
  package init(copying bytes: UnsafeRawBufferPointer, path: String) {
    self.path = path
    count = bytes.count
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 64), alignment: 4096)
    if let source = bytes.baseAddress { memory.copyMemory(from: source, byteCount: count) }
    start = UnsafeRawPointer(memory)
    registration = nil
    isInMemory = true
  }

  deinit {
    if let registration { wenjian_mapping_remove(registration) }
    if isInMemory {
      start.deallocate()
    } else {
      munmap(UnsafeMutableRawPointer(mutating: start), count)
    }
  }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// The same, as parts are cut off them.
  package var fileBytes: FileBytes { FileBytes(bytes) }

  /// Whether a page could not be read; it has read as zeros since then.
  package var hasFaulted: Bool { registration.map { wenjian_mapping_has_faulted($0) } ?? false }

  /// From now on no handler of SIGBUS is installed; one that is there stays.
  package static func leaveSignalsAlone() { wenjian_mapping_leave_signals_alone() }

  /// Tells the kernel that the whole file will be read once, front to back (merging, verifying).
  package func adviseSequential() {
    if !isInMemory { madvise(UnsafeMutableRawPointer(mutating: start), count, MADV_SEQUENTIAL) }
  }

  /// Gives the pages of a part back, when a single pass is through with it: else merging a thousand megabytes would
  /// count as a thousand megabytes of memory. Reading the part again is allowed, and reads the file again.
  /// - Parameter part: of `bytes`.
  package func release(_ part: UnsafeRawBufferPointer) {
    guard !isInMemory, let address = part.baseAddress else { return }
    let page = Int(getpagesize())
    let from = (address - start) / page * page
    let to = min(address - start + part.count, count)
    precondition(from >= 0 && from <= to, "not a part of the map")
    madvise(UnsafeMutableRawPointer(mutating: start + from), to - from, MADV_DONTNEED)
  }
}
