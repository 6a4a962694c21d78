// Clocks, memory and the statistics that the peers' harness uses too.

import Glibc

enum Clock {
  /// Nanoseconds of a clock that never goes back.
  static func wall() -> Int { read(CLOCK_MONOTONIC) }
  /// Nanoseconds that this thread has run.
  static func thread() -> Int { read(CLOCK_THREAD_CPUTIME_ID) }
  /// Nanoseconds that all threads of this process have run, in user and kernel mode.
  static func process() -> Int { read(CLOCK_PROCESS_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    let status = clock_gettime(clock, &time)
    precondition(status == 0, "the kernel does not know clock \(clock)")
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

/// The most memory that this process has held at once, in bytes, mapped file pages included, as `wait4` reports it
/// for the peers. Not `ru_maxrss`: that begins with what the parent held when it spawned this process.
func peakResidentBytes() throws -> Int {
  for line in try lines(of: "/proc/self/status") where line.hasPrefix("VmHWM:") {
    if let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first {
      if let value = Int(kilobytes) { return value * 1024 }
    }
  }
  throw BenchError("the kernel does not report VmHWM in /proc/self/status")
}

/// How long each query took in each pass over all queries of a class.
struct Passes {
  let queryCount: Int
  /// Nanoseconds, pass after pass.
  private(set) var durations: [Int] = []
  private(set) var threadNanoseconds = 0
  /// What the first pass added up: a run with other answers is another benchmark.
  private(set) var returned = 0
  private(set) var nonempty = 0

  var passCount: Int { queryCount == 0 ? 0 : durations.count / queryCount }

  /// Runs all queries again and again, as the peers' harness does: between two runs of one query lie all the
  /// others, so that the processor's caches do not hold the answer.
  ///
  /// - Parameters:
  ///   - seconds: how long to measure, at least `minimum` passes, at most 300; half of it is for warming up.
  ///   - run: runs one query, returns a number that depends on the answer.
  init(
    queryCount: Int, minimum: Int, seconds: Double, _ run: (Int) throws -> Int
  ) throws {
    self.queryCount = queryCount
    guard queryCount > 0 else { return }
    let budget = Int(seconds * 1e9)
    var start = Clock.wall()
    var warmUps = 0
    while warmUps < 2 || (Clock.wall() - start < budget / 2 && warmUps < 50) {
      for query in 0..<queryCount { _ = try run(query) }
      warmUps += 1
    }
    durations.reserveCapacity(300 * queryCount)
    let threadStart = Clock.thread()
    start = Clock.wall()
    var passes = 0
    while passes < minimum || (Clock.wall() - start < budget && passes < 300) {
      for query in 0..<queryCount {
        let before = Clock.wall()
        let answer = try run(query)
        durations.append(Clock.wall() - before)
        if passes == 0 {
          returned += answer
          nonempty += answer > 0 ? 1 : 0
        }
      }
      passes += 1
    }
    threadNanoseconds = Clock.thread() - threadStart
  }

  /// The field names of the peers' harness, so that one report reads both.
  var json: JSON {
    let medians = (0..<queryCount).map { query in
      Statistics.median(stride(from: query, to: durations.count, by: queryCount).map { durations[$0] })
    }
    let statistics = Statistics(medians)
    let total = durations.reduce(0, +)
    let count = Double(max(durations.count, 1))
    return .object([
      ("n", .integer(queryCount)), ("passes", .integer(passCount)),
      ("q50_us", .number(statistics.share(0.5) / 1e3)),
      ("q95_us", .number(statistics.share(0.95) / 1e3)),
      ("q99_us", .number(statistics.share(0.99) / 1e3)),
      ("mean_us", .number(Double(total) / count / 1e3)),
      ("cpu_mean_us", .number(Double(threadNanoseconds) / count / 1e3)),
      ("ret", .integer(returned)), ("nonempty", .integer(nonempty)),
    ])
  }
}

/// Order statistics of some durations.
struct Statistics {
  private let sorted: [Int]

  init(_ values: [Int]) { sorted = values.sorted() }

  var minimum: Double { sorted.isEmpty ? .nan : Double(sorted[0]) }
  /// The value that this share of all values lies below.
  func share(_ share: Double) -> Double {
    sorted.isEmpty ? .nan : Double(sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)])
  }

  static func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }
}
