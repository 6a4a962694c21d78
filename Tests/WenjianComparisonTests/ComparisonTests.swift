import Testing
import Wenjian
import WenjianComparison
import WenjianTestSupport

@Suite("Comparison of versions")
struct ComparisonTests {
  private func compare(
    _ old: String, _ new: String, by unit: ComparisonUnit = .article
  ) throws -> TextComparison {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.path + "/index")
    try writer.add(Document(key: "old", text: old))
    try writer.add(Document(key: "new", text: new))
    try writer.commit()
    return try Index(at: directory.path + "/index").comparison(of: "old", with: "new", by: unit)
  }

  /// `10>11 amended moved`: what is not unchanged in its place with its number.
  private func told(_ comparison: TextComparison) -> [String] {
    comparison.changes.compactMap { change in
      guard change.kind != .unchanged || change.isMoved || change.isRenumbered else { return nil }
      func name(_ unit: ComparedUnit?) -> String {
        guard let unit else { return "" }
        return unit.insertion > 0 ? "\(unit.ordinal)-\(unit.insertion)" : "\(unit.ordinal)"
      }
      let flags = (change.isMoved ? " moved" : "") + (change.isRenumbered ? " renumbered" : "")
      return name(change.old) + ">" + name(change.new) + " " + change.kind.rawValue + flags
    }
  }

  private let head = "测试条例\n\n第一章 总则\n\n"
  private let articles = [
    "为了规范测试活动，保障测试质量，根据有关法律，结合本市实际，制定本条例。",
    "本市行政区域内的测试及其监督管理，适用本条例。法律另有规定的，从其规定。",
    "市人民政府应当加强对测试工作的领导，将测试工作经费列入本级财政预算。",
    "违反本条例规定，未经许可从事测试的，由主管部门处五千元以上二万元以下罚款。",
    "测试机构应当建立健全档案管理制度，妥善保存测试记录，保存期限不少于五年。",
    "本条例自二○○八年１月1日起施行。",
  ]

  private func law(_ articles: [String]) -> String {
    let numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    return head + zip(numbers, articles).map { "第\($0)条　\($1)\n" }.joined(separator: "\n")
  }

  @Test("script, variants, width, zeros and line ends are no amendment")
  func glyphs() throws {
    var other = articles
    other[0] = "為了規範測試活動，保障測試質量，根據有關法律，結合本巿實際，制定本條例。"
    other[2] = "巿人民政府應當加強對測試工作的領導，\n將測試工作經費列入本級財政預算。"
    other[5] = "本條例自二〇〇八年1月１日起施行。"
    let comparison = try compare(law(articles), law(other).replacing("第二条　", with: "第二條 "))
    #expect(comparison.hasSameWords)
    #expect(told(comparison) == [], "\(told(comparison))")
  }

  @Test("the forms of one mark are no change, other marks are one of punctuation")
  func punctuation() throws {
    var other = articles
    other[1] = "本市行政区域内的测试及其监督管理,适用本条例｡法律另有规定的︐从其规定。"
    other[2] = "市人民政府应当加强对测试工作的领导；将测试工作经费列入本级财政预算。"
    let comparison = try compare(law(articles), law(other))
    #expect(told(comparison) == ["3>3 punctuation"])
    #expect(comparison.hasSameWords)
    let pieces = try #require(comparison.changes.first { $0.kind == .punctuation }).pieces
    #expect(pieces.map(\.text) == ["市人民政府应当加强对测试工作的领导", "，", "；", "将测试工作经费列入本级财政预算。"])
    #expect(pieces.filter { $0.kind != .same }.allSatisfy { $0.isPunctuation })
  }

  @Test("an article that was put in renumbers those behind it, and none of them is amended")
  func inserted() throws {
    var other = articles
    other.insert("鼓励社会力量参与测试服务，推动测试数据依法开放共享。", at: 2)
    other[4] = "违反本条例规定，未经许可从事测试的，由主管部门处一万元以上五万元以下罚款。"
    let comparison = try compare(law(articles), law(other))
    #expect(
      told(comparison) == [
        ">3 added", "3>4 unchanged renumbered", "4>5 amended renumbered", "5>6 unchanged renumbered",
        "6>7 unchanged renumbered",
      ], "\(told(comparison))")
    let pieces = try #require(comparison.changes.first { $0.kind == .amended }).pieces
    #expect(
      pieces.filter { $0.kind != .same }.map { "\($0.kind) \($0.text)" } == [
        "removed 五千", "added 一万", "removed 二", "added 五",
      ], "\(pieces)")
  }

  @Test("moved and removed articles are told by what they say")
  func moved() throws {
    let order = [0, 1, 4, 2, 5]
    let comparison = try compare(law(articles), law(order.map { articles[$0] }))
    #expect(
      told(comparison) == [
        "5>3 unchanged moved renumbered", "3>4 unchanged renumbered", "4> removed", "6>5 unchanged renumbered",
      ], "\(told(comparison))")
  }

  @Test("what both texts have in two scripts and widths is known as each writes it")
  func writtenOtherwise() throws {
    var other = articles
    other[0] = "為了規範測試活動，保障測試質量，根據有關法律，制定本條例。"
    other[5] = "本条例自二○○八年1月31日起施行。"
    let comparison = try compare(law(articles), law(other))
    for (index, number) in [(0, "第一条"), (5, "第六条")] {
      let change = try #require(comparison.changes.first { $0.old?.number == number })
      #expect(change.kind == .amended)
      #expect(change.pieces.filter { $0.kind != .removed }.map(\.text).joined() == other[index])
      #expect(change.pieces.filter { $0.kind != .added }.map { $0.oldText ?? $0.text }.joined() == articles[index])
      #expect(change.pieces.contains { $0.oldText != nil })
      #expect(change.pieces.allSatisfy { $0.oldText != $0.text && ($0.oldText == nil || $0.kind == .same) })
    }
  }

  @Test("pieces give both texts back")
  func pieces() throws {
    var random = SeededGenerator("comparison pieces")
    let replay = random.replay
    for _ in 0..<20 {
      var other = articles.map { article -> String in
        var scalars = Array(article.unicodeScalars)
        for _ in 0..<random.int(0...4) {
          let at = random.int(0...(scalars.count - 1))
          if random.oneIn(2) { scalars.remove(at: at) } else { scalars.insert("新", at: at) }
        }
        return String(String.UnicodeScalarView(scalars))
      }
      other.shuffle(using: &random)
      let comparison = try compare(law(articles), law(other))
      for change in comparison.changes where change.new?.kind == .article || change.old?.kind == .article {
        if change.new != nil {
          let text = change.pieces.filter { $0.kind != .removed }.map(\.text).joined()
          #expect(other.contains(text), "\(replay) \(text)")
        }
        if change.old != nil, change.kind != .unchanged {
          let text = change.pieces.filter { $0.kind != .added }.map { $0.oldText ?? $0.text }.joined()
          #expect(articles.contains(text), "\(replay) \(text)")
        }
      }
      // No article is lost or told twice.
      #expect(comparison.changes.count { $0.new?.kind == .article } == articles.count, "\(replay)")
      #expect(comparison.changes.count { $0.old?.kind == .article } == articles.count, "\(replay)")
    }
  }

  @Test("texts without articles are compared by paragraphs, numbers of lists aside")
  func paragraphs() throws {
    let old = "关于做好测试工作的通知\n\n各单位：\n\n一、加强组织领导，落实工作责任。\n\n二、严格监督检查，确保取得实效。\n"
    let new =
      "关于做好测试工作的通知\n\n各单位：\n\n一、提高思想认识，把握总体要求。\n\n二、加强组织领导，落实工作责任。\n\n三、严格监督检查，确保取得实际成效。\n"
    let comparison = try compare(old, new)
    #expect(comparison.unit == .paragraph)
    #expect(
      told(comparison) == [">1 added", "1>2 unchanged renumbered", "2>3 amended renumbered"],
      "\(told(comparison))")
  }
}
