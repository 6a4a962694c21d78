import WenjianText

/// Small rules about values: what an office is called, where the name of a source ends.
enum MetadataValues {
  /// Whether all of a stretch is the name of an office, or of several with blanks between them.
  static func isOffice(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    guard range.count >= 2, range.count <= 60 else { return false }
    for index in range {
      let scalar = line.scalars[index]
      guard FoldedLine.isHan(scalar) || scalar == " " || scalar == "、" || scalar == "(" || scalar == ")" else {
        return false
      }
    }
    let last = line.scalars[range.upperBound - 1]
    // 陳慕顏代行: signed for another.
    if line[range.upperBound - 2] == "代", last == "行" { return false }
    if offices.contains(last) { return true }
    // 教育部等六部门, 中共中央
    return line[range.upperBound - 2] == "部" && last == "门" || line[range.upperBound - 2] == "中" && last == "央"
  }

  /// 庐江区人民政府 for 庐江区人民政府（办公室）, the name of a column on its site.
  static func withoutOwnOffice(_ line: FoldedLine, _ range: Range<Int>) -> Range<Int> {
    let start = range.upperBound - ownOffice.count
    return start > range.lowerBound && line.starts(with: ownOffice, at: start) ? range.lowerBound..<start : range
  }

  private static let ownOffice = FoldedLine("（办公室）").scalars

  private static let offices = TitleWords.scalars("院厅部委局署府会办室社所处科行司组团校学站队庭党心")

  /// What is done to a law on a day.
  static let acts = FoldedLexicon([
    (0, "通过 修正 修订 公布 批准 颁布 发布 制定 修改")
  ])

  /// What is done with a document long after it came out, on a day that is none of its own.
  static let foreignActs = FoldedLexicon([
    (0, "检索 采集 抓取 下载 打印 访问 导出 截至 截止 录屏 截图 制表 报名 施行 生效 失效 废止")
  ])

  /// What a notice does with the document that follows it.
  static let forwarding = FoldedLexicon([(0, "印发 转发 批转 颁发 颁布 公布 发布 下发")])

  static let colophons = FoldedLexicon([(0, "抄送 抄报 主送 分送 发送 联系人 此件 主题词 附注 印发 公开方式 信息公开")])

  /// What is told of a reporter, and is no name; 1 for surnames and words in one, which are names when they stand apart.
  static let tellings = FoldedLexicon([
    (
      0,
      """
      了解 获悉 看到 发现 日前 近日 今日 昨日 今天 昨天 今年 走进 来到 采访 注意 见到 表示 跟随 随队 得知 梳理 统计 探访 实地 提问 联系 致电 通过 \
      之家 现场 招待 调查 会上 节目 们 站在 证件 手记 观察 问答 说 在 对 就 问 到 赶 查
      """
    ),
    (1, "从 向 于 和 与 经 随 时 连 会 节 团 证 站 来 还 曾 也 都 又 再 应 当 并 及"),
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
    let hasWord = trimmed.contains { FoldedLine.isHan(line.scalars[$0]) || "a"..."z" ~= line.scalars[$0] }
    return hasWord ? trimmed : nil
  }

  private static let ends = FoldedLexicon([
    (0, "转载 举报 原创稿 参与互动 http www. 发布时间 发布日期 免责 点击 浏览 阅读 字号 字体 打印 分享"), (1, "http www."),
  ])

  /// Scalars of a topic: a longer text behind such a label is none.
  static let topicLimit = 60

  /// Blanks of any width, and what they come in, as one; without the readings that some texts have behind their
  /// characters: 網(wǎng)絡.
  static func singleBlanks(_ text: String) -> String {
    guard text.utf8.contains(where: mayBeLeftOut) else { return text }
    return TextBytes.lend(text) { source in
      var result: [UInt8] = []
      result.reserveCapacity(source.count)
      var at = 0
      // Where the stretch began that stays as it is.
      var kept = 0
      while at < source.count {
        let start = at
        let (scalar, end) = UTF8Reader.scalar(source, at: at)
        at = end
        var isWhite = false
        switch scalar {
        case "(", "（":
          guard let end = endOfReading(source, from: at) else { continue }
          at = end
        case "\u{200B}", "\u{FEFF}", "\r": break
        case "\n",
          _ where isBlank(scalar):
          isWhite = true
        default: continue
        }
        result.append(contentsOf: source[kept..<start])
        kept = at
        if isWhite, let last = result.last, last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
      }
      result.append(contentsOf: source[kept..<source.count])
      if result.last == UInt8(ascii: " ") { result.removeLast() }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// ASCII up to the blank, an opening bracket, and the lead bytes of blanks and brackets beyond ASCII; an ideographic
  /// comma shares one, and is only slower.
  private static func mayBeLeftOut(_ byte: UInt8) -> Bool {
    byte <= 0x28 || byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF
  }

  /// Behind the bracket that closes one to six Latin letters, one of them with a tone.
  private static func endOfReading(_ source: TextBytes, from start: Int) -> Int? {
    var hasTone = false
    var at = start
    for count in 0..<8 where at < source.count {
      let (scalar, end) = UTF8Reader.scalar(source, at: at)
      at = end
      switch scalar {
      case "a"..."z": break
      case "à"..."ǜ": hasTone = true
      case ")", "）": return hasTone && count > 0 ? at : nil
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
