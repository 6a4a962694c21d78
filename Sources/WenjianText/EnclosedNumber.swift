/// A number that is one character, as items of a list are numbered: ① ⑴ ⒈ ㈠.
package struct EnclosedNumber: Equatable, Sendable {
  package enum Style: Sendable {
    /// ① ❶
    case circled
    /// ⑴
    case bracketed
    /// ⒈
    case dotted
    /// ㈠
    case bracketedChinese
  }

  package var style: Style
  package var value: Int

  package init(_ style: Style, _ value: Int) {
    self.style = style
    self.value = value
  }

  /// - Returns: nil for any other character.
  package static func read(_ scalar: UInt32) -> EnclosedNumber? {
    func number(_ style: Style, behind first: Unicode.Scalar, from value: Int = 1) -> EnclosedNumber {
      EnclosedNumber(style, Int(scalar - first.value) + value)
    }
    switch scalar {
    case "①"..."⑳": return number(.circled, behind: "①")
    case "⑴"..."⒇": return number(.bracketed, behind: "⑴")
    case "⒈"..."⒛": return number(.dotted, behind: "⒈")
    case "㈠"..."㈩": return number(.bracketedChinese, behind: "㈠")
    case "㉑"..."㉟": return number(.circled, behind: "㉑", from: 21)
    case "⓪": return number(.circled, behind: "⓪", from: 0)
    case "⓫"..."⓴": return number(.circled, behind: "⓫", from: 11)
    case "❶"..."❿": return number(.circled, behind: "❶")
    case "➀"..."➉": return number(.circled, behind: "➀")
    case "➊"..."➓": return number(.circled, behind: "➊")
    default: return nil
    }
  }
}
