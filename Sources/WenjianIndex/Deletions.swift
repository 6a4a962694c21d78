import WenjianBytes
package import WenjianSegment

/// The documents of one segment that were deleted or replaced: marks, which a merge later makes real.
///
/// The file: magic u64, u64 segment, u32 count, u32 shareCount, count * u32 ascending documents, shareCount *
/// (u32 element, u32 documents, u32 occurrences), ascending by element, u64 XXH64 of all before it. The shares are what
/// the deleted documents have of each element; there are none in files from before they were kept.
///
/// A reference: each query takes those of each segment.
package final class Deletions: Sendable {
  private static let magic: UInt64 = 0x0A0D_4C45_444A_578D

  /// Ascending.
  package let documents: [UInt32]
  /// One bit a document.
  private let bits: [UInt64]
  /// What they have of each element, ascending by element; empty when that is not known.
  package let shares: [ElementShare]

  /// - Parameter shares: ascending by element.
  package init(_ documents: some Sequence<UInt32>, shares: [ElementShare] = []) {
    self.documents = Array(Set(documents)).sorted()
    self.shares = shares
    var bits = [UInt64](repeating: 0, count: (Int(self.documents.last ?? 0) + 64) / 64)
    for document in self.documents { bits[Int(document >> 6)] |= 1 << UInt64(document & 63) }
    self.bits = bits
  }

  package var count: Int { documents.count }
  /// Of the file.
  package var byteCount: Int { 32 + documents.count * 4 + shares.count * 12 }

  /// What the deleted documents have of an element.
  /// - Returns: nil when that is not known.
  /// - Complexity: logarithmic.
  package func share(of element: Int) -> ElementShare? {
    // Every document has an element, if only the barrier at its end.
    if shares.isEmpty { return nil }
    var (low, high) = (0, shares.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(shares[middle].element) < element { low = middle + 1 } else { high = middle }
    }
    if low < shares.count, Int(shares[low].element) == element { return shares[low] }
    return ElementShare(element: UInt32(truncatingIfNeeded: element), documents: 0, occurrences: 0)
  }

  @inline(__always)
  package func contains(_ document: UInt32) -> Bool {
    let word = Int(document >> 6)
    return word < bits.count && bits[word] & (1 &<< UInt64(document & 63)) != 0
  }

  static func fileName(_ segmentID: UInt64, generation: Int) -> String {
    "deletions-\(hex(segmentID))-\(generation).wjd"
  }

  func bytes(segmentID: UInt64) -> [UInt8] {
    let writer = ByteWriter(capacity: byteCount)
    writer.append(Self.magic)
    writer.append(segmentID)
    writer.append(UInt32(documents.count))
    writer.append(UInt32(shares.count))
    for document in documents { writer.append(document) }
    for share in shares {
      writer.append(share.element)
      writer.append(share.documents)
      writer.append(share.occurrences)
    }
    writer.append(writer.checksum)
    return writer.array
  }

  /// The checksum at the end of a file; nil when that is too short.
  static func checksum(in bytes: [UInt8]) -> UInt64? {
    guard bytes.count >= 32 else { return nil }
    return ByteReader.read(Array(bytes.suffix(8))) { $0.u64() }
  }

  /// - Returns: nil when the bytes are damaged or of another segment.
  static func read(_ bytes: [UInt8], segmentID: UInt64) -> Deletions? {
    ByteReader.read(bytes) { reader -> Deletions? in
      guard reader.u64() == magic, reader.u64() == segmentID, let count = reader.count32(),
        let shareCount = reader.count32(), var documents = reader.take(count, of: 4).map(ByteReader.init),
        var shares = reader.take(shareCount, of: 12).map(ByteReader.init)
      else { return nil }
      let sum = reader.checksum
      guard reader.u64() == sum, reader.isAtEnd else { return nil }
      var deletedShares: [ElementShare] = []
      while let element = shares.u32(), let documents = shares.u32(), let occurrences = shares.u32() {
        deletedShares.append(ElementShare(element: element, documents: documents, occurrences: occurrences))
      }
      var deleted: [UInt32] = []
      while let document = documents.u32() { deleted.append(document) }
      return Deletions(deleted, shares: deletedShares)
    }
  }
}

extension Deletions: Equatable {
  package static func == (a: Deletions, b: Deletions) -> Bool { a.documents == b.documents && a.shares == b.shares }

  /// Deletions of a segment with what they have of its elements.
  /// - Parameter earlier: those that are known already, a part of the documents.
  /// - Throws: `SegmentError` when the stored text is damaged.
  /// - Complexity: linear in the texts of the documents that are not among the earlier ones.
  convenience init(_ documents: some Sequence<UInt32>, besides earlier: Deletions?, in segment: Segment)
    throws(SegmentError)
  {
    let knows = segment.elementCounts != nil && earlier?.shares.isEmpty != true
    guard knows else {
      self.init(documents)
      return
    }
    let fresh = documents.filter { earlier?.contains($0) != true }
    self.init(documents, shares: Self.merged(earlier?.shares ?? [], try segment.elementShares(of: fresh)))
  }

  /// Adds shares up; both ascend by element.
  private static func merged(_ a: [ElementShare], _ b: [ElementShare]) -> [ElementShare] {
    var merged: [ElementShare] = []
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i].element < b[j].element) {
        merged.append(a[i])
        i += 1
      } else if i == a.count || b[j].element < a[i].element {
        merged.append(b[j])
        j += 1
      } else {
        merged.append(
          ElementShare(
            element: a[i].element, documents: a[i].documents + b[j].documents,
            occurrences: a[i].occurrences + b[j].occurrences))
        i += 1
        j += 1
      }
    }
    return merged
  }
}
