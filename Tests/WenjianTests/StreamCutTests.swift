// A text may be cut before any element and scanned on from there: that is how snippets and highlights find their
// place without reading a document from its start.

import Testing
import Wenjian
import WenjianStream
import WenjianTestSupport

@Suite("A stream cut in two")
struct StreamCutTests {
  @Test("goes on behind the cut as if it had never been cut", arguments: 0..<40)
  func restart(round: Int) {
    var random = RandomText(SeededGenerator("restart", round: round))
    let text = random.document(pieces: random.generator.int(1...120), marked: random.generator.oneIn(2))
    if StreamCut.firstFault(in: text) == nil { return }
    let smallest = smallestFailing(text) { StreamCut.firstFault(in: $0) != nil }
    Issue.record("\(StreamCut.firstFault(in: smallest) ?? "?") in \(smallest.escaped); \(RunSeed.replay)")
  }
}

/// Collects elements with the state at each, which a store keeps for the ones it cuts at.
private struct StateSink: StreamSink {
  struct Item: Equatable {
    var element: AnalyzedElement
    var byteRange: Range<Int>
  }
  var items: [Item] = []
  var states: [ScanState] = []

  mutating func scalar(
    _ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState
  ) {
    items.append(Item(element: .scalar(scalar), byteRange: start..<end))
    states.append(state)
  }

  mutating func run(_ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState) {
    items.append(Item(element: .run([UInt8](utf8)), byteRange: start..<end))
    states.append(state)
  }

  mutating func barrier(at byteOffset: Int) {
    items.append(Item(element: .barrier, byteRange: byteOffset..<byteOffset))
    states.append(ScanState(rawValue: 0))
  }
}

private enum StreamCut {
  private static let zero: Unicode.Scalar = "〇"

  /// Whether the bytes begin with a zero, not with a letter or a digit that stands for one.
  private static func isIdeographic(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    ["〇", "○", "◯"].contains { bytes.starts(with: $0.utf8) }
  }

  /// Cuts a text before every element that a store may cut at, one after the other.
  /// - Returns: what differs from the scan of the whole text, or nil.
  static func firstFault(in text: String) -> String? {
    let utf8 = Array(text.utf8)
    return utf8.withUnsafeBytes { bytes in
      var scanner = StreamScanner(StateSink())
      scanner.scan(bytes)
      let whole = scanner.sink
      for index in whole.items.indices.dropFirst() {
        // A store cuts before an element that shares no character with the one before it, never at a barrier:
        // the ½ of 7½ is the end of one element, a second one and a third.
        let start = whole.items[index].byteRange.lowerBound
        if whole.items[index].element == .barrier { continue }
        let before = whole.items[..<index].last { $0.element != .barrier }
        if let before, start < before.byteRange.upperBound { continue }
        // What the zero of 二O八年 is, the digit before it tells: the scanner lets no store cut there.
        if whole.items[index].element == .scalar(zero.value), !isIdeographic(bytes[start...]) { continue }
        if let fault = restFault(bytes, whole, index, start) { return fault }
      }
      return nil
    }
  }

  private static func restFault(
    _ bytes: UnsafeRawBufferPointer, _ whole: StateSink, _ index: Int, _ start: Int
  ) -> String? {
    var scanner = StreamScanner(StateSink())
    scanner.scan(UnsafeRawBufferPointer(rebasing: bytes[start...]), state: whole.states[index])
    let rest = scanner.sink.items.map {
      StateSink.Item(
        element: $0.element,
        byteRange: ($0.byteRange.lowerBound + start)..<($0.byteRange.upperBound + start))
    }
    let expected = Array(whole.items[index...])
    if rest == expected { return nil }
    let at = zip(rest, expected).prefix { $0 == $1 }.count
    return "cut at byte \(start) (element \(index)): element \(index + at) is "
      + describe(rest, at) + ", uncut " + describe(expected, at)
  }

  private static func describe(_ items: [StateSink.Item], _ index: Int) -> String {
    guard items.indices.contains(index) else { return "missing" }
    let item = items[index]
    return (item.element == .barrier ? "a barrier" : "\u{201C}\(item.element.text)\u{201D}")
      + " from \(item.byteRange)"
  }
}
