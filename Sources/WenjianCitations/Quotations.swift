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
  /// - Complexity: linear in the text, whatever is never closed in it.
  static func find(in text: [UInt8]) -> [FoundQuotation] {
    var found: [FoundQuotation] = []
    /// By the closing mark, the opening ones that wait for it: where they are, and what follows them.
    var open: [Unicode.Scalar: [(start: Int, inner: Int)]] = [:]
    var byteOffset = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let start = byteOffset
      byteOffset += UTF8.width(scalar)
      // What is the same at both ends ends with its line.
      if scalar == "\n" { open["\""] = nil }
      if let opening = open[scalar]?.popLast() {
        if start - opening.start <= longest {
          found.append(FoundQuotation(byteRange: opening.inner..<start, outerRange: opening.start..<byteOffset))
        }
      } else if let close = closing(scalar) {
        open[close, default: []].append((start, byteOffset))
      }
    }
    found.sort { $0.outerRange.lowerBound < $1.outerRange.lowerBound }
    var result: [FoundQuotation] = []
    for quotation in found where quotation.outerRange.lowerBound >= result.last?.outerRange.upperBound ?? 0 {
      result.append(quotation)
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
