import WenjianBytes

/// The documents of one segment that were deleted or replaced: marks, which a merge later makes real.
///
/// The file: magic u64, u64 segment, u32 count, u32 zero, count * u32 ascending documents, u64 XXH64 of all
/// before it.
package struct Deletions: Equatable, Sendable {
  private static let magic: UInt64 = 0x0A0D_4C45_444A_578D

  /// Ascending.
  package private(set) var documents: [UInt32]
  /// One bit a document.
  private var bits: [UInt64]

  package init(_ documents: some Sequence<UInt32>) {
    self.documents = Array(Set(documents)).sorted()
    bits = Array(repeating: 0, count: (Int(self.documents.last ?? 0) + 64) / 64)
    for document in self.documents { bits[Int(document >> 6)] |= 1 << UInt64(document & 63) }
  }

  package var count: Int { documents.count }
  /// Of the file.
  package var byteCount: Int { 32 + documents.count * 4 }

  @inline(__always)
  package func contains(_ document: UInt32) -> Bool {
    let word = Int(document >> 6)
    return word < bits.count && bits[word] & (1 &<< UInt64(document & 63)) != 0
  }

  static func fileName(_ segmentID: UInt64, generation: Int) -> String {
    "deletions-\(hex(segmentID))-\(generation).wjd"
  }

  func bytes(segmentID: UInt64) -> [UInt8] {
    let writer = ByteWriter(capacity: 32 + documents.count * 4)
    writer.append(Self.magic)
    writer.append(segmentID)
    writer.append(UInt32(documents.count))
    writer.append(UInt32(0))
    for document in documents { writer.append(document) }
    writer.append(hash64(writer.bytes))
    return [UInt8](writer.bytes)
  }

  /// - Returns: nil when the bytes are damaged or of another segment.
  static func read(_ bytes: [UInt8], segmentID: UInt64) -> Deletions? {
    bytes.withUnsafeBytes { bytes -> Deletions? in
      guard bytes.count >= 32, let base = bytes.baseAddress, load64(base, 0) == magic,
        load64(base, 8) == segmentID, bytes.count == 32 + Int(load32(base, 16)) * 4,
        hash64(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)]))
          == load64(base, bytes.count - 8)
      else { return nil }
      return Deletions((0..<Int(load32(base, 16))).map { load32(base, 24 + $0 * 4) })
    }
  }
}
