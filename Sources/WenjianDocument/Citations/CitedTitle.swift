// The names by which documents are cited, as they can be compared.

import WenjianText

/// The form in which names of documents are compared.
package enum CitedTitle {
  private static let state = "中华人民共和国"

  /// As `LawVersions.normalTitle(of:)`, and without 中华人民共和国 in titles that name a law of another name, too:
  /// 关于适用〈中华人民共和国民事诉讼法〉的解释 is 关于适用《民事诉讼法》的解释.
  package static func normalForm(of title: String) -> String {
    let normal = LawVersions.normalTitle(of: title)
    guard normal.utf8.count > state.utf8.count else { return normal }
    let short = normal.replacing(state, with: "")
    return short.isEmpty ? normal : short
  }

  /// Whether 《》 hold the name of a form or a certificate, 《食品经营许可证》, and of no document that can be cited.
  /// - Parameter title: in its normal form.
  package static func isForm(_ title: String) -> Bool {
    forms.contains { title.hasSuffix($0) }
  }

  private static let forms = [
    "证", "证书", "执照", "通知书", "决定书", "申请书", "告知书", "建议书", "审批书", "申请表", "登记表", "审批表", "备案表", "审核表", "变更表", "证明", "凭证",
    "标志",
    "传票", "登记簿", "记录表", "统计表", "回执",
  ]

  /// The number of a document without what may be left out: 国务院令第674号 for 中华人民共和国国务院令第674号 and, of an
  /// office that is no more, 原国家工商行政管理总局令第62号 without 原.
  /// - Parameter number: as `DocumentNumber.normalForm(of:)` gives it.
  package static func normalNumber(_ number: String) -> String {
    var rest = number[...]
    for head in ["原", state] where rest.hasPrefix(head) && rest.count > head.count + 4 {
      rest = rest.dropFirst(head.count)
    }
    return String(rest)
  }

  /// 《立法法》 for 中华人民共和国立法法（2015年修正）: as it is cited, with 〈〉 for the 《》 in it.
  package static func quoted(_ title: String) -> String {
    let line = FoldedLine(title)
    let isLaw = line.starts(with: FoldedLine(state).scalars, at: 0) && line.count >= 9
    var scalars = Array(title.unicodeScalars.dropFirst(isLaw ? 7 : 0))
    // The year or the date of a version in brackets behind it.
    if let last = scalars.last, last == "）" || last == ")",
      let open = scalars.lastIndex(where: { $0 == "（" || $0 == "(" }), open > 0
    {
      let head = String(String.UnicodeScalarView(scalars[..<open]))
      if LawVersions.normalTitle(of: title) == LawVersions.normalTitle(of: head) {
        scalars = Array(scalars[..<open])
      }
    }
    // A title that is one name in 《》 has its own.
    if scalars.first == "《", scalars.last == "》", scalars.count(where: { $0 == "《" }) == 1 {
      return String(String.UnicodeScalarView(scalars))
    }
    let inner = scalars.map { $0 == "《" ? "〈" : $0 == "》" ? "〉" : $0 }
    return "《" + String(String.UnicodeScalarView(inner)) + "》"
  }

  /// What of a title is in every citation of it without a mark in between: its longest stretch of words, without an
  /// office before 关于, and without 中华人民共和国, which may be left out.
  package static func core(of title: String) -> String {
    let line = FoldedLine(title)
    let state = FoldedLine("中华人民共和国").scalars
    let about = FoldedLine("关于").scalars
    var best = 0..<0
    var start = 0
    var index = 0
    func end(_ end: Int) { if end - start > best.count { best = start..<end } }
    while index < line.count {
      if line.starts(with: state, at: index) {
        end(index)
        index += state.count
        start = index
      } else if line.starts(with: about, at: index), start == 0 {
        start = index
        best = 0..<0
        index += 1
      } else if !FoldedLine.isHan(line[index]) {
        end(index)
        index += 1
        start = index
      } else {
        index += 1
      }
    }
    end(line.count)
    return line.string(best)
  }

  /// 民事诉讼法 of 依照民事诉讼法, a law that the index does not have: behind the last word that leads up to a name.
  package static func lawName(endingIn words: String) -> (title: String, scalarCount: Int)? {
    let line = FoldedLine(words)
    var start = 0
    var index = 0
    while index < line.count {
      if let (_, count) = leads.match(line, at: index) {
        index += count
        start = index
      } else {
        index += 1
      }
    }
    let name = line.string(start..<line.count)
    // All of the words, when they are few, are a name of its own.
    guard start > 0 || line.count <= 12, name.unicodeScalars.count >= 3, name.unicodeScalars.count <= 16,
      name.hasSuffix("通则")
        || DocumentKind.find(inTitle: name).map({ $0.isLaw && ["法", "法典", "条例"].contains($0.kind) }) == true
    else { return nil }
    return (normalForm(of: name), name.unicodeScalars.count)
  }

  private static let leads = FoldedLexicon([
    (0, "依照 依据 根据 按照 参照 适用 违反 符合 遵守 执行 触犯 属于 具有 构成 可以 应当 不得 以及 和 及 与 或 或者 对 由 将 以 按 在 为 有 是 的 向")
  ])
}
