import WenjianBytes

/// Where the documents of a segment and their titles are, for who asks for one document after the other.
package struct DocumentPositions: BitwiseCopyable, Sendable {
  /// u32 each.
  let starts: FileBytes
  /// Per document: title start | title length << 16, relative to the document; u32 each.
  let titleSpans: FileBytes
  let lastDocument: Int

  /// The positions of a document's title.
  package func title(of document: UInt32) -> (start: UInt32, count: UInt32) {
    let row = min(Int(document), lastDocument) &* 4
    starts.checks.require(starts.start + row, 4)
    titleSpans.checks.require(titleSpans.start + row, 4)
    let span = load32(titleSpans.start, row)
    return (load32(starts.start, row) &+ (span & 0xFFFF), span &>> 16)
  }
}
