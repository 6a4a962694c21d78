import Testing
import WenjianBytes
import WenjianDocument
import WenjianModel
import WenjianTestSupport

private func found(_ text: String, path: String = "") -> DocumentMetadata {
  MetadataFinder.find(in: Array(text.utf8), path: path)
}

@Suite("What a text says of itself")
struct MetadataFinderTests {
  @Test(
    "is right for the five seeds where it stands in them", .enabled(if: SharedFiles.root != nil, "needs ../shared"))
  func seeds() throws {
    let directory = try #require(SharedFiles.root) + "/seeds"
    let expected: [(prefix: String, title: String?, date: String?, source: String?, author: String?)] = [
      ("000_", "【兩學一做】貴州把黨組織優勢化為脫貧攻堅優勢", "2016-10-18", "人民日報", nil),
      ("001_", nil, nil, nil, "張濤 周鎮兵 于曉凡"),
      ("002_", "安溪持续抓党建促脱贫攻坚-贫困村及贫困人口 脱贫数居全市首位", "2017-06-01", "泉州网", nil),
      ("003_", "创新思路管干部 脱贫攻坚干劲足 ——安龙县“三个一”模式助力高质量脱贫", nil, nil, "袁绍阳 谌晗 方林"),
      ("004_", nil, nil, "網絡整理", nil),
    ]
    for name in try FileOperations.names(in: directory).sorted() {
      guard let row = expected.first(where: { name.hasPrefix($0.prefix) }) else { continue }
      let text = try FileOperations.read(directory + "/" + name)
      let metadata = MetadataFinder.find(
        in: text, path: name, lowWeightRanges: BoilerplateLines.find(in: text))
      #expect(metadata.title?.value == row.title)
      #expect(metadata.publicationDate?.value.description == row.date)
      #expect(metadata.source?.value == row.source)
      #expect(metadata.author?.value == row.author)
      #expect(metadata.signatureDate == nil && metadata.documentNumber == nil && metadata.kind == nil)
    }
  }

  @Test(
    "has dates in every form",
    arguments: [
      "发布时间：2016年7月1日", "发布日期:2016-07-01 08:00", "發布日期：2016/7/1", "发布日期 2016.07.01", "【发布日期】二〇一六年七月一日",
      "发布日期：二○一六年七月一日", "發布日期：民國105年7月1日", "公告日期：中華民國一百零五年七月一日", "发布日期：20160701", "發布日期：105-07-01", "日期：105.07.01",
      "发布日期：２０１６年７月１日", "发布日期：2016 年 7 月 1 日", "2016-07-01 10:20:30 来源：人民日报",
    ])
  func dates(line: String) {
    let text = "关于做好有关工作的通知\n\(line)\n正文。"
    #expect(found(text).publicationDate?.value == CivilDate(year: 2016, month: 7, day: 1))
  }

  @Test(
    "has no day that there is not, and no date in other numbers",
    arguments: ["发布日期：2016-02-30", "发布日期：2016-13-01", "电话：010-2016-0701", "发布日期：", "发布日期：1.2.3", "时间：12016-07-01"])
  func noDates(line: String) {
    #expect(found("标题在这里\n\(line)\n").publicationDate == nil)
  }

  @Test("has nothing for a label without a value, and what the next label says")
  func emptyLabel() {
    let metadata = found("中华人民共和国监察法\n来源: | 发布时间: 2018-05-17 | 作者： | 浏览次数: 2168\n正文。")
    #expect(metadata.source == nil && metadata.author == nil)
    #expect(metadata.publicationDate?.value.description == "2018-05-17")
    #expect(metadata.title?.value == "中华人民共和国监察法" && metadata.kind?.value == "法")
  }

  @Test("does not loop on figures that begin no date")
  func figures() {
    #expect(found("廿卅廿\n〇〇〇〇\n一二三四五六七八九十一二三\n99999999999999999999年1月1日").publicationDate == nil)
  }

  @Test(
    "has the date of a file name",
    arguments: [
      ("a/2023-10-24.txt", "2023-10-24"), ("上海口岸服务条例(2020-05-14).txt", "2020-05-14"),
      ("20220924.txt", "2022-09-24"),
      ("x_2016_07_01_y.md", "2016-07-01"), ("2016年7月1日讲话.txt", "2016-07-01"),
    ])
  func fileNames(path: String, date: String) {
    let metadata = found("正文", path: path)
    #expect(metadata.publicationDate?.value.description == date)
    #expect(metadata.publicationDate?.origin == .fileName)
  }

  @Test("has a number of the document in one form", .enabled(if: SharedFiles.root != nil, "needs ../shared"))
  func numbers() throws {
    let rows = try #require(SharedFiles.gold("document_numbers.tsv"))
    #expect(rows.count >= 15)
    for row in rows { #expect(DocumentNumber.normalForm(of: row[0]) == row[1]) }
  }

  @Test("has no number of a document that it only quotes")
  func quotedNumber() {
    let text = "会议通报\n根据《关于下达预算的通知》（财农〔2020〕17号），现将有关资金安排情况通报如下，请各单位遵照执行，及时拨付到位。"
    #expect(found(text).documentNumber == nil)
    #expect(DocumentNumber.normalForm(of: "根据财农〔2020〕17号") == "财农〔2020〕17号")
    #expect(DocumentNumber.normalForm(of: "第3号") == nil)
  }

  @Test(
    "has numbers whose letters end in a word that leads up to others, and those of Hong Kong",
    arguments: [
      ("发改农经〔2021〕1237号", "发改农经〔2021〕1237号"), ("财农经〔2020〕7号", "财农经〔2020〕7号"),
      ("经字第0920026367號", "经字第0920026367号"), ("教育局通告第12/2022號", "教育局通告第12/2022号"),
      ("工务科通函第3/2019号", "工务科通函第3/2019号"), ("第12/2022号", nil), ("通告第12/22号", nil),
    ] as [(String, String?)])
  func moreNumbers(text: String, form: String?) {
    #expect(DocumentNumber.normalForm(of: text) == form)
  }

  @Test("has whoever wrote it: behind a byline, in the bracket at its end, under any surname")
  func bylines() {
    #expect(found("标题一行\n本报记者　吉蕾　胡舒彤\n" + prose).author?.value == "吉蕾 胡舒彤")
    #expect(found("新闻社乌鲁木齐4月18日电（记者关俏、阿依努尔）题：戈壁滩上“种太阳”，光伏产业带富边疆牧民，板上发电，板下放羊。").author?.value == "关俏 阿依努尔")
    #expect(found(prose + "\n" + prose + "\n" + prose + "（金融处　俞建飞）").author?.value == "俞建飞")
    #expect(found("美国资深调查记者赫什发表文章说，这件事情是有人策划的，引起了国际社会的广泛关注，各方纷纷要求调查。\n" + prose).author == nil)
    #expect(found(prose + "\n" + prose + "（金融处 电话）").author == nil)
  }

  @Test("has the paper that printed it, and no measure or film for a source")
  func sources() {
    #expect(found("题目\n《大河日报》（2021年12月20日　第 01 版）\n" + prose).source?.value == "大河日报")
    #expect(found("题目\n《 民众日报 》（ 2022年06月08日 13 版）\n" + prose).source?.value == "民众日报")
    #expect(found("题目\n《走进百姓家》（英文版）\n" + prose).source == nil)
    #expect(found("題目\n單位：農村發展司\n" + prose).source?.value == "農村發展司")
    #expect(found("标准\n单位：公里\n" + prose).source == nil)
    #expect(found("标准\n计量单位：县统计局\n" + prose).source == nil)
    let twice = "题目\n2022-11-03　来源: 陇原日报甘肃 举报\n" + prose + "\n" + prose + "\n本文来源：陇原日报　　责任编辑：王珊珊"
    #expect(found(twice).source?.value == "陇原日报")
  }

  @Test("has the kind and the office of its number where the title does not say them")
  func byNumber() throws {
    let circular = "教育局通告第12/2022號\n鄉村學校校舍維修津貼\n" + prose
    #expect(found(circular).kind?.value == "通告")
    let issuer = try #require(found(circular).issuer)
    #expect(issuer.value == "教育局" && issuer.byteRange == 0..<9)
    let decree = found("国务院令第707号\n城市供热条例\n" + prose)
    #expect(decree.kind?.value == "条例" && decree.issuer?.value == "国务院")
    #expect(found("国务院令第707号\n修正的话\n" + prose).kind == nil)
    // As the text spells it.
    #expect(found("農業農村部令2023年第2號\n生豬屠宰檢疫規範\n" + prose).issuer?.value == "農業農村部")
    #expect(found("國務院辦公室通告\n" + prose + "\n教育局局長\n陳慕顏代行\n2022年7月5日").issuer?.value != "陳慕顏代行")
  }

  @Test("is a notice with its head, number, signature and issuer")
  func notice() throws {
    let text = """
      国务院办公厅文件

      国办发〔2016〕64号

      国务院办公厅关于进一步加强
      农村饮水管护工作的通知

      各省、自治区、直辖市人民政府，国务院各部委、各直属机构：

      为巩固农村饮水工程建设成果，保障农村居民饮水安全，经国务院同意，现就有关事项通知如下，请认真贯彻执行。

      各地区要加强领导，落实责任，及时研究解决管护工作中的问题，重要情况及时报告，确保各项任务按期完成。

      国务院办公厅
      2016年7月1日
      """
    let metadata = found(text)
    let title = try #require(metadata.title)
    #expect(title.value == "国务院办公厅关于进一步加强农村饮水管护工作的通知")
    let range = try #require(title.byteRange)
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == "国务院办公厅关于进一步加强\n农村饮水管护工作的通知")
    #expect(metadata.documentNumber?.value == "国办发〔2016〕64号")
    #expect(metadata.signatureDate?.value.description == "2016-07-01")
    #expect(metadata.publicationDate == nil)
    #expect(metadata.issuer?.value == "国务院办公厅")
    #expect(metadata.kind?.value == "通知")
  }

  @Test("comes from front matter first")
  func frontMatter() {
    let metadata = found("---\ntitle: \"标题\"\ndate: 2016-07-01\nsource: 人民日报\nauthor: 张三\n---\n# 另一个标题\n正文")
    #expect(metadata.title == Finding("标题", .frontMatter, 0.95))
    #expect(metadata.publicationDate?.value.description == "2016-07-01")
    #expect(metadata.source?.value == "人民日报")
    #expect(metadata.author?.value == "张三")
    #expect(found("---\ntitle: 标题\n没有结束").title?.origin != .frontMatter)
  }

  @Test(
    "has the kind that its title ends in",
    arguments: [
      ("国务院办公厅关于加强管护工作的通知", "通知"), ("关于进一步深化改革的实施意见", "意见"), ("国务院關于推進戶籍制度改革的意見（國發〔2014〕25號）", "意见"),
      ("上海口岸服务条例", "条例"), ("农村公路养护管理办法（试行）", "办法"), ("中华人民共和国刑法", "法"), ("最高人民法院关于适用法律若干问题的解释", "解释"),
      ("縣（市）醫療補助辦法", "办法"), ("多部门出台指导意见", nil), ("市政府印发《管理办法》", nil), ("支部强了，群众才有办法", nil), ("领导班子的好方法", nil),
      ("国务院政府工作报告", nil),
      ("北京市实施《中华人民共和国突发事件应对法》办法", "办法"),
    ] as [(String, String?)])
  func kinds(title: String, kind: String?) {
    #expect(DocumentKind.find(inTitle: title)?.kind == kind)
  }

  @Test("is bounded: a long text costs no more than its head and tail")
  func bounded() {
    let body = String(repeating: prose + "\n", count: 20_000)
    let metadata = found("关于做好有关工作的通知\n\(body)来源：人民日报\n某县人民政府\n2016年7月1日\n")
    #expect(metadata.title?.value == "关于做好有关工作的通知")
    #expect(metadata.source?.value == "人民日报")
    #expect(metadata.signatureDate?.value.description == "2016-07-01")
    #expect(metadata.issuer?.value == "某县人民政府")
  }

  @Test("of a text without a title is its beginning, to show")
  func beginning() {
    #expect(MetadataFinder.beginning(of: Array("\n  甲乙丙丁\n戊".utf8)) == "甲乙丙丁")
    #expect(MetadataFinder.beginning(of: Array("甲乙丙丁".utf8), limit: 3) == "甲乙丙…")
    #expect(MetadataFinder.beginning(of: Array("导航\n正文".utf8), lowWeightRanges: [0..<6]) == "正文")
    #expect(MetadataFinder.beginning(of: []) == "")
    #expect(MetadataFinder.beginning(of: Array("# Sample documents\n甲".utf8)) == "Sample documents")
    #expect(MetadataFinder.beginning(of: Array("#乡村振兴# 甲".utf8)) == "#乡村振兴# 甲")
  }
}

private let prose = "近年来，该县围绕坚决打赢脱贫攻坚战，发挥党建扶贫的关键作用，着力扶出好班子、好思路、好机制、好作风。"
