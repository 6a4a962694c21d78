// Filters, orders, pages and facets, as programs ask for them.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Searching by fields")
struct FieldSearchTests {
  /// 24 documents on 扶贫 of three offices and four years, in three commits; one without a date or an office.
  private static func index(in directory: TemporaryDirectory) throws -> Index {
    let offices = ["国务院", "國務院辦公廳", "教育部"]
    let writer = try IndexWriter(at: directory.path)
    for number in 0..<24 {
      var document = Document(
        key: (number % 2 == 0 ? "贵州/" : "云南/遵义/") + "第\(number)号.txt",
        text: String(repeating: "扶贫工作。", count: 1 + number % 4) + "第\(number)份。\n\n教育与就业。",
        title: number % 3 == 0 ? "关于扶贫的通知" : "关于教育的意见")
      if number != 7 {
        document.date = CivilDate(year: 2016 + number % 4, month: 1 + number % 12, day: number % 5 == 0 ? nil : 9)
        document.issuer = offices[number % 3]
      }
      document.kind = number % 3 == 0 ? "通知" : "意见"
      if number % 4 == 0 { document.topic = number % 8 == 0 ? "農業、林業、水利\\水利" : "农业、林业、水利\\农业" }
      if number % 6 == 0 { document.fields.set(["扶贫", "教育"], for: "主题") }
      if number % 6 == 1 { document.fields["主题"] = "" }
      try writer.add(document)
      if number % 8 == 7 { try writer.commit() }
    }
    return try Index(at: directory.path)
  }

  private func keys(_ index: Index, _ query: String, _ filter: Filter? = nil) throws -> Set<String> {
    let results = try index.search(
      query, options: SearchOptions(limit: 100, includesRelated: false, filter: filter))
    #expect(results.documents == results.hits.count)
    #expect(try index.count(query, filter: filter).documents == results.documents)
    return Set(results.hits.map(\.key))
  }

  @Test(
    "a filter and the words of the query language keep the same documents",
    arguments: [
      ("issuer:国务院", Filter.contains(.issuer, "国务院"), 15),
      ("issuer:=國務院", .equals(.issuer, "国务院"), 8),
      ("date:2017", .date(in: DateRange("2017")!), 6),
      ("date:2017..2018", .date(in: DateRange("2017..2018")!), 12),
      ("kind:通知 path:贵州", .equals(.kind, "通知") && .path("贵州"), 4),
      ("(kind:通知 OR path:云南/*)", .equals(.kind, "通知") || .path("云南/*"), 16),
      ("-issuer:*", !.exists(.issuer), 1),
      ("topic:林业", .contains(.topic, "林业"), 6),
      ("topic:=农业、林业、水利\\水利", .equals(.topic, "农业、林业、水利\\水利"), 3),
      ("field:主题=扶贫", .equals(.custom("主题"), "扶贫"), 4),
      ("field:主题==\"\"", .equals(.custom("主题"), ""), 4),
      ("field:主题=*", .exists(.custom("主题")), 8),
      ("title:教育", .contains(.title, "教育"), 16),
      ("path:*号.txt", .path("*号.txt"), 24),
      ("path:贵州/第?号.txt", .path("贵州/第?号.txt"), 5),
    ])
  func filters(words: String, filter: Filter, count: Int) throws {
    let directory = TemporaryDirectory()
    let index = try Self.index(in: directory)
    let byWords = try keys(index, "扶贫 " + words)
    #expect(byWords.count == count)
    #expect(try keys(index, "扶贫", filter) == byWords)
    if !words.hasPrefix("-") { #expect(try keys(index, words) == byWords) }
  }

  @Test(
    "pages by offset and by cursor are the whole list, in every order",
    arguments: [
      SortOrder.relevance, .date(newestFirst: true), .date(newestFirst: false), .key, .occurrences,
    ])
  func pages(order: SortOrder) throws {
    let directory = TemporaryDirectory()
    let index = try Self.index(in: directory)
    let all = try index.search(
      "扶贫", options: SearchOptions(limit: 100, includesRelated: false, order: order)
    ).hits
    #expect(all.count == 24)
    switch order {
    case .date(let newestFirst):
      let dates = all.compactMap { $0.date?.number }
      #expect(dates == dates.sorted { newestFirst ? $0 > $1 : $0 < $1 })
      #expect(all.last?.date == nil)
    case .key: #expect(all.map(\.key) == all.map(\.key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    case .occurrences: #expect(all.map(\.occurrences) == all.map(\.occurrences).sorted(by: >))
    case .relevance: #expect(all.map(\.score) == all.map(\.score).sorted(by: >))
    }
    var options = SearchOptions(limit: 7, includesRelated: false, order: order)
    var paged: [String] = []
    while true {
      let page = try index.search("扶贫", options: options)
      #expect(page.documents == 24)
      paged += page.hits.map(\.key)
      guard let next = page.nextPage else { break }
      // As text, as a command or a service hands it on.
      options.cursor = SearchCursor(next.description)
      #expect(options.cursor == next)
    }
    #expect(paged == all.map(\.key))
    var byOffset: [String] = []
    for offset in stride(from: 0, to: 24, by: 7) {
      byOffset += try index.search(
        "扶贫", options: SearchOptions(limit: 7, offset: offset, includesRelated: false, order: order)
      ).hits.map(\.key)
    }
    #expect(byOffset == paged)
  }

  @Test("a cursor goes on in a later commit, but not in another search, and of relevance in no other commit")
  func cursorAcrossCommits() throws {
    let directory = TemporaryDirectory()
    let index = try Self.index(in: directory)
    let byPath = SearchOptions(limit: 5, includesRelated: false, order: .key)
    let cursor = try #require(try index.search("扶贫", options: byPath).nextPage)
    let ranked = try #require(try index.search("扶贫", options: SearchOptions(limit: 5)).nextPage)
    let writer = try IndexWriter(at: directory.path)
    try writer.add(Document(key: "一/新.txt", text: "扶贫。"))
    try writer.commit()
    let later = try Index(at: directory.path)
    var options = byPath
    options.cursor = cursor
    let expected = try index.search("扶贫", options: options).hits.map(\.key)
    #expect(try later.search("扶贫", options: options).hits.map(\.key) == expected)
    let other = #expect(throws: WenjianError.self) { try later.search("教育", options: options) }
    #expect(other?.code == .query)
    let older = #expect(throws: WenjianError.self) {
      try later.search("扶贫", options: SearchOptions(limit: 5, cursor: ranked))
    }
    #expect(older?.message.contains("commit") == true)
    #expect(SearchCursor("w1.zz") == nil)
  }

  @Test("facets are what counting each value gives, and sum up with those without a value")
  func facets() throws {
    let directory = TemporaryDirectory()
    let index = try Self.index(in: directory)
    for (key, words) in [
      (FacetKey.year, { "date:\($0)" }), (.month, { "date:\($0)" }), (.field(.issuer), { "issuer:=\($0)" }),
      (.field(.kind), { "kind:=\($0)" }), (.path(depth: 1), { "path:\($0)" }), (.path(depth: 2), { "path:\($0)" }),
      (.field(.custom("主题")), { $0.isEmpty ? "field:主题==\"\"" : "field:主题==\($0)" }),
    ] as [(FacetKey, (String) -> String)] {
      let facets = try index.facets("扶贫 OR 就业", by: key)
      #expect(facets.documents == 24)
      #expect(Set(facets.groups.map(\.value)).count == facets.groups.count)
      for group in facets.groups {
        guard let value = group.value else { continue }
        // A month is part of its year; of 2016 alone no more is known.
        if key == .month, !value.contains("-") { continue }
        let counts = try index.count("(扶贫 OR 就业) " + words(value))
        #expect(counts.documents == group.documents && counts.occurrences == group.occurrences, "\(value)")
      }
      if key != .field(.custom("主题")) {
        #expect(facets.groups.reduce(0) { $0 + $1.documents } == 24)
        #expect(facets.groups.reduce(0) { $0 + $1.occurrences } == facets.occurrences)
      }
    }
    let none = try #require(try index.facets("扶贫", by: .field(.issuer)).groups.last)
    #expect(none.value == nil && none.documents == 1 && none.occurrences == 4)
  }

  @Test("passages fit into bytes, at the ends of sentences, and what was cut is said")
  func budget() throws {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.path)
    for number in 0..<6 {
      let text = "第\(number)篇开头的一句话。这里讲扶贫的工作。" + String(repeating: "后面还有很多别的话要说。", count: 12)
      try writer.add(Document(key: "\(number)", text: text, title: "题"))
    }
    try writer.commit()
    let results = try Index(at: directory.path).search("扶贫")
    for limit in [0, 20, 60, 200, 400, 900, 100_000] {
      var budget = PassageBudget(maximumBytes: limit)
      var count = 0
      var bytes = 0
      for hit in results.hits {
        let whole = try hit.snippets()
        for snippet in budget.fit(whole) {
          count += 1
          bytes += snippet.text.utf8.count
          #expect(snippet.text.contains("扶贫"))
          #expect(snippet.matches.count == 1 && snippet.display.text.contains("扶贫"))
          let source = try hit.text()
          let start = source.utf8.index(source.startIndex, offsetBy: snippet.range.start.utf8)
          #expect(source[start...].hasPrefix(snippet.text))
          if !snippet.isCutAtEnd { #expect(snippet.text.hasSuffix("。")) }
        }
      }
      #expect(bytes <= limit && budget.remainingBytes == limit - bytes)
      #expect(count + budget.leftOut == 6)
      #expect(limit < 100_000 || budget.shortened + budget.leftOut == 0)
      #expect(limit > 0 || budget.leftOut == 6)
    }
  }
}
