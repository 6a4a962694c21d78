// What begins a list item or a division, and the tables of signs that outlines share with it.

import Testing
import WenjianText

@Suite("Markers at the head of a line")
struct ListMarkerTests {
  private func marker(_ text: String) -> ListMarker? {
    var scalars = text.unicodeScalars.makeIterator()
    return ListMarker.read { scalars.next()?.value }
  }

  @Test(
    "are read as what they are",
    arguments: [
      ("第十三条　为了", .division(.article, isApart: true)), ("第 13 條 規定", .division(.article, isApart: true)),
      ("第三条国家", .division(.article, isApart: false)), ("第二条、机关", .division(.article, isApart: true)),
      ("第二條、第三條", .division(.article, isApart: false)), ("第三章 总则", .division(.chapter, isApart: true)),
      ("第二节", .division(.section, isApart: true)), ("第一編：", .division(.part, isApart: true)),
      ("第一卷 ", .division(.volume, isApart: true)), ("第二款规定", .division(.paragraph, isApart: false)),
      ("第三項 ", .division(.item, isApart: true)), ("第三目 ", .division(.point, isApart: true)), ("一、总体", .item),
      ("十二、总体", .item), ("（十一）总体", .item), ("(3) 总体", .item), ("1. 总体", .item), ("１．总体", .item), ("2）总体", .item),
      ("①总体", .item), ("㉑总体", .item), ("# 总体", .heading), ("###### 总体", .heading), ("- 总体", .bullet),
      ("● 总体", .bullet), ("※总体", .bullet),
    ] as [(String, ListMarker)])
  func read(line: String, expected: ListMarker) {
    #expect(marker(line) == expected)
  }

  @Test(
    "are none in texts that only look like it",
    arguments: [
      "第一书记工作条例", "第三人称", "一九九八年", "两、总体", "廿一、总体", "1.5万元", "2024年", "（试行）", "-5", "#标题", "####### 七", "十条措施",
    ])
  func none(line: String) {
    #expect(marker(line) == nil)
  }

  /// Barriers of the stream are set by these: another set is another version of its rules.
  @Test("are made of the signs that indexes were made with, and no others")
  func signs() {
    let numerals = Set("0123456789０１２３４５６７８９一二三四五六七八九十百千〇○零".unicodeScalars.map(\.value))
    let enclosed: [ClosedRange<UInt32>] = [
      0x2460...0x249B, 0x24EA...0x24F4, 0x2776...0x2793, 0x3220...0x3229, 0x3251...0x325F,
    ]
    let units = Set("条條款项項目章节節编編篇卷".unicodeScalars.map(\.value))
    let comma = Unicode.Scalar("、").value
    var wrong: [UInt32] = []
    for scalar in UInt32(0)...0xFFFF where !(0xD800..<0xE000).contains(scalar) {
      func read(_ scalars: [UInt32]) -> ListMarker? {
        var rest = scalars[...]
        return ListMarker.read { rest.popFirst() }
      }
      let isItem = read([scalar, comma]) == .item
      if isItem != (numerals.contains(scalar) || enclosed.contains { $0.contains(scalar) }) { wrong.append(scalar) }
      var isDivision = false
      if case .division = read([0x7B2C, 0x4E00, scalar]) { isDivision = true }
      if isDivision != units.contains(scalar) { wrong.append(scalar) }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(10).map { String($0, radix: 16) })")
  }
}

@Suite("Numbers in one character")
struct EnclosedNumberTests {
  @Test("have the value that they show")
  func values() {
    let rows: [(EnclosedNumber.Style, Int, String)] = [
      (.circled, 1, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"), (.circled, 0, "⓪"), (.circled, 11, "⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴"),
      (.circled, 1, "❶❷❸❹❺❻❼❽❾❿"), (.circled, 1, "➀➁➂➃➄➅➆➇➈➉"), (.circled, 1, "➊➋➌➍➎➏➐➑➒➓"),
      (.bracketed, 1, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"), (.dotted, 1, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
      (.bracketedChinese, 1, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    ]
    for (style, first, signs) in rows {
      for (index, sign) in signs.unicodeScalars.enumerated() {
        #expect(EnclosedNumber.read(sign.value) == EnclosedNumber(style, first + index), "\(sign)")
      }
    }
    #expect(EnclosedNumber.read(Unicode.Scalar("一").value) == nil)
  }
}
