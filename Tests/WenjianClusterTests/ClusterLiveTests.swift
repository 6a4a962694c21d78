// A cluster of real nodes answers as a local index does: `make test-cluster`.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianTestSupport

@testable import WenjianCluster

/// The cluster that is named in the environment.
private let clusterURL = SharedFiles.environment("WENJIAN_CLUSTER_URL")

@Suite(
  "A cluster of real nodes agrees with a local index",
  .enabled(if: clusterURL != nil, "WENJIAN_CLUSTER_URL is not set; `make test-cluster` sets it"), .serialized)
struct ClusterLiveTests {
  /// Random strings and trees; `WENJIAN_CLUSTER_QUERIES` says how many.
  private static let queryCount = SharedFiles.environment("WENJIAN_CLUSTER_QUERIES").flatMap { Int($0) } ?? 2_000

  /// The documents in a local index and in an index of the cluster that is removed at the end.
  private func withTrial(
    _ documents: [(fields: DocumentFields, text: [UInt8])], _ body: (ClusterTrial) throws -> Void
  ) throws {
    let name = "wenjian-law-\(UInt32.random(in: 0 ... .max))"
    let connection = try ClusterConnection(ClusterAddress((clusterURL ?? "") + "/" + name))
    defer {
      if let commit = try? ClusterCommit.find(connection) { try? connection.remove(commit.index, control: nil) }
    }
    let trial = try ClusterTrial(documents) { documents in
      let writer = try ClusterWriter(connection, mode: .rebuild, options: [])
      for document in documents { try writer.add(document.fields, text: document.text) }
      let result = try writer.commit()
      #expect(result.refused.isEmpty)
      return connection
    }
    try body(trial)
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

  private func check(_ trial: ClusterTrial, _ random: inout RandomText, queries: Int) throws {
    for number in 0..<queries {
      if number % 2 == 0 {
        guard var text = random.cut(from: trial.texts) else { return }
        if number % 10 == 4 { text = random.mutated(text) }
        if number % 10 == 8 { text = random.converted(text, by: .stock) }
        let string = OracleString(text, exact: random.generator.oneIn(8))
        guard !string.elements.isEmpty, let query = OracleQuery.string(string).text else { continue }
        try trial.check(query, comparesOrder: true, comparesPages: number % 40 == 0)
      } else {
        guard let query = random.tree(from: trial.texts, conditions: ClusterLawTests.conditions)?.text else {
          continue
        }
        try trial.check(query, comparesOrder: false, comparesPages: number % 40 == 1)
      }
      if number % 100 == 0, let text = random.cut(from: trial.texts, scalars: 1...3),
        let query = OracleQuery.quoted(text)
      {
        try trial.checkGroups(query)
      }
    }
  }

  @Test("in random documents", arguments: 0..<2)
  func randomDocuments(round: Int) throws {
    var random = RandomText(SeededGenerator("clusterLive", round: round))
    random.drawsWildcards = true
    try withTrial(ClusterTrial.randomDocuments(&random, count: 40)) { trial in
      try check(trial, &random, queries: Self.queryCount / 4)
    }
  }

  @Test("in the files of Corpus, and in the shared seeds and reports when they are there")
  func files() throws {
    let root = SharedFiles.packageRoot ?? "."
    var documents = try documents(in: root + "/Corpus")
    for directory in ["/../shared/seeds"] where TestFile.exists(root + directory) {
      documents += try self.documents(in: root + directory)
    }
    var random = RandomText(SeededGenerator("clusterFiles"))
    random.drawsWildcards = true
    try withTrial(documents) { trial in try check(trial, &random, queries: Self.queryCount / 2) }
  }
}
