// A citation, and what it leads to.

import WenjianDocument

/// A place in a document that speaks of another document, or of another place of its own.
public struct Citation: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// 《中华人民共和国立法法》第六十五条
    case title
    /// 依照刑法第二百三十二条, without 《》: only names of laws that the index has, and others that are surely names.
    case name
    /// 国发〔2016〕64号
    case number
    /// 本法第十条, 前款, 第三条: the document itself.
    case own
  }

  public var kind: Kind
  /// The key of the document that it is in.
  public var source: String
  /// Where it is, in UTF-8 bytes of the text.
  public var byteRange: Range<Int>
  /// As it is written, in one line.
  public var text: String
  /// What is cited: 《立法法》第六十五条, 国发〔2016〕64号. Of what the index has, one title for full and short ones and for
  /// both scripts; else the title as it is written, without 中华人民共和国 before it.
  public var target: String
  /// What is cited as a whole, in the form in which names are compared.
  var name: String
  /// What of the document is cited.
  public var place: CitationPlace
  /// The keys of the documents that it leads to: all versions of a law, the oldest first, those without a date last. Empty
  /// where the index has none.
  public var documents: [String]
  /// The one of them that was the newest on the day of the document that cites it, else the first; nil where there is none.
  public var document: String?
}

/// What of a document is cited.
public struct CitationPlace: Sendable, Hashable {
  /// 条, and the number behind 之; 0 without.
  public var article, insertion: Int
  /// 款 on the mainland, 項 in Taiwan; 0 without.
  public var paragraph: Int
  /// 项 on the mainland, 款 in Taiwan; 0 without.
  public var item: Int
  /// 目; 0 without.
  public var point: Int
  /// The last one of a range, 第三条至第五条, in the smallest unit that is named; 0 where it is none.
  public var through: Int

  init(_ place: CitedPlace) {
    (article, insertion, paragraph) = (place.article, place.insertion, place.paragraph)
    (item, point, through) = (place.item, place.point, place.through)
  }

  var value: CitedPlace {
    CitedPlace(
      article: article, insertion: insertion, paragraph: paragraph, item: item, point: point, through: through)
  }
}

/// What is cited, and how often.
public struct CitationTarget: Sendable, Equatable {
  /// As `Citation.target`, without a place; as it is mostly written where the index does not have it.
  public var target: String
  public var kind: Citation.Kind
  /// Citations of it, and the documents that they are in.
  public var citations: Int
  public var sources: Int
  /// As `Citation.documents`.
  public var documents: [String]
}
