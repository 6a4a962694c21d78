import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

/// The number of the line that begins or goes on behind the bytes.
private func lineCount(_ bytes: [UInt8]) -> Int { 1 + bytes.count { $0 == 0x0A } }

@Suite("Decoding text")
struct TextDecoderTests {
  static let simplified = """
    中共中央办公厅印发《关于向重点乡村持续选派驻村第一书记和工作队的意见》
    各级党委和政府要加强领导，对脱贫村、易地扶贫搬迁安置村（社区），继续选派第一书记和工作队。
    第一条 为了规范公文处理工作，2023年3月5日制定本办法。English words, 12.5%。

    """
  static let traditional = """
    農業發展條例施行細則
    第 一 條 本細則依農業發展條例第七十六條規定訂定之。各級政府應加強領導，辦理鄉村建設。
    第 二 條 本條例所稱主管機關，指行政院農業委員會；在直轄市為直轄市政府。2023年3月5日，12.5%。

    """

  private func decode(_ bytes: [UInt8], declared: String? = nil) throws -> DecodedText {
    try TextDecoder.decode(bytes, declared: declared)
  }

  private func failure(_ bytes: [UInt8]) -> ReadFailure? {
    do {
      _ = try TextDecoder.decode(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "valid UTF-8 comes as it is, a byte order mark included",
    arguments: [
      "a", "第一书记\r\n𠮷", "\u{FEFF}有序号", "\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}",
    ])
  func clean(text: String) throws {
    let decoded = try decode(Array(text.utf8))
    #expect(decoded.text == Array(text.utf8) && decoded.encoding == .utf8 && decoded.damage.isEmpty)
  }

  @Test(
    "every encoding gives the text, with and without a mark",
    arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"], [simplified, traditional])
  func wide(encoding: String, text: String) throws {
    for text in [text, "\u{FEFF}" + text] {
      let decoded = try decode(EncodedText.encode(text, as: encoding))
      #expect(decoded.text == Array(text.utf8.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }))
      #expect(decoded.encoding.name == encoding && decoded.damage.isEmpty)
    }
  }

  @Test("UTF-16 of plain ASCII has a zero in every other byte", arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE"])
  func wideASCII(encoding: String) throws {
    let decoded = try decode(EncodedText.encode("key,value\n1,2\n", as: encoding))
    #expect(decoded.text == Array("key,value\n1,2\n".utf8) && decoded.encoding.name == encoding)
  }

  @Test(
    "GBK, GB18030 and Big5 are told by their characters",
    arguments: [
      (simplified, "GB18030", TextEncoding.gb18030), (simplified, "GBK", .gb18030),
      (simplified, "GB2312", .gb18030),
      (traditional, "GB18030", .gb18030), (traditional, "BIG5", .big5), (traditional, "CP950", .big5),
      (traditional, "BIG5-HKSCS", .big5),
    ])
  func legacy(text: String, name: String, encoding: TextEncoding) throws {
    let decoded = try decode(EncodedText.encode(text, as: name))
    #expect(String(decoding: decoded.text, as: UTF8.self) == text)
    #expect(decoded.encoding == encoding && decoded.damage.isEmpty)
  }

  @Test("twenty characters are enough")
  func short() throws {
    let title = "關於加強農村基層組織建設工作的若干意見"
    #expect(try decode(EncodedText.encode(title, as: "BIG5")).encoding == .big5)
    #expect(try decode(EncodedText.encode(title, as: "GBK")).encoding == .gb18030)
    let line = "关于加强农村基层组织建设工作的若干意见"
    #expect(try decode(EncodedText.encode(line, as: "GBK")).encoding == .gb18030)
  }

  @Test("a few characters are decoded, and called a guess")
  func guess() throws {
    let decoded = try decode(EncodedText.encode("书记", as: "GBK"))
    #expect(String(decoding: decoded.text, as: UTF8.self) == "书记")
    let damage = try #require(decoded.damage.first)
    #expect(decoded.damage.count == 1 && damage.kind == .guessedEncoding && damage.detail == "GB18030")
    let doubt = try #require(damage.doubt)
    #expect(doubt.encoding == .gb18030 && doubt.confidence == 1 && doubt.runnerUp == .big5)
    #expect(doubt.runnerUpConfidence < 1)
  }

  @Test("the declared encoding decides where the characters do not, and not against them")
  func declared() throws {
    let japanese = "行政手続法施行令のあらまし、この法律は行政運営における公正の確保と透明性の向上を図る"
    let decoded = try decode(EncodedText.encode(japanese, as: "SHIFT_JIS"), declared: "Shift_JIS")
    #expect(String(decoding: decoded.text, as: UTF8.self) == japanese)
    let lying = try decode(EncodedText.encode(Self.traditional, as: "BIG5"), declared: "gb2312")
    #expect(lying.encoding == .big5)
    #expect(try decode(Array(Self.simplified.utf8), declared: "gb2312").encoding == .utf8)
    #expect(try decode(EncodedText.encode("书记", as: "GBK"), declared: "gb2312").encoding == .gb18030)
  }

  @Test("Western text in one byte a character is read")
  func latin() throws {
    let decoded = try decode(EncodedText.encode("The so-called “Résumé” of the café — 12 %\n", as: "WINDOWS-1252"))
    #expect(String(decoding: decoded.text, as: UTF8.self) == "The so-called “Résumé” of the café — 12 %\n")
  }

  @Test("an empty file and a program's data are told apart from text")
  func otherFiles() throws {
    #expect(failure([]) == .empty)
    #expect(failure([0xFF, 0xFE]) == .empty)
    #expect(failure([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1]) == .binary)
    let random = (0..<5000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
    #expect(failure(random) == .binary)
    let text = Array(Self.simplified.utf8) + [UInt8](repeating: 0x61, count: 2000)
    #expect(
      try decode(text + [0, 0]).damage == [
        TextDamage(.zeroBytes, count: 2, at: [text.count], lines: [lineCount(text)])
      ])
    let program = Array("name".utf8) + [0] + Array("value".utf8) + [0] + Array("size".utf8) + [0, 0]
    #expect(failure(program) == .binary && failure(program + program + program) == .binary)
  }

  private static let bad: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE4, 0xB8], [0xE4], [0xF0, 0x80, 0x80, 0x80],
    [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xFE],
    [0xFF],
  ]

  @Test("a damaged sequence becomes one replacement character, located", arguments: bad)
  func damaged(sequence: [UInt8]) throws {
    let text = Array(String(repeating: "文件，", count: 40).utf8)
    for end in [text, []] {
      let decoded = try decode(text + sequence + end)
      #expect(decoded.text == text + [0xEF, 0xBF, 0xBD] + end)
      #expect(
        decoded.damage == [
          TextDamage(.undecodableBytes, count: 1, at: [text.count], lines: [lineCount(text)], detail: "UTF-8")
        ])
    }
  }

  @Test("a text is indexed as far as it is sound: a tenth of it damaged")
  func heavyDamage() throws {
    var bytes: [UInt8] = []
    for _ in 0..<50 { bytes += Array("各级党委和政府要加强领导".utf8) + [0xFF] }
    let decoded = try decode(bytes)
    #expect(decoded.damage.first?.count == 50)
    #expect(decoded.damage.first?.byteOffsets.count == TextDamage.placeLimit)
  }

  @Test("damage in GB18030 and Big5 is located in the file")
  func damagedLegacy() throws {
    let first = EncodedText.encode(Self.simplified, as: "GBK")
    let decoded = try decode(first + [0xFF, 0x0A] + first)
    #expect(decoded.encoding == .gb18030)
    #expect(
      decoded.damage.first
        == TextDamage(.undecodableBytes, count: 1, at: [first.count], lines: [lineCount(first)], detail: "GB18030"))
    #expect(
      String(decoding: decoded.text, as: UTF8.self) == Self.simplified + "\u{FFFD}\n" + Self.simplified)
    let cut = try decode(Array(EncodedText.encode(Self.traditional, as: "BIG5").dropLast(3)) + [0xA4])
    #expect(cut.encoding == .big5 && cut.damage.first?.kind == .undecodableBytes)
  }

  @Test("lines in another encoding than the rest are decoded as what they are")
  func mixed() throws {
    let line = "各级党委和政府要加强领导。\n"
    let main = EncodedText.encode(Self.simplified, as: "GBK")
    let inGBK = try decode(main + Array(line.utf8) + main)
    #expect(String(decoding: inGBK.text, as: UTF8.self) == Self.simplified + line + Self.simplified)
    #expect(
      inGBK.damage == [
        TextDamage(.mixedEncodings, count: 1, at: [main.count], lines: [lineCount(main)], detail: "GB18030")
      ])
    let inUTF8 = try decode(Array(Self.simplified.utf8) + EncodedText.encode(line, as: "GBK"))
    #expect(String(decoding: inUTF8.text, as: UTF8.self) == Self.simplified + line)
    #expect(inUTF8.damage.first?.kind == .mixedEncodings && inUTF8.encoding == .utf8)
  }

  @Test("mojibake, private use and lost characters are seen")
  func census() throws {
    let wrong = String(
      decoding: try TextDecoder.decode(EncodedText.encode(Self.traditional, as: "BIG5")).text, as: UTF8.self)
    let asGBK = TextDecoder.string(EncodedText.encode(wrong, as: "BIG5"), in: .gb18030)
    var document = ExtractedDocument(text: Array((asGBK + asGBK).utf8))
    document.takeCensus()
    let mojibake = try #require(document.damage.first { $0.kind == .mojibake })
    #expect((0.15...1).contains(mojibake.score ?? 0) && mojibake.byteOffsets.count == 16)
    for place in mojibake.byteOffsets {
      let han = Character(String(decoding: document.text[place..<(place + 3)], as: UTF8.self))
      #expect(!CommonHan.contains(han.unicodeScalars.first?.value ?? 0))
    }
    document = ExtractedDocument(text: Array((Self.simplified + "锟斤拷\u{FFFD}\u{E000}").utf8))
    document.takeCensus()
    let place = Self.simplified.utf8.count
    let lines = [lineCount(Array(Self.simplified.utf8))]
    #expect(
      document.damage == [
        TextDamage(.replacementCharacters, count: 1, at: [place + 9], lines: lines),
        TextDamage(.privateUseCharacters, count: 1, at: [place + 12], lines: lines),
        TextDamage(.mojibake, count: 1, at: [place], lines: lines, score: 1 / Double(document.census?.han ?? 0)),
      ])
    for text in [Self.simplified, Self.traditional] {
      document = ExtractedDocument(text: Array(text.utf8))
      document.takeCensus()
      #expect(document.damage.isEmpty && document.census?.commonShare ?? 0 > 0.93)
    }
  }
}

@Suite("Text that lost its step in places")
struct MojibakePlacesTests {
  private func places(_ text: String) -> [String] {
    var document = ExtractedDocument(text: Array(text.utf8))
    document.takeCensus()
    return document.damage.filter { $0.kind == .mojibake }.flatMap(\.byteOffsets).map {
      String(decoding: document.text[$0..<($0 + 3)], as: UTF8.self)
    }
  }

  @Test(
    "is seen where Han that nobody writes stand beside letters or marks between Han",
    arguments: [
      ("村里有了收入，確;鶎狱h組織有錢辦事。", ["鶎"]), ("最大的收獲?梢酝浦渌ぷ饕嗍侨绱,所以要做好。", ["ぷ"]),
      ("村里還有發展?jié)摿。", ["摿"]), ("锟斤拷锟斤拷", ["锟", "锟"]),
    ])
  func damaged(text: String, found: [String]) {
    #expect(places(text) == found)
    #expect(places("各级党委和政府要加强领导。\n" + text + "\n产权归集体所有。") == found)
  }

  @Test(
    "is seen in the three places of the seed that has it, and nowhere else in the seeds",
    .enabled(if: SharedFiles.root != nil, "needs ../shared"))
  func seeds() throws {
    let root = try #require(SharedFiles.root) + "/seeds"
    var found: [String: [String]] = [:]
    for name in TestFile.names(in: root) where name.hasSuffix(".txt") {
      let text = String(decoding: try #require(TestFile.read(root + "/" + name)), as: UTF8.self)
      found[String(name.prefix(3)), default: []] += places(text)
    }
    #expect(found["004"]?.count == 3 && Set(found["004"] ?? []).isSuperset(of: ["鶎", "摿"]))
    #expect(found.values.map(\.count).reduce(0, +) == 3)
  }

  @Test(
    "is not seen in names, units, Japanese and sloppy marks",
    arguments: [
      "李堃、王珺和张玥参加了会议。", "鮮の美餐廳在村口開業。", "日本の新幹線は速いです。村人が来た。", "甲醛浓度为3mg。氰化物（CN）、噻嗪酮、哌嗪。",
      "为什么?因为路好了;大家都来。", "A股和B股,x轴与y轴。", "驻村第一书记鄭喆珺說:辦好了?好。",
    ])
  func sound(text: String) {
    #expect(places(text).isEmpty)
  }
}
