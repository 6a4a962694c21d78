// Signatures before annexes, menus above a text, names of authors, and names of laws.

import Testing
import WenjianDocument
import WenjianModel

private func found(_ text: String) -> DocumentMetadata { MetadataFinder.find(in: Array(text.utf8)) }

private let sentence = "为进一步深化改革，推进制度建设，现就有关工作提出以下意见，各县要认真组织实施，及时总结经验，不断完善考核指标体系。"

private func body(_ count: Int) -> String {
  (0..<count).map { _ in "　　" + sentence }.joined(separator: "\n") + "\n"
}

@Suite("A signature before what follows it")
struct AnnexTests {
  private let head = "岚溪市人民政府办公室关于加强绩效考核工作的意见\n岚政办发〔2023〕4号\n各县人民政府：\n"

  @Test(
    "is that of the document", arguments: [1, 3, 40],
    [
      "附件\n绩效考核指标\n", "附件1\n\n绩效考核指标\n", "附：绩效考核指标\n", "附表：\n", "　　附件：绩效考核指标\n", "附 件\n",
      "（此件公开发布）\n\n附件\n考核指标\n",
    ])
  func annex(length: Int, annex: String) {
    for signature in ["岚溪市人民政府办公室\n2023年1月16日\n\n", "岚溪市人民政府办公室　2023年1月16日\n"] {
      for tail in ["", "岚溪市统计局\n2022年3月4日\n", "岚溪市统计局编制　2022年3月4日\n"] {
        let metadata = found(head + body(length) + signature + annex + body(length) + body(30) + tail)
        #expect(metadata.signatureDate?.value.description == "2023-01-16")
        #expect(metadata.issuer?.value == "岚溪市人民政府办公室")
      }
    }
  }

  @Test("is that before the text that a notice forwards")
  func forwarded() {
    let head = "岚溪市人民政府办公室转发市水利局关于加强河湖巡查工作意见的通知\n各县人民政府：\n"
    let own = "岚溪市人民政府办公室\n2023年1月16日\n\n"
    let metadata = found(head + body(2) + own + "关于加强河湖巡查工作的意见\n" + body(20) + "岚溪市水利局\n2023年1月3日\n")
    #expect(metadata.signatureDate?.value.description == "2023-01-16" && metadata.issuer?.value == "岚溪市人民政府办公室")
  }

  @Test("is the last one where no annex follows, and where the annexes are only named")
  func last() {
    let quoted = "岚溪市统计局\n2022年3月4日\n"
    let end = "附件：考核指标\n\n岚溪市人民政府办公室\n2023年1月16日\n"
    #expect(found(head + body(9) + end).signatureDate?.value.description == "2023-01-16")
    #expect(found(head + body(2) + quoted + body(9) + end).signatureDate?.value.description == "2023-01-16")
  }
}

@Suite("A menu above a text")
struct MenuTests {
  @Test("does not use up the head that metadata is read from", arguments: [10, 150, 600])
  func menu(count: Int) {
    let words = ["走进岚溪", "县情概况", "历史沿革", "风景名胜", "特色产品", "部门导航", "乡镇风采", "领导之窗", "招商引资", "投资环境"]
    let menu = (0..<count).map { words[$0 % words.count] }.joined(separator: "\n") + "\n"
    let text = menu + "山里的果园今年丰收了\n来源：岚溪日报　发布时间：2023-04-05\n作者：张三丰\n" + body(6)
    let metadata = found(text)
    #expect(metadata.title?.value == "山里的果园今年丰收了")
    #expect(metadata.publicationDate?.value.description == "2023-04-05" && metadata.source?.value == "岚溪日报")
    #expect(metadata.author?.value == "张三丰")
  }

  @Test("is none where a law has its chapters")
  func contents() {
    let chapters = "岚溪市河道条例\n目录\n第一章　总则\n第二章　规划\n第三章　保护\n第四章　利用\n第五章　监督\n第六章　责任\n第七章　附则\n"
    #expect(found(chapters + "第一条　为了保护河道，制定本条例。\n").title?.value == "岚溪市河道条例")
  }
}

@Suite("The name of an author")
struct AuthorTests {
  @Test(
    "is not what a reporter does",
    arguments: [
      "记者了解到，", "记者获悉，", "记者从市水利局获悉，", "记者日前走进", "记者于日前来到", "记者向村民了解", "记者在现场看到，", "记者发现，", "记者和村民一起",
      "記者從縣政府獲悉，", "本报记者走进", "记者随队来到",
    ])
  func telling(words: String) {
    #expect(found("山里的果园今年丰收了\n" + words + sentence + "\n" + body(3)).author == nil)
    #expect(found("山里的果园今年丰收了\n" + body(6) + words + "水质好了。\n").author == nil)
  }

  @Test(
    "is what a label says, else a byline",
    arguments: [
      ("作者：张三丰\n本报记者　吉蕾\n", "张三丰"), ("本报记者　吉蕾\n作者：张三丰\n", "张三丰"), ("作者：本报记者 张三丰\n", "张三丰"),
      ("本报记者　吉蕾　胡舒彤\n", "吉蕾 胡舒彤"),
      ("记者　于凡\n", "于凡"), ("记者：张三丰\n", "张三丰"), ("（记者张三丰）\n", "张三丰"),
    ])
  func labels(lines: String, author: String) {
    #expect(found("山里的果园今年丰收了\n" + lines + body(3)).author?.value == author)
  }
}

@Suite("A topic")
struct TopicTests {
  @Test(
    "is what a label of the publisher's says",
    arguments: [
      ("索 引 号：00013/2016-00253　主题分类：农业、林业、水利\\水利、水务\n", "农业、林业、水利\\水利、水务"),
      ("主題分類：社會福利\n發文機關：國務院\n", "社會福利"),
      ("所属主题：\n环境监测、保护与治理\n", "环境监测、保护与治理"),
      ("主题分类：\n", nil), ("本次调查按主题分类，共收到意见12条。\n", nil),
    ])
  func labels(lines: String, topic: String?) {
    #expect(found(lines + "山里的果园今年丰收了\n" + body(3)).topic?.value == topic)
  }
}

@Suite("Bare names of laws")
struct LawNameTests {
  @Test(
    "have a kind and are versions of each other",
    arguments: [
      ("公司法", "法"), ("民法典", "法典"), ("刑法", "法"), ("宪法", "宪法"), ("预算法", "法"), ("立法法", "法"), ("公司法（2018年修正）", "法"),
      ("票据法", "法"), ("涉外民事关系法律适用法", "法"), ("監察法", "法"),
    ])
  func kinds(title: String, kind: String) {
    #expect(DocumentKind.find(inTitle: title)?.kind == kind)
    #expect(LawVersions.work(ofTitle: title) != 0)
    #expect(LawVersions.work(ofTitle: title) == LawVersions.work(ofTitle: "中华人民共和国" + title))
  }

  @Test(
    "are no words that end alike",
    arguments: ["方法", "司法", "立法", "违法", "执法", "合法", "用法", "看法", "魔法", "土办法好", "办法", "法"])
  func words(title: String) {
    #expect(DocumentKind.find(inTitle: title) == nil)
  }

  @Test("tell forms of one office from those of another")
  func forms() {
    let (one, two) = (LawVersions.work(ofTitle: "嵐溪縣水利局編制表"), LawVersions.work(ofTitle: "嵐溪縣農業局編制表"))
    #expect(one != 0 && two != 0 && one != two)
    #expect(LawVersions.work(ofTitle: "平安养老保险条款") != LawVersions.work(ofTitle: "岚溪养老保险条款"))
  }
}
