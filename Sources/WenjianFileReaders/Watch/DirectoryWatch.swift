// Tells when an index has fallen behind its directory.

import Glibc
public import Wenjian
import WenjianBytes
import WenjianFiles

/// Tells when files below a directory change, so that an index of them can be brought up to date.
///
/// ```swift
/// let watch = try DirectoryWatch("Documents", index: "Index")
/// repeat {
///   let writer = try IndexWriter(at: "Index")
///   _ = try writer.update(filesIn: "Documents")
///   if writer.hasChanges { try writer.commit() }
/// } while try watch.waitForChanges()
/// ```
///
/// The system tells of changes (inotify): one of its watches for each directory that an index would enter. Changes that
/// follow each other are taken together: an update is due when nothing has changed for half a second, at the latest ten
/// seconds after the first change, and at the earliest two seconds after the last update, or four times as long as that
/// took. Where the system does not tell (`scanReason`), or is known not to (`scanSeconds`), the directory is due for a
/// look every so many seconds. Not for sharing between threads.
public final class DirectoryWatch {
  /// How often the directory is looked through where the system cannot tell of changes, in seconds.
  public static let standardScanSeconds = 60

  private let directory: String
  private let options: WalkOptions
  private let scanNanoseconds: Int?
  private var notifications: DirectoryNotifications?
  private var pacing = UpdatePacing()
  private var mustArm = false
  private var hasFailed = false
  private var nextScan: Int?

  /// The directories whose changes the system tells of.
  public private(set) var watchedDirectories = 0

  /// Why the system cannot tell of changes, in a sentence without a full stop; nil when it does.
  public private(set) var scanReason: String?

  /// Watches a directory: what changes from now on is told.
  /// - Parameters:
  ///   - directory: must exist.
  ///   - options: those of the index.
  ///   - index: is not watched when it lies in the directory.
  ///   - scanSeconds: looks through the directory so often even where the system tells of changes, since it does not tell
  ///     of those that other machines make in a file system that they share, once a second at most; nil: only where it has to be.
  /// - Throws: `WenjianError` with code `input` when the directory cannot be read.
  /// - Complexity: a walk over the directory, and a system call for each directory in it.
  public init(
    _ directory: String, options: FileOptions = FileOptions(), index: String, scanSeconds: Int? = nil
  ) throws(WenjianError) {
    self.directory = directory
    // The index may not be there yet: its path below an existing directory is known all the same.
    self.options = options.walkOptions(skipping: realPath(index) ?? Self.futureRealPath(index))
    scanNanoseconds = scanSeconds.map { min(max($0, 1), 1 << 30) * 1_000_000_000 }
    do throws(FileError) {
      notifications = try DirectoryNotifications(includesHidden: options.includesHidden)
    } catch {
      scan(because: error)
    }
    try translated { try arm() }
  }

  /// Whether something changed that `waitForChanges` has not returned for.
  public var hasPendingChanges: Bool {
    takeChanges(at: SystemClock.monotonic())
    return pacing.isPending
  }

  /// Waits until an update is due.
  /// - Parameter stopDescriptor: ends the wait when it becomes readable; -1 for none.
  /// - Returns: whether an update is due; false when the wait was ended.
  /// - Throws: `WenjianError` with code `file` when waiting fails.
  public func waitForChanges(stopDescriptor: Int32 = -1) throws(WenjianError) -> Bool {
    let start = SystemClock.monotonic()
    pacing.ended(at: start, hasFailed: hasFailed)
    hasFailed = false
    nextScan = scanInterval.map { start + $0 }
    while true {
      let now = SystemClock.monotonic()
      takeChanges(at: now)
      let due = [pacing.due, nextScan].compactMap { $0 }.min()
      if let due, due <= now {
        // Before the update walks the directory: a directory that is made later is told by the one above it, which is
        // watched or was itself made later.
        if mustArm { try? arm() }
        pacing.began(at: now)
        return true
      }
      if try translated({ try wait(until: due, from: now, stopDescriptor) }) { return false }
    }
  }

  /// Tells that the update that was due could not be made, for another process writes the index or the directory cannot be
  /// read: it is due again after a while, at first two seconds and each time twice as long, up to a minute.
  public func updateFailed() {
    hasFailed = true
    // The directory may be another one under the same path.
    mustArm = true
  }

  // MARK: Waiting

  /// - Returns: whether the wait was ended from outside.
  private func wait(until due: Int?, from now: Int, _ stopDescriptor: Int32) throws(FileError) -> Bool {
    var descriptors = [
      pollfd(fd: stopDescriptor, events: Int16(POLLIN), revents: 0),
      // A negative number is passed over.
      pollfd(fd: notifications?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    // Rounded up: waking early would be waiting in a circle.
    let milliseconds = due.map { Int32(clamping: ($0 - now + 999_999) / 1_000_000) } ?? -1
    // SAFETY: the system writes into as many of them as it is told of.
    if unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds) < 0, errno != EINTR {
      throw FileError(operation: "watch", path: directory, errorNumber: errno)
    }
    return descriptors[0].revents != 0
  }

  private func takeChanges(at now: Int) {
    guard let changes = notifications?.takeChanges() else { return }
    if changes.hasChanges { pacing.changed(at: now) }
    if changes.needsArming { mustArm = true }
  }

  /// - Throws: `WenjianError` with code `input` when the directory itself cannot be read.
  private func arm() throws {
    guard let notifications else { return }
    let walk = try walkFiles(of: directory, options)
    do throws(FileError) {
      try notifications.arm(walk.directories.map { $0.isEmpty ? directory : directory + "/" + $0 })
      watchedDirectories = walk.directories.count
      mustArm = false
    } catch {
      scan(because: error)
    }
  }

  private var scanInterval: Int? {
    scanNanoseconds ?? (notifications == nil ? Self.standardScanSeconds * 1_000_000_000 : nil)
  }

  private func scan(because error: FileError) {
    notifications = nil
    watchedDirectories = 0
    switch error.errorNumber {
    case ENOSPC:
      scanReason = "the system watches no more directories for this user (fs.inotify.max_user_watches)"
    case EMFILE:
      scanReason = "the system has no more watchers for this user (fs.inotify.max_user_instances)"
    default: scanReason = "the system does not watch the directory: \(error.reason)"
    }
    nextScan = scanInterval.map { SystemClock.monotonic() + $0 }
  }

  private static func futureRealPath(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let parent = path.hasPrefix("/") ? "/" : ""
    let above = path.split(separator: "/").dropLast().joined(separator: "/")
    guard !name.isEmpty, let resolved = realPath(parent + (above.isEmpty && parent.isEmpty ? "." : above)) else {
      return nil
    }
    return resolved == "/" ? "/" + name : resolved + "/" + name
  }
}
