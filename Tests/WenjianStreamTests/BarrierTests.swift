import Testing
import WenjianModel
import WenjianStream
import WenjianTestSupport

/// Where paragraphs end, and where a line end is only where a printer's line was full.
@Suite("Barriers")
struct BarrierTests {
  @Test(
    "line ends inside a paragraph are read over, and counted",
    arguments: [
      ("甲\n乙", "甲|乙"), ("甲\r\n乙", "甲|乙"), ("甲\r乙", "甲|乙"), ("甲\u{2028}乙", "甲|乙"), ("甲\n 乙", "甲|乙"),
      ("甲，\n乙", "甲|,|乙"), ("甲；\n乙", "甲|;|乙"), ("甲……\n乙", "甲|…|…|乙"), ("甲.\n乙", "甲|.|乙"),
      ("甲）\n乙", "甲|)|乙"), ("甲。1\n乙", "甲|。|1|乙"), ("co\noperate", "co|operate"), ("12\n34", "12|34"),
      ("12,\n345", "12|,|345"), ("农\n(nóng)村", "农|(|nóng|)|村"),
    ])
  func joined(text: String, elements: String) {
    let (items, repairs) = scanned(Array(text.utf8))
    #expect(notation(items) == elements)
    #expect(repairs.joinedLines == 1)
  }

  @Test(
    "a sentence's end at a line's end, closers passed over",
    arguments: [
      "。", "！", "？", "!", "?", "。”", "。’", "。」", "。』", "。）", "。)", "。】", "。]", "。》", "。〉", "。」）", "？！",
      "。\u{200B}", "。 ", "。\u{3000}",
    ])
  func sentenceEnd(end: String) {
    #expect(stream("甲\(end)\n乙").hasSuffix("|¶|乙"))
    #expect(scanned(Array("甲\(end)\n乙".utf8)).repairs.joinedLines == 0)
    // Inside a line it ends nothing.
    #expect(!stream("甲\(end)乙").contains("¶"))
  }

  @Test(
    "blank lines and indents",
    arguments: [
      "\n\n", "\n \n", "\r\n\r\n", "\n\n\n\n", "\n\u{200B}\n", "\n\u{3000}\n", "\n\u{3000}", "\n\u{3000}\u{3000}",
      "\n  ", "\n\t", "\n\u{3000} ", "\r\n  ",
    ])
  func blank(edge: String) {
    #expect(stream("甲\(edge)乙") == "甲|¶|乙")
  }

  @Test(
    "list markers, articles and headings",
    arguments: [
      "一、", "十一、", "（一）", "（十二）", "(一)", "(1)", "（1）", "1.", "12.", "1．", "１．", "一．", "1、", "123、",
      "1)", "12)", "1）", "①", "⑩", "⑴", "⒈", "㈠", "❶", "•", "● ", "■ ", "◆ ", "□ ", "▲ ", "★", "※", "\u{F0B7} ",
      "- ", "* ", "+ ", "第一条", "第十三条 ", "第 13 條", "第13条", "第一百二十三条", "第三章", "第三节", "第三節", "第一编", "第二款",
      "第三项", "第三項", "第二目", "第一篇", "# ", "## ", "###### ", "#\u{3000}",
    ])
  func marker(marker: String) {
    let (items, repairs) = scanned(Array("甲\n\(marker)乙".utf8))
    #expect(notation(items).hasPrefix("甲|¶|"))
    #expect(items.count { $0.element == .barrier } == 1)
    #expect(repairs.joinedLines == 0)
    // An invisible character in front hides nothing, and inside a line a marker is text.
    #expect(stream("甲\n\u{FEFF}\(marker)乙").hasPrefix("甲|¶|"))
    #expect(!stream("甲\(marker)乙").contains("¶"))
  }

  @Test(
    "line heads that only look like markers",
    arguments: [
      "1.5", "2016年", "十三五", "二是", "12345、", "一百二十三、", "(乙)", "(12345)", "第三名", "第条", "第一百二十三个", "-", "-乙",
      "*乙", "+乙", "#乙", "#######  ", "123)", "[1]", "一)", "a. ", "一 、", "——", "(一", "第",
    ])
  func notMarker(head: String) {
    #expect(!stream("甲\n\(head)乙").contains("¶"))
  }

  @Test("what follows a heading is a paragraph of its own")
  func heading() {
    #expect(stream("# 甲\n乙") == "#|甲|¶|乙")
    #expect(stream("丙\n## 甲\n乙\n丁") == "丙|¶|#|#|甲|¶|乙|丁")
    #expect(stream("# 甲") == "#|甲")
  }

  /// 54 columns: as long as hard-wrapped lines are.
  private static let wrapped = "1. " + String(repeating: "文", count: 26)

  @Test("lines that hang from a full line of a list item belong to it")
  func hanging() {
    let (items, repairs) = scanned(Array("\(Self.wrapped)\n   乙".utf8))
    #expect(notation(items.suffix(2)) == "文|乙")
    #expect(repairs.joinedLines == 1)
    // The last, short line of an item has nothing hanging from it.
    #expect(stream("\(Self.wrapped)\n   乙\n   丙").hasSuffix("文|乙|¶|丙"))
    #expect(stream("\(Self.wrapped)\n   2. 丙").hasSuffix("文|¶|2|.|丙"))
    #expect(stream("\(Self.wrapped)\n\n   丙").hasSuffix("文|¶|丙"))
  }

  @Test("below a short or a very long line of a list item an indent is an indent")
  func notHanging() {
    #expect(stream("1. 甲\n   乙") == "1|.|甲|¶|乙")
    let short = "1. " + String(repeating: "文", count: 23)
    #expect(stream("\(short)\n   乙").hasSuffix("文|¶|乙"))
    let long = "1. " + String(repeating: "文", count: 44)
    #expect(stream("\(long)\n   乙").hasSuffix("文|¶|乙"))
    let plain = String(repeating: "文", count: 27)
    #expect(stream("\(plain)\n   乙").hasSuffix("文|¶|乙"))
  }

  @Test("a first line is no paragraph of its own for being first; the document ends with a barrier")
  func firstLine() {
    #expect(notation(analyze("标题\n甲\n乙").items) == "标|题|甲|乙|¶")
    #expect(notation(analyze("\n\n标题\n\n甲").items) == "标|题|¶|甲|¶")
    #expect(notation(analyze("标题").items) == "标|题|¶")
    #expect(notation(analyze("").items) == "¶")
  }

  @Test("barriers stand where the line ended, and are empty")
  func places() {
    let (items, _) = scanned(Array("甲。\n\n乙".utf8))
    #expect(items.map(\.byteRange) == [0..<3, 3..<6, 6..<6, 8..<11])
    #expect(analyze("甲").items.last?.byteRange == 3..<3)
  }

  @Test("no text has two barriers side by side, or one in front")
  func random() {
    var generator = SeededGenerator()
    let pieces = [
      "甲", "。", "\n", "\n\n", "  ", "\u{3000}", "一、", "# ", "第1条", "1.", "”", "\r\n", "\u{200B}", "a", "-",
    ]
    for _ in 0..<500 {
      let text = (0..<generator.below(30)).map { _ in pieces[generator.below(pieces.count)] }.joined()
      let elements = analyze(text).items.map(\.element)
      #expect(elements.last == .barrier)
      #expect(
        text.contains { "甲。一#第1.”a-".contains($0) } ? elements.first != .barrier : true,
        "\(generator.replay) \(text.debugDescription)")
      for (a, b) in zip(elements, elements.dropFirst()) where a == .barrier {
        #expect(b != .barrier, "\(generator.replay) \(text.debugDescription)")
      }
    }
  }
}
