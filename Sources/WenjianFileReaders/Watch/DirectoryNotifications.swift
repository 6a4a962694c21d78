// What inotify(7) tells of a set of directories.

import Glibc
import WenjianBytes
import WenjianFiles

/// Watches directories by inotify: one watch a directory, each told by its path and followed by its number.
final class DirectoryNotifications {
  /// What happened, as far as an update needs to know: it looks at the files itself.
  struct Changes {
    /// Something that an index may be made of.
    var hasChanges = false
    /// Directories came, went or moved, or some events were lost.
    var needsArming = false
  }

  /// Becomes readable when something happens.
  let descriptor: Int32
  private let includesHidden: Bool
  private var watches: Set<Int32> = []

  private static let mask =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_MODIFY) | UInt32(IN_ATTRIB) | UInt32(IN_CREATE) | UInt32(IN_DELETE)
    | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)
    | UInt32(IN_ONLYDIR)
  private static let isOfDirectories =
    UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_UNMOUNT) | UInt32(IN_Q_OVERFLOW) | UInt32(IN_ISDIR)

  /// - Throws: `FileError`, also when the system's limit of watchers is reached.
  init(includesHidden: Bool) throws(FileError) {
    self.includesHidden = includesHidden
    descriptor = try systemCall("watch", "a directory") { inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) }
  }

  deinit { close(descriptor) }

  /// Watches these directories and no others. One that is gone, or may not be read, is left to the watch of the one above.
  /// - Throws: `FileError`, with ENOSPC when the system's limit of watches is reached.
  /// - Complexity: a system call for each directory.
  func arm(_ directories: [String]) throws(FileError) {
    var armed: Set<Int32> = []
    for path in directories {
      do throws(FileError) {
        // SAFETY: the path is read within the call.
        armed.insert(try systemCall("watch", path) { unsafe inotify_add_watch(descriptor, path, Self.mask) })
      } catch {
        guard error.isMissing || error.errorNumber == EACCES else { throw error }
      }
    }
    // A directory that was moved away keeps its watch, which is of no use any more. One that was removed has none.
    for number in watches.subtracting(armed) { inotify_rm_watch(descriptor, number) }
    watches = armed
  }

  /// Takes what has happened, without waiting.
  func takeChanges() -> Changes {
    var changes = Changes()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // SAFETY: the system writes no more bytes than it is told of.
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      // EAGAIN: that is all. Anything else: look at everything.
      if count <= 0 {
        if count < 0, errno != EAGAIN { changes = Changes(hasChanges: true, needsArming: true) }
        return changes
      }
      take(Array(buffer[..<count]), into: &changes)
    }
  }

  /// Events: i32 watch, u32 kinds, u32 cookie, u32 bytes of the name, the name and zeros.
  private func take(_ events: [UInt8], into changes: inout Changes) {
    // As the machine has them, and all that Swift runs on have the lowest byte first.
    func number(at offset: Int) -> UInt32 {
      events[offset..<(offset + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    var offset = 0
    while offset + 16 <= events.count {
      let kinds = number(at: offset + 4)
      let nameBytes = Int(number(at: offset + 12))
      let nameStart = offset + 16
      let name = events[nameStart..<min(nameStart + nameBytes, events.count)].prefix { $0 != 0 }
      offset += 16 + nameBytes
      // The end of a watch; what ended it was told before.
      if kinds & UInt32(IN_IGNORED) != 0 { continue }
      let isIgnored =
        name.first == UInt8(ascii: ".") && !includesHidden && !name.elementsEqual(IgnoreRules.fileName.utf8)
      if isIgnored { continue }
      changes.hasChanges = true
      // A file with rules may let directories in.
      if kinds & Self.isOfDirectories != 0 || name.elementsEqual(IgnoreRules.fileName.utf8) {
        changes.needsArming = true
      }
    }
  }
}
