// From when on a law is in force, as it says itself: 本法自2023年3月15日起施行.

package import WenjianModel
import WenjianText

/// When a law says that it comes into force.
package enum EffectiveDate: Equatable, Sendable {
  case day(CivilDate)
  /// 自公布之日起施行
  case publication

  /// Reads the last such sentence of a text: that of the law itself, behind those of the decisions that amended it.
  /// - Parameter text: valid UTF-8.
  /// - Returns: nil where none is found.
  /// - Complexity: linear in the text behind that sentence.
  package static func find(in text: [UInt8]) -> EffectiveDate? {
    TextBytes.lend(text) { bytes in
      var line = FoldedLine()
      var end = bytes.count
      while end > 0 {
        var start = end
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), bytes[start - 1] != UInt8(ascii: "\r") {
          start -= 1
        }
        line.read(bytes, start..<end)
        if let found = find(in: line) { return found }
        end = max(start - 1, 0)
      }
      return nil
    }
  }

  static func find(in line: FoldedLine) -> EffectiveDate? {
    for index in line.scalars.indices where line.scalars[index] == "自" {
      let at = line.skippingBlanks(index + 1)
      if let found = DateReader.read(line, at: at, afterLabel: false), isEffect(line, from: found.range.upperBound)
      {
        return .day(found.date)
      }
      if let (_, count) = publications.match(line, at: at), isEffect(line, from: at + count) { return .publication }
    }
    return nil
  }

  /// 起施行, 之日起施行, 施行 in Taiwan; and 起30日后施行 is another day, which is not told.
  private static func isEffect(_ line: FoldedLine, from index: Int) -> Bool {
    guard index < line.count else { return false }
    var at = line.skippingBlanks(index)
    for word in ["之日", "日", "起"] {
      let scalars = word.unicodeScalars.map(\.value)
      if line.starts(with: scalars, at: at) { at = line.skippingBlanks(at + scalars.count) }
    }
    return at < line.count && effects.match(line, at: at) != nil
  }

  private static let publications = FoldedLexicon([(0, "公布 发布 颁布 印发 下发")])
  private static let effects = FoldedLexicon([(0, "施行 实施 生效 执行 正式施行 试行")])
}
