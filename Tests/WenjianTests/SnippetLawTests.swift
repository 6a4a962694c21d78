// What is shown is the original text, and what is marked in it is what matched.

import Testing
import Wenjian
import WenjianDocument
import WenjianFiles
import WenjianSegment
import WenjianTestSupport

@Suite("Snippets of random documents")
struct SnippetLawTests {
  @Test("show the original and mark whole matches and nothing else", arguments: 0..<6)
  func marks(round: Int) throws {
    var random = RandomText(SeededGenerator("snippets", round: round))
    var trial = IndexTrial(
      round % 2 == 0 ? SegmentParameters() : IndexTrial.tiny(batchBytes: 2000, blockBytes: 32))
    for number in 0..<10 {
      try trial.add(
        key: "d\(number)", random.document(pieces: random.generator.int(1...200)),
        titled: random.generator.oneIn(2))
    }
    try trial.commit()
    let index = try trial.open()
    for _ in 0..<20 {
      guard let cut = random.cut(from: trial.texts, scalars: 1...12) else { continue }
      let string = OracleString(cut, exact: random.generator.oneIn(6))
      guard !string.elements.isEmpty, let query = OracleQuery.string(string).text else { continue }
      let style = SnippetStyle(
        characterLimit: random.generator.pick([10, 40, 120]), maximumCount: random.generator.int(1...4))
      for hit in try index.search(query, options: SearchOptions(limit: 100)).hits {
        let stored = try #require(trial.oracle.documents.first { $0.key == hit.key })
        let places = trial.oracle.find(string, in: stored).map(\.byteRange)
        let snippets = try hit.snippets(style)
        let comment = Comment(rawValue: "\(query.escaped) in \(hit.key); \(RunSeed.replay)")
        #expect(!snippets.isEmpty && snippets.count <= style.maximumCount, comment)
        try check(snippets, of: stored, places, comment)
        // Every match is shown, and each passage shows one more.
        let all = try hit.snippets(.everyMatch(characterLimit: style.characterLimit))
        try check(all, of: stored, places, comment)
        let shown = Set(all.flatMap(\.matches).map { $0.start.utf8..<$0.end.utf8 })
        #expect(shown == Set(places), comment)
        #expect(places.isEmpty || all.allSatisfy { !$0.matches.isEmpty }, comment)
      }
    }
  }

  private func check(
    _ snippets: [Snippet], of stored: BruteForceIndex.StoredDocument, _ places: [Range<Int>],
    _ comment: Comment
  ) throws {
    let offsets = TextPlaces(stored.utf8)
    var shownUpTo = 0
    for snippet in snippets {
      let range = snippet.range.start.utf8..<snippet.range.end.utf8
      #expect(Array(snippet.text.utf8) == Array(stored.utf8[range]), comment)
      #expect(offsets.hold(snippet.range.start) && offsets.hold(snippet.range.end), comment)
      #expect(range.lowerBound >= shownUpTo, comment)
      shownUpTo = range.upperBound
      let matches = snippet.matches.map { $0.start.utf8..<$0.end.utf8 }
      for (match, place) in zip(matches, snippet.matches) {
        #expect(places.contains(match), comment)
        #expect(range.contains(match.lowerBound) && match.upperBound <= range.upperBound, comment)
        #expect(offsets.hold(place.start) && offsets.hold(place.end), comment)
      }
      // Nothing that matches inside the passage stays unmarked.
      let inside = places.filter { $0.lowerBound >= range.lowerBound && $0.upperBound <= range.upperBound }
      #expect(Set(matches) == Set(inside), comment)
      #expect(
        snippet.highlights.map { $0.start.utf8..<$0.end.utf8 } == united(matches), comment)
      #expect(snippet.highlights.allSatisfy { offsets.hold($0.start) && offsets.hold($0.end) }, comment)
    }
    if snippets.allSatisfy(\.matches.isEmpty) {
      // Only a match in the title line goes unshown, in favour of the body.
      let titleEnd = TitleLine.find(in: stored.utf8).byteRange.upperBound
      #expect(places.allSatisfy { $0.lowerBound < titleEnd }, comment)
    }
  }

  private func united(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var united: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = united.last, range.lowerBound <= last.upperBound {
        united[united.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        united.append(range)
      }
    }
    return united
  }

  @Test("mark an annotation together with the characters around it")
  func annotation() throws {
    var trial = IndexTrial()
    let text = "关于下乡的通知\n我们在農(nóng)村和鄉(xiāng)鎮(zhèn)工作。"
    try trial.add(key: "a", text)
    try trial.commit()
    for (query, marked) in [("农村", "農(nóng)村"), ("乡镇", "鄉(xiāng)鎮(zhèn)")] {
      let snippet = try #require(try trial.open().search(query).hits.first?.snippets().first)
      let range = try #require(snippet.highlights.first)
      let utf8 = Array(text.utf8)
      // The annotation of the last character is read over behind it, so it may stay outside.
      let shown = String(decoding: utf8[range.start.utf8..<range.end.utf8], as: UTF8.self)
      #expect(marked.hasPrefix(shown) && shown.hasPrefix(String(marked.prefix { $0 != "鎮" })))
    }
  }
}
