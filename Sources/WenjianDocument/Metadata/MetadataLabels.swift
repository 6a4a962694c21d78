// Words that say what stands behind them: 来源：, 发布时间：, 發文字號：, 【发布部门】.

enum MetadataField: UInt8 {
  case title, publication, laxPublication, signature, source, author, issuer, number, other
}

/// A label in a line, and what it labels.
struct LabelledValue {
  var field: MetadataField
  /// In scalars of the line, without blanks at the ends; empty when the line ends with the label.
  var range: Range<Int>
  /// The label is 单位, which may be a measure.
  var isUnit = false
}

enum MetadataLabels {
  /// The labelled values of a line, in order.
  static func find(in line: FoldedLine, source: UnsafeBufferPointer<UInt8>) -> [LabelledValue] {
    var found: [LabelledValue] = []
    var labels: [(field: MetadataField, start: Int, value: Int, isUnit: Bool)] = []
    var index = 0
    while index < line.count {
      if let label = label(line, at: index) {
        labels.append((label.field, label.start, label.value, isUnit(line, label.start)))
        index = label.value
      } else {
        index += 1
      }
    }
    for (order, label) in labels.enumerated() {
      let limit = order + 1 < labels.count ? labels[order + 1].start : line.count
      guard label.field != .other else { continue }
      let end = valueEnd(line, label.value..<limit, label.field, source)
      let range = line.trimmed(label.value..<max(label.value, end))
      found.append(LabelledValue(field: label.field, range: range, isUnit: label.isUnit))
    }
    return found
  }

  private static func label(
    _ line: FoldedLine, at index: Int
  ) -> (field: MetadataField, start: Int, value: Int)? {
    guard let (tag, end) = lexicon.spacedMatch(line, at: index), let field = MetadataField(rawValue: tag) else {
      return nil
    }
    var at = line.skippingBlanks(end)
    // 文/张三 is a byline, 来源 without a colon is a word.
    if line[at] == 0x3A || (line[at] == 0x5D && index > 0 && line[index - 1] == 0x5B) {
      at += 1
    } else if field == .author, end - index == 1, line[end] == 0x2F,
      index == 0 || !FoldedLine.isHan(line[index - 1])
    {
      at = end + 1
    } else if field == .publication, at > end || line[at] &- 0x30 < 10, line[at] &- 0x30 < 10 {
      // 发布时间 2020-07-15
    } else {
      return nil
    }
    if field == .author, end - index == 1, line[end] != 0x2F { return nil }
    // 时间: and 日期: alone; 开会时间: is another thing.
    if field == .laxPublication || field == .number || field == .title || isUnit(line, index), index > 0,
      FoldedLine.isHan(line[index - 1])
    {
      return (.other, index, at)
    }
    at = line.skippingBlanks(at)
    while line[at] == 0x7C || line[at] == 0x3A { at = line.skippingBlanks(at + 1) }
    return (field, index, at)
  }

  /// 单位: alone is who says it, as 承办单位: and 计量单位: are not.
  private static func isUnit(_ line: FoldedLine, _ index: Int) -> Bool {
    line.starts(with: [0x5355, 0x4F4D], at: index)
  }

  /// Where a value ends: at a cell, at a wide blank, and for all but offices and titles before a date or a bracket.
  private static func valueEnd(
    _ line: FoldedLine, _ range: Range<Int>, _ field: MetadataField, _ source: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let scalar = line.scalars[index]
      if scalar == 0x7C { return index }
      if field == .title || field == .issuer {
        // 西陵省财政厅　西陵省农业农村厅
        if scalar == 0x5B && field == .issuer { return index }
        index += 1
        continue
      }
      if line.isBlank(at: index), index > range.lowerBound {
        let isWide = source[line.offsets[index]] == 0xE3 || scalar == 0x09
        if isWide || line.isBlank(at: index + 1) {
          if field != .author || !startsName(line, at: line.skippingBlanks(index)) { return index }
        }
        if field == .source, line[index + 1] &- 0x30 < 10 || line[index + 1] == 0x5B { return index }
      }
      if field == .source || field == .author, scalar == 0x5B || (scalar == 0x28 && field == .author) {
        return index
      }
      index += 1
    }
    return range.upperBound
  }

  private static func startsName(_ line: FoldedLine, at index: Int) -> Bool {
    index < line.count && PersonNames.isSurname(line, at: index)
  }

  private static let lexicon: FoldedLexicon = {
    func list(_ field: MetadataField, _ words: String) -> (tag: UInt8, words: String) { (field.rawValue, words) }
    return FoldedLexicon([
      list(.title, "标题 信息名称 文件名称 法规名称 公文标题 文件标题 名称"),
      list(
        .publication,
        """
        发布时间 发布日期 发表时间 发表日期 发稿时间 公布日期 公布时间 刊登日期 上传时间 张贴日期 公告日期 录入时间 发文时间: 公开日期 \
        发布于 发表于 刊发时间 信息时间 发布时间:
        """),
      list(.laxPublication, "日期 时间 生成日期 更新日期 更新时间 登记日期 添加时间 创建时间"),
      list(.signature, "成文日期 成文时间 发文日期 发文时间 签发日期 签署日期 制定日期 修正日期 最新异动日期 通过日期 印发日期"),
      list(.source, "单位 来源 文章来源 信息来源 稿源 稿件来源 新闻来源 资料来源 出处 转自 转载自 消息来源"),
      list(.author, "作者 记者 撰稿 撰文 文 发布人 发表人 文章作者 供稿"),
      list(.issuer, "发文机关 发文机构 发文单位 发布机构 发布机关 发布单位 发布部门 制定机关 公布机关 颁布单位 颁布机关 制发机关"),
      list(.number, "发文字号 文号 文件编号 发文文号 文件号 公文字号 字号"),
      list(
        .other,
        """
        浏览次数 阅读次数 点击 点击数 阅读 访问量 点阅次数 浏览量 字体 字号: 责任编辑 编辑 责编 审核 校对 实施日期 施行日期 生效日期 失效日期 \
        索引号 主题分类 主题词 信息索引 信息类别 文件状态 时效性 效力级别 有效性 关键词 公开范围 统一登记号 信息时效性 所属机构 所属主题 \
        法规类别 法规性质 法规网址 速别 附件 内容概述 公开方式 公开形式 密级 密等 主旨 说明 正本 副本 组配分类 体裁分类 服务对象
        """),
    ])
  }()
}
