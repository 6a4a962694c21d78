import Testing
import WenjianDocument
import WenjianFiles

private func text(_ html: String) -> String {
  String(decoding: HTMLReader.extract(bytes: Array(html.utf8)).shownText, as: UTF8.self)
}

@Suite("A page as text")
struct HTMLReaderTests {
  @Test(
    "has its blocks apart and its words together",
    arguments: [
      ("<p>甲乙</p><p>丙丁</p>", "甲乙\n\n丙丁"), ("<p>甲乙<p>丙丁", "甲乙\n\n丙丁"), ("<p>脱<b>贫</b>攻<span>坚</span></p>", "脱贫攻坚"),
      ("<h1>国务院关于<br>加强</h1>正文", "国务院关于\n加强\n\n正文"), ("甲<br><br><br>乙", "甲\n\n乙"), ("甲。<br>　　乙", "甲。\n\n乙"),
      ("<ul><li>甲<li>乙</ul>", "甲\n\n乙"), ("<dl><dt>名<dd>值</dl>", "名\n\n值"), ("a\n  b\t c", "a b c"),
      ("<pre>a\nb</pre>", "a\nb"), ("甲&nbsp;&nbsp;&nbsp;乙", "甲　乙"), ("<div>甲<div>乙</div>丙</div>", "甲\n\n乙\n\n丙"),
    ])
  func blocks(html: String, expected: String) {
    #expect(text(html) == expected)
  }

  @Test(
    "keeps the cells of a row in a line, and does not when the table only lays out the page",
    arguments: [
      ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "甲\t乙\n\n丙\t丁"),
      ("<table><tr><th>甲</th><td><p>乙</p></td></tr></table>", "甲\t乙"),
      ("<table><tr><td><p>甲</p><p>乙</p></td><td>丙</td></tr></table>", "甲\n\n乙\n\n丙"),
      ("<table><tr><td>甲</td><td><table><tr><td>乙</td></tr></table></td></tr></table>", "甲\n\n乙"),
    ])
  func tables(html: String, expected: String) {
    #expect(text(html) == expected)
  }

  @Test(
    "resolves references and leaves what is none",
    arguments: [
      ("&lt;&gt;&amp;&quot;&#39;&hellip;", "<>&\"'…"), ("&#20013;&#x4E2d;&#X56FD", "中中国"),
      ("A&B &unknown; & &;", "A&B &unknown; & &;"),
      ("&copy2019", "©2019"), ("&#0;&#xD800;&#9999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("&#147;甲&#148;", "“甲”"),
    ])
  func references(html: String, expected: String) {
    #expect(text(html) == expected)
  }

  @Test(
    "leaves out scripts, styles, templates and comments, and nothing behind them",
    arguments: [
      ("甲<script>if (a</b) {'</p>'}</script>乙", "甲乙"), ("甲<style>p{}</style>乙", "甲乙"), ("甲<!-- 丙 -->乙", "甲乙"),
      ("甲<!-->乙", "甲乙"), ("甲<!-- 没有结束 >乙", "甲乙"), ("<template><p>丙</p></template>乙", "乙"),
      ("甲<![CDATA[丙]]>乙", "甲乙"),
      ("<!--[if IE]>旧<![endif]-->乙", "乙"), ("<!--[if !IE]> -->新<!-- <![endif]-->乙", "新乙"), ("甲</>乙</3>丙", "甲乙丙"),
      ("a < b 而且 c > d", "a < b 而且 c > d"), ("1<2", "1<2"), ("<title>题<p>正文", "正文"), ("甲<", "甲<"), ("甲<p", "甲"),
    ])
  func dropped(html: String, expected: String) {
    #expect(text(html) == expected)
  }

  @Test("has no reading above a character, but a gloss with Han in brackets")
  func ruby() {
    #expect(text("<ruby>农<rp>(</rp><rt>nóng</rt><rp>)</rp>村<rt>ㄘㄨㄣ</rt></ruby>工作") == "农村工作")
    #expect(text("<ruby>双规<rt>规定时间</rt></ruby>以后") == "双规（规定时间）以后")
  }

  @Test("reads attributes with every kind of quote, and a tag whose quote was forgotten")
  func attributes() {
    let page = HTMLReader.extract(
      bytes: Array(
        "<META NAME='PubDate' CONTENT=\"2020-01-02 > 3\"><meta name=a content=b/><meta content=c name=d><p class=\"x>甲</p>乙"
          .utf8))
    #expect(
      page.properties == [
        MetadataProperty(name: "PubDate", value: "2020-01-02 > 3"), MetadataProperty(name: "a", value: "b/"),
        MetadataProperty(name: "d", value: "c"),
      ])
    #expect(String(decoding: page.shownText, as: UTF8.self) == "甲\n\n乙")
  }

  @Test("is read to its end however deep it nests, in linear time")
  func depth() {
    // libxml2 gives no document for the first of these, and takes minutes for the second.
    let count = 300_000
    let deep = String(repeating: "<div>", count: count) + "深处" + String(repeating: "</div>", count: count) + "尾"
    let page = HTMLReader.extract(bytes: Array(deep.utf8))
    #expect(String(decoding: page.shownText, as: UTF8.self) == "深处\n\n尾")
    #expect(page.isTooDeep)
    let stray = String(repeating: "<div>", count: count) + String(repeating: "</i></table>", count: count) + "尾"
    #expect(text(stray) == "尾")
    #expect(text(String(repeating: "<!--", count: count) + "尾") == "尾")
    #expect(text(String(repeating: "<a href='", count: count)).utf8.count < 10)
    #expect(text(String(repeating: "<title>题<style>", count: count) + "<p>尾") == "尾")
    #expect(text(String(repeating: "<b><i><a>", count: 50_000) + "尾") == "尾")
  }

  @Test("of any bytes is UTF-8 and does not trap", arguments: 0..<64)
  func anyBytes(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let pieces = [
      "<", ">", "</", "<!--", "-->", "&", "&#", ";", "\"", "'", "=", "<table>", "<td>", "<tr>", "</td>", "<p>",
      "<a ", "第一条",
      "<script", "<ruby>", "<rt>", "</rt>", "<h1>", "中", "文", " ", "\n", "<br>", "<li>", "<div class=nav>",
      "<title>",
      "<meta name=", "<script type='application/ld+json'>", "{\"a\":\"\\u4e", "<textarea>", "2016-07-01", "来源：",
    ]
    var html: [UInt8] = []
    for _ in 0..<400 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      html += Array(pieces[Int(state % UInt64(pieces.count))].utf8)
    }
    let page = HTMLReader.extract(bytes: html)
    #expect(String(validating: page.text, as: UTF8.self) != nil)
    _ = MetadataFinder.find(in: page.shownText, properties: page.properties, lowWeightRanges: page.lowWeightRanges)
    for cut in stride(from: 0, to: html.count, by: 97) {
      let half = String(decoding: html[..<cut], as: UTF8.self)
      _ = HTMLReader.extract(bytes: Array(half.utf8))
    }
  }

  @Test("whose names all say navigation is text all the same")
  func everythingHinted() {
    let html = "<div class=footer><div class=nav><p>各级人民政府应当加强农村饮水安全工作，落实管护责任，保障供水水质。</p></div></div>"
    #expect(HTMLReader.extract(bytes: Array(html.utf8)).lowWeightRanges.isEmpty)
  }
}
