public import Wenjian
import WenjianBytes
import WenjianFiles

/// What building an index anew from its directory would do.
public struct FileRebuild: Sendable, Equatable {
  /// How many files would be read.
  public var files: Int
  /// What would become of documents that are of no file. A file may be found to give the key of one only when it is read,
  /// as an archive or a file of records may: then the file's document takes its place.
  public var added: AddedDocuments

  /// What `IndexWriter.add(filesIn:options:)` in the mode `.replaceAll` and `keepAddedDocuments(where:)` would do to an
  /// index now, without changing anything.
  /// - Parameters:
  ///   - path: the index; there need not be one.
  ///   - isWanted: whether a document that was added one by one is kept.
  /// - Throws: `WenjianError` with code `input` when the directory cannot be read; `file`.
  /// - Complexity: a walk over the directory, and the keys of the index.
  public static func preview(
    _ path: String, filesIn directory: String, options: FileOptions = FileOptions(),
    keeping isWanted: (String) -> Bool = { _ in true }
  ) throws(WenjianError) -> FileRebuild {
    try translated {
      let walk = try walkFiles(of: directory, options.walkOptions(skipping: realPath(path)))
      let paths = ByteStringSet(walk.files)
      return FileRebuild(
        files: walk.files.count,
        added: try AddedDocuments.preview(path, isGiven: paths.contains, isWanted: isWanted))
    }
  }
}
