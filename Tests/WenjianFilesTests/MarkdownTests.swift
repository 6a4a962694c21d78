// Markdown as it reads: what is found of it, and that it is shown as it was written.

import Testing
import WenjianDocument
import WenjianModel
import WenjianStream
import WenjianTestSupport
import WenjianText

@testable import WenjianFiles

@Suite("Markdown")
struct MarkdownTests {
  /// The text between borders, as the search stream has it.
  private func pieces(_ markdown: String) -> [String] {
    var text = Array(markdown.utf8)
    MarkdownReader.mark(&text)
    #expect(MarkedText.shown(text) == Array(markdown.utf8), "shown otherwise than written: \(markdown)")
    return BruteForceIndex.stream(ofMarked: text).map(\.element)
      .split(separator: .barrier).map { $0.map(\.text).joined() }
  }

  @Test(
    "markup inside a string is read over",
    arguments: [
      "选派驻村第**一**书记", "选派驻村**第**一*书*记", "选派驻村***第一***书记", "选派，__驻村第一书记__，到", "选派，_驻村第一_，书记",
      "选派驻村`第一`书记", "选派驻村``第一``书记", "选派驻村~~第一~~书记", "选派驻村==第一==书记", "选派驻村[第一](https://a.cn/b?c=1)书记",
      "选派驻村[第一](<https://a.cn/甲 乙> \"标题（一）\")书记", "选派驻村[第**一**](a.md 'x')书记", "选派驻村![第一](图.png)书记",
      "选派[![驻村](a.png)](https://a.cn)第一书记", "选派驻村<b>第一</b>书记", "选派驻村<span style=\"color: red\">第一</span>书记",
      "选派驻村<!-- 注 -->第一书记", "选派&#39547;村第&#x4E00;书记", "选派驻村第&zwnj;一书记", "选派驻村\\第一书记".replacing("\\第", with: "第"),
      "选派驻村第\\\n一书记", "选派驻村第<br>\n一书记", "选派驻村第\\\n\\\r\n一书记", "选派驻村第\n<!-- 一 二 -->一书记", "> 选派驻村第\n> 一书记",
      "> > 选派驻村第\n>> 一书记", "- 选派驻村第\n  一书记", "1. 选派驻村\n   第一书记",
      "选派驻村第一[^1]书记", "选派驻村第一[^12]书记", "选派驻村第一<sup>[1]</sup>书记", "选派驻村第一<sup><a href=\"#n1\">1</a></sup>书记",
      "选派驻村第一[[1]](#n1)书记", "选派驻村<ruby>第<rt>dì</rt></ruby>一书记", "选派驻村**“第一”**书记", "**选派**驻村<u>第一</u>书记",
      "**选派（驻村）**第一书记", "选派驻村第**一**书记和第**二**书记", "选派*驻村**第一**书*记", "**选派**驻村\n**第一**书记",
      "<b>选派</b>驻村第一书记", "选派<font color=red>驻村</font>第一书记", "选派驻村[第一][甲]书记\n\n[甲]: https://a.cn \"甲\"",
      "选派驻村[第一][]书记\n\n[第一]: <https://a.cn>", "选派驻村[第一]书记\n\n[第一]: a.html",
    ])
  func readOver(markdown: String) {
    let signs: Set<Character> = ["\"", "(", ")", ",", "-", ">", ".", "\u{200C}"]
    let found = pieces(markdown).map { $0.filter { !signs.contains($0) } }.joined(separator: "|")
    #expect(found.contains("驻村第一书记"), "\(found)")
    #expect(!found.contains("|"), "\(found)")
  }

  @Test(
    "signs without a partner, and those that are no markup, are text",
    arguments: [
      "2*3*4", "5 * 6 * 7", "a_b_c", "附件_通知_终稿", "C#语言", "~5", "10~20", "[注]见后", "【注】", "\\第一", "甲<乙，丙>丁", "<通知>印发",
      "AT&T", "&nosuch;", "138****1234和139****5678", "张**，李**。", "姓名：______，职务：______", "a==b==c", "第__条第__款",
      "x = y = z",
      "1 < 2 > 1", "(a)[b]", "[^a-z]", "`未完", "**未完", "甲*", "[甲](乙 丙)", "~~ 甲 ~~", "第[二]条", "3<5",
    ])
  func text(markdown: String) {
    #expect(
      pieces(markdown)
        == BruteForceIndex.stream(of: markdown).map(\.element).split(separator: .barrier)
        .map { $0.map(\.text).joined() })
  }

  @Test(
    "a title is given as it reads",
    arguments: [
      ("# 关于印发《集市管理办法》的<br>通知", "关于印发《集市管理办法》的通知"), ("# 关于**集市**管理的通知", "关于集市管理的通知"),
      ("# 关于集市|<br>管理的通知", "关于集市管理的通知"), ("<h1>关于集市管理的通知</h1>", "关于集市管理的通知"),
      ("# [关于集市管理的通知](a.html)[^1]", "关于集市管理的通知"), ("# 关于&ldquo;集市&rdquo;管理的通知", "关于“集市”管理的通知"),
      ("# 关于 WTO<br>GPA 的通知", "关于 WTO GPA 的通知"), ("# 关于集市管理的通知", "关于集市管理的通知"),
    ])
  func title(line: String, expected: String) throws {
    let text = line + "\n\n各乡镇：\n\n现将有关事项通知如下，请遵照执行。\n"
    let document = try #require(Reading("a.md", Array(text.utf8)).documents.first)
    let title = try #require(document.metadata(path: "a.md").title)
    #expect(title.value == expected && title.byteRange != nil)
    let page = "<html><body><h1>关于集市|<br>管理的通知</h1><p>各乡镇：</p><p>现将有关事项通知如下，请遵照执行。</p></body></html>"
    let read = try #require(Reading("a.html", Array(page.utf8)).documents.first)
    #expect(read.metadata(path: "a.html").title?.value == "关于集市管理的通知")
  }

  @Test("the data of a picture is left out, whatever its size", arguments: [300, 70_000, 2_000_000])
  func pictureData(count: Int) throws {
    let data = String(repeating: "iVBORw0KGgo+/", count: count / 13) + "=="
    for (before, after) in [
      ("选派驻村![图](", ")第一书记"), ("选派驻村![图](<", "> \"题\")第一书记"), ("选派驻村<img alt=\"\" src=\"", "\">第一书记"),
      ("选派驻村![图][a]第一书记\n\n[a]: ", "\n"), ("选派驻村![图][a]第一书记\n\n[a]: <", ">\n"),
    ] {
      let markdown = before + "data:image/png;base64," + data + after
      let document = try #require(Reading("a.md", Array(markdown.utf8)).documents.first)
      #expect(document.string == before + "data:image/png;base64," + after)
      let found = BruteForceIndex.stream(ofMarked: document.text).map(\.element.text).joined()
      #expect(!found.contains("ivbor") && !found.contains("base64") && found.contains("第一书记"), "\(before)")
    }
    let text = "base64,\(data) 和 data:image/png;base64,短"
    #expect(try #require(Reading("a.md", Array(text.utf8)).documents.first).string == text)
  }

  @Test("blocks end where they end, and not before")
  func blocks() {
    #expect(pieces("# 总则\n正文\n## 分则\n正文") == ["#总则", "正文", "##分则", "正文"])
    #expect(pieces("总则\n===\n正文\n\n分则\n---\n正文") == ["总则", "正文", "分则", "正文"])
    #expect(pieces("- 甲\n- 乙\n  1. 丙\n  2. 丁\n- 戊") == ["-甲", "-乙", "1.丙", "2.丁", "-戊"])
    #expect(pieces("- 甲。\n  一、乙\n\n  丙\n") == ["-甲。一、乙", "丙"])
    #expect(pieces("正文\n- 甲") == ["正文", "-甲"])
    #expect(pieces("正文\n> 引文\n\n正文") == ["正文", ">引文", "正文"].map { $0.replacing(">", with: "") })
    #expect(pieces("甲\n\n---\n\n乙") == ["甲", "乙"])
    #expect(pieces("---\ntitle: 甲\n---\n正文\n") == ["---title:甲---", "正文"])
    #expect(pieces("甲[^a]\n\n[^a]: 注文\n    续文\n[^b]: 又注\n") == ["甲", "注文续文", "又注"])
    #expect(pieces("甲\r\n# 乙\r\n丙\r\n") == ["甲", "#乙", "丙"])
    #expect(pieces("- 甲\r\n  一、乙\r\n") == ["-甲一、乙"])
  }

  @Test("cells of tables are bordered; their rule is no text")
  func tables() {
    #expect(
      pieces("前文\n| 姓名 | 职务 |\n| --- | :-: |\n| 王**明** | 书记\\|员 |\n\n后文") == [
        "前文", "姓名", "职务", "王明", "书记|员", "后文",
      ])
    #expect(pieces("姓名|职务\n---|---\n甲|乙\n") == ["姓名", "职务", "甲", "乙"])
    #expect(pieces("甲|乙\n丙") == ["甲|乙丙"])
  }

  @Test("code is left as it is")
  func code() {
    #expect(pieces("甲\n```sh\na **b** c\n```\n第**一**条") == ["甲", "```sh", "a**b**c```", "第一条"])
    #expect(pieces("甲\n\n    a **b**\n\n第**一**条") == ["甲", "a**b**", "第一条"])
    #expect(pieces("`a **b**`第**一**条") == ["a**b**第一条"])
  }

  @Test("HTML: blocks of it are borders, comments and programs no text")
  func html() {
    #expect(pieces("<table>\n<tr><td>甲</td><td>乙&nbsp;丙</td></tr>\n</table>\n\n正文") == ["甲", "乙丙", "正文"])
    #expect(pieces("<p>甲</p><p>乙</p>") == ["甲", "乙"])
    #expect(pieces("甲\n<!-- 一\n\n二 -->乙**丙**丁\n\n<script>\nvar a;\n\n</script>\n戊") == ["甲", "乙丙丁", "戊"])
    #expect(pieces("covid<br>19") == ["covid19"])
    #expect(pieces("见<https://a.cn>") == ["见https://a.cn"])
  }

  @Test("hostile markup takes linear time")
  func hostile() {
    // No clock decides: what grows with the square would not come to its end.
    for unit in [
      "*a ", "[", "[a](", "<a b=\"", "`", "<!--\n", "![", "**a _b ", "> ", "- ", "&a", "[^a", "a*b_c", "<sup>",
    ] {
      _ = pieces(String(repeating: unit, count: 10_000))
    }
  }
}
