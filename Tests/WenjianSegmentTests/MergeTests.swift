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

  @Test("of runs is the merge of the same batches as segments, to the byte", arguments: 0..<6)
  func runs(round: Int) throws {
    var generator = SeededGenerator("merge runs", round: round)
    let fixture = try SegmentFixture(blockBytes: 64)
    let batches = (0..<(1 + round)).map { _ in documents(1 + generator.below(30), &generator) }
    let segments = try batches.enumerated().map { try fixture.write($1, id: UInt64(1 + $0)) }
    let runs = try batches.enumerated().map { try fixture.writeRun($1, id: UInt64(11 + $0)) }
    // The last one written as a segment: a commit that failed goes on with what it has.
    let mixed = Array(runs.dropLast()) + [segments[segments.count - 1]]
    let expected = try fixture.merge(segments, id: 100)
    let bytes = try FileOperations.read(expected.path)
    for sources in [runs, mixed] {
      try FileOperations.remove(fixture.path(100))
      _ = try fixture.merge(sources, id: 100)
      #expect(try FileOperations.read(fixture.path(100)) == bytes, "round \(round); \(RunSeed.replay)")
    }
    try fixture.merge(runs, id: 101).verifyContents(withWords: true)
  }

  @Test("to the compact form holds the same in fewer bytes, and is merged on as any other", arguments: 0..<3)
  func compact(round: Int) throws {
    var generator = SeededGenerator("merge compact", round: round)
    let fixture = try SegmentFixture(blockBytes: [64, 400, 4096][round])
    var texts = documents(60, &generator)
    // Lists of several blocks, and text that a dictionary can be made of.
    let sentence = "关于农村工作的若干意见，请认真贯彻执行。"
    for index in texts.indices { texts[index].text += String(repeating: sentence, count: 1 + generator.below(40)) }
    let segment = try fixture.write(texts, id: 1)
    let removed: [UInt32] = round == 0 ? [] : [3, 17]
    let source = MergeSource(segment, removing: removed)
    for (id, form) in [(2, SegmentForm.usual), (3, .compact)] {
      try SegmentMerger([source], blockBytes: fixture.parameters.blockBytes, threadCount: 1 + round % 2, form: form)
        .write(to: fixture.path(UInt64(id)), id: UInt64(id))
    }
    let usual = try Segment.open(path: fixture.path(2), id: 2)
    let compact = try Segment.open(path: fixture.path(3), id: 3)
    try compact.verifyContents(withWords: true)
    #expect(try SegmentContents(compact) == SegmentContents(usual), "\(RunSeed.replay)")
    // Of so little text the lists may come out either way, the text may not.
    let stored = [usual, compact].map { $0.sectionSizes.first { $0.id == .storeBlocks }?.byteCount ?? 0 }
    #expect(stored[1] < stored[0], "\(RunSeed.replay)")
    let again = try fixture.merge([compact, segment], id: 4)
    try again.verifyContents(withWords: true)
    #expect(again.statistics.documentCount == compact.documents.count + segment.documents.count)
  }

  @Test("alone reads runs: no commit may take one for a segment")
  func runsAreNoSegments() throws {
    var generator = SeededGenerator("run", round: 0)
    let fixture = try SegmentFixture()
    let documents = documents(10, &generator)
    let run = try fixture.writeRun(documents, id: 1)
    #expect(run.isRun)
    let error = #expect(throws: SegmentError.self) { try Segment.open(path: fixture.path(1), id: 1) }
    #expect(error?.reason == .notASegment)
    // What a repair finds when nothing else is left: texts are in a run as in a segment.
    #expect(try SegmentSalvage(path: fixture.path(1), id: 1).documentCount == documents.count)
    #expect(try !fixture.merge([run], id: 2).isRun)
  }

  @Test("of a damaged run says so", arguments: 0..<40)
  func damagedRuns(round: Int) throws {
    var generator = SeededGenerator("damaged run", round: round)
    let fixture = try SegmentFixture()
    let run = try fixture.writeRun(documents(10, &generator), id: 1)
    let sections: [SectionID] = [.grams, .postings]
    let copy = try fixture.copy(1, to: "copy", sealed: round % 2 == 0) { bytes in
      guard let range = SegmentBytes(bytes).section(sections[round % 4 / 2].rawValue) else { return }
      bytes[range.lowerBound + generator.below(range.count)] ^= UInt8(1 + generator.below(255))
    }
    withExtendedLifetime(run) {}
    // With checksums made right again it may be another segment; never a trap, nor a read outside.
    do {
      let damaged = try Segment.openRun(path: copy, id: 1)
      _ = try fixture.merge([damaged], id: 2)
    } catch let error as SegmentError {
      #expect(error.path == copy, "\(RunSeed.replay)")
      return
    }
    #expect(round % 2 == 0, "damage went through; \(RunSeed.replay)")
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
