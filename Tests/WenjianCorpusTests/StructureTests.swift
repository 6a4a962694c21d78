import Testing
import WenjianBytes
import WenjianCorpus
import WenjianTestSupport

/// The citation of the place where a word stands.
private func cited(_ word: String, in text: String, title: String = "", order: LawOrder? = nil) -> String? {
  let bytes = Array(text.utf8)
  let word = Array(word.utf8)
  guard let at = (0...(bytes.count - word.count)).first(where: { bytes[$0...].starts(with: word) }) else {
    return "not in the text"
  }
  return DocumentOutline(bytes, order: order).citation(at: at, title: title)
}

private let mainland = """
  江南省乡村振兴促进条例

  第一章　总　则

  第一条　为了振兴甲，制定本条例。

  第二章　产业发展

  第一节　一般规定

  第十三条　本条例所称乙，是指丙。

  　　发展丁应当符合下列条件：

  （一）戊符合规划；

  （二）己包括：

  1．庚；

  2．辛。

  　　前款规定的壬由省人民政府规定。

  第十三条之一　癸另行规定。

  第一百二十条　根据本条例第十三条第二款规定，子可以延长。

  附件

  丑名录
  """

private let taiwan = """
  農村社區土地重劃條例
  第 一 章 總則
  第 1 條
  為辦理甲，特制定本條例。
  第 2 條
  本條例用辭定義如下：
  一、乙社區：指依區域計畫法劃定為鄉村區、農村聚落及原住民聚落
      者，包括丙。
  二、丁應符合下列規定：
  （一）戊不得變更。
  （二）己得變更。
  前項庚由主管機關公告之。
  第 2 條之 1
  （刪除）
  第 3-1 條
  辛得補助。
  壬不得補助。
  """

@Suite("The place of a hit in its document")
struct StructureTests {
  @Test(
    "in a law of the mainland is an article, its paragraph, item and point",
    arguments: [
      ("甲，", "第一条"), ("丙。", "第十三条第一款"), ("丁应当", "第十三条第二款"), ("戊符合", "第十三条第二款第（一）项"), ("己包括", "第十三条第二款第（二）项"),
      ("庚；", "第十三条第二款第（二）项第1目"), ("辛。", "第十三条第二款第（二）项第2目"), ("壬由", "第十三条第三款"), ("癸另行", "第十三条之一"), ("子可以", "第一百二十条"),
    ])
  func mainlandLaw(word: String, citation: String) {
    #expect(cited(word, in: mainland, title: "江南省乡村振兴促进条例") == "《江南省乡村振兴促进条例》" + citation)
  }

  @Test(
    "in a law of Taiwan is an article, its 項, 款 and 目, lines that were wrapped joined",
    arguments: [
      ("甲，", "第1條"), ("乙社區", "第2條第1項第1款"), ("丙。", "第2條第1項第1款"), ("丁應", "第2條第1項第2款"), ("戊不得", "第2條第1項第2款第1目"),
      ("己得", "第2條第1項第2款第2目"), ("庚由", "第2條第2項"), ("（刪除）", "第2條之1"), ("辛得", "第3條之1第1項"), ("壬不得", "第3條之1第2項"),
    ])
  func taiwanLaw(word: String, citation: String) {
    #expect(cited(word, in: taiwan, title: "重劃條例") == "《重劃條例》" + citation)
  }

  @Test("in a notice is named by the numbers of its lists")
  func notice() {
    let text = "通知\n前言甲\n一、总体要求\n（一）指导思想。乙\n1.丙\n（1）丁\n① 戊\n二、重点任务\n己\n（二）庚\n1.5万人参加辛"
    #expect(cited("前言甲", in: text) == nil)
    #expect(cited("总体", in: text) == "一")
    #expect(cited("乙", in: text, title: "通知") == "《通知》一、（一）")
    #expect(cited("丙", in: text) == "一、（一）1.")
    #expect(cited("丁", in: text) == "一、（一）1.（1）")
    #expect(cited("己", in: text) == "二")
    #expect(cited("辛", in: text) == "二、（二）")
  }

  @Test("has the chapters and sections above it")
  func path() throws {
    let bytes = Array(mainland.utf8)
    let outline = DocumentOutline(bytes)
    let entry = try #require(outline.entries.first { $0.level == .item })
    let path = outline.path(at: entry.byteOffset)
    #expect(path.map(\.level) == [.chapter, .section, .article, .paragraph, .item])
    #expect(path.map(\.number) == [2, 1, 13, 2, 1])
    #expect(String(decoding: bytes[path[0].headingByteRange], as: UTF8.self) == "产业发展")
    #expect(outline.path(at: 0).isEmpty)
    #expect(outline.order == .mainland)
    #expect(cited("丑名录", in: mainland, title: "条例") == "《条例》附件")
  }

  @Test("of a traditional twin of a mainland law is told by the mainland's rules")
  func twin() {
    let text = "第一條　甲應當：\n（一）乙；\n（二）丙。"
    #expect(cited("丙", in: text) == "第一条第（二）项")
    #expect(cited("乙", in: text, order: .taiwan) == "第1條第1目")
  }

  @Test("does not begin at a line that only speaks of an article")
  func references() {
    let text = "第五条　甲依照前条和\n第三条的规定办理，乙。\n第六条　丙。"
    #expect(cited("乙", in: text) == "第五条")
    #expect(cited("丙", in: text) == "第六条")
  }

  @Test("is the same when the text is read in parts", arguments: [mainland, taiwan])
  func parts(text: String) {
    let bytes = Array(text.utf8)
    let whole = DocumentOutline(bytes)
    for cut in bytes.indices where bytes[cut] == 0x0A {
      let head = DocumentOutline(Array(bytes[...cut]))
      let tail = DocumentOutline(Array(bytes[(cut + 1)...]), byteOffset: cut + 1, continuing: head.endState)
      for offset in (cut + 1)..<max(cut + 1, bytes.count) {
        guard tail.path(at: offset) == whole.path(at: offset) else {
          Issue.record("cut at \(cut), place \(offset)")
          return
        }
      }
    }
  }

  @Test("of any bytes does not trap", arguments: 0..<16)
  func anyBytes(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let pieces = [
      "第", "一", "十", "百", "13", "條", "条", "之", "章", "、", "（", "）", "\n", " ", "　", ".", "#", "①", "。", "-", "附件",
      "\u{FF}",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<2000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      bytes += Array(pieces[Int(state % UInt64(pieces.count))].utf8)
      if state % 97 == 0 { bytes.append(0xE7) }
    }
    let outline = DocumentOutline(bytes)
    for offset in stride(from: 0, to: bytes.count, by: 13) { _ = outline.citation(at: offset, title: "法") }
  }

  @Test(
    "in the laws of both shores has every article in its order", .enabled(if: SharedFiles.root != nil),
    arguments: [("laws_cn", "laws_cn"), ("laws_tw", "laws_tw_quarter")])
  func corpora(directory: String, archive: String) throws {
    let root = try #require(SharedFiles.corpus(directory, archive: archive))
    var laws = 0
    var ordered = 0
    for (index, name) in try FileOperations.names(in: root).sorted().enumerated() where index % 10 == 0 {
      let outline = DocumentOutline(try FileOperations.read(root + "/" + name))
      let articles = outline.entries.filter { $0.level == .article }
      guard articles.count > 3 else { continue }
      laws += 1
      let numbers = articles.map { $0.number * 1000 + $0.insertion }
      if zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) { ordered += 1 }
    }
    print("\(directory): \(ordered) of \(laws) laws have their articles in ascending order")
    #expect(laws > 50)
    #expect(Double(ordered) >= 0.95 * Double(laws))
  }
}
