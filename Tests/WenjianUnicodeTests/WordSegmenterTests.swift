// The segmenter marks the boundaries of ICU's break iterator, and no others.

import Testing
import WenjianTestSupport

@testable import WenjianUnicode

/// Both dictionaries, one test suite.
enum DictionaryForm: CaseIterable, CustomTestStringConvertible {
  case queries, indexing

  var testDescription: String { self == .queries ? "for queries" : "for indexing" }

  func segmenter() throws -> WordSegmenter {
    WordSegmenter(
      try self == .queries ? WordDictionary.forQueries() : WordDictionary.forIndexing())
  }
}

/// Fails with the first stretch where segmenter and break iterator differ, so that it can be
/// pasted.
func expectSame(
  _ text: StreamText, _ segmenter: inout WordSegmenter, _ reference: WordBreakReference,
  _ note: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let runTexts = RunTexts(text)
  var differences = 0
  var first = ""
  for stretch in text.stretches {
    let expected = try text.expectedBoundaries(of: stretch, by: reference)
    let marked = try text.boundaries(of: stretch, by: &segmenter, runTexts)
    if marked == expected { continue }
    if differences == 0 {
      let at = zip(marked, expected).enumerated().first { $0.1.0 != $0.1.1 }?.offset ?? 0
      let around = stretch[max(0, at - 12)..<min(stretch.count, at + 12)]
      first = "element \(at): expected \(expected[at]), around it "
      first += around.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
    }
    differences += 1
  }
  #expect(
    differences == 0, "\(first) (of \(text.stretches.count) stretches) \(note())",
    sourceLocation: sourceLocation)
}

@Suite("The word segmenter")
struct WordSegmenterTests {
  @Test(
    "cuts like the break iterator", arguments: DictionaryForm.allCases,
    [
      "深入推进农村产业融合发展", "第一书记驻村", "脱贫攻坚战", "，。；", "的", "2016年gdp增长6.7%",
      "〇〇〇", "々々人々", "〆切", "カタカナ", "カタカナ・カタカナ", "ひらがなとカタカナと漢字",
      "アアアアアアアアアアアアアアアアアアアアアアアア", "ーー", "コンピューターー", "コ中ン国",
      "a'b", "'a'", "a.b", "a.中", "www.gov.cn", "3:4", "中:国", "a·b", "阿卜杜拉·艾山", "a\"b",
      "a_b", "中_国", "カ_国", "中\u{301}国", "中国\u{200D}人民", "か\u{3099}き", "한국어中文",
      "\u{1F468}\u{200D}\u{1F469}",
      "\u{1F1E8}\u{1F1F3}\u{1F1FA}\u{1F1F8}", "𠮷野家", "𠮷", "豈更車", "\u{2F804}中国", "ﾊﾟ",
      "สวัสดี中国", "שלום'中",
    ])
  func samples(_ form: DictionaryForm, _ sample: String) throws {
    var text = StreamText()
    text.add(Array(sample.utf8))
    var segmenter = try form.segmenter()
    try expectSame(text, &segmenter, WordBreakReference(), sample)
  }

  @Test("writes nothing for no elements")
  func empty() throws {
    var segmenter = try DictionaryForm.queries.segmenter()
    #expect(try StreamText().boundaries(of: [], by: &segmenter) == [])
  }

  @Test("asks for no run's text unless something joins runs")
  func runTextIsRare() throws {
    var text = StreamText()
    text.add(Array("2016年gdp增长6.7%，5g app、a.中（b）".utf8))
    var segmenter = try DictionaryForm.indexing.segmenter()
    let stretch = text.stretches[0]
    var marks = [UInt8](repeating: 9, count: stretch.count)
    var asked: [UInt32] = []
    try segmenter.markBoundaries(
      elements: stretch, count: stretch.count,
      runText: { run in
        asked.append(run)
        return UnsafeRawBufferPointer(start: nil, count: 0)
      }, boundaries: &marks)
    #expect(asked == [])
    #expect(marks == (try text.expectedBoundaries(of: stretch, by: WordBreakReference())))
  }

  @Test(
    "puts the window's seam anywhere without a change", arguments: DictionaryForm.allCases)
  func seams(_ form: DictionaryForm) throws {
    var segmenter = try form.segmenter()
    let reference = try WordBreakReference()
    let pool = "深入推进农村产业融合发展第一书记中华人民共和国全国人民代表大会常务委员会ターミナルビル"
      .unicodeScalars.map(\.value)
    var generator = SeededGenerator(seed: 7)
    for length in [4095, 4096, 4097, 4115, 4116, 4117, 8151, 8152, 8153, 20_000] {
      var text = StreamText()
      text.stretches = [(0..<length).map { _ in pool.randomElement(using: &generator)! }]
      try expectSame(text, &segmenter, reference, "\(length) elements")
    }
  }

  /// What repeats itself keeps several best paths open for ever; what ends in something odd goes to
  /// the break iterator as a whole.
  @Test(
    "cuts 100,000 elements without punctuation like the break iterator",
    arguments: DictionaryForm.allCases,
    [
      "人", "人民", "龘", "一", "カ", "カタカナ中", "中华人民共和国", "ー", "の", "𠮷", "中\u{301}", "a.",
      "한", "中\u{2F804}",
    ])
  func longStretches(_ form: DictionaryForm, _ pattern: String) throws {
    var text = StreamText()
    text.add(Array(pattern.utf8))
    let unit = text.stretches[0]
    var long: [UInt32] = []
    while long.count < 100_000 { long += unit }
    text.stretches = [long, long + [0x301, 0x4E2D], [0x4E2D, 0x200D] + long]
    var segmenter = try form.segmenter()
    try expectSame(text, &segmenter, WordBreakReference())
  }

  @Test("cuts a neighbourhood for the break iterator at 131,072 elements, and only there")
  func cutNeighbourhood() throws {
    let limit = WordSegmenter.largestNeighbourhood
    let stretch = [UInt32](repeating: 0x4E2D, count: limit + 10) + [0x301, 0x4E2D]
    let text = StreamText()
    var segmenter = try DictionaryForm.indexing.segmenter()
    let reference = try WordBreakReference()
    let marked = try text.boundaries(of: stretch, by: &segmenter)
    let head = try text.expectedBoundaries(of: Array(stretch[..<limit]), by: reference)
    let tail = try text.expectedBoundaries(of: Array(stretch[limit...]), by: reference)
    #expect(marked == head + tail)
  }

  @Test("cuts every BMP scalar, between neighbours of each kind, like the break iterator")
  func everyScalar() throws {
    var text = StreamText()
    let run = text.run("a1")
    for first in stride(from: UInt32(0), through: 0xFFFF, by: 64) {
      var stretch: [UInt32] = []
      for scalar in first..<first + 64 where Unicode.Scalar(scalar) != nil {
        stretch += [
          0x3002, scalar, 0x4E2D, scalar, 0x56FD, run, scalar, run, run, scalar, 0x3002, scalar,
          scalar, 0x30AB, scalar, 0x304B, 0x4E2D, 0x4E2D, 0x56FD, scalar,
        ]
      }
      text.stretches.append(stretch)
    }
    var segmenter = try DictionaryForm.indexing.segmenter()
    try expectSame(text, &segmenter, WordBreakReference())
  }
}
