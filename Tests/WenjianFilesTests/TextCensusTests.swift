// The census of a text against the slow obvious one.

import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Census of a text")
struct TextCensusTests {
  /// What the census says, by the standard library's decoder and one scalar after the other.
  private struct Counted: Equatable {
    var firstInvalidByte: Int?
    var scalars = 0
    var han = 0
    var commonHan = 0
    var zeroBytes = 0
    var controls = 0
    var privateUse: [Int] = []
    var replacements: [Int] = []
    var mojibakeMarks: [Int] = []

    init(_ bytes: [UInt8]) {
      var decoder = Unicode.UTF8.ForwardParser()
      var rest = bytes.makeIterator()
      var at = 0
      while true {
        switch decoder.parseScalar(from: &rest) {
        case .emptyInput: return
        case .error:
          firstInvalidByte = at
          return
        case .valid(let encoded):
          count(Unicode.UTF8.decode(encoded).value, at)
          at += encoded.count
        }
      }
    }

    init(_ census: TextCensus) {
      firstInvalidByte = census.firstInvalidByte
      scalars = census.scalars
      han = census.han
      commonHan = census.commonHan
      zeroBytes = census.zeroBytes
      controls = census.controls
      privateUse = census.privateUse.byteOffsets
      replacements = census.replacements.byteOffsets
      mojibakeMarks = census.mojibakeMarks.byteOffsets
    }

    private mutating func count(_ scalar: UInt32, _ at: Int) {
      func note(_ places: inout [Int]) { if places.count < TextDamage.placeLimit { places.append(at) } }
      scalars += 1
      switch scalar {
      case 0: zeroBytes += 1
      case 0x09...0x0D, 0x1B: break
      case 0..<0x20: controls += 1
      case 0x3400..<0xA000:
        han += 1
        if CommonHan.contains(scalar) { commonHan += 1 }
        if scalar == 0x951F { note(&mojibakeMarks) }
      case 0x2_0000..<0x4_0000: han += 1
      case 0xE000..<0xF900, 0xF_0000...: note(&privateUse)
      case 0xFFFD: note(&replacements)
      default: break
      }
    }
  }

  @Test(
    "equals counting scalar by scalar, in sound and in damaged text",
    arguments: 0..<(SharedFiles.isLongRun ? 5000 : 300))
  func random(round: Int) {
    var texts = RandomText(SeededGenerator("census", round: round))
    var bytes = Array(texts.document(pieces: texts.generator.int(0...80)).utf8)
    // What the fast paths step aside for, at any distance from what they take.
    let odd: [[UInt8]] = [
      [0xED, 0xA0, 0x80], [0xE0, 0x80, 0x80], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBD], [0xE9, 0x94, 0x9F],
      [0xEF, 0xA4, 0x80], [0xF0, 0xA0, 0xAE, 0xB7], [0xF3, 0xB0, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0], [7],
      [0x80],
      [0xE4, 0xBD], [0xC3, 0xA9],
    ]
    for _ in 0..<texts.generator.int(0...3) {
      bytes.insert(contentsOf: texts.generator.pick(odd), at: texts.generator.int(0...bytes.count))
    }
    let census = bytes.withUnsafeBytes { TextCensus($0) }
    #expect(Counted(census) == Counted(bytes), "\(texts.generator.replay)")
  }

  @Test("knows every scalar of the basic plane")
  func everyScalar() {
    for row in UInt32(0)..<1024 {
      // Twice, and with company: two are read at once.
      let scalars = (row << 6..<(row + 1) << 6).compactMap(Unicode.Scalar.init)
      let bytes = Array(scalars.map { "国\($0)\($0)家国" }.joined().utf8)
      let census = bytes.withUnsafeBytes { TextCensus($0) }
      #expect(Counted(census) == Counted(bytes), "from U+\(String(row << 6, radix: 16)) on")
    }
  }
}
