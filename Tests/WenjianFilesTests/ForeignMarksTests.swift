import Testing
import WenjianTestSupport
import WenjianText

@testable import WenjianFiles

@Suite("Marks in text from outside")
struct ForeignMarksTests {
  /// The codes that mean something in the text of a reader.
  private static let codes = (UInt8(1)..<0x20).filter { UInt8(MarkedText.cleaned(UInt32($0))) != $0 }

  @Test("mean nothing, however they are written", arguments: codes)
  func cleaned(code: UInt8) {
    let mark = String(Unicode.Scalar(code))
    let hexadecimal = "00" + (code < 16 ? "0" : "") + String(code, radix: 16)
    let prose = "各级党委和政府要加强领导，继续选派第一书记和工作队，"
    let plain = prose + "第一" + mark + "书记"
    let samples: [(String, [UInt8])] = [
      ("a.txt", Array(plain.utf8)), ("b.txt", EncodedText.encode(plain, as: "GBK")),
      ("c.txt", EncodedText.encode("\u{FEFF}" + plain, as: "UTF-16LE")), ("d.md", Array(plain.utf8)),
      ("e.csv", Array(("text\n" + plain + "\n").utf8)), ("f.html", Array(("<p>" + plain + "</p>").utf8)),
      ("g.html", Array("<p>\(prose)第一&#\(code);书记</p>".utf8)),
      ("h.json", Array("{\"text\": \"\(prose)第一\\u\(hexadecimal)书记\"}".utf8)),
      ("i.jsonl", Array("{\"text\": \"\(prose)第一\\u\(hexadecimal)书记\"}".utf8)),
      ("j.rtf", Array("{\\rtf1\\ansi\\ansicpg936 a\\'\(hexadecimal.suffix(2))b\\u\(code)?c}".utf8)),
    ]
    for (name, bytes) in samples {
      let reading = Reading(name, bytes)
      #expect(reading.failure == nil && reading.documents.count == 1, "\(name)")
      // The mark at the end is the reader's own.
      #expect(reading.documents.allSatisfy { !$0.text.dropLast().contains(code) }, "\(name)")
    }
  }
}
