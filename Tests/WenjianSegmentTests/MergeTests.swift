import Testing
import WenjianBytes
import WenjianModel
import WenjianSegment
import WenjianStore
import WenjianTestSupport

@Suite("A merge that leaves documents out")
struct MergeTests {
  /// Documents with columns of every kind, so that all of them are merged.
  private func documents(_ count: Int, _ generator: inout SeededGenerator) -> [TestDocument] {
    var documents = randomDocuments(count, pieces: 60, &generator)
    for index in documents.indices where generator.below(2) == 0 {
      documents[index].fields.metadata.issuer = Finding("机关\(generator.below(4))", .given, 1)
      documents[index].fields.metadata.fields.set(["值\(generator.below(3))", "另"], for: "栏\(generator.below(2))")
      documents[index].fields.work = UInt64(generator.below(3))
      let length = documents[index].text.utf8.count
      if length > 30 {
        documents[index].fields.headings = [HeadingLine(byteOffset: 0, level: 1)]
      }
    }
    return documents
  }

  @Test("is the segment of the documents that stay, built at once", arguments: 0..<8)
  func equalsBuilding(round: Int) throws {
    var generator = SeededGenerator("merge without", round: round)
    let fixture = try SegmentFixture(blockBytes: [16, 64, 400][round % 3])
    let share = [0, 1, 5, 9][round % 4]
    var live: [TestDocument] = []
    var sources: [MergeSource] = []
    for id in 1...(1 + generator.below(4)) {
      let documents = documents(1 + generator.below(40), &generator)
      let segment = try fixture.write(documents, id: UInt64(id))
      var removed: [UInt32] = []
      for (index, document) in documents.enumerated() {
        if generator.below(10) < share, index > 0 || id > 1 {
          removed.append(UInt32(index))
        } else {
          live.append(document)
        }
      }
      let shares = generator.below(2) == 0 ? try segment.elementShares(of: removed) : []
      sources.append(MergeSource(segment, removing: removed, shares: shares))
    }
    try SegmentMerger(sources, blockBytes: fixture.parameters.blockBytes, threadCount: 1 + round % 2)
      .write(to: fixture.path(100), id: 100)
    let merged = try Segment.open(path: fixture.path(100), id: 100)
    let built = try fixture.write(live, id: 101)
    try merged.verifyContents(withWords: true)
    let (one, other) = (try SegmentContents(merged), try SegmentContents(built))
    #expect(one == other, "round \(round); \(RunSeed.replay)")
    #expect(merged.statistics == built.statistics, "round \(round); \(RunSeed.replay)")
  }

  @Test("reads every position's text from its block, wherever blocks were cut", arguments: 0..<6)
  func blocks(round: Int) throws {
    var generator = SeededGenerator("merge blocks", round: round)
    let fixture = try SegmentFixture(blockBytes: 32)
    var segment = try fixture.write(documents(60, &generator), id: 1)
    // Again and again, as years of updates do.
    for id in 2...6 {
      let removed = (0..<UInt32(segment.documents.count)).filter { _ in generator.below(6) == 0 }
      if removed.count == segment.documents.count { break }
      try SegmentMerger([MergeSource(segment, removing: removed)], blockBytes: 32)
        .write(to: fixture.path(UInt64(id)), id: UInt64(id))
      segment = try Segment.open(path: fixture.path(UInt64(id)), id: UInt64(id))
      try segment.verifyContents(withWords: false)
      let store = segment.store
      for block in 0..<store.blockCount {
        let document = segment.documents.document(ofTextByte: store.textRange(ofBlock: block).lowerBound)
        let position = store.firstPosition(ofBlock: block)
        // A block may begin with the barrier of the document before it.
        let positions = segment.documents.positions(of: document)
        #expect(
          positions.contains(UInt32(position)) || position + 1 == Int(positions.lowerBound),
          "block \(block) of segment \(id); \(RunSeed.replay)")
      }
      let average = store.textBytes / max(store.blockCount, 1)
      #expect(store.blockCount < 2 || average >= 16, "blocks become small: \(average); \(RunSeed.replay)")
    }
  }

  @Test("gives the texts of many small segments one coder")
  func coders() throws {
    var generator = SeededGenerator("merge coders")
    let fixture = try SegmentFixture(blockBytes: 4096)
    var segments: [Segment] = []
    for id in 1...20 {
      let builder = SegmentBuilder(parameters: fixture.parameters)
      for document in randomDocuments(2, pieces: 200, &generator) {
        _ = Array(document.text.utf8).withUnsafeBytes { builder.add(document.fields, text: $0) }
      }
      let coder = builder.makeCoder(blockBytes: 4096)
      try builder.write(to: fixture.path(UInt64(id)), id: UInt64(id), coder: coder, durably: false)
      segments.append(try Segment.open(path: fixture.path(UInt64(id)), id: UInt64(id)))
    }
    let merged = try fixture.merge(segments, id: 100)
    try merged.verifyContents(withWords: true)
    #expect(merged.store.partCount == 1)
    #expect(merged.store.blockCount * 2048 < merged.store.textBytes + 4096)
    let size = merged.sectionSizes.first { $0.id == .storeCoders }?.byteCount ?? 0
    let sizes = segments.flatMap(\.sectionSizes).filter { $0.id == .storeCoders }.reduce(0) { $0 + $1.byteCount }
    #expect(size * 4 < sizes)
  }

  @Test("ends when it is told to, and leaves its source alone")
  func cancelled() throws {
    var generator = SeededGenerator("merge cancelled")
    let fixture = try SegmentFixture()
    let segment = try fixture.write(documents(20, &generator), id: 1)
    #expect(throws: MergeCancelled.self) {
      try SegmentMerger([MergeSource(segment)], isCancelled: { true }).write(to: fixture.path(2), id: 2)
    }
    try segment.verifyContents(withWords: true)
  }
}
