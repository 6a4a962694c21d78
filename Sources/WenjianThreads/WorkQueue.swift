/// Jobs done by a few threads beside the caller's. The caller waits when too many are waiting, so that what the jobs
/// hold stays bounded.
///
/// With no threads a job runs where it is submitted: one processor gains nothing by more.
package final class WorkQueue: Sendable {
  package typealias Job = @Sendable () -> Void

  private struct State {
    var jobs: [Job] = []
    /// Waiting and running.
    var unfinished = 0
    var threads: [Thread] = []
    var isClosed = false
  }

  private let monitor = Monitor(State())
  package let threadCount: Int
  private let limit: Int

  /// - Parameters:
  ///   - threadCount: started with the first job.
  ///   - unfinishedLimit: `submit` waits while so many jobs are not done.
  package init(threadCount: Int, unfinishedLimit: Int) {
    precondition(threadCount >= 0 && unfinishedLimit > 0, "a queue needs room for a job")
    self.threadCount = threadCount
    limit = unfinishedLimit
  }

  deinit {
    let threads = monitor.change { state in
      state.isClosed = true
      return state.threads
    }
    for thread in threads { thread.join() }
  }

  package func submit(_ job: @escaping Job) {
    guard threadCount > 0, startThreads() else { return job() }
    monitor.wait { [limit] state -> Void? in
      guard state.unfinished < limit else { return nil }
      state.unfinished += 1
      state.jobs.append(job)
      return ()
    }
  }

  /// Waits until every job is done.
  package func finish() {
    monitor.wait { state -> Void? in state.unfinished == 0 ? () : nil }
  }

  /// - Returns: false when the system gives no thread at all; the caller then works alone.
  private func startThreads() -> Bool {
    let monitor = monitor
    return monitor.change { [threadCount] state in
      while state.threads.count < threadCount, let thread = Thread({ Self.work(monitor) }) {
        state.threads.append(thread)
      }
      return !state.threads.isEmpty
    }
  }

  private static func work(_ monitor: Monitor<State>) {
    while true {
      let job = monitor.wait { state -> Job?? in
        if !state.jobs.isEmpty { return state.jobs.removeFirst() }
        return state.isClosed ? .some(nil) : nil
      }
      guard let job else { return }
      job()
      monitor.change { $0.unfinished -= 1 }
    }
  }
}

/// Makes results on several threads and takes them on the caller's, in order.
///
/// - Parameters:
///   - count: how many results, made from their numbers.
///   - threadCount: below 2 everything happens on the caller's thread.
///   - makeWorker: called once a thread, for what it keeps from result to result.
///   - consume: called on the caller's thread with 0, 1, 2, ….
/// - Throws: the first error of `make` in the order of the numbers, or that of `consume`; no thread is left then.
/// - Complexity: at most `2 * threadCount` results are held at a time.
package func forEachInOrder<Worker, Result>(
  count: Int, threadCount: Int, makeWorker: @escaping @Sendable () -> Worker,
  make: @escaping @Sendable (Worker, Int) throws -> Result, consume: (Result) throws -> Void
) throws {
  guard threadCount > 1, count > 1 else {
    let worker = makeWorker()
    for number in 0..<count { try consume(try make(worker, number)) }
    return
  }
  let line = Monitor(Line<Result>())
  let room = 2 * threadCount
  var threads: [Thread] = []
  for _ in 0..<min(threadCount, count) {
    let thread = Thread {
      let worker = makeWorker()
      while let number = line.wait({ $0.claim(count: count, room: room) }) {
        let made = Made(result: Swift.Result { try make(worker, number) })
        line.change { $0.done[number] = made }
      }
    }
    guard let thread else { break }
    threads.append(thread)
  }
  defer {
    line.change { $0.isStopped = true }
    for thread in threads { thread.join() }
  }
  guard !threads.isEmpty else {
    let worker = makeWorker()
    for number in 0..<count { try consume(try make(worker, number)) }
    return
  }
  for number in 0..<count {
    let made = line.wait { line -> Made<Result>? in
      guard let made = line.done.removeValue(forKey: number) else { return nil }
      line.taken = number + 1
      return made
    }
    try consume(made.result.get())
  }
}

/// What was made on one thread and is taken on another, never shared between them.
private struct Made<Value>: @unchecked Sendable {
  let result: Result<Value, any Error>
}

private struct Line<Value> {
  var next = 0
  var taken = 0
  var done: [Int: Made<Value>] = [:]
  var isStopped = false

  /// - Returns: nil while the caller must wait; a claimed nil when nothing is left to do.
  mutating func claim(count: Int, room: Int) -> Int?? {
    if isStopped || next >= count { return .some(nil) }
    guard next < taken + room else { return nil }
    defer { next += 1 }
    return next
  }
}
