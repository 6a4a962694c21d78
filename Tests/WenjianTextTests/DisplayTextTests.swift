// Texts made fit to be shown, against the slow obvious way.

import Testing
import WenjianTestSupport

@testable import WenjianText

@Suite("Texts that are shown")
struct DisplayTextTests {
  /// Scalar by scalar: nothing that hides, one blank for any white space between others, highlights carried over.
  private func slow(_ scalars: [Unicode.Scalar], _ highlights: [Range<Int>]) -> (
    text: String, written: [Range<Int>]
  ) {
    var output: [UInt8] = []
    var written: [Range<Int>] = []
    var (hasText, owesSpace, place) = (false, false, 0)
    var (next, open): (Int, Int?) = (0, nil)
    func close(by place: Int) {
      while next < highlights.count, highlights[next].upperBound <= place {
        if let start = open, start < output.count { written.append(start..<output.count) }
        (open, next) = (nil, next + 1)
      }
    }
    for scalar in scalars {
      let bytes = Array(String(scalar).utf8)
      let start = place
      place += bytes.count
      if isWhitespace(scalar.value) {
        owesSpace = hasText
        continue
      }
      switch scalar.properties.generalCategory {
      case .control: continue
      case .format where scalar != "\u{0600}": continue
      default: break
      }
      close(by: start)
      if owesSpace { output.append(0x20) }
      (owesSpace, hasText) = (false, true)
      if next < highlights.count, open == nil, highlights[next].lowerBound < place { open = output.count }
      output += bytes
    }
    close(by: .max)
    return (String(decoding: output, as: UTF8.self), written)
  }

  @Test("are the same as character by character")
  func law() {
    var random = SeededGenerator("display text")
    let replay = random.replay
    let alphabet = Array(
      "国务院ab1，。《》 \n\t\u{3000}\u{200B}\u{202E}\u{FEFF}é𠀀\u{FFFD}\u{9FFF}\u{4000}\u{3FFF}~!".unicodeScalars)
    for _ in 0..<2000 {
      let scalars = (0..<random.int(0...40)).map { _ in random.pick(alphabet) }
      // Edges of characters, as highlights are.
      var edges = [0]
      for scalar in scalars { edges.append(edges[edges.count - 1] + String(scalar).utf8.count) }
      var highlights: [Range<Int>] = []
      var at = 0
      while at + 1 < edges.count, highlights.count < 4 {
        let start = random.int(at...(edges.count - 2))
        let end = random.int((start + 1)...(edges.count - 1))
        highlights.append(edges[start]..<edges[end])
        at = end
      }
      let bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
      var writer = DisplayWriter(highlights: highlights, byteOffset: 0, capacity: bytes.count)
      writer.write(bytes.span, 0..<bytes.count)
      writer.finish()
      let expected = slow(scalars, highlights)
      #expect(String(decoding: writer.output, as: UTF8.self) == expected.text, "\(replay)")
      #expect(writer.written == expected.written, "\(replay)")
    }
  }
}
