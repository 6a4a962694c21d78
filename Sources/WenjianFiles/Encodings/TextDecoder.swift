// Bytes of a text file to UTF-8: what the file says of itself, then what it looks like.

import WenjianUnicode

/// A text in UTF-8, and how it was got.
package struct DecodedText: Sendable {
  package var text: [UInt8]
  package var encoding: TextEncoding
  package var damage: [TextDamage]
  package var census: TextCensus
}

package enum TextDecoder {
  /// Decodes a text: byte order mark, strict UTF-8, UTF-16 and UTF-32 by their units, the declared encoding, GB18030 or
  /// Big5 by the characters that come out. What is not of the encoding becomes U+FFFD and is reported with its place;
  /// lines in another encoding than the rest are decoded as theirs.
  ///
  /// - Parameter declared: the encoding the document names, if it does.
  /// - Throws: `ReadFailure`: `empty`, `binary`, `undecodable`.
  /// - Complexity: linear. Valid UTF-8 is read once and not copied.
  package static func decode(
    _ bytes: [UInt8], declared: String? = nil
  ) throws(ReadFailure) -> DecodedText {
    if bytes.isEmpty { throw .empty }
    let census = bytes.withUnsafeBytes { TextCensus($0) }
    if census.firstInvalidByte == nil, census.zeroBytes == 0 {
      if isProgramData(census.controls, of: bytes.count) { throw .binary }
      return DecodedText(text: bytes, encoding: .utf8, damage: [], census: census)
    }
    return try decodeOther(bytes, census, declared)
  }

  /// A control character or two may be dirt in a text; one in thirty bytes is a program's data.
  private static func isProgramData(_ controls: Int, of count: Int) -> Bool {
    controls * 30 > count
  }

  private static func decodeOther(
    _ bytes: [UInt8], _ census: TextCensus, _ declared: String?
  ) throws(ReadFailure) -> DecodedText {
    let mark = bytes.withUnsafeBytes { TextEncoding.mark(of: $0) }
    if let mark, mark.encoding != .utf8 {
      if bytes.count == mark.length { throw .empty }
      return try decode(Array(bytes[mark.length...]), as: mark.encoding, from: mark.length)
    }
    if let guess = bytes.withUnsafeBytes({ EncodingGuess.wide($0) }), mark == nil {
      return try decode(bytes, as: guess.encoding, from: 0)
    }
    let zeros = bytes.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    // A zero or two may be dirt; one in a thousand bytes is a program's data.
    if zeros * 1000 > bytes.count { throw .binary }
    let controls = bytes.prefix(1 << 16).reduce(0) { $0 + ($1 < 0x20 && !($1 > 8 && $1 < 14) ? 1 : 0) }
    if isProgramData(controls, of: min(bytes.count, 1 << 16)) { throw .binary }

    var result: DecodedText
    if census.firstInvalidByte == nil {
      result = DecodedText(text: bytes, encoding: .utf8, damage: [], census: census)
    } else if mark != nil {
      result = LineDecoder(main: .utf8).decode(bytes)
    } else {
      let guess = bytes.withUnsafeBytes {
        EncodingGuess.narrow($0, declared: declared.flatMap { TextEncoding(declared: $0) })
      }
      guard let guess else { throw .undecodable(firstBadByte: census.firstInvalidByte ?? 0) }
      result = LineDecoder(main: guess.encoding).decode(bytes)
      // Lines of another encoding made the guess look worse than it is.
      let isSound =
        result.damage.allSatisfy { $0.kind == .mixedEncodings }
        && result.census.commonShare ?? 0 >= TextCensus.soundShare
      if !guess.isCertain && !isSound {
        result.damage.append(
          TextDamage(.guessedEncoding, count: 1, detail: guess.encoding.name, doubt: guess.doubt))
      }
    }
    if zeros > 0 {
      result.damage.append(
        TextDamage(.zeroBytes, count: zeros, at: bytes.firstIndex(of: 0).map { [$0] } ?? []))
    }
    for index in result.damage.indices { bytes.withUnsafeBytes { result.damage[index].locate(in: $0) } }
    return result
  }

  /// Decodes as a wide encoding.
  /// - Parameter start: where the bytes stand in the file.
  private static func decode(
    _ bytes: [UInt8], as encoding: TextEncoding, from start: Int
  ) throws(ReadFailure) -> DecodedText {
    do {
      let decoded = try bytes.withUnsafeBytes { try StrictDecoder.decode($0, from: encoding.name) }
      let census = decoded.text.withUnsafeBytes { TextCensus($0) }
      if census.zeroBytes * 1000 > census.scalars || isProgramData(census.controls, of: census.scalars) {
        throw ReadFailure.binary
      }
      var damage: [TextDamage] = []
      if decoded.badStretches > 0 {
        // One in fifty is a program's data that begins like a mark.
        if decoded.badStretches * 50 > census.scalars { throw ReadFailure.binary }
        var undecodable = TextDamage(
          .undecodableBytes, count: decoded.badStretches, at: decoded.badOffsets, detail: encoding.name)
        bytes.withUnsafeBytes { undecodable.locate(in: $0, unitBytes: encoding.unitBytes) }
        undecodable.byteOffsets = undecodable.byteOffsets.map { $0 + start }
        damage.append(undecodable)
      }
      return DecodedText(text: decoded.text, encoding: encoding, damage: damage, census: census)
    } catch let failure as ReadFailure {
      throw failure
    } catch {
      throw .unsupported("\(error)")
    }
  }
}

extension TextDecoder {
  /// The encoding of short strings that belong together, such as the names in an archive, which are not UTF-8.
  package static func commonEncoding(of strings: [[UInt8]]) -> TextEncoding {
    let joined = strings.reduce(into: [UInt8]()) { $0 += $1 + [0x0A] }
    return joined.withUnsafeBytes { EncodingGuess.narrow($0, declared: nil) }?.encoding ?? .gb18030
  }

  /// A short string in an encoding; what is not of it becomes U+FFFD.
  package static func string(_ bytes: [UInt8], in encoding: TextEncoding) -> String {
    if encoding == .utf8 { return String(decoding: bytes, as: UTF8.self) }
    let decoded = bytes.withUnsafeBytes { try? StrictDecoder.decode($0, from: encoding.name) }
    return String(decoding: decoded?.text ?? bytes, as: UTF8.self)
  }
}
