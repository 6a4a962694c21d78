// What headings by markup do to the divisions of a text.

import Testing
import WenjianDocument
import WenjianFiles
import WenjianModel
import WenjianTestSupport

/// A text whose lines may be headings: `2|基本情况` is one of the second level.
private struct Marked {
  var text: [UInt8] = []
  var headings: [HeadingLine] = []

  init(_ lines: String...) {
    for line in lines {
      let parts = line.split(separator: "|", maxSplits: 1)
      if parts.count == 2, let level = Int(parts[0]) {
        headings.append(HeadingLine(byteOffset: text.count, level: level))
        text += Array((parts[1] + "\n").utf8)
      } else {
        text += Array((line + "\n").utf8)
      }
    }
  }

  private func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  private func place(of word: String) throws -> Int {
    let word = Array(word.utf8)
    return try #require((0...(text.count - word.count)).first { text[$0...].starts(with: word) })
  }

  /// Numbers and names of the divisions around a word.
  func path(_ word: String) throws -> [String] {
    try DocumentOutline(text, headings: headings).path(at: place(of: word)).map {
      [part($0.numberByteRange), part($0.nameByteRange)].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  func citation(_ word: String) throws -> String? {
    try DocumentOutline(text, headings: headings).citation(at: place(of: word), in: text)
  }

  func levels(_ word: String) throws -> [HeadingLevel] {
    try DocumentOutline(text, headings: headings).path(at: place(of: word)).map(\.level)
  }
}

@Suite("A line that is a heading by its markup")
struct HeadingOutlineTests {
  @Test("a text that lost its line ends is no heading, and a long line no name", arguments: ["# ", "第一章　", "一、"])
  func oneLine(mark: String) {
    let text = Array((mark + String(repeating: "本市各级机关派出第一书记 第一条 ", count: 40) + "\n第二行").utf8)
    let path = DocumentOutline(text).path(at: 600)
    #expect(path.allSatisfy { $0.nameByteRange.isEmpty })
    #expect(path.isEmpty == (mark != "一、"))
  }

  @Test("without a number is a division by its level, like one of Markdown")
  func named() throws {
    let text = Marked("题", "前言", "2|基本情况", "甲", "3|人口", "乙", "2|存在问题", "丙", "1|附", "丁")
    #expect(try text.path("前言").isEmpty)
    #expect(try text.path("甲") == ["基本情况"])
    #expect(try text.path("乙") == ["基本情况", "人口"])
    #expect(try text.path("丙") == ["存在问题"])
    #expect(try text.path("丁") == ["附"])
    #expect(try text.levels("乙") == [.markdown2, .markdown3])
    #expect(try text.citation("乙") == nil)
  }

  @Test("with a number is the division that its number says, also where a sentence was left open before it")
  func numbered() throws {
    let open = "会议认为，全县集市工作虽然取得了很大的成绩但是仍然存在着许多不足之处，需要，"
    let text = Marked("2|第二章 总则", open, "3|第五条 甲", open, "2|第四章 附则", open, "2|三、乙", open, "2|二、三农工作", "丙")
    #expect(try text.path("甲") == ["第二章 总则", "第五条 甲"])
    #expect(try text.citation("甲") == "第五条")
    #expect(try text.path("乙") == ["三、 乙"])
    #expect(try text.path("丙") == ["二、 三农工作"])
  }

  @Test("holds the lists below it, and lists that are headings hold each other by their order")
  func mixed() throws {
    let text = Marked(
      "2|工作任务", "一、甲", "（一）乙", "2|二、要求", "3|（一）丁", "1. 戊", "2|三、己", "2|（一）庚", "2|附录说明", "辛")
    #expect(try text.path("乙") == ["工作任务", "一、 甲", "（一） 乙"])
    #expect(try Marked("2|三、己", "一、丙", "2|四、丁").path("丙") == ["三、 己", "一、 丙"])
    #expect(try text.path("戊") == ["二、 要求", "（一） 丁", "1. 戊"])
    #expect(try text.path("庚") == ["三、 己", "（一） 庚"])
    #expect(try text.path("辛") == ["附录说明"])
  }

  @Test("may be forgotten among its sisters: the next number is one of them all the same")
  func forgotten() throws {
    let text = Marked("1|一、甲", "（一）乙", "二、丙", "1. 丁", "1|三、戊", "四、己", "2|（一）庚")
    #expect(try text.path("乙") == ["一、 甲", "（一） 乙"])
    #expect(try text.path("丁") == ["二、 丙", "1. 丁"])
    #expect(try text.path("己") == ["四、 己"])
    #expect(try text.path("庚") == ["四、 己", "（一） 庚"])
    // The list of its own begins anew.
    #expect(try Marked("1|1. 甲", "1. 乙", "2. 丙").path("丙") == ["1. 甲", "2. 丙"])
  }

  @Test("parts a law by its chapters and articles, whatever levels they were given")
  func laws() throws {
    let text = Marked("1|第一章 总则", "1|第一条 目的", "甲。", "乙款。", "2|第一节 乙", "1|第二条", "丙", "第二章 附则", "第三条 丁。", "（一）戊。")
    #expect(try text.path("甲").prefix(2) == ["第一章 总则", "第一条 目的"])
    // The name is no paragraph.
    #expect(try text.citation("甲") == "第一条第一款" && text.citation("乙款") == "第一条第二款")
    #expect(try text.path("丙") == ["第一章 总则", "第一节 乙", "第二条"])
    #expect(try text.path("戊") == ["第二章 附则", "第三条", "（一）"])
    // An article that speaks of another, and cannot begin there.
    #expect(try Marked("第 1 條 甲。", "2|第三条 乙").path("乙") == ["第三条 乙"])
  }

  @Test("may be an annex")
  func annexes() throws {
    let text = Marked("1|第一章 总则", "第一条 甲。", "1|附件1 名录", "第一条 乙。", "2|说明", "丙", "1|附件2", "丁")
    #expect(try text.citation("乙") == "附件1第一条")
    #expect(try text.path("丙") == ["附件1 名录", "说明"])
    #expect(try text.path("丁") == ["附件2"])
    // What is attached is listed here, and what comes then is no list of names.
    #expect(try Marked("1|一、甲", "附件：", "1. 名录", "2. 表格", "1|二、乙", "丙").path("丙").last == "二、 乙")
  }

  @Test("ends a table of contents, a quotation and what looked like code")
  func ends() throws {
    let contents = Marked("1|目录", "第一章 总则", "第二章 附则", "1|第一章 总则", "甲", "1|第二章 附则", "乙")
    #expect(try contents.path("总则\n第二章").isEmpty)
    #expect(try contents.path("甲") == ["第一章 总则"])
    #expect(try contents.path("乙") == ["第二章 附则"])
    #expect(try Marked("第五条 改为：", "“第九条 甲。", "第十条 乙。", "1|说明", "丙").path("丙") == ["说明"])
    #expect(try Marked("甲", "```", "乙", "1|说明", "丙").path("丙") == ["说明"])
  }

  @Test("that lies nowhere, between lines or behind the end is no harm", arguments: 0..<24)
  func damagedPlaces(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = Array("题\n\n第一章 总则\n第一条　甲。\r\n```\n一、乙\n\r\n目录\n附件\n丙\n".utf8)
    var headings: [HeadingLine] = []
    for _ in 0..<random.int(0...40) {
      headings.append(HeadingLine(byteOffset: random.int(0...120), level: random.int(1...6)))
    }
    headings.sort { $0.byteOffset < $1.byteOffset }
    let whole = DocumentOutline(text, headings: headings)
    #expect(whole.divisions(in: text).allSatisfy { $0.endByteOffset <= text.count })
    // In parts it is the same.
    var outline = DocumentOutline(headings: headings)
    for end in 1...text.count { outline.read(Array(text[..<end]), isWhole: end == text.count) }
    #expect(outline.divisions(in: text) == whole.divisions(in: text))
  }
}
