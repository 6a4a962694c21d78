import Glibc
import WenjianBytes

/// The advisory lock of the one writer. The kernel frees it when the process ends, however it ends.
final class WriterLock {
  static let fileName = "writer.lock"
  private let descriptor: Int32

  /// - Throws: `IndexError` that names the holder; `FileError`.
  init(directory: String) throws {
    let path = directory + "/" + Self.fileName
    descriptor = try systemCall("open", path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      let holder = (try? FileOperations.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      close(descriptor)
      guard reason == EWOULDBLOCK else {
        throw FileError(operation: "lock", path: path, errorNumber: reason)
      }
      throw IndexError(
        .locked(holder: holder.isEmpty ? "another process" : holder), path: directory)
    }
    let text = "process \(getpid())"
    _ = ftruncate(descriptor, 0)
    _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    close(descriptor)
  }
}
