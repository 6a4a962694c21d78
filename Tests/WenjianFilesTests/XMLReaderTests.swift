// XML of any vocabulary, also where it is broken.

import Testing

@testable import WenjianFiles

private func shown(_ document: ExtractedDocument?) -> String? {
  document.map { String(decoding: $0.shownText, as: UTF8.self) }
}

@Suite("XML that is not well-formed")
struct LenientMarkupTests {
  private func text(_ xml: String) -> String? { shown(Reading("a.xml", Array(xml.utf8)).documents.first) }

  @Test(
    "is read on as a browser does, and nothing behind it is lost",
    arguments: [
      ("<r><p>研究A & B</p><p>第一书记</p></r>", "研究A & B\n第一书记\n"), ("<r><p>甲</b></p><p>第一书记</p></r>", "甲\n第一书记\n"),
      ("<r><p a=1>甲</p><p>第一书记</p></r>", "甲\n第一书记\n"), ("<r><p>1 < 2</p><p>第一书记</p></r>", "1 < 2\n第一书记\n"),
      ("<r><p>第一<br>书记</p><p>乙</p></r>", "第一\n书记\n乙\n"),
      ("<r><p>甲&nbsp;乙&foo;</p><p>丙</p></r>", "甲\u{A0}乙&foo;\n丙\n"),
      ("<r><p>甲</p></r><r><p>第一书记</p></r>", "甲\n第一书记\n"), ("<r><p a='<'>甲</p><p>乙</p></r>", "甲\n乙\n"),
      ("<r><p>甲</p><p>第一书记", "甲\n第一书记\n"), ("<r><p>甲<![CDATA[A&B]]>&</p></r>", "甲A&B&\n"),
      ("<r><p>甲<![CDATA[第一书记", "甲第一书记\n"),
    ])
  func broken(xml: String, expected: String) {
    let reading = Reading("a.xml", Array(("<?xml version=\"1.0\"?>" + xml).utf8))
    #expect(shown(reading.documents.first) == expected)
    #expect(reading.documents.first?.damage.contains { $0.kind == .brokenMarkup } == true)
  }

  @Test("goes on where the strict parser stopped, twice nothing")
  func position() {
    let sound = (1...2_000).map { "<p n=\"\($0)\">第\($0)条 甲&amp;乙</p>\r\n" }.joined()
    let expected = (1...2_000).map { "第\($0)条 甲&乙\n" }.joined()
    #expect(text("<?xml version=\"1.0\"?><r>\(sound)<q>A & B</q>\(sound)</r>") == expected + "A & B\n" + expected)
  }

  @Test("entities of its own are replaced, also in each other, and tags in them are none of the text")
  func entities() {
    let head =
      "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"第一\"><!ENTITY b \"驻村&a;<i>书</i>记\"><!ENTITY c \"&d;\"><!ENTITY d \"&c;\">]>"
    #expect(text(head + "<r><p>&b;</p></r>") == "驻村第一书记\n")
  }

  @Test("an element with text of its own is a paragraph, with all that is in it")
  func paragraphs() {
    #expect(text("<r><标题>要求</标题><段><强调>第</强调>一书记</段><段>乙</段></r>") == "要求\n第一书记\n乙\n")
    #expect(text("<r><行><格>甲</格><格>乙</格></行><行><格>丙</格></行></r>") == "甲\t乙\n丙\n")
    #expect(text("<r><段>根据<条>第三条</条>规定</段></r>") == "根据第三条规定\n")
    #expect(text("<r>\u{3000}<p>甲</p><p>乙</p></r>") == "甲\n乙\n")
  }

  @Test("pages in it are read as pages", arguments: ["<![CDATA[HTML]]>", "ESCAPED"])
  func pages(form: String) {
    let html = "<p>选派<b>驻村第一</b>书记</p><p>乙</p>"
    let escaped = html.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let content = form.replacing("HTML", with: html).replacing("ESCAPED", with: escaped)
    #expect(
      text("<rss><item><title>通知</title><description>\(content)</description></item></rss>")
        == "通知\n选派驻村第一书记\n\n乙\n")
  }
}
