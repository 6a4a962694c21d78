import Glibc
import WenjianBytes

/// The advisory lock of the one writer. The kernel frees it when the process ends, however it ends.
final class WriterLock {
  static let fileName = IndexDirectory.lock
  private let descriptor: Int32

  /// - Throws: `IndexError` that names the holder; `FileError`.
  init(directory: String) throws {
    let path = directory + "/" + Self.fileName
    while true {
      let opened = try systemCall("open", path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) }
      guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
        let reason = errno
        let holder = (try? FileOperations.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        close(opened)
        guard reason == EWOULDBLOCK else {
          throw FileError(operation: "lock", path: path, errorNumber: reason)
        }
        throw IndexError(
          .locked(holder: holder.isEmpty ? "another process" : holder), path: directory)
      }
      // A session that made nothing removes its lock file while it holds it: then this is the lock of a file
      // without a name, and another process may hold the one that has it.
      var held = stat()
      var named = stat()
      if fstat(opened, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino {
        descriptor = opened
        break
      }
      close(opened)
    }
    let text = "process \(getpid())"
    _ = ftruncate(descriptor, 0)
    _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    // Said aloud, because a child that was forked and has not yet called exec still has the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
