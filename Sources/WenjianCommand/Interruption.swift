// Ctrl-C while an index is built.

import Glibc

/// A first SIGINT ends the reading of files in good order, which removes what was written so far.
/// During the commit, and for a second one, the process ends at once: the last commit stands and
/// the next one removes the remains.
enum Interruption {
  // Written by the signal handler, on whichever thread it runs; single bytes, and the readers call
  // through opaque functions, so that the compiler cannot keep an old value.
  nonisolated(unsafe) private(set) static var hasHappened = false
  /// Whether somebody asks `hasHappened`.
  nonisolated(unsafe) static var isDeferred = false

  static func watch() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      if Interruption.isDeferred, !Interruption.hasHappened {
        Interruption.hasHappened = true
        return
      }
      // Only what is safe in a signal handler: no allocation, no String.
      let message: StaticString = "\nwenjian: interrupted; the last commit of the index stands\n"
      _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(ExitStatus.interrupted.rawValue)
    }
    // Reads and writes go on after a deferred interruption.
    action.sa_flags = SA_RESTART
    sigaction(SIGINT, &action, nil)
  }

  /// From here on an interruption ends the process as usual.
  static func stopWatching() { signal(SIGINT, SIG_DFL) }
}
