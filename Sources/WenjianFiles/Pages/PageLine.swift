// Pages of a fixed layout: text at places, of which nothing says where paragraphs end.

import WenjianText

/// A rectangle on a page, measured from the upper left corner.
struct PageBox: Equatable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }
  var center: Double { (left + right) / 2 }
  var middle: Double { (top + bottom) / 2 }

  /// Whether both are on one line: they share half the height of the lower one.
  func sharesRow(_ other: PageBox) -> Bool {
    min(bottom, other.bottom) - max(top, other.top) > min(height, other.height) / 2
  }

  /// How much of the width both share.
  func sharedWidth(_ other: PageBox) -> Double { min(right, other.right) - max(left, other.left) }

  func union(_ other: PageBox) -> PageBox {
    PageBox(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }

  /// The box as it is when the page is turned so that lines that run down run to the right, the first one above.
  func turned(pageWidth: Double) -> PageBox {
    PageBox(left: top, top: pageWidth - right, right: bottom, bottom: pageWidth - left)
  }
}

/// Text in one stretch on a page: a line, or the part of it between two wide gaps.
struct PageLine {
  var text: String
  /// Of vertical text as on the turned page.
  var box: PageBox
  /// The height of its characters.
  var size: Double
  /// Whether it runs down the page.
  var isVertical = false
  /// Whether it goes on the row of the line before.
  var followsCell = false
  /// Whether other text is beside it.
  var isInRow = false
  /// Where it is in a table.
  var cell: Cell?

  struct Cell {
    /// The right edge of what is known to belong together in its column.
    var right: Double
    /// How many others are on its row.
    var mates: Int
  }
}

/// A page, its lines in the order in which they are read.
struct LaidOutPage {
  var width: Double
  var lines: [PageLine]
  /// Running heads, feet and page numbers.
  var heads: [PageLine] = []
  var feet: [PageLine] = []
  /// Remarks on the page.
  var asides: [PageLine] = []

  init(width: Double, lines: [PageLine]) {
    self.width = width
    self.lines = lines
  }
}

extension Unicode.Scalar {
  /// Whether it is as wide as it is high in a Chinese font.
  var isWide: Bool {
    if isASCII { return false }
    switch self {
    case "—", "…", "“", "”", "‘", "’": return true
    default: return displayWidth(of: self) == 2
    }
  }

  /// Ideographs.
  var isHan: Bool {
    switch self {
    case "⺀"..."⿟", "〇", "々", "㐀"..."䶿", "一"..."鿿", "豈"..."﫿", "\u{20000}"..."\u{3FFFF}": true
    default: false
    }
  }

  /// How wide it is about, in heights of a character.
  var shareOfHeight: Double { isWide ? 1 : 0.5 }

  /// What no line begins with.
  var followsOnLine: Bool {
    switch self {
    case "，", "。", "、", "；", "：", "！", "？", "）", "》", "〉", "”", "’", "】", "〕", "」", "』", ",", ".", ")", ";", ":":
      true
    default: false
    }
  }

  /// What no line ends with.
  var precedesOnLine: Bool {
    switch self {
    case "（", "《", "〈", "“", "‘", "【", "〔", "「", "『", "(": true
    default: false
    }
  }

  /// What a sentence ends with, also before closing brackets.
  var endsSentence: Bool {
    switch self {
    case "。", "！", "？", "：", "；", "．", "!", "?", ":", ";", ".": true
    default: false
    }
  }
}
