import Testing
import WenjianBytes
import WenjianCorpus
import WenjianTestSupport

@Suite("Reading text files")
struct TextFileTests {
  private func read(_ bytes: [UInt8]) throws -> TextFile {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let file = try FileWriter(creating: directory("f"))
    try file.write(bytes)
    try file.finish(durably: false)
    return try TextFile.read(directory("f"), relativePath: "the path")
  }

  private func reason(_ bytes: [UInt8]) throws -> SkippedFile.Reason? {
    do {
      _ = try read(bytes)
      return nil
    } catch let error as SkippedFile {
      #expect(error.path == "the path")
      return error.reason
    }
  }

  @Test(
    "UTF-8 comes as it is",
    arguments: ["a", "第一书记\r\n𠮷", "\u{FEFF}有序号", "\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"])
  func clean(text: String) throws {
    let file = try read(Array(text.utf8))
    #expect(file.text == Array(text.utf8))
    #expect(file.replacedSequences == 0 && file.firstBadByte == nil)
  }

  @Test("an empty file, UTF-16 and a program's data are told apart")
  func otherFiles() throws {
    #expect(try reason([]) == .empty)
    #expect(try reason([0xFF, 0xFE, 0x2C, 0x7B]) == .utf16)
    #expect(try reason([0xFE, 0xFF, 0x7B, 0x2C]) == .utf16)
    #expect(try reason([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1]) == .binary)
    let dirt = [UInt8](repeating: 0x61, count: 2000)
    #expect(try reason(dirt + [0, 0]) == nil)
    #expect(try reason(dirt + [0, 0, 0]) == .binary)
  }

  private static let bad: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE4, 0xB8], [0xE4], [0xF0, 0x80, 0x80, 0x80],
    [0xF0, 0x8F, 0xBF, 0xBF],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xFE], [0xFF],
  ]

  @Test("a damaged sequence in a long text becomes one replacement character", arguments: bad)
  func damaged(sequence: [UInt8]) throws {
    let text = Array(String(repeating: "文", count: 200).utf8)
    for end in [text, []] {
      let file = try read(text + sequence + end)
      #expect(file.text == text + [0xEF, 0xBF, 0xBD] + end)
      #expect(file.replacedSequences == 1)
      #expect(file.firstBadByte == text.count)
    }
  }

  @Test("sequences in a row are one damage, apart they are several")
  func counts() throws {
    let text = Array(String(repeating: "文", count: 200).utf8)
    let file = try read([0xFF, 0xFE + 1, 0x80] + text + [0x80] + text + [0xC0])
    #expect(file.replacedSequences == 3 && file.firstBadByte == 0)
    #expect(String(validating: file.text, as: UTF8.self) != nil)
  }

  @Test("a text of which more than a hundredth is damaged is in another encoding")
  func otherEncoding() throws {
    // 第一书记 in GB18030.
    let gbk: [UInt8] = [0xB5, 0xDA, 0xD2, 0xBB, 0xCA, 0xE9, 0xBC, 0xC7]
    #expect(try reason(gbk) == .notUTF8(firstBadByte: 0))
    #expect(try reason(Array("a".utf8) + gbk) == .notUTF8(firstBadByte: 1))
    let ninetyNine = Array(String(repeating: "文", count: 99).utf8)
    #expect(try reason(ninetyNine + [0xFF]) == nil)
    #expect(try reason(ninetyNine.dropLast(3) + [0xFF]) == .notUTF8(firstBadByte: 98 * 3))
    #expect(SkippedFile(path: "", reason: .notUTF8(firstBadByte: 0)).isLoss)
  }

  @Test("a missing file is unreadable")
  func missing() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    #expect(throws: SkippedFile(path: "p", reason: .unreadable("No such file or directory"))) {
      _ = try TextFile.read(directory("none"), relativePath: "p")
    }
  }
}
