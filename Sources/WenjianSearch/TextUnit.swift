import WenjianSegment

/// A stretch of text that strings may be asked to share.
package enum TextUnit: Hashable, Sendable {
  /// Up to 。, ！, ？, ； or the second … in a row, or to the end of the paragraph.
  case sentence
  case paragraph
  /// 第十三条 with all of its paragraphs, as outlines know it.
  case article

  var name: String {
    switch self {
    case .sentence: "sentence"
    case .paragraph: "paragraph"
    case .article: "article"
    }
  }
}

/// Finds the units around positions that ascend.
struct TextUnitFinder {
  private let context: OccurrenceContext
  private let starts: PositionBits?
  private var articles: ArticleFinder?
  private var document = 0

  init(_ unit: TextUnit, in context: OccurrenceContext) throws {
    self.context = context
    switch unit {
    case .sentence, .paragraph: starts = try context.units.starts(of: unit)
    case .article:
      starts = nil
      articles = ArticleFinder(context)
    }
  }

  /// Whether text is read to find a unit: then it is worth asking first whether the document has all the strings.
  var readsText: Bool { articles != nil }

  /// The positions of the document around one.
  mutating func document(around position: UInt32) -> Range<UInt32> {
    document = context.segment.documents.document(of: position, from: document)
    return context.segment.documents.positions(of: document)
  }

  /// The positions of the unit around one; nil when there is none, outside of articles.
  mutating func unit(around position: UInt32) throws -> Range<UInt32>? {
    if let starts { return starts.last(notAbove: position)..<starts.first(above: position) }
    document = context.segment.documents.document(of: position, from: document)
    return try articles?.range(around: position, of: document)
  }
}
