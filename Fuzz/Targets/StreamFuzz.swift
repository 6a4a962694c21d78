import WenjianStream
import WenjianTestSupport

/// Scans a text as a document and as a query.
package struct StreamFuzz: FuzzTarget {
  package init() {}

  package func run(_ bytes: [UInt8]) {
    // Documents and queries are valid UTF-8 when they reach the scanner.
    let text = String(decoding: bytes, as: UTF8.self)
    let utf8 = Array(text.utf8)
    check(BruteForceIndex.stream(ofMarked: utf8), in: utf8)
    var spans = StreamScanner(SpanSink())
    utf8.withUnsafeBytes { spans.scan($0) }
    precondition(
      spans.sink.spans.map(\.byteRange) == BruteForceIndex.stream(ofMarked: utf8).map(\.byteRange),
      "two sinks see two streams")
    check(analyzeQuery(text), in: utf8)
  }

  /// Sources lie in order inside the text, on scalars.
  private func check(_ items: [AnalysisSink.Item], in utf8: [UInt8]) {
    var previous = 0..<0
    for item in items where item.element != .barrier {
      let range = item.byteRange
      precondition(!range.isEmpty && range.upperBound <= utf8.count, "a source lies outside")
      // Elements of one expansion share its source, and so does a run that ends in one.
      precondition(
        range.lowerBound >= previous.lowerBound && range.upperBound >= previous.upperBound,
        "sources are out of order: \(range) behind \(previous) in \(String(decoding: utf8, as: UTF8.self).escaped)")
      precondition(utf8[range.lowerBound] & 0xC0 != 0x80, "a source begins inside a scalar")
      precondition(
        range.upperBound == utf8.count || utf8[range.upperBound] & 0xC0 != 0x80, "a source ends inside one")
      previous = range
    }
  }

  package func seeds() -> [[UInt8]] {
    var random = RandomText(SeededGenerator(seed: 5))
    return (0..<40).map { number in Array(random.document(pieces: number, marked: number % 2 == 0).utf8) }
  }
}
