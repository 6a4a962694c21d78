import WenjianStream

/// What makes a number of the numeral before it.
struct Counter: Sendable, Equatable {
  enum Kind: Sendable {
    /// Numbers things in order: 条, 号. Two is 二, and a number may be written figure by figure: 第一〇五条.
    case ordinal
    /// Counts: 个, 名. One is an article there as often as a number (一个, 一家), and two is 两: both are left alone.
    case count
    /// Measures: 天, 公里, 倍. Two is 两 or 二, and a fraction may stand before it.
    case measure
    /// A month, 1 to 12: may have a zero before it.
    case month
    /// A day, which may have a zero before it, or a number of them: 六十日.
    case day
    /// Four figures are those of a year, up to three a number of years.
    case year
  }

  var kind: Kind

  /// The counter that begins at an element, the longest: 个工作日, not 个.
  static func match(_ elements: [AnalyzedElement], at index: Int) -> (count: Int, value: Counter)? {
    var longest: (count: Int, value: Counter)?
    for (kind, words) in words {
      if let count = words.longestMatch(elements, at: index), count > longest?.count ?? 0 {
        longest = (count, Counter(kind: kind))
      }
    }
    return longest
  }

  static let words: [(kind: Kind, words: HanWords)] = [
    (.ordinal, "章 节 编 卷 册 届 期 号 页 级 学期 年级 世纪 中全会 标段 号楼"),
    (.count, "条 款 项 目 集 讲 辑 版 分编 个 名 人 位 户 家 件 类 种 次 批 轮 组 份 篇 部 本 张 场 所 支 队 间 处 座 栋 字 层 人次"),
    (.measure, "倍 天 岁 周岁 周年 元 亩 公顷 公里 千米 米 厘米 毫米 平方米 平方公里 立方米 吨 公斤 千克 千瓦 千瓦时 分钟 秒 小时 学时 课时"),
    (.measure, "个月 个工作日 工作日 个百分点 个小时 个季度 个学期 个学年 个年度 个星期 学年"),
    (.month, "月 月份"),
    (.day, "日"),
    (.year, "年 年度 年代"),
  ]
}
