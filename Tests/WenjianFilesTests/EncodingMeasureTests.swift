// The encodings of whole corpora: every file, whole and its first 300 bytes.

import Glibc
import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

@Suite(
  "Encodings of corpora",
  .enabled(if: SharedFiles.isLongRun && SharedFiles.root != nil, "a long run over the shared corpora"))
struct EncodingMeasureTests {
  @Test(
    "every file is recognised in every encoding",
    arguments: [
      ("laws_cn", "GB18030", "GB18030"), ("laws_cn", "UTF-16LE", "UTF-16LE"), ("laws_cn", "UTF-16BE", "UTF-16BE"),
      ("laws_tw", "BIG5-HKSCS", "Big5-HKSCS"), ("laws_tw", "CP950", "Big5-HKSCS"),
      ("laws_tw", "GB18030", "GB18030"),
      ("laws_tw", "UTF-16LE", "UTF-16LE"), ("laws_tw", "UTF-16BE", "UTF-16BE"),
    ])
  func corpus(name: String, encoding: String, expected: String) throws {
    let archive = ["laws_cn": "laws_cn", "laws_tw": "laws_tw_quarter"][name] ?? name
    let root = try #require(SharedFiles.corpus(name, archive: archive))
    var counts = (files: 0, heads: 0, equal: 0, lowest: 1.0)
    for path in TestFile.files(below: root, ending: ".txt") {
      guard let text = TestFile.read(root + "/" + path),
        let bytes = EncodedText.encode(text, as: encoding), bytes.count >= 300
      else { continue }
      counts.files += 1
      let whole = try? TextDecoder.decode(bytes)
      #expect(whole?.encoding.name == expected, "\(path)")
      if let whole, whole.text.elementsEqual(text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...])
      {
        counts.equal += 1
      }
      if let share = whole?.census.commonShare, share < counts.lowest { counts.lowest = share }
      let head = try? TextDecoder.decode(Array(bytes[..<300]))
      if head?.encoding.name == expected {
        counts.heads += 1
      } else {
        Issue.record("\(path): head as \(head?.encoding.name ?? "nothing")")
      }
    }
    #expect(counts.files > 0)
    printLine(
      "\(name) as \(encoding): \(counts.files) files, \(counts.heads) heads right, \(counts.equal) texts equal, "
        + "lowest share \(counts.lowest)")
  }

  private func printLine(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
