// Against a real cluster: `make test-cluster`.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianIndex
import WenjianJSONText
import WenjianModel
import WenjianSegment
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

  // MARK: Against a local index

  /// Random strings and trees in all; `WENJIAN_CLUSTER_QUERIES` says how many.
  private static let queryCount = SharedFiles.environment("WENJIAN_CLUSTER_QUERIES").flatMap { Int($0) } ?? 2_000

  /// The documents in a local index and in one of the cluster.
  private func withTrial(
    _ name: String, _ documents: [(fields: DocumentFields, text: [UInt8])], _ body: (ClusterTrial) throws -> Void
  ) throws {
    try withIndex(name) { connection in
      let trial = try ClusterTrial(documents) { documents in
        let writer = try ClusterWriter(connection, mode: .rebuild, options: [])
        for document in documents { try writer.add(document.fields, text: document.text) }
        #expect(try writer.commit().refused.isEmpty)
        return connection
      }
      try body(trial)
    }
  }

  /// The documents of a directory of files, as they are indexed.
  private func documents(in directory: String) throws -> [(fields: DocumentFields, text: [UInt8])] {
    let temporary = TemporaryDirectory()
    try IndexWriter.write(to: temporary.path + "/index") { _ = try $0.add(filesIn: directory) }
    let salvage = try IndexSalvage(temporary.path + "/index")
    return try salvage.parts.flatMap { part in
      try (0..<part.segment.documentCount).map { number in
        let document = try part.segment.document(number)
        return (document.fields, document.text)
      }
    }
  }

  /// Strings and trees by turns.
  private func check(_ trial: ClusterTrial, _ name: StaticString, queries: Int, _ random: inout RandomText) throws {
    var compared = (strings: 0, trees: 0)
    let start = ContinuousClock.now
    var slowest = (duration: Duration.zero, query: "")
    for number in 0... where compared.strings + compared.trees < queries {
      let query: String?
      if number % 2 == 0 {
        guard var text = random.cut(from: trial.texts) else { return }
        if number % 10 == 4 { text = random.mutated(text) }
        if number % 10 == 8 { text = random.converted(text, by: .stock) }
        let string = OracleString(text, exact: random.generator.oneIn(8))
        query = string.elements.isEmpty ? nil : OracleQuery.string(string).text
      } else {
        query = random.tree(from: trial.texts, conditions: ClusterLawTests.conditions)?.text
      }
      guard let query else { continue }
      let before = ContinuousClock.now
      try trial.check(
        query, comparesOrder: number % 2 == 0, comparesPages: number % 40 < 2, hitLimit: number % 16 < 2 ? nil : 30)
      let duration = ContinuousClock.now - before
      if duration > slowest.duration { slowest = (duration, query) }
      if number % 2 == 0 { compared.strings += 1 } else { compared.trees += 1 }
      if number % 100 == 0, let text = random.cut(from: trial.texts, scalars: 1...3),
        let query = OracleQuery.quoted(text)
      {
        try trial.checkGroups(query)
      }
    }
    print(
      "\(name): \(trial.texts.count) documents, \(compared.strings) strings and \(compared.trees) trees in "
        + "\(ContinuousClock.now - start), the longest \(slowest.duration) for \(slowest.query.escaped); \(RunSeed.replay)"
    )
  }

  @Test("answers as a local index in random documents", arguments: 0..<2)
  func randomDocuments(round: Int) throws {
    var random = RandomText(SeededGenerator("clusterLive", round: round))
    random.drawsWildcards = true
    try withTrial("random", ClusterTrial.randomDocuments(&random, count: 40)) { trial in
      try check(trial, "random documents", queries: Self.queryCount / 8, &random)
    }
  }

  @Test("answers as a local index in the files of Corpus, and in the shared seeds when they are there")
  func files() throws {
    var documents = try documents(in: (SharedFiles.packageRoot ?? ".") + "/Corpus")
    if let root = SharedFiles.root { documents += try self.documents(in: root + "/seeds") }
    var random = RandomText(SeededGenerator("clusterFiles"))
    random.drawsWildcards = true
    try withTrial("files", documents) { trial in
      try check(trial, "files", queries: Self.queryCount / 4, &random)
    }
  }

  @Test(
    "answers as a local index in reports and laws",
    .enabled(if: SharedFiles.root != nil, "the shared corpora are not there"))
  func corpora() throws {
    let all = try [("reports_cn", "reports_cn"), ("laws_tw", "laws_tw_quarter")].flatMap { name, archive in
      try documents(in: try #require(SharedFiles.corpus(name, archive: archive)))
    }
    var random = RandomText(SeededGenerator("clusterCorpora"))
    random.drawsWildcards = true
    try withTrial("corpora", all) { trial in
      try check(trial, "reports and laws", queries: Self.queryCount / 2, &random)
    }
  }

  // MARK: Building

  /// The keys of the documents that hold a string.
  private func search(_ string: String, _ connection: ClusterConnection) throws -> [String] {
    try ClusterIndex(connection).search(string).hits.map(\.key)
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
      #expect(try search("第三", connection) == ["a"])
      #expect(try search("第一", connection) == [])
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
