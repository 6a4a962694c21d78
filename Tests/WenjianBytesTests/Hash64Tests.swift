import Testing
import WenjianBytes
import WenjianTestSupport

@Suite("XXH64")
struct Hash64Tests {
  /// The sanity buffer of the reference implementation (xxhsum, `XSUM_fillTestBuffer`).
  private static func sanityBuffer(_ count: Int) -> [UInt8] {
    var state: UInt64 = 2_654_435_761
    return (0..<count).map { _ in
      defer { state = state &* 11_400_714_785_074_694_797 }
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  private static let prime: UInt64 = 2_654_435_761

  @Test(
    "gives the reference values",
    arguments: [
      (0, 0, 0xEF46_DB37_51D8_E999), (0, prime, 0xAC75_FDA2_929B_17EF),
      (1, 0, 0xE934_A84A_DB05_2768), (1, prime, 0x5014_6076_43A9_B4C3),
      (14, 0, 0x8282_DCC4_994E_35C8), (14, prime, 0xC3BD_6BF6_3DEB_6DF0),
      (222, 0, 0xB641_AE8C_B691_C174), (222, prime, 0x20CB_8AB7_AE10_C14A),
    ] as [(Int, UInt64, UInt64)])
  func reference(count: Int, seed: UInt64, expected: UInt64) {
    #expect(Self.sanityBuffer(count).withUnsafeBytes { hash64($0, seed: seed) } == expected)
  }

  @Test(
    "gives the published values of texts",
    arguments: [
      ("a", 0xD24E_C4F1_A98C_6E5B), ("as", 0x1C33_0FB2_D66B_E179), ("asd", 0x631C_37CE_72A9_7393),
      ("asdf", 0x4158_72F5_99CE_A71E), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Call me Ishmael. Some years ago--never mind how long precisely-", 0x02A2_E854_70D6_FD96),
    ] as [(String, UInt64)])
  func published(text: String, expected: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes { hash64($0) } == expected)
  }

  @Test("pieces of any size give what one piece gives")
  func pieces() {
    var generator = SeededGenerator()
    for count in Array(0...100) + [255, 256, 1000] {
      let bytes = generator.bytes(count)
      let seed = generator.next()
      let whole = bytes.withUnsafeBytes { hash64($0, seed: seed) }
      let ofSpan = hash64(bytes.span, seed: seed)
      #expect(ofSpan == whole, "\(generator.replay)")
      for largest in [1, 7, 31, 32, 33, 90] {
        var state = Hash64(seed: seed)
        var at = 0
        while at < count {
          let size = min(generator.below(largest + 1), count - at)
          let piece = bytes[at..<(at + size)]
          if generator.oneIn(2) { state.update(piece.span) } else { piece.withUnsafeBytes { state.update($0) } }
          at += size
        }
        #expect(state.finish() == whole, "\(generator.replay)")
      }
    }
  }

  @Test("asking twice gives the same, and more may follow")
  func finishIsPure() {
    var state = Hash64()
    [1, 2, 3].withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in state.update(bytes) }
    #expect(state.finish() == state.finish())
    let first = state.finish()
    [4].withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in state.update(bytes) }
    #expect(state.finish() != first)
  }
}
