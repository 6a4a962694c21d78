/// Small rules about values: what an office is called, where the name of a source ends.
enum MetadataValues {
  /// Whether all of a stretch is the name of an office, or of several with blanks between them.
  static func isOffice(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    guard range.count >= 2, range.count <= 60 else { return false }
    for index in range {
      let scalar = line.scalars[index]
      guard FoldedLine.isHan(scalar) || scalar == 0x20 || scalar == 0x28 || scalar == 0x29 else { return false }
    }
    let last = line.scalars[range.upperBound - 1]
    // 陳慕顏代行: signed for another.
    if line.starts(with: [0x4EE3, 0x884C], at: range.upperBound - 2) { return false }
    if offices.contains(last) { return true }
    return line.starts(with: [0x90E8, 0x95E8], at: range.upperBound - 2)  // 教育部等六部门
      || line.starts(with: [0x4E2D, 0x592E], at: range.upperBound - 2)  // 中共中央
  }

  /// 庐江区人民政府 for 庐江区人民政府（办公室）, the name of a column on its site.
  static func withoutOwnOffice(_ line: FoldedLine, _ range: Range<Int>) -> Range<Int> {
    let office: [UInt32] = [0x28, 0x529E, 0x516C, 0x5BA4, 0x29]
    let start = range.upperBound - office.count
    return start > range.lowerBound && line.starts(with: office, at: start) ? range.lowerBound..<start : range
  }

  /// 院厅部委局署府会办室社所处科行司组团校学站队庭党心
  private static let offices: Set<UInt32> = [
    0x9662, 0x5385, 0x90E8, 0x59D4, 0x5C40, 0x7F72, 0x5E9C, 0x4F1A, 0x529E, 0x5BA4, 0x793E, 0x6240, 0x5904, 0x79D1,
    0x884C, 0x53F8, 0x7EC4, 0x56E2, 0x6821, 0x5B66, 0x7AD9, 0x961F, 0x5EAD, 0x5FC3,
  ]

  /// What is done to a law on a day.
  static let acts = FoldedLexicon([
    (0, "通过 修正 修订 公布 批准 颁布 发布 制定 修改")
  ])

  static let reporters = FoldedLexicon([(0, "记者 通讯员 撰稿人 本报通讯员")])

  /// Where the source in a labelled stretch ends: before a link to the site, 转载, 作者, a date.
  /// - Returns: nil when nothing is left, or what is left is no name.
  static func source(_ line: FoldedLine, _ range: Range<Int>) -> Range<Int>? {
    var end = range.lowerBound
    while end < range.upperBound {
      if let word = ends.match(line, at: end), end > range.lowerBound || word.tag == 1 { break }
      end += 1
    }
    let trimmed = line.trimmed(range.lowerBound..<end)
    guard !trimmed.isEmpty, trimmed.count <= 40 else { return nil }
    let hasWord = trimmed.contains { FoldedLine.isHan(line.scalars[$0]) || (line.scalars[$0] &- 0x61 < 26) }
    return hasWord ? trimmed : nil
  }

  private static let ends = FoldedLexicon([
    (0, "转载 举报 原创稿 参与互动 http www. 发布时间 发布日期 免责 点击 浏览 阅读 字号 字体 打印 分享"), (1, "http www."),
  ])

  /// Blanks of any width, and what they come in, as one; without the readings that some texts have behind their
  /// characters: 網(wǎng)絡.
  static func singleBlanks(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "(" || scalar == "（", let end = endOfReading(rest) {
        rest = rest[end...]
        continue
      }
      if scalar == " " || scalar == "\u{3000}" || scalar == "\t" || scalar == "\u{A0}" || scalar == "\n" {
        if result.last != " ", !result.isEmpty { result.append(" ") }
      } else if scalar != "\u{200B}" && scalar != "\u{FEFF}" && scalar != "\r" {
        result.append(scalar)
      }
    }
    if result.last == " " { result.removeLast() }
    return String(result)
  }

  /// Behind the bracket that closes one to six Latin letters, one of them with a tone.
  private static func endOfReading(_ rest: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView.Index? {
    var hasTone = false
    for (count, index) in rest.indices.prefix(8).enumerated() {
      switch rest[index].value {
      case 0x61...0x7A: break
      case 0xE0...0x1DC: hasTone = true
      case 0x29, 0xFF09: return hasTone && count > 0 ? rest.index(after: index) : nil
      default: return nil
      }
    }
    return nil
  }

  /// The words of a file name without its ending, its folders joined by `__`, and a date at its end.
  /// - Returns: nil for a name without at least four Han.
  static func title(fromFileName name: String) -> String? {
    var scalars = name.unicodeScalars[...]
    if let dot = scalars.lastIndex(of: "."), dot > scalars.startIndex { scalars = scalars[..<dot] }
    if let join = String(scalars).range(ofLast: "__") { scalars = String(scalars).unicodeScalars[join...] }
    var text = String(scalars)
    if let date = DateReader.date(inFileName: text) {
      for bracketed in ["(\(date.text))", "（\(date.text)）", date.text] where text.hasSuffix(bracketed) {
        text.removeLast(bracketed.count)
        break
      }
    }
    let bare = singleBlanks(text)
    return FoldedLine(bare).han >= 4 ? bare : nil
  }
}

extension String {
  /// Where the text behind the last occurrence of a short mark begins.
  fileprivate func range(ofLast mark: String) -> String.UnicodeScalarView.Index? {
    let marks = Array(mark.unicodeScalars)
    var index = unicodeScalars.endIndex
    var matched = marks.count
    while index > unicodeScalars.startIndex {
      let before = unicodeScalars.index(before: index)
      matched = unicodeScalars[before] == marks[matched - 1] ? matched - 1 : marks.count
      if matched == 0 { return unicodeScalars.index(before, offsetBy: marks.count) }
      index = before
    }
    return nil
  }
}
