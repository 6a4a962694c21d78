// The outline's reader of numbers and the scanner's reader of markers, on the same lines.

import Testing
import WenjianText

@testable import WenjianDocument

@Suite("Numbers at the head of a line")
struct LineNumberTests {
  private func number(_ line: String) -> LineNumber? {
    let bytes = Array(line.utf8)
    return TextBytes.lend(bytes) { LineNumber.read($0, 0..<bytes.count) }
  }

  private func marker(_ line: String) -> ListMarker? {
    var scalars = line.unicodeScalars.makeIterator()
    return ListMarker.read { scalars.next()?.value }
  }

  private static let numerals = [
    "一", "三", "十", "十三", "二十一", "一百〇五", "一百零五", "二○", "1", "13", "１３", "105",
  ]

  /// Both ask the same tables what a sign is: a paragraph that the outline gives a number has a barrier before it, so that
  /// no match runs over its edge. Only what the released rules of the stream do not know is left out here: brackets around
  /// a number, 廿, 两, 部分, 分编 and 13-1.
  @Test("are markers for the scanner wherever the outline reads them")
  func numbersAreMarkers() {
    var checked = 0
    for numeral in Self.numerals {
      for unit in ["编", "編", "篇", "章", "节", "節", "条", "條", "款", "目"] {
        for gap in ["", " "] {
          for rest in ["", " 总则", "　总则", "：总则", "（总则）", "总则", "、总则"] {
            let line = "第" + gap + numeral + gap + unit + rest
            guard number(line) != nil else { continue }
            checked += 1
            guard case .division = marker(line) else {
              Issue.record("\(line): \(String(describing: marker(line)))")
              continue
            }
          }
        }
      }
      let items = ["#、", "#．", "#.", "（#）", "(#)", "#）"].map { $0.replacing("#", with: numeral) }
      for line in items.map({ $0 + "总则" }) {
        guard number(line) != nil else { continue }
        checked += 1
        // The rules of the stream count figures: two before a bracket, four before a mark.
        if marker(line) != .item { #expect(numeral.count > 2, "\(line)") }
      }
    }
    #expect(checked > 500)
    for scalar in "①⑳⑴⒇⒈⒛㈠㈩㉑㉟⓫⓴❶➓" {
      #expect(number("\(scalar)总则") != nil && marker("\(scalar)总则") == .item, "\(scalar)")
    }
  }

  @Test(
    "have the value that they are written with",
    arguments: [
      ("㉑其他", LineNumber.Form.circled, 21), ("⓫其他", .circled, 11), ("❸其他", .circled, 3),
      ("⑴其他", .bracketedArabic, 1),
      ("⒉其他", .arabic, 2), ("㈢其他", .bracketedChinese, 3), ("【第三条】其他", .article, 3), ("第廿一条 其他", .article, 21),
      ("第１３条 其他", .article, 13), ("第一百零五条 其他", .article, 105), ("第三部分 其他", .part, 3), ("第二分编 其他", .subpart, 2),
      ("第二分編 其他", .subpart, 2), ("第二篇 其他", .part, 2),
    ])
  func values(line: String, form: LineNumber.Form, value: Int) {
    #expect(number(line)?.form == form && number(line)?.number == value)
  }

  @Test(
    "are none of words",
    arguments: ["第一书记工作条例", "第三卷 其他", "第二项 其他", "第二分篇 其他", "⓪其他", "一部分人", "第三条规定的"])
  func none(line: String) {
    #expect(number(line) == nil)
  }
}
