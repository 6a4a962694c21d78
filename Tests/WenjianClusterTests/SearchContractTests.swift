// Searches of an index in a cluster, with what a real engine answered: each kind of request that a search sends.

import Testing
import Wenjian
import WenjianConcordance
import WenjianTestSupport

@testable import WenjianCluster

@Suite("Searches by recorded answers")
struct SearchContractTests {
  private static let documents = [
    Document(key: "a/1.txt", text: "驻村第一书记第一书记，第一，书记。第一书记", date: 20_150_301, issuer: "国务院"),
    Document(key: "a/2.txt", text: "排名第一，书记讲话 \"A_B\" \\", date: 20_160_000, author: "张三 李四", issuer: "國務院"),
    Document(key: "b/3.txt", text: String(repeating: "第一书记。", count: 50), date: 20_161_005, issuer: "教育部"),
    Document(key: "b/4.txt", text: "国发[2016]64号\n\n第一书\n\n记，第十三条和第13条"),
    Document(key: "é.txt", text: "第一书记"), Document(key: "e\u{301}.txt", text: "书记和第一书记"),
  ]

  /// A local index and one that answers by what was recorded.
  private func withBoth(_ name: String, pageSize: Int, _ body: (Index, ClusterIndex) throws -> Void) throws {
    let directory = TemporaryDirectory()
    try IndexWriter.write(to: directory("Index")) { writer in
      for document in Self.documents { try writer.add(document) }
    }
    let index = "contract-" + name
    try Recorded.withTransport(name) { transport in
      let connection = try ClusterConnection(ClusterAddress("http://127.0.0.1:9201/" + index), transport: transport)
      try Recorded.clean([index + "-wj-1"])
      let writer = try ClusterWriter(
        connection, mode: .rebuild, options: [], limits: Recorded.limits, meta: Recorded.meta(index + "-wj-1"))
      for document in Self.documents { try writer.add(document) }
      _ = try writer.commit()
      try body(try Index(at: directory("Index")), try ClusterIndex(connection, pageSize: pageSize))
    }
  }

  private static let queries = [
    "第一书记", "书", "\"A_B\"", "第一书记 -驻村", "第一书记 OR 国发", "第一书记 书记讲话", "第一 NEAR/3 书记", "第一 BEFORE/3 书记",
    "第?书记", "exact:第一书记", "第十三条", "issuer:国务院 第一", "date:2016 第一书记", "path:b 第一书记", "没有这个字符串",
  ]

  @Test("every kind of query is answered as by a local index")
  func queries() throws {
    try withBoth("search", pageSize: 5_000) { local, cluster in
      for text in Self.queries {
        let options = SearchOptions(limit: 10, includesRelated: false)
        let (found, expected) = (
          try cluster.search(text, options: options), try local.search(text, options: options)
        )
        #expect(found.documents == expected.documents && found.occurrences == expected.occurrences, "\(text)")
        #expect(found.hits.map(\.key.utf8.count) == expected.hits.map(\.key.utf8.count), "\(text)")
        for (hit, other) in zip(found.hits, expected.hits) {
          #expect(try hit.key == other.key && hit.snippets() == other.snippets(), "\(text): \(other.key)")
        }
        #expect(try cluster.count(text) == local.count(text), "\(text)")
      }
      #expect(try cluster.search("没有这个字符串").unanswered == [.suggestions])
      #expect(try cluster.search("驻村", options: SearchOptions(includesRelated: true)).unanswered == [.related])
    }
  }

  @Test("facets and trends come from aggregations and doc values")
  func groups() throws {
    try withBoth("groups", pageSize: 5_000) { local, cluster in
      for key in [
        FacetKey.field(.issuer), .field(.author), .field(.title), .field(.key), .year, .month, .path(depth: 1),
      ] {
        let (found, expected) = (try cluster.facets("第一书记", by: key), try local.facets("第一书记", by: key))
        #expect(found == expected, "\(key)")
        let queries = ["第一书记", "书记"]
        let (trend, other) = (try cluster.trend(of: queries, by: key), try local.trend(of: queries, by: key))
        #expect(trend == other, "\(key)")
      }
      let (found, expected) = (try cluster.facets("第?书记", by: .match), try local.facets("第?书记", by: .match))
      #expect(found == expected)
    }
  }

  @Test("what is more than a page comes by a scroll, which is ended")
  func scroll() throws {
    try withBoth("scroll", pageSize: 2) { local, cluster in
      #expect(try cluster.count("第一书记") == local.count("第一书记"))
      #expect(try cluster.keys.count == Self.documents.count)
      let (found, expected) = (try cluster.search("书记 -驻村"), try local.search("书记 -驻村"))
      #expect(found.documents == expected.documents && found.occurrences == expected.occurrences)
    }
  }
}
