// Looks at the files of a directory: what the file system tells of them, and a hash of what is in them.

import Glibc
import Wenjian
import WenjianBytes
import WenjianFiles

/// The files below a directory.
struct SourceFiles {
  let directory: String

  /// What stat(2) tells of a file.
  /// - Throws: `FileError`.
  func status(of path: String) throws(FileError) -> SourceList.Status {
    let location = directory + "/" + path
    var status = stat()
    _ = try systemCall("inspect", location) { stat(location, &status) }
    return SourceList.Status(
      byteCount: Int(status.st_size),
      modifiedNanoseconds: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec,
      inode: UInt64(status.st_ino))
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
      piece.withUnsafeBytes { hash.update($0) }
      offset += piece.count
    }
    return hash.finish()
  }

  /// Nanoseconds since 1970, by the clock that file systems use.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
