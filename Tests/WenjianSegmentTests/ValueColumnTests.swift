import Testing
import WenjianBytes
import WenjianTestSupport

@testable import WenjianSegment

@Suite("A column of values that many documents share")
struct ValueColumnTests {
  private static let words = [
    "", "国务院", "國務院", "教育部", "a", "A", "e\u{301}", "é", "甲 乙", "人民日报", "人民日报海外版", "\u{1F600}",
  ]

  /// - Parameter distinct: how many values there are to choose from.
  private static func lists(_ count: Int, distinct: Int, isSingle: Bool, _ generator: inout SeededGenerator)
    -> [[String]]
  {
    (0..<count).map { index in
      // So many that an entry takes four bytes: each once.
      if count > 60_000 { return ["值\(index)"] }
      if generator.below(4) == 0 { return [] }
      return (0...(isSingle ? 0 : generator.below(3))).map { _ in
        let number = generator.below(distinct)
        return number < words.count ? words[number] : "值\(number)"
      }
    }
  }

  /// What the writer keeps of a list.
  private static func kept(_ list: [String]) -> [[UInt8]] {
    var kept: [[UInt8]] = []
    for value in list.map({ Array($0.utf8) }) where !kept.contains(value) { kept.append(value) }
    return kept
  }

  private static func check(_ column: ValueColumn, _ lists: [[String]], _ note: Comment) {
    let expected = lists.map(kept)
    #expect(column.documentCount == lists.count && column.isConsistent(), note)
    let distinct = Set(expected.joined())
    #expect(column.valueCount == distinct.count, note)
    #expect(
      (0..<column.valueCount).map { Array(column.value($0).utf8) }.elementsEqual(
        distinct.sorted { $0.lexicographicallyPrecedes($1) }), note)
    for (document, list) in expected.enumerated() {
      #expect(column.values(of: document)?.map { Array($0.utf8) } ?? [] == list, note)
      // None is another thing than an empty one.
      #expect((column.values(of: document) == nil) == list.isEmpty, note)
    }
    let isWanted: (Int) -> Bool = { $0 % 3 == 0 }
    var bits = [UInt64](repeating: 0, count: (lists.count + 63) / 64)
    column.mark(column.entries(where: isWanted), in: &bits)
    for (document, list) in expected.enumerated() {
      let holds = column.values(ofEntry: column.entry(of: document)).contains(where: isWanted)
      #expect((bits[document / 64] >> UInt64(document % 64) & 1 == 1) == holds, note)
      #expect(list.isEmpty == (column.entry(of: document) == 0), note)
    }
    for number in 0..<column.valueCount {
      let form = ComparableForm(column.value(number))
      #expect(
        column.values(withForm: form)
          == (0..<column.valueCount).filter { ComparableForm(column.value($0)) == form }, note)
    }
  }

  @Test(
    "gives each document its values, written and taken over",
    arguments: [(3, true), (40, true), (12, false), (400, true), (70_000, true)])
  func roundTrip(distinct: Int, isSingle: Bool) throws {
    var generator = SeededGenerator(salt: "values")
    let note = Comment(rawValue: generator.replay)
    var all: [[String]] = []
    var joined = ValueColumnWriter()
    for count in [0, 1, 63, 64, 65, distinct > 60_000 ? distinct : 300] {
      let lists = Self.lists(count, distinct: distinct, isSingle: isSingle, &generator)
      var writer = ValueColumnWriter()
      for list in lists { writer.append(list) }
      #expect(writer.isEmpty == lists.allSatisfy(\.isEmpty) && writer.count == count, note)
      let bytes = writer.finish()
      let column = try #require(ValueColumn.read(FileBytes(bytes.bytes), documentCount: count))
      if count < 1000 { Self.check(column, lists, note) }
      let low = generator.below(min(count + 1, 100))
      joined.append([low..<count], of: column)
      joined.appendNothing(2)
      all += lists[low...] + [[], []]
      withExtendedLifetime(bytes) {}
    }
    let bytes = joined.finish()
    let column = try #require(ValueColumn.read(FileBytes(bytes.bytes), documentCount: all.count))
    if all.count < 2000 {
      Self.check(column, all, note)
    } else {
      // Four bytes an entry.
      #expect(column.isConsistent() && column.entryCount > 1 << 16, note)
      for document in stride(from: 0, to: all.count, by: 97) {
        #expect(column.values(of: document)?.map { Array($0.utf8) } ?? [] == Self.kept(all[document]), note)
      }
    }
    withExtendedLifetime(bytes) {}
  }

  @Test("is the same bytes, whatever way its documents came")
  func order() throws {
    var generator = SeededGenerator(salt: "value order")
    let lists = Self.lists(200, distinct: 30, isSingle: false, &generator)
    var whole = ValueColumnWriter()
    for list in lists { whole.append(list) }
    var joined = ValueColumnWriter()
    for part in [0..<50, 50..<51, 51..<200] {
      var writer = ValueColumnWriter()
      for list in lists[part] { writer.append(list) }
      let bytes = writer.finish()
      joined.append(
        [0..<part.count], of: try #require(ValueColumn.read(FileBytes(bytes.bytes), documentCount: part.count)))
      withExtendedLifetime(bytes) {}
    }
    let (a, b) = (whole.finish(), joined.finish())
    #expect(Array(a.bytes) == Array(b.bytes), Comment(rawValue: generator.replay))
  }

  @Test("of a segment of version 1 or 2, a string a document, reads and merges as one of today")
  func older() throws {
    let texts = ["张三 李四", "", "李四", "", "", "John Smith 王五", "张三 李四"]
    var strings = StringColumnWriter()
    for text in texts { strings.append(text) }
    let bytes = strings.finish()
    let codec = Values(parts: { PersonNameList.names(in: $0) })
    let source = SectionSource(version: 2, documentCount: texts.count) { _ in nil }
    let old = try #require(codec.read(FileBytes(bytes.bytes), source))
    #expect(texts.indices.map { PersonNameList.text(of: old.values(of: $0) ?? []) } == texts)
    #expect(old.values(of: 1) == nil)
    Self.check(old.column, texts.map { PersonNameList.names(in: $0) }, "")
    var merged = codec.makeWriter()
    merged.append(["王五"])
    merged.append([0..<texts.count], of: old)
    let joined = merged.finish()
    let column = try #require(ValueColumn.read(FileBytes(joined.bytes), documentCount: texts.count + 1))
    Self.check(column, [["王五"]] + texts.map { PersonNameList.names(in: $0) }, "")
    #expect(codec.read(FileBytes(bytes.bytes), SectionSource(version: 2, documentCount: 6) { _ in nil }) == nil)
    withExtendedLifetime((bytes, joined)) {}
  }
}
