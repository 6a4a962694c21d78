import Testing
import WenjianStream

@Suite("Readings of characters")
struct MandarinReadingsTests {
  private func characters(_ syllable: String) -> String {
    String(
      String.UnicodeScalarView(
        MandarinReadings.characters(ofSyllable: Array(syllable.utf8)[...]).compactMap { Unicode.Scalar($0) }))
  }

  private func syllables(_ character: Unicode.Scalar) -> [String] {
    MandarinReadings.syllables(of: character.value).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  @Test("are without tones, of folded characters, ascending")
  func table() {
    #expect(syllables("绿").contains("lv"))
    #expect(syllables("行").contains("xing") && syllables("行").contains("hang"))
    #expect(syllables("a").isEmpty)
    #expect(characters("shu").contains("书") && !characters("shu").contains("書"))
    #expect(characters("xyz").isEmpty)
    let shu = MandarinReadings.characters(ofSyllable: Array("shu".utf8)[...])
    #expect(shu == shu.sorted() && Set(shu).count == shu.count)
    let initial = Set(MandarinReadings.characters(ofInitial: Array("s".utf8)[...]))
    #expect(initial.isSuperset(of: shu))
    #expect(MandarinReadings.homophones(of: ("书" as Unicode.Scalar).value).contains(("树" as Unicode.Scalar).value))
  }

  @Test("letters lose their tones, and nothing else is a letter")
  func letters() {
    let typed: [(Unicode.Scalar, String?)] = [
      ("à", "a"), ("ē", "e"), ("ǘ", "v"), ("ü", "v"), ("ǹ", "n"), ("z", "z"), ("A", nil), ("1", nil), ("书", nil),
      ("ß", nil),
    ]
    for (letter, plain) in typed {
      #expect(MandarinReadings.plainLetter(letter) == plain?.utf8.first, "\(letter)")
    }
    #expect(MandarinReadings.isInitial(Array("zh".utf8)[...]) && !MandarinReadings.isInitial(Array("zz".utf8)[...]))
    #expect(
      !MandarinReadings.isInitial(Array("i".utf8)[...]) && MandarinReadings.isSyllable(Array("zhuang".utf8)[...]))
  }
}
