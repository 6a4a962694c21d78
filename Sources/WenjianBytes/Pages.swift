import Glibc

/// Memory straight from the kernel, for what is large and comes and goes: it goes back when it is given back. The C
/// library keeps large blocks that were freed, and a merge would run beside the memory of the batches before it.
///
/// New pages hold zeros, and take memory only once they are written to.
package enum Pages {
  /// From this size on a buffer is worth pages of its own.
  package static let threshold = 1 << 20

  /// - Parameter byteCount: above 0.
  package static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let mapped = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped, mapped != MAP_FAILED else {
      endWithoutMemory("\(byteCount) bytes")
    }
    return mapped
  }

  /// - Parameter byteCount: as allocated.
  package static func deallocate(_ pages: UnsafeMutableRawPointer, byteCount: Int) { munmap(pages, byteCount) }
}
