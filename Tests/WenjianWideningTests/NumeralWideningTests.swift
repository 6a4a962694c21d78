import Testing
import WenjianModel
import WenjianStream
import WenjianTestSupport
import WenjianWidening

@Suite("Numerals are widened")
struct NumeralWideningTests {
  private static let rows = """
    第一条 第1条 eq
    第七款 第7款 eq
    第十项 第10项 eq
    第三章 第3章 eq
    第二十四章 第24章 eq
    第十一節 第 11 節 eq
    第一编 第1编 eq
    第二百零六条 第206条 eq
    第二百〇六条 第二百零六条 eq
    第二〇六条 第206條 eq
    第一百十三條 第113条 eq
    第一百一十三條 第一百十三条 eq
    第一千二百六十条 第1260条 eq
    第一千零五条 第1005条 eq
    第一千〇五十条 第1050条 eq
    第十三条第二款 第13条第2款 eq
    第十三条第二款第三项 第13条第二款第3项 eq
    《刑法》第二百三十二条 《刑法》第232条 eq
    第十三條之一 第13條之1 eq
    第十三條之一 第 13-1 條 eq
    第13條之一 第13條之1 eq
    第八十一條之二 第81-2條 eq
    第十三届全国人民代表大会第三次会议 第13届全国人民代表大会第3次会议 eq
    十三届三中全会 13届3中全会 eq
    十九届五中全会 19届五中全会 eq
    第一次会议 第1次会议 eq
    第十四个五年规划 第14个5年规划 eq
    第一百二十五期 第125期 eq
    第二批 第2批 eq
    第五轮 第5轮 eq
    第四季度 第4季度 no
    第三名 第3名 eq
    第十三 第13 eq
    一九四九年 1949年 eq
    二零零八年 2008年 eq
    二〇〇八年 二零零八年 eq
    二○○八年 2008年 eq
    二OO八年 2008年 eq
    二零二一年度 2021年度 eq
    一九九〇年代 1990年代 eq
    九十年代 90年代 eq
    二十世纪八十年代 20世纪80年代 eq
    二〇二〇 2020 eq
    一九七八 1978 eq
    二〇一六年工作报告 2016年工作报告 eq
    2008年5月12日 二〇〇八年五月十二日 eq
    2008年5月12日 2008-05-12 eq
    2008年5月12日 2008/5/12 eq
    2008年5月12日 2008.5.12 eq
    2008.05.12 二零零八年五月十二日 eq
    2008-5-12 2008年05月12日 eq
    2008年5月12号 2008-05-12 eq
    1999年12月31日 1999-12-31 eq
    2020年02月29日 2020-2-29 eq
    2019年02月29日 2019-2-29 no
    2016-13-18 2016年13月18日 no
    2016-10-18 2016-10-19 no
    2016年10月18日 2016年1月18日 no
    10月1日 十月一日 eq
    10月1日 10月01日 eq
    3月 三月 eq
    03月 3月 eq
    2016年3月 二〇一六年三月 eq
    六十日 60日 eq
    三十日内 30日内 eq
    五个工作日 5个工作日 eq
    十五个工作日内 15个工作日内 eq
    三个月 3个月 eq
    两个月 2个月 eq
    两年 2年 eq
    三年 3年 eq
    十年 10年 eq
    三十周年 30周年 eq
    七十二小时 72小时 eq
    一点五倍 1.5倍 eq
    三点二个百分点 3.2个百分点 eq
    五个百分点 5个百分点 eq
    三百家 300家 eq
    五十六个民族 56个民族 eq
    三千人 3000人 eq
    五项措施 5项措施 eq
    六级 6级 eq
    一期 1期 eq
    三号楼 3号楼 eq
    百分之五 5% eq
    百分之五十一 51％ eq
    百分之一百 100% eq
    百分之百 100% eq
    百分之零点五 0.5% eq
    百分之〇点〇五 0.05% eq
    百分之三十以上 30%以上 eq
    百分之90 90% eq
    百分之十点二五 10.25% eq
    千分之三 3‰ eq
    增长百分之八左右 增长8%左右 eq
    国办发〔2020〕12号 国办发(2020)12号 eq
    国办发〔2020〕12号 国办发（2020）第12号 eq
    国办发〔2020〕十二号 国办发[2020]12号 eq
    发改办〔85〕12号 发改办[85]第12号 eq
    国发〔2016〕 国发（2016） eq
    国务院令第707号 国务院令707号 eq
    财政部公告2020年第2号 财政部公告二〇二〇年第二号 eq
    第一百号 第100号 eq
    中央一号文件 中央1号文件 eq
    12，345元 12345元 eq
    1，234，567人 1234567人 eq
    1，234.5万元 1234.5万元 eq
    民国一〇五年 民国105年 eq
    民國八十八年 民國88年 eq
    中华民国105年 民国一百零五年 eq
    五万 50000 eq-value
    五万元 5万元 eq-value
    1.2亿 120000000 eq-value
    一点二亿 1.2亿 eq-value
    三百六十 360 eq-value
    一百二十 120 eq-value
    十二万 120000 eq-value
    12万 120000 eq-value
    二万五千里 25000里 eq-value
    廿五日 25日 eq-value
    卅一日 31日 eq-value
    四千八百元 4800元 eq
    民國89年 2000年 eq-roc
    民国三十八年 1949年 eq-roc
    民国元年 1912年 no
    九十八年 民国98年 no
    第二十三条 第三条 no
    二十三条 三条 no
    13条 3条 no
    第三条 三条 no
    百分之十三 3% no
    十一 11 no
    十九大 19大 no
    十四五规划 145规划 no
    十八大以来 18大以来 no
    两学一做 2学1做 no
    一国两制 1国2制 no
    三农 3农 no
    四个全面 4个全面 no
    四个意识 4个意识 no
    三个代表 3个代表 no
    两个维护 2个维护 no
    八项规定 8项规定 no
    三位一体 3位1体 no
    三支一扶 3支1扶 no
    三重一大 3重1大 no
    九三学社 93学社 no
    一次性补贴 1次性补贴 no
    第三人 第3人 no
    第一书记 第1书记 no
    第三产业 第3产业 no
    一个 1个 no
    两个 2个 no
    一家 1家 no
    七八个 78个 no
    三五年 35年 no
    三八节 38节 no
    五四运动 54运动 no
    九一八 918 no
    一二九运动 129运动 no
    一万二 12000 no
    三百五 350 no
    2.13条 13条 no
    100，200 100200 no
    1，29万元 129万元 no
    （85）12号 [85]12号 no
    5月 5日 no
    A13条 A十三条 no
    万一 10001 no
    千万 10000000 no
    """.split(separator: "\n").map { line -> [String] in
      // Blanks may stand inside a string: two of them, or the last ones of the line, part the columns.
      let parts = line.split(separator: " ").map { String($0) }
      if parts.count == 3 { return parts }
      return [parts[0], parts[1..<(parts.count - 1)].joined(separator: " "), parts[parts.count - 1]]
    }

  @Test("as strings say the same, by default or by option, and never where they do not", arguments: rows)
  func relations(row: [String]) throws {
    let relation = try #require(WideningRelation(rawValue: row[2]))
    #expect(WideningRelation.of(row[0], row[1]) == relation)
    #expect(WideningRelation.of(row[1], row[0]) == relation)
    if relation == .no { #expect(!WideningRelation.areOne(row[0], row[1], WideningRelation.all)) }
  }

  @Test("there are more than a hundred rows")
  func count() { #expect(Self.rows.count > 150) }

  @Test(
    "the typed form is the first, whatever it is", arguments: ["第十三条", "二OO六年", "１２％", "信息", "　", "2016-10-18"])
  func typedFirst(text: String) {
    let found = StringWidening(WideningRelation.all).forms(of: text)
    #expect(found.forms[0].elements == analyzeQuery(text).map(\.element) && found.forms[0].rules.isEmpty)
    #expect(found.forms.dropFirst().allSatisfy { !$0.rules.isEmpty })
    #expect(Set(found.forms.map(\.elements)).count == found.forms.count)
  }

  @Test("every form is read back as its elements")
  func textsFold() {
    for row in Self.rows {
      for text in row.prefix(2) {
        for form in StringWidening(WideningRelation.all).forms(of: text).forms {
          #expect(analyzeQuery(form.text).map(\.element) == form.elements, "\(text): \(form.text)")
        }
      }
    }
  }

  @Test("a form whose edge is a numeral is not accepted inside a longer one")
  func guards() throws {
    func form(_ typed: String, _ text: String) throws -> WrittenForm {
      try #require(StringWidening(.standard).forms(of: typed).forms.first { $0.text == text })
    }
    let ten: UInt32 = ("十" as Unicode.Scalar).value
    #expect(try form("3条", "三条").notBehind.contains(ten))
    #expect(try form("3条", "三条").notBefore.isEmpty)
    #expect(try form("第3条", "第三条").notBehind.isEmpty)
    #expect(try form("90%", "百分之九十").notBefore.contains(ten))
    #expect(try form("第13", "第十三").notBefore.contains(ten))
    #expect(try form("2016", "二〇一六").notBehind.contains(ten))
    #expect(try form("2016", "二〇一六").notBefore.contains(ten))
    // What was typed is found as grep finds it.
    let typed = try form("三条", "三条")
    #expect(typed.notBehind.isEmpty && typed.notBefore.isEmpty)
    // 中华民国105年 counts once.
    let hua: UInt32 = ("华" as Unicode.Scalar).value
    #expect(try form("中华民国105年", "民国105年").notBehind.contains(hua))
    #expect(try form("民国一百零五年", "民国105年").notBehind.isEmpty)
  }

  @Test("a string of many numerals has a bounded number of forms, one notation throughout among the first")
  func bounded() {
    let found = StringWidening(.standard).forms(of: "第一条第二款第三项第四目第五节第六章第七编第八卷")
    #expect(found.isCut && found.forms.count == StringWidening.formLimit)
    #expect(found.forms.prefix(4).map(\.text).contains("第1条第2款第3项第4目第5节第6章第7编第8卷"))
    let few = StringWidening(.standard).forms(of: "第一条第二款")
    #expect(!few.isCut)
    #expect(Set(few.forms.map(\.text)) == ["第一条第二款", "第1条第2款", "第1条第二款", "第一条第2款"])
  }

  @Test("off is off")
  func none() {
    for row in Self.rows { #expect(forms(row[0], .none).count == 1) }
  }

  @Test(
    "what is not near a number has one form", arguments: ["改革开放", "covid19", "GB2312", "3d打印", "", "《》", "乡村振兴"])
  func nothing(text: String) { #expect(forms(text).count == 1) }

  /// What LANGUAGE.md says, row by row.
  @Test(
    "as the language says",
    arguments: [
      ("第十三条", ["第13条"]), ("第105条", ["第一百零五条", "第一百〇五条", "第一〇五条"]), ("第十三条之一", ["第13条之1", "第13-1条"]),
      ("三中全会", ["3中全会"]), ("二十一世纪", ["21世纪"]), ("五个工作日", ["5个工作日"]), ("六十日", ["60日"]),
      ("2016年", ["二〇一六年", "二零一六年"]),
      ("2016年10月8日", ["2016-10-8", "2016/10/8", "2016.10.8", "2016-10-08", "2016年10月08日", "二〇一六年十月八日"]),
      ("90%", ["百分之九十", "百分之90"]), ("3.5%", ["百分之三点五"]), ("3‰", ["千分之三"]),
      ("国发〔2016〕64号", ["国发(2016)64号", "国发[2016]第64号", "国发[2016]六十四号"]), ("令第707号", ["令707号"]),
      ("民国105年", ["民国一百零五年", "民国一〇五年"]), ("1，294万元", ["1294万元"]),
    ])
  func language(typed: String, others: [String]) {
    let found = forms(typed)
    for other in others { #expect(found.contains(other), "\(typed) and \(other): \(found)") }
  }

  @Test("a point that is an element of its own stays one in the text of a form")
  func point() {
    for form in StringWidening(WideningRelation.all).forms(of: "2016千1 .20").forms {
      #expect(analyzeQuery(form.text).map(\.element) == form.elements, "\(form.text)")
    }
  }

  @Test("a zero that is a number of its own stays one in the text of a form")
  func zero() {
    for form in StringWidening(WideningRelation.all).forms(of: "条%一〇 0 〇.999999999999%").forms {
      #expect(analyzeQuery(form.text).map(\.element) == form.elements, "\(form.text)")
    }
  }

  @Test("any string has its forms, a bounded number, each once", arguments: 0..<50)
  func anyString(round: Int) {
    var generator = SeededGenerator("forms", round: round)
    let pieces = [
      "第", "一", "二", "十", "百", "千", "万", "亿", "〇", "零", "两", "廿", "点", "1", "20", "2016", "3.5", "条", "年", "月", "日",
      "号", "个", "%", "‰",
      "百分之", "(", ")", "〔", "〕", "-", "/", ".", "，", "之", "令", "公告", "民国", "中华民国", "中全会", "信息", "a", " ",
      "999999999999", "0",
    ]
    for _ in 0..<40 {
      let text = (0..<generator.int(0...12)).map { _ in generator.pick(pieces) }.joined()
      let found = StringWidening(WideningRelation.all).forms(of: text)
      #expect(found.forms.count <= StringWidening.formLimit)
      #expect(Set(found.forms.map(\.elements)).count == found.forms.count)
      for form in found.forms {
        #expect(analyzeQuery(form.text).map(\.element) == form.elements, "\(text): \(form.text); \(RunSeed.replay)")
      }
    }
  }
}
