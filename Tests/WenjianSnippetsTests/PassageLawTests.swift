// What holds for every passage of every text: seeded random texts against slow obvious checks.

import Testing
import WenjianModel
import WenjianSnippets
import WenjianTestSupport
import WenjianText

/// Scalars glued in random order; the rare ones stand where cutting goes wrong.
private let pieces: [String] = [
  "农", "村", "书", "记", "第", "一", "改", "革", "开", "放", "。", "，", "、", "；", "！", "？", "：", "……", "…",
  "《", "》", "（", "）", "〔", "〕", "(", ")", "“", "”", "\n", "\n\n", "\r\n", " ", "　", "第一条", "（二）",
  "一、",
  "word", "2016", "1,294.5", "e\u{301}", "葛\u{E0100}", "👩\u{200D}🌾", "🇨🇳",
  "\u{1100}\u{1161}\u{11A8}", "\u{200B}",
  "\u{FEFF}", "http://a.cn/?b=c", ". ", "A", "\u{1B}", "𠮷", "%", "-",
]

private struct RandomSlice {
  var slice: SnippetSlice
  var options: SnippetOptions
  var text: String

  /// - Parameter hitsCrossLines: real hits cross no paragraph edge; with true some do all the same.
  init(seed: Int, pieces: [String] = pieces, hitsCrossLines: Bool = false) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    var text = ""
    // Plain ideographs half of the time, or there would be no long sentence.
    let dense = Bool.random(using: &numbers)
    for _ in 0..<Int.random(in: 0...400, using: &numbers) {
      let isPlain = !dense && Int.random(in: 0..<8, using: &numbers) > 0
      text +=
        isPlain
        ? pieces[Int.random(in: 0..<10, using: &numbers)] : pieces.randomElement(using: &numbers)!
    }
    let edges =
      text.indices.map { text.utf8.distance(from: text.startIndex, to: $0) } + [text.utf8.count]
    var highlights: [SnippetHighlight] = []
    if edges.count > 1 {
      for term in 0..<Int.random(in: 0...6, using: &numbers) {
        let start = Int.random(in: 0..<(edges.count - 1), using: &numbers)
        let end = min(edges.count - 1, start + Int.random(in: 1...6, using: &numbers))
        highlights.append(SnippetHighlight(byteRange: edges[start]..<edges[end], term: term))
      }
    }
    if !hitsCrossLines {
      let bytes = Array(text.utf8)
      highlights.removeAll { bytes[$0.byteRange].contains(0x0A) }
    }
    highlights.sort { $0.byteRange.lowerBound < $1.byteRange.lowerBound }
    self.text = text
    options = SnippetOptions(
      characterBudget: Int.random(in: 1...140, using: &numbers),
      minimumContext: Int.random(in: 0...25, using: &numbers))
    let core = highlights.randomElement(using: &numbers)?.byteRange ?? 0..<0
    slice = SnippetSlice(
      bytes: Array(text.utf8), touchesDocumentStart: true, touchesDocumentEnd: true,
      highlights: highlights, core: core)
  }
}

/// Characters as the options count them: `Character`s, each run of whitespace one.
private func characters(_ text: String) -> Int {
  var count = 0
  var wasSpace = false
  for character in text {
    let isSpace = character.isWhitespace
    if !(isSpace && wasSpace) { count += 1 }
    wasSpace = isSpace
  }
  return count
}

private func substring(_ slice: SnippetSlice, _ range: Range<Int>) -> String {
  String(decoding: slice.bytes[range], as: UTF8.self)
}

@Suite("Every passage")
struct PassageLawTests {
  @Test(
    "lies on character edges, holds its core and its hits, and keeps to the budget",
    arguments: 0..<3000)
  func bounds(seed: Int) {
    let random = RandomSlice(seed: seed, hitsCrossLines: true)
    let slice = random.slice
    let passage = cutPassage(slice, options: random.options)
    let range = passage.byteRange
    #expect(passage == cutPassage(slice, options: random.options))
    let edges = Set(
      random.text.indices.map { random.text.utf8.distance(from: random.text.startIndex, to: $0) }
        + [slice.bytes.count])
    #expect(edges.contains(range.lowerBound) && edges.contains(range.upperBound))
    for match in passage.matches {
      #expect(match.byteRange.clamped(to: range) == match.byteRange)
    }
    #expect(
      passage.matches == slice.highlights.filter { $0.byteRange.clamped(to: range) == $0.byteRange }
    )
    for (left, right) in zip(passage.highlights, passage.highlights.dropFirst()) {
      #expect(left.upperBound < right.lowerBound)
    }
    #expect(
      Set(passage.highlights.flatMap { Array($0) })
        == Set(passage.matches.flatMap { Array($0.byteRange) }))
    // Whitespace at the ends of the core may be trimmed with that of the passage.
    let isTrimmed = { (part: Range<Int>) in
      substring(slice, part).unicodeScalars.allSatisfy {
        $0.properties.isWhitespace || $0.value < 0x20
          || "\u{200B}\u{FEFF}".unicodeScalars.contains($0)
      }
    }
    let core = slice.core
    let kept = core.clamped(to: range)
    if kept != core {
      #expect(isTrimmed(core.lowerBound..<max(core.lowerBound, kept.lowerBound)))
      #expect(isTrimmed(min(kept.upperBound, core.upperBound)..<core.upperBound))
    }
    let coreCharacters = characters(substring(slice, core))
    // Attached format characters and flags make units of several characters, never the reverse.
    let limit = max(random.options.characterBudget, coreCharacters)
    let glued = substring(slice, range).unicodeScalars.filter {
      $0 == "\u{200B}" || $0 == "\u{FEFF}" || $0 == "\u{1B}"
        || (0x1F1E6...0x1F1FF).contains($0.value)
    }.count
    #expect(characters(substring(slice, range)) <= limit + 2 * glued)
  }

  @Test(
    "cuts no hit, unless overlapping ones are together wider than the budget",
    arguments: 3000..<4500)
  func hitsWhole(seed: Int) {
    let random = RandomSlice(seed: seed)
    let passage = cutPassage(random.slice, options: random.options)
    var groups: [Range<Int>] = []
    for range in random.slice.highlights.map(\.byteRange) {
      if let last = groups.last, range.lowerBound < last.upperBound {
        groups[groups.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        groups.append(range)
      }
    }
    for group in groups where group.overlaps(passage.byteRange) {
      let inside = group.clamped(to: passage.byteRange)
      let text = substring(random.slice, group)
      if inside == group || characters(text) > random.options.characterBudget { continue }
      // A core that cannot take in all that overlaps it is kept, and the rest of the group is cut.
      if group.overlaps(random.slice.core) { continue }
      let left = substring(random.slice, group.lowerBound..<inside.lowerBound)
      let right = substring(random.slice, inside.upperBound..<group.upperBound)
      #expect((left + right).allSatisfy { $0.isWhitespace }, "\(text) is cut")
    }
  }

  /// No brackets and no ASCII, so that a sentence end can be told by looking at one place.
  private static let plainPieces: [String] = [
    "农", "村", "书", "记", "改", "革", "开", "放", "以", "来", "。", "！”", "？", "；", "，", "、", "\n\n", "　",
  ]

  @Test("has an ellipsis exactly where a sentence was cut", arguments: 4500..<6500)
  func ellipses(seed: Int) {
    let random = RandomSlice(seed: seed, pieces: Self.plainPieces, hitsCrossLines: true)
    let slice = random.slice
    let passage = cutPassage(slice, options: random.options)
    if passage.byteRange.isEmpty {
      #expect(!passage.cutAtStart && !passage.cutAtEnd)
      return
    }
    func isEdge(_ byte: Int) -> Bool {
      let before = substring(slice, 0..<byte).unicodeScalars
      let after = substring(slice, byte..<slice.bytes.count).unicodeScalars
      let spaceBefore = before.reversed().prefix { $0.properties.isWhitespace }
      let spaceAfter = after.prefix { $0.properties.isWhitespace }
      if spaceBefore.count == before.count || spaceAfter.count == after.count { return true }
      if spaceBefore.contains("\n") || spaceAfter.contains("\n") { return true }
      let last = before.reversed().drop { $0.properties.isWhitespace }
      let closes = last.first == "”" ? last.dropFirst(last.prefix { $0 == "”" }.count) : last
      // ！”？ goes on through its last mark: no edge between.
      let next = after.drop { $0.properties.isWhitespace }.first!
      if spaceBefore.isEmpty && spaceAfter.isEmpty && "。！？；”".unicodeScalars.contains(next) {
        return false
      }
      return closes.first.map { "。！？；".unicodeScalars.contains($0) } ?? false
    }
    #expect(passage.cutAtStart == !isEdge(passage.byteRange.lowerBound))
    #expect(passage.cutAtEnd == !isEdge(passage.byteRange.upperBound))
  }

  @Test("stays on scalar edges in slices cut anywhere out of a document", arguments: 6500..<8000)
  func anySlice(seed: Int) {
    let random = RandomSlice(seed: seed, hitsCrossLines: true)
    var numbers = SeededGenerator(seed: UInt64(seed) &* 31)
    let document = random.slice.bytes
    let core = random.slice.core
    let start = Int.random(in: 0...core.lowerBound, using: &numbers)
    let end = Int.random(in: core.upperBound...document.count, using: &numbers)
    let slice = SnippetSlice(
      bytes: Array(document[start..<end]), byteOffset: start, touchesDocumentStart: start == 0,
      touchesDocumentEnd: end == document.count,
      highlights: random.slice.highlights.filter {
        $0.byteRange.lowerBound >= start && $0.byteRange.upperBound <= end
      }.map {
        SnippetHighlight(
          byteRange: ($0.byteRange.lowerBound - start)..<($0.byteRange.upperBound - start),
          term: $0.term)
      }, core: (core.lowerBound - start)..<(core.upperBound - start))
    let passage = cutPassage(slice, options: random.options)
    for place in [passage.byteRange.lowerBound, passage.byteRange.upperBound] {
      #expect(place >= start && place <= end)
      #expect(place == document.count || document[place] & 0xC0 != 0x80)
    }
  }

  @Test(
    "comes out the same from a slice with the margin as from the whole document",
    arguments: 8000..<9500)
  func marginSuffices(seed: Int) {
    // One scalar a character, so that the margin can be counted in bytes.
    let random = RandomSlice(seed: seed, pieces: Self.plainPieces)
    let whole = random.slice
    let options = random.options
    let reach = 3 * (options.characterBudget + 40)
    let start = max(0, whole.core.lowerBound - reach)
    let end = min(whole.bytes.count, whole.core.upperBound + reach)
    let part = SnippetSlice(
      bytes: Array(whole.bytes[start..<end]), byteOffset: start, touchesDocumentStart: start == 0,
      touchesDocumentEnd: end == whole.bytes.count,
      highlights: whole.highlights.filter {
        $0.byteRange.lowerBound >= start && $0.byteRange.upperBound <= end
      }.map {
        SnippetHighlight(
          byteRange: ($0.byteRange.lowerBound - start)..<($0.byteRange.upperBound - start),
          term: $0.term)
      },
      core: (whole.core.lowerBound - start)..<(whole.core.upperBound - start))
    let fromPart = cutPassage(part, options: options)
    let fromWhole = cutPassage(whole, options: options)
    #expect(fromPart.byteRange == fromWhole.byteRange)
    #expect(fromPart.cutAtStart == fromWhole.cutAtStart && fromPart.cutAtEnd == fromWhole.cutAtEnd)
  }

  @Test("of random bytes traps nowhere and stays in the slice", arguments: 9500..<10500)
  func damagedBytes(seed: Int) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<Int.random(in: 0...300, using: &numbers)).map { _ in
      Bool.random(using: &numbers) ? UInt8.random(in: 0...255, using: &numbers) : 0xE4
    }
    let ends = [
      Int.random(in: 0...bytes.count, using: &numbers),
      Int.random(in: 0...bytes.count, using: &numbers),
    ].sorted()
    let slice = SnippetSlice(
      bytes: bytes, byteOffset: 77, touchesDocumentStart: Bool.random(using: &numbers),
      touchesDocumentEnd: Bool.random(using: &numbers),
      highlights: [SnippetHighlight(byteRange: ends[0]..<ends[1], term: 0)], core: ends[0]..<ends[1]
    )
    let passage = cutPassage(slice, options: SnippetOptions(characterBudget: 30))
    #expect(passage.byteRange.lowerBound >= 77)
    #expect(passage.byteRange.upperBound <= 77 + bytes.count)
    let shown = displayText(of: passage, in: slice)
    #expect(
      shown.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
    )
    let counted = offsets(of: passage, in: slice, base: TextPlace(utf8: 77))
    #expect(counted.passage.end.utf8 == passage.byteRange.upperBound)
  }

  @Test(
    "of a sequence overlaps no other and together they show every core", arguments: 10500..<11500)
  func sequences(seed: Int) {
    let random = RandomSlice(seed: seed, pieces: Self.plainPieces)
    let slices = random.slice.highlights.map { highlight in
      var slice = random.slice
      slice.core = highlight.byteRange
      return slice
    }
    let passages = cutPassages(slices, options: random.options)
    for (left, right) in zip(passages, passages.dropFirst()) {
      #expect(left.byteRange.upperBound <= right.byteRange.lowerBound)
    }
    let cores = slices.map(\.core)
    for core in cores where !cores.contains(where: { $0 != core && $0.overlaps(core) }) {
      if characters(substring(random.slice, core)) > random.options.characterBudget { continue }
      let isWhitespace = substring(random.slice, core).allSatisfy { $0.isWhitespace }
      #expect(isWhitespace || passages.contains { $0.byteRange.clamped(to: core) == core })
    }
  }
}
