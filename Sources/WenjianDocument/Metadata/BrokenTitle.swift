import WenjianText

/// Puts a title together that stands on several lines: 云麓市人民政府关于印发 / 《…办法》的 / 通知, 中华人民共和国 / 监察法.
enum BrokenTitle {
  /// A title on more lines is none that was seen.
  static let lineLimit = 5
  static let characterLimit = 100

  /// What speaks for a title on several lines.
  enum Ground {
    /// 关于 in its beginning, the kind of document at its end.
    case about
    /// The name of a law below the land it is of, or above 管理办法 or （试行）.
    case law
    /// A line that goes on by its form: it ends in 的, or 《 is open.
    case form
  }

  struct Whole {
    /// Of `parts`.
    var count: Int
    var text: String
    var ground: Ground
  }

  /// The longest title that begins with the first of `parts`.
  /// - Parameter parts: of lines that stand next to each other.
  /// - Returns: nil when the first is none, or one by itself.
  static func find(_ parts: ArraySlice<TitlePart>) -> Whole? {
    guard let first = parts.first, first.line.han > 0, !first.isSentence || first.isOpen,
      !TitleWords.isBesideTitle(first.line)
    else { return nil }
    var best: Whole?
    var text = first.text
    var end = Self.end(first.line, first.text)
    var limit = lineLimit
    for (offset, part) in parts.enumerated().dropFirst() where offset < limit {
      // Below the title: 各县人民政府：, a sentence.
      switch part.line.last {
      case ":", "。", ";", ",": return best
      default: if TitleWords.isBesideTitle(part.line) { return best }
      }
      let before = text
      text += part.text
      guard text.unicodeScalars.count <= characterLimit else { break }
      let line = FoldedLine(text)
      let marks = TitleWords.marks(line)
      if marks.stops > 0 || marks.commas > 0 { break }
      let isTail = part.line[0] == "的" || TitleWords.openBrackets(FoldedLine(before)) > 0
      if TitleWords.isBracketTail(part.line) {
        // （试行） ends what is a title without it.
        guard end != .none || best != nil else { return best }
        return Whole(count: offset + 1, text: text, ground: best?.ground ?? .law)
      }
      if end == .whole, !isTail, !isOfficeBroken(first, part, line) {
        // 中华人民共和国增值税暂行条例 / 实施细则
        guard TitleWords.isImplementation(part.line) else { return best }
        return Whole(count: offset + 1, text: text, ground: .law)
      }
      if end == .perhaps, !isTail, part.hasAbout || part.line.count > 24 { return best }
      guard let ground = ground(parts[parts.startIndex..<(parts.startIndex + offset)], part, line, text) else {
        continue
      }
      if end == .perhaps, Self.end(line, text) != .whole { continue }
      best = Whole(count: offset + 1, text: text, ground: ground)
      end = Self.end(line, text)
      // （试行） or 的通知 may follow.
      limit = min(lineLimit + 1, max(limit, offset + 2))
    }
    return best
  }

  /// How a text ends.
  enum End {
    case none
    /// As the name of a document may: 关于加强规划 does, and goes on with 管理的意见.
    case perhaps
    case whole
  }

  static func end(_ line: FoldedLine, _ text: String) -> End {
    guard TitleWords.openBrackets(line) == 0, let kind = DocumentKind.find(inTitle: text) else { return .none }
    guard kind.isLaw, line.firstIndex(of: TitleWords.about) != nil else { return .whole }
    let before = text.utf8.prefix(kind.utf8Range.lowerBound)
    return before.suffix(3).elementsEqual("的".utf8) || before.suffix(6).elementsEqual("若干".utf8) ? .whole : .perhaps
  }

  /// 最高人民法 / 院关于: the name of the office before 关于 is broken. 中国政府网 / 国务院关于 has a whole one in its second line.
  private static func isOfficeBroken(_ first: TitlePart, _ second: TitlePart, _ line: FoldedLine) -> Bool {
    guard let about = line.firstIndex(of: TitleWords.about), about >= first.line.count, about <= 40,
      MetadataValues.isOffice(line, 0..<about)
    else { return false }
    if first.line.scalars.contains(where: { $0 == "、" }) { return true }
    let own = second.line.firstIndex(of: TitleWords.about) ?? second.line.count
    return own < 3 || !MetadataValues.isOffice(second.line, 0..<own)
  }

  private static func ground(
    _ before: ArraySlice<TitlePart>, _ part: TitlePart, _ line: FoldedLine, _ text: String
  ) -> Ground? {
    guard TitleWords.openBrackets(line) == 0 else { return nil }
    let kind = DocumentKind.find(inTitle: text)
    if let about = line.firstIndex(of: TitleWords.about) {
      // Before 关于 only offices stand, whose names may be broken as well.
      guard let first = before.first else { return nil }
      if first.line.count <= about, !isOfficeBroken(first, before.dropFirst().first ?? part, line) {
        var length = 0
        for part in before where length < about {
          let isOffice =
            MetadataValues.isOffice(part.line, 0..<part.line.count) || TitleWords.isTerritory(part.line)
          length += part.line.count
          if length <= about, !isOffice { return nil }
        }
      }
      if kind != nil { return .about }
    } else if let kind, kind.isLaw {
      if before.count <= 2, let land = before.first, TitleWords.isTerritory(land.line),
        !part.line.starts(with: land.line.scalars, at: 0)
      {
        return .law
      }
      let upper = before.reduce(into: 0) { $0 += $1.line.han }
      if TitleWords.isBareTail(part.line), before.count == 1, upper >= 4,
        !TitleWords.told.contains(before.first?.line.last ?? 0)
      {
        return .law
      }
    }
    guard before.allSatisfy(\.isOpen), part.line.han >= 2, part.line.count <= 30, !part.isOpen else { return nil }
    return .form
  }
}
