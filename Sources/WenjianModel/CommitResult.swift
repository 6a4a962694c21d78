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
  /// Why segments could not be merged; the commit is made all the same, and later ones try again. nil when nothing failed.
  public var mergeFailure: String?
  /// Why it is not certain that the commit outlasts a power cut; readers open it all the same, and the files of the one
  /// before stay until a later commit is durable. nil when it is certain.
  public var syncFailure: String?
  /// Why the report of indexing was not kept. The index has none then, and is built anew when it is next to be brought up
  /// to date. nil when nothing failed.
  public var reportFailure: String?

  public init(generation: Int, added: Int, removed: Int, documents: Int) {
    self.generation = generation
    self.added = added
    self.removed = removed
    self.documents = documents
  }

  /// Whether the commit and what belongs to it are durable.
  public var isComplete: Bool { syncFailure == nil && reportFailure == nil }

  /// What failed behind the commit, as sentences without full stops.
  public var warnings: [String] {
    [
      syncFailure.map { "a power cut may still undo it: \($0)" },
      reportFailure.map { "the report of it could not be kept, so that the next update builds anew: \($0)" },
      mergeFailure.map { "segments could not be merged, which later commits try again: \($0)" },
    ].compactMap { $0 }
  }
}
