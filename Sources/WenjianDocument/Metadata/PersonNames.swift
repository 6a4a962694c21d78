import WenjianText

/// Names of people in bylines. A weak rule: a surname and one or two Han more.
enum PersonNames {
  static func isSurname(_ line: FoldedLine, at index: Int) -> Bool {
    surnames.match(line, at: index) != nil
  }

  /// Names between blanks, 、 and commas.
  /// - Parameters:
  ///   - allowsRest: more may follow behind them: 记者卢太城台东县14日电.
  ///   - isNamed: a word before them says that they are names, so that a surname which the list has not is one as well.
  /// - Returns: the scalars of each; empty when something else stands there.
  static func read(
    _ line: FoldedLine, _ range: Range<Int>, allowsRest: Bool, isNamed: Bool = false
  ) -> [Range<Int>] {
    var names: [Range<Int>] = []
    var at = range.lowerBound
    while at < range.upperBound, names.count < 12 {
      while at < range.upperBound, isSeparator(line.scalars[at]) { at += 1 }
      if names.count > 0, let title = roles.match(line, at: min(at, line.count - 1)), at < range.upperBound {
        at += title.count  // 记者 刘楚　实习生 陈可欣
        continue
      }
      var end = at
      while end < range.upperBound, FoldedLine.isHan(line.scalars[end]) || line.scalars[end] == "·" { end += 1 }
      guard end > at else { break }
      let length = end - at
      let isFirst = names.isEmpty
      // 关俏、阿依努尔: what is set apart like a name is one.
      let isApart =
        isNamed && (2...(isFirst ? 3 : 4)).contains(length) && (end == range.upperBound || isSeparator(line[end]))
      guard isSurname(line, at: at) || (!isFirst && length <= 3) || isApart || isNickname(line, at..<end) else {
        return allowsRest ? names : []
      }
      if length >= 2, length <= 4 {
        names.append(at..<end)
      } else if allowsRest, length > 4 {
        names.append(at..<(at + 3))
        return names
      } else {
        return allowsRest ? names : []
      }
      at = end
      if at < range.upperBound, !isSeparator(line.scalars[at]) {
        return allowsRest || line.scalars[at] == "/" || line.scalars[at] == "(" ? names : []
      }
    }
    return names
  }

  /// Names as they are given back: in the text's own spelling, one blank between them.
  static func joined(_ names: [Range<Int>], _ line: FoldedLine, _ source: TextBytes) -> String {
    names.map { name in
      source.string(line.byteRange(name))
        .filter { $0 != " " && $0 != "\u{3000}" }
    }.joined(separator: " ")
  }

  /// 老周, 小叶, 阿木.
  private static func isNickname(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    guard range.count == 2 else { return false }
    switch line.scalars[range.lowerBound] {
    case "老", "小", "阿": return true
    default: return false
    }
  }

  private static func isSeparator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case " ", "\t", "、", ",", "，": true
    default: false
    }
  }

  private static let roles = FoldedLexicon([(0, "实习生 实习记者 通讯员 见习记者 记者 摄影 编辑 特约记者")])

  private static let surnames = FoldedLexicon([
    (
      0,
      """
      王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 邓 韩 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 \
      苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 \
      覃 武 钱 戴 严 莫 孔 向 常 汤 康 易 乔 赖 文 庞 樊 兰 殷 施 洪 翟 安 颜 倪 温 季 牛 俞 章 鲁 葛 毕 聂 焦 岳 翁 詹 欧 耿 关 柳 喻 纪 祝 左 \
      项 阮 齐 辛 管 房 祁 代 冉 路 尤 涂 童 符 柯 骆 凌 缪 费 穆 瞿 邢 窦 苗 谌 字 阎 温 裴 席 卫 柴 霍 简 申 褚 娄 宁 栗 芦 臧 卞 饶 匡 甘 冷 \
      司 盛 车 单 边 荆 屈 鲍 解 巩 滕 傅 丛 应 沙 全 商 占 晏 宫 谷 桂 邬 蒲 连 原 尚 米 游 井 隋 闵 楚 党 皮 都 燕 幸 敖 欧阳 上官 司马 诸葛 \
      司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 赫连
      """
    )
  ])
}
