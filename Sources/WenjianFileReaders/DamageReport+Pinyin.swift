// Where the pinyin stands that was read over. The scanner counts it while it reads; only a document that has some is
// read once more for the places.

import Wenjian
import WenjianFiles
import WenjianStream

extension DamageReport {
  /// The scan for places ends here: an annotated text has its first sixteen much sooner.
  private static let scannedBytes = 1 << 20

  /// - Parameter text: valid UTF-8 with so many annotations.
  init(pinyin count: Int, in text: [UInt8], path: String) {
    var places: [Int] = []
    var cut = min(text.count, Self.scannedBytes)
    while cut < text.count, text[cut] & 0xC0 == 0x80 { cut -= 1 }
    text.withUnsafeBytes { bytes in
      let head = UnsafeRawBufferPointer(rebasing: bytes[..<cut])
      var scanner = SpanScanner()
      let spans = scanner.spans(of: head, state: .documentStart, endsDocument: cut == text.count)
      for (index, span) in spans.enumerated() where places.count < TextDamage.placeLimit && span.start < span.end {
        // A bracket that begins no element of its own, close behind a character, was read over.
        let bracket = Int(span.start) + scalarBytes(head[Int(span.start)])
        let next = index + 1 < spans.count ? Int(spans[index + 1].start) : cut
        guard bracket < next else { continue }
        let isWide =
          bracket + 2 < next && head[bracket] == 0xEF && head[bracket + 1] == 0xBC && head[bracket + 2] == 0x88
        if head[bracket] == 0x28 || isWide { places.append(bracket) }
      }
    }
    let lines = text.withUnsafeBytes { TextDamage.lines(of: places, in: $0) }
    self.init(path: path, kind: .pinyinAnnotations, count: count, byteOffsets: places, lines: lines, detail: "")
  }
}

private func scalarBytes(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
