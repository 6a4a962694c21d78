import Glibc

/// The operations on names and directories that commits are made of.
package enum FileOperations {
  package static func rename(_ from: String, to: String) throws(FileError) {
    _ = try systemCall("rename", from, .rename(to: to)) { Glibc.rename(from, to) }
  }

  /// Removes a file; one that is gone already is no error.
  package static func remove(_ path: String) throws(FileError) {
    do {
      _ = try systemCall("remove", path, .remove) { unlink(path) }
    } catch {
      if error.errorNumber != ENOENT { throw error }
    }
  }

  /// Removes a directory if it is empty.
  package static func removeDirectory(_ path: String) {
    _ = try? systemCall("remove directory", path, .removeDirectory) { rmdir(path) }
  }

  /// Makes the names in a directory durable.
  package static func syncDirectory(_ path: String) throws(FileError) {
    try withDescriptor(path, O_RDONLY | O_DIRECTORY) { descriptor throws(FileError) in
      _ = try systemCall("sync", path, .syncDirectory) { fsync(descriptor) }
    }
  }

  /// Makes the name of a file or directory durable.
  package static func syncName(_ path: String) throws(FileError) {
    let slash = path.lastIndex(of: "/")
    try syncDirectory(slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
  }

  /// Creates a directory and those above it, and makes their names durable; one that stands already is no error.
  /// - Parameter mode: its permissions, less what the process masks; those above it are for everybody to read.
  package static func makeDirectory(_ path: String, mode: UInt32 = 0o755) throws(FileError) {
    let slash = path.lastIndex(of: "/")
    do {
      _ = try systemCall("create directory", path, .makeDirectory) { mkdir(path, mode) }
    } catch {
      if error.errorNumber == EEXIST {
        guard kind(of: path) == .directory else { throw error }
        return
      }
      guard error.errorNumber == ENOENT, let slash, slash != path.startIndex else { throw error }
      try makeDirectory(String(path[..<slash]))
      _ = try systemCall("create directory", path, .makeDirectory) { mkdir(path, mode) }
    }
    // Without it a power cut may take the directory away again, with what was made durable inside.
    try syncName(path)
  }

  /// The permissions of a new file: whoever may read its directory may read it, and whoever may write there, write it.
  package static func fileMode(in path: String) -> UInt32 {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let status = status(of: directory) else { return 0o644 }
    return status.permissions & 0o644
  }

  package enum Kind: Sendable { case file, directory, other }

  /// What stands at `path`, symbolic links followed; nil when nothing does.
  package static func kind(of path: String) -> Kind? { status(of: path)?.kind }

  /// What tells a file from another one that takes its place under its path.
  package struct Identity: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    private let modifiedNanoseconds: Int

    init(_ status: FileStatus) {
      device = status.device
      inode = status.inode
      modifiedNanoseconds = status.modifiedNanoseconds
    }
  }

  /// nil when nothing stands there.
  package static func identity(of path: String) -> Identity? { status(of: path).map(Identity.init) }

  /// All names in a directory, without `.` and `..`, in no order.
  /// - Throws: also when listing it fails midway: part of a directory must not pass for the whole.
  package static func names(in path: String) throws(FileError) -> [String] {
    var opened: OpaquePointer?
    _ = try systemCall("open directory", path) { () -> Int32 in
      opened = opendir(path)
      return opened == nil ? -1 : 0
    }
    guard let directory = opened else { return [] }
    var names: [String] = []
    do throws(FileError) {
      while let entry = try nextEntry(of: directory, path) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { names.append(name) }
      }
      // The listing of a directory that was removed meanwhile ends early, and says nothing.
      _ = try inspect(path)
    } catch {
      closedir(directory)
      throw error
    }
    try closeOnce(path) { closedir(directory) }
    return names
  }

  /// readdir(3) gives nil at the end and for an error: errno alone tells them apart.
  private static func nextEntry(
    of directory: OpaquePointer, _ path: String
  ) throws(FileError) -> UnsafeMutablePointer<dirent>? {
    var entry: UnsafeMutablePointer<dirent>?
    _ = try systemCall("read directory", path) { () -> Int32 in
      errno = 0
      entry = readdir(directory)
      return entry == nil && errno != 0 ? -1 : 0
    }
    return entry
  }

  /// Opens a regular file for reading. What else may bear its name is refused: a pipe would block for ever, a device
  /// may have no end.
  /// - Returns: a descriptor that the caller closes, and the size in bytes.
  static func openRegularFile(_ path: String) throws(FileError) -> (descriptor: Int32, byteCount: Int) {
    // Opening a pipe without a writer would block too.
    let descriptor = try open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    do throws(FileError) {
      var status = stat()
      _ = try systemCall("inspect", path) { fstat(descriptor, &status) }
      if status.st_mode & S_IFMT == S_IFDIR { throw FileError(operation: "read", path: path, errorNumber: EISDIR) }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw FileError(operation: "read", path: path, errorNumber: FileError.notARegularFile)
      }
      return (descriptor, Int(status.st_size))
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// The whole of a regular file.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let (descriptor, byteCount) = try openRegularFile(path)
    return try closing(descriptor, path) { () throws(FileError) in
      let buffer = ByteWriter(capacity: byteCount + 1)
      while true {
        let room = buffer.reserve(1)
        let free = buffer.free
        let got = try systemCall("read", path) { Glibc.read(descriptor, room, free) }
        if got == 0 { return [UInt8](buffer.bytes) }
        buffer.advance(got)
      }
    }
  }

  /// Opens a file or directory, and closes it behind `body`.
  private static func withDescriptor<Result>(
    _ path: String, _ flags: Int32, _ body: (Int32) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let descriptor = try open(path, flags | O_CLOEXEC)
    return try closing(descriptor, path) { () throws(FileError) in try body(descriptor) }
  }

  /// Closes a descriptor behind `body`.
  private static func closing<Result>(
    _ descriptor: Int32, _ path: String, _ body: () throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let result: Result
    do throws(FileError) {
      result = try body()
    } catch {
      close(descriptor)
      throw error
    }
    try closeOnce(path) { close(descriptor) }
    return result
  }

  /// Replaces the file at `path` in one step: a reader sees the old bytes or the new ones, also after a crash.
  /// - Throws: also when the new bytes are there and only making that durable failed; `publish` tells these apart.
  package static func replace(
    _ path: String, with bytes: [UInt8], in directory: String
  ) throws(FileError) {
    try rename(try writeReplacement(of: path, bytes), to: path)
    try syncDirectory(directory)
  }

  /// Writes, durably, what a renaming is to put in the place of a file.
  /// - Returns: the path to be renamed.
  package static func writeReplacement(of path: String, _ bytes: [UInt8]) throws(FileError) -> String {
    let temporary = path + ".new"
    try remove(temporary)
    let writer = try FileWriter(creating: temporary)
    try writer.write(bytes)
    try writer.finish()
    return temporary
  }
}

extension FileOperations {
  /// Forces a file that was written before to the disk.
  package static func syncFile(_ path: String) throws(FileError) {
    try withDescriptor(path, O_RDONLY) { descriptor throws(FileError) in
      _ = try systemCall("sync", path, .syncFile) { fsync(descriptor) }
    }
  }
}
