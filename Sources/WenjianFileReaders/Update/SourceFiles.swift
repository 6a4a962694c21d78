// Looks at the files of a directory: what the file system tells of them, and a hash of what is in them.

import Wenjian
import WenjianBytes
import WenjianFiles

/// The files below a directory.
struct SourceFiles {
  let directory: String

  /// What stat(2) tells of a file.
  /// - Throws: `FileError`.
  func status(of path: String) throws(FileError) -> SourceList.Status {
    let status = try FileOperations.inspect(directory + "/" + path)
    return SourceList.Status(
      byteCount: status.byteCount, modifiedNanoseconds: status.modifiedNanoseconds, inode: status.inode)
  }

  /// XXH64 of the bytes of a file.
  /// - Throws: why it cannot be read.
  /// - Complexity: linear in the file; memory for a piece of it.
  func contentHash(of path: String) throws(ReadFailure) -> UInt64 {
    let content = try SourceFile(path: path, at: directory + "/" + path).content
    var hash = Hash64()
    var offset = 0
    while offset < content.count {
      let piece = try content.read(at: offset, count: 1 << 20)
      if piece.isEmpty { break }
      hash.update(piece.span)
      offset += piece.count
    }
    return hash.finish()
  }
}
