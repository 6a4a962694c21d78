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
    // SAFETY: the thread takes the reference that is retained here; when there is no thread it is released here.
    let box = unsafe Unmanaged.passRetained(
      Body {
        if let schedule, let number { schedule.begin(number) }
        body()
        if let schedule, let number { schedule.end(number) }
      })
    var handle = pthread_t()
    let status = unsafe pthread_create(
      &handle, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, unsafe box.toOpaque())
    guard status == 0 else {
      unsafe box.release()
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

  /// Leaves the thread to end by itself; it cannot be joined then.
  package func detach() { pthread_detach(handle) }

  /// Whether the thread that asks is this one.
  package var isCurrent: Bool { pthread_equal(handle, pthread_self()) != 0 }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// How many threads fit into the address space that the process may use (`ulimit -v`), when each needs some memory of its
  /// own, with what the C library reserves for it; `Int.max` without a limit, at least 1.
  /// - Parameters:
  ///   - bytes: what a thread needs.
  ///   - rest: what the process needs besides.
  package static func count(needing bytes: Int, besides rest: Int) -> Int {
    var limit = rlimit()
    // SAFETY: the system fills the value that it is given.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      let space = Int(exactly: limit.rlim_cur)
    else {
      return .max
    }
    return max(1, (space - rest) / bytes)
  }

  /// The processors that this process may use: what `taskset` and containers leave, not what the machine has.
  /// 1 where the kernel does not tell.
  package static var processorCount: Int {
    // `sched_getaffinity` is a GNU extension that Swift's Glibc does not import.
    // SAFETY: the file is closed when the function ends; a line is cut to the array that it is given.
    guard let file = unsafe fopen("/proc/self/status", "r") else { return 1 }
    defer { unsafe fclose(file) }
    let wanted = "Cpus_allowed:\t"
    var line = [CChar](repeating: 0, count: 4096)
    while unsafe fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix(wanted) else { continue }
      let bits = text.dropFirst(wanted.count).reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
      return max(bits, 1)
    }
    return 1
  }
}
