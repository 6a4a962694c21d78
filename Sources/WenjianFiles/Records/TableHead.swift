// What is above the records of a table: a title, the names of the columns, or nothing.

import WenjianModel
import WenjianText

/// Judged by the first rows. Where it is not certain that a row names columns it is a record: then nothing is lost.
struct TableHead {
  /// Rows that are no records.
  private(set) var rowCount = 0
  /// Of the columns; empty when none are given.
  private(set) var names: [String] = []
  /// Paragraphs of what is above the names, such as the title of the table.
  private(set) var textAbove: [UInt8]?

  static let sampleRows = 24
  /// Above a table there are a title, a unit of measure, a date: not more lines than this.
  private static let linesAbove = 4

  init(_ sample: [[String]], _ mapping: RecordFields) {
    var rows = sample[...]
    // For Excel; nobody sees it.
    if rows.first?.first?.hasPrefix("sep=") == true {
      rows.removeFirst()
      rowCount += 1
    }
    let above = rows.prefix { Self.filled($0) == 1 }
    if (1...Self.linesAbove).contains(above.count), let next = rows.dropFirst(above.count).first,
      Self.namesColumns(next, rows.dropFirst(above.count + 1), mapping)
        || above.count == 1 && Self.filled(next) > 2 && !Self.namesColumns(above[above.startIndex], [], mapping)
    {
      var text: [UInt8] = []
      for cell in above.joined() where !cell.isEmpty { text += Array(cell.utf8) + [TextMark.paragraphEnd] }
      textAbove = text
      rows.removeFirst(above.count)
      rowCount += above.count
    }
    if let first = rows.first, Self.namesColumns(first, rows.dropFirst(), mapping) {
      names = first.map { $0.trimmed }
      rowCount += 1
    }
  }

  private static func filled(_ row: [String]) -> Int { row.count { !$0.trimmed.isEmpty } }

  /// Whether a row names the columns of the rows below it.
  private static func namesColumns(
    _ row: [String], _ below: ArraySlice<[String]>, _ mapping: RecordFields
  ) -> Bool {
    let cells = row.map(\.trimmed)
    if !mapping.places(in: cells).isEmpty, cells.allSatisfy({ $0.count <= 40 }) { return true }
    let names = cells.filter { !$0.isEmpty }
    guard !names.isEmpty, names.allSatisfy({ $0.count <= 20 && !isValue($0) }), Set(names).count == names.count
    else {
      return false
    }
    let known = names.count(where: isColumnName)
    if known * 2 >= names.count { return true }
    // Names of a program above values in Chinese.
    if names.allSatisfy(isIdentifier), below.joined().contains(where: { !$0.utf8.allSatisfy { $0 < 0x80 } }) {
      return true
    }
    // A word above nothing but numbers.
    return below.count > 1
      && cells.indices.contains { column in
        !cells[column].isEmpty
          && below.allSatisfy { column < $0.count && isValue($0[column].trimmed) }
      }
  }

  /// A number or a date.
  private static func isValue(_ cell: String) -> Bool {
    !cell.isEmpty && cell.unicodeScalars.contains { $0.properties.numericType == .decimal }
      && cell.unicodeScalars.allSatisfy {
        $0.properties.numericType == .decimal || "+-.,/:%年月日时分秒 ".unicodeScalars.contains($0)
      }
  }

  private static func isIdentifier(_ cell: String) -> Bool {
    cell.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_- .".utf8.contains($0) }
      && cell.utf8.first.map(isLetter) == true
  }

  /// Whether a cell is what columns are called: one of the usual words, or one that ends like them.
  private static func isColumnName(_ cell: String) -> Bool {
    let bare = String(cell.prefix { $0 != "(" && $0 != "（" && $0 != "/" }).filter { !$0.isWhitespace }
    guard (1...10).contains(bare.count) else { return false }
    return words.contains(bare) || bare.count > 1 && bare.count <= 8 && endings.contains { bare.hasSuffix($0) }
  }

  private static let words = Set(
    split(
      """
      姓名 性别 年龄 民族 学历 籍贯 职务 职称 职位 岗位 单位 部门 科室 处室 地址 住址
      电话 手机 邮箱 邮编 备注 说明 附注 名称 类型 类别 种类 分类 级别 等级 状态 来源
      内容 摘要 事项 项目 数量 金额 单价 总价 合计 小计 面积 人数 户数 比例 占比 排名
      得分 成绩 年份 年度 月份 季度 日期 时间 期限 地区 区域 省份 省 市 县 区 城市
      区县 乡镇 街道 村 社区 学校 专业 班级 序号 编号 代码 编码 指标 计量单位 规格 型号
      品名 联系人 负责人 申请人 法人 作者 关键词 标签 栏目 链接 网址 附件 标题 正文 國家
      名稱 類別 備註 說明 單位 電話 數量 金額 問題 问题 答案 回复 答复 依据 措施 任务
      要求 name title date time type status address
      phone email note notes remark remarks
      """))
  private static let endings = split(
    """
    名称 编号 号码 代码 类型 类别 日期 时间 单位 部门 机关 地址 电话 备注 说明 情况
    内容 数量 金额 人数 户数 面积 比例 级别 状态 来源 范围 地区 依据 方式 期限 联系人
    责任人 负责人 姓名 标题 名稱 編號 日期 類別 電話 備註 字号 文号 序号 总数 率
    """)

  private static func split(_ words: String) -> [String] {
    words.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

extension String {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
