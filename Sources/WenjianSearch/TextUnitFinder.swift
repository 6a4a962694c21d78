import WenjianDocument
import WenjianQuery
import WenjianSegment

extension QueryScope {
  /// The level of outlines whose divisions it names; nil for what barriers and marks tell.
  var divisionLevel: HeadingLevel? {
    switch self {
    case .sentence, .paragraph: nil
    case .article: .article
    case .chapter: .chapter
    }
  }
}

/// Finds the units around positions that ascend.
struct TextUnitFinder {
  private let context: OccurrenceContext
  private let starts: PositionBits?
  private var divisions: DivisionFinder?
  private var document = 0

  init(_ scope: QueryScope, in context: OccurrenceContext) throws {
    self.context = context
    if let level = scope.divisionLevel {
      starts = nil
      divisions = DivisionFinder(level, context)
    } else {
      starts = try context.units.starts(of: scope, context.scratch)
    }
  }

  /// Whether text is read to find a unit: then it is worth asking first whether the document has all the strings.
  var readsText: Bool { divisions != nil }

  /// The positions of the document around one.
  mutating func document(around position: UInt32) -> Range<UInt32> {
    document = context.segment.documents.document(of: position, from: document)
    return context.segment.documents.positions(of: document)
  }

  /// The positions of the unit around one; nil where there is none, as outside of articles.
  mutating func unit(around position: UInt32) throws -> Range<UInt32>? {
    if let starts { return starts.last(notAbove: position)..<starts.first(above: position) }
    document = context.segment.documents.document(of: position, from: document)
    return try divisions?.range(around: position, of: document)
  }
}
