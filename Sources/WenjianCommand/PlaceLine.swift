// Where a passage is, as one short line: 第二章 总则 › 第十三条第二款.

import Wenjian
import WenjianText

/// The place of a passage by the divisions that it lies in, the largest first.
struct PlaceLine {
  /// 第二章 总则, 一、总体要求; the article last, with its paragraph and item.
  private var parts: [String]

  /// nil for a passage that lies in none.
  init?(_ snippet: Snippet) {
    let isOfLaw = snippet.headings.contains { $0.level == .article }
    parts = snippet.headings.filter { !isOfLaw || !$0.isOfArticle }.map(\.displayText)
    if isOfLaw, let citation = snippet.citation {
      // Behind the name of the document and the annex, which are before it already.
      let scalars = citation.unicodeScalars
      var start = scalars.lastIndex(of: "》").map { scalars.index(after: $0) } ?? scalars.startIndex
      if let annex = snippet.headings.first(where: { $0.level == .annex }) {
        start = scalars.index(start, offsetBy: withoutBlanks(annex.number).unicodeScalars.count)
      }
      parts.append(displayText(of: String(scalars[start...])))
    }
    parts.removeAll(where: \.isEmpty)
    if parts.isEmpty { return nil }
  }

  private static let separator = " › "

  /// The line in at most so many columns: first what is in the middle becomes …, then the first part is cut. The
  /// article is never cut.
  func text(columnCount: Int?) -> String {
    func joined(_ parts: [String]) -> String { parts.text(separator: Self.separator) }
    guard let columnCount, displayWidth(of: joined(parts)) > columnCount else { return joined(parts) }
    let last = parts[parts.count - 1]
    guard parts.count > 1 else { return shortened(last, columnCount: columnCount) }
    for kept in stride(from: parts.count - 2, to: 0, by: -1) {
      let line = joined(parts[..<kept] + ["…", last])
      if displayWidth(of: line) <= columnCount { return line }
    }
    let rest = parts.count > 2 ? joined(["", "…", last]) : joined(["", last])
    let columnsLeft = columnCount - displayWidth(of: rest)
    // Less than 第一章… says nothing.
    if columnsLeft >= 7 { return shortened(parts[0], columnCount: columnsLeft) + rest }
    let short = joined(["…", last])
    return displayWidth(of: short) <= columnCount ? short : last
  }
}

extension Heading {
  /// The article and what it is parted into.
  var isOfArticle: Bool {
    switch level {
    case .article, .paragraph, .item, .point, .subpoint: true
    default: false
    }
  }

  /// 第二章 总则, 一、总体要求, in one line and without what could act on a terminal.
  var displayText: String {
    // 第 二 章 of Taiwan's laws is printed with blanks.
    let number = WenjianText.displayText(of: withoutBlanks(self.number))
    let name = WenjianText.displayText(of: closed(self.name))
    guard !number.isEmpty, !name.isEmpty else { return number + name }
    switch number.unicodeScalars.last {
    case "、", "）", "．": return number + name
    default: return number + " " + name
    }
  }
}

/// 第 13 條 as 第13條. By scalars: characters need tables that a process reads for the first of them.
private func withoutBlanks(_ number: String) -> String {
  String(String.UnicodeScalarView(number.unicodeScalars.filter { !isBlank($0.value) }))
}

/// 总　则 as 总则: short names are set apart, each character by itself, so that they look as long as others.
private func closed(_ name: String) -> String {
  let parts = name.unicodeScalars.split { isBlank($0.value) }
  let isSetApart = parts.allSatisfy { $0.count == 1 && $0.allSatisfy { $0.value >= 0x3400 } }
  return isSetApart ? withoutBlanks(name) : name
}
