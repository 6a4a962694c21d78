import Glibc
import WenjianBytes

/// The advisory lock of the one writer. The kernel frees it when the process ends, however it ends, so that what a killed
/// process wrote into it holds no other up. It also tells the next writer whether the segments that a killed one left are of
/// an index at all.
final class WriterLock {
  static let fileName = IndexDirectory.lock
  /// The second line of the file while a session has no commit before it and has made none.
  private static let firstSession = "no commit yet"
  private let descriptor: Int32
  private let holder = WriterLock.holder()
  /// Whether a session before was killed that had no commit before it and made none: without a manifest, the segments that
  /// are there are of no commit.
  let followsKilledFirstSession: Bool

  /// - Throws: `IndexError` that names the holder; `FileError`.
  init(directory: String) throws {
    let path = directory + "/" + Self.fileName
    let mode = FileOperations.fileMode(in: path)
    while true {
      // A symbolic link would lead to a file of somebody's that is emptied below.
      let opened = try FileOperations.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode: mode)
      guard let held = FileOperations.status(ofDescriptor: opened), held.kind == .file, held.linkCount <= 1 else {
        close(opened)
        throw FileError(operation: "lock", path: path, errorNumber: EINVAL)
      }
      guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
        let reason = errno
        let holder = (try? FileOperations.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        close(opened)
        guard reason == EWOULDBLOCK else {
          throw FileError(operation: "lock", path: path, errorNumber: reason)
        }
        throw IndexError(
          .locked(holder: holder.split(separator: "\n").first.map(String.init) ?? "another process"),
          path: directory)
      }
      // A session that made nothing removes its lock file while it holds it: then this is the lock of a file
      // without a name, and another process may hold the one that has it.
      if let named = FileOperations.status(of: path, followsLink: false), held.isOfSameFile(as: named) {
        descriptor = opened
        break
      }
      close(opened)
    }
    let before = (try? FileOperations.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    followsKilledFirstSession = before.hasSuffix("\n" + Self.firstSession)
    write(holder)
  }

  /// Says whether the session has no commit before it and has made none.
  func note(isFirstSession: Bool) { write(holder + (isFirstSession ? "\n" + Self.firstSession : "")) }

  /// Best effort: who cannot read it is told of another process, and takes segments without a manifest for an index that
  /// has lost it.
  private func write(_ text: String) {
    _ = ftruncate(descriptor, 0)
    // SAFETY: the bytes are read within the call, and no more of them than there are.
    _ = unsafe Array(text.utf8).withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    // Said aloud, because a child that was forked and has not yet called exec still has the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// What the lock says of who has it: which process, its name, and since when.
  private static func holder() -> String {
    let name = (try? FileOperations.read("/proc/self/comm")).map {
      String(decoding: $0.filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self)
    }
    var now = time(nil)
    // SAFETY: the system fills the values that it is given, and the text no further than its count.
    var parts = unsafe tm()
    unsafe gmtime_r(&now, &parts)
    var since = [CChar](repeating: 0, count: 64)
    unsafe strftime(&since, since.count, "%Y-%m-%d %H:%M:%S UTC", &parts)
    let text = String(decoding: since.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "process \(getpid())\(name.map { " (\($0))" } ?? ""), since \(text)"
  }
}
