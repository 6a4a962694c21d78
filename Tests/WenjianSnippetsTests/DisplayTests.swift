// What is printed, how wide it is, and the offsets other programs are told.

import Testing
import WenjianModel
import WenjianSnippets
import WenjianTestSupport
import WenjianText

#if canImport(Glibc)
  import Glibc
#endif

private func display(_ markedText: String, budget: Int = 120) -> DisplayLine {
  let slice = MarkedText(markedText).slice
  let options = SnippetOptions(characterBudget: budget)
  return displayText(of: cutPassage(slice, options: options), in: slice)
}

private func highlighted(_ shown: DisplayLine) -> [String] {
  let bytes = Array(shown.text.utf8)
  return shown.highlights.map { String(decoding: bytes[$0], as: UTF8.self) }
}

@Suite("Display text")
struct DisplayTextTests {
  @Test(
    "is one line without anything that acts on a terminal",
    arguments: [
      ("第 \n\t 13　條", "第 13 條"),
      (" 首尾 ", "首尾"),
      ("甲\u{1B}[31m乙\u{1B}]0;x\u{07}丙", "甲[31m乙]0;x丙"),
      ("甲\u{9B}31m乙\u{7F}\u{0}丙", "甲31m乙丙"),
      ("甲\u{202E}乙\u{2066}丙\u{200B}丁\u{FEFF}戊\u{AD}己", "甲乙丙丁戊己"),
      ("甲\u{85}乙\u{2028}丙\u{2029}丁", "甲 乙 丙 丁"),
      ("👩\u{200D}🌾葛\u{E0100}e\u{301}", "👩\u{200D}🌾葛\u{E0100}e\u{301}"),
      ("甲 \u{200B} 乙", "甲 乙"),
      ("", ""),
    ])
  func tidy(text: String, shown: String) {
    #expect(displayText(of: text) == shown)
  }

  @Test("carries the highlights over what was collapsed and dropped")
  func highlights() {
    let shown = display("选派 \n ⟦第一\n 书\u{200B}记⟧ 到  ⟦農(nóng)村⟧\u{1B}。")
    #expect(shown.text == "选派 第一 书记 到 農(nóng)村。")
    #expect(highlighted(shown) == ["第一 书记", "農(nóng)村"])
  }

  @Test("has an ellipsis where the sentence was cut, and the highlights behind it still fit")
  func ellipsis() {
    let shown = display("零一二三四五六七八九⟦书记⟧零一二三四五六七八九", budget: 6)
    #expect(shown.text.hasPrefix("…") && shown.text.hasSuffix("…"))
    #expect(highlighted(shown) == ["书记"])
  }

  @Test("does not let a highlight begin or end in a space")
  func spaces() {
    let shown = display("甲⟦ 乙 ⟧丙。")
    #expect(shown.text == "甲 乙 丙。")
    #expect(highlighted(shown) == ["乙"])
  }

  @Test("drops a highlight of which nothing is left")
  func emptyHighlight() {
    #expect(display("甲⟦\u{200B}⟧乙⟦丙⟧").highlights == [6..<9])
  }

  @Test("shows damaged bytes as U+FFFD")
  func damage() {
    let slice = SnippetSlice(
      bytes: [0x41, 0xE4, 0xB8, 0xFF, 0x42], touchesDocumentStart: true, touchesDocumentEnd: true,
      highlights: [], core: 0..<5)
    #expect(displayText(of: cutPassage(slice), in: slice).text == "A\u{FFFD}\u{FFFD}B")
  }
}

@Suite("Display width")
struct DisplayWidthTests {
  @Test(
    "counts columns",
    arguments: [
      ("", 0), ("abc 1", 5), ("第一书记", 8), ("《通知》，。", 12), ("（a）", 5), ("ｱｲ", 2), ("e\u{301}", 1),
      ("葛\u{E0100}", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("🇨🇳", 2), ("🌾", 2),
      ("αЖ○①“”…—", 8),
      ("𠮷", 2), ("\u{30000}", 2), ("\u{200B}\u{200D}\u{FEFF}", 0), ("\u{1B}", 0), ("⼀⺮", 4),
      ("\u{E010}", 1),
    ])
  func columns(text: String, width: Int) {
    #expect(displayWidth(of: text) == width)
  }

  @Test("agrees with the general categories the standard library knows")
  func categories() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      // Scalars assigned after Unicode 15.0 are not in the table.
      guard let age = scalar.properties.age, (age.major, age.minor) <= (15, 0) else { continue }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .control:
        #expect(displayWidth(of: scalar) == 0, "U+\(String(value, radix: 16))")
      case .otherLetter where scalar.properties.isIdeographic:
        #expect(displayWidth(of: scalar) == 2, "U+\(String(value, radix: 16))")
      case .uppercaseLetter where value < 0xFF00:
        #expect(displayWidth(of: scalar) == 1, "U+\(String(value, radix: 16))")
      default: continue
      }
    }
  }

  private static let dataFile = "/usr/share/unicode/EastAsianWidth.txt"

  // Needs Debian's unicode-data in the version the table was made from.
  @Test(
    "is 2 exactly for the wide scalars of EastAsianWidth-15.0.0.txt",
    .enabled(if: text(of: dataFile).hasPrefix("# EastAsianWidth-15.0.0.txt"), "needs unicode-data 15.0"))
  func everyScalar() throws {
    var isWide = [Bool](repeating: false, count: 0x110000)
    for block in [
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ] {
      for value in block { isWide[value] = true }
    }
    for line in Self.text(of: Self.dataFile).split(separator: "\n") {
      let fields = line.prefix { $0 != "#" }.split(separator: ";")
      if fields.count != 2 { continue }
      let ends = fields[0].split(separator: ".").compactMap { Int($0, radix: 16) }
      let first = try #require(ends.first)
      for value in first...(ends.last ?? first) {
        isWide[value] = fields[1].hasPrefix("W") || fields[1].hasPrefix("F")
      }
    }
    for value in 0..<0x110000 {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let width = displayWidth(of: scalar)
      if width == 0 { continue }
      #expect((width == 2) == isWide[value], "U+\(String(value, radix: 16))")
    }
  }

  private static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

@Suite("Text offsets")
struct TextOffsetsTests {
  @Test("agree with what String counts", arguments: 0..<200)
  func agreeWithString(seed: Int) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let pieces = ["农", "a", "é", "𠮷", "🌾", "。", "⟦书𠮷记⟧", "⟦村⟦𠮷⟧⟧", "e\u{301}"]
    let text = (0..<60).map { _ in pieces.randomElement(using: &numbers)! }.joined()
    var slice = MarkedText(text).slice
    let before = "前𠮷文"
    slice.byteOffset = before.utf8.count
    slice.touchesDocumentStart = false
    let document = Array((before + MarkedText(text).text).utf8)
    let passage = cutPassage(slice, options: SnippetOptions(characterBudget: 40))
    let counted = offsets(
      of: passage, in: slice,
      base: TextPlace(
        utf8: before.utf8.count, utf16: before.utf16.count, scalar: before.unicodeScalars.count))
    func expected(_ byte: Int) -> TextPlace {
      let text = String(decoding: document[..<byte], as: UTF8.self)
      return TextPlace(
        utf8: byte, utf16: text.utf16.count, scalar: text.unicodeScalars.count)
    }
    func expected(_ range: Range<Int>) -> TextRange {
      TextRange(start: expected(range.lowerBound), end: expected(range.upperBound))
    }
    #expect(counted.passage == expected(passage.byteRange))
    #expect(counted.highlights == passage.highlights.map { expected($0) })
    #expect(counted.matches == passage.matches.map { expected($0.byteRange) })
  }
}
