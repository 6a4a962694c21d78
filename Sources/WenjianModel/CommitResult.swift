/// What a commit did.
public struct CommitResult: Sendable, Equatable {
  /// The number of the commit.
  public var generation: Int
  public var added: Int
  /// Removed or replaced.
  public var removed: Int
  /// In the index now.
  public var documents: Int
  /// Groups of documents in the index that are copies of each other, and the documents in them besides one of each.
  public var copyGroups = 0
  public var copies = 0
  /// Why segments could not be merged; the commit stands all the same, and later ones try again. nil when nothing failed.
  public var mergeFailure: String?

  package init(generation: Int, added: Int, removed: Int, documents: Int) {
    self.generation = generation
    self.added = added
    self.removed = removed
    self.documents = documents
  }
}
