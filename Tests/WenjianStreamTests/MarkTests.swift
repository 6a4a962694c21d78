// Marks of structure: what readers state and the scanner does not guess.

import Testing
import WenjianStream
import WenjianText

@Suite("Marks of structure")
struct MarkTests {
  private let paragraph = "\u{1E}"
  private let cell = "\u{1F}"
  private let soft = "\u{1D}"
  private let page = "\u{0C}"

  @Test("a paragraph and a cell end with a barrier, whatever stands before and behind")
  func borders() {
    for end in [
      paragraph, cell, paragraph + cell, " " + cell, paragraph + "\n", soft + paragraph, page + paragraph,
    ] {
      #expect(stream("要求" + end + "坚持") == "要|求|¶|坚|持", "\(end.unicodeScalars.map(\.value))")
    }
    #expect(stream(cell + "甲") == "甲")
    #expect(stream("甲" + cell + cell + "乙" + paragraph) == "甲|¶|乙")
    #expect(stream("198.04" + cell + "1.96") == "198.04|¶|1.96")
  }

  @Test("a soft break is read over, also before what looks like a paragraph, and parts words")
  func softBreak() {
    #expect(stream("驻村第" + soft + "一书记") == "驻|村|第|一|书|记")
    #expect(stream("通知。" + soft + "　　一、总则") == "通|知|。|一|、|总|则")
    #expect(stream("甲" + soft + soft + "乙") == "甲|乙")
    #expect(stream("covid" + soft + "19") == "covid|19")
  }

  @Test("a page break is read over when the sentence goes on")
  func pageBreak() {
    #expect(stream("加强驻村" + page + "第一书记") == "加|强|驻|村|第|一|书|记")
    #expect(stream("加强驻村\n" + page + "\n第一书记") == "加|强|驻|村|第|一|书|记")
    #expect(stream("加强。" + page + "第一书记") == "加|强|。|¶|第|一|书|记")
    #expect(stream("加强" + page + "一、总则") == "加|强|¶|一|、|总|则")
    #expect(stream("加强" + page + "　　第一书记") == "加|强|¶|第|一|书|记")
  }

  @Test("markup inside a string is read over, and the element before it keeps its bytes")
  func readOver() {
    #expect(notation(scanned(marked("第{**}一{**}书记")).items) == "第|一|书|记")
    #expect(notation(scanned(marked("{[}第一{](https://example.org/a?b=1)}书记")).items) == "第|一|书|记")
    #expect(notation(scanned(marked("第一{[^1]}书记{<b>}员{</b>}")).items) == "第|一|书|记|员")
    #expect(notation(scanned(marked("Wen{**}jian{**} 2.{*}12")).items) == "wenjian|2.12")
    #expect(notation(scanned(marked("1{**},{<b>}2{</b>}345 1{*},{*}234 3{_}.{_}5")).items) == "1|,|2345|1234|3.5")
    #expect(notation(scanned(marked("二{**}O{**}{<b>}一六{</b>}年")).items) == "二|〇|一|六|年")
    let items = scanned(marked("第{**}一")).items
    #expect(items.map(\.byteRange) == [0..<3, 5..<8])
  }

  @Test("a named character is read, and has the bytes of its name")
  func entities() {
    let items = scanned(marked("两学{&middot;}一{&#20070;}{&#x8BB0;}{&nbsp;}做{&amp;}A")).items
    #expect(notation(items) == "两|学|·|一|书|记|做|&|a")
    #expect(items[2].byteRange == 6..<14)
    #expect(notation(scanned(marked("甲{&unknown;}乙")).items) == "甲|乙")
  }

  @Test("tags of blocks and bars between cells are borders, a tag that breaks the line parts words")
  func tags() {
    #expect(notation(scanned(marked("要求{</p>}{<p>}坚持{<b>}")).items) == "要|求|¶|坚|持")
    #expect(notation(scanned(marked("{<td>}甲{</td>}{<td class=\"a\">}乙{</td>}\n")).items) == "甲|¶|乙")
    #expect(notation(scanned(marked("covid{<br>}19{<br/>}驻村{<br />}第一")).items) == "covid|19|驻|村|第|一")
    #expect(notation(scanned(marked("{<b>}甲{</b>}{<pretty>}乙")).items) == "甲|乙")
    let row = "甲" + String(UnicodeScalar(TextMark.barredCellEnd)) + "乙"
    #expect(stream(row) == "甲|¶|乙")
    let line = String(UnicodeScalar(TextMark.markupLine))
    #expect(stream("甲" + line + "|---|:-:|" + paragraph + "乙") == "甲|¶|乙")
    #expect(stream("甲" + line + "---" + line + "===") == "甲")
    #expect(String(decoding: MarkedText.shown(Array((row + line).utf8)), as: UTF8.self) == "甲|乙\n")
  }

  @Test("a line of markup begins a list item as its text does")
  func lineHead() {
    #expect(notation(scanned(marked("总则\n{**}第二条{**}　国旗")).items) == "总|则|¶|第|二|条|国|旗")
    #expect(notation(scanned(marked("总则\n{**}国旗")).items) == "总|则|国|旗")
  }

  @Test("a query holds no marks: controls are dropped as ever")
  func query() {
    #expect(queryStream("第" + paragraph + "一") == "第|一")
  }

  @Test("text is shown with the characters that the codes stand for, and cleaned of foreign ones")
  func shown() {
    var text = marked("第{**}一{](u)}&{[1]}")
    text += [TextMark.paragraphEnd, TextMark.cellEnd, TextMark.softBreak, TextMark.pageBreak, 0x09, 0x0A, 0x07]
    let shown = String(decoding: MarkedText.shown(text), as: UTF8.self)
    #expect(shown.hasPrefix("第**一](u)&[1]\n\t\n\n\t\n"))
    #expect(MarkedText.clean(&text) > 0)
    #expect(!String(decoding: MarkedText.shown(text), as: UTF8.self).contains("*"))
  }

  @Test("every code stands for one character in one role")
  func codes() {
    let all = [TextMark.readOver, TextMark.opening, TextMark.closing].flatMap { $0.compactMap { $0 } }
    #expect(all.count == 19)
    #expect(Set(all).count == all.count)
    #expect(
      Set(all).isDisjoint(
        with: [0, 9, 10, 12, 13, 26, 27, 29, 30, 31, TextMark.barredCellEnd, TextMark.markupLine]))
  }
}
