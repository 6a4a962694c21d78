/// Threads that do the jobs of callers who must not wait: a job is handed over and done in its turn. However many jobs are
/// waiting, no more threads are started.
///
/// `WorkQueue` is the other way: its caller waits, so that what jobs hold stays bounded.
package final class JobThreads: Sendable {
  package typealias Job = @Sendable () -> Void

  private struct State {
    var jobs: [Job] = []
    /// The first of `jobs` that was not taken.
    var next = 0
    var idleCount = 0
    var threads: [Thread] = []
    var isClosed = false
  }

  private let monitor = Monitor(State())
  package let threadCount: Int

  /// - Parameter threadCount: the most threads; each is started when a job finds none that is idle.
  package init(threadCount: Int) {
    precondition(threadCount > 0, "threadCount must be positive, it is \(threadCount)")
    self.threadCount = threadCount
  }

  /// Threads end when what was handed over is done.
  deinit { monitor.change { $0.isClosed = true } }

  /// Hands a job over, and does not wait.
  /// - Returns: false when the system gives no thread at all; then the job is not done.
  package func submit(_ job: @escaping Job) -> Bool {
    let monitor = monitor
    return monitor.offer { [threadCount] state in
      let waiting = state.jobs.count - state.next
      if state.idleCount <= waiting, state.threads.count < threadCount,
        let thread = Thread({ Self.work(monitor) })
      {
        // It is never joined.
        thread.detach()
        state.threads.append(thread)
      }
      if state.threads.isEmpty { return false }
      state.jobs.append(job)
      return true
    }
  }

  /// Whether the thread that asks is one of these.
  package var isCurrent: Bool { monitor.change { $0.threads.contains { $0.isCurrent } } }

  private static func work(_ monitor: Monitor<State>) {
    var isIdle = false
    while true {
      // Who takes a job leaves nothing that others wait for.
      let job = monitor.wait(wakesOthers: false) { state -> Job?? in
        if state.next < state.jobs.count {
          if isIdle { state.idleCount -= 1 }
          isIdle = false
          let job = state.jobs[state.next]
          state.next += 1
          if state.next == state.jobs.count { (state.jobs, state.next) = ([], 0) }
          return job
        }
        if state.isClosed { return .some(nil) }
        if !isIdle { state.idleCount += 1 }
        isIdle = true
        return nil
      }
      guard let job else { return }
      job()
    }
  }
}
