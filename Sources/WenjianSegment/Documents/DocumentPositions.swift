import WenjianBytes

/// Where the documents of a segment and their titles are, for who asks for one document after the other. What it reads has
/// been compared with its checksums.
package struct DocumentPositions: BitwiseCopyable, Sendable {
  /// u32 each.
  nonisolated(unsafe) let starts: UnsafeRawPointer
  /// Per document: title start | title length << 16, relative to the document; u32 each.
  nonisolated(unsafe) let titleSpans: UnsafeRawPointer
  let lastDocument: Int

  /// The positions of a document's title.
  package func title(of document: UInt32) -> (start: UInt32, count: UInt32) {
    let row = min(Int(document), lastDocument) &* 4
    let span = load32(titleSpans, row)
    return (load32(starts, row) &+ (span & 0xFFFF), span &>> 16)
  }
}
