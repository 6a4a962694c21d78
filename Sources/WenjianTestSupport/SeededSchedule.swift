// Which thread of the engine runs, told by a seed: what several threads do is then the same in every run.

import WenjianThreads

/// Gives the turn to one thread at a time, and passes it on at changes of monitors, at the ends of threads, and where
/// `yield()` is called. Stops the process when every thread waits for another.
package final class SeededSchedule: ThreadSchedule, @unchecked Sendable {
  // SAFETY: all state is touched under the lock of `passed` only.
  private enum Status: Equatable {
    case runnable
    case waiting(ObjectIdentifier)
    case joining(Int)
    case ended
  }

  private var generator: SeededGenerator
  /// The thread that makes the schedule is number 0.
  private var threads: [Status] = [.runnable]
  private var running = 0
  /// How often the turn went to another thread.
  private var switches = 0
  private let passed = MutexCondition()

  package init(_ generator: SeededGenerator) { self.generator = generator }

  package var switchCount: Int { passed.withLock { switches } }

  /// Passes the turn on, once in a while.
  package func yield() {
    passed.withLock {
      // Nothing to choose, and nothing drawn: most runs have one thread.
      guard threads.count(where: { $0 == .runnable }) > 1, generator.oneIn(3) else { return }
      pass(.runnable)
    }
  }

  package func didStart() -> Int {
    passed.withLock {
      threads.append(.runnable)
      return threads.count - 1
    }
  }

  package func begin(_ thread: Int) { passed.withLock { waitForTurn(thread) } }

  package func end(_ thread: Int) {
    passed.withLock {
      for other in threads.indices where threads[other] == .joining(thread) { threads[other] = .runnable }
      pass(.ended)
    }
  }

  package func waitForEnd(of thread: Int) {
    passed.withLock { if threads[thread] != .ended { pass(.joining(thread)) } }
  }

  package func waitForChange(of monitor: ObjectIdentifier) { passed.withLock { pass(.waiting(monitor)) } }

  package func didChange(_ monitor: ObjectIdentifier) {
    passed.withLock {
      for other in threads.indices where threads[other] == .waiting(monitor) { threads[other] = .runnable }
    }
    yield()
  }

  /// Gives the turn to a runnable thread, and waits until it comes back unless this one ended. Locked.
  private func pass(_ status: Status) {
    let thread = running
    threads[thread] = status
    let runnable = threads.indices.filter { threads[$0] == .runnable }
    precondition(!runnable.isEmpty, "all threads wait for each other: \(threads)")
    running = generator.pick(runnable)
    if running != thread {
      switches += 1
      passed.signalAll()
    }
    if status != .ended { waitForTurn(thread) }
  }

  private func waitForTurn(_ thread: Int) { while running != thread { passed.wait() } }
}
