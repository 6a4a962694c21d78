public import Wenjian
import WenjianBytes

/// What bringing an index up to date with its directory does, or would do.
public struct FileUpdate: Sendable, Equatable {
  /// A file that has another path and the same bytes.
  public struct Move: Sendable, Equatable {
    public var from: String
    public var to: String

    public init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  /// Paths below the directory, each list in the order of its paths.
  public var added: [String] = []
  /// Files with other bytes than before.
  public var changed: [String] = []
  public var moved: [Move] = []
  /// Files that are gone, or that the options leave out now. Their documents leave the index.
  public var removed: [String] = []
  /// How many files are as they were.
  public var unchanged = 0
  /// Files that cannot be read now: the index keeps their documents as they were, and the next update tries again.
  public var kept: [MissingFile] = []
  /// Whether it was stopped by its caller: then it is not to be committed.
  public var isStopped = false

  public init() {}

  /// Whether there is nothing to do.
  public var isEmpty: Bool { added.isEmpty && changed.isEmpty && moved.isEmpty && removed.isEmpty }
}

extension FileUpdate {
  init(_ plan: UpdatePlan) {
    added = plan.added
    changed = plan.changed
    moved = plan.moved.map { Move(from: $0.from, to: $0.to) }
    removed = plan.removed
    unchanged = plan.unchanged.count
    kept = plan.kept.map { file in
      MissingFile(
        path: file.path, reason: SkippedFileReport.text(of: file.reason),
        documents: plan.before[file.path]?.keys.count ?? 0)
    }
  }
}

extension FileUpdate {
  /// Whether there were files, and none is left.
  package var leavesNothing: Bool {
    !removed.isEmpty && unchanged == 0 && added.isEmpty && changed.isEmpty && moved.isEmpty && kept.isEmpty
  }
}
