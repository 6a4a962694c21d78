import Testing
import WenjianText

@Suite("Chinese numerals")
struct ChineseNumeralTests {
  @Test(
    "are spelled as articles of mainland laws are numbered",
    arguments: [
      (1, "一"), (10, "十"), (13, "十三"), (20, "二十"), (105, "一百零五"), (120, "一百二十"), (1005, "一千零五"),
      (10_000, "一万"), (35_000, "三万五千"), (10_005, "一万零五"), (10_015, "一万零一十五"), (120_000, "十二万"),
      (100_000_000, "一亿"), (123_000_000, "一亿二千三百万"), (100_000_005, "一亿零五"), (105_000_000, "一亿零五百万"), (0, "0"),
    ])
  func spelled(value: Int, text: String) {
    #expect(ChineseNumeral.spelled(value) == text)
  }

  private func value(_ text: String) -> Int? {
    ChineseNumeral.value(ofWords: text.unicodeScalars.map(\.value)[...])
  }

  @Test("what is spelled is read as the same number")
  func spelledIsRead() {
    var values = Array(1...12_000)
    var next = 12_345
    while next < 900_000_000_000 {
      values += [next, next - next % 1000, next - next % 10_000 + 7]
      next = next * 13 / 7 + 11
    }
    for number in values {
      let text = ChineseNumeral.spelled(number)
      #expect(value(text) == number, "\(text)")
      #expect(value(String(text.map { $0 == "零" ? "〇" : $0 })) == number, "\(text)")
    }
  }

  @Test(
    "other spellings are read",
    arguments: [
      ("一百十三", 113), ("两百", 200), ("两千零二", 2002), ("两万", 20_000), ("廿三", 23), ("卅", 30), ("一百廿三", 123), ("一十三", 13),
    ])
  func otherSpellings(text: String, number: Int) { #expect(value(text) == number) }

  @Test(
    "what can be read in two ways, or is no numeral, is not read",
    arguments: [
      "一百二", "三万五", "十三五", "二〇一六", "百", "万", "一百零十", "一百零二十", "十零三", "一千五十", "零", "〇五", "三四", "十百", "两十", "十两", "",
      "一百零", "一亿零二千万", "廿十",
    ])
  func notRead(text: String) { #expect(value(text) == nil) }

  @Test("figures one by one")
  func figures() {
    func arabic(_ text: String) -> String? {
      ChineseNumeral.arabic(ofFigures: text.unicodeScalars.map(\.value)[...])
    }
    #expect(arabic("二〇一六") == "2016" && arabic("二零一六") == "2016" && arabic("一○五") == "105")
    #expect(arabic("五") == nil && arabic("十五") == nil && arabic("两〇一六") == nil)
    #expect(ChineseNumeral.figures("2016") == "二〇一六" && ChineseNumeral.figures("105", zero: "零") == "一零五")
  }
}
