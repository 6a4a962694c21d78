import WenjianIndex

/// What a backup took.
public struct BackupReport: Sendable, Equatable {
  /// The commit that it is of.
  public var generation: Int
  public var documents: Int
  /// Files that have a second name now, and take no space of their own until the index lets go of them.
  public var linkedFiles: Int
  /// Files that were copied, because the file system has no links or is another one.
  public var copiedFiles: Int
}

extension Index {
  /// Takes a copy of the last commit of an index, which is an index itself: to be searched, written to, and put back in the
  /// place of the first one by another backup. A writer may commit and merge meanwhile, readers go on.
  ///
  /// The files of a commit are never changed once they are written, so on one file system the copy is made of hard links:
  /// at once, and without space until the index leaves the files behind. What is linked has the same bytes on the disk:
  /// against a disk that fails, only a copy on another one helps.
  ///
  /// - Parameters:
  ///   - path: the index.
  ///   - destination: a directory that is empty or does not exist. It becomes a whole index in one step or not at all.
  ///   - copies: copies the files also where they could be linked.
  /// - Throws: `WenjianError` with code `notAnIndex`, `damaged`, `foreignDirectory` when something is at `destination`,
  ///   `file`.
  /// - Complexity: a link for each file of the index; linear in what is copied.
  @discardableResult
  public static func backup(
    at path: String, into destination: String, copies: Bool = false
  ) throws(WenjianError) -> BackupReport {
    let backup = try translated { try IndexBackup(of: path, into: destination, copies: copies) }
    return BackupReport(
      generation: backup.generation, documents: backup.documentCount, linkedFiles: backup.linkedFiles,
      copiedFiles: backup.copiedFiles)
  }
}
