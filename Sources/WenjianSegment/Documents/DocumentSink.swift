package import WenjianModel

/// Where documents go that were read: the writer of an index in a directory, or of one elsewhere.
package protocol DocumentSink: AnyObject {
  /// Adds a document, in place of an earlier one with the same key.
  /// - Parameter text: valid UTF-8, with its marks.
  /// - Throws: when no more can be added.
  func add(_ fields: DocumentFields, text: [UInt8]) throws
  /// What was read over in the documents added so far.
  var repairs: Repairs { get }
  /// XXH64 of the text added last.
  var lastContentHash: UInt64 { get }
}
