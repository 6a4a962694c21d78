/// How far adding a directory has come.
public struct IndexingProgress: Sendable, Equatable {
  /// Files done, read or skipped.
  public var files: Int
  public var fileCount: Int
  /// Bytes of text done.
  public var bytes: Int
}
