// A directory whose index is made and kept current while the server answers.

import Glibc
import Synchronization
import Wenjian
import WenjianFileReaders
import WenjianThreads

/// Builds the index of a directory on a thread of its own, and brings it up to date whenever files change.
final class IndexedDirectory: Sendable {
  private let indexer: DirectoryIndexer
  private let current: Locked<IndexingStatus>
  private let isStopped = Atomic(false)
  /// What becomes readable when it is to end, and what is written to for that.
  private let stopEnds: (reading: Int32, writing: Int32)
  private let thread = Locked<Thread?>(nil)
  /// After a failure it is tried again in so many seconds, or when something changes.
  private static let retrySeconds: Int32 = 10

  init(_ directory: String, index: String) {
    indexer = DirectoryIndexer(directory, index: index)
    current = Locked(IndexingStatus(directory))
    var ends: [Int32] = [-1, -1]
    // SAFETY: the array has place for both. Without a pipe the thread ends with the process alone.
    if unsafe pipe(&ends) == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
    stopEnds = (ends[0], ends[1])
  }

  var status: IndexingStatus { current.withLock { $0 } }

  /// Begins.
  func start() {
    thread.withLock { thread in
      thread = Thread { [self] in run() }
    }
  }

  /// Ends it: what is read is given up, a commit that is being made is finished.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    var byte: UInt8 = 1
    // SAFETY: one byte.
    _ = unsafe write(stopEnds.writing, &byte, 1)
    thread.withLock { $0.take() }?.join()
  }

  private func run() {
    while !isStopped.load(ordering: .relaxed) {
      do {
        // Before the first update: what changes while that reads is not missed.
        let watch = try DirectoryWatch(indexer.directory, index: indexer.index)
        repeat {
          if !update() { watch.updateFailed() }
        } while try watch.waitForChanges(stopDescriptor: stopEnds.reading)
      } catch {
        fail(String(describing: error))
        waitToRetry()
      }
    }
  }

  /// - Returns: whether the index is current.
  private func update() -> Bool {
    do {
      let outcome = try indexer.run(try indexer.check()) { step in
        current.withLock { status in
          switch step {
          case .reading(let progress):
            status.state = .reading
            (status.files, status.fileCount, status.bytes) = (progress.files, progress.fileCount, progress.bytes)
          case .writing: status.state = .writing
          }
        }
        return !isStopped.load(ordering: .relaxed)
      }
      current.withLock { status in
        status.state = .current
        status.failure = nil
        status.lostFiles = outcome.report.lostFiles
      }
      return true
    } catch let failure as DirectoryIndexer.Failure {
      switch failure {
      case .stopped: return true
      case .nothing: fail("the directory holds no document that can be read")
      case .missing(let files): fail("\(files.count) files of the index cannot be read now")
      case .unwritable(let error), .behindCommit(let error): fail(error.message)
      }
    } catch {
      fail(String(describing: error))
    }
    return false
  }

  private func fail(_ message: String) {
    current.withLock { status in
      status.state = .failed
      status.failure = message
    }
  }

  private func waitToRetry() {
    var waiting = pollfd(fd: stopEnds.reading, events: Int16(POLLIN), revents: 0)
    // SAFETY: one descriptor.
    _ = unsafe poll(&waiting, 1, Self.retrySeconds * 1000)
  }
}
