import Testing
import WenjianMessages

@Suite("The language of messages")
struct LanguageTests {
  @Test(
    "is told by a tag or the name of a locale",
    arguments: [
      ("en", .english), ("en_GB.UTF-8", .english), ("C", .english), ("C.UTF-8", .english), ("POSIX", .english),
      ("zh", .simplifiedChinese), ("zh_CN.UTF-8", .simplifiedChinese), ("zh-SG", .simplifiedChinese),
      ("zh_CN.GB18030", .simplifiedChinese), ("zh-Hans", .simplifiedChinese), ("ZH-HANS-hk", .simplifiedChinese),
      ("zh_TW.UTF-8", .traditionalChinese), ("zh_HK", .traditionalChinese), ("zh-MO", .traditionalChinese),
      ("zh-Hant", .traditionalChinese), ("zh-hant-CN", .traditionalChinese),
      ("zh_TW.Big5@radical", .traditionalChinese),
      ("de_DE.UTF-8", nil), ("", nil), ("zhuang", nil), ("_", nil), (".UTF-8", nil),
    ] as [(String, Language?)])
  func tags(tag: String, language: Language?) { #expect(Language(tag: tag) == language) }

  @Test("is that of the first variable that is set and not empty")
  func environment() {
    func language(_ values: [String: String]) -> Language { Language(environment: { values[$0] }) }
    #expect(language([:]) == .english)
    #expect(language(["LANG": "zh_CN.UTF-8"]) == .simplifiedChinese)
    #expect(language(["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_TW"]) == .traditionalChinese)
    #expect(language(["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_TW", "LC_ALL": "C.UTF-8"]) == .english)
    #expect(language(["LANG": "zh_CN.UTF-8", "LC_ALL": ""]) == .simplifiedChinese)
    // There are no messages in French: that the user reads Chinese too is not known.
    #expect(language(["LANG": "zh_CN.UTF-8", "LC_ALL": "fr_FR.UTF-8"]) == .english)
    #expect(language(["LC_CTYPE": "zh_CN.UTF-8"]) == .english)
  }

  @Test("has a tag")
  func roundTrip() {
    for language in Language.allCases { #expect(Language(tag: language.rawValue) == language) }
  }
}
