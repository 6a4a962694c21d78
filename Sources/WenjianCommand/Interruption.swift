// Ctrl-C while an index is built or kept up to date.

import Glibc

/// A first SIGINT ends the reading of files in good order, which removes what was written so far.
/// During the commit, and for a second one, the process ends at once: the last commit stands and
/// the next one removes the remains. A process that keeps an index up to date finishes what it has begun.
enum Interruption {
  // Written by the signal handler, on whichever thread it runs; single bytes and a number, and the readers call
  // through opaque functions, so that the compiler cannot keep an old value.
  nonisolated(unsafe) private(set) static var hasHappened = false
  /// Whether `hasHappened` is asked for.
  nonisolated(unsafe) static var isDeferred = false
  /// Whether what is under way is finished, and only then the process ends.
  nonisolated(unsafe) static var finishesWork = false
  nonisolated(unsafe) private static var wakeDescriptor: Int32 = -1

  /// Whether what is under way is to be given up.
  static var stopsWork: Bool { hasHappened && !finishesWork }

  /// - Parameter signals: what interrupts.
  static func watch(_ signals: [Int32] = [SIGINT]) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      // Only what is safe in a signal handler: no allocation, no String.
      if Interruption.isDeferred, !Interruption.hasHappened {
        Interruption.hasHappened = true
        if Interruption.wakeDescriptor >= 0 { _ = Glibc.write(Interruption.wakeDescriptor, "x", 1) }
        if Interruption.finishesWork {
          let message: StaticString = "\nwenjian: ending; once more ends at once\n"
          _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
        }
        return
      }
      let message: StaticString = "\nwenjian: interrupted; the last commit of the index stands\n"
      _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(ExitStatus.interrupted.rawValue)
    }
    // Reads and writes go on after a deferred interruption.
    action.sa_flags = SA_RESTART
    for signal in signals { sigaction(signal, &action, nil) }
  }

  /// The commit begins: from here on nothing asks whether an interruption happened, and it ends the process on the spot.
  static func commitBegins() {
    if !finishesWork { isDeferred = false }
  }

  /// A descriptor that becomes readable with an interruption, for as long as the process lives.
  static func makeDescriptor() throws(CommandFailure) -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw CommandFailure("cannot wait for signals: \(String(cString: strerror(errno)))", .inputOutput)
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    wakeDescriptor = ends[1]
    return ends[0]
  }

  /// From here on an interruption ends the process as usual.
  static func stopWatching() { signal(SIGINT, SIG_DFL) }
}
