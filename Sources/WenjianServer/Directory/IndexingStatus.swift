// How far the indexing of a directory has come.

import WenjianJSON

/// What is told of a directory that is kept indexed.
struct IndexingStatus: Sendable {
  enum State: String, Sendable {
    /// Files are read.
    case reading
    /// The commit is made.
    case writing
    /// The index has all that the directory has, and changes are waited for.
    case current
    /// The last try failed; it is tried again when something changes.
    case failed
  }

  var state = State.reading
  var directory: String
  var files = 0
  var fileCount = 0
  var bytes = 0
  /// Files, and members of files, that could not be read.
  var lostFiles = 0
  /// Why the last try failed.
  var failure: String?

  init(_ directory: String) { self.directory = directory }

  /// Writes the member `indexing`.
  func write(to json: inout JSONWriter) {
    json.object("indexing") { json in
      json.field("state", state.rawValue)
      json.field("directory", directory)
      json.field("files", files)
      json.field("fileCount", fileCount)
      json.field("bytes", bytes)
      json.field("lostFiles", lostFiles)
      if let failure { json.field("error", failure) }
    }
  }
}
