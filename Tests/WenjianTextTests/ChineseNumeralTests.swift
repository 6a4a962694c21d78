import Testing
import WenjianText

@Suite("Chinese numerals")
struct ChineseNumeralTests {
  @Test(
    "are spelled as articles of mainland laws are numbered",
    arguments: [
      (1, "一"), (10, "十"), (13, "十三"), (20, "二十"), (105, "一百零五"), (120, "一百二十"), (1005, "一千零五"),
    ])
  func spelled(value: Int, text: String) {
    #expect(ChineseNumeral.spelled(value) == text)
  }
}
