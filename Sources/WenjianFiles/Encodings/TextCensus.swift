// One pass over bytes: are they UTF-8, and what kinds of characters do they hold.

import WenjianText

/// What a text is made of, counted in the pass that checks it.
package struct TextCensus: Equatable, Sendable {
  /// The first byte that does not begin a well-formed sequence (Unicode 15, table 3-7); counting ends there.
  package private(set) var firstInvalidByte: Int?
  /// Unicode scalars.
  package private(set) var scalars = 0
  package private(set) var han = 0
  /// Han that are in daily use, in either script.
  package private(set) var commonHan = 0
  package private(set) var zeroBytes = 0
  /// C0 controls other than white space and zero.
  package private(set) var controls = 0
  package private(set) var privateUse = Places()
  package private(set) var replacements = Places()
  /// 锟, which hardly any text holds: what U+FFFD becomes when it is saved as UTF-8 and read as GBK.
  package private(set) var mojibakeMarks = Places()
  /// The first Han that hardly anybody uses.
  private var rareHan: [Int] = []
  private static let rareLimit = 256
  /// Hiragana but の, which Chinese shop signs have.
  private var kana = Places()

  package struct Places: Equatable, Sendable {
    package private(set) var count = 0
    package private(set) var byteOffsets: [Int] = []

    mutating func add(_ byteOffset: Int) {
      if count < TextDamage.placeLimit { byteOffsets.append(byteOffset) }
      count += 1
    }

    mutating func add(uncounted more: Int) { count += more }
  }

  /// A text with fewer Han has no share that means anything.
  static let hanForShare = 60
  /// Below this share of common Han a text was decoded wrongly. Clean texts have .93 and more, wrong ones .65 and less.
  static let soundShare = 0.85

  /// nil: too few Han to tell.
  package var commonShare: Double? {
    han >= Self.hanForShare ? Double(commonHan) / Double(han) : nil
  }

  /// - Complexity: linear; ASCII at eight bytes a step, Han in pairs at a third of a nanosecond a byte: every text that
  ///   is indexed passes here.
  package init(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let end = bytes.count
    let common = CommonHan.bits
    let classes = HanClass.table
    var at = 0
    var scalars = 0
    var han = 0
    var commonHan = 0
    while at < end {
      let run = Self.run(base, at, end, classes)
      at &+= run.bytes
      scalars &+= run.bytes / 3
      han &+= run.han
      commonHan &+= run.commonHan
      if at >= end { break }
      let lead = base[at]
      if lead < 0x80 {
        while at &+ 8 <= end {
          let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
          // A byte of 0x80 and more, or one below 0x20: the borrow of the subtraction tells.
          if (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080 != 0 { break }
          at &+= 8
          scalars &+= 8
        }
        if at >= end { break }
        let byte = base[at]
        if byte >= 0x80 { continue }
        if byte < 0x20 { countControl(byte) }
        at &+= 1
        scalars &+= 1
        continue
      }
      let length = Self.sequenceLength(base, at, end)
      if length == 0 {
        firstInvalidByte = at
        break
      }
      if length == 3 {
        let scalar =
          UInt32(lead & 15) << 12 | UInt32(base[at &+ 1] & 63) << 6 | UInt32(base[at &+ 2] & 63)
        if scalar &- 0x3400 < 0x6C00 {
          han &+= 1
          if CommonHan.contains(scalar, common) {
            commonHan &+= 1
          } else {
            addUncommon(scalar, at)
          }
        } else if scalar >= 0xE000 {
          if scalar < 0xF900 { privateUse.add(at) }
          if scalar == 0xFFFD { replacements.add(at) }
        } else if scalar &- Self.firstKana < Self.kanaCount, scalar != Self.ofSigns {
          kana.add(at)
        }
      } else if length == 4, lead == 0xF0, base[at &+ 1] >= 0xA0 {
        han &+= 1  // planes 2 and 3
      } else if length == 4, lead == 0xF3 && base[at &+ 1] >= 0xB0 || lead == 0xF4 {
        privateUse.add(at)  // planes 15 and 16
      }
      at &+= length
      scalars &+= 1
    }
    self.scalars = scalars
    self.han = han
    self.commonHan = commonHan
  }

  private static let mojibakeMark: UInt32 = 0x951F
  private static let firstKana: UInt32 = 0x3041
  private static let kanaCount: UInt32 = 0x56
  /// の, which Chinese shop signs have.
  private static let ofSigns: UInt32 = 0x306E

  /// Counts characters of three bytes, two at a time, until something needs a closer look.
  @inline(never)  // inlined, its loop has no registers left for its masks
  private static func run(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ classes: UnsafePointer<UInt8>
  ) -> (bytes: Int, han: Int, commonHan: Int) {
    var at = start
    var han = 0
    var sum = 0
    while at &+ 8 <= end {
      let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      guard word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0 else { break }
      let first = classes[scalar(word)]
      let second = classes[scalar(word >> 24)]
      if (first | second) & HanClass.needsLook != 0 { break }
      han &+= Int(first & 1) &+ Int(second & 1)
      sum &+= Int(first) &+ Int(second)
      at &+= 6
    }
    return (at &- start, han, (sum &- han) >> 1)
  }

  /// The scalar whose three bytes are the lowest.
  @inline(__always)
  private static func scalar(_ word: UInt64) -> Int {
    let top = (word & 15) << 12
    let middle = (word & 0x3F00) >> 2
    return Int(top | middle | word >> 16 & 63)
  }

  /// A byte for each scalar of the basic plane, so that a character costs one look.
  private enum HanClass {
    static let han: UInt8 = 1
    static let common: UInt8 = 2
    /// Overlong, a surrogate, of private use, U+FFFD, a Han that hardly anybody uses, a kana that is kept; and the
    /// compatibility forms of Han, of which some are common and none is counted.
    static let needsLook: UInt8 = 4

    // SAFETY: written once, before the pointer is seen, and never freed.
    nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
      let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 0x1_0000)
      let (common, known) = (CommonHan.bits, CommonHan.knownBits)
      for scalar in UInt32(0)..<0x1_0000 {
        table[Int(scalar)] =
          switch scalar {
          case 0..<0x800, 0xD800..<0xFB00, 0xFFFD, mojibakeMark: needsLook
          case 0x3400..<0xA000 where !CommonHan.contains(scalar, known): needsLook
          case 0x3400..<0xA000: han | (CommonHan.contains(scalar, common) ? HanClass.common : 0)
          case firstKana..<(firstKana + kanaCount) where scalar != ofSigns: needsLook
          default: 0
          }
      }
      return UnsafePointer(table)
    }()
  }

  /// Where the first Han stand that are not in daily use: there a text that was decoded wrongly begins to be wrong.
  private static func uncommonHan(in text: UnsafeBufferPointer<UInt8>) -> [Int] {
    var places = Places()
    var at = 0
    while at < text.count, places.byteOffsets.count < TextDamage.placeLimit {
      let (scalar, end) = UTF8Reader.scalar(text, at: at)
      if scalar &- 0x3400 < 0x6C00, !CommonHan.contains(scalar) { places.add(at) }
      at = end
    }
    return places.byteOffsets
  }

  private mutating func addUncommon(_ scalar: UInt32, _ at: Int) {
    if scalar == Self.mojibakeMark {
      mojibakeMarks.add(at)
    } else if rareHan.count < Self.rareLimit, !CommonHan.contains(scalar, CommonHan.knownBits) {
      rareHan.append(at)
    }
  }

  private mutating func countControl(_ byte: UInt8) {
    switch byte {
    case 0: zeroBytes += 1
    case 0x09...0x0D, 0x1B: break
    default: controls += 1
    }
  }

  /// The length of the well-formed sequence at `at`, or 0.
  @inline(__always)
  static func sequenceLength(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ end: Int) -> Int {
    let lead = bytes[at]
    if lead < 0x80 { return 1 }
    @inline(__always)
    func tail(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      at &+ offset < end && bytes[at &+ offset] >= low && bytes[at &+ offset] <= high
    }
    switch lead {
    case 0xE1...0xEC, 0xEE, 0xEF: return tail(1) && tail(2) ? 3 : 0
    case 0xC2...0xDF: return tail(1) ? 2 : 0
    case 0xE0: return tail(1, 0xA0) && tail(2) ? 3 : 0
    case 0xED: return tail(1, 0x80, 0x9F) && tail(2) ? 3 : 0
    case 0xF0: return tail(1, 0x90) && tail(2) && tail(3) ? 4 : 0
    case 0xF1...0xF3: return tail(1) && tail(2) && tail(3) ? 4 : 0
    case 0xF4: return tail(1, 0x80, 0x8F) && tail(2) && tail(3) ? 4 : 0
    default: return 0
    }
  }

  /// What of it is damage.
  /// - Parameter text: what it was taken of.
  package func damage(in text: UnsafeBufferPointer<UInt8>) -> [TextDamage] {
    var damage: [TextDamage] = []
    if replacements.count > 0 {
      damage.append(
        TextDamage(.replacementCharacters, count: replacements.count, at: replacements.byteOffsets))
    }
    if privateUse.count > 0 {
      damage.append(
        TextDamage(.privateUseCharacters, count: privateUse.count, at: privateUse.byteOffsets))
    }
    if let share = commonShare, share < Self.soundShare {
      let percent = Int(share * 100)
      damage.append(
        TextDamage(
          .mojibake, count: han - commonHan, at: Self.uncommonHan(in: text),
          detail: "\(percent) % of the Han are in daily use, sound texts have 90", score: 1 - share))
    } else {
      let places = MojibakePlaces.find(in: text, rareHan: rareHan, kana: kana)
      let count = mojibakeMarks.count + places.count
      if count > 0 {
        damage.append(
          TextDamage(
            .mojibake, count: count, at: (mojibakeMarks.byteOffsets + places).sorted(),
            score: min(1, Double(count) / Double(max(1, han)))))
      }
    }
    return damage
  }
}
