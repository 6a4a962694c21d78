import WenjianSegment
package import WenjianStream

extension DocumentTextReader {
  /// The elements at a range of a document's positions.
  /// - Throws: `SegmentError` when the store is damaged, `SearchError` when reading has to end.
  /// - Complexity: linear in the blocks that hold them; those of the last call are remembered.
  package func elements(document: Int, positions: Range<Int>) throws -> ArraySlice<AnalyzedElement> {
    if cachedElements?.document != document || cachedElements?.positions.contains(positions) != true {
      let stretch = try stretch(document, blocks(of: document, positions))
      let elements = analyze(stretch.bytes, state: stretch.state, endsDocument: stretch.endsDocument).map(\.element)
      cachedElements = (document, stretch.firstPosition..<(stretch.firstPosition + elements.count), elements)
    }
    guard let known = cachedElements, known.positions.contains(positions) else {
      throw segment.damage("store index")
    }
    let first = known.positions.lowerBound
    return known.elements[(positions.lowerBound - first)..<(positions.upperBound - first)]
  }
}
