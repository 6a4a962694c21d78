/// A division of a text that a place in it lies in: a chapter, an article, an item of a list.
package struct HeadingEntry: Equatable, Sendable {
  package var level: HeadingLevel
  /// Its number among its sisters as the text gives it, or counted for a paragraph of an article; 0 without one.
  package var number: Int
  /// The number behind 之 of an inserted division, 第十三条之一; 0 without one.
  package var insertion: Int
  /// Where it begins, in bytes of the text.
  package var byteOffset: Int
  /// Its number as it is spelled, 第 13 條, （一）, 附件2; empty for a paragraph, which is counted.
  package var numberByteRange: Range<Int>
  /// Its name, without the number: 总则, or what an item says before its first full stop when that is short. Empty where
  /// a sentence follows the number.
  package var nameByteRange: Range<Int>
  /// How many # stand before it in Markdown, or its level as a heading of a page or an office document; 0 without.
  package var markdownDepth: Int
  /// The first article behind an annex that stood in the midst of a law: it lies where the article before the annex did.
  package var resumesLaw = false
}

extension HeadingEntry {
  /// Ends all that is open.
  package init(nothingAt byteOffset: Int) {
    self.init(
      level: .none, number: 0, insertion: 0, byteOffset: byteOffset, numberByteRange: byteOffset..<byteOffset,
      nameByteRange: byteOffset..<byteOffset, markdownDepth: 0)
  }

  /// Whether it is over where another begins.
  package func ends(before next: HeadingEntry) -> Bool {
    if level == .none || level == .articleEnd { return true }
    if markdownDepth > 0, next.markdownDepth > 0 {
      // Chapters, articles and annexes keep their order whatever sizes of headings they are given, and so do lists that
      // are given one.
      let areOfLaws = level.isOfLaws && next.level.isOfLaws
      let areLists = level >= .list1 && next.level >= .list1
      if areOfLaws || areLists && markdownDepth == next.markdownDepth { return level >= next.level }
      // ### 背景 in ## 第二章: of two headings of Markdown the depth tells.
      return markdownDepth >= next.markdownDepth
    }
    // A list below ## 三、 is part of it.
    if markdownDepth > 0, level >= .list1, next.markdownDepth == 0 { return next.level < .article }
    // A heading （一） is part of 一、 although that is none.
    if level == .list1, next.level == .list2 { return false }
    // What is no heading ends at any.
    return level >= next.level || next.markdownDepth > 0 && level >= .article
  }
}

/// From the whole to the part. What an entry lies in is of a lower level, but for headings of Markdown, whose depth
/// counts when both have one (`HeadingEntry.ends(before:)`).
package enum HeadingLevel: UInt8, Comparable, Sendable {
  /// What was open has ended, and nothing has begun: a table of contents.
  case none = 0
  /// # to ###### of Markdown and headings of pages and office documents, when no number follows.
  case markdown1 = 1
  case markdown2, markdown3, markdown4, markdown5, markdown6
  /// 附件, 附表: it ends the articles before it and may have its own.
  case annex
  /// 编 編 篇 部分, 分编, 章, 节 節.
  case part = 10
  case subpart, chapter, section
  /// 款 and 目 with a name, 第 一 款 通則: below a 節 in laws of Taiwan.
  case subsection, topic
  /// What was an article has ended, and nothing has begun: somebody speaks, or the law is signed. Chapters go on.
  case articleEnd = 19
  /// 条 條.
  case article = 20
  /// 款 on the mainland, 項 in Taiwan: a paragraph of an article.
  case paragraph
  /// The first list in an article: （一） on the mainland, where it is a 项; 一、 in Taiwan, where it is a 款.
  case item
  /// The list in a list: 1. on the mainland, （一） in Taiwan; 目 on both shores.
  case point
  /// What is below and has no name of its own.
  case subpoint
  /// Levels of a text without articles: 一、（一）1.（1）①.
  case list1 = 30
  case list2, list3, list4, list5

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// From annex to article: their order is the same in every law.
  package var isOfLaws: Bool { self >= .annex && self <= .article }
}

/// By whose rules the parts of an article are named.
package enum LawOrder: Sendable {
  /// 条 款 项 目: unnumbered paragraphs, （一）, 1.
  case mainland
  /// 條 項 款 目: unnumbered paragraphs, 一、, （一）.
  case taiwan
}
