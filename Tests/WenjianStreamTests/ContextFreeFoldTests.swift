// Names folded scalar by scalar are what the scanner gives, or are left to it.

import Testing
import WenjianStream
import WenjianTestSupport

@Suite("Folding without context")
struct ContextFreeFoldTests {
  /// The scalars of the elements that a scanner finds.
  private func scanned(_ text: String) -> [UInt32] {
    var scanner = QueryScanner()
    let folded = scanner.fold(text, keepsSources: false)
    return folded.codes.flatMap { code -> [UInt32] in
      code < StreamElement.firstRun
        ? [code]
        : String(decoding: folded.runs[Int(code - StreamElement.firstRun)], as: UTF8.self).unicodeScalars.map(
          \.value)
    }
  }

  private func folded(_ text: String) -> [UInt32]? {
    var text = text
    return text.withUTF8 { bytes in
      var scalars: [UInt32] = []
      return foldWithoutContext(bytes, into: &scalars) ? scalars : nil
    }
  }

  @Test("gives what the scanner gives, of random texts")
  func random() {
    var text = RandomText(SeededGenerator())
    var plain = 0
    for _ in 0..<20_000 {
      let name = text.document(pieces: text.generator.int(0...8))
      guard let scalars = folded(name) else { continue }
      plain += 1
      #expect(scalars == scanned(name), "\(name.debugDescription); \(text.generator.replay)")
    }
    #expect(plain > 5000)
  }

  @Test(
    "takes ordinary paths",
    arguments: [
      "", "贵州/2016/通知.txt", "臺灣/法規 第 13 條.docx", "ＡＢＣ/report-2.12 (final).pdf", "国发〔2016〕64号.html", "a/0/o.txt",
    ])
  func ordinary(_ path: String) { #expect(folded(path) == scanned(path)) }

  @Test(
    "leaves to the scanner what is read by what is beside it",
    arguments: [
      "農(nóng)村.txt", "二O一六年.txt", "二 0 二四.txt", "1,294.txt", "e\u{301}.txt", "a\u{200B}b", "经&&济", "ß.txt", "a\nb",
    ])
  func context(_ path: String) { #expect(folded(path) == nil) }
}
