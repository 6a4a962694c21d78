// What is sent to an engine and what a real one answered, recorded in Recorded/ and replayed without it. With
// WENJIAN_RECORD=1 and WENJIAN_CLUSTER_URL (`make test-cluster RECORD=1`) the files are written anew.

import Testing
import Wenjian
import WenjianBytes
import WenjianJSONText
import WenjianTestSupport

@testable import WenjianCluster

@Suite("The contract with the engine")
struct ContractTests {
  private static let documents = [
    Document(key: "a.txt", text: "驻村第一书记第一书记，第一，书记。第一书记"),
    Document(key: "b.txt", text: "排名第一，书记讲话 \"A_B\" \\ \(String(repeating: "x", count: 300))", author: "张三 李四"),
    Document(key: "贵州/c.txt", text: String(repeating: "第一书记", count: 50), date: 20_161_005),
    Document(key: String(repeating: "长", count: 200), text: "国发[2016]64号\n\n第一书\n\n记", issuer: "国务院"),
  ]

  private func documents(_ connection: ClusterConnection, _ query: String) throws -> [String] {
    let tokens = analyzed(query)
    let answer = try connection.call(
      ClusterRequest(.post, connection.path("_search"), isRepeatable: true) { json in
        json.object { json in
          json.field("track_total_hits", true)
          json.strings("sort", ["key"])
          json.field("_source", false)
          json.strings("docvalue_fields", ["key"])
          json.object("query") { json in json.object("match_phrase") { $0.field("grams", tokens) } }
        }
      })
    let hits = answer["hits"]?["hits"]?.values ?? []
    #expect(answer["hits"]?["total"]?["value"]?.integer == hits.count)
    return hits.compactMap { $0["fields"]?["key"]?.values.first?.text }
  }

  @Test("an index is built, found, brought up to date and built anew")
  func build() throws {
    try Recorded.withTransport("build") { transport in
      let address = try ClusterAddress("http://127.0.0.1:9201/contract")
      let connection = try ClusterConnection(address, transport: transport)
      try Recorded.clean(["contract-wj-1", "contract-wj-2", "contract-wj-3"])
      #expect(try ClusterCommit.find(connection) == nil)

      let first = try ClusterWriter(
        connection, mode: .rebuild, options: [], limits: Recorded.limits, meta: Recorded.meta("contract-wj-1"))
      for document in Self.documents { try first.add(document) }
      let built = try first.commit()
      #expect(built.documents == 4 && built.isNew && built.generation == 1 && built.refused == [])
      let found = try #require(try ClusterCommit.find(connection))
      #expect(found.index == "contract-wj-1" && found.meta.isComplete && found.meta.generation == 1)
      #expect(try documents(connection, "第一书记") == ["a.txt", "贵州/c.txt"])
      // Across a comma, inside a run, across a paragraph.
      #expect(try documents(connection, "第一,书记") == ["a.txt", "b.txt"])
      #expect(try documents(connection, "[2016]64") == [Self.documents[3].key])
      #expect(try documents(connection, "第一书记国") == [])

      let second = try ClusterWriter(connection, mode: .update, options: [], limits: Recorded.limits)
      for document in Self.documents[..<2] { try second.add(document) }
      var changed = Self.documents[2]
      changed.author = "王五"
      try second.add(changed)
      try second.add(Document(key: "d.txt", text: "第一书记"))
      let updated = try second.commit()
      #expect(updated.added == ["d.txt"] && updated.changed == ["贵州/c.txt"])
      #expect(updated.removed == [Self.documents[3].key] && updated.unchanged == 2)
      #expect(updated.documents == 4 && updated.generation == 2 && !updated.isNew)
      #expect(try documents(connection, "第一书记") == ["a.txt", "d.txt", "贵州/c.txt"])

      let third = try ClusterWriter(connection, mode: .update, options: [], limits: Recorded.limits)
      for document in Self.documents[..<2] + [changed] + [Document(key: "d.txt", text: "第一书记")] {
        try third.add(document)
      }
      #expect(!third.hasChanges)
      #expect(try third.commit().generation == 2)

      let info = try IndexInfo.of(connection, try #require(try ClusterCommit.find(connection)))
      let texts = [Self.documents[0].text, Self.documents[1].text, changed.text, "第一书记"]
      #expect(info.documents == 4 && info.generation == 2 && info.indexBytes > 0)
      #expect(info.characters == texts.reduce(0) { $0 + $1.unicodeScalars.count })

      let fourth = try ClusterWriter(
        connection, mode: .rebuild, options: [], limits: Recorded.limits, meta: Recorded.meta("contract-wj-2"))
      try fourth.add(Self.documents[0])
      let rebuilt = try fourth.commit()
      #expect(rebuilt.documents == 1 && rebuilt.generation == 3)
      #expect(try ClusterCommit.find(connection)?.index == "contract-wj-2")
      #expect(try documents(connection, "第一书记") == ["a.txt"])
    }
  }

  @Test("a build that does not end leaves what is searched, and the next one removes what it left")
  func unfinished() throws {
    try Recorded.withTransport("unfinished") { transport in
      let address = try ClusterAddress("http://127.0.0.1:9201/unfinished")
      let connection = try ClusterConnection(address, transport: transport)
      // As a process that is killed leaves it.
      try connection.call(
        ClusterRequest(.put, connection.path(of: "unfinished-wj-1")) {
          ClusterMapping(shards: 1, meta: Recorded.meta("unfinished-wj-1")).append(to: &$0)
        })
      #expect(try ClusterCommit.find(connection) == nil)
      do {
        let writer = try ClusterWriter(
          connection, mode: .rebuild, options: [], limits: Recorded.limits, meta: Recorded.meta("unfinished-wj-2"))
        try writer.add(Self.documents[0])
      }
      #expect(try ClusterCommit.find(connection) == nil)
      #expect(try connection.found(connection.path("_mapping", of: "unfinished-wj-1")) == nil)
      #expect(try connection.found(connection.path("_mapping", of: "unfinished-wj-2")) == nil)
    }
  }

  @Test("an index of the name that is none of ours is left alone")
  func foreign() throws {
    try Recorded.withTransport("foreign") { transport in
      let address = try ClusterAddress("http://127.0.0.1:9201/foreign")
      let connection = try ClusterConnection(address, transport: transport)
      try connection.call(ClusterRequest(.put, connection.path()))
      for mode in [ClusterWriter.Mode.rebuild, .update] {
        let error = #expect(throws: ClusterError.self) {
          try ClusterWriter(
            connection, mode: mode, options: [], limits: Recorded.limits, meta: Recorded.meta("foreign-wj-1"))
        }
        #expect(error?.reason == .noIndex)
      }
      try connection.remove("foreign", control: nil)
    }
  }
}
