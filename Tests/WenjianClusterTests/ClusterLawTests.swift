// A cluster answers as a local index does, to any query.

import Testing
import Wenjian
import WenjianConcordance
import WenjianModel
import WenjianSegment
import WenjianTestSupport

@testable import WenjianCluster

@Suite("A cluster agrees with a local index")
struct ClusterLawTests {
  /// Queries of a round: in an ordinary run some, in a long one many.
  private static let queryCount = SharedFiles.isLongRun ? 30 : 8

  private func trial(_ random: inout RandomText, _ engine: EngineDouble) throws -> ClusterTrial {
    let documents = ClusterTrial.randomDocuments(&random, count: random.generator.int(4...16))
    return try ClusterTrial(documents, in: engine)
  }

  @Test("in single strings, with their order", arguments: 0..<(SharedFiles.isLongRun ? 6 : 3))
  func strings(round: Int) throws {
    var random = RandomText(SeededGenerator("clusterStrings", round: round))
    let version = EngineDouble.Version.allCases[round % 3]
    let engine = EngineDouble(version, largestPage: round % 2 == 0 ? .max : 3)
    let trial = try trial(&random, engine)
    for number in 0..<Self.queryCount {
      guard var text = random.cut(from: trial.texts) else { return }
      if number % 5 == 3 { text = random.mutated(text) }
      if number % 5 == 4 { text = random.converted(text, by: .stock) }
      let string = OracleString(text, exact: random.generator.oneIn(6))
      guard !string.elements.isEmpty, let query = OracleQuery.string(string).text else { continue }
      try trial.check(query, comparesOrder: true)
      if number % 5 == 0 { try trial.checkGroups(query) }
    }
    #expect(engine.openScrolls == 0)
  }

  static let conditions = [
    OracleCondition("issuer", .holds("国务院")), OracleCondition("issuer", .equals("國務院")),
    OracleCondition("issuer", .isPresent), OracleCondition("path", .holds("d1")),
    OracleCondition("path", .holds("*/1?")), OracleCondition("title", .holds("文")),
    OracleCondition("date", .days(first: 20_150_000, last: 20_169_999, text: "2015..2016")),
    OracleCondition("date", .days(first: 20_170_100, last: 20_170_199, text: "2017-01")),
  ]

  @Test("in trees of all operators, scopes, fields and wildcards", arguments: 0..<(SharedFiles.isLongRun ? 8 : 3))
  func trees(round: Int) throws {
    var random = RandomText(SeededGenerator("clusterTrees", round: round))
    random.drawsWildcards = true
    let engine = EngineDouble(EngineDouble.Version.allCases[round % 3], largestPage: round % 2 == 0 ? .max : 5)
    let trial = try trial(&random, engine)
    for number in 0..<Self.queryCount {
      guard let query = random.tree(from: trial.texts, conditions: Self.conditions)?.text else { continue }
      try trial.check(query, comparesOrder: false)
      if number % 6 == 0 { try trial.checkGroups(query) }
    }
    #expect(engine.openScrolls == 0)
  }

  @Test("in strings that are written in other ways, and in fields of the user's own")
  func forms() throws {
    var documents = ["第十三条 内容", "第13条。第十三条", "十三条和第13條", "2016年10月18日", "2016-10-18"].enumerated().map {
      (DocumentFieldsForTest.make("f\($0.offset)", $0.element), Array($0.element.utf8))
    }
    documents[0].0.metadata.fields.set(["扶贫"], for: "主题")
    let trial = try ClusterTrial(documents.map { (fields: $0.0, text: $0.1) }, in: EngineDouble())
    for query in ["第十三条", "2016年10月18日", "13条", "第十三条 -2016", "field:主题=扶贫", "field:主题=*", "-field:主题=扶贫 条"] {
      try trial.check(query, widening: .standard, comparesOrder: true)
      try trial.checkGroups(query)
    }
  }

  @Test("reads no more texts than may be on the page")
  func bounded() throws {
    let documents = (0..<60).map { number in
      let text = String(repeating: "第一书记。", count: number % 12 + 1) + String(repeating: "其他内容，", count: 40)
      return (fields: DocumentFieldsForTest.make("k\(number)", text), text: Array(text.utf8))
    }
    let engine = EngineDouble()
    let trial = try ClusterTrial(documents, in: engine)
    let results = try trial.cluster.search("第一书记", options: SearchOptions(limit: 2, includesRelated: false))
    #expect(results.documents == 60)
    #expect(results.hits.count == 2)
    // One search for the sizes when it is opened, one for documents and occurrences, and texts until no other can reach the page.
    #expect(engine.paths.count { $0.hasPrefix("/policies-wj-1/_search") } <= 6)
  }

  @Test("what a cluster cannot answer is an error that names it")
  func unsupported() throws {
    let trial = try ClusterTrial(
      [(DocumentFieldsForTest.make("k", "第一书记"), Array("第一书记".utf8))], in: EngineDouble())
    #expect { try trial.cluster.localIndex(for: "copies") } throws: {
      ($0 as? WenjianError)?.code == .unsupported && "\($0)".contains("copies")
    }
    #expect { try trial.cluster.search("第一", options: SearchOptions(collapsesCopies: true)) } throws: {
      ($0 as? WenjianError)?.code == .unsupported
    }
    #expect(throws: WenjianError.self) { try trial.cluster.localIndex(holding: ["nothing"]).text(of: "nothing") }
    #expect(try trial.cluster.localIndex(holding: ["k"]).text(of: "k") == "第一书记")
    #expect(try trial.cluster.keys == ["k"])
  }
}
