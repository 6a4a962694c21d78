// Words that say what stands behind them: 来源：, 发布时间：, 發文字號：, 【发布部门】.

import WenjianModel
import WenjianText

/// What a label says that its value is.
struct MetadataLabel: Equatable {
  /// nil: nothing that a document is known by.
  var field: DocumentField?
  /// 日期: and 时间: alone: a day of publication, if nothing surer says so.
  var isLax = false
}

/// A label in a line, and what it labels.
struct LabelledValue {
  var label: MetadataLabel
  /// Where the label begins, in scalars of the line.
  var start: Int
  /// In scalars of the line, without blanks at the ends; empty when the line ends with the label.
  var range: Range<Int>
  /// The label is 单位, which may be a measure.
  var isUnit = false
  /// The label is of a day: 采集时间, 施行日期.
  var isDay = false
}

enum MetadataLabels {
  /// The labelled values of a line, in order; those of labels that say nothing of the document have no field.
  static func find(in line: FoldedLine, source: TextBytes) -> [LabelledValue] {
    var found: [LabelledValue] = []
    var labels: [(label: MetadataLabel, start: Int, value: Int, isUnit: Bool)] = []
    var index = 0
    while index < line.count {
      if let label = label(line, at: index) {
        labels.append((label.label, label.start, label.value, isUnit(line, label.start)))
        index = label.value
      } else {
        index += 1
      }
    }
    for (order, label) in labels.enumerated() {
      let limit = order + 1 < labels.count ? labels[order + 1].start : line.count
      let end = valueEnd(line, label.value..<limit, label.label.field, source)
      let range = withoutEmphasis(line, label.value..<max(label.value, end))
      found.append(
        LabelledValue(
          label: label.label, start: label.start, range: range, isUnit: label.isUnit,
          isDay: isDay(line, label.start..<label.value)))
    }
    return found
  }

  /// The field that a line names and says no more of: its value stands in the next line.
  static func only(_ line: FoldedLine) -> MetadataLabel? {
    var index = 0
    while index < line.count, isEmphasis(line[index]) || line[index] == "[" || line.isBlank(at: index) {
      index += 1
    }
    guard index < line.count, let (tag, end) = lexicon.spacedMatch(line, at: index) else { return nil }
    let label = known[Int(tag)].label
    var at = end
    var hasColon = line[end - 1] == ":"
    while at < line.count {
      switch line[at] {
      case ":", "]", "|": hasColon = true
      default: guard isEmphasis(line[at]) || line.isBlank(at: at) else { return nil }
      }
      at += 1
    }
    switch label.field {
    case nil: return nil
    case .publicationDate, .signatureDate, .issuer, .documentNumber: if !label.isLax { return label }
    default: break
    }
    return hasColon && !isUnit(line, index) ? label : nil
  }

  /// `*` and `_` around a word of Markdown.
  private static func isEmphasis(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "*", "_", "`", "#", "-": true
    default: false
    }
  }

  private static func withoutEmphasis(_ line: FoldedLine, _ range: Range<Int>) -> Range<Int> {
    var range = line.trimmed(range)
    guard !range.isEmpty, line[range.lowerBound] == "*" || line[range.upperBound - 1] == "*" else { return range }
    while !range.isEmpty, line[range.lowerBound] == "*" { range.removeFirst() }
    while !range.isEmpty, line[range.upperBound - 1] == "*" { range.removeLast() }
    return line.trimmed(range)
  }

  private static func label(
    _ line: FoldedLine, at index: Int
  ) -> (label: MetadataLabel, start: Int, value: Int)? {
    guard let (tag, end) = lexicon.spacedMatch(line, at: index) else { return nil }
    let label = known[Int(tag)].label
    let field = label.field
    var at = line.skippingBlanks(end)
    // **发布日期**：
    while line[at] == "*" { at = line.skippingBlanks(at + 1) }
    // 文/张三 is a byline, 来源 without a colon is a word.
    if line[at] == ":" || (line[at] == "]" && isBracketed(line, index)) {
      at += 1
    } else if field == .author, end - index == 1, line[end] == "/",
      index == 0 || !FoldedLine.isHan(line[index - 1])
    {
      at = end + 1
    } else if field == .publicationDate, !label.isLax, at > end || "0"..."9" ~= line[at], "0"..."9" ~= line[at] {
      // 发布时间 2020-07-15
    } else if line[at] == "|", isBehindBar(line, index),
      field == .publicationDate && !label.isLax || field == .signatureDate || field == .documentNumber
    {
      // | 发布日期 | 2020-07-15 |
    } else {
      return nil
    }
    if field == .author, end - index == 1, line[end] != "/" { return nil }
    // 时间: and 日期: alone; 开会时间: is another thing.
    if label.isLax || field == .documentNumber || field == .title || isUnit(line, index), index > 0,
      FoldedLine.isHan(line[index - 1])
    {
      return (MetadataLabel(), index, at)
    }
    at = line.skippingBlanks(at)
    while line[at] == "|" || line[at] == ":" || line[at] == "*" { at = line.skippingBlanks(at + 1) }
    return (label, index, at)
  }

  private static func isBehindBar(_ line: FoldedLine, _ index: Int) -> Bool {
    var at = index
    while at > 0, line.isBlank(at: at - 1) { at -= 1 }
    return at == 0 || line[at - 1] == "|"
  }

  private static func isDay(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    range.contains { line[$0] == "期" || line[$0] == "间" }
  }

  /// 【 标  题 】 with blanks in the bracket.
  private static func isBracketed(_ line: FoldedLine, _ index: Int) -> Bool {
    var at = index
    while at > 0, line.isBlank(at: at - 1) { at -= 1 }
    return at > 0 && line[at - 1] == "["
  }

  /// 单位: alone is who says it, as 承办单位: and 计量单位: are not.
  private static func isUnit(_ line: FoldedLine, _ index: Int) -> Bool {
    line[index] == "单" && line[index + 1] == "位"
  }

  /// Where a value ends: at a cell, at a wide blank, and for all but offices and titles before a date or a bracket.
  private static func valueEnd(
    _ line: FoldedLine, _ range: Range<Int>, _ field: DocumentField?, _ source: TextBytes
  ) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let scalar = line.scalars[index]
      // A title may have | in it; behind the last cell there is nothing.
      if scalar == "|", field != .title || line.skippingBlanks(index + 1) >= range.upperBound { return index }
      if field == .title || field == .issuer {
        // 西陵省财政厅　西陵省农业农村厅
        if scalar == "[" && field == .issuer { return index }
        index += 1
        continue
      }
      if line.isBlank(at: index), index > range.lowerBound {
        let isWide = UTF8Reader.scalar(source, at: line.offsets[index]).scalar == "\u{3000}" || scalar == "\t"
        if isWide || line.isBlank(at: index + 1) {
          if field != .author || !startsName(line, at: line.skippingBlanks(index)) { return index }
        }
        if field == .source, "0"..."9" ~= line[index + 1] || line[index + 1] == "[" { return index }
      }
      if field == .source || field == .author, scalar == "[" || (scalar == "(" && field == .author) {
        return index
      }
      index += 1
    }
    return range.upperBound
  }

  private static func startsName(_ line: FoldedLine, at index: Int) -> Bool {
    index < line.count && PersonNames.isSurname(line, at: index)
  }

  /// By their tags in the lexicon.
  private static let known: [(label: MetadataLabel, words: String)] = [
    (MetadataLabel(field: .title), "标题 题名 信息名称 文件名称 法规名称 公文标题 文件标题 名称"),
    (
      MetadataLabel(field: .publicationDate),
      """
      发布时间 发布日期 发表时间 发表日期 发稿时间 公布日期 公布时间 刊登日期 上传时间 张贴日期 公告日期 录入时间 发文时间: 公开日期 \
      发布于 发表于 刊发时间 信息时间 发布时间:
      """
    ),
    (MetadataLabel(field: .publicationDate, isLax: true), "日期 时间 生成日期 更新日期 更新时间 登记日期 添加时间 创建时间"),
    (MetadataLabel(field: .signatureDate), "成文日期 成文时间 发文日期 发文时间 签发日期 签署日期 制定日期 修正日期 最新异动日期 通过日期 印发日期"),
    (MetadataLabel(field: .source), "单位 来源 文章来源 信息来源 稿源 稿件来源 新闻来源 资料来源 出处 转自 转载自 消息来源"),
    (MetadataLabel(field: .author), "作者 记者 撰稿 撰文 文 发布人 发表人 文章作者 供稿"),
    (MetadataLabel(field: .issuer), "发文机关 发文机构 发文单位 发布机构 发布机关 发布单位 发布部门 制定机关 公布机关 颁布单位 颁布机关 制发机关"),
    (MetadataLabel(field: .documentNumber), "发文字号 文号 文件编号 发文文号 文件号 公文字号 字号"),
    (MetadataLabel(field: .topic), "主题分类 所属主题"),
    (
      MetadataLabel(),
      """
      浏览次数 阅读次数 点击 点击数 阅读 访问量 点阅次数 浏览量 字体 字号: 责任编辑 编辑 责编 审核 校对 实施日期 施行日期 生效日期 失效日期 \
      索引号 主题词 信息索引 信息类别 文件状态 时效性 效力级别 有效性 文献号 来稿 分类号 档号 电头 关键词 公开范围 统一登记号 信息时效性 所属机构 \
      法规类别 法规性质 法规网址 速别 附件 内容概述 公开方式 公开形式 密级 密等 主旨 说明 正本 副本 组配分类 体裁分类 服务对象
      """
    ),
  ]

  private static let lexicon = FoldedLexicon(known.enumerated().map { (UInt8($0.offset), $0.element.words) })
}
