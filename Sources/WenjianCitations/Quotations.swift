// The quotations of a text: what is between “ and ”, 「 and 」, 『 and 』, ‘ and ’.

/// A stretch of a text in quotation marks.
struct FoundQuotation: Equatable {
  /// Between the marks, in bytes.
  var byteRange: Range<Int>
  /// With them.
  var outerRange: Range<Int>

  /// Beyond so many bytes a mark that was never closed ends nothing.
  private static let longest = 12_000

  /// The outermost quotations of a text, in its order.
  /// - Complexity: linear in the text.
  static func find(in text: [UInt8]) -> [FoundQuotation] {
    var result: [FoundQuotation] = []
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var open: (close: Unicode.Scalar, opening: Unicode.Scalar, start: Int, index: Int, depth: Int)?
    var byteOffset = 0
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let start = byteOffset
      byteOffset += UTF8.width(scalar)
      index += 1
      guard let current = open else {
        if let close = Self.closing(scalar) { open = (close, scalar, start, index, 1) }
        continue
      }
      let inner = current.start + UTF8.width(current.opening)
      if scalar == current.opening, scalar != current.close {
        open?.depth += 1
      } else if scalar == current.close {
        open?.depth -= 1
        if current.depth == 1 {
          result.append(FoundQuotation(byteRange: inner..<start, outerRange: current.start..<byteOffset))
          open = nil
        }
      } else if start - current.start > longest || scalar == "\n" && current.close == "\"" {
        // Never closed: what follows the mark is read again.
        (index, byteOffset) = (current.index, inner)
        open = nil
      }
    }
    return result
  }

  /// What of a text is quoted, when all of it is: without the marks around it, and without blanks before and behind.
  static func content(of text: [UInt8]) -> Range<Int> {
    var whole = text.startIndex..<text.endIndex
    func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
    while let first = text[whole].first, isBlank(first) { whole.removeFirst() }
    while let last = text[whole].last, isBlank(last) { whole.removeLast() }
    guard let only = find(in: text).first, only.outerRange == whole else { return whole }
    return only.byteRange
  }

  private static func closing(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "“": "”"
    case "「": "」"
    case "『": "』"
    case "﹁": "﹂"
    case "﹃": "﹄"
    case "‘": "’"
    case "\"": "\""
    case "＂": "＂"
    default: nil
    }
  }
}
