// The segmenter against the break iterator on random streams and on real text.

import Testing
import WenjianTestSupport

@testable import WenjianUnicode

@Suite("The word segmenter and ICU's break iterator agree")
struct WordSegmenterLawTests {
  /// Families of scalars: a random stretch takes a few of them, so that neighbours of every two
  /// kinds meet often, and long pure runs too.
  static let families: [[UInt32]] = [
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里".unicodeScalars
      .map(\.value),
    "深入推进农村产业融合发展第一书记中华人民共和国全国人民代表大会常务委员会办公室主任".unicodeScalars.map(\.value),
    "，。；：？！、（）《》“”‘’—…·".unicodeScalars.map(\.value),
    ",.;:?!()[]\"'-·/%+&@#".unicodeScalars.map(\.value),
    Array(0x3041...0x3096), Array(0x30A1...0x30FA) + [0x30FC, 0x30FD, 0x30FE],
    [
      0x3005, 0x3006, 0x3007, 0x3021, 0x3031, 0x3035, 0x309B, 0x309D, 0x30A0, 0x30FB, 0x31F0,
      0x3400,
    ],
    Array(0xFF66...0xFF9F), Array(0xAC00...0xAC10), Array(0x1100...0x1110),
    [0x20000, 0x20BB7, 0x2A6DF, 0x2F804, 0xF900, 0xFA0E, 0xFA0F, 0x1B000, 0x1B001, 0x1F200],
    [0x301, 0x3099, 0x309A, 0xFE00, 0xFE0F, 0x200D, 0x200C, 0xAD, 0x200E, 0x302A, 0xE0100],
    [0x1F468, 0x1F469, 0x1F3FD, 0x200D, 0x2764, 0xFE0F, 0x1F1E8, 0x1F1F3, 0x1F1FA, 0x23, 0x20E3],
    [0x5F, 0x203F, 0x2019, 0x2018, 0x2E, 0x2024, 0x2027, 0x387, 0xFE55, 0xFF0E, 0x22, 0x27],
    [0x20, 0x3000, 0xA, 0xD, 0x85, 0x2028, 0x9, 0xB, 0x0],
    [0xE01, 0xE32, 0xE49, 0xE81, 0x1780, 0x1000, 0x0E40],
    [0x61, 0x7A, 0x30, 0x5D0, 0x3B1, 0x416, 0xAA, 0x2160, 0x660],
    Array(0xE000...0xE010), Array(0x4E00...0x9FFF),
  ]
  static let runs = [
    "gdp", "2.12", "5g", "a", "7", "2016", "covid19", "שלום", "αβγ", "мир", "é", "x\u{301}",
    "1294", "ไทย", "한국", "a_b", "o'neil", "١٢٣",
  ]

  static func stretch(_ generator: inout SeededGenerator, _ runs: [UInt32]) -> [UInt32] {
    let chosen = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      families.randomElement(using: &generator)!
    }
    let runShare = [0, 10, 40].randomElement(using: &generator)!
    let length = [3, 10, 40, 120].randomElement(using: &generator)!
    return (0..<Int.random(in: 1...length, using: &generator)).map { _ in
      if Int.random(in: 0..<100, using: &generator) < runShare {
        return runs.randomElement(using: &generator)!
      }
      if Int.random(in: 0..<200, using: &generator) == 0 {
        let any = UInt32.random(in: 0..<0x110000, using: &generator)
        if any < 0xD800 || any >= 0xE000 { return any }
      }
      return chosen.randomElement(using: &generator)!.randomElement(using: &generator)!
    }
  }

  @Test("on random streams of every script", arguments: DictionaryForm.allCases)
  func randomStreams(_ form: DictionaryForm) throws {
    var generator = SeededGenerator()
    var segmenter = try form.segmenter()
    var text = StreamText()
    let runs = Self.runs.map { text.run($0) }
    for _ in 0..<4000 { text.stretches.append(Self.stretch(&generator, runs)) }
    // Longer than a window, so that neighbourhoods lie across its ends.
    for _ in 0..<10 {
      var long: [UInt32] = []
      while long.count < 10_000 { long += Self.stretch(&generator, runs) }
      text.stretches.append(long)
    }
    try expectSame(text, &segmenter, WordBreakReference(), generator.replay)
  }

  // The shared sample documents are not part of the project.
  @Test(
    "on the sample documents, as written and folded", .enabled(if: SharedFiles.root != nil, "needs ../shared"),
    arguments: DictionaryForm.allCases)
  func sampleDocuments(_ form: DictionaryForm) throws {
    let seeds = try #require(SharedFiles.root) + "/seeds"
    let paths = TestFile.files(below: seeds, ending: ".txt").map { seeds + "/" + $0 }
    #expect(!paths.isEmpty)
    var segmenter = try form.segmenter()
    let reference = try WordBreakReference()
    let fold = Self.foldTable
    #expect(fold.count > 1000)
    for path in paths {
      for table in [[:], fold] {
        var text = StreamText()
        text.add(TestFile.read(path) ?? [], folding: table)
        try expectSame(text, &segmenter, reference, path)
      }
    }
  }

  private static let foldTable = Dictionary(uniqueKeysWithValues: SharedFiles.scriptTable())

  // Megabytes of unpacked corpora, named by WENJIAN_CORPORA; run it in release.
  @Test(
    "on corpora, folded", .enabled(if: SharedFiles.environment("WENJIAN_CORPORA") != nil, "needs WENJIAN_CORPORA"))
  func corpora() throws {
    let corpora = try #require(SharedFiles.environment("WENJIAN_CORPORA"))
    let paths = TestFile.files(below: corpora, ending: ".txt").map { corpora + "/" + $0 }
    #expect(!paths.isEmpty)
    var segmenter = try DictionaryForm.indexing.segmenter()
    let reference = try WordBreakReference()
    let fold = Self.foldTable
    var differing: [String] = []
    var stretches = 0
    for path in paths {
      var text = StreamText()
      text.add(TestFile.read(path) ?? [], folding: fold)
      let runTexts = RunTexts(text)
      // Line by line, and the whole file as one line: barriers stand somewhere between the two.
      for stretch in text.stretches + [Array(text.stretches.joined())] {
        stretches += 1
        let expected = try text.expectedBoundaries(of: stretch, by: reference)
        let marked = try text.boundaries(of: stretch, by: &segmenter, runTexts)
        if marked != expected { differing.append(path) }
      }
    }
    #expect(
      differing.isEmpty,
      "\(differing.count) of \(stretches) stretches, the first in \(differing.first ?? "")")
  }
}
