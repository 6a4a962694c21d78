import Synchronization
import Testing
import Wenjian
import WenjianSearch
import WenjianTestSupport

@Suite("The memory of a query")
struct MemoryLimitTests {
  // The limit holds for the whole process, and other tests search beside this one: hence a child.
  @Test("is bounded: what relates too many occurrences is refused, and says so")
  func limit() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      let writer = try IndexWriter(at: directory("index"))
      for number in 0..<40 {
        try writer.add(
          Document(key: "\(number)", text: String(repeating: "农村和产业的农村，产业和的\(number)\n", count: 6000)))
      }
      try writer.commit()
      let index = try Index(at: directory("index"))
      let distinct = (0..<40).map { "(农村 NEAR/\($0 + 1) 产业)" }
      let query = distinct.joined(separator: " OR ")
      let sound = try index.count(query)
      SearchLimits.memoryBytes.store(24 << 20, ordering: .relaxed)
      let error = #expect(throws: WenjianError.self) { try index.count(query) }
      #expect(error?.code == .query)
      #expect(error?.message.contains("needs more than 24 MB of memory") == true)
      // What is asked for again and again is found once.
      let one = try index.count(distinct[3])
      #expect(
        try index.count(Array(repeating: distinct[3], count: 40).joined(separator: " OR ")).documents
          == one.documents)
      #expect(try index.count("农村 产业").documents == 40)
      // Of many queries the others are counted, each with the whole memory.
      let many = try index.counts(of: ["农村 产业", query, "农村 产业"] + distinct, by: .field(.key))
      #expect(throws: WenjianError.self) { try many[1].get() }
      #expect(try many[2].get() == many[0].get())
      #expect(try many[2].get() == index.facets("农村 产业", by: .field(.key)))
      #expect(try many.dropFirst(3).allSatisfy { try $0.get().documents == 40 })
      SearchLimits.memoryBytes.store(1 << 30, ordering: .relaxed)
      #expect(try index.count(query) == sound)
    }
  }
}
