// Bytes that are valid UTF-8 by chance: a few characters of GBK, 通知 or 目录, can be.

import WenjianUnicode

/// Weighs both readings of a short text that is valid UTF-8: as letters and signs of other scripts, and as Chinese in
/// GBK.
///
/// In UTF-8 such a text has sequences of two bytes only, and each of them is a character of GBK then. By chance that
/// happens to one word of two characters in fifteen and to hardly any sentence, so that only short texts are asked.
package enum ChanceUTF8 {
  /// More pairs are never met by chance.
  private static let pairLimit = 64

  /// Whether bytes that are valid UTF-8 are likelier Chinese in GBK: all of them characters in daily use there, and in
  /// UTF-8 mostly what no language writes, such as an accent without a letter or letters of several scripts in a row.
  package static func isLikelierGBK(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var pairs = 0
    for byte in bytes where byte >= 0x80 {
      if byte >= 0xE0 { return false }
      if byte >= 0xC0 { pairs += 1 }
      if pairs > pairLimit { return false }
    }
    guard pairs > 0, let decoded = try? TextEncoding.gb18030.decode(bytes), decoded.badStretches == 0 else {
      return false
    }
    let han = String(decoding: decoded.text, as: UTF8.self).unicodeScalars.filter { !$0.isASCII }
    guard han.count == pairs, han.allSatisfy({ CommonHan.contains($0.value) }) else { return false }
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var plausible = 0
    var at = 0
    while at < scalars.count {
      let start = at
      while at < scalars.count, !scalars[at].isASCII { at += 1 }
      if isPlausible(scalars, start..<at) { plausible += at - start }
      if at == start { at += 1 }
    }
    return pairs > 2 * plausible
  }

  /// Whether a run of scalars that are not ASCII is what somebody writes in an alphabet.
  private static func isPlausible(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    let run = scalars[range]
    if run.isEmpty { return false }
    if run.allSatisfy(isGreek) { return true }
    if run.allSatisfy(isCyrillic) { return run.count >= 2 }
    if run.allSatisfy(isHebrew) { return run.count(where: { $0.properties.isAlphabetic }) >= 3 }
    if run.allSatisfy({ ("\u{531}"..."\u{587}").contains($0) }) { return run.count >= 3 }
    // Arabic and what stands behind it: none of it is in daily use in GBK.
    if run.allSatisfy({ ("\u{600}"..."\u{7FF}").contains($0) }) { return true }
    return isLatin(scalars, range)
  }

  private static func isGreek(_ scalar: Unicode.Scalar) -> Bool { ("\u{386}"..."\u{3CE}").contains(scalar) }

  /// The letters of today.
  private static func isCyrillic(_ scalar: Unicode.Scalar) -> Bool { ("\u{400}"..."\u{45F}").contains(scalar) }

  private static func isHebrew(_ scalar: Unicode.Scalar) -> Bool { ("\u{591}"..."\u{5EA}").contains(scalar) }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    ("\u{C0}"..."\u{2FF}").contains(scalar) && scalar != "×" && scalar != "÷"
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || isLatin(scalar)
  }

  /// A word with letters of ASCII in it, with quotation marks around it; or a lone letter or sign.
  private static func isLatin(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    let run = scalars[range]
    let before = range.lowerBound > 0 ? scalars[range.lowerBound - 1] : " "
    let behind = range.upperBound < scalars.count ? scalars[range.upperBound] : " "
    if run.count == 1, let only = run.first, ("\u{A0}"..."\u{BF}").contains(only) || only == "×" || only == "÷" {
      // 1½, not a½.
      return !("¼"..."¾").contains(only) || !isLetter(before)
    }
    var last = before
    for scalar in run {
      let isAccent = ("\u{300}"..."\u{36F}").contains(scalar) && isLetter(last)
      guard isLatin(scalar) || isAccent || ["«", "»", "¡", "¿", "·"].contains(scalar) else { return false }
      last = scalar
    }
    guard run.contains(where: isLatin) else { return run.count == 1 }
    if behind.isASCII, isLetter(behind) { return true }
    if run.count == 1, isLetter(before) || ("À"..."ÿ").contains(run[range.lowerBound]) { return true }
    let word = scalars[..<range.lowerBound].reversed().prefix { isLetter($0) || $0 == "'" || $0 == "’" }
    return word.contains { ("a"..."z").contains($0) }
  }
}
