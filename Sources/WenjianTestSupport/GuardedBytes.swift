// Bytes whose end is the end of readable memory.

import Glibc

/// A copy of some bytes that ends where a page without any rights begins: reading one byte too far
/// ends the test process instead of going unnoticed.
package final class GuardedBytes {
  private let pages: UnsafeMutableRawPointer
  private let mappedBytes: Int
  package let bytes: UnsafeRawBufferPointer

  package init(_ content: some Collection<UInt8>) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let dataBytes = (content.count + page) / page * page
    mappedBytes = dataBytes + page
    guard
      let mapped = mmap(
        nil, mappedBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      mapped != MAP_FAILED, mprotect(mapped + dataBytes, page, PROT_NONE) == 0
    else { preconditionFailure("the system gives no pages") }
    pages = mapped
    let start = mapped + (dataBytes - content.count)
    for (index, byte) in content.enumerated() {
      start.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: content.count)
  }

  deinit { munmap(pages, mappedBytes) }

  package var start: UnsafeRawPointer { bytes.baseAddress.unsafelyUnwrapped }
  package var end: UnsafeRawPointer { start + bytes.count }
}
