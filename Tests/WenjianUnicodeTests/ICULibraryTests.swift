// ICU's version, errors and case folding.

import Testing

@testable import WenjianUnicode

@Suite("The ICU in use")
struct ICULibraryTests {
  @Test("gives its version as two or more numbers")
  func version() throws {
    let parts = ICULibrary.version.split(separator: ".").map { Int($0) }
    #expect(parts.count >= 2)
    #expect(try #require(parts.first ?? nil) >= 60)
    #expect(!parts.contains(nil))
  }

  @Test("an error says what was asked, ICU's own name and what to do")
  func errorDescription() {
    let error = ICUError(operation: "open the door", name: "U_FILE_ACCESS_ERROR")
    #expect(error.description.contains("could not open the door: U_FILE_ACCESS_ERROR"))
    #expect(error.description.contains("Check that"))
  }

  @Test("a failure code becomes an error, a warning does not")
  func codes() throws {
    try ICUError.check(0, "do nothing")
    try ICUError.check(-127, "use a fallback")
    #expect {
      try ICUError.check(4, "open a file")
    } throws: { error in
      (error as? ICUError)?.name == "U_FILE_ACCESS_ERROR"
    }
  }

  @Test(
    "NFKC_Casefold composes, folds and drops ignorables",
    arguments: [
      ("", ""), ("GDP", "gdp"), ("２０１６年", "2016年"), ("e\u{301}", "é"), ("E\u{301}x", "éx"),
      ("か\u{3099}", "が"), ("ﾊﾟ", "パ"), ("ß", "ss"), ("①", "1"), ("\u{FEFF}中\u{200B}文", "中文"),
      ("西\u{FE00}", "西"), ("\u{1F1E8}𠮷", "\u{1F1E8}𠮷"), ("ﷺ", "صلى الله عليه وسلم"),
    ])
  func casefold(_ text: String, _ folded: String) throws {
    let result = try nfkcCasefold(text.unicodeScalars.map(\.value))
    #expect(result == folded.unicodeScalars.map(\.value))
    #expect(try nfkcCasefold(result) == result)
  }

  @Test("NFKC_Casefold of many expanding scalars needs a second, larger buffer and gets it")
  func expansion() throws {
    let once = try nfkcCasefold([0xFDFA])
    let result = try nfkcCasefold([UInt32](repeating: 0xFDFA, count: 1000))
    #expect(once.count == 18)
    #expect(result.count == 18_000)
    #expect(Array(result.prefix(18)) == once)
  }
}
