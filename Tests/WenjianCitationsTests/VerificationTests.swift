import Testing
import Wenjian
import WenjianComparison
import WenjianTestSupport

@testable import WenjianCitations

@Suite("Verification of citations")
struct VerificationTests {
  private static let old = "第一条 为了规范立法活动，健全国家立法制度，根据宪法，制定本法。\n\n第二条 法律的制定、修改和废止，适用本法。\n"
  private static let new = """
    第一条 为了规范立法活动，健全国家立法制度，提高立法质量，根据宪法，制定本法。

    第二条 法律、行政法规、地方性法规的制定、修改和废止，适用本法。

    国务院部门规章的制定、修改和废止，依照本法的有关规定执行。

    第三条 立法应当体现人民的意志，发扬社会主义民主。
    """

  private func checks(_ text: String) throws -> [CitationCheck] {
    let (directory, index) = try CitationsTests.index([
      ("2000.txt", "中华人民共和国立法法", 20_000_315, Self.old), ("2015.txt", "中华人民共和国立法法", 20_150_315, Self.new),
      ("办法.txt", "试验办法", nil, "第一条 试验应当在晴朗的早晨进行，并由两名以上人员共同记录。\n"),
    ])
    defer { withExtendedLifetime(directory) {} }
    return try Citations(of: index).verify(text)
  }

  private func told(_ text: String) throws -> [String] {
    try checks(text).map { check in
      [
        check.outcome.rawValue, check.document ?? "", check.elsewhere ?? "",
        check.pieces.filter { $0.kind != .same && !$0.isPunctuation }.map {
          ($0.kind == .added ? "+" : "-") + $0.text
        }.joined(separator: " "),
      ].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  @Test(
    "a quotation is exact, differs, or is elsewhere",
    arguments: [
      ("《立法法》第二条规定：“法律、行政法规、地方性法规的制定、修改和废止，适用本法。”", ["exact 2015.txt"]),
      ("《立法法》第二條規定：「法律、行政法規、地方性法規的制定，修改和廢止,適用本法」", ["exact 2015.txt"]),
      ("“立法应当体现人民的意志”（《中华人民共和国立法法》第三条）", ["exact 2015.txt"]),
      ("《立法法》第二条第二款规定：“国务院部门规章……依照本法的有关规定执行”", ["exact 2015.txt"]),
      ("《立法法》第一条：“健全国家立法制度，根据宪法，制定本法”", ["exact 2000.txt"]),
      ("《立法法》第三条规定：“立法可以体现人民的意志，发扬社会主义民主。”", ["differs 2015.txt -应当 +可以"]),
      ("《立法法》第三条规定：“立法应当体现意志，发扬社会主义民主。”", ["differs 2015.txt -人民的"]),
      ("《立法法》第一条规定：“立法应当体现人民的意志，发扬社会主义民主。”", ["otherwise 2015.txt 《立法法》第三条"]),
      ("《立法法》第二条第一款规定：“国务院部门规章的制定、修改和废止”", ["otherwise 2015.txt 《立法法》第二条第二款"]),
      ("《立法法》第三条规定：“天气预报应当每日发布，并注明依据。”", ["otherwise 2015.txt"]),
      ("《立法法》第三条规定了立法的民主原则。", ["found 2015.txt"]),
      ("《立法法》第九十九条规定：“某某。”", ["notInIndex 2015.txt"]),
      ("《监督法》第三条规定：“立法应当体现人民的意志，发扬社会主义民主。”", ["notInIndex 《立法法》第三条"]),
      ("《监督法》第三条、国发〔2016〕64号", ["notInIndex", "notInIndex"]),
    ])
  func outcomes(text: String, expected: [String]) throws {
    let shown = try told(text).map { $0.replacing("《中华人民共和国立法法》", with: "《立法法》") }
    #expect(shown == expected)
  }

  @Test("a quotation that names no law is looked for everywhere")
  func unattached() throws {
    #expect(
      try told("专家说：“试验应当在晴朗的早晨进行”，又说“试验应当在晴朗的晚上进行，并由两名以上人员共同记录”，“而这句话哪里也没有人写过”。“短语”。").map {
        $0.prefix { $0 != " " }
      } == ["exact", "differs", "notInIndex"])
  }

  @Test("an altered quotation is never exact, an unaltered one always")
  func altered() throws {
    var random = SeededGenerator("altered quotations")
    let replay = random.replay
    let sentences: [(article: String, text: String)] = [
      ("第一条", "为了规范立法活动，健全国家立法制度，提高立法质量"), ("第二条", "法律、行政法规、地方性法规的制定、修改和废止"), ("第三条", "立法应当体现人民的意志"),
    ]
    var text = ""
    var isTrue: [Bool] = []
    for _ in 0..<60 {
      let (article, sentence) = random.pick(sentences)
      var scalars = Array(sentence.unicodeScalars)
      let isAltered = random.oneIn(2)
      if isAltered {
        let places = scalars.indices.filter { scalars[$0] != "，" && scalars[$0] != "、" }
        let place = random.pick(places)
        switch random.int(0...2) {
        case 0: scalars[place] = "龙"
        case 1 where place > 0 && place < scalars.count - 1: scalars.remove(at: place)
        default: scalars.insert("龙", at: max(place, 1))
        }
      }
      isTrue.append(!isAltered)
      text += "《立法法》\(article)规定：“\(String(String.UnicodeScalarView(scalars)))”。\n\n"
    }
    let outcomes = try checks(text).map(\.outcome)
    #expect(outcomes.count == isTrue.count, "\(replay)")
    for (outcome, isTrue) in zip(outcomes, isTrue) { #expect((outcome == .exact) == isTrue, "\(replay)") }
  }

  @Test(
    "quotations are the outermost ones, and marks that are never closed are none",
    arguments: [
      ("“一「二」三”四『五』", ["“一「二」三”", "『五』"]), ("“一“二”三", ["“二”"]), ("“一”二”三“四", ["“一”"]),
      ("「一“二」三”", ["「一“二」"]), ("\"一\" \"二\n三\" 四", ["\"一\""]), ("‘一’﹃二﹄", ["‘一’", "﹃二﹄"]),
      (String(repeating: "“", count: 200_000) + "一”", ["“一”"]), ("", []),
    ])
  func marks(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    #expect(
      FoundQuotation.find(in: bytes).map { String(decoding: bytes[$0.outerRange], as: UTF8.self) } == expected)
  }

  @Test("a text of citations and quotations alone takes no time that grows with the square of it")
  func many() throws {
    let text = String(repeating: "《立法法》第三条：“立法应当体现”。", count: 3000)
    #expect(try checks(text).count { $0.outcome == .exact } == 3000)
  }

  @Test(
    "a quotation alone may be short, and of something that names no law",
    arguments: [
      ("民主", nil, "exact"), ("「體現」", "立法法", "exact"), ("体观", "《立法法》第三条", "otherwise"),
      ("体现", "2000.txt", "otherwise"),
      ("立法", "国发〔2016〕64号", "notInIndex"), (" “…人民的…民主” ", "立法法第三条", "exact"),
    ] as [(String, String?, String)])
  func alone(quotation: String, source: String?, expected: String) throws {
    let (directory, index) = try CitationsTests.index([
      ("2000.txt", "中华人民共和国立法法", 20_000_315, Self.old), ("2015.txt", "中华人民共和国立法法", 20_150_315, Self.new),
    ])
    defer { withExtendedLifetime(directory) {} }
    let citations = try Citations(of: index)
    let check = try citations.verify(quotation: quotation, from: source)
    #expect(check.outcome.rawValue == expected, "\(check)")
    #expect(check.scriptDiffers == (quotation == "「體現」"))
    for (quotation, source) in [("，。", nil), ("", nil), ("立法", "，"), ("立法", "")] {
      #expect(throws: WenjianError.self) { try citations.verify(quotation: quotation, from: source) }
    }
  }

  @Test("marks that are never closed, and texts without citations, are no trouble")
  func odd() throws {
    #expect(try checks("") == [])
    #expect(try checks("“没有结束的引文，《立法法》第三条").map(\.outcome) == [.found])
    #expect(try checks("\"a\n\"b\"").isEmpty)
    #expect(try checks("《立法法》第三条规定：“”").map(\.outcome) == [.found])
  }
}
