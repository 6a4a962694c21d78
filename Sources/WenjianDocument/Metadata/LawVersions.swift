// Which documents are versions of one law.

import WenjianBytes
import WenjianText

/// Versions of one law: the same title but for 修正, 修订, a year or a date.
package enum LawVersions {
  /// A number that the versions of a law have in common, and other laws have not.
  /// - Returns: 0 for titles that are no names of laws or rules.
  package static func work(ofTitle title: String) -> UInt64 {
    guard let common = commonTitle(of: title) else { return 0 }
    return max(hash64(common.utf8.span), 1)
  }

  /// The title that all versions of a law have in common: `normalTitle(of:)`.
  /// - Returns: nil for titles that are no names of laws or rules. A notice is none: what a site prints of it later is a
  ///   reprint, and its date the day of that.
  package static func commonTitle(of title: String) -> String? {
    guard let kind = DocumentKind.find(inTitle: title), kind.isLaw, kind.confidence >= 0.8 else { return nil }
    let common = normalTitle(of: title)
    return common.unicodeScalars.count >= 2 ? common : nil
  }

  /// A title as it can be compared with another, folded: Han, letters and figures, without brackets of years and dates,
  /// 修正 and 修订 at its end, and 中华人民共和国 at its head.
  package static func normalTitle(of title: String) -> String {
    let line = FoldedLine(title)
    var kept: [UInt32] = []
    var index = 0
    while index < line.count {
      let scalar = line.scalars[index]
      // A bracket with a year or a word of change in it; （试行） is another law.
      if scalar == "(" || scalar == "[", let close = closing(line, from: index), isVersion(line, index..<close) {
        index = close + 1
        continue
      }
      // Letters, Han, figures; 《》 and marks are set otherwise by every site.
      if FoldedLine.isHan(scalar) || "0"..."9" ~= scalar || "a"..."z" ~= scalar { kept.append(scalar) }
      index += 1
    }
    if kept.starts(with: state), kept.count > state.count + 1 { kept.removeFirst(state.count) }
    var view = String.UnicodeScalarView()
    for scalar in kept { if let scalar = Unicode.Scalar(scalar) { view.append(scalar) } }
    return String(view)
  }

  private static let state = FoldedLine("中华人民共和国").scalars

  private static func closing(_ line: FoldedLine, from open: Int) -> Int? {
    line.scalars[open...].prefix(40).firstIndex { $0 == ")" || $0 == "]" }
  }

  private static func isVersion(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    let digits = range.reduce(0) { $0 + ("0"..."9" ~= line.scalars[$1] || line.scalars[$1] == "年" ? 1 : 0) }
    if digits >= 4 { return true }
    return range.contains { changes.match(line, at: $0) != nil }
  }

  private static let changes = FoldedLexicon([(0, "修正 修订 修改 年本 已修改 已废止 失效 有效 现行 全文")])
}
