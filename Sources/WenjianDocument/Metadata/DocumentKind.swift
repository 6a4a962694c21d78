import WenjianText

/// The kind of a document by the end of its title.
package enum DocumentKind {
  /// 通知 for 国务院办公厅关于…的通知, 条例 for 上海口岸服务条例, 办法 for …办法（试行）.
  /// - Returns: in simplified script, where its word stands in the title's UTF-8, how sure, and whether laws and rules are
  ///   called so; nil for titles that are no names of documents.
  package static func find(
    inTitle title: String
  ) -> (kind: String, utf8Range: Range<Int>, confidence: Double, isLaw: Bool)? {
    let line = FoldedLine(title)
    var end = line.count
    // （试行）, (2020年修订), （国发〔2014〕25号） at the end belong to no kind.
    while end > 0 {
      if line.isBlank(at: end - 1) {
        end -= 1
      } else if line[end - 1] == ")" || line[end - 1] == "]" {
        guard let open = line.scalars[..<end].lastIndex(where: { $0 == "(" }) else { break }
        end = open
      } else {
        break
      }
    }
    guard end >= 2, let (word, isLaw) = ending(line, before: end) else { return nil }
    // 宪法, 刑法, 民法典: names that are all of a title, or stand behind that of the state.
    if let (_, count) = bareNames.match(line, at: 0), count == end {
      return (line.string(word), line.byteRange(word), 0.8, true)
    }
    // 方法, 执法, 违法: words, not laws; 公司法 and 适用法 are laws.
    if word.count == 1, line[word.lowerBound] == "法", word.lowerBound > 0,
      Self.wordsOfLaw.contains(line[word.lowerBound - 1])
    {
      let isName = word.lowerBound > 1 && Self.namesOfLaw.match(line, at: word.lowerBound - 2) != nil
      if !isName { return nil }
    }
    let kind = line.string(word)
    if let about = line.firstIndex(of: TitleWords.about), about < word.lowerBound {
      // 关于…的通知, 的紧急通知, 的实施意见; a law's 关于…若干规定 has no 的.
      let isWhole = isLaw || line.scalars[max(about, word.lowerBound - 5)..<word.lowerBound].contains { $0 == "的" }
      return isWhole ? (kind, line.byteRange(word), 0.95, isLaw) : nil
    }
    // News says what was done with a document, and sets it off with commas: then it is no title of one.
    var index = 0
    while index < word.lowerBound {
      switch line.scalars[index] {
      case ",", ":", "\"", "!", "?", " ": return nil
      case "《":
        // 北京市实施《突发事件应对法》办法, 河南省《消防法》实施办法
        guard let close = line.scalars[index...].firstIndex(where: { $0 == "》" }), close < word.lowerBound,
          isImplementation(line, before: index) || isImplementation(line, before: close + 3)
        else { return nil }
        index = close
      default: if verbs.match(line, at: index) != nil { return nil }
      }
      index += 1
    }
    return isLaw && word.lowerBound >= 2 && end <= 60 ? (kind, line.byteRange(word), 0.8, true) : nil
  }

  /// Whether 实施 stands before an index.
  private static func isImplementation(_ line: FoldedLine, before end: Int) -> Bool {
    end >= 2 && line[end - 2] == "实" && line[end - 1] == "施"
  }

  /// How many letters of the end of a line are a word for a kind of document: 2 for …管理办法, nil for none.
  static func wordLength(atEndOf line: FoldedLine) -> Int? { ending(line, before: line.count)?.0.count }

  /// Whether a word for a kind of document ends in a scalar.
  static func mayEnd(in scalar: UInt32) -> Bool { lastScalars.contains(scalar) }

  private static func ending(_ line: FoldedLine, before end: Int) -> (Range<Int>, isLaw: Bool)? {
    for length in stride(from: min(4, end), through: 1, by: -1) {
      let start = end - length
      if let (tag, count) = kinds.match(line, at: start), count == length { return (start..<end, tag == 1) }
    }
    return nil
  }

  private static let wordsOfLaw = TitleWords.scalars("方想看做说用手语书魔无司立执违合非依守普")
  private static let namesOfLaw = FoldedLexicon([(0, "公司法 适用法 使用法 立法法 信用法")])
  private static let bareNames = FoldedLexicon([(0, "宪法 刑法 民法 民法典 商法 税法 海商法 国籍法")])

  /// Words with which a title of news tells of a document.
  private static let verbs = FoldedLexicon([(0, "印发 出台 发布 公布 解读 审议 通过 施行 修订 修正 学习 贯彻 落实 违反 推出")])

  private static let lastScalars = Set(kinds.lastScalars)

  private static let kinds = FoldedLexicon([
    // The 15 kinds of 公文, and those of Taiwan.
    (0, "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要 指示 复函 书函 建议 安排 公示 说明"),
    // Names of laws and rules.
    (
      1,
      """
      法 条例 规定 办法 细则 规则 规程 章程 准则 通则 标准 纲要 规划 方案 计划 要点 指南 解释 守则 宪法 公约 协定 法典 指引 规范 制度 \
      白皮书 修正案 预案 编制表 编组表 条款
      """
    ),
  ])
}
