// Where the pinyin stands that was read over. The scanner counts it while it reads; only a document that has some is
// read once more for the places.

import Wenjian
import WenjianFiles
import WenjianStream
import WenjianText

extension DamageReport {
  /// The scan for places ends here: an annotated text has its first sixteen much sooner.
  private static let scannedBytes = 1 << 20

  /// - Parameter text: valid UTF-8 with so many annotations.
  init(pinyin count: Int, in text: [UInt8], path: String) {
    var places: [Int] = []
    var cut = min(text.count, Self.scannedBytes)
    while cut < text.count, UTF8Reader.isContinuation(text[cut]) { cut -= 1 }
    let head = Array(text[..<cut])
    var scanner = SpanScanner()
    let spans = scanner.spans(of: head, state: .documentStart, endsDocument: cut == text.count)
    TextBytes.lend(head) { source in
      for (index, span) in spans.enumerated() where places.count < TextDamage.placeLimit && span.start < span.end {
        // A bracket that begins no element of its own, close behind a character, was read over.
        let bracket = UTF8Reader.scalar(source, at: Int(span.start)).end
        let next = index + 1 < spans.count ? Int(spans[index + 1].start) : cut
        guard bracket < next else { continue }
        let scalar = UTF8Reader.scalar(source, at: bracket).scalar
        if scalar == "(" || scalar == "（" { places.append(bracket) }
      }
    }
    let lines = TextDamage.lines(of: places, in: text)
    self.init(path: path, kind: .pinyinAnnotations, count: count, byteOffsets: places, lines: lines, detail: "")
  }
}
