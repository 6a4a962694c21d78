// Quotations of a corpus, true and altered, in both scripts.

import Testing
import Wenjian
import WenjianCitations
import WenjianComparison
import WenjianStream
import WenjianTestSupport
import WenjianText

@Suite("Quotations")
struct QuotationTests {
  /// The documents of a directory, with their words.
  private struct Sample {
    let directory = TemporaryDirectory()
    let index: Index
    let texts: [(key: String, title: String, bytes: [UInt8], elements: TextElements)]
    private let words: [[UInt32]]
    /// Where each word is in them.
    private var places: [UInt32: [(text: Int, word: Int)]] = [:]
    private var numbers = ElementNumbers()

    /// - Parameter count: so many of its texts, drawn; nil: all.
    init(_ folder: String, count: Int?, _ random: inout SeededGenerator) throws {
      let writer = try IndexWriter(at: directory("index"))
      var names = TestFile.files(below: folder, ending: ".txt") + TestFile.files(below: folder, ending: ".md")
      if let count { names = Array(names.shuffled(using: &random).prefix(count)) }
      for name in names {
        guard let bytes = TestFile.read(folder + "/" + name), bytes.count < 100_000,
          let text = String(validating: bytes, as: UTF8.self)
        else { continue }
        try writer.add(Document(key: name, text: text))
      }
      try writer.commit()
      let index = try Index(at: directory("index"))
      var numbers = ElementNumbers()
      let texts = try index.keys.map { key in
        let text = try index.text(of: key)
        return (key, try index.title(of: key), Array(text.utf8), TextElements(text, &numbers))
      }
      self.index = index
      self.texts = texts
      words = texts.map { $0.3.codes.filter(TextElements.isWord) }
      self.numbers = numbers
      for (text, words) in words.enumerated() {
        for (word, code) in words.enumerated() { places[code, default: []].append((text, word)) }
      }
    }

    /// The slow obvious way: whether any document has these words one after the other.
    mutating func has(_ text: String) -> Bool {
      let wanted = TextElements(text, &numbers).codes.filter(TextElements.isWord)
      // From the rarest of them.
      let rarest = wanted.indices.min {
        places[wanted[$0], default: []].count < places[wanted[$1], default: []].count
      }
      guard let rarest else { return true }
      return places[wanted[rarest], default: []].contains { place in
        let start = place.word - rarest
        return start >= 0 && words[place.text][start...].starts(with: wanted)
      }
    }

    mutating func wordCount(_ text: String) -> Int {
      TextElements(text, &numbers).codes.count(where: TextElements.isWord)
    }
  }

  /// What a quotation must not have here, because it would be another one, or a citation.
  private static let others = Set("《》〈〉「」『』“”‘’\"'＂〔〕[]第前本该同…⋯\n".unicodeScalars)

  /// Characters of Han by what they are folded to.
  private static let forms: [UInt32: [Unicode.Scalar]] = {
    var forms: [UInt32: [Unicode.Scalar]] = [:]
    for value in UInt32(0x4E00)...0x9FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      forms[foldEntry(of: value).scalar, default: []].append(scalar)
    }
    return forms
  }()

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The same to a search, with other characters.
  private static func rewritten(_ text: String, _ random: inout SeededGenerator) -> String {
    string(
      text.unicodeScalars.map { scalar in
        if let forms = forms[foldEntry(of: scalar.value).scalar], isHan(scalar.value) { return random.pick(forms) }
        return scalar
      })
  }

  /// One character of Han is another one, is gone, or is one too many.
  private static func altered(_ text: String, _ random: inout SeededGenerator) -> String {
    var scalars = Array(text.unicodeScalars)
    let places = scalars.indices.filter { isHan(scalars[$0].value) && $0 > 0 && $0 < scalars.count - 1 }
    guard !places.isEmpty else { return text }
    let place = random.pick(places)
    switch random.int(0...3) {
    case 0: scalars.remove(at: place)
    case 1: scalars.insert(random.pick(Array("不可应龙及或无".unicodeScalars)), at: place)
    default: scalars[place] = random.pick(Array("不可应龙及或无".unicodeScalars))
    }
    return string(scalars)
  }

  private struct Quotation {
    var text: String
    var isTrue: Bool
    var document: Int
    /// Whether it is told whose it is.
    var isAttached: Bool
  }

  /// A quotation of a document; nil when the place that was drawn has none.
  private static func quotation(
    _ sample: inout Sample, isTrue: Bool, _ random: inout SeededGenerator
  ) -> Quotation? {
    let number = random.below(sample.texts.count)
    let (_, title, bytes, elements) = sample.texts[number]
    let isAttached = random.oneIn(2) && title.unicodeScalars.count > 3
    let length = random.int((isAttached ? 6 : 14)...60)
    guard elements.count > length else { return nil }
    let start = random.below(elements.count - length)
    let range = elements.bytes(of: start..<(start + length))
    var text = String(decoding: bytes[range], as: UTF8.self)
    guard !text.unicodeScalars.contains(where: { others.contains($0) }),
      sample.wordCount(text) >= (isAttached ? 4 : 10)
    else { return nil }
    if !isTrue {
      text = altered(text, &random)
      if sample.has(text) || sample.wordCount(text) < 10 { return nil }
    } else if random.oneIn(4), length > 20 {
      // What is left out is the elements in the middle.
      let (first, second) = (start + length / 3, start + 2 * length / 3)
      let ellipsis = random.pick(["…", "……", "...", "⋯⋯", "。。。。。。"])
      text =
        String(decoding: bytes[elements.bytes(of: start..<first)], as: UTF8.self) + ellipsis
        + String(decoding: bytes[elements.bytes(of: second..<(start + length))], as: UTF8.self)
    }
    if random.oneIn(2) { text = rewritten(text, &random) }
    return Quotation(text: text, isTrue: isTrue, document: number, isAttached: isAttached)
  }

  private static let marks = [("“", "”"), ("「", "」"), ("『", "』"), ("‘", "’"), ("﹁", "﹂")]

  /// Of each kind; 200 in the long run (`WENJIAN_LONG=1`), which takes minutes in debug.
  private static let quotationCount = SharedFiles.isLongRun ? 200 : 25

  @Test("true and altered quotations of Corpus/ are told apart, in both scripts")
  func corpus() throws {
    try check(try #require(SharedFiles.packageRoot) + "/Corpus", count: nil)
  }

  @Test(
    "true and altered quotations of laws are told apart, in both scripts",
    .enabled(if: SharedFiles.root != nil, "the shared corpora are not there"),
    arguments: [("laws_cn", "laws_cn"), ("laws_tw", "laws_tw_quarter")])
  func laws(name: String, archive: String) throws {
    try check(try #require(SharedFiles.corpus(name, archive: archive)), count: SharedFiles.isLongRun ? 40 : 8)
  }

  private func check(_ folder: String, count: Int?) throws {
    var random = SeededGenerator("quotations of a corpus")
    let replay = random.replay
    var sample = try Sample(folder, count: count, &random)
    var quotations: [Quotation] = []
    for isTrue in [true, false] {
      var count = 0
      for _ in 0..<100_000 where count < Self.quotationCount {
        guard let quotation = Self.quotation(&sample, isTrue: isTrue, &random) else { continue }
        quotations.append(quotation)
        count += 1
      }
      #expect(count == Self.quotationCount, "\(replay)")
    }
    quotations.shuffle(using: &random)
    var text = ""
    for quotation in quotations {
      let (open, close) = random.pick(Self.marks)
      if quotation.isAttached { text += "《\(sample.texts[quotation.document].title)》规定：" }
      text += open + quotation.text + close + "。\n\n"
    }
    let citations = try Citations(of: sample.index)
    let checks = try citations.verify(text).filter { $0.quotation != nil }
    try #require(checks.count == quotations.count, "\(replay)")
    var near = 0
    for (check, quotation) in zip(checks, quotations) {
      #expect(check.quotation == quotation.text, "\(replay)")
      #expect((check.outcome == .exact) == quotation.isTrue, "\(replay) \(check)")
      if check.outcome == .differs { near += 1 }
      if let passage = check.passage {
        let told = try sample.index.text(of: passage.document).utf8
        #expect(Array(told)[passage.byteRange].elementsEqual(passage.text.utf8), "\(replay)")
      }
    }
    // What is altered in a character is found again.
    #expect(near * 20 >= Self.quotationCount * 17, "\(near) of \(Self.quotationCount) \(replay)")
    for quotation in quotations.prefix(8) {
      let check = try citations.verify(
        quotation: "「\(quotation.text)」", from: quotation.isAttached ? sample.texts[quotation.document].key : nil)
      #expect((check.outcome == .exact) == quotation.isTrue, "\(replay) \(check)")
    }
  }
}
