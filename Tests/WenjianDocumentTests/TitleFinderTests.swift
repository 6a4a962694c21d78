// Titles on several lines, and texts without one.

import Testing
import WenjianDocument
import WenjianModel

private func title(_ text: String) -> Finding<String>? { MetadataFinder.find(in: Array(text.utf8)).title }

private let body = "各县（市、区）人民政府，市政府各部门：\n\n为贯彻落实上级部署，现就有关事项通知如下。请认真组织实施，确保取得实效，各项工作按期完成。"

@Suite("A title on several lines")
struct BrokenTitleTests {
  @Test(
    "with 关于 is whole, wherever it is broken",
    arguments: [
      "岚溪市人民政府办公室关于进一步加强全市驻村第|一书记管理工作的|实施意见",
      "岚溪市人民政府办公室|关于进一步加强水库安全管理工作的|通知",
      "岚溪市人民政府办公室关于|印发《岚溪市流动图书车管理|办法（试行）》的通知",
      "岚溪市发展改革委等部门关于印发|《乡村建设任务书》的|通知",
      "关于印发|《岚溪市古树名木保护办法》|的|通知",
      "岚溪市财政局关于下达|2024年第一批农田建设补助资金|预算的通知",
      "岚溪市人民政府关于印发岚溪市河湖巡查管理办法|的通知",
      "岚溪市人民政府关于印发岚溪市河湖|巡查管理办法的通知",
      "中共岚溪市委|岚溪市人民政府|关于加快建设现代农业强市的|决定",
      "岚溪市教育局关于做好义务教育阶段|高质量发展|方案编制工作的通知",
      "岚溪市人民|政府关于加强水利|工作的意见", "最高人民法|院关于审理买卖合同纠纷|若干问题的解释", "岚溪市水利局、岚溪市农业|农村局关于节水|的公告",
      "岚溪市农业农村局关于加强|规划|章程|管理的意见",
      "嵐溪縣政府關於加強|河川巡查工作的|通知",
      "西陵省高级人民法院关于审理民间借贷案件适用法律|若干问题的解释",
      "关于同意设立岚溪市|高新技术产业园区的批复",
    ])
  func about(marked: String) throws {
    let whole = marked.filter { $0 != "|" }
    for separator in ["\n", "\r\n", "\n　　", "\n\n"] {
      let head = marked.split(separator: "|").joined(separator: separator)
      let text = "\n" + head + "\n\n" + body
      let found = try #require(title(text), "\(marked)")
      #expect(found.value == whole)
      let range = try #require(found.byteRange)
      let spelled = String(decoding: Array(text.utf8)[range], as: UTF8.self)
      #expect(spelled == head)
    }
  }

  @Test(
    "may begin with 第 and hold a 条: only an article has the unit behind its number",
    arguments: ["第一书记工作条例", "第三产业条块管理办法"])
  func articleLike(text: String) {
    #expect(title(text + "\n\n" + body)?.value == text)
  }

  @Test("is whole where its letters are set apart")
  func apart() {
    #expect(title("岚溪市财政局等部门关于印发\n《任务书》的\n通　　知\n\n" + body)?.value == "岚溪市财政局等部门关于印发《任务书》的通知")
    #expect(title("岚溪市财政局关于加强监督的　通　知\n\n" + body)?.value == "岚溪市财政局关于加强监督的通知")
    #expect(title("关于加强监督的决　　定\n\n" + body)?.value == "关于加强监督的决定")
    #expect(title("岚溪市农村公路条　例\n\n第一条　为了管理农村公路，制定本条例。")?.value == "岚溪市农村公路条例")
    #expect(title("山里果园丰收　乡村道路畅通\n\n" + body)?.value == "山里果园丰收 乡村道路畅通")
  }

  @Test(
    "is the name of a law on several lines",
    arguments: [
      "中华人民共和国|公职人员政务处分法", "岚溪市|流动图书车管理办法", "西陵省|农村公路|条例", "岚溪市农村生活垃圾分类|管理办法",
      "岚溪市流动图书车管理办法|（试行）", "中华人民共和国|监察法|（2018年修正）", "岚溪市城市绿化条例|实施细则",
      "岚溪市政府信息公开条例|（草案征求意见稿）", "岚溪自治县|古树名木保护条例", "中华人民共和国|著作权法",
      "西陵省|《中华人民共和国消防法》实施办法", "岚溪科技创新中心|建设条例",
    ])
  func laws(marked: String) throws {
    let text = marked.split(separator: "|").joined(separator: "\n") + "\n\n第一章　总则\n\n第一条　为了加强管理，制定本规定。"
    let found = try #require(title(text))
    #expect(found.value == marked.filter { $0 != "|" })
    #expect(found.confidence >= 0.75)
  }

  @Test("is whole where the page takes one of its lines for the headline, and where it is set in bold")
  func headline() {
    func title(_ text: String, _ headline: String) -> String? {
      let properties = [
        MetadataProperty(name: "headline", value: headline), MetadataProperty(name: "title", value: headline),
      ]
      return MetadataFinder.find(in: Array(text.utf8), properties: properties).title?.value
    }
    let notice = "岚溪市水利局关于加强\n水库安全管理工作的\n通　　知\n\n" + body
    #expect(title(notice, "水库安全管理工作的") == "岚溪市水利局关于加强水库安全管理工作的通知")
    #expect(title(notice, "岚溪市水利局关于加强") == "岚溪市水利局关于加强水库安全管理工作的通知")
    #expect(title("中华人民共和国\n监察法\n\n" + body, "监察法") == "中华人民共和国监察法")
    #expect(title("首页\n果园丰收了\n\n" + body, "果园丰收了") == "果园丰收了")
    #expect(
      title("**岚溪市水利局关于加强**\n\n**水库管理的通知**\n\n" + body, "水库管理的通知") == "岚溪市水利局关于加强水库管理的通知")
    let bold = MetadataFinder.find(in: Array(("**果园丰收了**\n\n" + body).utf8)).title
    #expect(bold?.value == "果园丰收了" && bold?.byteRange == 2..<17)
  }

  @Test(
    "does not take in what stands beside it",
    arguments: [
      ("通知公告\n岚溪市人民政府关于节水的通知\n", "岚溪市人民政府关于节水的通知"),
      ("政策文件\n关于节水的通知\n", "关于节水的通知"),
      ("岚溪市人民政府公报\n岚溪市流动图书车管理办法\n\n", "岚溪市流动图书车管理办法"),
      ("岚溪市流动图书车管理办法\n（2021年4月29日市政府第3次会议通过）\n", "岚溪市流动图书车管理办法"),
      ("岚溪市流动图书车管理办法\n（岚政发〔2021〕3号）\n", "岚溪市流动图书车管理办法"),
      ("关于开展防汛检查的通知\n关于印发值班制度的意见\n", "关于开展防汛检查的通知"),
      ("关于开展防汛检查的通知\n各县人民政府：\n", "关于开展防汛检查的通知"),
      ("关于开展防汛检查的通知\n岚政办发〔2021〕7号\n", "关于开展防汛检查的通知"),
      ("关于开展防汛检查的通知\n岚溪市水利局\n", "关于开展防汛检查的通知"),
      ("山里的果园今年丰收了\n本报记者　吉蕾\n", "山里的果园今年丰收了"),
      ("果园丰收了\n管理办法\n", "果园丰收了"),
      ("关于种树的几点体会\n张三丰\n", "关于种树的几点体会"),
      ("岚溪市人民政府\n岚政发〔2021〕3号\n关于加强种树工作的通知\n", "关于加强种树工作的通知"),
    ])
  func apartFromOthers(head: String, expected: String) {
    #expect(title(head + "\n" + body)?.value == expected)
  }
}

@Suite("A text without a title")
struct ProseWithoutTitleTests {
  /// Breaks a text into lines of a width.
  private func wrapped(_ text: String, _ width: Int, indent: String = "") -> String {
    var lines: [String] = []
    var rest = Array(indent + text)
    while !rest.isEmpty {
      lines.append(String(rest.prefix(width)))
      rest.removeFirst(min(width, rest.count))
    }
    return lines.joined(separator: "\n")
  }

  private static let sentences = [
    "为深入贯彻落实党中央关于全面推进乡村振兴的决策部署，切实加强驻村第一书记和工作队管理，推动各项任务落实落细，经市委同意，现就有关事项提出如下意见。各地要提高认识，加强领导。",
    "流动图书车是把公共文化服务送到村组的重要渠道，每两周至少到达每个服务点一次。各县要把车辆、人员和经费安排好，方便群众借阅。",
    "会议指出，今年以来农村饮水工程建设进展顺利，水质明显改善。会议强调，要继续抓好管护工作，让群众长期受益。",
    "根据《国务院关于加强农村饮水管护工作的意见》和省有关规定，结合我市实际，制定本方案。本方案自印发之日起施行。",
    "村里的老人说过去吃水要到三里外的河边去挑，冬天路滑常有人摔倒。现在自来水通到了每家每户的厨房里。",
  ]

  @Test("that was broken at a width has none", arguments: Self.sentences, [18, 20, 22, 25, 28, 30, 35, 38, 40])
  func hardWrapped(text: String, width: Int) {
    for indent in ["", "　　"] {
      for tail in ["", "\n\n第二段也是一句话，说的是别的事情。"] {
        let text = wrapped(text, width, indent: indent) + tail
        #expect(title(text) == nil, "\(text)")
        #expect(!MetadataFinder.beginning(of: Array(text.utf8)).isEmpty)
      }
    }
  }

  @Test(
    "that begins with a sentence has none",
    arguments: [
      "春天种树要趁早。\n\n村里组织大家上山。\n", "本办法自公布之日起施行。\n解释权归市水利局\n", "根据会议安排，现将有关情况通报如下\n\n一、基本情况\n",
      "，加强领导\n确保落实\n",
    ])
  func sentence(text: String) {
    #expect(title(text)?.value == nil)
  }

  @Test(
    "is told from one whose title is like a sentence",
    arguments: [
      ("山里的果园今年丰收了\n果园里的梨树结满了果，村民忙着采摘。\n", "山里的果园今年丰收了"),
      ("抓党建，促发展\n\n近年来，该县围绕中心工作，着力扶出好班子。\n", "抓党建，促发展"),
      ("种树记\n正文。", "种树记"),
      ("关于做好有关工作的通知\n正文，很短。", "关于做好有关工作的通知"),
      ("为人民服务\n\n我们的队伍是为着解放人民的，是彻底地为人民的利益工作的。", "为人民服务"),
      ("岚溪市流动图书车管理办法\n第一条　为了加强管理，制定本办法。", "岚溪市流动图书车管理办法"),
      ("岚溪市人民政府关于加强农村饮水管护工作的通知\n各地区要加强领导，落实责任，及时研究解决管护工\n作中的问题，重要情况及时报告，确保任务完成。", "岚溪市人民政府关于加强农村饮水管护工作的通知"),
    ])
  func titled(text: String, expected: String) {
    #expect(title(text)?.value == expected)
  }
}
