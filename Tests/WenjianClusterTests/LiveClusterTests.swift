// Against a real cluster: `make test-cluster`.

import Testing
import Wenjian
import WenjianJSONText
import WenjianStream
import WenjianTestSupport

@testable import WenjianCluster

private let clusterURL = SharedFiles.environment("WENJIAN_CLUSTER_URL")

@Suite(
  "A real cluster", .enabled(if: clusterURL != nil, "WENJIAN_CLUSTER_URL is not set; `make test-cluster` sets it"),
  .serialized)
struct LiveClusterTests {
  /// An index of the cluster that is gone when the body ends.
  private func withIndex(_ name: String, _ body: (ClusterConnection) throws -> Void) throws {
    let connection = try ClusterConnection(try ClusterAddress("\(clusterURL ?? "")/wenjian-test-\(name)"))
    func clean() throws {
      if let commit = try ClusterCommit.find(connection) { try connection.remove(commit.index, control: nil) }
      try connection.removeLeftovers(besides: nil, control: nil)
    }
    try clean()
    defer { try? clean() }
    try body(connection)
  }

  /// The keys of the documents that hold elements in a row, and how often all of them do.
  private func search(
    _ elements: [AnalyzedElement], _ connection: ClusterConnection
  ) throws -> (keys: [String], occurrences: Int) {
    let answer = try connection.call(
      ClusterRequest(.post, connection.path("_search"), isRepeatable: true) { json in
        json.object { json in
          json.field("size", 1000)
          json.field("explain", true)
          json.field("_source", false)
          json.strings("docvalue_fields", [ClusterField.key])
          json.object("query") { json in
            if elements.count == 1 {
              json.object("term") { $0.field(ClusterField.elements, ClusterToken.element(elements[0])) }
            } else {
              json.object("match_phrase") { $0.field(ClusterField.grams, ClusterToken.grams(elements)) }
            }
          }
        }
      })
    func frequency(_ explanation: JSONValue?) -> Int {
      let description = explanation?["description"]?.text ?? ""
      if description.hasPrefix("freq") || description.hasPrefix("phraseFreq") {
        return explanation?["value"]?.integer ?? 0
      }
      return (explanation?["details"]?.values ?? []).map(frequency).max() ?? 0
    }
    let hits = answer["hits"]?["hits"]?.values ?? []
    return (
      hits.compactMap { $0["fields"]?["key"]?.values.first?.text }.sorted(),
      hits.reduce(0) { $0 + frequency($1["_explanation"]) }
    )
  }

  @Test("has every string in the same documents as an index in a directory, and as often")
  func strings() throws {
    var random = RandomText(SeededGenerator("cluster strings"))
    let texts = (0..<80).map { _ in random.document(pieces: 30, marked: false) }
    let documents = texts.enumerated().map { Document(key: "\($0.offset)", text: $0.element) }
    let directory = TemporaryDirectory()
    try IndexWriter.write(to: directory("Index")) { writer in for document in documents { try writer.add(document) }
    }
    let index = try Index(at: directory("Index"))
    try withIndex("strings") { connection in
      let writer = try ClusterWriter(connection, mode: .rebuild, options: [])
      for document in documents { try writer.add(document) }
      #expect(try writer.commit().documents == documents.count)
      var asked = 0
      while asked < 300 {
        guard let string = random.cut(from: texts, scalars: 1...12), let query = try? Query.literal(string),
          case let elements = analyzeQuery(string).map(\.element), !elements.isEmpty
        else { continue }
        asked += 1
        let local = try index.search(query, options: SearchOptions(limit: 1000))
        let found = try search(elements, connection)
        #expect(found.keys == local.hits.map(\.key).sorted(), "\(string.debugDescription) \(RunSeed.replay)")
        #expect(found.occurrences == local.occurrences, "\(string.debugDescription) \(RunSeed.replay)")
      }
    }
  }

  @Test("with many requests under way has every document once; an update sends what has changed")
  func manyRequests() throws {
    var limits = BulkSender.Limits()
    limits.requestBytes = 3_000
    limits.threadCount = 6
    try withIndex("many") { connection in
      func document(_ number: Int, _ version: Int = 1) -> Document {
        Document(key: "k\(number)", text: "第\(number)号文件，版本\(version)。")
      }
      let first = try ClusterWriter(connection, mode: .rebuild, options: [], limits: limits)
      for number in 0..<1_000 { try first.add(document(number)) }
      #expect(try first.commit().documents == 1_000)
      let second = try ClusterWriter(connection, mode: .update, options: [], limits: limits)
      for number in 100..<1_100 { try second.add(document(number, number % 10 == 0 ? 2 : 1)) }
      let update = try second.commit()
      #expect(update.added.count == 100 && update.removed.count == 100)
      #expect(update.changed.count == 90 && update.unchanged == 810 && update.documents == 1_000)
    }
  }

  @Test("leaves what is searched while an index is built anew, and ends the first of two builds")
  func twoBuilds() throws {
    try withIndex("builds") { connection in
      func build(_ text: String) throws -> ClusterWriter {
        let writer = try ClusterWriter(connection, mode: .rebuild, options: [])
        try writer.add(Document(key: "a", text: text))
        return writer
      }
      _ = try build("第一书记").commit()
      let before = try ClusterCommit.find(connection)
      let slow = try build("第二书记")
      #expect(try ClusterCommit.find(connection) == before)
      let fast = try build("第三书记")
      let error = #expect(throws: ClusterError.self) { try slow.commit() }
      #expect(error?.reason == .replaced)
      #expect(try ClusterCommit.find(connection) == before)
      #expect(try fast.commit().generation == 2)
      #expect(try search(analyzeQuery("第三").map(\.element), connection).keys == ["a"])
      #expect(try search(analyzeQuery("第一").map(\.element), connection).keys == [])
    }
  }

  @Test("says which document it does not take, and has the others")
  func refused() throws {
    var limits = BulkSender.Limits()
    limits.largestBytes = 20_000
    try withIndex("refused") { connection in
      let writer = try ClusterWriter(connection, mode: .rebuild, options: [], limits: limits)
      try writer.add(Document(key: "small", text: "第一书记"))
      try writer.add(Document(key: "large", text: String(repeating: "第一书记", count: 2_000)))
      let result = try writer.commit()
      #expect(result.documents == 1 && result.refused.map(\.key) == ["large"])
    }
  }
}
