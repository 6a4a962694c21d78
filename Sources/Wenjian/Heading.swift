// Where a place stands in its document: 第二章 总则 › 第十三条 › 第二款.

import WenjianDocument

/// A division of a document: a chapter, an article, a paragraph of it, an item of a list.
public struct Heading: Sendable, Hashable {
  /// What kind of division it is. A law is parted in the order of the cases; a text without articles has headings and
  /// lists.
  public enum Level: String, Sendable, CaseIterable, Codable {
    /// One without a number, as Markdown, pages and office documents have them.
    case heading
    /// 附件, 附表.
    case annex
    /// 编, 部分.
    case part
    /// 分编.
    case subpart
    /// 章.
    case chapter
    /// 节.
    case section
    /// 款 below a 節 in Taiwan, where it has a name.
    case subsection
    /// 目 below that.
    case topic
    /// 条, 條.
    case article
    /// 款 on the mainland, 項 in Taiwan.
    case paragraph
    /// 项 on the mainland, 款 in Taiwan.
    case item
    /// 目 on both shores.
    case point
    /// What is numbered below that.
    case subpoint
    /// 一、（一）1.（1）① in a text without articles.
    case list
  }

  public var level: Level
  /// Its number as the text has it: 第 13 條, （一）, 附件2. A paragraph of an article has none in the text and is counted:
  /// 第二款. Empty without one.
  public var number: String
  /// The number as a number; 0 without one.
  public var ordinal: Int
  /// The number behind 之 of one that was put in later, 第十三条之一; 0 without.
  public var insertion: Int
  /// Its name without the number, in one line; empty where a sentence follows the number.
  public var name: String
  /// Where its number and name stand in the document, in UTF-8 bytes; empty for a paragraph, at its start.
  public var byteRange: Range<Int>

  public init(
    level: Level, number: String = "", ordinal: Int = 0, insertion: Int = 0, name: String = "",
    byteRange: Range<Int>
  ) {
    self.level = level
    self.number = number
    self.ordinal = ordinal
    self.insertion = insertion
    self.name = name
    self.byteRange = byteRange
  }

  init(_ entry: HeadingEntry, in text: [UInt8], of outline: DocumentOutline) {
    func part(_ range: Range<Int>) -> String {
      range.upperBound <= text.count ? String(decoding: text[range], as: UTF8.self) : ""
    }
    level = Level(entry.level)
    number =
      entry.level == .paragraph ? outline.name(ofParagraph: entry.number) : part(entry.numberByteRange)
    ordinal = entry.number
    insertion = entry.insertion
    name = Self.withoutEmphasis(part(entry.nameByteRange))
    byteRange = entry.byteOffset..<max(entry.numberByteRange.upperBound, entry.nameByteRange.upperBound)
  }
}

extension Heading {
  /// **基础字段**（12 项） of Markdown: the mark that ended before the name did.
  private static func withoutEmphasis(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "*")) else { return name }
    return String(String.UnicodeScalarView(name.unicodeScalars.filter { $0 != "*" }))
  }
}

extension Heading.Level {
  fileprivate init(_ level: HeadingLevel) {
    switch level {
    case .none, .articleEnd, .markdown1, .markdown2, .markdown3, .markdown4, .markdown5, .markdown6: self = .heading
    case .annex: self = .annex
    case .part: self = .part
    case .subpart: self = .subpart
    case .chapter: self = .chapter
    case .section: self = .section
    case .subsection: self = .subsection
    case .topic: self = .topic
    case .article: self = .article
    case .paragraph: self = .paragraph
    case .item: self = .item
    case .point: self = .point
    case .subpoint: self = .subpoint
    case .list1, .list2, .list3, .list4, .list5: self = .list
    }
  }
}

/// A division and all that lies in it.
public struct Division: Sendable, Hashable {
  public var heading: Heading
  /// How many divisions lie around it.
  public var depth: Int
  /// From its heading to where the next division begins that does not lie in it, in UTF-8 bytes.
  public var byteRange: Range<Int>
  /// How it is cited: 《…条例》第十三条之一. nil without a number.
  public var citation: String?

  public init(heading: Heading, depth: Int, byteRange: Range<Int>, citation: String? = nil) {
    self.heading = heading
    self.depth = depth
    self.byteRange = byteRange
    self.citation = citation
  }
}

extension Division {
  init(_ division: DocumentOutline.Division, in text: [UInt8], of outline: DocumentOutline, title: String) {
    heading = Heading(division.entry, in: text, of: outline)
    depth = division.depth
    byteRange = division.entry.byteOffset..<division.endByteOffset
    citation = division.citation.map { quoted(title: title) + $0 }
  }
}

/// The title of a document as a citation has it: in 《》, those in it as 〈〉.
func quoted(title: String) -> String {
  if title.isEmpty { return "" }
  // Scalars and not characters: a search shows ten of these, and a process reads the tables of characters for the first.
  let scalars = title.unicodeScalars
  guard scalars.contains(where: { $0 == "《" || $0 == "》" }) else { return "《" + title + "》" }
  // A title that is one name in 《》 has its own.
  if scalars.first == "《", scalars.last == "》", scalars.count(where: { $0 == "《" }) == 1 { return title }
  var result = "《".unicodeScalars
  result.append(contentsOf: scalars.lazy.map { $0 == "《" ? "〈" : $0 == "》" ? "〉" : $0 })
  result.append("》")
  return String(result)
}

/// What a place is called by the divisions that it lies in.
package struct PlaceName {
  package var headings: [Heading] = []
  package var citation: String?
}
