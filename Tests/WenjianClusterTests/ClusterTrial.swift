// The same documents in a local index and in a cluster.

import Testing
import Wenjian
import WenjianConcordance
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianTestSupport
import WenjianText

@testable import WenjianCluster

/// A local index and one of a cluster, which must answer alike.
struct ClusterTrial {
  let directory = TemporaryDirectory()
  let local: Index
  let cluster: ClusterIndex
  let texts: [String]

  /// - Parameter connection: sends the documents as they are encoded, and connects.
  init(
    _ documents: [(fields: DocumentFields, text: [UInt8])],
    connection: ([(fields: DocumentFields, text: [UInt8])]) throws -> ClusterConnection
  ) throws {
    let session = try WriterSession(
      path: directory.path + "/index", parameters: SegmentParameters(), policy: MergePolicy())
    for document in documents { try session.add(document.fields, text: document.text) }
    _ = try session.commit()
    local = try Index(at: directory.path + "/index")
    cluster = try ClusterIndex(try connection(documents))
    texts = documents.map { String(decoding: $0.text, as: UTF8.self) }
  }

  /// In an engine of the process.
  init(_ documents: [(fields: DocumentFields, text: [UInt8])], in engine: EngineDouble) throws {
    try self.init(documents) { documents in
      var encoder = DocumentEncoder()
      for document in documents {
        try engine.add(source: encoder.encode(document.fields, text: document.text).source)
      }
      return try ClusterConnection(ClusterAddress("http://127.0.0.1:1/policies"), transport: engine)
    }
  }

  /// Documents with titles, dates and issuers now and then.
  static func randomDocuments(_ random: inout RandomText, count: Int) -> [(fields: DocumentFields, text: [UInt8])] {
    (0..<count).map { number in
      var text = Array(random.document(pieces: random.generator.int(0...60), marked: number % 3 == 0).utf8)
      if number % 3 != 0 { MarkedText.clean(&text) }
      var fields = DocumentFields(key: "d\(number % 4)/\(number)", title: "文件\(number)", titleByteRange: 0..<0)
      if random.generator.oneIn(2) {
        let day = UInt32(20_150_000 + random.generator.int(0...4) * 10_000 + random.generator.int(0...2) * 100)
        fields.metadata.publicationDate = CivilDate(number: day).map { Finding($0, .given, 1) }
      }
      if random.generator.oneIn(2) {
        fields.metadata.issuer = Finding(random.generator.pick(["国务院", "國務院", "国务院办公厅", "教育部"]), .given, 1)
      }
      if random.generator.oneIn(3) { fields.metadata.fields.set(["扶贫", "农村"], for: "主题") }
      return (fields, text)
    }
  }

  /// Compares all that is told of a query.
  /// - Parameters:
  ///   - comparesOrder: whether documents come in one order by relevance, too: of one string they must.
  ///   - comparesPages: whether short pages are compared in each order.
  ///   - hitLimit: how many hits are compared, with their passages; nil for all. Of others just their occurrences are.
  func check(
    _ query: String, isExact: Bool = false, widening: Widening = .none, filter: Filter? = nil, comparesOrder: Bool,
    comparesPages: Bool = true, hitLimit: Int? = nil
  ) throws {
    let comment = Comment(rawValue: "\(query.escaped); \(RunSeed.replay)")
    var options = SearchOptions(
      limit: hitLimit ?? texts.count + 1, isExact: isExact, widening: widening, filter: filter)
    var expected: SearchResults
    do {
      expected = try local.search(query, options: options)
    } catch {
      #expect(throws: WenjianError.self, comment) { try cluster.search(query, options: options) }
      return
    }
    let found = try cluster.search(query, options: options)
    #expect(found.documents == expected.documents, comment)
    #expect(found.occurrences == expected.occurrences, comment)
    #expect(found.forms.told == expected.forms.told, comment)
    if comparesOrder { #expect(found.hits.map(\.key) == expected.hits.map(\.key), comment) }
    if let hitLimit, expected.documents > hitLimit {
      let key = FacetKey.field(.key)
      #expect(
        try cluster.facets(query, by: key, isExact: isExact, widening: widening, filter: filter)
          == local.facets(query, by: key, isExact: isExact, widening: widening, filter: filter), comment)
      // Which of equally good documents are on a page of some tree is compared by the counts alone.
      guard comparesOrder else { return }
    }
    let hits = Dictionary(uniqueKeysWithValues: found.hits.map { ($0.key, $0) })
    for hit in expected.hits {
      let other = try #require(hits[hit.key], comment)
      #expect(other.occurrences == hit.occurrences, comment)
      #expect(other.title == hit.title && other.date == hit.date && other.issuer == hit.issuer, comment)
      let style = SnippetStyle(includesHeadings: true)
      #expect(try other.snippets(style) == hit.snippets(style), comment)
    }
    guard comparesPages else { return }
    // A short page, in each order.
    for order in [SortOrder.date(newestFirst: true), .key, .occurrences] + (comparesOrder ? [.relevance] : []) {
      options.order = order
      options.limit = 3
      options.offset = 1
      expected = try local.search(query, options: options)
      let page = try cluster.search(query, options: options)
      #expect(page.hits.map(\.key) == expected.hits.map(\.key), "\(order): \(comment)")
      #expect(page.documents == expected.documents && page.occurrences == expected.occurrences, comment)
      if let next = page.nextPage {
        var behind = options
        behind.cursor = next
        behind.offset = 0
        var localBehind = behind
        localBehind.cursor = expected.nextPage
        let (more, expectedMore) = (
          try cluster.search(query, options: behind), try local.search(query, options: localBehind)
        )
        #expect(more.hits.map(\.key) == expectedMore.hits.map(\.key), "\(order): \(comment)")
      }
    }
    #expect(
      try cluster.count(query, isExact: isExact, widening: widening, filter: filter)
        == local.count(query, isExact: isExact, widening: widening, filter: filter), comment)
  }

  /// Compares counts by values, and lines.
  func checkGroups(_ query: String) throws {
    let comment = Comment(rawValue: "\(query.escaped); \(RunSeed.replay)")
    for key in [FacetKey.year, .field(.issuer), .field(.key), .field(.custom("主题")), .path(depth: 1)] {
      guard let expected = try? local.facets(query, by: key) else { return }
      #expect(try cluster.facets(query, by: key) == expected, comment)
    }
    #expect(try cluster.trend(of: [query], by: .year) == local.trend(of: [query], by: .year), comment)
    let options = ConcordanceOptions(order: .rightContext)
    let (lines, expected) = (
      try cluster.concordance(query, options: options), try local.concordance(query, options: options)
    )
    #expect(lines.occurrences == expected.occurrences && lines.documents == expected.documents, comment)
    #expect(try lines.lines(0..<lines.lineCount) == expected.lines(0..<expected.lineCount), comment)
  }
}

enum DocumentFieldsForTest {
  /// A document without metadata, named by its key.
  static func make(_ key: String, _ text: String) -> DocumentFields {
    DocumentFields(key: key, title: key, titleByteRange: 0..<0)
  }
}
