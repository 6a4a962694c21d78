import WenjianIndex
import WenjianSegment

/// What a searcher keeps of one segment from query to query.
final class SegmentState: Sendable {
  let view: SegmentView
  let heads = DocumentHeads()
  /// nil when every document is live.
  let live: DocumentBits?
  let liveCounts = LiveCounts()
  let filters: FilterCompiler
  let facets = FacetCache<FacetValues>()
  let units: TextUnitTable
  let characters = CharacterCounts()
  let elementDocuments = FrequentElements<ElementDocuments>()
  let elementPositions = FrequentElements<[UInt32]>()

  init(_ view: SegmentView) {
    self.view = view
    live = view.deletions.map { DocumentBits(liveIn: view, without: $0) }
    filters = FilterCompiler(view.segment, live: live)
    units = TextUnitTable(view.segment)
  }

  /// What strings and their relations are found by.
  func context(_ scratch: SearchScratch) -> OccurrenceContext {
    OccurrenceContext(state: self, scratch: scratch)
  }
}
