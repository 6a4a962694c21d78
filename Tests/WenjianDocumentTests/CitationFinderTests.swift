import Testing
import WenjianDocument
import WenjianTestSupport

@Suite("Finding citations")
struct CitationFinderTests {
  /// `title 立法法 第六十五条`, in the order of the text.
  private func found(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return CitationFinder.find(in: bytes, DocumentOutline(bytes)).citations.map { citation in
      let name =
        switch citation.target {
        case .title(let title): "title " + title
        case .name(let words): "name " + words
        case .number(let number): "number " + number
        case .own: "own"
        }
      return [name, citation.number ?? "", citation.place.name].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  @Test(
    "a title, with what is cited of it",
    arguments: [
      ("根据《中华人民共和国立法法》的规定", ["title 中华人民共和国立法法"]),
      ("依照《立法法》第六十五条第二款第（三）项", ["title 立法法 第六十五条第二款第（三）项"]),
      ("《民法典》第1066条、第153条第2款", ["title 民法典 第一千零六十六条", "title 民法典 第一百五十三条第二款"]),
      (
        "《渔业法》第二十八条、第三十条和第三十一条至第三十三条",
        ["title 渔业法 第二十八条", "title 渔业法 第三十条", "title 渔业法 第三十一条至第三十三条"]
      ),
      ("《刑法》第十条第（一）、（三）项", ["title 刑法 第十条第（一）项", "title 刑法 第十条第（三）项"]),
      ("《刑法》第十条第（一）至（三）项", ["title 刑法 第十条第（一）项至第（三）项"]),
      ("《规定》第三、四、五条", ["title 规定 第三条", "title 规定 第四条", "title 规定 第五条"]),
      ("《刑法》第一百三十三条之一第一款", ["title 刑法 第一百三十三条之一第一款"]),
      ("《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第九十四条", ["title 最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释 第九十四条"]),
      ("《关于做好工作的通知》（国发[2016]64号）第三条", ["title 关于做好工作的通知 国发〔2016〕64号 第三条"]),
      ("《安全条例》（2015年修正）第十条", ["title 安全条例 第十条"]),
      ("《条例》第 十 条", ["title 条例 第十条"]),
      (
        "《条例》第九条第(一)项、第(六)项和第十四条第(二)项、第(三)项、第(四)项所列",
        [
          "title 条例 第九条第（一）项", "title 条例 第九条第（六）项", "title 条例 第十四条第（二）项", "title 条例 第十四条第（三）项",
          "title 条例 第十四条第（四）项",
        ]
      ),
      ("《第三条例外》", ["title 第三条例外"]),
    ])
  func titles(text: String, expected: [String]) { #expect(found(text) == expected) }

  @Test(
    "names of laws without 《》, numbers of documents",
    arguments: [
      ("应当依照刑法第二百三十二条的规定", ["name 应当依照刑法 第二百三十二条"]),
      ("符合劳动合同法第四十六条规定", ["name 符合劳动合同法 第四十六条"]),
      ("违反香港特别行政区基本法第一条", ["name 违反香港特别行政区基本法 第一条"]),
      ("按照国发〔2016〕64号和國發﹝2017﹞5 號办理", ["number 国发〔2016〕64号", "number 国发〔2017〕5号"]),
    ])
  func names(text: String, expected: [String]) { #expect(found(text) == expected) }

  private let law = """
    试验条例

    第一条　为了试验，制定本条例。

    第二条　甲的话。

    前款第一项和第五条第二款所称试验，见本条例第七条。

    有下列情形之一的，依照第一款处理：

    （一）情形甲；

    （二）除前项以外的情形乙，前两款另有规定的除外。

    第三条　违反前条和本条例第二条第一款、第三款第（二）项规定的，处罚。

    第四条　适用《安全法》第九条，该法第十条除外；同法第十一条也是。目前款项以前条件不变，第一书记负责。
    """

  @Test("what a text says of itself is told by where it is")
  func own() {
    #expect(
      found(law) == [
        "own 第二条第一款第（一）项", "own 第五条第二款", "own 第七条", "own 第二条第一款",
        "own 第二条第三款第（一）项", "own 第二条第一款至第二款", "own 第二条", "own 第二条第一款", "own 第二条第三款第（二）项",
        "title 安全法 第九条", "title 安全法 第十条", "title 安全法 第十一条",
      ], "\(found(law))")
  }

  @Test("a name in brackets means the title before it")
  func shortNames() {
    let text = "《关于试验工作若干问题的规定》（以下简称《规定》）和《某某办法》（以下统称“办法”）。《规定》第三条。"
    let bytes = Array(text.utf8)
    let all = CitationFinder.find(in: bytes, DocumentOutline(bytes))
    #expect(all.shortNames == ["规定": "关于试验工作若干问题的规定", "办法": "某某办法"])
    #expect(found(text).count == 3)
  }

  @Test("Taiwan's order has 項 before 款")
  func taiwan() {
    let text = "中華民國某法\n\n第 1 條\n為試驗，制定本法。\n\n第 2 條\n違反前條或第一條第二項第三款規定者，處罰。\n"
    #expect(found(text) == ["own 第一条", "own 第一条第二款第（三）项"], "\(found(text))")
  }

  @Test("the range of a citation is the words of it")
  func ranges() {
    let text = "依照《立法法》第六十五条、第六十六条第（一）、（三）项的规定"
    let bytes = Array(text.utf8)
    let ranges = CitationFinder.find(in: bytes, DocumentOutline(bytes)).citations.map(\.byteRange)
    #expect(
      ranges.map { String(decoding: bytes[$0], as: UTF8.self) } == ["《立法法》第六十五条", "第六十六条第（一）", "（三）项"])
  }

  @Test("wrapped lines do not part a citation")
  func wrapped() { #expect(found("依照《中华人民共和国\n立法法》第\n六十五条的规定") == ["title 中华人民共和国立法法 第六十五条"]) }

  @Test("whatever is in a text, each range is a stretch of it, in order")
  func anyText() {
    var random = SeededGenerator("citations of any text")
    let replay = random.replay
    let parts = [
      "《", "》", "第", "条", "款", "项", "目", "十", "三", "13", "９９９９９９９９９９", "（", "）", "(", ")", "之", "、", "至", "和", "本法",
      "该法", "同法",
      "前款", "前两条", "刑法", "依照", "以下简称", "〔2016〕", "64号", "国发", "字第", "令第", "\n", "\n\n", "\r\n", " ", "　", "條", "項",
      "“", "”", "。",
      "一、", "第一条 ", "第 13-1 條", "𠀀", "é", "千千千千千千千千",
    ]
    for round in 0..<400 {
      let text = (0..<random.int(0...60)).map { _ in random.pick(parts) }.joined()
      let bytes = Array(text.utf8)
      let found = CitationFinder.find(in: bytes, DocumentOutline(bytes)).citations
      var last = 0
      for citation in found {
        let range = citation.byteRange
        #expect(
          range.lowerBound >= last && range.upperBound <= bytes.count && !range.isEmpty,
          "\(replay) \(round) \(text)")
        #expect(String(validating: bytes[range], as: UTF8.self) != nil, "\(replay) \(round)")
        last = range.lowerBound
        #expect(citation.target != .own || !citation.place.isWhole, "\(replay) \(round) \(text)")
      }
    }
  }

  @Test("places touch when one lies in the other, or both are in a range")
  func touching() {
    let article = CitedPlace(article: 65)
    #expect(article.touches(CitedPlace(article: 65, paragraph: 2)))
    #expect(CitedPlace(article: 60, through: 70).touches(article))
    #expect(!article.touches(CitedPlace(article: 65, insertion: 1)) && !article.touches(CitedPlace(article: 66)))
    #expect(!CitedPlace(article: 65, paragraph: 1).touches(CitedPlace(article: 65, paragraph: 2)))
    #expect(
      CitedPlace(article: 65, paragraph: 1, through: 3).touches(CitedPlace(article: 65, paragraph: 2, item: 4)))
    #expect(CitedPlace().touches(article))
  }

  @Test(
    "titles of one law have one name",
    arguments: [
      ["中华人民共和国立法法", "立法法", "立法法（2015年修正）", "中華人民共和國立法法"],
      ["最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", "最高人民法院关于适用《民事诉讼法》的解释"],
    ])
  func normalForms(titles: [String]) { #expect(Set(titles.map(CitedTitle.normalForm)).count == 1) }
}
