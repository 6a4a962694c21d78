// Texts pasted together from several encodings: every line is decoded as what it is.

import Glibc
import WenjianUnicode

/// Decodes a text of one main encoding whose lines may be in others.
///
/// In GB18030 and Big5 a newline is never the second byte of a character, so that lines can be cut before it is known
/// what they are.
struct LineDecoder {
  let main: TextEncoding
  /// Fewer Han decide nothing.
  private static let hanForLine = 4

  private var others: [TextEncoding] {
    switch main {
    case .utf8: [.gb18030, .big5]
    case .gb18030, .big5: [.utf8]
    default: []
    }
  }

  init(main: TextEncoding) { self.main = main }

  func decode(_ bytes: [UInt8]) -> DecodedText {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 2)
    var bad = TextCensus.Places()
    var mixed = TextCensus.Places()
    bytes.withUnsafeBytes { bytes in
      // Stretches of lines in the main encoding are decoded together.
      var pending = 0
      var start = 0
      while start < bytes.count {
        let end = lineEnd(bytes, from: start)
        let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        if let other = otherEncoding(of: line) {
          append(bytes, pending..<start, main, to: &text, &bad)
          append(bytes, start..<end, other, to: &text, &bad)
          mixed.add(start)
          pending = end
        }
        start = end
      }
      append(bytes, pending..<bytes.count, main, to: &text, &bad)
    }
    var damage: [TextDamage] = []
    if bad.count > 0 {
      damage.append(
        TextDamage(.undecodableBytes, count: bad.count, at: bad.byteOffsets, detail: main.name))
    }
    if mixed.count > 0 {
      damage.append(
        TextDamage(.mixedEncodings, count: mixed.count, at: mixed.byteOffsets, detail: main.name))
    }
    let census = text.withUnsafeBytes { TextCensus($0) }
    return DecodedText(text: text, encoding: main, damage: damage, census: census)
  }

  private func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = bytes.baseAddress, let end = memchr(base + start, 0x0A, bytes.count - start) else {
      return bytes.count
    }
    return UnsafeRawPointer(end) - base + 1
  }

  /// The encoding of a line that is surely not of the main one.
  private func otherEncoding(of line: UnsafeRawBufferPointer) -> TextEncoding? {
    guard !others.isEmpty else { return nil }
    let census = TextCensus(line)
    if census.scalars == line.count, census.firstInvalidByte == nil { return nil }  // ASCII
    if main == .utf8 {
      if census.firstInvalidByte == nil { return nil }
      let best = others.compactMap { EncodingGuess.read(line, as: $0) }.max { $0.score < $1.score }
      guard let best, best.bad == 0, best.han >= Self.hanForLine,
        best.score >= TextCensus.soundShare
      else { return nil }
      // By chance a line of GBK holds a few whole sequences of UTF-8, among many that are broken or of two bytes.
      let share = UTF8Share(line)
      guard share.whole < 2 || share.whole * 4 <= share.broken + share.pairs else { return nil }
      return best.encoding
    }
    guard census.firstInvalidByte == nil, census.han >= Self.hanForLine,
      Double(census.commonHan) >= Double(census.han) * TextCensus.soundShare
    else { return nil }
    return .utf8
  }

  private func append(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ encoding: TextEncoding,
    to text: inout [UInt8], _ bad: inout TextCensus.Places
  ) {
    if range.isEmpty { return }
    let part = UnsafeRawBufferPointer(rebasing: bytes[range])
    if encoding == .utf8 {
      appendUTF8(part, from: range.lowerBound, to: &text, &bad)
      return
    }
    guard let decoded = try? encoding.decode(part) else { return }
    text += decoded.text
    for offset in decoded.badOffsets { bad.add(offset + range.lowerBound) }
    bad.add(uncounted: decoded.badStretches - decoded.badOffsets.count)
  }

  /// U+FFFD for every stretch that is not UTF-8.
  private func appendUTF8(
    _ bytes: UnsafeRawBufferPointer, from start: Int, to text: inout [UInt8],
    _ bad: inout TextCensus.Places
  ) {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    var at = 0
    var sound = 0
    var wasBad = false
    while at < bytes.count {
      let length = TextCensus.sequenceLength(base, at, bytes.count)
      if length > 0 {
        at += length
        wasBad = false
        continue
      }
      text.append(contentsOf: bytes[sound..<at])
      if !wasBad {
        text.append(contentsOf: [0xEF, 0xBF, 0xBD])
        bad.add(start + at)
      }
      wasBad = true
      at += 1
      sound = at
    }
    text.append(contentsOf: bytes[sound..<at])
  }
}
