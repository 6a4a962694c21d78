import WenjianBytes

/// The texts of a batch, one behind the other.
///
/// A text that fills a batch alone is kept as the array that it came in, and not copied: a file of a hundred megabytes
/// is in memory once.
struct BatchText: ~Copyable {
  private var copied: ByteWriter
  /// The only text of the batch; `copied` is empty then.
  private var whole: [UInt8] = []
  /// From so many bytes on a text fills a batch.
  private let batchBytes: Int

  init(batchBytes: Int) {
    self.batchBytes = batchBytes
    copied = Self.writer(batchBytes)
  }

  /// Room for a batch at once: what is not written to takes no memory.
  private static func writer(_ batchBytes: Int) -> ByteWriter { ByteWriter(capacity: batchBytes + 1 << 18) }

  var count: Int { whole.count + copied.count }

  /// - Parameter body: keeps nothing that leads to the bytes.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    whole.isEmpty ? try body(copied.bytes) : try whole.withUnsafeBytes(body)
  }

  mutating func append(_ text: UnsafeRawBufferPointer) {
    gather()
    copied.append(text)
  }

  mutating func append(_ text: [UInt8]) {
    if count == 0, text.count >= batchBytes {
      whole = text
    } else {
      gather()
      copied.append(text)
    }
  }

  /// Another text comes: then all of them lie together.
  private mutating func gather() {
    guard !whole.isEmpty else { return }
    copied.append(whole)
    whole = []
  }

  /// Gives back what a text took that is much larger than a batch.
  mutating func removeAll() {
    whole = []
    if copied.count > 2 * batchBytes { copied = Self.writer(batchBytes) } else { copied.removeAll() }
  }
}
