import Testing
import WenjianBytes
import WenjianModel
import WenjianPostings
import WenjianSegment
import WenjianStore
import WenjianStream
import WenjianTestSupport
import WenjianUnicode

@Suite("A segment")
struct SegmentTests {
  private static let documents = [
    TestDocument(key: "b.txt", text: "关于第一书记的通知\n第一书记驻村工作。\n\n国务院通过。", date: 20_161_001),
    TestDocument(key: "a/c.txt", text: "關於第一書記的報告\n選派第一書記駐村，5G與COVID-19。第一書記們。"),
    TestDocument(key: "a/b.txt", text: ""),
    TestDocument(key: "z.txt", text: "一行"),
  ]

  /// The stream of the documents, one behind the other, by the sink that queries use.
  private static func line(_ documents: [TestDocument]) -> [[AnalyzedElement]] {
    documents.map { document in
      var scanner = StreamScanner(AnalysisSink())
      Array(document.text.utf8).withUnsafeBytes { scanner.scan($0) }
      return scanner.sink.items.map(\.element)
    }
  }

  @Test("is the same whether a text that fills a batch is alone in it or not, and however it is given")
  func largeTexts() throws {
    let texts = ["国务院关于第一书记的通知。\n", "驻村工作队2016年。\n"].map { String(repeating: $0, count: 400) }
    let documents = texts.enumerated().map { TestDocument(key: "\($0.offset).txt", text: $0.element) }
    let fixture = try SegmentFixture()
    for (round, kept) in [documents, [documents[0]]].enumerated() {
      var files: [[UInt8]] = []
      for batchBytes in [1 << 10, 1 << 20] {
        var parameters = fixture.parameters
        parameters.batchBytes = batchBytes
        let builder = SegmentBuilder(parameters: parameters)
        // What was there before is forgotten.
        builder.add(documents[1].fields, text: Array(documents[1].text.utf8))
        builder.removeAll()
        for document in kept { builder.add(document.fields, text: Array(document.text.utf8)) }
        #expect(builder.textBytes == kept.reduce(0) { $0 + $1.text.utf8.count })
        let id = UInt64(round + 1)
        try builder.write(to: fixture.path(id), id: id, coder: fixture.coder, durably: false)
        files.append(try FileOperations.read(fixture.path(id)))
        try check(try Segment.open(path: fixture.path(id), id: id), kept, "batches of \(batchBytes)")
        try FileOperations.remove(fixture.path(id))
      }
      #expect(files[0] == files[1])
    }
  }

  /// A segment must answer what its documents say.
  private func check(_ segment: Segment, _ documents: [TestDocument], _ comment: Comment) throws {
    let contents = try SegmentContents(segment)
    let streams = Self.line(documents)
    let line = streams.flatMap { $0 }
    let text = documents.map(\.text).joined()
    #expect(contents.statistics.documentCount == documents.count, comment)
    #expect(contents.statistics.positionCount == line.count, comment)
    #expect(contents.statistics.textBytes == text.utf8.count, comment)
    #expect(contents.statistics.scalarCount == text.unicodeScalars.count, comment)
    #expect(contents.statistics.gramCount == contents.grams.count, comment)
    #expect(Set(contents.elements) == Set(line).union([.barrier]), comment)

    var expected: [[AnalyzedElement]: [UInt32]] = [:]
    for position in line.indices.dropLast() where line[position] != .barrier {
      expected[[line[position], line[position + 1]], default: []].append(UInt32(position))
    }
    let documentAt = streams.indices.flatMap { Array(repeating: $0, count: streams[$0].count) }
    #expect(contents.grams.count == expected.count, comment)
    for gram in contents.grams {
      #expect(gram.positions == expected[[gram.first, gram.second]], comment)
      let positions = Dictionary(grouping: gram.positions) { documentAt[Int($0)] }
      #expect(gram.documentCount == positions.count, comment)
      #expect(
        gram.documents.isEmpty == (gram.positions.count < PositionList.documentListThreshold),
        comment)
      for row in gram.documents {
        let number = Int(row[0])
        let own = positions[number] ?? []
        #expect(Int(row[1]) == own.count, comment)
        let best = own.map { position in
          (contents.boundaries[Int(position)] && contents.boundaries[Int(position) + 2] ? 1 : 0)
            + (contents.documents[number].titlePositions.contains(position) ? 2 : 0)
        }.max()
        #expect(Int(row[2]) == best, comment)
      }
    }

    for (number, document) in documents.enumerated() {
      let row = contents.documents[number]
      #expect(row.key == document.fields.key && row.title == document.fields.title, comment)
      #expect(
        row.text == document.text && row.date == document.fields.metadata.publicationDate?.value.number ?? 0,
        comment)
      #expect(row.positions.count == streams[number].count, comment)
      #expect(row.norm == DocumentNorm.encode(streams[number].count), comment)
      #expect(row.hash == Array(document.text.utf8).withUnsafeBytes { hash64($0) }, comment)
      #expect(row.titleEnd == document.fields.titleByteRange.upperBound, comment)
      #expect(row.byKey == number, comment)
      let title = document.fields.title.isEmpty ? [] : analyzeQuery(document.fields.title)
      #expect(row.titlePositions.count == title.count, comment)
      if !title.isEmpty { #expect(row.titlePositions.lowerBound == row.positions.lowerBound, comment) }
      for position in row.positions {
        #expect(segment.documents.document(of: position, from: 0) == number, comment)
        #expect(
          segment.documents.isTitle(position, of: number) == row.titlePositions.contains(position),
          comment)
      }
    }
    let keys = contents.keyOrder.map { documents[$0].fields.key }
    #expect(
      keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, comment)
    #expect(segment.documents.document(forKey: "no such key") == nil)
    try segment.verifyChecksums()
  }

  @Test("answers what its documents say")
  func contents() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write(Self.documents, id: 7)
    #expect(segment.id == 7 && segment.path == fixture.path(7))
    try check(segment, Self.documents, "")
    // 關於 … 書記 is written in the traditional script, the first document is not.
    #expect(segment.documents.script(of: 0) == DocumentScript.simplified)
    #expect(segment.documents.script(of: 1) == DocumentScript.traditional)
  }

  @Test("answers what random documents say", arguments: [1, 2, 30])
  func random(count: Int) throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let documents = randomDocuments(count, pieces: 40, &generator)
    try check(try fixture.write(documents, id: 1), documents, "\(generator.replay)")
  }

  @Test("carries document lists for frequent grams, and for words in many documents")
  func frequent() throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture(blockBytes: 512)
    defer { withExtendedLifetime(fixture) {} }
    let documents = (0..<200).map { number in
      TestDocument(
        key: "\(number)",
        text: "国务院\n"
          + String(
            repeating: "国务院，",
            count: PositionList.documentListThreshold / 200 + generator.below(3)))
    }
    let segment = try fixture.write(documents, id: 1)
    try check(segment, documents, "\(generator.replay)")
    let contents = try SegmentContents(segment, words: ["国务院", "务院"])
    #expect(contents.grams.contains { $0.documents.count == 200 })
    let word = try #require(contents.words[0])
    #expect(word.documents == Array(0..<200))
    #expect(word.frequencies == documents.map { document in UInt32(document.text.count { $0 == "院" }) })
    #expect(contents.words[1] == nil)
    #expect(segment.words.documentCount(of: Array("国务院".utf8)) == 200)
    #expect(segment.words.documentCount(of: Array("没有".utf8)) == 0)
  }

  @Test("words of three elements and more have their documents and frequencies")
  func words() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let texts = ["国务院。国务院。", "书记", "在国务院上"]
    let documents = texts.enumerated().map { TestDocument(key: "\($0)", text: $1) }
    let segment = try fixture.write(documents, id: 1)
    let postings = try #require(segment.words.postings(of: Array("国务院".utf8)))
    #expect(postings.documents == [0, 2])
    #expect(postings.frequencies == [2, 1])
    #expect(segment.words.documentCount(of: Array("国务院".utf8)) == 2)
    // Words of two elements are grams.
    #expect(segment.words.postings(of: Array("书记".utf8)) == nil)
  }

  @Test("word boundaries stand where words start, at barriers, and behind the end")
  func boundaries() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let segment = try fixture.write([TestDocument(key: "k", text: "国务院的书记")], id: 1)
    let set = (0..<UInt32(9)).filter { segment.boundaries.isSet($0) }
    #expect(set == [0, 3, 4, 6, 7, 8])
  }

  @Test("blocks of text are cut at elements, and each knows its place")
  func blocks() throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture(blockBytes: 32)
    defer { withExtendedLifetime(fixture) {} }
    let documents = randomDocuments(20, pieces: 30, &generator)
    let segment = try fixture.write(documents, id: 1)
    let store = segment.store
    let text = Array(documents.map(\.text).joined().utf8)
    #expect(store.textBytes == text.count)
    #expect(store.blockCount > 20)
    var end = 0
    let scratch = StoreScratch()
    for block in 0..<store.blockCount {
      let range = store.textRange(ofBlock: block)
      #expect(range.lowerBound == end)
      end = range.upperBound
      let writer = ByteWriter()
      try store.appendText(ofBlock: block, scratch: scratch, to: writer)
      #expect(writer.bytes.elementsEqual(text[range]))
      let before = String(decoding: text[..<range.lowerBound], as: UTF8.self).unicodeScalars
      #expect(store.counts(beforeBlock: block).scalars == before.count)
      #expect(store.counts(beforeBlock: block).astral == before.count { $0.value > 0xFFFF })
      if !range.isEmpty {
        #expect(store.block(ofTextByte: range.lowerBound) == block)
        #expect(store.block(ofTextByte: range.upperBound - 1) == block)
      }
      if block > 0 {
        #expect(store.firstPosition(ofBlock: block) >= store.firstPosition(ofBlock: block - 1))
      }
    }
    #expect(end == text.count)
    for _ in 0..<100 {
      let low = generator.below(text.count)
      let range = low..<(low + generator.below(text.count - low + 1))
      #expect(try store.text(range, scratch: scratch) == Array(text[range]), "\(generator.replay)")
      #expect(
        segment.documents.textRange(of: segment.documents.document(ofTextByte: low)).contains(low))
    }
  }

  @Test("a title longer than its column can say is cut, not lost")
  func longTitle() throws {
    let fixture = try SegmentFixture(blockBytes: 4096)
    defer { withExtendedLifetime(fixture) {} }
    let text = String(repeating: "题", count: 70_000)
    var document = TestDocument(key: "k", text: text + "\n正文")
    document.fields.title = "题"
    let segment = try fixture.write([document], id: 1)
    #expect(segment.documents.titlePositions(of: 0) == 0..<0xFFFF)
  }
}

@Suite("Merging segments")
struct SegmentMergerTests {
  private static let words = ["国务院", "驻村工作队", "第一书记", "工作队"]

  @Test("two to five segments joined are the segment built at once", arguments: [2, 5])
  func merge(count: Int) throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let documents = randomDocuments(40, pieces: 60, &generator)
    var segments: [Segment] = []
    var start = 0
    for part in 1...count {
      let most = documents.count - start - (count - part)
      let size: Int = part == count ? most : 1 + generator.below(most)
      let batch = Array(documents[start..<(start + size)])
      segments.append(try fixture.write(batch, id: UInt64(part)))
      start += size
    }
    let merged = try SegmentContents(fixture.merge(segments, id: 100), words: Self.words)
    let whole = try SegmentContents(fixture.write(documents, id: 200), words: Self.words)
    #expect(merged.statistics == whole.statistics, "\(generator.replay)")
    #expect(merged.elements == whole.elements, "\(generator.replay)")
    #expect(merged.grams == whole.grams, "\(generator.replay)")
    #expect(merged.documents == whole.documents, "\(generator.replay)")
    #expect(merged.keyOrder == whole.keyOrder, "\(generator.replay)")
    #expect(merged.boundaries == whole.boundaries, "\(generator.replay)")
    #expect(merged.words == whole.words, "\(generator.replay)")
  }

  @Test("merging merged segments changes nothing more")
  func associative() throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let documents = randomDocuments(30, pieces: 40, &generator)
    var parts: [Segment] = []
    for part in 0..<3 {
      let batch = Array(documents[(part * 10)..<(part * 10 + 10)])
      parts.append(try fixture.write(batch, id: UInt64(part + 1)))
    }
    let left = try fixture.merge([try fixture.merge([parts[0], parts[1]], id: 10), parts[2]], id: 11)
    let right = try fixture.merge([parts[0], try fixture.merge([parts[1], parts[2]], id: 12)], id: 13)
    #expect(
      try SegmentContents(left, words: Self.words) == SegmentContents(right, words: Self.words),
      "\(generator.replay)")
    try left.verifyChecksums()
  }

  @Test("document lists of frequent grams and words are joined, their bounds with them")
  func frequent() throws {
    let fixture = try SegmentFixture(blockBytes: 512)
    defer { withExtendedLifetime(fixture) {} }
    let documents = (0..<400).map {
      TestDocument(
        key: "\($0)",
        text: "国务院\n"
          + String(
            repeating: "国务院，", count: PositionList.documentListThreshold / 300 + $0 % 5))
    }
    let parts = [
      try fixture.write(Array(documents[..<100]), id: 1),
      try fixture.write(Array(documents[100...]), id: 2),
    ]
    let merged = try SegmentContents(fixture.merge(parts, id: 3), words: ["国务院"])
    let whole = try SegmentContents(fixture.write(documents, id: 4), words: ["国务院"])
    #expect(whole.grams.contains { $0.documents.count == 400 })
    #expect(whole.words[0]?.documents.count == 400)
    #expect(merged == whole)
  }

  @Test("segments of different coders keep their blocks")
  func coders() throws {
    let one = try SegmentFixture()
    let two = try SegmentFixture()
    defer { withExtendedLifetime((one, two)) {} }
    let other = Array("完全不同的样本文字".utf8).withUnsafeBytes { StoreCoder(sample: $0, blockBytes: 64) }
    let builder = SegmentBuilder(parameters: one.parameters)
    let document = TestDocument(key: "x", text: "完全不同的样本文字，第一书记。")
    _ = Array(document.text.utf8).withUnsafeBytes { builder.add(document.fields, text: $0) }
    try builder.write(to: two.path(2), id: 2, coder: other, durably: true)
    let segments = [
      try one.write([TestDocument(key: "a", text: "第一书记甲")], id: 1),
      try Segment.open(path: two.path(2), id: 2),
      try one.write([TestDocument(key: "b", text: "第一书记乙")], id: 3),
    ]
    let contents = try SegmentContents(one.merge(segments, id: 4))
    #expect(contents.documents.map(\.text) == ["第一书记甲", document.text, "第一书记乙"])
  }
}
