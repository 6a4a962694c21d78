import Testing
import WenjianBytes
import WenjianStream
import WenjianTestSupport

@testable import WenjianSegment

/// The elements of a text's stream, as far as sketches look at them.
private func elements(_ text: String) -> [UInt32] {
  text.unicodeScalars.map { foldEntry(of: $0.value).scalar }
}

private func sketch(_ elements: [UInt32]) -> DocumentSketch {
  var builder = DocumentSketchBuilder()
  elements.withUnsafeBufferPointer { builder.add($0) }
  return builder.finish()
}

private func sketch(_ text: String) -> DocumentSketch { sketch(elements(text)) }

/// A character of the basic plane whose form in the stream is of it too: a sketch looks at no others.
private func commonCharacter(_ generator: inout SeededGenerator) -> Unicode.Scalar {
  let first: Unicode.Scalar = "一"
  while true {
    let scalar = Unicode.Scalar(first.value + UInt32(generator.below(3000)))
    if let scalar, foldEntry(of: scalar.value).scalar <= UInt16.max { return scalar }
  }
}

/// Text without meaning, of some thousand common characters, with marks between them.
private func noise(_ count: Int, _ generator: inout SeededGenerator) -> String {
  var text = String.UnicodeScalarView()
  for index in 0..<count {
    text.append(commonCharacter(&generator))
    if index % 17 == 16 { text.append("，") }
    if index % 101 == 100 { text.append(contentsOf: "。\n".unicodeScalars) }
  }
  return String(text)
}

@Suite("The sketch of a document")
struct DocumentSketchTests {
  @Test("is the same for twins in both scripts, with other marks and numbers between the characters")
  func twins() {
    var generator = SeededGenerator()
    let simplified = noise(400, &generator) + "国务院办公厅关于进一步加强农村饮水管护工作的通知"
    let reprint = simplified.replacing("，", with: "、2016 ").replacing("国务院办公厅关于进", with: "國務院辦公廳關於進")
    #expect(sketch(simplified) == sketch(reprint), "\(RunSeed.replay)")
    #expect(sketch(simplified) != sketch(simplified.replacing("饮水", with: "")))
  }

  @Test("tells reprints with another header and footer, and such as lost their second half")
  func reprints() {
    var generator = SeededGenerator()
    let text = noise(3000, &generator)
    let framed = noise(80, &generator) + text + noise(120, &generator)
    #expect(sketch(text).similarity(to: sketch(framed)).jaccard > 0.75, "\(RunSeed.replay)")
    let half = sketch(String(text.prefix(1650)))
    #expect(sketch(text).similarity(to: half).containment > 0.75, "\(RunSeed.replay)")
    #expect(sketch(text).similarity(to: half).jaccard < 0.75, "\(RunSeed.replay)")
  }

  @Test("is empty for texts too short to tell, and for one that only repeats itself")
  func short() {
    var generator = SeededGenerator()
    #expect(sketch("关于做好有关工作的通知").isEmpty && sketch([]) == .none)
    #expect(sketch(String(repeating: "一二三四五六七八", count: 500)).isEmpty)
    let text = noise(78, &generator).filter { $0 != "，" }
    #expect(sketch(text) == .none)
    #expect(sketch(text + "甲").shingleCount == DocumentSketch.minimumShingles)
    #expect(sketch([]).similarity(to: sketch([])) == (0, 0))
    #expect(sketch(text + "甲乙").similarity(to: sketch([])) == (0, 0))
  }

  @Test("estimates near what counting says", arguments: 0..<20)
  func estimate(round: Int) {
    var generator = SeededGenerator("estimate", round: round)
    let shared = noise(2000, &generator)
    let a = sketch(shared + noise(1000, &generator))
    let b = sketch(shared + noise(1000, &generator))
    // 2,000 of 4,000 shingles; four standard errors of 64 drawings.
    #expect(abs(a.similarity(to: b).jaccard - 0.5) < 0.25, "\(RunSeed.replay)")
    // All are counted, unless by chance the bins say that fewer than two thirds of them are different: one text in 200.
    for sketch in [a, b] {
      #expect(sketch.shingleCount == 2993 || (1200...1996).contains(sketch.shingleCount), "\(RunSeed.replay)")
    }
    #expect(a.similarity(to: b).jaccard == b.similarity(to: a).jaccard)
    #expect(a.similarity(to: a) == (1, 1))
    // Different texts have the same byte in a bin once in 255.
    #expect(a.sharedBins(with: sketch(noise(3000, &generator))).nonzeroBitCount <= 6, "\(RunSeed.replay)")
  }

  @Test("is the same however the stream arrives, and the builder forgets the text before")
  func pieces() {
    var generator = SeededGenerator()
    let all = elements(noise(4000, &generator))
    var builder = DocumentSketchBuilder()
    elements(noise(500, &generator)).withUnsafeBufferPointer { builder.add($0) }
    _ = builder.finish()
    var start = 0
    while start < all.count {
      let end = min(all.count, start + generator.int(0...1500) / generator.int(1...300))
      Array(all[start..<end]).withUnsafeBufferPointer { builder.add($0) }
      start = end
    }
    #expect(builder.finish() == sketch(all), "\(RunSeed.replay)")
    #expect(builder.finish() == .none)
  }

  @Test("is what the bytes say: the smallest hash of each bin, by hand")
  func byHand() {
    var generator = SeededGenerator()
    let han = elements(noise(300, &generator)).filter { $0 >= 0x3400 && $0 < 0xA000 }
    var smallest: [Int: UInt64] = [:]
    for start in 0...(han.count - 8) {
      var hash: UInt64 = 0
      for scalar in han[start..<(start + 8)] {
        hash = (hash << 5 | hash >> 59) ^ UInt64(scalar) &* 0x9E37_79B9_7F4A_7C15
      }
      let bin = Int(hash >> 58)
      smallest[bin] = min(smallest[bin] ?? .max, hash & 0x03FF_FFFF_FFFF_FFFF)
    }
    let made = sketch(han)
    let writer = ByteWriter()
    made.write(to: writer)
    let row = [UInt8](writer.bytes)
    #expect(row.count == DocumentSketch.byteCount)
    #expect(row.withUnsafeBytes { $0.baseAddress.map { DocumentSketch($0) } } == made)
    for bin in 0..<64 {
      let byte = smallest[bin].map { UInt8(1 + ($0 >> 24 & 255) * 255 / 256) } ?? 0
      #expect(row[4 + bin] == byte)
      #expect(made.usedBins >> UInt64(bin) & 1 == (byte > 0 ? 1 : 0))
    }
    #expect(made.sharedBins(with: made) == made.usedBins)
  }

  @Test("compares bin by bin", arguments: 0..<50)
  func bins(round: Int) {
    var generator = SeededGenerator("bins", round: round)
    func random() -> [UInt8] { (0..<64).map { _ in UInt8(generator.pick([0, 1, 2, 127, 128, 129, 254, 255])) } }
    func read(_ bins: [UInt8]) -> DocumentSketch {
      ([100, 0, 0, 0] + bins).withUnsafeBytes { DocumentSketch($0.baseAddress.unsafelyUnwrapped) }
    }
    let (a, b) = (random(), random())
    var expected: UInt64 = 0
    for bin in 0..<64 where a[bin] == b[bin] && a[bin] != 0 { expected |= 1 << UInt64(bin) }
    #expect(read(a).sharedBins(with: read(b)) == expected, "\(RunSeed.replay)")
  }

  @Test("stands in the segment and in what it is merged into, without the zones of low weight")
  func stored() throws {
    var generator = SeededGenerator()
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let body = noise(400, &generator)
    let furniture = noise(200, &generator)
    func document(_ key: String, _ text: String, zones: [Range<Int>] = [], work: UInt64 = 0) -> TestDocument {
      var document = TestDocument(key: key, text: text)
      document.fields.lowWeightRanges = zones
      document.fields.work = work
      return document
    }
    let head = furniture.utf8.count
    let middle = body.prefix(150).utf8.count
    let first = try fixture.write(
      [
        document("short", "短"), document("plain", body),
        document("framed", furniture + "\n\n" + body, zones: [0..<head], work: 9),
        document("cut", body.prefix(150) + furniture + body.dropFirst(150), zones: [middle..<(middle + head)]),
        document("whole", furniture + "\n\n" + body),
      ], id: 1)
    let table = first.documents
    #expect(table.sketch(of: 0) == .none)
    #expect(table.sketch(of: 1) == sketch(body), "\(RunSeed.replay)")
    #expect(table.sketch(of: 2) == sketch(body) && table.sketch(of: 3) == sketch(body), "\(RunSeed.replay)")
    #expect(table.sketch(of: 4) != sketch(body))
    #expect((0..<5).map { table.work(of: $0) } == [0, 0, 9, 0, 0])
    // One without either column, and one with both.
    let second = try fixture.write([document("a", "甲"), document("b", "乙")], id: 2)
    #expect(!second.sectionSizes.contains { $0.id == .documentSketches || $0.id == .documentWorks })
    #expect(second.documents.sketch(of: 1) == .none && second.documents.work(of: 1) == 0)
    let merger = try fixture.merge([second, first, second], id: 3)
    defer { withExtendedLifetime((first, second, merger)) {} }
    let merged = merger.documents
    #expect((0..<9).map { merged.work(of: $0) } == [0, 0, 0, 0, 9, 0, 0, 0, 0])
    for document in 0..<5 { #expect(merged.sketch(of: document + 2) == table.sketch(of: document)) }
    #expect(merged.sketch(of: 8) == .none)
  }

  @Test(
    "of the laws of the mainland sees through what was done to them",
    .enabled(if: SharedFiles.root != nil, "needs ../shared"))
  func corpus() throws {
    let root = try #require(SharedFiles.corpus("laws_cn", archive: "laws_cn"))
    var generator = SeededGenerator()
    var (count, framed, halved) = (0, 0, 0)
    var sketches: [DocumentSketch] = []
    for (index, name) in try FileOperations.names(in: root).sorted().enumerated() where index % 40 == 0 {
      let text = elements(String(decoding: try FileOperations.read(root + "/" + name), as: UTF8.self))
      let whole = sketch(text)
      if whole.isEmpty { continue }
      count += 1
      let frame = elements(noise(60, &generator))
      if whole.similarity(to: sketch(frame + text + frame)).jaccard >= 0.5 { framed += 1 }
      let half = whole.similarity(to: sketch(Array(text.prefix(text.count / 2))))
      if half.jaccard >= 0.5 || half.containment >= 0.85 { halved += 1 }
      #expect(!sketches.contains { $0.similarity(to: whole).jaccard >= 0.5 }, "\(name)")
      sketches.append(whole)
    }
    #expect(count > 50 && framed == count && Double(halved) >= 0.85 * Double(count), "\(count) \(framed) \(halved)")
  }
}
