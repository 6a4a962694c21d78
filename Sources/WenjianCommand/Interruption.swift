// Ctrl-C while an index is built or kept up to date.

import Glibc
import Synchronization
import WenjianMessages

/// A first SIGINT ends the reading of files in good order, which removes what was written so far.
/// During the commit, and for a second one, the process ends at once: the last commit stands and
/// the next one removes the remains. A process that keeps an index up to date finishes what it has begun.
enum Interruption {
  private static let endingText = line(localized("ending; once more ends at once"))
  private static let interruptedText = line(localized("interrupted; the last commit of the index is kept"))

  /// What a handler writes is made before.
  private static func line(_ text: String) -> [UInt8] { Array(("\nwenjian: " + text + "\n").utf8) }
  private static func say(_ line: [UInt8]) { _ = write(line, from: 0, to: STDERR_FILENO) }

  // Read and written by the signal handler too, on whichever thread it runs.
  private static let happened = Atomic(false)
  private static let deferred = Atomic(false)
  private static let finishing = Atomic(false)
  private static let wakeDescriptor = Atomic<Int32>(-1)

  static var hasHappened: Bool { happened.load(ordering: .sequentiallyConsistent) }
  /// Whether `hasHappened` is asked for.
  static var isDeferred: Bool {
    get { deferred.load(ordering: .sequentiallyConsistent) }
    set { deferred.store(newValue, ordering: .sequentiallyConsistent) }
  }
  /// Whether what is under way is finished, and only then the process ends.
  static var finishesWork: Bool {
    get { finishing.load(ordering: .sequentiallyConsistent) }
    set { finishing.store(newValue, ordering: .sequentiallyConsistent) }
  }

  /// Whether what is under way is to be given up.
  static var stopsWork: Bool { hasHappened && !finishesWork }

  /// - Parameter signals: what interrupts.
  static func watch(_ signals: [Int32] = [SIGINT]) {
    // A handler must not be the first to use a static property, which would be made there.
    _ = (hasHappened, isDeferred, finishesWork, wakeDescriptor.load(ordering: .sequentiallyConsistent))
    _ = (endingText, interruptedText)
    // SAFETY: the handler does only what is safe in one: no allocation, no String; the system copies the structure.
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in
      if Interruption.isDeferred, !Interruption.hasHappened {
        Interruption.happened.store(true, ordering: .sequentiallyConsistent)
        let wakeDescriptor = Interruption.wakeDescriptor.load(ordering: .sequentiallyConsistent)
        if wakeDescriptor >= 0 { write("x", to: wakeDescriptor) }
        if Interruption.finishesWork { Interruption.say(Interruption.endingText) }
        return
      }
      Interruption.say(Interruption.interruptedText)
      _exit(ExitStatus.interrupted.rawValue)
    }
    // Reads and writes go on after a deferred interruption.
    action.sa_flags = SA_RESTART
    for signal in signals { unsafe sigaction(signal, &action, nil) }
  }

  /// The commit begins: from here on nothing asks whether an interruption happened, and it ends the process on the spot.
  static func commitBegins() {
    if !finishesWork { isDeferred = false }
  }

  /// A descriptor that becomes readable with an interruption, for as long as the process lives.
  static func makeDescriptor() throws(CommandFailure) -> Int32 {
    guard let ends = makePipe() else {
      throw CommandFailure(
        localized("cannot wait for signals: \(localized(english: systemMessage(errno)))"), .inputOutput)
    }
    for end in [ends.reading, ends.writing] {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    wakeDescriptor.store(ends.writing, ordering: .sequentiallyConsistent)
    return ends.reading
  }

  /// From here on an interruption ends the process as usual.
  static func stopWatching() { signal(SIGINT, SIG_DFL) }
}
