import WenjianBytes

/// The counts of a segment: the statistics section, u64 each in this order.
package struct SegmentStatistics: Equatable, Sendable {
  package var documentCount: Int
  /// Elements and barriers.
  package var positionCount: Int
  package var textBytes: Int
  package var scalarCount: Int
  package var gramCount: Int

  /// - Returns: nil when the bytes are damaged: also when a count is beyond what a segment can hold, so that sums of them
  ///   over an index are numbers.
  static func read(_ bytes: FileBytes) -> SegmentStatistics? {
    var reader = ByteReader(bytes)
    func count(_ range: ClosedRange<Int>) -> Int? { reader.count64().flatMap { range.contains($0) ? $0 : nil } }
    guard let documentCount = count(1...SegmentFormat.positionLimit),
      let positionCount = count(0...SegmentFormat.positionLimit),
      let textBytes = count(0...SegmentFormat.textLimit),
      let scalarCount = count(0...textBytes), let gramCount = count(0...SegmentFormat.positionLimit)
    else { return nil }
    return SegmentStatistics(
      documentCount: documentCount, positionCount: positionCount, textBytes: textBytes, scalarCount: scalarCount,
      gramCount: gramCount)
  }

  func write(to writer: ByteWriter) {
    for value in [documentCount, positionCount, textBytes, scalarCount, gramCount] {
      writer.append(UInt64(value))
    }
  }
}
