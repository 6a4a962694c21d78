// What a page states of its structure, and what of it is found.

import Testing
import WenjianStream
import WenjianText

@testable import WenjianFiles

/// The elements of a page between its borders, `|` for a border.
private func found(_ html: String) -> String { pieces(HTMLReader.extract(bytes: Array(html.utf8)).text) }

private func pieces(_ text: [UInt8]) -> String {
  var scanner = StreamScanner(AnalysisSink())
  text.withUnsafeBytes { scanner.scan($0) }
  let elements = scanner.sink.items.map(\.element)
  return elements.split(separator: .barrier).map { $0.map(\.text).joined() }.joined(separator: "|")
}

@Suite("Structure of pages")
struct WebStructureTests {
  @Test(
    "blocks and cells are borders, what is inside a line is none",
    arguments: [
      ("<p>第一</p><p>书记</p>", "第一|书记"), ("<td>李华<td>队员", "李华|队员"),
      ("<p>驻<b>村</b><i>第</i>一<a href=x>书记</a></p>", "驻村第一书记"),
      ("<table><tr><td>甲<br></td><td><br>乙</td></tr></table>", "甲|乙"),
      ("<table><tr><td>第一<br>一、书记</td></tr></table>", "第一一、书记"),
      ("<h2>全市驻村第<br>一、书记</h2><p>正文</p>", "全市驻村第一、书记|正文"), ("<p>驻村第<br>一书记</p>", "驻村第一书记"),
      ("<p>坚持。<br>一、总则</p>", "坚持。|一、总则"), ("<div>甲<p>乙</p>丙</div>", "甲|乙|丙"),
      ("<p>全市\n  驻村</p>", "全市驻村"),
    ])
  func borders(html: String, expected: String) {
    #expect(found(html) == expected)
  }

  @Test(
    "marks of notes are read over, powers and formulas are text",
    arguments: [
      ("驻村第一<sup>[1]</sup>书记", "驻村第一书记"), ("驻村第一<sup>①</sup>书记", "驻村第一书记"), ("驻村第一<sup>〔12〕</sup>书记", "驻村第一书记"),
      ("驻村第一<sup>*</sup>书记", "驻村第一书记"), ("驻村第一<sup>注1</sup>书记", "驻村第一书记"), ("驻村第一<sup>2</sup>书记", "驻村第一书记"),
      ("驻村第一<a href=\"#_ftn1\"><span>[1]</span></a>书记", "驻村第一书记"),
      ("驻村第一<a epub:type=\"noteref\" href=\"n.xhtml#n1\">3</a>书记", "驻村第一书记"),
      ("驻村第一<span style=\"vertical-align: super\">[3]</span>书记", "驻村第一书记"),
      ("面积5m<sup>2</sup>以上", "面积5m2以上"), ("10<sup>3</sup>倍", "103倍"), ("x<sup>n</sup>项", "xn项"),
      ("CO<sub>2</sub>减排", "co2减排"),
      ("5万平方米<sup>2</sup>", "5万平方米2"), ("f<sup>(2)</sup>项", "f(2)项"), ("1<sup>st</sup>级", "1st级"),
      ("见<a href=\"#a3\">第三条</a>规定", "见第三条规定"), ("见<a href=\"b.html\">[1]号</a>", "见[1]号"),
      ("<p><sup>[1]</sup>注释</p>", "[1]注释"),
    ])
  func notes(html: String, expected: String) {
    #expect(found(html) == expected)
  }

  @Test("the mark of a note is shown in brackets")
  func noteShown() {
    let page = HTMLReader.extract(bytes: Array("第一<sup>2</sup>书记".utf8))
    #expect(String(decoding: page.shownText, as: UTF8.self) == "第一[2]书记")
  }

  @Test(
    "what a style hides is not there",
    arguments: [
      "display:none", "Display: None !important", "position:absolute;left:-9999px", "text-indent:-999em",
      "font-size:0",
      "height:1px;overflow:hidden",
    ])
  func hidden(style: String) {
    let shown = "<p>各县要选派驻村第一书记，加强指导，落实责任。</p>"
    #expect(found("<div style='\(style)'><p>成人网站</p></div>\(shown)") == found(shown))
    #expect(found("<p>驻村第<span style=\"\(style)\">x</span>一书记</p>") == "驻村第一书记")
  }

  @Test(
    "what a style sheet of the page hides is not there",
    arguments: [
      (".x{display:none}", "class='a x'"), ("#x { Display : NONE !important }", "id=x"),
      ("div.x.y{color:red;visibility:hidden;}", "class='y x'"), (".z,\n.x /* 广告 */ {display:none}", "class=x"),
      ("<!-- /* x */ .x{display:none} -->", "class=x"), ("@media screen{.x{display:none}}", "class=x"),
      (".x{position:absolute;left:-9999px}", "class=x"), (".x{display:block}.x{display:none}", "class=x"),
      (".x{display:none}.y{display:block}", "class='x y' style='display:none'"),
      ("@import 'a.css';.x{display:none}", "class=x"), (".x{display:none}div{display:block}", "class=x"),
    ])
  func hiddenBySheet(sheet: String, attributes: String) {
    let shown = "<p>各县要选派驻村第一书记，加强指导，落实责任。</p>"
    let style = "<style>\(sheet)</style>"
    let spam = "<div \(attributes)><a href=y>成人网站</a></div>"
    #expect(found(style + spam + shown) == found(shown))
    #expect(found(spam + shown + style) == found(shown))
  }

  @Test(
    "what a style sheet hides elsewhere, for a while or on paper is there",
    arguments: [
      (".x .y{display:none}", "class=y"), (".x:hover{display:none}", "class=x"),
      ("@media print{.x{display:none}}", "class=x"), ("@media (max-width:9px){.x{display:none}}", "class=x"),
      (".x{display:none}.x{display:block}", "class=x"), (".x{display:none}", "class=x style='display:block'"),
      (".x{display:none}#b{display:inline}", "id=b class=x"), (".X{display:none}", "class=x"),
      ("span.x{display:none}", "class=x"), ("[class=x]{display:none}", "class=x"),
      ("body{display:none}", "class=x"),
      (".x.y{display:none}", "class=x"), (".x{text-decoration:none;overflow:hidden}", "class=x"),
      (".x{display:none", "class=z"), (".x{", "class=x"), ("*{display:none}", "class=x"),
    ])
  func shownBySheet(sheet: String, attributes: String) {
    let shown = "<p>各县要选派驻村第一书记，加强指导，落实责任。</p>"
    #expect(found("<style>\(sheet)</style><div \(attributes)>甲</div>" + shown) == "甲|" + found(shown))
  }

  @Test("what is hidden is read when it is most of the page, and letters that have a size again")
  func hiddenText() {
    let text = "各县要选派驻村第一书记，加强指导，落实责任。"
    #expect(found("<p>正在加载</p><div style='display:none'><p>\(text)</p></div>") == "正在加载|" + found(text))
    #expect(
      found("<ul style='font-size:0'><li style='font-size:14px'>甲</li></ul><p>\(text)</p>") == "甲|" + found(text))
    #expect(found("<div style='visibility:hidden'>甲</div>") == "甲")
    let sheet = "<style>#js_content{visibility:hidden}</style>"
    #expect(found(sheet + "<p>标题</p><div id=js_content><p>\(text)</p></div>") == "标题|" + found(text))
  }
}

@Suite("Titles of pages")
struct PageTitleTests {
  private let body = "<p>各县人民政府，市政府各部门：</p><p>流动图书车是公共文化服务的重要渠道。为推动其发展，现提出如下意见。</p>"
  private let title = "云麓市人民政府办公室关于推进流动图书车健康有序发展的意见"
  private let halves = ["云麓市人民政府办公室关于推进", "流动图书车健康有序发展的意见"]

  private func page(_ head: String, _ lines: String) -> HTMLText {
    HTMLReader.extract(bytes: Array("<html><head>\(head)</head><body>\(lines)\(body)</body></html>".utf8))
  }

  @Test(
    "in two elements are one, whatever the head of the page says",
    arguments: [
      "<title>TITLE</title>", "<title>TITLE_政策文件_云麓市人民政府</title>", "<title>云麓市人民政府</title>", "",
      "<meta property='og:title' content='TITLE'>", "<title>云麓市人民政府办公室关于推进流动图书车…-云麓市</title>",
    ],
    [
      ("<p>", "</p>"), ("<p style='text-align:center'><b>", "</b></p>"), ("<div>", "</div>"), ("<h1>", "</h1>"),
      ("<center>", "</center>"),
    ]
  )
  func parts(head: String, element: (String, String)) {
    let lines = halves.map { element.0 + $0 + element.1 }.joined()
    let page = page(head.replacing("TITLE", with: title), lines)
    #expect(page.title == title)
    #expect(pieces(page.text).hasPrefix(title + "|"))
  }

  @Test("broken by <br>, and in three parts")
  func breaks() {
    let page = page("<title>\(title)</title>", "<p>\(halves[0])<br>\(halves[1])</p>")
    #expect(page.title == title)
    #expect(pieces(page.text).hasPrefix(title + "|"))
    let three = self.page("", "<p>国家发展改革委等部门关于印发</p><p>《乡村建设行动任务责任书》</p><p>的通知</p>")
    #expect(three.title == "国家发展改革委等部门关于印发《乡村建设行动任务责任书》的通知")
  }

  @Test("with a bar inside, and not what is below a whole one")
  func others() {
    #expect(page("<title>云麓市|2024年工作要点</title>", "<h1>云麓市|2024年工作要点</h1>").title == "云麓市|2024年工作要点")
    let whole = "云麓市人民政府关于印发流动图书车管理办法的通知"
    #expect(page("<title>\(whole)</title>", "<p>\(whole)</p><p>云麓市流动图书车管理办法</p>").title == whole)
    #expect(page("<title>\(whole)-政策文件-云麓市</title>", "<h1>\(whole)</h1><p>政策文件</p>").title == whole)
  }
}

@Suite("Pages inside other formats")
struct HTMLFragmentTests {
  @Test(
    "markup is read, whatever way it was escaped",
    arguments: [
      ("<p>选派<b>驻村第一</b>书记&nbsp;到村</p>", "选派驻村第一书记到村"), ("&lt;p&gt;驻村&lt;b&gt;第一&lt;/b&gt;书记&lt;/p&gt;", "驻村第一书记"),
      ("驻村第一<br/>书记", "驻村第一书记"), ("<p>甲</p><p>乙</p>", "甲|乙"), ("农&#26449;工作", "农村工作"),
    ])
  func read(string: String, expected: String) {
    #expect(HTMLFragment.isMarkup(Array(string.utf8)))
    #expect(pieces(HTMLFragment.text(of: Array(string.utf8))) == expected)
  }

  @Test(
    "plain text stays as it is",
    arguments: ["a < b 且 c > d", "《办法》第一条", "A&B；R&D", "<张三>来信", "1<2", "如果 a <b 和 c> d", "第一行\n\n第二行"])
  func plain(string: String) {
    #expect(!HTMLFragment.isMarkup(Array(string.utf8)))
    #expect(HTMLFragment.text(of: Array(string.utf8)) == Array(string.utf8))
    #expect(HTMLFragment.line(of: string) == string)
  }

  @Test("lines of a text that has only names of characters stay lines, and a title is one")
  func lines() {
    #expect(pieces(HTMLFragment.text(of: Array("坚持。&nbsp;\n\n第一".utf8))) == "坚持。|第一")
    #expect(HTMLFragment.line(of: "<b>关于</b>加强&amp;落实<br>的通知") == "关于加强&落实的通知")
  }
}
