import WenjianIndex
public import WenjianModel
import WenjianSearch
import WenjianSegment

extension Index {
  /// What a document says of itself.
  /// - Throws: `WenjianError` with code `noSuchDocument`.
  /// - Complexity: logarithmic in the documents; its text is not opened.
  public func metadata(of key: String) throws(WenjianError) -> DocumentMetadata {
    let place = try self.place(of: key)
    return searcher.snapshot.views[place.view].segment.documents.metadata(of: place.document)
  }
}
