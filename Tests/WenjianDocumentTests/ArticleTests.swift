// Where articles begin and end: numbers inside a line, in brackets, with blanks; what is read out, quoted or printed below.

import Testing
import WenjianDocument

/// The citation of the offset where a word stands first; 无 for none.
private func cited(_ word: String, in text: String) throws -> String {
  let bytes = Array(text.utf8)
  let word = Array(word.utf8)
  let offset = try #require(
    (0...(bytes.count - word.count)).first { bytes[$0...].starts(with: word) }, "not in the text")
  return DocumentOutline(bytes).citation(at: offset, in: bytes) ?? "无"
}

/// A text, and for some of its words the citation.
struct CitationCase: CustomTestStringConvertible, Sendable {
  var text: String
  var citations: KeyValuePairs<String, String>

  init(_ text: String, _ citations: KeyValuePairs<String, String>) {
    self.text = text
    self.citations = citations
  }

  var testDescription: String { String(text.prefix(40)) }
}

@Suite("An article")
struct ArticleTests {
  private func check(_ trial: CitationCase) throws {
    for (word, citation) in trial.citations {
      #expect(try cited(word, in: trial.text) == citation, "\(word) in \(trial.text)")
    }
  }

  @Test(
    "begins inside a line when its number is the next one, behind a sentence",
    arguments: [
      CitationCase(
        "云麓市图书条例　第一条　为了甲，制定本条例。第二条　本条例所称乙，依照第三条规定的除外。第三条　丁应当：（一）戊；（二）己。第四条　本条例自公布之日起庚。",
        ["图书": "无", "甲": "第一条", "除外": "第二条", "丁": "第三条", "己": "第三条", "庚": "第四条"]),
      CitationCase(
        "云麓市图书条例 第一条为了甲，制定本条例。第二条中华人民共和国境内乙。第三条规定的丙除外。第三条国家丁。第四条各级人民政府戊。",
        ["甲": "第一条", "内乙": "第二条", "丙": "第二条", "丁": "第三条", "戊": "第四条"]),
      CitationCase(
        "第一条　甲。第二条　乙。\n丙。第三条　丁。", ["甲": "第一条", "乙": "第二条第一款", "丙": "第二条第二款", "丁": "第三条"]),
      CitationCase(
        "条例\n第一章　总则　第一条　甲。第二条　乙。第二章　流动　第三条　丙。\n第四条　丁。",
        ["甲": "第一条", "乙": "第二条", "流动": "第二章", "丙": "第三条", "丁": "第四条"]),
      CitationCase("第一条、甲。第二条、乙。第三条、丙。", ["甲": "第一条", "乙": "第二条", "丙": "第三条"]),
      CitationCase(
        "云麓市图书条例第一条　为了甲。第二条　乙。第三条　丙。", ["图书": "无", "甲": "第一条", "乙": "第二条", "丙": "第三条"]),
      CitationCase(
        "第一章总则第一条为了甲。第二条乙。第二章流动第三条丙。第三章附则第四条丁。",
        ["甲": "第一条", "乙": "第二条", "流动": "第二章", "丙": "第三条", "丁": "第四条"]),
      CitationCase("第五章　责任\n第九条　甲。\n第六章附则第十条本条例自公布之日起乙。", ["甲": "第九条", "乙": "第十条"]),
      CitationCase("条例（2023年5月9日通过）第一条　甲。第二条　乙。", ["2023": "无", "甲": "第一条", "乙": "第二条"]),
      CitationCase("【第一条】甲。【第二条】乙。【第三条】丙。", ["甲": "第一条", "乙": "第二条", "丙": "第三条"]),
      CitationCase("第 1 條 甲。第 2 條 乙。依第 3 條 規定，丙。", ["甲": "第1條", "乙": "第2條", "丙": "第2條"]),
      CitationCase(
        "第一条　本办法的车辆为流动图书车甲。第二条　乙。第三\n条　车辆每两周到达一次丙。第四条　丁。",
        ["甲": "第一条", "乙": "第二条", "丙": "无", "丁": "第四条"]),
    ])
  func insideLine(trial: CitationCase) throws { try check(trial) }

  @Test(
    "does not begin inside a line that only speaks of one",
    arguments: [
      CitationCase("他提出两条。第一条要甲。第二条是乙。", ["甲": "无", "乙": "无"]),
      CitationCase("当事人违反本条例第一条 的规定。第二条 乙。", ["乙": "无"]),
      CitationCase("依照《河道法》 第一条 甲。第二条 乙。", ["甲": "无", "乙": "无"]),
      CitationCase(
        "第五条　甲。第六条规定的乙除外。第七条 第二款所称丙。\n第六条　丁。", ["乙": "第五条", "丙": "第五条", "丁": "第六条"]),
      CitationCase(
        "第一条　甲改为：“第二条　乙。第三条　丙。”丁。\n第二条　戊。", ["乙": "第一条", "丙": "第一条", "丁": "第一条", "戊": "第二条"]),
      CitationCase("通知\n依《河道法》第三条：“丙应当。”丁。", ["丙": "无", "丁": "无"]),
    ])
  func referencesInLine(trial: CitationCase) throws { try check(trial) }

  @Test("that begins inside a line has its byte offset there")
  func offsets() throws {
    let text = "云麓市图书条例　第一条　甲。第二条　乙。"
    let bytes = Array(text.utf8)
    let articles = DocumentOutline(bytes).divisions(in: bytes).filter { $0.entry.level == .article }
    let spelled = articles.map { String(decoding: bytes[$0.entry.byteOffset..<$0.endByteOffset], as: UTF8.self) }
    #expect(spelled == ["第一条　甲。", "第二条　乙。"])
  }

  @Test("that begins inside a line leaves the title before it")
  func titles() {
    let law = "云麓市图书条例　第一条　甲。第二条　乙。"
    #expect(TitleLine.find(in: Array(law.utf8)).text == "云麓市图书条例")
    #expect(MetadataFinder.beginning(of: Array(law.utf8)) == "云麓市图书条例")
    let prose = "他提出两条。第一条要甲。第二条是乙。"
    #expect(TitleLine.find(in: Array(prose.utf8)).text == prose)
  }

  @Test(
    "may have a mark or brackets with its number, and blanks in it",
    arguments: [
      CitationCase(
        "办法\n第一条、甲。\n第二条、乙。\n第三条、第四条所列丙。\n第三条、丁。",
        ["甲": "第一条", "乙": "第二条第一款", "丙": "第二条第二款", "丁": "第三条"]),
      CitationCase("第一条　甲。\n第二条　依照前条和\n第三条、第四条的乙。\n第三条　丙。", ["乙": "第二条", "丙": "第三条"]),
      CitationCase("第一条：甲。\n第二条：乙。", ["甲": "第一条", "乙": "第二条"]),
      CitationCase(
        "【第一条】甲。\n【第二条】　乙。\n【第三条　适用范围】丙。\n〔第四条〕丁。\n［第五条］戊。\n**【第六条】**　己。\n[第七条] 庚。",
        ["甲": "第一条", "乙": "第二条", "丙": "第三条", "丁": "第四条", "戊": "第五条", "己": "第六条", "庚": "第七条"]),
      CitationCase(
        "第 二 十 一 條　甲。\n第　二　十　二　條　　乙。\n第 一 百 零 三 條 丙。",
        ["甲": "第二十一條", "乙": "第二十二條", "丙": "第一百零三條"]),
    ])
  func spellings(trial: CitationCase) throws { try check(trial) }

  @Test(
    "ends at what is printed below it",
    arguments: [
      "附则", "附 则", "附　则", "附则：", "说明", "起草说明：", "修订对照表", "附：名录", "云麓市人民政府\n2023年1月16日", "2023年1月16日",
      "二〇二三年一月十六日", "云麓市人民政府　2023年1月16日", "抄送：各县。", "【解读】", "附件", "附　件", "附表",
    ])
  func ends(heading: String) throws {
    let text = "办法\n第一条　甲。\n第二条　本办法自公布之日起乙。\n\n\(heading)\n丙由市政府解释，丁。\n（一）戊。"
    #expect(try cited("起乙", in: text) == "第二条")
    for word in ["丙由", "丁。", "戊"] { #expect(try !cited(word, in: text).contains("条"), "\(word)") }
  }

  @Test("goes on behind a name without a number in the next article")
  func names() throws {
    try check(
      CitationCase("第一条　甲。\n\n乙部门丙，丁。\n\n法律责任\n\n第二条　戊。", ["丙": "第一条第二款", "法律": "无", "戊": "第二条"]))
    try check(CitationCase("【第一条】甲。\n【释义】本条乙。\n【第二条】丙。", ["甲": "第一条", "乙": "无", "丙": "第二条"]))
    // An item is no name.
    try check(
      CitationCase(
        "第一条　甲如下：\n\n（一）乙\n\n（二）丙\n\n前款规定的丁。",
        ["乙": "第一条第一款第（一）项", "丙": "第一条第一款第（二）项", "丁": "第一条第二款"]))
    // Nor is the first line of a paragraph that is wrapped between empty lines.
    let wrapped = "第三条　甲。\n\n县级以上人民政府应当将基础测绘、地理国情监测、应急\n\n测绘所需经费纳入预算乙。"
    try check(CitationCase(wrapped, ["甲": "第三条第一款", "乙": "第三条第二款"]))
  }

  @Test(
    "that was read out ends where somebody speaks",
    arguments: [
      CitationCase(
        "委員會會議紀錄\n主席：宣讀第七條。\n\n第　七　條　　河川之巡查，由縣府辦理。\n\n主席：請問各位有無異議？\n\n林委員乙：（十時十分）本席認為次數應當增加。",
        ["宣讀": "无", "河川": "第七條", "請問": "无", "次數": "无"]),
      CitationCase(
        "新闻发布会实录\n主持人：大家好。\n李明：谢谢。\n第三条　甲。\n记者：乙。\n李明：丙。", ["甲": "第三条", "乙": "无", "丙": "无"]),
      CitationCase(
        "办法解读\n问：第三条怎么理解？\n答：条文是\n第三条　甲。\n问：乙？\n答：丙。", ["甲": "第三条", "乙": "无", "丙": "无"]),
      CitationCase(
        "委員會紀錄\n主席：宣讀。\n第 5 條\n甲如下：\n一、乙。\n二、丙。\n前項丁。\n本案戊。\n二、己案。",
        ["甲": "第5條第1項", "乙": "第5條第1項第1款", "丁": "第5條第2項", "戊": "无", "己案": "无"]),
      CitationCase("主席：開會。\n第　五　條　甲。\n王委員甲：（十五時三十分）乙。", ["甲": "第五條", "乙": "无"]),
      CitationCase("王委員：開會。\n主席：好。\n第　五　條　甲。\n李部長：乙。\n丙。", ["甲": "第五條", "乙": "无", "丙": "无"]),
      CitationCase("【主持人】开会。\n第五条　甲。\n【记者】乙。\n丙", ["甲": "第五条", "乙": "无", "丙": "无"]),
      CitationCase("会议记录\n时间：2024年\n第五条　甲。\n会议决定：乙。\n丙。", ["甲": "第五条", "乙": "无", "丙": "无"]),
      CitationCase(
        "立法院公報　第100卷　院會紀錄\n主席（王院長）：宣讀。\n第　六　條　　甲；其辦法由中央主管機關會同各相關機關及各直轄市政府、縣（市）政府定之，並\n送立法院備查乙。\n決議：丙。\n主席：丁。\n戊，己。",
        ["甲": "第六條", "乙": "第六條", "丙": "无", "丁": "无", "戊": "无"]),
      CitationCase(
        "座谈\n王明：甲。\n李华：乙。\n王明：丙。\n李华：丁。\n王明：戊。\n李华：己。\n第二条　庚。\n王明（县长）：辛。", ["庚": "第二条", "辛": "无"]),
    ])
  func speakers(trial: CitationCase) throws { try check(trial) }

  @Test(
    "of another law is none of the text that quotes it",
    arguments: [
      CitationCase("通知\n一、甲。\n《河道法》第二十条规定：\n第二十条　乙。\n二、丙。", ["甲": "一", "乙": "一", "丙": "二"]),
      CitationCase("第五条　甲。\n《河道法》第二十条：\n第二十条　乙。\n第六条　丙。", ["乙": "第五条第二款", "丙": "第六条"]),
    ])
  func quotations(trial: CitationCase) throws { try check(trial) }

  @Test(
    "keeps the terms it explains, although they have colons behind them",
    arguments: [
      CitationCase(
        "办法\n第一条　本办法下列用语的含义：\n药品：是指甲。\n器械：是指乙。\n村民代表：由丙。\n第二条　丁。",
        ["甲": "第一条第一款", "乙": "第一条第二款", "丙": "第一条第三款", "丁": "第二条"]),
      CitationCase(
        "村规\n第一条　机构：\n村民代表会议：由甲组成。\n村民委员会：由乙组成。\n副主任委员：由丙担任。\n第二条　丁。",
        ["丙": "第一条第三款", "丁": "第二条"]),
      CitationCase(
        "工作规则\n第五章　会议记录\n第一条　甲。\n乙，丙。\n第二条　丁。", ["甲": "第一条第一款", "乙": "第一条第二款", "丁": "第二条"]),
      CitationCase(
        "第 9 條\n其計算式如下。\nＱ值：甲。\n第 10 條\nＱ值：乙。\nＱ值：丙。\nＱ值：丁。", ["甲": "第9條第2項", "丁": "第10條第3項"]),
    ])
  func terms(trial: CitationCase) throws {
    for (word, citation) in trial.citations {
      #expect(try cited(word, in: trial.text).hasPrefix(citation.prefix(3)))
    }
  }

  @Test(
    "does not begin with a line that goes on a sentence",
    arguments: [
      CitationCase(
        "第 31 條\n前項安置受災戶所需用地之指配順序，準用雲麓縣市地重劃實施辦法及本辦法\n第 32 條 之甲規定辦理。\n第 32 條\n乙。",
        ["甲": "第31條", "乙": "第32條"]),
      CitationCase(
        "第 5 條\n前項受災戶所需用地之指配順序，準用雲麓縣市地重劃實施辦法第三十二條\n第一項有關甲；其費用負擔，依第八條第一項第一款及其他各條的規定以及\n第二款規定辦理乙。",
        ["甲": "第5條", "乙": "第5條"]),
    ])
  func wrapped(trial: CitationCase) throws { try check(trial) }
}
