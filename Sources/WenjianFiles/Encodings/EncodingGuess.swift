// Which encoding a text is in that says nothing about it: the one in which it reads as Chinese.

import WenjianUnicode

/// The encoding a text reads best in.
package struct EncodingGuess: Sendable, Equatable {
  package var encoding: TextEncoding
  /// False when the text is short, damaged, or reads nearly as well in another encoding.
  package var isCertain: Bool
  /// How sure it is, beside what else it may be.
  package var doubt: EncodingDoubt?

  /// How much of a text decides: twenty characters are enough, four thousand cost little.
  static let sampleBytes = 1 << 13

  /// How well bytes read in an encoding.
  struct Reading {
    var encoding: TextEncoding
    var bad = 0
    var han = 0
    var common = 0
    /// Kana, Hangul, private use and the like: what wrong decoding makes of Chinese.
    var foreign = 0
    /// Of these, what Japanese and Korean texts are made of.
    var kana = 0
    var hangul = 0
    var ascii = 0
    var controls = 0
    var scalars = 0
    /// The share of what a Chinese text consists of: 0.9 and more when the encoding is right.
    var score: Double {
      let all = han + foreign + 2 * bad
      return all == 0 ? 0 : Double(common) / Double(all)
    }
    /// The share of plain letters, for what is not Chinese.
    var plainShare: Double { scalars == 0 ? 0 : Double(ascii) / Double(scalars) }
    /// Whether it reads well as another language with Han. Chinese that is read in its encodings has no kana, and many
    /// Han among the Hangul.
    var isJapaneseOrKorean: Bool {
      ![TextEncoding.gb18030, .big5].contains(encoding) && bad * 50 <= scalars
        && (kana * 5 >= han + kana && kana > 0 || hangul * 10 >= (han + hangul) * 9 && hangul > 0)
    }
  }

  /// Reads the head of the bytes in an encoding. nil when ICU has it not.
  static func read(_ bytes: UnsafeRawBufferPointer, as encoding: TextEncoding) -> Reading? {
    let isCut = bytes.count > sampleBytes
    let sample = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, sampleBytes)])
    guard let decoded = try? encoding.decode(sample) else { return nil }
    var reading = Reading(encoding: encoding, bad: decoded.badStretches)
    // A character that the sample cuts in two is no damage.
    if isCut, decoded.badStretches > 0, let last = decoded.badOffsets.last,
      decoded.badStretches <= StrictDecoder.placeLimit, last >= sample.count - 4
    {
      reading.bad -= 1
    }
    let bits = CommonHan.bits
    for scalar in String(decoding: decoded.text, as: UTF8.self).unicodeScalars {
      reading.scalars += 1
      switch scalar.value {
      case 0x09, 0x0A, 0x0C, 0x0D: reading.ascii += 1
      case 0..<0x20, 0x7F..<0xA0: reading.controls += 1
      case 0x20..<0x7F: reading.ascii += 1
      case 0x3400..<0xA000, 0xF900..<0xFB00:
        reading.han += 1
        if CommonHan.contains(scalar.value, bits) { reading.common += 1 }
      case 0x20000..<0x40000: reading.han += 1
      // Latin letters with marks, Greek, Cyrillic; kana; Bopomofo stays; Hangul; private use.
      case 0xC0..<0x250, 0x370..<0x530, 0x590..<0x1E00, 0x3041..<0x3100, 0x3130..<0x3190,
        0xA000..<0xF900, 0x40000...0x10FFFF:
        reading.foreign += 1
        switch scalar {
        case "ぁ"..."ヿ": reading.kana += 1
        case "가"..."힣": reading.hangul += 1
        default: break
        }
      default: break
      }
    }
    return reading
  }

  /// Finds UTF-16 and UTF-32 without a mark: in the right byte order nearly all units are ASCII or of the blocks of
  /// Chinese text, in the wrong one hardly any.
  static func wide(_ bytes: UnsafeRawBufferPointer) -> EncodingGuess? {
    guard bytes.count >= 4 else { return nil }
    let sample = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count & ~3, 4096)])
    func plausibleShare(_ unitBytes: Int, _ value: (Int) -> UInt32) -> Double {
      var plausible = 0
      var count = 0
      for at in stride(from: 0, to: sample.count, by: unitBytes) {
        count += 1
        switch value(at) {
        case 0x09, 0x0A, 0x0D, 0x20..<0x7F, 0xA0..<0x100, 0x2000..<0x3400, 0x4E00..<0xA000,
          0xF900..<0xFB00, 0xFE30..<0xFE50, 0xFEFF..<0xFF60:
          plausible += 1
        default: break
        }
      }
      return Double(plausible) / Double(count)
    }
    func byte(_ at: Int) -> UInt32 { UInt32(sample[at]) }
    let candidates: [(TextEncoding, Double)] = [
      (.utf32LE, plausibleShare(4) { byte($0) | byte($0 + 1) << 8 | byte($0 + 2) << 16 | byte($0 + 3) << 24 }),
      (.utf32BE, plausibleShare(4) { byte($0 + 3) | byte($0 + 2) << 8 | byte($0 + 1) << 16 | byte($0) << 24 }),
      (.utf16LE, plausibleShare(2) { byte($0) | byte($0 + 1) << 8 }),
      (.utf16BE, plausibleShare(2) { byte($0 + 1) | byte($0) << 8 }),
    ]
    guard let best = candidates.max(by: { $0.1 < $1.1 }), best.1 >= 0.9 else { return nil }
    guard let reading = read(sample, as: best.0), reading.controls * 50 <= reading.scalars else {
      return nil
    }
    // Bytes of ASCII text pair up to Han that nobody uses; so do those of GBK and Big5.
    if reading.han > 0, reading.ascii < reading.han * 4, reading.score < 0.75 { return nil }
    return EncodingGuess(encoding: best.0, isCertain: true)
  }

  /// The encoding of bytes that are not UTF-8.
  ///
  /// - Parameter declared: what the document says; it wins unless another reads clearly better.
  /// - Returns: nil when they read as text in none.
  static func narrow(_ bytes: UnsafeRawBufferPointer, declared: TextEncoding?) -> EncodingGuess? {
    var readings = [TextEncoding.gb18030, .big5].compactMap { read(bytes, as: $0) }
    if let declared, declared != .utf8, !readings.contains(where: { $0.encoding == declared }),
      let reading = read(bytes, as: declared)
    {
      readings.append(reading)
    }
    let utf8 = UTF8Share(bytes)
    readings.sort { $0.score > $1.score }
    guard var guess = choose(bytes, declared, readings, utf8) else { return nil }
    let own = readings.first { $0.encoding == guess.encoding }
    let next = readings.first { $0.encoding != guess.encoding }
    let confidence =
      guess.encoding == .utf8
      ? Double(utf8.whole) / Double(max(1, utf8.whole + utf8.broken))
      : own?.score ?? read(bytes, as: guess.encoding)?.plainShare ?? 0
    guess.doubt = EncodingDoubt(
      encoding: guess.encoding, confidence: confidence, runnerUp: next?.encoding,
      runnerUpConfidence: next?.score ?? 0)
    return guess
  }

  /// - Parameter readings: best first.
  private static func choose(
    _ bytes: UnsafeRawBufferPointer, _ declared: TextEncoding?, _ readings: [Reading], _ utf8: UTF8Share
  ) -> EncodingGuess? {
    let best = readings[0]
    if let declared, utf8.broken > 0, let own = readings.first(where: { $0.encoding == declared }),
      own.isJapaneseOrKorean
    {
      return EncodingGuess(encoding: declared, isCertain: true)
    }
    // Wrong bytes in UTF-8: most multi-byte sequences are still whole, which no other encoding gives by chance.
    if utf8.whole > 0, utf8.whole >= utf8.broken,
      !(best.score >= TextCensus.soundShare && best.bad == 0 && utf8.broken > 0 && utf8.whole < 8)
    {
      return EncodingGuess(encoding: .utf8, isCertain: utf8.whole >= 10 * utf8.broken)
    }
    if let declared, let reading = readings.first(where: { $0.encoding == declared }) {
      let isLatin = declared == .windows1252
      if !isLatin, reading.bad * 50 <= reading.scalars, reading.score >= best.score - 0.1 {
        return EncodingGuess(
          encoding: declared,
          isCertain: reading.score >= TextCensus.soundShare || ![.gb18030, .big5].contains(declared))
      }
      // A declared encoding of another language: nothing in it is Han.
      if ![.gb18030, .big5, .windows1252].contains(declared), reading.bad == 0, best.score < 0.75 {
        return EncodingGuess(encoding: declared, isCertain: true)
      }
    }
    let isChinese = best.han > 0 && best.score >= 0.6
    if isChinese, best.bad * 20 <= best.scalars {
      let next = readings.dropFirst().first { $0.encoding != best.encoding }?.score ?? 0
      let isCertain =
        best.score >= TextCensus.soundShare && best.han >= 4 && best.bad * 1000 <= best.scalars
        && (best.score - next > 0.1 || best.bad == 0 && best.han >= 20)
      return EncodingGuess(encoding: best.encoding, isCertain: isCertain)
    }
    // A Western text: single bytes of 0x80 and more between ASCII.
    if let latin = read(bytes, as: .windows1252), latin.ascii * 10 >= latin.scalars * 8,
      latin.controls * 100 <= latin.scalars
    {
      return EncodingGuess(encoding: .windows1252, isCertain: false)
    }
    // Chinese with much damage.
    if best.han > 0, best.score >= 0.3, best.bad * 4 <= best.scalars, best.controls * 50 <= best.scalars {
      return EncodingGuess(encoding: best.encoding, isCertain: false)
    }
    return nil
  }
}

/// Multi-byte sequences of UTF-8 in a sample, whole and broken.
struct UTF8Share {
  var whole = 0
  var broken = 0
  /// Sequences of two bytes.
  var pairs = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    let end = min(bytes.count, EncodingGuess.sampleBytes)
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    var at = 0
    var wasBroken = false
    while at < end {
      let length = TextCensus.sequenceLength(base, at, bytes.count)
      switch length {
      case 0:
        if !wasBroken { broken += 1 }
        wasBroken = true
        at += 1
      case 1:
        wasBroken = false
        at += 1
      // Two bytes are easily met by chance, and rare in Chinese.
      case 2:
        pairs += 1
        at += 2
      default:
        wasBroken = false
        whole += 1
        at += length
      }
    }
  }
}
