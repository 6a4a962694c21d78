// What stands at the head of a line and says that a paragraph begins there. The one reader of it: the scanner sets
// barriers by it, snippets cut before it, pages are joined by it, and boilerplate is told by it from what is numbered.
// The outline reads more of a number (what it is, and which); both ask `ChineseNumeral`, `EnclosedNumber` and
// `DivisionUnit` what a sign is.

/// The marker that a line begins with.
package enum ListMarker: Equatable, Sendable {
  /// `#` to `######` and a blank.
  case heading
  /// `-`, `*`, `+` and a blank; ● ◆ ※ and the like.
  case bullet
  /// 第十三条, 第 13 條, 第三章. Where it is not apart, text follows directly: 第三条规定的 may be a part of a sentence.
  case division(DivisionUnit, isApart: Bool)
  /// 一、 1. 1、 （一） 1) ①
  case item

  /// Reads the head of a line.
  /// - Parameter next: gives the scalars of the line one after the other, nil behind the last; a line end is white space.
  /// - Returns: nil where the line begins with text.
  /// - Complexity: asks for some twelve scalars at most.
  package static func read(_ next: () -> UInt32?) -> ListMarker? {
    guard let first = next() else { return nil }
    switch first {
    case "#": return readHeading(next)
    case "-", "*", "+": return next().map(isWhitespace) == true ? .bullet : nil
    case "•", "●", "■", "◆", "◇", "□", "▪", "▲", "▶", "►", "★", "☆", "※", "\u{F0B7}", "\u{F06C}": return .bullet
    case "(", "（": return readBracketed(next)
    case "第": return readDivision(next)
    default:
      if isNumeral(first) { return readNumbered(first, next) }
      return EnclosedNumber.read(first) == nil ? nil : .item
    }
  }

  private static func readHeading(_ next: () -> UInt32?) -> ListMarker? {
    var level = 1
    while let scalar = next() {
      guard scalar == "#" else { return isWhitespace(scalar) ? .heading : nil }
      level += 1
      if level > 6 { return nil }
    }
    return nil
  }

  private static func readBracketed(_ next: () -> UInt32?) -> ListMarker? {
    var numerals = 0
    while let scalar = next(), numerals <= 4 {
      guard isNumeral(scalar) else {
        return numerals > 0 && (scalar == ")" || scalar == "）") ? .item : nil
      }
      numerals += 1
    }
    return nil
  }

  private static func readDivision(_ next: () -> UInt32?) -> ListMarker? {
    var numerals = 0
    while let scalar = next(), numerals <= 8 {
      if isBlank(scalar) { continue }
      if isNumeral(scalar) {
        numerals += 1
        continue
      }
      guard numerals > 0, let unit = DivisionUnit.read(scalar) else { return nil }
      return .division(unit, isApart: isApart(unit, next))
    }
    return nil
  }

  /// Whether what follows the unit shows that the number is no part of a sentence.
  private static func isApart(_ unit: DivisionUnit, _ next: () -> UInt32?) -> Bool {
    guard let scalar = next() else { return true }
    switch scalar {
    case "：", ":", "（", "(", "【", "〔", "*", "_": return true
    // 第二条、机关… numbers an article, 第二條、第三條 names two.
    case "、": return unit == .article && next().map { !($0 == "第") } == true
    default: return isWhitespace(scalar)
    }
  }

  private static func readNumbered(_ first: UInt32, _ next: () -> UInt32?) -> ListMarker? {
    var numerals = 1
    var isArabic = isDigit(first)
    while let scalar = next(), numerals <= 4 {
      if isNumeral(scalar) {
        numerals += 1
        isArabic = isArabic && isDigit(scalar)
        continue
      }
      switch scalar {
      case "、": return .item
      case ".", "．":  // 1. but not 1.5, the rest of a broken number
        return isArabic && next().map(isDigit) == true ? nil : .item
      case ")", "）": return isArabic && numerals <= 2 ? .item : nil
      default: return nil
      }
    }
    return nil
  }

  private static func isDigit(_ scalar: UInt32) -> Bool { ChineseNumeral.arabicDigit(scalar) != nil }

  /// 两 counts things and numbers none; 廿 and 卅 are none of a marker in the stream's rules, which indexes were made by.
  private static func isNumeral(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "两", "兩": false
    default: ChineseNumeral.digit(scalar) != nil || ChineseNumeral.unit(scalar) != nil
    }
  }
}
