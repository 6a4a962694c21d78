// Random trees over texts full of numerals, in all their written forms, against a scan of every position.

import Testing
import Wenjian
import WenjianModel
import WenjianSearch
import WenjianTestSupport
import WenjianWidening

@Suite("Widened strings are found as the oracle finds them")
struct WideningOracleTests {
  private static let rounds = SharedFiles.isLongRun ? 100 : 4
  private static let treesOfRound = SharedFiles.isLongRun ? 200 : 40

  private static let pieces = [
    "第", "条", "條", "款", "号", "年", "月", "日", "个", "届", "章", "人", "元", "之", "%", "百分之", "中全会", "世纪", "一", "二", "三",
    "十",
    "百", "千", "万", "〇", "零", "两", "廿", "点", "1", "2", "3", "10", "13", "20", "113", "2016", "1998", "3.5", "〔2016〕",
    "（2016）",
    "第十三条", "第13条", "第 13 條", "十三条", "三条", "二〇一六年", "二零一六年", "2016年", "2016年10月8日", "2016-10-08", "2016.10.8",
    "二〇一六年十月八日", "百分之三十", "30%", "百分之三点五", "3.5%", "〔2016〕64号", "（2016）第64号", "民国105年", "中华民国一百零五年", "三万五千",
    "35000",
    "3.5万", "信息", "資訊", "信息安全", "互聯網", "網際網路", "十三五", "四个全面", "。", "，", "\n\n", "-", "甲", "乙",
  ]

  private static let options = [
    Widening(), Widening(regional: .safe),
    Widening(numericValues: true, republicYears: true, regional: .weak),
  ]

  private static func text(_ generator: inout SeededGenerator, pieces count: ClosedRange<Int>) -> String {
    (0..<generator.int(count)).map { _ in generator.pick(pieces) }.joined()
  }

  /// A string, or some in relation to each other.
  private static func tree(
    _ generator: inout SeededGenerator, depth: Int, _ string: (inout SeededGenerator) -> OracleString
  ) -> OracleQuery {
    if depth == 0 || generator.oneIn(3) {
      switch generator.int(0...5) {
      case 0:
        return .near(
          string(&generator), string(&generator), distance: generator.int(0...6), isOrdered: generator.oneIn(2))
      case 1: return .absent(string(&generator), [(string(&generator), generator.int(0...2), generator.oneIn(2))])
      default: return .string(string(&generator))
      }
    }
    func part() -> OracleQuery { tree(&generator, depth: depth - 1, string) }
    switch generator.int(0...3) {
    case 0: return .and([part(), part()])
    case 1: return .or([part(), part(), part()])
    case 2: return .without(part(), part())
    default: return .within(generator.pick([.sentence, .paragraph]), .string(string(&generator)))
    }
  }

  @Test("in any tree, with several segments and deletions", arguments: 0..<rounds)
  func trees(round: Int) throws {
    var generator = SeededGenerator("widening", round: round)
    var trial = IndexTrial(IndexTrial.tiny(), policy: IndexTrial.withoutMerges)
    for number in 0..<18 {
      try trial.add(key: "d\(number)", Self.text(&generator, pieces: 0...60), titled: false)
      if number % 6 == 5 { try trial.commit() }
    }
    for number in [3, 8] { try trial.remove(key: "d\(number)") }
    try trial.commit()
    let opened = try trial.open()
    var (found, manyForms) = (0, 0)
    for _ in 0..<Self.treesOfRound {
      let widening = StringWidening(generator.pick(Self.options))
      let index = opened.with(OtherForms(told: { Array(widening.forms(of: $0).forms.dropFirst()) }))
      let query = Self.tree(&generator, depth: 2) { generator in
        var text = Self.text(&generator, pieces: 1...3)
        while OracleString(text).elements.isEmpty { text = Self.text(&generator, pieces: 1...3) }
        let forms = widening.forms(of: text).forms.dropFirst()
        if forms.count > 1 { manyForms += 1 }
        return OracleString(
          text, forms: forms.map { .init($0.text, notBehind: $0.notBehind, notBefore: $0.notBefore) })
      }
      guard query.text != nil else { continue }
      try trial.check(query, on: index)
      found += trial.oracle.answer(query).documents
    }
    #expect(found > 0 && manyForms > 0)
    if round == 0 { TestLog.line("widening: \(RunSeed.replay), \(found) documents found in round 0") }
  }
}
