import CZstd
import Synchronization
package import WenjianBytes

/// How the blocks of one part of a store are read: its code table and its zstd dictionary, loaded at the first
/// block that is opened, not when the index is.
package final class StoreDecoder: Sendable {
  private let code: TextCode
  nonisolated(unsafe) private let dictionary: UnsafeRawBufferPointer
  private let loaded = Mutex<SendablePointer>(SendablePointer(nil))

  private struct SendablePointer: @unchecked Sendable {
    var pointer: OpaquePointer?
    init(_ pointer: OpaquePointer?) { self.pointer = pointer }
  }

  /// - Parameter dictionary: must stay mapped as long as the decoder lives.
  package init(code: TextCode, dictionary: UnsafeRawBufferPointer) {
    self.code = code
    self.dictionary = dictionary
  }

  deinit { ZSTD_freeDDict(loaded.withLock { $0.pointer }) }

  private var decompression: OpaquePointer? {
    guard dictionary.count > 0 else { return nil }
    return loaded.withLock { held in
      if held.pointer == nil {
        held.pointer = ZSTD_createDDict(dictionary.baseAddress, dictionary.count)
      }
      return SendablePointer(held.pointer)
    }.pointer
  }

  /// Appends the UTF-8 of one compressed block.
  /// - Parameter limit: the greatest number of UTF-8 bytes that the block can hold; a damaged block that
  ///   claims more is refused before memory is taken for it.
  /// - Returns: false when the block is damaged.
  package func append(
    _ block: UnsafeRawBufferPointer, limit: Int, scratch: StoreScratch, to writer: ByteWriter
  ) -> Bool {
    let size = ZSTD_getFrameContentSize(block.baseAddress, block.count)
    // Dense bytes are never more than 4 for each byte of UTF-8 (an escape for an ASCII character).
    guard size <= UInt64(limit) * 4 else { return false }
    scratch.dense.removeAll()
    let room = scratch.dense.reserve(Int(size))
    let got: Int
    if let decompression {
      got = ZSTD_decompress_usingDDict(
        scratch.context, room, Int(size), block.baseAddress, block.count, decompression)
    } else {
      got = ZSTD_decompressDCtx(scratch.context, room, Int(size), block.baseAddress, block.count)
    }
    guard ZSTD_isError(got) == 0 else { return false }
    scratch.dense.advance(got)
    code.decode(scratch.dense.bytes, to: writer)
    return true
  }
}

/// What one thread needs to open blocks; reused from block to block.
package final class StoreScratch {
  let context: OpaquePointer?
  let dense = ByteWriter(capacity: 1 << 14)

  package init() { context = ZSTD_createDCtx() }
  deinit { ZSTD_freeDCtx(context) }
}
