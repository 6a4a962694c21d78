import CZstd
package import WenjianBytes

/// What the blocks of a store are written with: the dense code and a zstd dictionary, both made from the
/// first text that a writer sees. Shared by every segment of a writer session, so that merging copies blocks.
// SAFETY: zstd is given addresses with the number of bytes that lie there, and copies what it keeps; its dictionary is
// made and freed here, and from any thread only read.
@safe
package final class StoreCoder: Sendable {
  /// zstd's level: on blocks of dense laws level 5 takes twice the time of level 3 for 10 % fewer bytes, level 6 four times
  /// the time for 11 %.
  package static let level: Int32 = 5
  /// The dictionary's greatest size; smaller for little text, none below 48 times `leastDictionary`.
  static let dictionaryBytes = 112 << 10
  static let leastDictionary = 2 << 10

  fileprivate let level: Int32
  package let encoder: TextEncoder
  package let dictionary: [UInt8]
  /// nil without a dictionary.
  nonisolated(unsafe) private let compression: OpaquePointer?
  /// Tells coders apart: equal when code and dictionary are.
  package let fingerprint: UInt64

  /// - Parameters:
  ///   - sample: valid UTF-8, the text of a first batch.
  ///   - blockBytes: how the sample is cut for training.
  ///   - level: zstd's.
  package convenience init(sample: UnsafeRawBufferPointer, blockBytes: Int, level: Int32 = StoreCoder.level) {
    let encoder = unsafe TextEncoder(sample: sample)
    unsafe self.init(
      encoder, dictionary: Self.train(sample, encoder: encoder, blockBytes: blockBytes, level: level), level: level)
  }

  /// A coder that was kept in a store, to write more blocks with it.
  /// - Returns: nil when the code is damaged.
  package convenience init?(code: UnsafeRawBufferPointer, dictionary: UnsafeRawBufferPointer) {
    guard let encoder = unsafe TextEncoder(table: code) else { return nil }
    unsafe self.init(encoder, dictionary: [UInt8](dictionary), level: Self.level)
  }

  private init(_ encoder: TextEncoder, dictionary: [UInt8], level: Int32) {
    self.encoder = encoder
    self.level = level
    self.dictionary = dictionary
    unsafe compression =
      dictionary.isEmpty
      ? nil
      : made(
        dictionary.withUnsafeBytes { unsafe ZSTD_createCDict($0.baseAddress, $0.count, level) },
        "a dictionary of zstd")
    fingerprint = unsafe encoder.table.withUnsafeBytes { code in
      unsafe dictionary.withUnsafeBytes { unsafe Self.fingerprint(code: code, dictionary: $0) }
    }
  }

  package static func fingerprint(code: UnsafeRawBufferPointer, dictionary: UnsafeRawBufferPointer) -> UInt64 {
    var hash = Hash64()
    unsafe hash.update(code)
    unsafe hash.update(dictionary)
    return hash.finish()
  }

  deinit { unsafe ZSTD_freeCDict(compression) }

  private static func train(
    _ sample: UnsafeRawBufferPointer, encoder: TextEncoder, blockBytes: Int, level: Int32
  ) -> [UInt8] {
    let wanted = min(dictionaryBytes, sample.count / 48)
    guard wanted >= leastDictionary else { return [] }
    // Blocks from all over the sample, about 3 MB of them: training is linear, and more text moved the
    // ratio by less than 0.5 %.
    let blocks = sample.count / blockBytes
    let step = max(1, blocks / 700)
    let dense = ByteWriter(capacity: 4 << 20)
    var sizes: [Int] = []
    var block = 0
    while block < blocks {
      var start = block * blockBytes
      var end = min(start + blockBytes, sample.count)
      while start < sample.count, unsafe sample[start] & 0xC0 == 0x80 { start += 1 }
      while end < sample.count, unsafe sample[end] & 0xC0 == 0x80 { end += 1 }
      let before = dense.count
      _ = unsafe encoder.encode(UnsafeRawBufferPointer(rebasing: sample[start..<end]), to: dense)
      sizes.append(dense.count - before)
      block += step
    }
    var dictionary = [UInt8](repeating: 0, count: wanted)
    // zstd's own choice of parameters tries five and takes five times as long, 0.2 s, for blocks that came out 0.6 %
    // larger than with these.
    var parameters = ZDICT_fastCover_params_t()
    parameters.k = 200
    parameters.d = 8
    parameters.f = 20
    parameters.accel = 1
    parameters.splitPoint = 1
    parameters.zParams.compressionLevel = level
    let made = unsafe dictionary.withUnsafeMutableBytes {
      unsafe ZDICT_trainFromBuffer_fastCover(
        $0.baseAddress, $0.count, dense.base, sizes, UInt32(sizes.count), parameters)
    }
    // Training refuses text that is too little or too uniform: then blocks do without a dictionary.
    guard ZDICT_isError(made) == 0 else { return [] }
    dictionary.removeLast(dictionary.count - made)
    return dictionary
  }

  /// One thread's compressor.
  // SAFETY: the context is made and freed here; the room is as large as zstd's bound, which it is told of.
  @safe
  package final class Compressor {
    private let coder: StoreCoder
    private let context: OpaquePointer
    private let dense = ByteWriter(capacity: 1 << 15)

    package init(_ coder: StoreCoder) {
      self.coder = coder
      unsafe context = made(ZSTD_createCCtx(), "a context of zstd")
    }

    deinit { unsafe ZSTD_freeCCtx(context) }

    /// Appends one compressed block of valid UTF-8.
    /// - Returns: the scalars in it, and those outside the BMP.
    package func append(
      _ text: UnsafeRawBufferPointer, to writer: ByteWriter
    ) -> (scalars: Int, astral: Int) {
      dense.removeAll()
      let counts = unsafe coder.encoder.encode(text, to: dense)
      let bound = ZSTD_compressBound(dense.count)
      let room = unsafe writer.reserve(bound)
      let used: Int
      if coder.dictionary.isEmpty {
        used = unsafe ZSTD_compressCCtx(context, room, bound, dense.base, dense.count, coder.level)
      } else {
        used = unsafe ZSTD_compress_usingCDict(
          context, room, bound, dense.base, dense.count, coder.compression)
      }
      if ZSTD_getErrorCode(used) == ZSTD_error_memory_allocation { endWithoutMemory("compressing with zstd") }
      // The bound is zstd's own promise that it fits; anything else is a broken library.
      precondition(ZSTD_isError(used) == 0, "zstd could not compress \(dense.count) bytes")
      writer.advance(used)
      return counts
    }
  }
}
