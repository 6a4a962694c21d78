import Testing
import WenjianBytes
import WenjianDocument
import WenjianTestSupport

/// Where a word stands first.
private func place(of word: String, in text: String) throws -> Int {
  let bytes = Array(text.utf8)
  let word = Array(word.utf8)
  return try #require((0...(bytes.count - word.count)).first { bytes[$0...].starts(with: word) }, "not in the text")
}

/// The citation of the place where a word stands.
private func cited(_ word: String, in text: String) throws -> String? {
  try DocumentOutline(Array(text.utf8)).citation(at: place(of: word, in: text), in: Array(text.utf8))
}

/// The path of the place where a word stands: numbers and names.
private func headings(_ word: String, in text: String) throws -> [String] {
  let bytes = Array(text.utf8)
  return try DocumentOutline(bytes).path(at: place(of: word, in: text)).map { entry in
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let parts = [part(entry.numberByteRange), part(entry.nameByteRange)].filter { !$0.isEmpty }
    return parts.isEmpty ? "\(entry.level) \(entry.number)" : parts.joined(separator: " ")
  }
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
  func mainlandLaw(word: String, citation: String) throws { #expect(try cited(word, in: mainland) == citation) }

  @Test(
    "in a law of Taiwan is an article, its 項, 款 and 目, lines that were wrapped joined",
    arguments: [
      ("甲，", "第1條"), ("乙社區", "第2條第1項第1款"), ("丙。", "第2條第1項第1款"), ("丁應", "第2條第1項第2款"), ("戊不得", "第2條第1項第2款第1目"),
      ("己得", "第2條第1項第2款第2目"), ("庚由", "第2條第2項"), ("（刪除）", "第2條之1"), ("辛得", "第3條之1第1項"), ("壬不得", "第3條之1第2項"),
    ])
  func taiwanLaw(word: String, citation: String) throws { #expect(try cited(word, in: taiwan) == citation) }

  @Test("in a notice is named by the numbers of its lists")
  func notice() throws {
    let text = "通知\n前言甲\n一、总体要求\n（一）指导思想。乙\n1.丙\n（1）丁\n① 戊\n二、重点任务\n己\n（二）庚\n1.5万人参加辛"
    let expected: [(String, String?)] = [
      ("前言甲", nil), ("总体", "一"), ("乙", "一、（一）"), ("丙", "一、（一）1."), ("丁", "一、（一）1.（1）"), ("己", "二"), ("辛", "二、（二）"),
    ]
    for (word, citation) in expected { #expect(try cited(word, in: text) == citation, "\(word)") }
    #expect(try headings("丁", in: text) == ["一、 总体要求", "（一） 指导思想", "1. 丙", "（1） 丁"])
    #expect(try headings("开门", in: "1.每日 8:30 开门：甲") == ["1. 每日 8:30 开门"])
    #expect(try headings("甲", in: "1.甲，说得很多，并且是句子。").last == "1.")
  }

  @Test("has the chapters and sections above it")
  func path() throws {
    let bytes = Array(mainland.utf8)
    let outline = DocumentOutline(bytes)
    let path = try outline.path(at: place(of: "戊符合", in: mainland))
    #expect(path.map(\.level) == [.chapter, .section, .article, .paragraph, .item])
    #expect(path.map(\.number) == [2, 1, 13, 2, 1])
    #expect(String(decoding: bytes[path[0].nameByteRange], as: UTF8.self) == "产业发展")
    #expect(String(decoding: bytes[path[4].numberByteRange], as: UTF8.self) == "（一）")
    #expect(outline.path(at: 0).isEmpty)
    #expect(try cited("丑名录", in: mainland) == "附件")
  }

  @Test(
    "of a traditional twin of a mainland law is told by the mainland's rules, of a simplified one of Taiwan by Taiwan's"
  )
  func twins() throws {
    #expect(try cited("丙", in: "第一條　甲應當：\n（一）乙；\n（二）丙。\n丁。") == "第一條第一款第（二）項")
    #expect(try cited("丙", in: "中華人民共和國甲法\n第一條　甲應當：\n一、乙；\n二、丙。\n丁。") == "第一條第一款第二項")
    #expect(try cited("丙", in: "第 1 条\n甲如下：\n一、乙。\n二、丙。\n丁。") == "第1条第1项第2款")
    #expect(try cited("丙", in: "中華民國憲法\n第一條　甲如下：\n一、乙。\n二、丙。\n丁。") == "第一條第一項第二款")
    #expect(try cited("丁", in: "第1条 甲应当：\n（一）乙；\n（二）丙。\n丁。") == "第1条第2款")
  }

  @Test(
    "does not begin at a line that only speaks of a division",
    arguments: [
      "第五条　甲依照前条和\n第三条的规定办理，乙。\n第六条　丙。", "第五条　甲。\n第三条规定的，乙。\n第六条　丙。",
      "第五条　甲。\n第一款所称，乙。\n第六条　丙。", "第五条　甲依据本法第二章以及\n第三章的有关规定办理以后报送备案，乙。\n第六条　丙。",
      "第五条　甲有关机关和单位应当依照本条例的规定以及\n第三条 关于期限的规定办理，乙。\n第六条　丙。", "第五条　甲。\n第七条修改为：乙。\n第六条　丙。",
      "第五条　甲：\n“第九条　乙。\n第十条　己。”\n第六条　丙。", "第五条　甲包括前款第一项和\n（三）、（四）项，乙。\n第六条　丙。",
      "第五条　甲。\n一、二级乙。\n第六条　丙。",
      "第五条　甲。\n```\n第一条 乙\n```\n第六条　丙。",
    ])
  func references(text: String) throws {
    #expect(try cited("乙", in: text)?.hasPrefix("第五条") == true)
    #expect(try cited("乙", in: text)?.contains("项") == false)
    #expect(try cited("丙", in: text) == "第六条")
  }

  @Test("may be an item whose words begin with the next number")
  func itemsOfNumbers() throws {
    let text = "第五条　甲包括：\n一、二氧化碳；\n二、三氯甲烷；\n三、乙。"
    for (word, citation) in [("二氧", "第五条第一项"), ("三氯", "第五条第二项"), ("乙", "第五条第三项")] {
      #expect(try cited(word, in: text) == citation)
    }
  }

  @Test("begins at 第四十四条　第四十三条所称 and 第一条　第一书记")
  func numbersBehindNumbers() throws {
    let text = "第一章　第一书记的选派\n第一条　第一书记甲。\n第二条 第一条所称乙。\n第三条　及时丙。\n第四条 条约丁。"
    for (word, citation) in [("甲", "第一条"), ("乙", "第二条"), ("丙", "第三条"), ("丁", "第四条")] {
      #expect(try cited(word, in: text) == citation)
    }
    #expect(try headings("甲", in: text) == ["第一章 第一书记的选派", "第一条"])
  }

  @Test("in a table of contents is nowhere, and behind it where it stands")
  func contents() throws {
    let text = "条例\n目　录\n第一章　总则\n第二章　附则\n\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。"
    let outline = DocumentOutline(Array(text.utf8))
    #expect(outline.path(at: try place(of: "附则", in: text)).isEmpty)
    #expect(try headings("甲", in: text) == ["第一章 总则", "第一条"])
    #expect(try headings("乙", in: text) == ["第二章 附则", "第二条"])
    let plan = "方案\n目录\n一、要求\n二、任务\n一、要求\n甲\n二、任务\n乙"
    #expect(try headings("甲", in: plan) == ["一、 要求"])
    #expect(outline.divisions(in: Array(text.utf8)).count { $0.entry.level == .chapter } == 2)
  }

  @Test("in an annex is the annex's, and behind it the law's when the law goes on")
  func annexes() throws {
    let text = "办法\n第一章　总则\n第一条　甲。\n附件1：细则\n第一条　乙。\n第二条　丙。\n附件2\n丁"
    for (word, citation) in [("甲", "第一条"), ("乙", "附件1第一条"), ("丙", "附件1第二条"), ("丁", "附件2")] {
      #expect(try cited(word, in: text) == citation)
    }
    let table = "第 二 章 費率\n第 3 條\n甲如附表。\n附表一\n│乙│\n第 4 條\n丙。"
    #expect(try headings("丙", in: table) == ["第 二 章 費率", "第 4 條"])
    #expect(try cited("乙", in: table) == "附表一")
    // The attachments of a notice, named at its end, are not in its last list.
    let notice = "一、甲。\n二、乙。\n附件：1.丙\n2.丁\n\n2021年3月5日"
    #expect(try cited("丁", in: notice) == "附件")
  }

  @Test("in an amendment is its item, quoted articles and all")
  func amendments() throws {
    let text = "修正案\n一、将第五条修改为：\n“第五条 甲。\n（一）乙；\n丙。”\n二、删去第六条。丁"
    for (word, citation) in [("甲", "一"), ("乙", "一"), ("丙", "一"), ("丁", "二")] {
      #expect(try cited(word, in: text) == citation)
    }
    // The quotation is never closed.
    let open = "第五条　改为：\n“第九条 甲。\n第十条 乙。\n第六条　丙。\n## 附录\n丁"
    for (word, citation) in [("甲", "第五条"), ("乙", "第五条"), ("丙", "第六条"), ("丁", nil)] {
      #expect(try cited(word, in: open) == citation)
    }
  }

  @Test("in Markdown is told by depth, whether a heading has a number or not")
  func markdown() throws {
    let text = "# 指引\n## 第一章 总则\n### 背景\n甲\n**第一条** 乙。\n## 二、任务 ##\n### （一）丙\n## 附录说明\n丁"
    #expect(try headings("甲", in: text) == ["指引", "第一章 总则", "背景"])
    #expect(try headings("乙", in: text) == ["指引", "第一章 总则", "背景", "第一条"])
    #expect(try headings("丙", in: text) == ["指引", "二、 任务", "（一） 丙"])
    #expect(try headings("丁", in: text) == ["指引", "附录说明"])
    let lists = "## 3. 表\n1. **字段**\n2. 甲\n### 3.2 谁看\n乙"
    #expect(try headings("甲", in: lists) == ["3. 表", "2. 甲"])
    #expect(try headings("字段", in: lists) == ["3. 表", "1. 字段"])
    #expect(try headings("乙", in: lists) == ["3. 表", "3.2 谁看"])
  }

  @Test("in laws of Taiwan may lie below 節 in 款 and 目, and in chapters put in later")
  func subsections() throws {
    let text = "第 七 章之一 協商\n第 二 節 罷免\n第 一 款 提出\n第 5-1 條\n甲。\n第一款規定，乙。\n第二章、第四十七條之規定，丙。"
    #expect(try headings("甲", in: text) == ["第 七 章之一 協商", "第 二 節 罷免", "第 一 款 提出", "第 5-1 條", "paragraph 1"])
    #expect(try cited("乙", in: text) == "第5條之1第2項")
    #expect(try cited("丙", in: text) == "第5條之1第3項")
    // What changed the law stands before it, and is no list of it.
    #expect(try cited("公布", in: "1.中華民國九十年一月九日公布全文\n第 1 條\n甲。") == nil)
  }

  @Test(
    "is the same with any line ends, with a BOM and blanks of any width",
    arguments: ["\r\n", "\r", " \n\u{200B}\u{2002}\u{3000}"])
  func lineEnds(end: String) throws {
    let text = "\u{FEFF}" + mainland.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
    for (word, citation) in [("甲，", "第一条"), ("戊符合", "第十三条第二款第（一）项"), ("癸另行", "第十三条之一")] {
      #expect(try cited(word, in: text) == citation)
    }
    #expect(try cited("甲", in: "\u{FEFF}第一条　甲。") == "第一条")
  }

  @Test("is nowhere in a text without divisions, a line of a megabyte too")
  func nothing() throws {
    let text = String(repeating: "江南省的农村变化很大，第三条道路修通了。", count: 20_000)
    let outline = DocumentOutline(Array(text.utf8))
    #expect(outline.divisions(in: []).isEmpty && outline.citation(at: 500_000, in: Array(text.utf8)) == nil)
    #expect(DocumentOutline([]).path(at: 0).isEmpty)
  }

  @Test("is the same when the text comes in parts", arguments: [mainland, taiwan])
  func parts(text: String) {
    let bytes = Array(text.utf8)
    let whole = DocumentOutline(bytes)
    for step in [1, 7, 64, 500] {
      var outline = DocumentOutline()
      var place = 0
      for end in Array(stride(from: step, to: bytes.count, by: step)) + [bytes.count] {
        let known = Array(bytes[..<end])
        outline.read(known, isWhole: end == bytes.count)
        // What is settled stays.
        while place < end, outline.isSettled(at: place) {
          guard outline.path(at: place) == whole.path(at: place),
            outline.citation(at: place, in: known) == whole.citation(at: place, in: bytes)
          else {
            Issue.record("step \(step), place \(place)")
            return
          }
          place += 1
        }
      }
      #expect(place == bytes.count && outline.divisions(in: bytes) == whole.divisions(in: bytes))
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
    for offset in stride(from: 0, to: bytes.count, by: 13) { _ = outline.citation(at: offset, in: bytes) }
  }

  @Test(
    "in the laws of both shores is where a plain reading finds it",
    .enabled(if: SharedFiles.root != nil, "needs ../shared"),
    arguments: [("laws_cn", "laws_cn", 10), ("laws_tw", "laws_tw_quarter", 10)])
  func corpora(directory: String, archive: String, step: Int) throws {
    let root = try #require(SharedFiles.corpus(directory, archive: archive))
    var random = SeededGenerator("outline " + directory, round: 0)
    var lines = 0
    var agreed = 0
    var places: [(name: String, article: String, cited: String)] = []
    for (index, name) in try FileOperations.names(in: root).sorted().enumerated() where index % step == 0 {
      let bytes = try FileOperations.read(root + "/" + name)
      let outline = DocumentOutline(bytes)
      let expected = OutlineOracle.lines(of: bytes, isTaiwan: directory == "laws_tw")
      for line in expected {
        lines += 1
        if plainly(outline, at: line.byteRange.upperBound - 1, bytes) == line.citation { agreed += 1 }
        if random.oneIn(40) {
          let place = random.int(line.byteRange.lowerBound...(line.byteRange.upperBound - 1))
          places.append((name, line.article, outline.citation(at: place, in: bytes) ?? "nil"))
        }
      }
    }
    print("\(directory): \(agreed) of \(lines) lines are cited alike, \(places.count) random places")
    #expect(places.count >= 500)
    for place in places { #expect(place.cited.hasPrefix(place.article), "\(place)") }
    #expect(Double(agreed) >= 0.999 * Double(lines))
  }

  /// A citation with its items as the oracle gives them: 第十三条第二款/一/1.
  private func plainly(_ outline: DocumentOutline, at place: Int, _ bytes: [UInt8]) -> String {
    let cited = outline.citation(at: place, in: bytes) ?? ""
    let path = outline.path(at: place)
    let items = path.filter { $0.level == .item || $0.level == .point }.map { entry in
      "/" + String(decoding: bytes[entry.numberByteRange], as: UTF8.self).filter { !"（）()、．. ".contains($0) }
    }
    guard !items.isEmpty else { return cited }
    // The article and its paragraph: what stands before the parts that the items add.
    var rest = cited
    for _ in items { if let at = rest.lastIndex(of: "第") { rest = String(rest[..<at]) } }
    return rest + items.joined()
  }
}
