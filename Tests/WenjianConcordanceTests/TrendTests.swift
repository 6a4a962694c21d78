import Testing
import Wenjian
import WenjianConcordance
import WenjianTestSupport

@Suite("Trends")
struct TrendTests {
  @Test("count what every text has, group by group", arguments: 0..<8)
  func oracle(round: Int) throws {
    var generator = SeededGenerator("trend", round: round)
    let (trial, strings) = try ConcordanceTrial.random(&generator)
    defer { withExtendedLifetime(trial.directory) {} }
    let queries = Array(strings.filter { quotedQuery($0) != nil }.prefix(3))
    for key in [FacetKey.year, .month, .path(depth: 1)] {
      func value(of text: OracleText) -> String? {
        switch key {
        case .year: text.date.map { String($0.description.prefix(4)) }
        case .month: text.date.map { String($0.description.prefix(7)) }
        default: String(text.key.prefix { $0 != "/" })
        }
      }
      let trend = try trial.index.trend(of: queries.compactMap(quotedQuery), by: key, widening: .none)
      let comment = Comment(rawValue: "\(queries) by \(key); \(RunSeed.replay)")
      for (number, query) in queries.enumerated() {
        let counts = trial.texts.map { ($0, $0.occurrences(of: query).count) }
        let isEmpty = counts.allSatisfy { $0.1 == 0 }
        #expect(trend.totals[number].occurrences == counts.reduce(0) { $0 + $1.1 }, comment)
        #expect(trend.totals[number].documents == counts.count { $0.1 > 0 }, comment)
        #expect(
          trend.totals[number].characters == trial.texts.reduce(0) { $0 + $1.text.unicodeScalars.count }, comment)
        if isEmpty { #expect(trend.rows.allSatisfy { $0.cells[number].occurrences == 0 }, comment) }
        for (group, texts) in Dictionary(grouping: counts, by: { value(of: $0.0) }) {
          let occurrences = texts.reduce(0) { $0 + $1.1 }
          guard let row = trend.rows.first(where: { $0.value == group }) else {
            // Values that are no periods are shown when any query finds them, periods when there is any text.
            let hasText = texts.contains { !$0.0.text.isEmpty }
            #expect(occurrences == 0 && (!trend.isByPeriod || group == nil || !hasText), comment)
            continue
          }
          let cell = row.cells[number]
          let characters = texts.reduce(0) { $0 + $1.0.text.unicodeScalars.count }
          #expect(cell.occurrences == occurrences && cell.documents == texts.count { $0.1 > 0 }, comment)
          #expect(cell.characters == characters, comment)
          #expect(cell.allDocuments == texts.count { !$0.0.text.isEmpty }, comment)
          #expect(
            cell.per10000 == (characters == 0 ? nil : Double(occurrences) * 10_000 / Double(characters)), comment)
        }
      }
    }
  }

  private func trial() throws -> ConcordanceTrial {
    let documents = [(2010, "国务院", "改革开放。改革。"), (2013, "國務院", "开放"), (2016, "教育部", "改革"), (nil, nil, "改革改革")]
    return try ConcordanceTrial(
      documents.enumerated().map { number, entry in
        var document = Document(key: "\(number)", text: entry.2, title: "")
        document.date = entry.0.flatMap { CivilDate(number: UInt32($0 * 10_000 + (number == 1 ? 1_102 : 301))) }
        document.issuer = entry.1
        return document
      })
  }

  @Test("show every period from the first to the last, also without a document; without a date last")
  func periods() throws {
    let trial = try trial()
    defer { withExtendedLifetime(trial.directory) {} }
    let trend = try trial.index.trend(of: ["改革", "开放"], by: .year)
    #expect(trend.rows.map(\.value) == ["2010", "2011", "2012", "2013", "2014", "2015", "2016", nil])
    #expect(trend.rows.map { $0.cells[0].occurrences } == [2, 0, 0, 0, 0, 0, 1, 2])
    #expect(trend.rows.map { $0.cells[1].occurrences } == [1, 0, 0, 1, 0, 0, 0, 0])
    #expect(trend.rows[1].cells[0].per10000 == nil && trend.rows[3].cells[0].per10000 == 0)
    #expect(trend.rows[0].cells[0].per10000 == 2 * 10_000 / 8.0)
    let months = try trial.index.trend(of: ["改革"], by: .month, filter: .exists(.publicationDate))
    #expect(months.rows.count == 12 * 6 + 1)
    #expect(months.rows.first?.value == "2010-03" && months.rows.last?.value == "2016-03")
    #expect(months.rows[44].value == "2013-11" && months.rows[44].cells[0].characters == 2)
  }

  @Test("divide by the characters of the documents that a query chooses from")
  func characters() throws {
    let trial = try trial()
    defer { withExtendedLifetime(trial.directory) {} }
    let trend = try trial.index.trend(
      of: ["改革", "改革 date:2016", "改革 issuer:国务院"], by: .field(.issuer), filter: .exists(.issuer))
    // Spellings of one office are one, by the first of equally frequent ones.
    #expect(trend.rows.map(\.value) == ["国务院", "教育部"])
    #expect(trend.rows[0].cells.map(\.characters) == [10, 0, 10])
    #expect(trend.rows[1].cells.map(\.characters) == [2, 2, 0])
    #expect(trend.totals.map(\.characters) == [12, 2, 10])
    #expect(trend.rows[0].cells.map(\.occurrences) == [2, 0, 2])
    #expect(throws: WenjianError.self) { try trial.index.trend(of: ["改革 OR"], by: .year) }
  }

  @Test("filters are read as queries of fields alone")
  func filters() throws {
    let trial = try trial()
    defer { withExtendedLifetime(trial.directory) {} }
    for (text, expected) in [
      ("issuer:国务院", 2), ("issuer:国务院 date:2010", 1), ("issuer:国务院 OR issuer:教育部", 3), ("issuer:* -issuer:教育部", 2),
    ] {
      #expect(try trial.index.trend(of: ["改革"], by: .year, filter: Filter(text)).totals[0].allDocuments == expected)
    }
    for text in ["改革", "issuer:国务院 改革", "issuer:国务院 OR", ""] {
      #expect(throws: WenjianError.self) { try Filter(text) }
    }
  }

  @Test("a picture is well-formed, has its labels, and gaps where there is no text")
  func pictures() throws {
    let trial = try trial()
    defer { withExtendedLifetime(trial.directory) {} }
    let queries = ["改革", "\"<&开放\""]
    for measure in TrendMeasure.allCases {
      let lines = try trial.index.trend(of: queries, by: .year).svg(of: measure)
      #expect(lines.contains(">改革<") && lines.contains("&quot;&lt;&amp;开放&quot;<") && lines.contains(">2013<"))
      #expect(lines.contains(measure.chineseName) && !lines.contains("nan") && !lines.contains("inf"))
      let bars = try trial.index.trend(of: queries, by: .field(.issuer)).svg(of: measure)
      #expect(bars.contains(">教育部<") && bars.contains("<rect"))
    }
    let lines = try trial.index.trend(of: ["改革"], by: .year).svg()
    // 2010, 2013 and 2016 have text and each is alone.
    #expect(lines.split(separator: "<circle").count == 1 + 3 + 1 && !lines.contains("<polyline"))
    #expect(try trial.index.trend(of: ["没有"], by: .path(depth: 1)).svg().hasSuffix("</svg>\n"))
  }
}
