/// What one node of a plan has taken in one segment; `explain` shows it. Counted a block at a time, so that counting
/// costs nothing that can be measured.
struct NodeWork: BitwiseCopyable {
  /// Documents found.
  var documents = 0
  /// Occurrences found, or counted.
  var occurrences = 0
  /// Positions that were looked at.
  var positions = 0
  var documentBlocks = 0
  var positionBlocks = 0
  var path = Path.none

  /// How a node was answered.
  enum Path: UInt8 {
    case none
    /// From the head of a list, or from stored counts.
    case storedCounts
    /// The documents of a list by the bounds of its blocks.
    case blockMaxima
    /// All documents of a list.
    case wholeList
    /// From positions: a phrase, an exact string, a list without documents.
    case positions
    /// The same, only in the documents that the filter keeps.
    case positionsOfFilter
    /// The union of all grams of an element.
    case elementRow
    /// The occurrences of all written forms of a string.
    case forms
    /// The occurrences of what is fixed in a string with wildcards, joined.
    case slots
    /// The documents of the rarest part, narrowed by the others.
    case narrowing
    /// The documents of a filter, narrowed by the others.
    case narrowingFilter
    /// Sums over windows of documents.
    case windows
    /// Sorted documents of both parts, merged.
    case merging
    case bitmap
  }
}
