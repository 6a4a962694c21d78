// The view of a text that is lent for a call, against the text as an array.

import Testing
import WenjianTestSupport
import WenjianText

@Suite("Lent text")
struct TextBytesTests {
  @Test("is read as the array is, whatever its bytes are")
  func agreesWithArray() {
    var random = SeededGenerator()
    for round in 0..<300 {
      let array = (0..<random.below(40)).map { _ in
        random.pick([0x0A, 0x61, 0xE7, 0xAC, 0xF0, 0xFF, 0x3F] as [UInt8])
      }
      let low = random.below(array.count + 1)
      let range = low..<(low + random.below(array.count - low + 1))
      let wanted = random.pick([0x0A, 0xE7, 0x00] as [UInt8])
      let isSame = TextBytes.lend(array) { text in
        guard text.elementsEqual(array), text.count == array.count,
          text.string(range) == String(decoding: array[range], as: UTF8.self),
          text[range].elementsEqual(array[range]),
          text.firstIndex(of: wanted, in: range) == array[range].firstIndex(of: wanted),
          UTF8Reader.trimmed(text, range) == array.withUnsafeBufferPointer({ UTF8Reader.trimmed($0, range) })
        else { return false }
        return array.indices.allSatisfy { at in
          array.withUnsafeBufferPointer { buffer in
            UTF8Reader.scalar(text, at: at) == UTF8Reader.scalar(buffer, at: at)
              && UTF8Reader.scalar(text, before: at + 1) == UTF8Reader.scalar(buffer, before: at + 1)
          }
        }
      }
      #expect(isSame, "round \(round) \(array) \(range); \(random.replay)")
    }
  }

  @Test("tells where a word is, and that none is beyond its end")
  func words() {
    let (isThere, isElsewhere) = TextBytes.lend("附件：名录") { text in
      (
        text.holds("名录", at: 9) && text.holds("", at: 15),
        [-1, 0, 10, 12, 15, 16, .max].contains { text.holds("名录", at: $0) }
      )
    }
    #expect(isThere && !isElsewhere)
  }

  @Test("a read outside of it ends the process")
  func outside() async {
    await #expect(processExitsWith: .failure) { _ = TextBytes.lend("第") { $0[3] } }
    await #expect(processExitsWith: .failure) { _ = TextBytes.lend("第") { UTF8Reader.scalar($0, at: -1) } }
    await #expect(processExitsWith: .failure) { _ = TextBytes.lend("第") { UTF8Reader.scalar($0, before: 4) } }
    await #expect(processExitsWith: .failure) { _ = TextBytes.lend("第") { UTF8Reader.trimmed($0, 0..<4) } }
    await #expect(processExitsWith: .failure) { _ = TextBytes.lend("第") { $0.string(2..<4) } }
    await #expect(processExitsWith: .failure) { _ = TextBytes.lend("第") { $0.firstIndex(of: 0, in: 0..<4) } }
  }
}
