// POSIX threads as Swift values. Tasks and actors would do for the work itself, but the engine's library calls are
// not asynchronous, and a blocking wait inside Swift's own pool may starve the caller's tasks.

import Glibc

/// A thread that runs one closure; `join` waits for its end.
package struct Thread: Sendable {
  private let handle: pthread_t
  /// In the schedule of a test.
  private let number: Int?

  /// - Returns: nil when the system refuses another thread.
  package init?(_ body: @escaping @Sendable () -> Void) {
    let schedule = ThreadSchedules.current
    let number = schedule?.didStart()
    let box = Unmanaged.passRetained(
      Body {
        if let schedule, let number { schedule.begin(number) }
        body()
        if let schedule, let number { schedule.end(number) }
      })
    var handle = pthread_t()
    let status = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      precondition(schedule == nil, "no thread for a schedule")
      return nil
    }
    self.handle = handle
    self.number = number
  }

  package func join() {
    if let number { ThreadSchedules.current?.waitForEnd(of: number) }
    pthread_join(handle, nil)
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// The processors that this process may use: what `taskset` and containers leave, not what the machine has.
  /// 1 where the kernel does not tell.
  package static var processorCount: Int {
    // `sched_getaffinity` is a GNU extension that Swift's Glibc does not import.
    guard let file = fopen("/proc/self/status", "r") else { return 1 }
    defer { fclose(file) }
    let wanted = "Cpus_allowed:\t"
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix(wanted) else { continue }
      let bits = text.dropFirst(wanted.count).reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
      return max(bits, 1)
    }
    return 1
  }
}

/// State that threads share, with a wait for it to change.
package final class Monitor<State>: @unchecked Sendable {
  // SAFETY: `state` is touched between lock and unlock only.
  private var state: State
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  package init(_ state: sending State) {
    self.state = state
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    changed = .allocate(capacity: 1)
    changed.initialize(to: pthread_cond_t())
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    changed.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Changes the state; everybody who waits looks at it again.
  package func change<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    defer { ThreadSchedules.current?.didChange(ObjectIdentifier(self)) }
    return try changeUnscheduled(body)
  }

  private func changeUnscheduled<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
    return try body(&state)
  }

  /// Waits until `body` gives a result; it is called again after every change.
  package func wait<Result>(_ body: (inout State) throws -> Result?) rethrows -> Result {
    if let schedule = ThreadSchedules.current {
      while true {
        if let result = try changeUnscheduled(body) {
          schedule.didChange(ObjectIdentifier(self))
          return result
        }
        schedule.waitForChange(of: ObjectIdentifier(self))
      }
    }
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(mutex)
    }
    while true {
      if let result = try body(&state) { return result }
      pthread_cond_wait(changed, mutex)
    }
  }
}
