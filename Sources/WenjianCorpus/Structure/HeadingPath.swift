/// A division of a text that a place in it lies in: a chapter, an article, an item of a list.
package struct HeadingEntry: Equatable, Sendable {
  package var level: HeadingLevel
  /// Its number among its sisters as the text gives it, or counted for a paragraph of an article; 0 without one.
  package var number: Int
  /// The number behind 之 of an inserted article, 第十三条之一; 0 without one.
  package var insertion: Int
  /// Where it begins, in bytes of the text.
  package var byteOffset: Int
  /// Its name or first words, without its number; empty for a paragraph.
  package var headingByteRange: Range<Int>
}

/// From the whole to the part. What an entry lies in is always of a lower level.
package enum HeadingLevel: UInt8, Comparable, Sendable {
  /// # to ###### of Markdown.
  case markdown1 = 1
  case markdown2, markdown3, markdown4, markdown5, markdown6
  /// 附件, 附表: it ends the articles before it and may have its own.
  case annex
  /// 编 編 篇, 分编, 章, 节 節.
  case part = 10
  case subpart, chapter, section
  /// 条 條.
  case article = 20
  /// 款 on the mainland, 項 in Taiwan: a paragraph of an article.
  case paragraph
  /// （一） on the mainland, where it is a 项; 一、 in Taiwan, where it is a 款.
  case item
  /// 1. on the mainland, （一） in Taiwan: 目 on both shores.
  case point
  /// Levels of a text without articles: 一、（一）1.（1）①.
  case list1 = 30
  case list2, list3, list4, list5

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// By whose rules the parts of an article are named.
package enum LawOrder: Sendable {
  /// 条 款 项 目: unnumbered paragraphs, （一）, 1.
  case mainland
  /// 條 項 款 目: unnumbered paragraphs, 一、, （一）.
  case taiwan
}
