// Where a passage stands, as one short line: 第二章 总则 › 第十三条第二款.

import Wenjian
import WenjianSnippets

/// The place of a passage by the divisions that it lies in, the largest first.
struct PlaceLine {
  /// 第二章 总则, 一、总体要求; the article last, with its paragraph and item.
  private var parts: [String]

  /// nil for a passage that lies in none.
  init?(_ snippet: Snippet) {
    let isOfLaw = snippet.headings.contains { $0.level == .article }
    parts = snippet.headings.filter { !isOfLaw || !$0.isOfArticle }.map(\.displayText)
    if isOfLaw, let citation = snippet.citation {
      // Behind the name of the document and the annex, which stand before it already.
      var article = citation.split(separator: "》").last.map(String.init) ?? citation
      if let annex = snippet.headings.first(where: { $0.level == .annex }) {
        article = String(article.dropFirst(annex.number.filter { !$0.isWhitespace }.count))
      }
      parts.append(displayText(of: article))
    }
    parts.removeAll(where: \.isEmpty)
    if parts.isEmpty { return nil }
  }

  private static let separator = " › "

  /// The line in at most so many columns: first what stands in the middle becomes …, then the first part is cut. The
  /// article is never cut.
  func text(columnCount: Int?) -> String {
    func joined(_ parts: [String]) -> String { parts.joined(separator: Self.separator) }
    guard let columnCount, displayWidth(of: joined(parts)) > columnCount else { return joined(parts) }
    let last = parts[parts.count - 1]
    guard parts.count > 1 else { return cut(last, to: columnCount) }
    for kept in stride(from: parts.count - 2, to: 0, by: -1) {
      let line = joined(parts[..<kept] + ["…", last])
      if displayWidth(of: line) <= columnCount { return line }
    }
    let rest = parts.count > 2 ? joined(["", "…", last]) : joined(["", last])
    return cut(parts[0], to: max(4, columnCount - displayWidth(of: rest))) + rest
  }

  private func cut(_ text: String, to columnCount: Int) -> String {
    var width = 0
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      width += displayWidth(of: scalar)
      if width > columnCount - 1 { return String(result) + "…" }
      result.append(scalar)
    }
    return text
  }
}

extension Heading {
  /// The article and what it is parted into.
  fileprivate var isOfArticle: Bool {
    switch level {
    case .article, .paragraph, .item, .point, .subpoint: true
    default: false
    }
  }

  /// 第二章 总则, 一、总体要求, in one line and without what could act on a terminal.
  var displayText: String {
    // 第 二 章 of Taiwan's laws is printed with blanks.
    let number = WenjianSnippets.displayText(of: self.number.filter { !$0.isWhitespace })
    let name = WenjianSnippets.displayText(of: self.name)
    guard !number.isEmpty, !name.isEmpty else { return number + name }
    return "、）).".contains(number.last ?? " ") ? number + name : number + " " + name
  }
}
