import Testing
import WenjianDocument

@Suite("The title of a text")
struct TitleLineTests {
  @Test(
    "is the first line with anything on it, without marks and blanks",
    arguments: [
      ("标题\n正文", "标题", 0..<6), ("标题", "标题", 0..<6), ("\n\r\n  标题  \r\n正文", "标题", 5..<11),
      ("\u{FEFF}标题\n正文", "标题", 3..<9), ("\u{3000}\u{3000}标题\u{3000}\n", "标题", 6..<12),
      ("\t标题\u{A0}\n", "标题", 1..<7), ("\u{200B}标题\n", "标题", 3..<9), ("# 标题\n", "标题", 0..<8),
      ("## 标题\n", "标题", 0..<9), ("标题\r正文", "标题", 0..<6), ("#\u{3000}标题", "标题", 0..<10),
      ("a - b\n", "a - b", 0..<5),
    ])
  func found(text: String, title: String, range: Range<Int>) {
    #expect(TitleLine.find(in: Array(text.utf8)) == TitleLine(text: title, byteRange: range))
  }

  @Test("is empty where nothing but blanks stands", arguments: ["", "\n", " \r\n\u{3000}\n\t", "\u{FEFF}"])
  func empty(text: String) {
    #expect(TitleLine.find(in: Array(text.utf8)) == .empty)
  }

  @Test("is only shown, and does not rank, when it is as long as a paragraph")
  func longLine() {
    let limit = TitleLine.characterLimit
    let longest = String(repeating: "题", count: limit)
    #expect(TitleLine.find(in: Array(longest.utf8)) == TitleLine(text: longest, byteRange: 0..<(3 * limit)))
    let long = TitleLine.find(in: Array((longest + "目\n正文").utf8))
    #expect(long.text == longest + "…" && long.byteRange.isEmpty)
    let astral = TitleLine.find(in: Array(String(repeating: "𠮷", count: 500).utf8))
    #expect(astral.text == String(repeating: "𠮷", count: limit) + "…")
  }

  @Test(
    "comes from the front matter of a Markdown file",
    arguments: [
      ("---\ntitle: 标题\n---\n正文", "标题"), ("---\ndate: 2016\ntitle: \"标题\"\nx: y\n---\n正文", "标题"),
      ("---\r\ntitle: '标题' \r\n---\r\n正文", "标题"), ("---\ntitle:标题\n---", "标题"), ("---\ntitle:  标 题\n---\n", "标 题"),
    ])
  func frontMatter(text: String, title: String) {
    #expect(TitleLine.find(in: Array(text.utf8)) == TitleLine(text: title, byteRange: 0..<0, isFrontMatter: true))
  }

  @Test("is the line behind a front matter that has none")
  func frontMatterWithoutTitle() {
    let text = "---\ndate: 2016\n---\n\n# 标题\n正文"
    #expect(TitleLine.find(in: Array(text.utf8)) == TitleLine(text: "标题", byteRange: 20..<28))
  }

  @Test(
    "is a plain line where the front matter does not end or is none",
    arguments: [("---\ntitle: 标题", "---"), ("----\ntitle: 标题\n---\n", "----"), ("正文\n---\ntitle: x\n---\n", "正文")])
  func noFrontMatter(text: String, title: String) {
    #expect(TitleLine.find(in: Array(text.utf8)).text == title)
  }

  @Test("is whole where it was broken into lines, and none where a sentence was")
  func broken() {
    let broken = "岚溪市水利局关于加强\n河湖巡查工作的通知\n\n各镇："
    #expect(
      TitleLine.find(in: Array(broken.utf8))
        == TitleLine(text: "岚溪市水利局关于加强河湖巡查工作的通知", byteRange: 0..<58))
    let prose = "为切实加强驻村第一书记和工作队管理，推动各项任务落\n实落细，现就有关事项提出如下意见。各地要提高认识。\n"
    let line = TitleLine.find(in: Array(prose.utf8))
    #expect(line.byteRange.isEmpty && line.text.hasSuffix("…"))
    #expect(TitleLine.find(in: Array("第一行\n第二行".utf8)).byteRange == 0..<9)
  }
}
