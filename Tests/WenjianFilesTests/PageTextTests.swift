import Testing

@testable import WenjianFiles

@Suite("Lines of pages become paragraphs")
struct PageTextTests {
  /// Lines of 10 points at 16 points distance, 30 characters wide at most.
  private static func page(_ lines: [(String, Double)], top: Double = 100, head: String? = nil, foot: String? = nil)
    -> LaidOutPage
  {
    func line(_ text: String, _ left: Double, _ top: Double, _ size: Double = 10) -> PageLine {
      let width = text.unicodeScalars.reduce(0) { $0 + $1.shareOfHeight } * size
      return PageLine(
        text: text, box: PageBox(left: left, top: top, right: left + width, bottom: top + size), size: size)
    }
    var all = lines.enumerated().map { line($0.element.0, $0.element.1, top + Double($0.offset) * 16) }
    if let head { all.insert(line(head, 150, 30, 8), at: 0) }
    if let foot { all.append(line(foot, 240, 800, 8)) }
    return LaidOutPage(width: 500, lines: all)
  }

  private static func text(_ pages: [LaidOutPage]) -> (stretches: [String], low: [String]) {
    let text = PageText(pages)
    func parts(_ bytes: ArraySlice<UInt8>) -> [String] {
      String(decoding: bytes, as: UTF8.self).split { $0 == "\u{1E}" || $0 == "\u{1F}" }.map {
        String($0.map { $0 == "\u{1D}" ? "|" : $0 == "\u{C}" ? "‖" : $0 == "\n" ? "¶" : $0 })
      }
    }
    return (parts(text.text[...]), text.lowWeightRanges.flatMap { parts(text.text[$0]) })
  }

  private static let full = "农村基层组织建设是一项长期任务各级党组织都要切实负起责任来抓"
  private static var first: (String, Double) { (String(full.prefix(28)), 120) }

  @Test("a paragraph is set in, its lines are full, its last line is short")
  func paragraphs() {
    let pages = [
      Self.page([
        Self.first, (Self.full, 100), ("好。", 100), Self.first, ("见效。", 100), Self.first, (Self.full, 100),
        ("完。", 100),
      ])
    ]
    let start = String(Self.full.prefix(28))
    #expect(
      Self.text(pages).stretches == [
        "\(start)|\(Self.full)|好。", "\(start)|见效。", "\(start)|\(Self.full)|完。",
      ])
  }

  @Test(
    "page numbers and running heads do not part a sentence",
    arguments: [
      "— 3 —", "-3-", "第3页", "第 3 页 共 9 页", "3/9", "– iii –", "第三页", "· 3 ·", "Page 3 of 9", "－３－",
    ])
  func pageNumbers(number: String) {
    let head = "云麓市人民政府公报"
    let pages = [
      Self.page([Self.first, (Self.full, 100)], head: head, foot: number),
      Self.page([("好。", 100), Self.first], head: head, foot: number),
    ]
    let found = Self.text(pages)
    let start = String(Self.full.prefix(28))
    #expect(
      found.stretches.contains("\(start)|\(Self.full)‖好。") || found.stretches.contains("\(start)|\(Self.full)|好。"))
    #expect(found.low == [head, number, head, number])
  }

  @Test("heads may alternate, and differ in their numbers")
  func alternatingHeads() {
    let pages = (0..<6).map { number in
      Self.page(
        [(String(Self.full.dropFirst(number).prefix(20)), 120), ("好\(number)。", 100)],
        head: number % 2 == 0 ? "\(number) 公报" : "第一书记手册 \(number)")
    }
    #expect(Self.text(pages).low.count == 6)
  }

  @Test("bare numbers are those of pages when they count on")
  func bareNumbers() {
    let counting = (0..<3).map { number in
      Self.page(
        [(String(Self.full.dropFirst(number).prefix(20)), 120), ("好\(number * 5)字。", 100)], foot: "\(number + 7)")
    }
    #expect(Self.text(counting).low == ["7", "8", "9"])
  }

  @Test("a heading, a table's head and a line of the text are no running heads")
  func noHeads() {
    let forms = (0..<2).map { _ in Self.page([("申请表", 230), ("姓名：", 100), ("住址：", 100)]) }
    #expect(Self.text(forms).low == [])
    #expect(PageNumber.isDecorated("2024/3") == false)
    #expect(PageNumber.isDecorated("— 三十 —"))
    #expect(PageNumber.isDecorated("第三条") == false)
    #expect(PageNumber.isDecorated("- 加强领导") == false)
    #expect(PageNumber.bare("mix") == nil)
    #expect(PageNumber.bare("xii") == 12)
  }

  @Test("a paragraph that begins a page is one of its own")
  func nextParagraph() {
    let pages = [
      Self.page([Self.first, (Self.full, 100)]), Self.page([Self.first, (Self.full, 100), ("好。", 100)]),
    ]
    #expect(Self.text(pages).stretches.count == 2)
  }

  @Test("a word with a hyphen at the line's end is one word")
  func hyphens() {
    let pages = [
      Self.page([
        ("The administration of rural districts is the matter of the informa-", 100),
        ("tion offices of every county and of the towns that they supervise in", 100), ("the whole province.", 100),
      ])
    ]
    #expect(Self.text(pages).stretches.first?.contains("information offices") == true)
  }
}
