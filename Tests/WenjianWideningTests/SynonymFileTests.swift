import Testing
import WenjianModel
import WenjianTestSupport
import WenjianWidening

@Suite("The user's synonyms")
struct SynonymFileTests {
  private func forms(_ text: String, _ file: String) -> [String] {
    let read = SynonymFile(Array(file.utf8))
    #expect(read.problems.isEmpty, "\(read.problems)")
    return StringWidening(.standard, synonyms: read.table).forms(of: text).forms.map(\.text)
  }

  @Test(
    "of a group each word stands for the others, whatever parts them",
    arguments: [
      "放管服,简政放权", "放管服 = 简政放权", "放管服\t简政放权", "简政放权，放管服", "放管服、简政放权\r\n", "\u{FEFF}# 注\n\n放管服=簡政放權",
    ])
  func groups(file: String) {
    #expect(forms("放管服", file) == ["放管服", "简政放权"])
    #expect(forms("简政放权", file) == ["简政放权", "放管服"])
    #expect(forms("深化放管服改革", file) == ["深化放管服改革", "深化简政放权改革"])
  }

  @Test("one way is one way", arguments: ["人社部 => 人力资源和社会保障部, 劳动部", "人社部＝＞人力资源和社会保障部，劳动部"])
  func oneWay(file: String) {
    #expect(forms("人社部", file) == ["人社部", "人力资源和社会保障部", "劳动部"])
    #expect(forms("劳动部", file) == ["劳动部"])
  }

  @Test("with tabs in a line other marks are part of words")
  func tabs() {
    #expect(forms("A=B", "A=B\t甲、乙") == ["a=b", "甲、乙"])
  }

  @Test("the longest word counts, and groups of one word are joined")
  func longest() {
    let file = "网络,网\n网络安全,网安\n网络,互联网"
    #expect(forms("网络安全", file) == ["网络安全", "网安"])
    #expect(forms("网络", file) == ["网络", "网", "互联网"])
  }

  @Test("a line that cannot be read is told with its number, and the others count")
  func problems() {
    var bytes = Array("甲=乙\n孤\n甲,,丙\na => b => c\n甲,丁 => 戊\n\u{200B},己\n".utf8)
    bytes += [0xFF, 0xFE, 0x0A]
    bytes += Array("庚,辛".utf8)
    let file = SynonymFile(bytes)
    #expect(file.problems.map(\.line) == [2, 3, 4, 5, 6, 7])
    #expect(file.problems.allSatisfy { !$0.message.isEmpty })
    let widening = StringWidening(.standard, synonyms: file.table)
    #expect(widening.forms(of: "甲").forms.map(\.text) == ["甲", "乙"])
    #expect(widening.forms(of: "辛").forms.map(\.text) == ["辛", "庚"])
  }

  @Test("bounds are told, not trapped on")
  func bounds() {
    let long = String(repeating: "字", count: 65) + "=甲"
    let wide = (0..<80).map { "词\($0)" }.joined(separator: ",")
    #expect(SynonymFile(Array((long + "\n" + wide).utf8)).problems.map(\.line) == [1, 2])
    #expect(SynonymFile([UInt8](repeating: 0x41, count: SynonymFile.byteLimit + 1)).problems.map(\.line) == [0])
    #expect(SynonymFile([]) == SynonymFile())
    #expect(
      SynonymFile(Array(String(repeating: "x\n", count: 1000).utf8)).problems.count == SynonymFile.problemLimit)
  }

  @Test("are off with everything else, and beside numerals")
  func options() {
    let table = SynonymFile(Array("人民代表大会=人大".utf8)).table
    #expect(StringWidening(.none, synonyms: table).forms(of: "人大").forms.count == 1)
    let forms = StringWidening(.standard, synonyms: table).forms(of: "第十三届人大").forms
    #expect(Set(forms.map(\.text)) == ["第十三届人大", "第13届人大", "第十三届人民代表大会", "第13届人民代表大会"])
    #expect(forms.first { $0.text == "第13届人民代表大会" }?.rules == [.numeral, .own])
  }

  @Test("any bytes are read", arguments: 0..<50)
  func anyBytes(round: Int) {
    var generator = SeededGenerator("synonyms", round: round)
    let pieces: [[UInt8]] = [
      "甲", "乙丙", ",", "=", "=>", "＝＞", "\t", "\n", "\r\n", "#", " ", "、", "\u{FEFF}", "第13条",
    ].map { Array($0.utf8) }
    var bytes: [UInt8] = []
    for _ in 0..<generator.int(0...200) {
      if generator.oneIn(10) {
        bytes.append(UInt8(generator.int(0...255)))
      } else {
        bytes += generator.pick(pieces)
      }
    }
    let file = SynonymFile(bytes)
    let widening = StringWidening(.standard, synonyms: file.table)
    #expect(widening.forms(of: "甲乙丙第13条").forms.count <= StringWidening.formLimit)
    #expect(file.problems.allSatisfy { $0.line > 0 })
  }
}
