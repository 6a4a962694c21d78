import Testing
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Choosing an encoding")
struct EncodingChoiceTests {
  private func decode(_ bytes: [UInt8], declared: String? = nil) throws -> DecodedText {
    try TextDecoder.decode(bytes, declared: declared)
  }

  @Test(
    "zero bytes here and there, and many at an end, are left out and told",
    arguments: ["UTF-8", "GB18030", "BIG5"])
  func zeros(encoding: String) throws {
    let text = encoding == "BIG5" ? TextDecoderTests.traditional : TextDecoderTests.simplified
    let whole = EncodedText.encode(text, as: encoding)
    let half = whole.count / 2
    let padded: [([UInt8], [Int], Int)] = [
      (whole + [UInt8](repeating: 0, count: 4000), [whole.count], 4000),
      ([0] + whole, [0], 1),
      // Also between the bytes of a character.
      (whole[..<half] + [0] + whole[half...(half + 1)] + [0, 0] + whole[(half + 2)...], [half, half + 3], 3),
    ]
    for (bytes, places, count) in padded {
      let decoded = try decode(bytes)
      #expect(String(decoding: decoded.text, as: UTF8.self) == text)
      #expect(decoded.damage.map(\.kind) == [.zeroBytes] && decoded.damage.first?.count == count)
      #expect(decoded.damage.first?.byteOffsets == places)
    }
    let short = try decode(EncodedText.encode("驻村书记", as: "UTF-8") + [0] + EncodedText.encode("名单", as: "UTF-8"))
    #expect(String(decoding: short.text, as: UTF8.self) == "驻村书记名单")
    // Places of other damage are those in the file.
    let bad = try decode([0] + Array("文件，文件，文件，文件".utf8) + [0, 0xFF] + Array("文件".utf8))
    #expect(bad.damage.map(\.byteOffsets) == [[35], [0, 34]])
  }

  @Test(
    "a short text that is UTF-8 by chance is read as the Chinese that it is",
    arguments: ["通知", "目录\r\n", "忙碌", "小学", "专职", "抓住", "A目录", "目录 2024\n", "目录\n通知\n"])
  func chance(text: String) throws {
    let bytes = EncodedText.encode(text, as: "GBK")
    try #require(bytes.withUnsafeBytes { TextCensus($0) }.firstInvalidByte == nil)
    let decoded = try decode(bytes)
    #expect(String(decoding: decoded.text, as: UTF8.self) == text)
    #expect(decoded.damage.map(\.kind) == [.guessedEncoding])
  }

  @Test(
    "a text in another script is not taken for Chinese",
    arguments: [
      "café", "résumé", "ÉTÉ", "Größe", "été", "İstanbul", "Łódź żółw", "Привет", "СССР", "США", "αβγ", "μ", "Ω",
      "«été»", "5 °C", "½", "1½", "± 5", "§ 3", "© 2024", "fœtus", "¿Qué?", "Île", "À bientôt", "Straße", "Þór",
      "שלום",
      "مرحبا", "Հայաստան", "Ελλάδα", "a·b", "·", "Tōkyō", "l’été", "Dvořák",
    ])
  func otherScripts(text: String) throws {
    let decoded = try decode(Array(text.utf8))
    #expect(decoded.encoding == .utf8 && String(decoding: decoded.text, as: UTF8.self) == text)
    #expect(decoded.damage.isEmpty)
  }

  @Test("of names that belong together those that are UTF-8 by chance are in the encoding of the others")
  func names() {
    let names = ["通知.txt", "年度报告.doc", "目录/一.txt", "readme.txt"]
    #expect(TextDecoder.strings(names.map { EncodedText.encode($0, as: "GBK") }) == names)
    #expect(TextDecoder.strings([EncodedText.encode("通知.txt", as: "GBK")]) == ["通知.txt"])
    let western = ["café.txt", "Größe.txt", "通知.txt", "Привет.txt"]
    #expect(TextDecoder.strings(western.map { Array($0.utf8) }) == western)
  }

  @Test("the byte 0x80 is the euro sign in GBK, and no damage; damage behind it keeps its place")
  func euro() throws {
    let text = "第一书记补助标准为每人€120元，由县财政负担，村民委员会应当公布€。"
    let euro = EncodedText.encode("€", as: "GB18030")
    var bytes = EncodedText.encode(text, as: "GB18030")
    while let place = bytes.indices.first(where: { bytes[$0...].starts(with: euro) }) {
      bytes.replaceSubrange(place..<(place + 2), with: [0x80])
    }
    let decoded = try decode(bytes)
    #expect(String(decoding: decoded.text, as: UTF8.self) == text && decoded.damage.isEmpty)
    let damaged = try decode(bytes + [0xFF] + bytes + bytes)
    #expect(damaged.damage.first?.kind == .undecodableBytes && damaged.damage.first?.byteOffsets == [bytes.count])
  }

  @Test("Japanese and Korean are read in the encoding that they declare")
  func neighbours() throws {
    let japanese = "この法律は、行政運営における公正の確保と透明性の向上を図ることを目的とする。"
    let korean = "대한민국은 민주공화국이다. 주권은 국민에게 있다."
    for (text, name) in [(japanese, "EUC-JP"), (japanese, "Shift_JIS"), (korean, "EUC-KR"), (korean, "CP949")] {
      let bytes = EncodedText.encode("<p>" + text + "</p>", as: name)
      let decoded = try decode(bytes, declared: name == "CP949" ? "EUC-KR" : name)
      #expect(String(decoding: decoded.text, as: UTF8.self) == "<p>" + text + "</p>", "\(name)")
    }
    // A page of another country's program that was filled in Chinese.
    let bytes = EncodedText.encode(TextDecoderTests.simplified, as: "GBK")
    for name in ["EUC-JP", "EUC-KR", "Shift_JIS"] {
      #expect(try decode(bytes, declared: name).encoding == .gb18030)
    }
  }
}
