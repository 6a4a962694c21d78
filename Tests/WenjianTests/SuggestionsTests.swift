// What is suggested when nothing is found agrees with what a walk over all strings of all texts says.

import Testing
import Wenjian
import WenjianStream
import WenjianTestSupport

@Suite("When nothing is found")
struct SuggestionsTests {
  private static func index(_ texts: [String], in directory: TemporaryDirectory) throws -> Index {
    let writer = try IndexWriter(at: directory.path)
    for (number, text) in texts.enumerated() {
      try writer.add(Document(key: "\(number).txt", text: text))
      if number == texts.count / 2 { try writer.commit() }
    }
    try writer.commit()
    return try Index(at: directory.path)
  }

  private func suggestions(
    _ query: String, _ texts: [String], _ options: SearchOptions = SearchOptions()
  ) throws -> Suggestions? {
    let directory = TemporaryDirectory()
    return try Self.index(texts, in: directory).search(query, options: options).suggestions()
  }

  private func alternatives(_ query: String, _ texts: [String]) throws -> [String] {
    try suggestions(query, texts)?.missing.first?.alternatives.map {
      "\($0.text) \($0.reason) \($0.counts.documents)/\($0.counts.occurrences)"
    } ?? []
  }

  @Test("the same characters with other marks between them, with those around them that make pairs")
  func marks() throws {
    let texts = ["深化“放管服”改革。“放管服”改革", "“放管服”改革和放、管、服改革", "放管服。改革", "放管服\n\n改革", "又放管服，改革"]
    #expect(
      try alternatives("放管服改革", texts) == [
        "\"放管服\"改革 marks 2/3", "放管服,改革 marks 1/1", "放、管、服改革 marks 1/1",
      ])
    // Unquoted it is found with other brackets.
    let numbers = ["国发〔2018〕42号", "见国发[2018]42号"]
    #expect(try alternatives("\"国发（2018）42号\"", numbers) == ["国发[2018]42号 marks 2/2"])
    #expect(try suggestions("国发（2018）42号", numbers) == nil)
    // Marks that were typed are read over.
    #expect(try alternatives("“放管服”改革", ["放管服改革"]) == ["放管服改革 marks 1/1"])
  }

  @Test("strings in another order, of the same sound, one character off")
  func similar() throws {
    let texts = ["选派第一书记驻村", "第一书记和第二书记", "权力与权利"]
    #expect(try alternatives("书记第一", texts) == ["第一书记 order 2/2"])
    #expect(try alternatives("第书一记", texts).contains("第一书记 order 2/2"))
    #expect(try alternatives("地一书计", texts).contains("第一书记 sound 2/2"))
    #expect(try alternatives("全力", texts) == ["权利 sound 1/1", "权力 sound 1/1"])
    #expect(try alternatives("第三书记", texts) == ["第一书记 character 2/2", "第二书记 character 1/1"])
    #expect(try alternatives("第一一书记", texts).contains("第一书记 character 2/2"))
    #expect(try alternatives("第书记", texts).contains("第一书记 character 2/2"))
    #expect(try alternatives("没有", texts).isEmpty)
    #expect(try alternatives("第", ["一"]).isEmpty)
  }

  @Test("the part of an AND that no document holds, and what a condition leaves out")
  func parts() throws {
    let texts = ["改革。开放", "开放与合作"]
    let found = try #require(try suggestions("改革 合作 -开放", texts))
    #expect(found.parts.map(\.query) == ["改革", "合作"])
    #expect(found.parts.map(\.counts.documents) == [1, 1])
    #expect(found.relaxed.map(\.relaxation) == [.exclusions])
    #expect(found.missing.isEmpty)
    let absent = try #require(try suggestions("改革 创新", texts))
    #expect(absent.parts.map(\.counts.documents) == [1, 0])
    #expect(absent.missing.map(\.text) == ["创新"])
    #expect(absent.relaxed.isEmpty)
    let near = try #require(try suggestions("改革 BEFORE/0 开放", texts))
    #expect(near.relaxed.map(\.relaxation) == [.nearness] && near.relaxed.map(\.counts.documents) == [1])
    let fields = try #require(try suggestions("改革 date:2016", texts))
    #expect(fields.relaxed.map(\.query) == ["改革"] && fields.relaxed.map(\.counts.documents) == [1])
    let filtered = try #require(
      try suggestions("改革", texts, SearchOptions(filter: .contains(.issuer, "国务院"))))
    #expect(filtered.relaxed.map(\.relaxation) == [.filter] && filtered.relaxed.map(\.counts.documents) == [1])
    #expect(filtered.missing.isEmpty)
    #expect(try suggestions("改革", texts) == nil)
  }

  @Test("pinyin and its initials find strings, the most frequent first")
  func pinyin() throws {
    let directory = TemporaryDirectory()
    let index = try Self.index(["第一书记、第一书记、地衣书籍", "绿色，旅行，西安市，县城"], in: directory)
    func found(_ letters: String) throws -> [String] {
      try index.strings(soundingLike: letters).map { "\($0.query) \($0.counts.documents)/\($0.counts.occurrences)" }
    }
    for spelling in ["diyishuji", "di yi shu ji", "dì yī shū jì", "DiYiShuJi", "di4yi1shu1ji4"] {
      #expect(try found(spelling) == ["第一书记 1/2", "地衣书籍 1/1"], "\(spelling)")
    }
    #expect(try found("dysj").contains("第一书记 1/2"))
    #expect(try found("diyishj").contains("第一书记 1/2"))
    #expect(try found("lvse") == ["绿色 1/1"] && found("lüsè") == ["绿色 1/1"])
    #expect(try found("xi'an") == ["西安 1/1"])
    #expect(try found("xian").contains("西安 1/1"))
    #expect(try found("huojian").isEmpty)
    for wrong in ["", "第一", "di9", "a/b", String(repeating: "a", count: 61)] {
      let error = #expect(throws: WenjianError.self) { try index.strings(soundingLike: wrong) }
      #expect(error?.code == .query)
    }
  }

  @Test("strings that occur equally often come in the order of their characters, whatever hashes a process has")
  func ties() throws {
    let directory = TemporaryDirectory()
    let strings = ["意识", "仪式", "义士", "医师", "衣食", "议事", "异事", "遗失", "一世", "艺士"]
    let index = try Self.index([strings.joined(separator: "、")], in: directory)
    let sorted = strings.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    for limit in [3, 10] {
      #expect(try index.strings(soundingLike: "yishi", limit: limit).map(\.query) == Array(sorted.prefix(limit)))
    }
  }

  // MARK: Against all strings of all texts

  /// Counts of strings in texts of one element a character.
  private struct Strings {
    let texts: [[Character]]

    func counts(of string: [Character]) -> MatchCounts {
      var counts = MatchCounts(documents: 0, occurrences: 0)
      for text in texts {
        let found = text.indices.count { text[$0...].starts(with: string) }
        counts.documents += found > 0 ? 1 : 0
        counts.occurrences += found
      }
      return counts
    }

    /// All strings of some lengths without marks.
    func all(_ lengths: ClosedRange<Int>) -> Set<[Character]> {
      var found = Set<[Character]>()
      for text in texts {
        for start in text.indices {
          for length in lengths where start + length <= text.count {
            let string = Array(text[start..<(start + length)])
            if string.allSatisfy({ !Self.marks.contains($0) }) { found.insert(string) }
          }
        }
      }
      return found
    }

    static let marks: [Character] = ["、", "·", "。"]

    /// By what is written: where the characters follow each other with at most two marks between.
    func marked(_ string: [Character]) -> [String: MatchCounts] {
      var found: [String: MatchCounts] = [:]
      for text in texts {
        var own: [String: Int] = [:]
        func walk(_ at: Int, _ next: Int, _ written: String) {
          if next == string.count {
            own[written, default: 0] += 1
            return
          }
          for skipped in 0...2 where at + skipped < text.count {
            let between = text[at..<(at + skipped)]
            guard between.allSatisfy({ Self.marks.contains($0) && $0 != "。" }), text[at + skipped] == string[next]
            else {
              continue
            }
            walk(at + skipped + 1, next + 1, written + String(between) + String(string[next]))
          }
        }
        for start in text.indices where text[start] == string[0] { walk(start + 1, 1, String(string[0])) }
        for (written, count) in own {
          found[written, default: MatchCounts(documents: 0, occurrences: 0)].documents += 1
          found[written]?.occurrences += count
        }
      }
      return found.filter { $0.key != String(string) }
    }
  }

  /// The most frequent, as numbers: which of equals come is of no interest here.
  private func best(_ counts: some Sequence<MatchCounts>) -> [Int] {
    counts.map(\.occurrences).filter { $0 > 0 }.sorted(by: >).prefix(3).map { $0 }
  }

  @Test("agrees with a walk over all strings", arguments: 0..<6)
  func law(round: Int) throws {
    var random = SeededGenerator("suggestions", round: round)
    // Characters that sound alike among them.
    let stock: [Character] = Array("一意书树记计权全利力" + "、·。")
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.path)
    var texts: [String: [Character]] = [:]
    for _ in 0..<random.int(2...14) {
      let key = "\(random.int(0...9))"
      let text = (0..<random.int(1...60)).map { _ in random.pick(stock) }
      // An indent and a mark at the start would be read as other things than a sentence.
      texts[key] = ["文"] + text + ["文"]
      try writer.add(Document(key: key, text: String(["文"] + text + ["文"])))
      if random.oneIn(3) { try writer.commit() }
      if random.oneIn(4) {
        let gone = "\(random.int(0...9))"
        try writer.remove(key: gone)
        texts[gone] = nil
      }
    }
    try writer.commit()
    let index = try Index(at: directory.path)
    let strings = Strings(texts: Array(texts.values))
    let all = strings.all(2...6)
    for _ in 0..<30 {
      let string = (0..<random.int(2...5)).map { _ in random.pick(stock.dropLast(3)) }
      let results = try index.search(String(string), options: SearchOptions(limit: 0))
      guard let found = try results.suggestions() else { continue }
      let alternatives = found.missing.first?.alternatives ?? []
      for alternative in alternatives {
        #expect(
          strings.counts(of: Array(alternative.text)) == alternative.counts,
          "\(alternative.text) for \(String(string)), \(random.replay)")
      }
      let marked = strings.marked(string)
      #expect(
        best(alternatives.lazy.filter { $0.reason == .marks }.map(\.counts)) == best(marked.values),
        "\(String(string)), \(random.replay)")
      let alike = all.filter { other in
        other.count == string.count && other != string
          && zip(other, string).allSatisfy { a, b in
            a == b || !syllables(a).isDisjoint(with: syllables(b))
          }
          && !isReordered(other, string)
      }
      #expect(
        best(alternatives.lazy.filter { $0.reason == .sound }.map(\.counts))
          == best(alike.lazy.map { strings.counts(of: $0) }),
        "\(String(string)), \(random.replay)")
    }
  }

  private func syllables(_ character: Character) -> Set<[UInt8]> {
    character.unicodeScalars.reduce(into: []) { $0.formUnion(MandarinReadings.syllables(of: $1.value)) }
  }

  private func isReordered(_ other: [Character], _ string: [Character]) -> Bool {
    string.indices.dropFirst().contains { index in
      var swapped = string
      swapped.swapAt(index - 1, index)
      return other == swapped || other == Array(string[index...] + string[..<index])
    }
  }
}
