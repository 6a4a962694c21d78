// Damage in a few places of a text that is sound otherwise: a program that replaced bytes without knowing of two-byte
// characters lost its step there, and some characters became others.

import WenjianText

/// Finds the places. What comes out of lost step is a Han that nobody writes beside a Latin letter or a question mark
/// that stands between Han (確;鶎狱h組織, 發展?jié)摿), or a kana among Han (梢酝浦渌ぷ饕嗍). Each alone is met in
/// sound texts, in names and in units; both together were in none of 7,873 laws, reports and news.
enum MojibakePlaces {
  /// More kana than this are Japanese.
  private static let kanaLimit = 3
  /// How far a sign may stand from a rare character, in scalars.
  private static let reach = 5

  /// - Returns: byte offsets, ascending.
  static func find(in text: UnsafeBufferPointer<UInt8>, rareHan: [Int], kana: TextCensus.Places) -> [Int] {
    var found: [Int] = []
    for place in rareHan where hasSign(text, around: place) { found.append(place) }
    if kana.count <= kanaLimit {
      for place in kana.byteOffsets where isHan(text, before: place) && isHan(text, at: place + 3) {
        found.append(place)
      }
      found.sort()
    }
    return found
  }

  private static func hasSign(_ text: UnsafeBufferPointer<UInt8>, around place: Int) -> Bool {
    var at = place
    for _ in 0..<reach {
      guard let before = start(text, before: at) else { break }
      at = before
      if isSign(text, at: at) { return true }
    }
    at = place
    for _ in 0..<reach {
      at = UTF8Reader.scalar(text, at: at).end
      guard at < text.count else { break }
      if isSign(text, at: at) { return true }
    }
    return false
  }

  /// A small letter alone between Han, `;` between Han, `?` behind a Han with no blank behind it.
  private static func isSign(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    switch text[place] {
    case "a"..."z", ";": isHan(text, before: place) && isHan(text, at: place + 1)
    case "?": isHan(text, before: place) && place + 1 < text.count && text[place + 1] > 0x40
    default: false
    }
  }

  private static func start(_ text: UnsafeBufferPointer<UInt8>, before place: Int) -> Int? {
    place > 0 ? UTF8Reader.scalar(text, before: place).start : nil
  }

  private static func isHan(_ text: UnsafeBufferPointer<UInt8>, before place: Int) -> Bool {
    start(text, before: place).map { isHan(text, at: $0) } ?? false
  }

  private static func isHan(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    place < text.count && WenjianText.isHan(UTF8Reader.scalar(text, at: place).scalar)
  }
}
