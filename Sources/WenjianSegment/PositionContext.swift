/// What tells of positions in which document they lie and how good a hit there is: a segment that is read, or
/// the batch that is being built.
final class PositionContext: Sendable {
  private static let hintShift = 8

  nonisolated(unsafe) private let starts: UnsafePointer<UInt32>
  let documentCount: Int
  /// Per document: title start | title length << 16, relative to the document.
  nonisolated(unsafe) private let titleSpans: UnsafePointer<UInt32>
  private let boundaries: BoundaryBits
  let zones: LowWeightZones?
  /// Added to its documents' numbers.
  let documentBase: Int
  let positionBase: UInt32
  /// The document at every 256th position: so a document is found in a step or two, where a search in the starts
  /// took a tenth of the indexing time.
  nonisolated(unsafe) private let hints: UnsafeMutablePointer<UInt32>

  /// - Parameters:
  ///   - starts: of the documents, in use as long as the context.
  ///   - titleSpans: as above, in use as long as the context.
  init(
    starts: UnsafePointer<UInt32>, documentCount: Int, positionCount: Int,
    titleSpans: UnsafePointer<UInt32>, boundaries: BoundaryBits, zones: LowWeightZones?,
    documentBase: Int, positionBase: UInt32
  ) {
    self.starts = starts
    self.documentCount = documentCount
    self.titleSpans = titleSpans
    self.boundaries = boundaries
    self.zones = zones
    self.documentBase = documentBase
    self.positionBase = positionBase
    let hintCount = positionCount >> Self.hintShift + 1
    hints = .allocate(capacity: hintCount)
    var document = 0
    for hint in 0..<hintCount {
      let position = hint << Self.hintShift
      while document + 1 < documentCount, Int(starts[document + 1]) <= position { document += 1 }
      hints[hint] = UInt32(document)
    }
  }

  deinit { hints.deallocate() }

  /// The document of a position below `positionCount`.
  @inline(__always)
  func document(of position: UInt32) -> Int {
    var document = Int(hints[Int(position &>> UInt32(Self.hintShift))])
    while document &+ 1 < documentCount, starts[document &+ 1] <= position { document &+= 1 }
    return document
  }

  /// Behind the last position of a document.
  @inline(__always)
  func end(of document: Int) -> UInt32 {
    document &+ 1 < documentCount ? starts[document &+ 1] : .max
  }

  /// Where the title of a document stands.
  @inline(__always)
  func title(of document: Int) -> Range<UInt32> {
    let span = titleSpans[document]
    let low = starts[document] &+ (span & 0xFFFF)
    return low..<(low &+ span &>> 16)
  }

  /// Whether a gram at a position begins and ends where words do.
  @inline(__always)
  func isAligned(_ position: UInt32) -> Bool {
    boundaries.areSet(position, and: 2)
  }
}
