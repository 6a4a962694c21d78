import Testing
import WenjianBytes
import WenjianCorpus
import WenjianStream
import WenjianTestSupport

/// The elements of a text's stream, as far as sketches look at them.
private func elements(_ text: String) -> [UInt32] {
  text.unicodeScalars.map { foldEntry(of: $0.value).scalar }
}

private func sketch(_ elements: [UInt32]) -> DuplicateSketch {
  var builder = DuplicateSketchBuilder()
  elements.withUnsafeBufferPointer { builder.add($0) }
  return builder.finish()
}

/// Text without meaning, of some thousand common characters.
private func noise(_ count: Int, seed: UInt64) -> String {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  var text = String.UnicodeScalarView()
  for index in 0..<count {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    if let scalar = Unicode.Scalar(0x4E00 + UInt32(state >> 33) % 3000) { text.append(scalar) }
    if index % 17 == 16 { text.append("，") }
    if index % 101 == 100 { text.append(contentsOf: "。\n".unicodeScalars) }
  }
  return String(text)
}

@Suite("Near-duplicates")
struct NearDuplicatesTests {
  @Test("are the twins of one text in both scripts, with other marks and numbers between the characters")
  func twins() {
    let simplified = noise(400, seed: 1) + "国务院办公厅关于进一步加强农村饮水管护工作的通知"
    let reprint = simplified.replacing("，", with: "、2016 ").replacing("国务院办公厅关于进", with: "國務院辦公廳關於進")
    #expect(sketch(elements(simplified)) == sketch(elements(reprint)))
  }

  @Test("are reprints with another header and footer, and such as lost their second half")
  func reprints() {
    let text = noise(3000, seed: 2)
    let whole = sketch(elements(text))
    #expect(DuplicateGroups.areCopies(whole, sketch(elements(noise(80, seed: 3) + text + noise(120, seed: 4)))))
    let half = sketch(elements(String(text.prefix(1650))))
    #expect(DuplicateGroups.areCopies(whole, half))
    #expect(whole.similarity(to: half).containment > 0.8)
    #expect(whole.similarity(to: half).jaccard < 0.7)
  }

  @Test("are not different texts, texts too short to tell, or a long text and what it quotes")
  func different() {
    let text = noise(3000, seed: 5)
    #expect(!DuplicateGroups.areCopies(sketch(elements(text)), sketch(elements(noise(3000, seed: 6)))))
    #expect(sketch(elements("关于做好有关工作的通知")).isEmpty)
    #expect(sketch([]).isEmpty)
    #expect(!DuplicateGroups.areCopies(sketch([]), sketch([])))
    #expect(!DuplicateGroups.areCopies(sketch(elements(text)), sketch(elements(String(text.prefix(300))))))
    #expect(sketch(elements(String(repeating: "一二三四五六七八", count: 500))).isEmpty)
  }

  @Test("are estimated near what counting says", arguments: 10..<20)
  func estimate(seed: UInt64) {
    let shared = noise(2000, seed: seed)
    let a = sketch(elements(shared + noise(1000, seed: seed + 100)))
    let b = sketch(elements(shared + noise(1000, seed: seed + 200)))
    // 2,000 of 4,000 shingles; three standard errors of 64 drawings.
    #expect(abs(a.similarity(to: b).jaccard - 0.5) < 0.19)
    #expect(abs(Double(a.shingleCount) - 3000) < 1200)
    #expect(a.similarity(to: b).jaccard == b.similarity(to: a).jaccard)
    #expect(a.similarity(to: a) == (1, 1))
  }

  @Test("are the same however the stream arrives, and the builder forgets the text before")
  func pieces() {
    let all = elements(noise(1500, seed: 7))
    var builder = DuplicateSketchBuilder()
    elements(noise(500, seed: 8)).withUnsafeBufferPointer { builder.add($0) }
    _ = builder.finish()
    for start in stride(from: 0, to: all.count, by: 7) {
      Array(all[start..<min(all.count, start + 7)]).withUnsafeBufferPointer { builder.add($0) }
    }
    #expect(builder.finish() == sketch(all))
  }

  @Test("are kept as bytes of one size")
  func bytes() throws {
    for text in [noise(3000, seed: 9), noise(60, seed: 10), ""] {
      let made = sketch(elements(text))
      #expect(made.encoded.count == DuplicateSketch.encodedSize)
      #expect(DuplicateSketch(encoded: made.encoded) == made)
    }
    #expect(DuplicateSketch(encoded: [1, 2, 3]) == nil)
    var broken = sketch(elements(noise(3000, seed: 9))).encoded
    for byte in 4..<8 { broken.swapAt(byte, byte + 4) }
    #expect(DuplicateSketch(encoded: broken) == nil)
    for cut in 0..<DuplicateSketch.encodedSize { #expect(DuplicateSketch(encoded: broken.prefix(cut)) == nil) }
  }

  @Test("are gathered in groups, however many share a footer")
  func groups() {
    let footer = noise(60, seed: 11)
    let texts = (0..<8).map { noise(1200, seed: 20 + UInt64($0)) }
    var sketches = texts.map { sketch(elements($0 + footer)) }
    sketches.append(sketch(elements(texts[3])))
    sketches.append(sketch(elements(noise(40, seed: 12) + texts[3] + footer)))
    sketches.append(sketch(elements(texts[5] + noise(90, seed: 13))))
    sketches.append(sketch([]))
    #expect(DuplicateGroups(sketches).groups == [[3, 8, 9], [5, 10]])
    #expect(DuplicateGroups([]).groups.isEmpty)
    let crowd = (0..<200).map { _ in sketches[0] }
    #expect(DuplicateGroups(crowd).groups == [Array(0..<200)])
  }

  @Test("are versions of one law in the order of their dates, and not laws of other names")
  func versions() {
    let documents: [(title: String, date: CivilDate?)] = [
      ("中华人民共和国教育法（2021年修正）", CivilDate(year: 2021, month: 4, day: 29)), ("高等教育法", nil),
      ("教育法", CivilDate(year: 1995, month: 3, day: 18)),
      ("教育法(2009-08-27)", CivilDate(year: 2009, month: 8, day: 27)),
      ("上海口岸服务条例", nil), ("教育法修订解读", CivilDate(year: 2021, month: 5, day: 1)), ("《教育法》（修正）", nil),
      ("农村公路养护办法（试行）", nil), ("农村公路养护办法", nil),
    ]
    let groups = LawVersions.groups(documents)
    #expect(groups.first?.starts(with: [2, 3, 0]) == true)
    #expect(groups.flatMap { $0 }.contains(1) == false && groups.flatMap { $0 }.contains(5) == false)
    #expect(LawVersions.commonTitle(of: "農村公路條例（2018年修訂）") == LawVersions.commonTitle(of: "农村公路条例"))
    #expect(LawVersions.commonTitle(of: "农村公路养护办法（试行）") != LawVersions.commonTitle(of: "农村公路养护办法"))
    #expect(LawVersions.commonTitle(of: "领导干部下乡") == nil)
  }

  @Test("of the laws of the mainland: what was done to them is seen through", .enabled(if: SharedFiles.root != nil))
  func corpus() throws {
    let root = try #require(SharedFiles.corpus("laws_cn", archive: "laws_cn"))
    var (count, framed, halved) = (0, 0, 0)
    var sketches: [DuplicateSketch] = []
    for (index, name) in try FileOperations.names(in: root).sorted().enumerated() where index % 40 == 0 {
      let text = elements(String(decoding: try FileOperations.read(root + "/" + name), as: UTF8.self))
      let whole = sketch(text)
      if whole.isEmpty { continue }
      count += 1
      sketches.append(whole)
      let frame = elements(noise(60, seed: UInt64(index)))
      if DuplicateGroups.areCopies(whole, sketch(frame + text + frame)) { framed += 1 }
      if DuplicateGroups.areCopies(whole, sketch(Array(text.prefix(text.count / 2)))) { halved += 1 }
    }
    print("\(count) laws: framed \(framed), halved \(halved), grouped \(DuplicateGroups(sketches).groups.count)")
    #expect(count > 50 && framed == count && Double(halved) >= 0.85 * Double(count))
    #expect(DuplicateGroups(sketches).groups.count <= 1)
  }
}
