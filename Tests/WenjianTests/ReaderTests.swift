// Readers and the writer: nobody waits, nobody sees half a commit.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Readers and the writer")
struct ReaderTests {
  @Test("a reader keeps its commit while segments are replaced and removed under it")
  func snapshot() throws {
    var trial = IndexTrial()
    for number in 0..<5 { try trial.add(key: "d\(number)", "第一书记在农村，第\(number)号") }
    try trial.commit()
    let first = try trial.open()
    let before = trial.oracle
    for round in 0..<3 {
      for number in 0..<5 { try trial.add(key: "d\(number)", "乡镇产业，第\(round)轮第\(number)号") }
      try trial.commit()
      #expect(first.generation == 1 && first.documentCount == 5)
      #expect(try Counts(first.count("第一书记")) == Counts(documents: 5, occurrences: 5))
      #expect(try Counts(first.count("乡镇")) == Counts(documents: 0, occurrences: 0))
      for document in before.documents {
        #expect(try Array(first.text(of: document.key).utf8) == document.utf8)
      }
      for hit in try first.search("农村").hits { #expect(try hit.snippets().first?.matches.count == 1) }
      try first.verify(.contents)
      let fresh = try trial.open()
      #expect(fresh.generation == round + 2)
      #expect(try Counts(fresh.count("第一书记")) == Counts(documents: 0, occurrences: 0))
      try trial.check(.string(OracleString("乡镇产业")), on: fresh)
    }
    // The segments of the first commit are gone; only the maps of its reader hold them.
    #expect(TestFile.names(in: trial.path).filter { $0.hasPrefix("segment-") }.count == 1)
  }

  @Test("nothing is seen before the commit, and nothing of a session that ends without one")
  func uncommitted() throws {
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 1))
    try trial.add(key: "a", "农村")
    try trial.commit()
    let files = TestFile.names(in: trial.path)
    try trial.add(key: "b", "乡镇")
    try trial.remove(key: "a")
    #expect(try trial.open().keys == ["a"])
    trial.close()
    #expect(try trial.open().keys == ["a"])
    #expect(TestFile.names(in: trial.path) == files, "the files of the abandoned session are gone")
  }

  @Test("threads share one index")
  func threads() async throws {
    var random = RandomText(SeededGenerator("threads"))
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 3000, blockBytes: 64))
    for number in 0..<20 { try trial.add(key: "d\(number)", random.document(pieces: 80)) }
    try trial.commit()
    let index = try trial.open()
    let queries = ["第一", "村", "农村 OR 书记", "和服", "一 -产业", "第一书记"]
    func answers() throws -> [String] {
      try queries.flatMap { query in
        try index.search(query).hits.flatMap { hit in
          try [hit.key] + hit.snippets().map(\.text)
        }
      }
    }
    let expected = try answers()
    try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask {
          try queries.flatMap { query in
            try index.search(query).hits.flatMap { hit in
              try [hit.key] + hit.snippets().map(\.text)
            }
          }
        }
      }
      for try await found in group { #expect(found == expected, "\(RunSeed.replay)") }
    }
  }

  @Test("a second writer is turned away, told by whom, and let in afterwards")
  func locked() throws {
    let directory = TemporaryDirectory()
    let path = directory.appending("index")
    var first: IndexWriter? = try IndexWriter(at: path)
    try first?.add(Document(key: "a", text: "农村"))
    let error = #expect(throws: WenjianError.self) { _ = try IndexWriter(at: path) }
    #expect(error?.code == .locked)
    #expect(error?.message.contains("process") == true)
    try first?.commit()
    #expect(try Index(at: path).documentCount == 1)
    first = nil
    let second = try IndexWriter(at: path)
    try second.add(Document(key: "b", text: "乡镇"))
    #expect(try second.commit().documents == 2)
  }
}
