// Bytes of a text file to UTF-8: what the file says of itself, then what it looks like.

import WenjianText
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
  /// lines in another encoding than the rest are decoded as theirs. Control codes
  /// that mean a structure in the text of a reader become U+001A.
  ///
  /// - Parameter declared: the encoding the document names, if it does.
  /// - Throws: `ReadFailure`: `empty`, `binary`, `undecodable`.
  /// - Complexity: linear. Valid UTF-8 is read once and not copied.
  package static func decode(
    _ bytes: [UInt8], declared: String? = nil
  ) throws(ReadFailure) -> DecodedText {
    var decoded = try decodeAsItIs(bytes, declared)
    if decoded.census.controls > 0 { MarkedText.clean(&decoded.text) }
    return decoded
  }

  private static func decodeAsItIs(_ bytes: [UInt8], _ declared: String?) throws(ReadFailure) -> DecodedText {
    if bytes.isEmpty { throw .empty }
    let census = bytes.withUnsafeBytes { TextCensus($0) }
    if census.firstInvalidByte == nil, census.zeroBytes == 0 {
      if isProgramData(census.controls, of: bytes.count) { throw .binary }
      if census.han == 0, census.scalars < bytes.count, bytes.withUnsafeBytes({ ChanceUTF8.isLikelierGBK($0) }) {
        return try decodeNarrow(bytes, census, .gb18030)
      }
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
    let sound = bytes.filter { $0 != 0 }
    if sound.count == bytes.count { return try decodeNarrow(bytes, census, nil, declared, mark != nil) }
    return try decodeWithoutZeros(bytes, sound, declared, mark != nil)
  }

  /// A zero here and there, or many at an end, are dirt in a text: they are left out. In a program's data they stand
  /// everywhere, and what is between them does not read as text.
  private static func decodeWithoutZeros(
    _ bytes: [UInt8], _ sound: [UInt8], _ declared: String?, _ hasMark: Bool
  ) throws(ReadFailure) -> DecodedText {
    if sound.isEmpty { throw .binary }
    let census = sound.withUnsafeBytes { TextCensus($0) }
    var result = try decodeNarrow(sound, census, nil, declared, hasMark)
    let stretches = bytes.indices.filter { bytes[$0] == 0 && ($0 == 0 || bytes[$0 - 1] != 0) }
    let isChinese = result.census.han * 4 >= result.census.scalars && result.census.controls == 0
    let allowed = isChinese ? max(4, sound.count / 20) : max(2, sound.count / 200)
    if stretches.count > allowed { throw .binary }
    // Places are those in the file.
    for index in result.damage.indices {
      result.damage[index].byteOffsets = originalOffsets(result.damage[index].byteOffsets, in: bytes)
    }
    result.damage.append(TextDamage(.zeroBytes, count: bytes.count - sound.count, at: stretches))
    for index in result.damage.indices { bytes.withUnsafeBytes { result.damage[index].locate(in: $0) } }
    return result
  }

  /// Where bytes stood before zeros were left out.
  /// - Parameter byteOffsets: ascending.
  private static func originalOffsets(_ byteOffsets: [Int], in bytes: [UInt8]) -> [Int] {
    var at = 0
    var kept = 0
    return byteOffsets.map { byteOffset in
      while at < bytes.count, kept < byteOffset || bytes[at] == 0 {
        if bytes[at] != 0 { kept += 1 }
        at += 1
      }
      return at
    }
  }

  /// Decodes bytes without zeros.
  /// - Parameters:
  ///   - known: the encoding, when it is decided.
  ///   - hasMark: whether they begin with the mark of UTF-8.
  private static func decodeNarrow(
    _ bytes: [UInt8], _ census: TextCensus, _ known: TextEncoding?, _ declared: String? = nil,
    _ hasMark: Bool = false
  ) throws(ReadFailure) -> DecodedText {
    let controls = bytes.prefix(1 << 16).reduce(0) { $0 + ($1 < 0x20 && !($1 > 8 && $1 < 14) ? 1 : 0) }
    if isProgramData(controls, of: min(bytes.count, 1 << 16)) { throw .binary }

    var result: DecodedText
    if known == nil, census.firstInvalidByte == nil {
      result = DecodedText(text: bytes, encoding: .utf8, damage: [], census: census)
    } else if hasMark {
      result = LineDecoder(main: .utf8).decode(bytes)
    } else {
      let guess = bytes.withUnsafeBytes { bytes in
        known.map { EncodingGuess(encoding: $0, isCertain: false) }
          ?? EncodingGuess.narrow(bytes, declared: declared.flatMap { TextEncoding(declared: $0) })
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
  /// Short strings that belong together, such as the names in an archive, and say nothing of their encoding. Each is
  /// UTF-8 when it is valid, unless it is likelier Chinese in the encoding that the others are in.
  package static func strings(_ strings: [[UInt8]]) -> [String] {
    func isUTF8(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { TextCensus($0) }.firstInvalidByte == nil }
    let others = strings.filter { !isUTF8($0) }
    let encoding = others.isEmpty ? .gb18030 : commonEncoding(of: others)
    return strings.map { bytes in
      let isOther =
        !isUTF8(bytes) || encoding == .gb18030 && bytes.withUnsafeBytes({ ChanceUTF8.isLikelierGBK($0) })
      return string(bytes, in: isOther ? encoding : .utf8)
    }
  }

  /// The encoding of short strings that belong together and are not UTF-8.
  private static func commonEncoding(of strings: [[UInt8]]) -> TextEncoding {
    let joined = strings.reduce(into: [UInt8]()) { $0 += $1 + [0x0A] }
    return joined.withUnsafeBytes { EncodingGuess.narrow($0, declared: nil) }?.encoding ?? .gb18030
  }

  /// A short string in an encoding; what is not of it becomes U+FFFD.
  package static func string(_ bytes: [UInt8], in encoding: TextEncoding) -> String {
    if encoding == .utf8 { return String(decoding: bytes, as: UTF8.self) }
    var text = bytes.withUnsafeBytes { try? encoding.decode($0) }?.text ?? bytes
    MarkedText.clean(&text)
    return String(decoding: text, as: UTF8.self)
  }
}
