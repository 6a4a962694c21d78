import Testing
import WenjianModel
import WenjianStream
import WenjianTestSupport

/// What is read over, what is mended, and what is counted of it.
@Suite("What the stream reads over")
struct TransparencyTests {
  private func repairs(_ text: String) -> Repairs { scanned(Array(text.utf8)).repairs }

  private func counts(_ change: (inout Repairs) -> Void) -> Repairs {
    var counts = Repairs()
    change(&counts)
    return counts
  }

  @Test(
    "annotations that are a reading of the character before them",
    arguments: [
      ("農(nóng)村", "农|村"), ("农（nóng）村", "农|村"), ("鄉(xiāng)鎮(zhèn)", "乡|镇"), ("绿(lǜ)色", "绿|色"),
      ("长(cháng)江", "长|江"), ("长(zhǎng)者", "长|者"), ("农(nóng)", "农"), ("农\u{200B}(nóng)村", "农|村"),
      ("乡(xiāng)(镇)", "乡|(|镇|)"),
    ])
  func annotations(text: String, elements: String) {
    #expect(stream(text) == elements)
    #expect(queryStream(text) == elements)
    #expect(repairs(text).pinyinAnnotations == (text.contains("zhèn") ? 2 : 1))
  }

  @Test(
    "brackets that are something else",
    arguments: [
      ("农(nong)村", "农|(|nong|)|村"), ("国(háng)业", "国|(|háng|)|业"), ("换汇(swap)", "换|汇|(|swap|)"),
      ("农(nóng村", "农|(|nóng|村"), ("农 (nóng)", "农|(|nóng|)"), ("(nóng)", "(|nóng|)"),
      ("a(nóng)", "a|(|nóng|)"), ("农()", "农|(|)"), ("农(nóng)(nóng)", "农|(|nóng|)"),
      ("农(nóng nóng)", "农|(|nóng|nóng|)"), ("农(ṅóṅgóng)", "农|(|ṅóṅgóng|)"), ("农。(nóng)", "农|。|(|nóng|)"),
    ])
  func notAnnotations(text: String, elements: String) {
    #expect(stream(text) == elements)
    #expect(repairs(text).pinyinAnnotations == (text.hasSuffix(")(nóng)") ? 1 : 0))
  }

  @Test("doubled ampersands between Han only")
  func ampersands() {
    #expect(stream("农&&村") == "农|村")
    #expect(repairs("农&&村&&人") == counts { $0.ampersands = 2 })
    for (text, elements) in [
      ("农&村", "农|&|村"), ("农&&A", "农|&|&|a"), ("A&&农", "a|&|&|农"), ("农&&", "农|&|&"),
      ("农&&&村", "农|&|&|&|村"), ("&&农", "&|&|农"),
    ] {
      #expect(stream(text) == elements)
      #expect(repairs(text) == Repairs())
    }
  }

  @Test(
    "invisible characters", arguments: ["\u{200B}", "\u{FEFF}", "\u{AD}", "\u{FE0F}", "\u{E0100}", "\u{200E}"])
  func invisibles(character: String) {
    #expect(stream("农\(character)村a\(character)b") == "农|村|ab")
    #expect(repairs("农\(character)村a\(character)b") == counts { $0.invisibleCharacters = 2 })
    #expect(stream("3\(character).\(character)5 1\(character),2\(character)34 12\(character)") == "3.5|1234|12")
    #expect(stream("1,2\(character)345 3\(character).\(character)a") == "1|,|2345|3|.|a")
  }

  @Test("control characters", arguments: ["\0", "\u{1A}", "\u{1B}", "\u{7F}", "\u{9F}"])
  func controls(character: String) {
    #expect(stream("农\(character)村") == "农|村")
    #expect(repairs("农\(character)村") == counts { $0.controlCharacters = 1 })
  }

  @Test("a byte order mark and blanks before the text leave no trace")
  func leadingBlanks() {
    #expect(stream("\u{FEFF}\n \u{3000}农") == "农")
    #expect(stream(" \n") == "")
    #expect(stream("\u{FEFF}") == "")
  }

  @Test("radicals and compatibility ideographs are counted")
  func radicals() {
    #expect(repairs("⻄部⼀\u{2F800}") == counts { $0.radicals = 3 })
    #expect(repairs("西部一") == Repairs())
  }

  @Test("private use stays searchable as itself and is counted")
  func privateUse() {
    #expect(stream("2\u{E010}5米") == "2|\u{E010}|5|米")
    #expect(stream("\u{F0000}\u{10FFFD}") == "\u{F0000}|\u{10FFFD}")
    #expect(repairs("\u{E010}\u{F8FF}\u{F0000}") == counts { $0.privateUseCharacters = 3 })
  }

  @Test("a replacement character holds a position and is counted")
  func replacement() {
    #expect(stream("农\u{FFFD}村") == "农|\u{FFFD}|村")
    #expect(repairs("农\u{FFFD}村") == counts { $0.replacementCharacters = 1 })
  }

  @Test(
    "bytes that are not UTF-8 read as U+FFFD, one each",
    arguments: [
      ([0x80], 1), ([0xFF, 0xFE], 2), ([0xE5, 0x86], 2), ([0xE5], 1), ([0xC0, 0x80], 2), ([0xC1, 0xBF], 2),
      ([0xED, 0xA0, 0x80], 3), ([0xE0, 0x80, 0x80], 3), ([0xF0, 0x80, 0x80, 0x80], 4),
      ([0xF4, 0x90, 0x80, 0x80], 4), ([0xF5, 0x80, 0x80, 0x80], 4), ([0xF0, 0x9F, 0x98], 3), ([0xC3], 1),
    ] as [([UInt8], Int)])
  func malformed(bytes: [UInt8], count: Int) {
    let bad = repeatElement("\u{FFFD}", count: count).joined(separator: "|")
    for end in [[], Array("村a".utf8)] {
      let (items, repairs) = scanned(Array("农".utf8) + bytes + end)
      #expect(notation(items) == "农|\(bad)" + (end.isEmpty ? "" : "|村|a"))
      #expect(repairs.replacementCharacters == count)
    }
  }

  @Test("random bytes are scanned to their end and never past it")
  func random() {
    var generator = SeededGenerator()
    let leads: [UInt8] = [0xE4, 0xE5, 0xE9, 0xEF, 0xF0, 0xC3, 0x28, 0x0A, 0x31, 0x2C, 0x23, 0x20]
    for _ in 0..<800 {
      var bytes = generator.bytes(generator.below(60))
      for index in bytes.indices where generator.below(3) == 0 {
        bytes[index] = leads[generator.below(leads.count)]
      }
      let (items, _) = scanned(bytes)
      var last = 0
      for item in items {
        #expect(item.byteRange.lowerBound >= last || item.byteRange.isEmpty, "\(generator.replay)")
        #expect(item.byteRange.upperBound <= bytes.count, "\(generator.replay)")
        last = item.byteRange.lowerBound
      }
    }
  }

  @Test("counts add up")
  func addition() {
    var sum = repairs("农&&村(cūn)\u{200B}\0⻄\u{E000}\u{FFFD}甲\n乙")
    let one = sum
    sum += one
    #expect(
      sum
        == counts {
          $0.ampersands = 2
          $0.pinyinAnnotations = 2
          $0.invisibleCharacters = 2
          $0.controlCharacters = 2
          $0.radicals = 2
          $0.privateUseCharacters = 2
          $0.replacementCharacters = 2
          $0.joinedLines = 2
        })
  }
}
