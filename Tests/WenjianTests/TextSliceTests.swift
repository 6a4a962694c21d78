// Positions found again by scanning a few blocks are the positions of a scan of the whole document.

import Testing
import WenjianIndex
import WenjianSearch
import WenjianSegment
import WenjianStream
import WenjianTestSupport

@Suite("A slice of a stored text")
struct TextSliceTests {
  @Test("places every position where a scan of the whole document places it", arguments: 0..<10)
  func places(round: Int) throws {
    var random = RandomText(SeededGenerator("slices", round: round))
    var texts: [String] = []
    for _ in 0..<8 { texts.append(random.document(pieces: random.generator.int(0...50))) }
    let blockBytes = random.generator.pick([1, 8, 32, 100])
    guard let fault = try fault(in: texts, blockBytes: blockBytes) else { return }
    guard let failing = try texts.first(where: { try self.fault(in: [$0], blockBytes: blockBytes) != nil })
    else {
      let all = texts.map(\.escaped).joined(separator: " | ")
      Issue.record("\(fault), only among all of \(all), blocks of \(blockBytes); \(RunSeed.replay)")
      return
    }
    // Each attempt builds an index.
    let smallest = smallestFailing(failing, attempts: 100) {
      (try? self.fault(in: [$0], blockBytes: blockBytes)) ?? nil != nil
    }
    let what = try self.fault(in: [smallest], blockBytes: blockBytes) ?? fault
    Issue.record("\(what) in \(smallest.escaped), blocks of \(blockBytes); \(RunSeed.replay)")
  }

  @Test("a line of a list that ends in U+2028 is judged by that line alone", arguments: [1, 32])
  func lineSeparator(blockBytes: Int) throws {
    // The look at its length once went on to the next line feed, and so beyond the block.
    let text = "（一）\u{2028}\ta經发(濟g條\u{3000}Straßeéa\u{FF21}\u{FF22}\u{FF23}发(fa)\u{2025}（GD"
    #expect(try fault(in: [text], blockBytes: blockBytes) == nil)
  }

  /// What is wrong with the slices of an index of these documents, or nil.
  private func fault(in texts: [String], blockBytes: Int) throws -> String? {
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 1 << 20, blockBytes: blockBytes))
    for (number, text) in texts.enumerated() {
      try trial.add(key: "\(number)", text, titled: number % 2 == 0)
    }
    try trial.commit()
    let snapshot = try IndexSnapshot.open(trial.path)
    for view in snapshot.views {
      for document in 0..<view.segment.documents.count {
        let key = view.segment.documents.key(of: document)
        let stored = try #require(trial.oracle.documents.first { $0.key == key })
        if let fault = try fault(in: view, document, stored) { return fault }
      }
    }
    return nil
  }

  private func fault(
    in view: SegmentView, _ document: Int, _ stored: BruteForceIndex.StoredDocument
  ) throws -> String? {
    let positions = view.segment.documents.positions(of: document).count
    if positions != stored.items.count {
      return "\(positions) positions, a scan gives \(stored.items.count)"
    }
    let places = TextPlaces(stored.utf8)
    // A reader keeps its last slice, so each position is asked of a new one: it opens a single block.
    for position in stored.items.indices {
      let slice = try DocumentTextReader(view, control: nil).slice(
        document: document, positions: position..<(position + 1))
      if !stored.utf8[slice.byteOffset...].starts(with: slice.bytes) { return "the bytes are others" }
      if !places.hold(
        utf8: slice.byteOffset, utf16: slice.utf16Offset, scalar: slice.scalarOffset)
      {
        return "offsets \(slice.byteOffset), \(slice.utf16Offset), \(slice.scalarOffset)"
      }
      let expected = stored.items[position]
      let found = slice.byteRange(at: position).map {
        ($0.lowerBound + slice.byteOffset)..<($0.upperBound + slice.byteOffset)
      }
      // Between two blocks a barrier belongs to neither.
      if expected.element == .barrier, found == nil || found?.isEmpty == true { continue }
      if found != expected.byteRange {
        return "position \(position) (\u{201C}\(expected.element.text)\u{201D}) at "
          + "\(found.map { "\($0)" } ?? "no place"), a scan gives \(expected.byteRange)"
      }
      for (index, span) in slice.spans.enumerated() {
        let other = slice.firstPosition + index
        let low = span.byteRange.lowerBound + slice.byteOffset
        let range = low..<(low + span.byteRange.count)
        guard stored.items.indices.contains(other) else {
          return "a slice holds position \(other) of \(stored.items.count)"
        }
        if stored.items[other].element != .barrier, range != stored.items[other].byteRange {
          return "the slice at \(position) places \(other) at \(range), a scan gives "
            + "\(stored.items[other].byteRange)"
        }
      }
    }
    return nil
  }
}
