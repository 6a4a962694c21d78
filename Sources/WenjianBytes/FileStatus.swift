import Glibc

/// What stat(2) tells of a file.
package struct FileStatus: Sendable {
  package let kind: FileOperations.Kind
  package let byteCount: Int
  /// Since 1970.
  package let modifiedNanoseconds: Int
  let device: UInt64
  package let inode: UInt64
  /// How many names it has.
  package let linkCount: Int
  /// Who may read, write and enter it.
  package let permissions: UInt32

  fileprivate init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      default: .other
      }
    byteCount = Int(status.st_size)
    modifiedNanoseconds = status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    linkCount = Int(status.st_nlink)
    permissions = status.st_mode & ~S_IFMT
  }

  /// Whether both are of one file, of those that are there at one time.
  package func isOfSameFile(as other: FileStatus) -> Bool { inode == other.inode && device == other.device }
}

extension FileOperations {
  /// Asks what is at `path`, symbolic links followed.
  package static func inspect(_ path: String) throws(FileError) -> FileStatus {
    var status = stat()
    _ = try systemCall("inspect", path) { stat(path, &status) }
    return FileStatus(status)
  }

  /// The same; nil when it cannot be told. No probe of a test is asked.
  /// - Parameter followsLink: of a symbolic link, what is where it leads.
  package static func status(of path: String, followsLink: Bool = true) -> FileStatus? {
    var status = stat()
    return (followsLink ? stat(path, &status) : lstat(path, &status)) == 0 ? FileStatus(status) : nil
  }

  /// The same of an open file.
  package static func status(ofDescriptor descriptor: Int32) -> FileStatus? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? FileStatus(status) : nil
  }

  /// Opens a file; the caller closes the descriptor.
  /// - Parameters:
  ///   - flags: as of open(2).
  ///   - mode: the permissions of a file that is made.
  package static func open(_ path: String, _ flags: Int32, mode: UInt32 = 0) throws(FileError) -> Int32 {
    try systemCall("open", path) { Glibc.open(path, flags, mode) }
  }
}
