// Trees over every operator, scope and field find, count, show and order what a scan of every document does.

import Testing
import Wenjian
import WenjianIndex
import WenjianModel
import WenjianQuery
import WenjianSearch
import WenjianSegment
import WenjianTestSupport
import WenjianWidening

@Suite("The query algebra agrees with the oracle")
struct QueryAlgebraTests {
  private static let rounds = SharedFiles.isLongRun ? 200 : 6
  private static let treesOfRound = SharedFiles.isLongRun ? 100 : 40

  private static let issuers = ["国务院", "国务院办公厅", "國務院", "教育部", "财政部"]
  private static let numbers = ["国发〔2016〕6号", "国发〔2016〕64号", "教财〔2018〕3号"]
  private static let days: [CivilDate] = [
    20_160_000, 20_161_000, 20_161_005, 20_170_302, 20_181_231, 20_190_101,
  ]

  private static let conditions: [OracleCondition] = [
    OracleCondition("issuer", .holds("国务院")), OracleCondition("issuer", .equals("國務院")),
    OracleCondition("issuer", .holds("部")), OracleCondition("issuer", .isPresent),
    OracleCondition("kind", .equals("通知")), OracleCondition("kind", .isPresent),
    OracleCondition("docno", .holds("国发〔2016〕6号")), OracleCondition("docno", .holds("国发")),
    OracleCondition("author", .equals("李四")), OracleCondition("author", .holds("张")),
    OracleCondition("title", .holds("的")), OracleCondition("title", .isPresent),
    OracleCondition("path", .holds("贵州")), OracleCondition("path", .holds("*/2016/*")),
    OracleCondition("path", .holds("贵州/201?/d1*")), OracleCondition("source", .isPresent),
    OracleCondition("date", .days(first: 20_160_000, last: 20_169_999, text: "2016")),
    OracleCondition("date", .days(first: 20_161_000, last: 20_161_099, text: "2016-10")),
    OracleCondition("date", .days(first: 20_170_000, last: 20_189_999, text: "2017..2018")),
    OracleCondition("date", .days(first: 20_161_005, last: .max, text: "2016-10-05..")),
    OracleCondition("date", .days(first: 1, last: 20_179_999, text: "..2017")),
    OracleCondition("date", .isPresent), OracleCondition("signed", .isPresent),
    OracleCondition("signed", .days(first: 20_160_000, last: 20_169_999, text: "2016")),
  ]

  private static func metadata(_ generator: inout SeededGenerator) -> DocumentMetadata {
    var metadata = DocumentMetadata()
    func finding<Value>(_ value: Value) -> Finding<Value> { Finding(value, .given, 1) }
    if !generator.oneIn(3) { metadata.issuer = finding(generator.pick(issuers)) }
    if generator.oneIn(2) { metadata.kind = finding(generator.pick(["通知", "意见"])) }
    if generator.oneIn(3) { metadata.documentNumber = finding(generator.pick(numbers)) }
    if generator.oneIn(3) { metadata.author = finding(generator.pick(["张三", "李四", "张三 李四"])) }
    if !generator.oneIn(4) { metadata.publicationDate = finding(generator.pick(days)) }
    if generator.oneIn(3) { metadata.signatureDate = finding(generator.pick(days)) }
    return metadata
  }

  /// A document, mostly of paragraphs and sentences, sometimes a law.
  private static func text(_ random: inout RandomText) -> String {
    var text = random.document(pieces: random.generator.int(0...8))
    let isLaw = random.generator.oneIn(3)
    for number in 0..<random.generator.int(0...6) {
      let numerals = ["一", "二", "三", "四", "五", "六"]
      if isLaw, random.generator.oneIn(3) { text += "\n第\(numerals[number])章　总则" }
      text += isLaw ? "\n第\(numerals[number])条　" : random.generator.pick(["\n\n", "。", "！", "……", "；", "\n"])
      text += random.document(pieces: random.generator.int(1...10))
    }
    return text
  }

  private static func trial(_ random: inout RandomText) throws -> IndexTrial {
    var trial = IndexTrial(random.generator.oneIn(2) ? IndexTrial.tiny() : SegmentParameters())
    for _ in 0..<random.generator.int(1...3) {
      for _ in 0..<random.generator.int(3...9) {
        let folder = random.generator.pick(["", "贵州/", "贵州/2016/", "北京/2016/", "贵州2/"])
        let key = folder + "d\(random.generator.int(0...15)).txt"
        if random.generator.oneIn(5) {
          try trial.remove(key: key)
        } else {
          try trial.add(
            key: key, text(&random), titled: random.generator.oneIn(2), metadata: metadata(&random.generator))
        }
      }
      try trial.commit()
      if random.generator.oneIn(2) { trial.close() }
    }
    return trial
  }

  @Test("for random trees, with deletions and several segments", arguments: 0..<rounds)
  func trees(round: Int) throws {
    var random = RandomText(SeededGenerator("algebra", round: round))
    let trial = try Self.trial(&random)
    guard !trial.oracle.documents.isEmpty else { return }
    (random.drawsForms, random.drawsWildcards) = (true, true)
    var asked = try Asked(trial)
    var found = 0
    var queries: [OracleQuery] = []
    for _ in 0..<Self.treesOfRound {
      guard let query = random.tree(from: trial.texts, conditions: Self.conditions), let text = query.text else {
        continue
      }
      asked.otherForms = random.otherForms
      try trial.check(query, on: asked.index)
      try checkOrder(text, trial, asked, &random.generator)
      try checkRelevance(query, trial, asked)
      try checkFilter(query, trial, asked, &random.generator)
      found += trial.oracle.answer(query).documents
      queries.append(query)
    }
    let condition = random.generator.pick([nil] + Self.conditions)
    try checkCounts(queries, trial, asked.index, condition)
    try checkMatches(queries, trial, asked.index, condition)
    if round == 0 { TestLog.line("algebra: \(RunSeed.replay), \(found) documents found in round 0") }
    withExtendedLifetime(trial) {}
  }

  /// The order of every kind of sorting, whole and by pages, with a cursor and with an offset.
  private func checkOrder(
    _ text: String, _ trial: IndexTrial, _ asked: Asked, _ generator: inout SeededGenerator
  ) throws {
    let query = try parseQuery(text)
    let searcher = asked.searcher
    let comment = Comment(rawValue: "\(text.escaped); \(RunSeed.replay)")
    let sort = generator.pick(
      [.relevance, .date(newestFirst: true), .date(newestFirst: false), .key, .occurrences] as [SortOrder])
    func page(limit: Int, offset: Int = 0, cursor: PageCursor? = nil) throws -> SearchOutcome {
      let request = SearchRequest(
        query: query, limit: limit, offset: offset, cursor: cursor, sort: sort, reading: asked.reading,
        wantsRelated: false)
      return try searcher.search(request)
    }
    let whole = try page(limit: trial.oracle.documents.count + 1).ranked
    func key(_ document: RankedDocument) -> String {
      searcher.snapshot.views[document.view].segment.documents.key(of: document.document)
    }
    let keys = whole.map(key)
    let days = Dictionary(uniqueKeysWithValues: trial.oracle.documents.map { ($0.key, $0.days["date"] ?? 0) })
    let hits = Dictionary(uniqueKeysWithValues: whole.map { (key($0), $0.occurrences) })
    func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
    func day(_ key: String) -> UInt32 { days[key] ?? 0 }
    let sorted: [String]?
    switch sort {
    case .key: sorted = keys.sorted(by: precedes)
    case .occurrences:
      sorted = keys.sorted { hits[$0] != hits[$1] ? (hits[$0] ?? 0) > (hits[$1] ?? 0) : precedes($0, $1) }
    case .date(let newestFirst):
      sorted = keys.sorted { a, b in
        if day(a) == day(b) { return precedes(a, b) }
        if day(a) == 0 || day(b) == 0 { return day(b) == 0 }
        return newestFirst ? day(a) > day(b) : day(a) < day(b)
      }
    case .relevance: sorted = nil
    }
    if let sorted { #expect(keys == sorted, comment) }
    let size = generator.int(1...4)
    var read: [RankedDocument] = []
    var cursor: PageCursor?
    repeat {
      let outcome = try page(limit: size, cursor: cursor)
      read += outcome.ranked
      cursor = searcher.cursor(behind: outcome)
      // A cursor is a text to whoever keeps it.
      #expect(cursor == cursor.flatMap { PageCursor($0.description) }, comment)
    } while cursor != nil
    #expect(read == whole, comment)
    let offset = generator.int(0...max(whole.count, 1))
    #expect(try page(limit: size, offset: offset).ranked == Array(whole.dropFirst(offset).prefix(size)), comment)
  }

  /// The order of relevance: a document's score is the sum of what the strings that make it match score in it, each as
  /// if it were searched alone.
  private func checkRelevance(_ query: OracleQuery, _ trial: IndexTrial, _ asked: Asked) throws {
    guard let text = query.text, let expected = try relevance(Self.simplified(query), trial, asked) else { return }
    let parsed = try parseQuery(text)
    if parsed.positiveStrings.isEmpty { return }
    let ranked = try search(parsed, asked)
    #expect(Set(ranked.map(\.key)) == Set(expected.keys), "\(text.escaped); \(RunSeed.replay)")
    // Sums in another order differ in their last bits.
    for (better, worse) in zip(ranked, ranked.dropFirst()) {
      let (a, b) = (expected[better.key] ?? 0, expected[worse.key] ?? 0)
      #expect(a >= b - abs(b) * 1e-4, "\(text.escaped): \(better.key) before \(worse.key); \(RunSeed.replay)")
    }
  }

  /// The tree as it is asked: an AND in an AND and an OR in an OR are one, and a string twice in one is there once.
  private static func simplified(_ query: OracleQuery) -> OracleQuery {
    func row(
      _ parts: [OracleQuery], _ inner: (OracleQuery) -> [OracleQuery]?, _ make: ([OracleQuery]) -> OracleQuery
    ) -> OracleQuery {
      var seen = Set<OracleString>()
      let members = parts.map(simplified).flatMap { inner($0) ?? [$0] }.filter { part in
        if case .string(let string) = part { seen.insert(string).inserted } else { true }
      }
      return members.count == 1 ? members[0] : make(members)
    }
    switch query {
    case .and(let parts):
      return row(parts, { if case .and(let parts) = $0 { parts } else { nil } }, OracleQuery.and)
    case .or(let parts): return row(parts, { if case .or(let parts) = $0 { parts } else { nil } }, OracleQuery.or)
    case .without(let part, let excluded): return .without(simplified(part), excluded)
    case .string, .row, .absent, .within, .field: return query
    }
  }

  private func search(_ query: ParsedQuery, _ asked: Asked) throws -> [(key: String, score: Float)] {
    let searcher = asked.searcher
    let request = SearchRequest(
      query: query, limit: searcher.snapshot.documentCount, reading: asked.reading, wantsRelated: false)
    return try searcher.search(request).ranked.map { document in
      (searcher.snapshot.views[document.view].segment.documents.key(of: document.document), document.score)
    }
  }

  /// - Returns: by key; nil for a tree with conditions, whose strings count only where they take part.
  private func relevance(
    _ query: OracleQuery, _ trial: IndexTrial, _ asked: Asked
  ) throws -> [String: Float]? {
    func all(_ parts: [OracleQuery]) throws -> [[String: Float]]? {
      let scores = try parts.compactMap { try relevance($0, trial, asked) }
      return scores.count == parts.count ? scores : nil
    }
    switch query {
    case .string:
      guard let text = query.text else { return nil }
      return Dictionary(uniqueKeysWithValues: try search(parseQuery(text), asked).map { ($0.key, $0.score) })
    case .and(let parts):
      guard let scores = try all(parts), let first = scores.first else { return nil }
      return scores.dropFirst().reduce(first) { sums, part in
        sums.filter { part[$0.key] != nil }.merging(part.filter { sums[$0.key] != nil }, uniquingKeysWith: +)
      }
    case .or(let parts):
      return try all(parts)?.reduce([:]) { $0.merging($1, uniquingKeysWith: +) }
    case .without(let part, let excluded):
      let barred = trial.oracle.answer(excluded).occurrencesByKey
      return try relevance(part, trial, asked)?.filter { barred[$0.key] == nil }
    case .field:
      return trial.oracle.answer(query).occurrencesByKey.mapValues { _ in 0 }
    case .row, .absent, .within: return nil
    }
  }

  /// What a filter leaves of a search, and its facets.
  private func checkFilter(
    _ query: OracleQuery, _ trial: IndexTrial, _ asked: Asked, _ generator: inout SeededGenerator
  ) throws {
    guard let text = query.text else { return }
    let (searcher, reading) = (asked.searcher, asked.reading)
    let condition = generator.pick(Self.conditions)
    let filtered = trial.oracle.answer(.and([query, .field(condition)]))
    let parsed = try parseQuery(text)
    let comment = Comment(rawValue: "\(text.escaped) under \(condition); \(RunSeed.replay)")
    let filter = try #require(try DocumentFilter(parsing: condition))
    let outcome = try searcher.search(
      SearchRequest(query: parsed, filter: filter, limit: 1_000, reading: reading, wantsRelated: false))
    func key(_ document: RankedDocument) -> String {
      searcher.snapshot.views[document.view].segment.documents.key(of: document.document)
    }
    #expect(
      Dictionary(uniqueKeysWithValues: outcome.ranked.map { (key($0), $0.occurrences) })
        == filtered.occurrencesByKey, comment)
    let counts = try searcher.count(parsed, reading, filter: filter)
    #expect(counts == (filtered.documents, filtered.occurrences), comment)
    let facets = try searcher.facets(parsed, by: .year, reading, filter: filter)
    var expected: [String?: (Int, Int)] = [:]
    for document in trial.oracle.documents {
      guard let hits = filtered.occurrencesByKey[document.key] else { continue }
      let day = document.days["date"] ?? 0
      let year: String? = day == 0 ? nil : String(day / 10_000)
      expected[year] = ((expected[year]?.0 ?? 0) + 1, (expected[year]?.1 ?? 0) + hits)
    }
    #expect(facets.groups.count == expected.count, comment)
    for group in facets.groups {
      #expect(
        group.documents == expected[group.value]?.0 && group.occurrences == expected[group.value]?.1, comment)
    }
    #expect(facets.documents == filtered.documents && facets.occurrences == filtered.occurrences, comment)
  }
}

extension QueryAlgebraTests {
  /// The counts of all queries in one call, by everything that documents can be grouped by.
  private func checkCounts(
    _ queries: [OracleQuery], _ trial: IndexTrial, _ index: Index, _ condition: OracleCondition?
  ) throws {
    let texts = queries.compactMap(\.text)
    let kept = queries.map { query in
      trial.oracle.answer(condition.map { .and([query, .field($0)]) } ?? query).occurrencesByKey
    }
    let filter = try condition.map { try Filter($0) }
    let keys: [(FacetKey?, (BruteForceIndex.StoredDocument) -> [String])] = [
      (nil, { _ in [] }), (.field(.key), { [$0.key] }), (.field(.author), { $0.fields["author"] ?? [] }),
      (.year, { ($0.days["date"] ?? 0) == 0 ? [] : [String(($0.days["date"] ?? 0) / 10_000)] }),
    ]
    for (key, values) in keys {
      let results = try index.counts(of: texts, by: key, filter: filter)
      #expect(results.count == texts.count)
      for (number, result) in results.enumerated() {
        let found = try result.get()
        let comment = Comment(rawValue: "\(texts[number].escaped) by \(String(describing: key)); \(RunSeed.replay)")
        #expect(found.documents == kept[number].count, comment)
        #expect(found.occurrences == kept[number].values.reduce(0, +), comment)
        guard let key else {
          #expect(found.groups.isEmpty, comment)
          continue
        }
        var expected: [String?: Counts] = [:]
        for document in trial.oracle.documents {
          guard let occurrences = kept[number][document.key] else { continue }
          let groups: [String?] = values(document)
          for group in groups.isEmpty ? [nil] : Set(groups) {
            let sum = expected[group] ?? Counts(documents: 0, occurrences: 0)
            expected[group] = Counts(documents: sum.documents + 1, occurrences: sum.occurrences + occurrences)
          }
        }
        let groups = found.groups.map { ($0.value, Counts(documents: $0.documents, occurrences: $0.occurrences)) }
        #expect(Dictionary(groups) { a, _ in a } == expected && groups.count == expected.count, comment)
        #expect(try found == index.facets(texts[number], by: key, filter: filter), comment)
      }
    }
  }
}

extension QueryAlgebraTests {
  /// What the occurrences of all queries read as.
  private func checkMatches(
    _ queries: [OracleQuery], _ trial: IndexTrial, _ index: Index, _ condition: OracleCondition?
  ) throws {
    let filter = try condition.map { try Filter($0) }
    for query in queries {
      guard let text = query.text else { continue }
      let kept = trial.oracle.answer(condition.map { .and([query, .field($0)]) } ?? query).occurrencesByKey
      var expected: [String?: Counts] = [:]
      for document in trial.oracle.documents where kept[document.key] != nil {
        let matches = trial.oracle.matches(of: query, in: document)
        for match in matches { expected[match, default: Counts(documents: 0, occurrences: 0)].occurrences += 1 }
        for match in Set(matches) { expected[match]?.documents += 1 }
        if matches.isEmpty { expected[nil, default: Counts(documents: 0, occurrences: 0)].documents += 1 }
      }
      let found = try index.facets(text, by: .match, filter: filter)
      let comment = Comment(rawValue: "\(text.escaped) by match; \(RunSeed.replay)")
      let groups = found.groups.map { ($0.value, Counts(documents: $0.documents, occurrences: $0.occurrences)) }
      #expect(Dictionary(groups) { a, _ in a } == expected && groups.count == expected.count, comment)
      #expect(found.documents == kept.count && found.occurrences == kept.values.reduce(0, +), comment)
      #expect(found.occurrences == groups.reduce(0) { $0 + $1.1.occurrences }, comment)
    }
  }
}

/// An index as it is asked, with the other texts that strings stand for.
private struct Asked {
  let searcher: Searcher
  private let opened: Index
  var otherForms: [String: [OracleString.OtherForm]] = [:]

  init(_ trial: IndexTrial) throws {
    searcher = Searcher(try IndexSnapshot.open(trial.path))
    opened = try trial.open()
  }

  var reading: StringReading {
    let forms = otherForms
    return StringReading(
      otherForms: OtherForms(told: { text in
        (forms[text] ?? []).map {
          WrittenForm(WrittenForm(text: $0.text).elements, notBehind: $0.notBehind, notBefore: $0.notBefore)
        }
      }))
  }

  var index: Index { opened.with(reading.otherForms) }
}

extension Filter {
  /// The library's filter that a query of one field means.
  fileprivate init(_ condition: OracleCondition) throws {
    let field = try #require(DocumentField(typed: condition.field))
    switch condition.test {
    case .holds(let text): self = field == .key ? .path(text) : .contains(field, text)
    case .equals(let text): self = .equals(field, text)
    case .days(_, _, let text): self = .date(field, in: try #require(DateRange(text)))
    case .isPresent: self = .exists(field)
    }
  }
}

extension DocumentFilter {
  /// The filter that a query of one field means.
  init?(parsing condition: OracleCondition) throws {
    guard let text = OracleQuery.field(condition).text, case .field(let parsed) = try parseQuery(text).root else {
      return nil
    }
    self.init(parsed)
  }
}
