// Dates, numbers and labels in the forms in which they are typed.

import Testing
import WenjianDocument
import WenjianModel

private func found(_ text: String, _ properties: [MetadataProperty] = []) -> DocumentMetadata {
  MetadataFinder.find(in: Array(text.utf8), properties: properties)
}

private let body = "各县（市、区）人民政府：\n\n为贯彻落实上级部署，现就有关事项通知如下。请认真组织实施，确保取得实效，各项工作按期完成。\n\n"

@Suite("The day of a signature")
struct SignatureFormsTests {
  @Test(
    "is read however it is typed",
    arguments: [
      "二O二四年三月二十四日", "二o二四年三月二十四日", "二0二四年三月二十四日", "二○二四年三月廿四日", "二〇二四年三月二四日", "二Ｏ二四年三月二十四日",
      "二 〇 二 四 年 三 月 二 十 四 日", "2024 年 3 月 24 日", "2 0 2 4 年 3 月 2 4 日", "2024年03月24日", "公元2024年3月24日",
      "公元二〇二四年三月二十四日", "（2024年3月24日）", "（2024年3月24日印发）", "2024年3月24日印发", "中華民國113年3月24日", "中 華 民 國 113 年 3 月 24 日",
      "民國一百一十三年三月二十四日", "中華民國一一三年三月廿四日", "2024.3.24", "2024. 3. 24", "2024-03-24", "2024／3／24", "２０２４年３月２４日",
      "岚溪市水利局　2024年3月24日", "二零二四年三月二十四日", "2024年3月24号",
    ])
  func typed(date: String) {
    let metadata = found("关于开展防汛检查的通知\n\n" + body + "岚溪市水利局\n" + date + "\n")
    #expect(metadata.signatureDate?.value.description == "2024-03-24", "\(date)")
    #expect(metadata.publicationDate == nil)
  }

  @Test(
    "may be in the first month, or on the last day of one",
    arguments: [
      ("1998年元月1日", "1998-01-01"), ("一九九八年元月一日", "1998-01-01"), ("二OO八年五月三十一日", "2008-05-31"),
      ("二○○八年五月卅一日", "2008-05-31"), ("二00八年五月卅日", "2008-05-30"), ("二〇〇八年一O月二O日", "2008-10-20"),
      ("民國元年元月一日", "1912-01-01"), ("二〇二〇年十二月廿九日", "2020-12-29"),
    ])
  func bounds(date: String, expected: String) {
    let metadata = found("关于开展防汛检查的通知\n\n" + body + "岚溪市水利局\n" + date + "\n")
    #expect(metadata.signatureDate?.value.description == expected)
  }

  @Test(
    "is none where there is no such day, or no date",
    arguments: [
      "二O二四年二月三十日", "2O24", "OO年三月四日", "元月1日", "12024年3月24日", "2 0 2 4 3 2 4", "二〇二四年三月", "第2024. 3. 245号",
    ])
  func none(date: String) {
    let metadata = found("关于开展防汛检查的通知\n\n" + body + "岚溪市水利局\n" + date + "\n")
    #expect(metadata.signatureDate == nil)
  }

  @Test("is that above a colophon, and the colophon's where there is no other")
  func colophon() {
    let head = "关于开展防汛检查的通知\n\n" + body
    let colophon = "抄送：市委办公室\n岚溪市人民政府办公室　　　2024年3月27日印发\n"
    let signed = found(head + "岚溪市水利局\n2024年3月24日\n\n" + colophon)
    #expect(signed.signatureDate?.value.description == "2024-03-24" && signed.issuer?.value == "岚溪市水利局")
    #expect(found(head + colophon).signatureDate?.value.description == "2024-03-27")
  }
}

@Suite("The number of a document")
struct NumberFormsTests {
  @Test(
    "is whole, in the text's own script",
    arguments: [
      ("财教〔2021〕5号", "财教〔2021〕5号"), ("国发〔85〕12号", "国发〔85〕12号"), ("國發﹝2016﹞64 號", "國發〔2016〕64號"),
      ("国令第707号", "国令第707号"), ("岚溪市人民政府令（第12号）", "岚溪市人民政府令第12号"), ("农业农村部令 第 12 号", "农业农村部令第12号"),
      ("中华人民共和国主席令（第十二号）", "中华人民共和国主席令第12号"), ("行政院院臺規字第1120000001號", "行政院院臺規字第1120000001號"),
      ("臺教師(三)字第1120000001號", "臺教師(三)字第1120000001號"), ("（86）财农字第12号", "(86)财农字第12号"),
      ("国家发展改革委　财政部　商务部令第40号", "国家发展改革委财政部商务部令第40号"),
      ("中国人民银行 国家金融监督管理总局公告〔2024〕第3号", "中国人民银行国家金融监督管理总局公告〔2024〕第3号"),
      ("国办发明电〔2021〕14号", "国办发明电〔2021〕14号"), ("财　教〔2021〕5号", "财教〔2021〕5号"), ("发改农经〔2021〕1237号", "发改农经〔2021〕1237号"),
      ("岚政办规〔2021〕07号", "岚政办规〔2021〕7号"),
    ])
  func forms(text: String, expected: String) {
    let metadata = found("关于开展防汛检查的通知\n" + text + "\n\n" + body)
    #expect(metadata.documentNumber?.value == expected)
    #expect(metadata.title?.value == "关于开展防汛检查的通知")
  }

  @Test(
    "is none in other figures",
    arguments: ["（85）12号楼", "命令第3号", "共〔12〕项", "电话〔0871〕6512号", "第707号", "令第7号", "甲〔12〕3号"])
  func none(text: String) {
    #expect(found("关于开展防汛检查的通知\n" + text + "\n\n" + body).documentNumber == nil)
  }

  @Test("is compared in one script")
  func normalForm() {
    #expect(DocumentNumber.normalForm(of: "行政院院臺規字第1120000001號") == "行政院院台规字第1120000001号")
    #expect(DocumentNumber.normalForm(of: "岚溪市人民政府令（第12号）") == "岚溪市人民政府令第12号")
  }

  @Test("of a decree has its office without blanks before it")
  func issuer() {
    #expect(found("\u{2003}岚溪市人民政府令第12号\n岚溪市供热条例\n\n" + body).issuer?.value == "岚溪市人民政府")
    #expect(found("供热\n\u{A0}\u{2002}发文机关：\u{2003}岚溪市人民政府办公厅\n\n" + body).issuer?.value == "岚溪市人民政府办公厅")
  }
}

@Suite("Labels and what they label")
struct LabelFormsTests {
  @Test(
    "name a title, however they are set",
    arguments: [
      "【 文献号 】1-2592\n【 标  题 】岚溪市农村供水办法\n【 来  源 】岚溪日报\n", "标　题：岚溪市农村供水办法\n日期：2020年1月2日\n", "【標題】岚溪市农村供水办法\n",
      "标题：岚溪市农村供水办法 |\n", "**标题**：岚溪市农村供水办法\n", "标题：\n岚溪市农村供水办法\n", "| 标题： | 岚溪市农村供水办法 | 文号： | 岚政发〔2020〕1号 |\n",
    ])
  func title(head: String) {
    #expect(found(head + "\n" + body).title?.value == "岚溪市农村供水办法")
  }

  @Test("may have a bar in the title")
  func bar() {
    #expect(found("标题：水源地 | 岚溪河\n\n" + body).title?.value == "水源地 | 岚溪河")
    let page = [MetadataProperty(name: "title", value: "岚溪市水利局 | 关于开展防汛检查的通知")]
    #expect(found("", page).title?.value == "关于开展防汛检查的通知")
  }

  @Test(
    "give the day of publication, in bold and in the next line",
    arguments: [
      "**发布日期**: 2024-03-24", "**发布日期：** 2024-03-24", "__发布时间__：2024年3月24日", "- **发布日期**：2024-03-24",
      "发布日期\n2024-03-24", "发布日期：\n2024年3月24日",
      "发布时间\n\n2024-03-24 10:11", "【发布日期】\n2024.03.24", "| 发布日期 | 2024-03-24 |",
    ])
  func publication(line: String) {
    #expect(found("岚溪市农村供水办法\n" + line + "\n\n" + body).publicationDate?.value.description == "2024-03-24")
  }

  @Test("give the number, the office and the source in the next line")
  func nextLine() {
    let metadata = found("岚溪市农村供水办法\n发文字号\n岚政发〔2020〕1号\n发文机关\n岚溪市人民政府\n来源：\n岚溪日报\n\n" + body)
    #expect(metadata.documentNumber?.value == "岚政发〔2020〕1号" && metadata.issuer?.value == "岚溪市人民政府")
    #expect(metadata.source?.value == "岚溪日报" && metadata.title?.value == "岚溪市农村供水办法")
    #expect(found("发布日期\n发文字号\n岚政发〔2020〕1号\n" + body).publicationDate == nil)
  }

  @Test(
    "of other days give none",
    arguments: [
      "检索时间：2024-03-24 10:11", "采集时间: 2024-03-24 10:11:12", "下载时间：2024年3月24日", "打印时间：2024-03-24",
      "打印日期 2024-03-24 09:00",
      "采集于2024-03-24 10:11:12", "施行日期：2024年3月24日", "报名时间：2024-03-24 10:00", "活动时间：2024年3月24日",
    ])
  func others(line: String) {
    let metadata = found("岚溪市农村供水办法\n" + line + "\n\n" + body)
    #expect(metadata.publicationDate == nil && metadata.signatureDate == nil, "\(line)")
    #expect(found("岚溪市农村供水办法\n" + line + "\n\n" + body + "\n" + line).publicationDate == nil)
    let both = found("岚溪市农村供水办法\n" + line + "\n发布日期：2023-01-02\n\n" + body)
    #expect(both.publicationDate?.value.description == "2023-01-02")
  }

  @Test("are no titles")
  func noTitle() {
    #expect(found("法規性質：憲法\n岚溪市解嚴令書\n\n" + body).title?.value == "岚溪市解嚴令書")
  }
}

@Suite("The day on which a file was made")
struct CreationTests {
  private let signed = "关于开展防汛检查的通知\n\n" + body + "岚溪市水利局\n2023年5月9日\n"

  @Test("is none of publication for a text that is signed, and never that of a template")
  func creation() {
    let made = [MetadataProperty(name: "created", value: "2024-06-07T08:09:10Z")]
    #expect(found(signed, made).publicationDate == nil && found(signed, made).signatureDate != nil)
    #expect(found(body, made).publicationDate?.value.description == "2024-06-07")
    for template in ["2013-12-23T23:15:00Z", "2006-09-16T00:00:00Z", "1970-01-01T00:00:00Z", "2013-12-23"] {
      #expect(found(body, [MetadataProperty(name: "created", value: template)]).publicationDate == nil)
    }
    let published = [MetadataProperty(name: "PubDate", value: "2023-05-10")]
    #expect(found(signed, published).publicationDate?.value.description == "2023-05-10")
  }
}
