public import Wenjian

/// Whether an index can be brought up to date with a directory, or must be built anew.
public enum UpdateCheck: Sendable, Equatable {
  /// There is no index yet.
  case noIndex
  /// The index must be built anew, for the reason that is given.
  case needsRebuild(reason: String)
  case isPossible

  /// Looks at what the index was made of, not at the files.
  /// - Parameter path: the index.
  /// - Throws: `WenjianError` with code `file` when the index cannot be read now.
  /// - Complexity: linear in the list of the files that the index keeps.
  public init(
    _ path: String, filesIn directory: String, options: FileOptions = FileOptions()
  ) throws(WenjianError) {
    self = try translated {
      switch try IndexedSources.of(path, directory: directory, options: options) {
      case .none: .noIndex
      case .unusable(let reason): .needsRebuild(reason: reason)
      case .usable: .isPossible
      }
    }
  }
}
