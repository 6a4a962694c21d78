import WenjianText

/// What a line begins with, when that tells that a new paragraph begins: a list marker, the number of an
/// article, a Markdown heading.
enum LineHead: Equatable {
  case text
  /// 一、 （一） 1. 1、 (1) ① • - * and 第十三条, 第 13 條, 第三章.
  case listItem
  case heading

  /// Reads the head of the line whose first character stands at `start`.
  /// - Returns: what it is, and behind which byte nothing was looked at: some 30 bytes ahead at most.
  static func read(
    _ text: UnsafeRawBufferPointer, at start: Int
  ) -> (head: LineHead, lookedUpTo: Int) {
    var reader = HeadReader(text: text, at: start)
    let head = read(&reader)
    return (head, reader.at)
  }

  private static func read(_ reader: inout HeadReader) -> LineHead {
    guard let first = reader.next() else { return .text }
    switch first {
    case 0x23:  // # to ###### and a blank
      var level = 1
      while let next = reader.next() {
        if next == 0x23 {
          level += 1
          if level > 6 { return .text }
        } else {
          return isBlank(next) ? .heading : .text
        }
      }
      return .text
    case 0x2D, 0x2A, 0x2B:  // - * + and a blank
      return reader.next().map(isBlank) == true ? .listItem : .text
    case 0x2022, 0x25CF, 0x25A0, 0x25C6, 0x25A1, 0x25B2, 0x2605, 0x203B, 0xF0B7, 0xF06C:
      return .listItem
    case 0x2460...0x249B, 0x2776...0x2793, 0x3220...0x3229, 0x3251...0x325F:
      return .listItem
    case 0x28, 0xFF08:  // ( ... )
      var numerals = 0
      while let next = reader.next(), numerals <= 4 {
        if isNumeral(next) {
          numerals += 1
        } else {
          return numerals > 0 && (next == 0x29 || next == 0xFF09) ? .listItem : .text
        }
      }
      return .text
    case 0x7B2C:  // 第
      var numerals = 0
      while let next = reader.next(), numerals <= 8 {
        if isBlank(next) { continue }
        if isNumeral(next) {
          numerals += 1
        } else {
          return numerals > 0 && isDivision(next) ? .listItem : .text
        }
      }
      return .text
    default:
      guard isNumeral(first) else { return .text }
      var numerals = 1
      var allArabic = isArabic(first)
      while let next = reader.next(), numerals <= 4 {
        if isNumeral(next) {
          numerals += 1
          allArabic = allArabic && isArabic(next)
          continue
        }
        switch next {
        case 0x3001: return .listItem  // 、
        case 0x2E, 0xFF0E:  // 1. but not 1.5, the rest of a broken number
          return allArabic && reader.next().map(isArabic) == true ? .text : .listItem
        case 0x29, 0xFF09: return allArabic && numerals <= 2 ? .listItem : .text
        default: return .text
        }
      }
      return .text
    }
  }

  private static func isBlank(_ scalar: UInt32) -> Bool {
    FoldTable.entry(scalar).kind == FoldKind.space
  }

  private static func isArabic(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0xFF10...0xFF19).contains(scalar)
  }

  private static func isNumeral(_ scalar: UInt32) -> Bool {
    if isArabic(scalar) { return true }
    switch scalar {
    case 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,  // 一 to 九
      0x5341, 0x767E, 0x5343, 0x3007, 0x25CB, 0x96F6:  // 十 百 千 〇 ○ 零
      return true
    default: return false
    }
  }

  /// 条 條 章 节 節 编 編 款 项 項 目 篇 卷
  private static func isDivision(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x6761, 0x689D, 0x7AE0, 0x8282, 0x7BC0, 0x7F16, 0x7DE8, 0x6B3E, 0x9879, 0x9805, 0x76EE,
      0x7BC7, 0x5377:
      return true
    default: return false
    }
  }
}

/// Steps over the scalars of valid UTF-8; damaged bytes end it.
private struct HeadReader {
  let text: UnsafeRawBufferPointer
  var at: Int

  mutating func next() -> UInt32? {
    while at < text.count, text[at] < 0x20, case .skip(let stop) = MarkedText.step(text, at: at) { at = stop }
    guard at < text.count else { return nil }
    let lead = UInt32(text[at])
    func tail(_ offset: Int) -> UInt32 { UInt32(text[at + offset]) & 63 }
    if lead < 0x80 {
      at += 1
      return lead
    }
    if lead >= 0xE0, lead < 0xF0, at + 3 <= text.count {
      let scalar = (lead & 15) << 12 | tail(1) << 6 | tail(2)
      at += 3
      return scalar
    }
    if lead >= 0xC0, lead < 0xE0, at + 2 <= text.count {
      let scalar = (lead & 31) << 6 | tail(1)
      at += 2
      return scalar
    }
    return nil
  }
}
