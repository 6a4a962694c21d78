import Testing
import Wenjian
import WenjianCitations
import WenjianTestSupport

@Suite("Citations of an index")
struct CitationsTests {
  static func index(_ documents: [(key: String, title: String, date: CivilDate?, text: String)]) throws -> (
    TemporaryDirectory, Index
  ) {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory("index"))
    for document in documents {
      var added = Document(
        key: document.key, text: document.title + "\n\n" + document.text, title: document.title, date: document.date
      )
      if document.text.hasPrefix("国发") {
        added.documentNumber = document.text.split(separator: "\n").first.map(String.init)
      }
      try writer.add(added)
    }
    try writer.commit()
    return (directory, try Index(at: directory("index")))
  }

  private func sample() throws -> (TemporaryDirectory, Index) {
    try Self.index([
      ("立法法2000.txt", "中华人民共和国立法法", 20_000_315, "第一条 为了立法，制定本法。\n\n第二条 适用本法第一条。\n"),
      (
        "立法法2015.txt", "中华人民共和国立法法（2015年修正）", 20_150_315,
        "第一条 为了规范立法，制定本法。\n\n第二条 适用本法第一条，《备案办法》同时废止。\n"
      ),
      ("备案.txt", "规章备案条例", 20_011_214, "第一条 根据《立法法》第二条第一款，制定本条例。\n"),
      ("條例.txt", "法规審查條例", 20_200_101, "第一條 依《中華人民共和國立法法》第二條及立法法第一條，制定本條例。\n"),
      ("通知.txt", "国务院关于做好试验工作的通知", 20_160_101, "国发〔2016〕64号\n\n各省：现通知如下。\n"),
      ("转发.txt", "某省转发", 20_160_601, "现转发《关于做好试验工作的通知》（国发[2016]64号），并参照國發﹝2016﹞64號第三条和国发〔2015〕1号。\n"),
      (
        "解释.txt", "最高人民法院关于适用《立法法》的解释", 20_180_101,
        "为适用《中华人民共和国立法法》（以下简称《规程》），解释如下：\n\n第一条 《规程》第二条所称适用，见本解释第二条。\n\n第二条 无。\n"
      ),
    ])
  }

  private func told(_ citations: [Citation]) -> [String] {
    citations.map { "\($0.source) \($0.target) \($0.document ?? "-")" }
  }

  @Test("full and short titles, both scripts and all spellings of a number meet")
  func citedBy() throws {
    let (directory, index) = try sample()
    defer { withExtendedLifetime(directory) {} }
    let citations = try Citations(of: index)
    for target in ["《立法法》第二条", "中华人民共和国立法法第二条", "《中華人民共和國立法法》第二條", "立法法第2条"] {
      let found = told(try citations.citations(of: target))
      #expect(
        found == [
          "备案.txt 《立法法》第二条第一款 立法法2000.txt", "條例.txt 《立法法》第二条 立法法2015.txt",
          "解释.txt 《立法法》第二条 立法法2015.txt",
        ], "\(target)")
    }
    #expect(try citations.citations(of: "《立法法》").count == 6)
    #expect(try citations.citations(of: "立法法2015.txt").count == 6)
    let number = told(try citations.citations(of: "国发〔2016〕64号"))
    let traditional = told(try citations.citations(of: "國發[2016]64號"))
    #expect(number.count == 2 && number == traditional, "\(number)")
    #expect(throws: WenjianError.self) { try citations.citations(of: "、") }
  }

  @Test("what a document cites, and itself")
  func cites() throws {
    let (directory, index) = try sample()
    defer { withExtendedLifetime(directory) {} }
    let citations = try Citations(of: index)
    let law = try citations.citations(in: "立法法2015.txt")
    #expect(law.map(\.target) == ["《立法法》第一条", "《备案办法》"])
    #expect(law.map(\.kind) == [.own, .title] && law[0].document == "立法法2015.txt" && law[1].document == nil)
    #expect(law[0].documents == ["立法法2000.txt", "立法法2015.txt"].suffix(1))
    let text = Array(try index.text(of: "立法法2015.txt").utf8)
    #expect(String(decoding: text[law[0].byteRange], as: UTF8.self) == "本法第一条")
    #expect(throws: WenjianError.self) { try citations.citations(in: "没有.txt") }
  }

  @Test("a decision that amends laws speaks of their articles")
  func amendments() throws {
    let (directory, index) = try Self.index([
      ("1.txt", "关于修改《试验规定》等二件规定的决定", nil, "一、修改《试验规定》\n\n1.将第一条修改为：“根据《观测法》，制定本规定。”\n\n2.删除第三条。\n"),
      ("2.txt", "关于修改试验规定的决定", nil, "一、将第五条修改为：“略。”\n"),
      ("3.txt", "试验规定", nil, "第一条 略。\n"),
    ])
    defer { withExtendedLifetime(directory) {} }
    let citations = try Citations(of: index)
    #expect(
      try citations.citations(in: "1.txt").map { $0.target } == [
        "《试验规定》", "《试验规定》", "《试验规定》第一条", "《观测法》", "《试验规定》第三条",
      ])
    #expect(try citations.citations(in: "2.txt").map { $0.target } == ["《试验规定》第五条"])
  }

  @Test("what is not in the index is told with its counts")
  func unresolved() throws {
    let (directory, index) = try sample()
    defer { withExtendedLifetime(directory) {} }
    let targets = try Citations(of: index).targets()
    #expect(targets.first?.target == "《立法法》" && targets.first?.citations == 6 && targets.first?.sources == 3)
    let missing = targets.filter { $0.documents.isEmpty }
    #expect(Set(missing.map(\.target)) == ["《备案办法》", "国发〔2015〕1号"], "\(missing)")
    #expect(missing.allSatisfy { $0.citations == 1 && $0.sources == 1 })
  }

  @Test("who cites something is what a look at every document finds")
  func citedByEqualsScan() throws {
    var random = SeededGenerator("cited by")
    let replay = random.replay
    let laws = ["试验法", "观测条例", "最高人民法院关于适用《试验法》的解释", "国务院关于加强观测工作的决定", "测量办法"]
    func cited() -> String {
      var name = random.pick(laws)
      if random.oneIn(3) { name = name.replacing("试验法", with: "中华人民共和国试验法") }
      if random.oneIn(3) { name = name.replacing("规", with: "規").replacing("观测条例", with: "觀測條例") }
      if random.oneIn(4), name.hasPrefix("国务院") { name = String(name.dropFirst(3)) }
      let place = random.oneIn(2) ? "第\(random.pick(["一", "二", "三", "十"]))条" : ""
      return (random.oneIn(4) && name.hasSuffix("法") && !place.isEmpty ? "依照\(name)" : "《\(name)》") + place
    }
    for round in 0..<6 {
      var documents: [(key: String, title: String, date: CivilDate?, text: String)] = []
      for number in 0..<12 {
        let title = number < laws.count ? laws[number] : "第\(number)号意见稿"
        let body = (0..<random.int(0...4)).map { _ in "应当按照" + cited() + "办理。" }.joined(separator: "\n\n")
        documents.append(("\(number).txt", title, nil, "第一条 \(body)\n\n第二条 依照本法第一条和前条。\n"))
      }
      let (directory, index) = try Self.index(documents)
      defer { withExtendedLifetime(directory) {} }
      let citations = try Citations(of: index)
      var all: [Citation] = []
      try citations.forEachCitation { all.append($0) }
      for title in laws {
        let key = documents.first { $0.title == title }?.key ?? ""
        let expected = all.filter { $0.kind != .own && $0.documents.contains(key) }
        let found = try citations.citations(of: key)
        #expect(told(found) == told(expected), "\(replay) \(round) \(title)")
        let place = all.filter { $0.documents.contains(key) && $0.place.article == 1 }
        #expect(try citations.citations(of: "《\(title)》第一条") == place, "\(replay) \(round) \(title)")
      }
    }
  }
}
