import Testing

@testable import WenjianFiles

@Suite("OFD: what is drawn where")
struct OFDReaderTests {
  private static func lines(_ texts: [String], left: Double = 30, top: Double = 40) -> [String] {
    texts.enumerated().map { OFDBytes.text($0.element, left, top + Double($0.offset) * 8) }
  }

  @Test("text of templates is there once, among the text of the page")
  func templates() {
    var file = OFDBytes()
    file.commonData = "<ofd:TemplatePage ID=\"100\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/>"
    file.parts = [
      ("Tpls/Tpl_0/Content.xml", OFDBytes.page([OFDBytes.text("营业执照", 90, 20), OFDBytes.text("名称：", 30, 60)]))
    ]
    let template = "<ofd:Template TemplateID=\"100\" ZOrder=\"Background\"/>"
    file.add(OFDBytes.page([OFDBytes.text("青石公司", 45, 60)], before: template))
    file.add(OFDBytes.page([OFDBytes.text("白水公司", 45, 60)], before: template))
    let reading = Reading("a.ofd", file.bytes())
    #expect(reading.stretches == ["营业执照", "名称：青石公司", "白水公司", "营业执照", "名称："])
    #expect(reading.lowWeightLines == ["营业执照", "名称："])
  }

  @Test("composites are drawn where they are, also in each other, and end")
  func composites() {
    var file = OFDBytes()
    file.commonData = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    let inner = "<ofd:CompositeObject Boundary=\"0 20 10 10\" ResourceID=\"22\"/>"
    let own = "<ofd:CompositeObject Boundary=\"0 0 10 10\" ResourceID=\"21\"/>"
    func unit(_ id: Int, _ content: String) -> String {
      "<ofd:CompositeGraphicUnit ID=\"\(id)\"><ofd:Content>\(content)</ofd:Content></ofd:CompositeGraphicUnit>"
    }
    file.parts = [
      (
        "DocumentRes.xml",
        "<ofd:Res xmlns:ofd=\"o\" BaseLoc=\"Res\"><ofd:CompositeGraphicUnits>"
          + unit(21, OFDBytes.text("档案工作", 30, 10) + inner) + unit(22, OFDBytes.text("不断改进。", 30, 10))
          + unit(23, own + own) + "</ofd:CompositeGraphicUnits></ofd:Res>"
      )
    ]
    file.add([OFDBytes.text("第一行", 30, 20), "<ofd:CompositeObject Boundary=\"0 50 10 10\" ResourceID=\"21\"/>"])
    #expect(Reading("a.ofd", file.bytes()).stretches == ["第一行", "档案工作", "不断改进。"])
  }

  @Test("composites that hold themselves are read to some depth, or are a bomb")
  func endlessComposites() {
    var file = OFDBytes()
    file.commonData = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    let own = "<ofd:CompositeObject Boundary=\"0 0 10 10\" ResourceID=\"21\"/>"
    let many = String(repeating: own, count: 40)
    file.parts = [
      (
        "DocumentRes.xml",
        "<ofd:Res xmlns:ofd=\"o\"><ofd:CompositeGraphicUnit ID=\"21\"><ofd:Content>\(many)</ofd:Content>"
          + "</ofd:CompositeGraphicUnit></ofd:Res>"
      )
    ]
    file.add([own])
    guard case .bomb = Reading("a.ofd", file.bytes()).failure else {
      Issue.record("not refused")
      return
    }
  }

  @Test("what is not visible is not there")
  func hidden() {
    var file = OFDBytes()
    file.add([
      OFDBytes.text("看得见", 30, 40), OFDBytes.text("看不见", 30, 60, object: "Visible=\"false\""),
      "<ofd:PageBlock Visible=\"false\">\(OFDBytes.text("也看不见", 30, 70))</ofd:PageBlock>",
      OFDBytes.text("最后", 30, 90),
    ])
    file.add(OFDBytes.page([OFDBytes.text("整层", 30, 40)], layer: "Visible=\"false\""))
    #expect(Reading("a.ofd", file.bytes()).stretches == ["看得见", "最后"])
  }

  @Test("annotations are of low weight, each a paragraph of its own")
  func annotations() {
    var file = OFDBytes()
    file.behindPages = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    func annotation(_ text: String, _ attributes: String = "") -> String {
      "<ofd:Annot Type=\"Stamp\" \(attributes)><ofd:Appearance Boundary=\"1 1 9 9\">\(OFDBytes.text(text, 0, 0))"
        + "</ofd:Appearance></ofd:Annot>"
    }
    file.parts = [
      (
        "Annots/Annotations.xml",
        "<ofd:Annotations xmlns:ofd=\"o\"><ofd:Page PageID=\"1\"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc>"
          + "</ofd:Page></ofd:Annotations>"
      ),
      (
        "Annots/Page_0/Annotation.xml",
        "<ofd:PageAnnot xmlns:ofd=\"o\">\(annotation("请阅示"))\(annotation("内部"))"
          + annotation("隐藏", "Visible=\"false\"") + "</ofd:PageAnnot>"
      ),
    ]
    file.add([OFDBytes.text("关于值班的通知", 30, 40)])
    let reading = Reading("a.ofd", file.bytes())
    #expect(reading.stretches == ["关于值班的通知", "请阅示", "内部"])
    #expect(reading.lowWeightLines == ["请阅示", "内部"])
  }

  @Test("a gap wider than a character is a border, whatever the order is")
  func cells() {
    var file = OFDBytes()
    file.add([
      OFDBytes.text("金额", 60, 40), OFDBytes.text("税率", 30, 40), OFDBytes.text("198.04", 60, 48),
      OFDBytes.text("13.00%", 30, 48),
      // One code that jumps, distances in short, and a piece that touches the one before it.
      OFDBytes.text("甲乙丙丁", 30, 60, code: "DeltaX=\"5 20 5\""),
      OFDBytes.text("驻村工作", 30, 80, code: "DeltaX=\"g 3 5\""), OFDBytes.text("队", 50, 80),
      // Set wide all over: one string.
      OFDBytes.text("通知书", 30, 100, code: "DeltaX=\"g 2 15\""),
      OFDBytes.text("一行里", 30, 120, object: "CTM=\"0.5 0 0 0.5 0 0\"", code: "DeltaX=\"5 5\""),
      OFDBytes.text("接着写", 37.5, 120 - 2.2, code: ""),
    ])
    #expect(
      Reading("a.ofd", file.bytes()).stretches == [
        "税率", "金额", "13.00%", "198.04", "甲乙", "丙丁", "驻村工作队", "通知书", "一行里接着写",
      ])
  }

  @Test("columns of text are read one behind the other, tables across")
  func columns() {
    var file = OFDBytes()
    let left = ["农村工作是全部工作的重中之重必须", "常抓不懈，各级书记都要把它放在心", "上，落实到行动上，一级抓一级，层", "层抓落实，做到守土有责、守土尽责", "到底。"]
    let right = ["第二栏的文字从这里开始，它说的是", "另一件事情，也要一行一行往下读完", "才能看懂，不能横着读过去，横着读", "就成了两句话混在一起的样子，那样", "不对。"]
    file.add(
      [OFDBytes.text("两栏", 100, 20, size: 8)] + Self.lines(left, left: 15) + Self.lines(right, left: 110))
    #expect(
      Reading("a.ofd", file.bytes()).stretches == ["两栏", left.joined(), right.joined()])
  }

  @Test("vertical text is read down, columns from the right")
  func vertical() {
    var file = OFDBytes()
    file.add([
      OFDBytes.text("关于驻村第一书", 150, 40, code: "DeltaX=\"g 6 0\" DeltaY=\"g 6 5\""),
      OFDBytes.text("记的通知", 140, 40, code: "DeltaX=\"0 0 0\" DeltaY=\"5 5 5\""),
    ])
    #expect(Reading("a.ofd", file.bytes()).stretches == ["关于驻村第一书记的通知"])
  }

  @Test("several documents in one file are read, attachments are named")
  func documents() {
    var file = OFDBytes()
    file.behindPages = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    file.parts = [
      (
        "Attachs/Attachments.xml",
        "<ofd:Attachments xmlns:ofd=\"o\"><ofd:Attachment ID=\"1\" Name=\"名单.xls\"><ofd:FileLoc>a.xls</ofd:FileLoc>"
          + "</ofd:Attachment></ofd:Attachments>"
      )
    ]
    file.add([OFDBytes.text("同一份", 30, 40)])
    let reading = Reading("a.ofd", file.bytes(documents: 2))
    #expect(reading.stretches == ["同一份", "同一份"])
    #expect(reading.documents.first?.damage.first?.detail.contains("名单.xls") == true)
  }
}
