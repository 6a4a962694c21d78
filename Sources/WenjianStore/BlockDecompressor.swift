import CZstd
import Synchronization
package import WenjianBytes
import WenjianThreads

/// How the blocks of one part of a store are read: its code table and its zstd dictionary, loaded at the first
/// block that is opened, not when the index is.
// SAFETY: the dictionary is mapped as long as the decoder lives, as its maker promises; a block is the caller's for the
// call, and zstd is told how many bytes it has, and how many there is room for.
@safe
package final class StoreDecoder: Sendable {
  private let code: TextCode
  nonisolated(unsafe) private let dictionary: UnsafeRawBufferPointer
  private let loaded = Locked<Loaded?>(nil)

  /// What the first block that is opened makes: some 30 µs of work that opening an index should not do.
  // SAFETY: written in init only; zstd only reads a dictionary, and the bytes that it refers to are mapped as long as the
  // decoder lives.
  @safe
  private final class Loaded: @unchecked Sendable {
    let dictionary: OpaquePointer?
    let table: [UInt32]

    init(_ code: TextCode, _ bytes: UnsafeRawBufferPointer) {
      unsafe dictionary =
        bytes.isEmpty
        ? nil : made(ZSTD_createDDict_byReference(bytes.baseAddress, bytes.count), "a dictionary of zstd")
      table = code.makeDecodeTable()
    }

    deinit { unsafe ZSTD_freeDDict(dictionary) }
  }

  /// - Parameter dictionary: must stay mapped as long as the decoder lives.
  package init(code: TextCode, dictionary: UnsafeRawBufferPointer) {
    self.code = code
    unsafe self.dictionary = dictionary
  }

  private func load() -> Loaded {
    loaded.withLock { held in
      if let held { return held }
      let made = unsafe Loaded(code, dictionary)
      held = made
      return made
    }
  }

  /// Appends the UTF-8 of one compressed block.
  /// - Parameter limit: the greatest number of UTF-8 bytes that the block can hold; a damaged block that
  ///   claims more is refused before memory is taken for it.
  /// - Returns: false when the block is damaged.
  package func append(
    _ block: UnsafeRawBufferPointer, limit: Int, scratch: StoreScratch, to writer: ByteWriter
  ) -> Bool {
    let size = unsafe ZSTD_getFrameContentSize(block.baseAddress, block.count)
    // Dense bytes are never more than 4 for each byte of UTF-8 (an escape for an ASCII character).
    guard size <= UInt64(limit) * 4 else { return false }
    scratch.dense.removeAll()
    let room = unsafe scratch.dense.reserve(Int(size))
    let loaded = load()
    let got: Int
    if let dictionary = unsafe loaded.dictionary {
      got = unsafe ZSTD_decompress_usingDDict(
        scratch.context, room, Int(size), block.baseAddress, block.count, dictionary)
    } else {
      got = unsafe ZSTD_decompressDCtx(scratch.context, room, Int(size), block.baseAddress, block.count)
    }
    guard ZSTD_isError(got) == 0 else { return false }
    scratch.dense.advance(got)
    let before = writer.count
    unsafe TextCode.decode(scratch.dense.bytes, table: loaded.table, to: writer)
    return writer.count - before <= limit
  }
}

/// What one thread needs to open blocks; reused from block to block, and from query to query through a small pool,
/// because making zstd's context takes as long as opening two blocks.
// SAFETY: a scratch belongs to one borrower at a time; the pool hands it on under its lock.
@safe
package final class StoreScratch: @unchecked Sendable {
  let context: OpaquePointer
  let dense = ByteWriter(capacity: 1 << 14)

  package init() { unsafe context = made(ZSTD_createDCtx(), "a context of zstd") }
  deinit { unsafe ZSTD_freeDCtx(context) }

  private static let poolLimit = 8
  private static let pool = Locked<[StoreScratch]>([])

  /// One that nobody uses.
  package static func borrow() -> StoreScratch { pool.withLock { $0.popLast() } ?? StoreScratch() }

  /// Gives it back; the borrower must not use it any more.
  package func giveBack() {
    Self.pool.withLock { if $0.count < Self.poolLimit { $0.append(self) } }
  }
}
