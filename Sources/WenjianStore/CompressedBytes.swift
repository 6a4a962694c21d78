import CZstd
import WenjianBytes

/// Bytes as one frame of zstd: files that are read and written whole.
// SAFETY: zstd is told how many bytes there are at each address, and writes no more than it has room for.
package enum CompressedBytes {
  /// No frame holds more; one that claims to is damaged.
  private static let limit: UInt64 = 1 << 32

  /// - Complexity: linear, some 200 MB a second.
  package static func compress(_ bytes: [UInt8]) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { room, count in
      count = unsafe bytes.withUnsafeBytes {
        unsafe ZSTD_compress(room.baseAddress, room.count, $0.baseAddress, $0.count, ZSTD_CLEVEL_DEFAULT)
      }
      if ZSTD_getErrorCode(count) == ZSTD_error_memory_allocation { endWithoutMemory("compressing with zstd") }
      // The bound is zstd's own promise that it fits.
      precondition(ZSTD_isError(count) == 0, "zstd could not compress \(bytes.count) bytes")
    }
  }

  /// Whether bytes begin as a frame does.
  package static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) }

  /// - Returns: nil when they are no whole frame.
  /// - Complexity: linear in what comes out.
  package static func decompress(_ frame: [UInt8]) -> [UInt8]? {
    let size = unsafe frame.withUnsafeBytes { unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
    // Also where the size is not told or cannot be read: both are numbers above.
    guard size <= limit else { return nil }
    var got = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { room, count in
      got = unsafe frame.withUnsafeBytes {
        unsafe ZSTD_decompress(room.baseAddress, room.count, $0.baseAddress, $0.count)
      }
      count = ZSTD_isError(got) == 0 ? got : 0
    }
    return ZSTD_isError(got) == 0 && bytes.count == Int(size) ? bytes : nil
  }
}
