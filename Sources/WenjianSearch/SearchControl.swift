// What ends a query before it is done.

import Synchronization

/// When a query has to end: at a deadline, or when its caller cancels it. Any number of threads may ask, and cancel.
package final class SearchControl: Sendable {
  private let deadline: ContinuousClock.Instant?
  private let cancellations: [CancellationFlag]
  /// So many units of work are done between two looks at the clock and the flags (`SearchScratch.checkpoint`).
  let interval: Int
  /// Of a test: told of each look by its number, says whether it ends the query.
  private let observer: (@Sendable (Int) -> Bool)?
  private let looks = Atomic<Int>(0)

  /// Some hundred microseconds.
  private static let usualInterval = 256

  package init(deadline: ContinuousClock.Instant? = nil, cancellations: [CancellationFlag] = []) {
    self.deadline = deadline
    self.cancellations = cancellations
    interval = Self.usualInterval
    observer = nil
  }

  /// For tests and measurements: tells of each look at the clock that there would be.
  /// - Parameters:
  ///   - looksAlways: at every checkpoint, and not only for so much work as is usual.
  ///   - observer: is told the number of the look, from 0 on, and says whether it ends the query.
  package init(looksAlways: Bool = true, atEachLook observer: @escaping @Sendable (_ number: Int) -> Bool) {
    deadline = nil
    cancellations = []
    interval = looksAlways ? 0 : Self.usualInterval
    self.observer = observer
  }

  /// How many looks there were; of a control with an observer.
  package var lookCount: Int { looks.load(ordering: .relaxed) }

  /// What both ask for: the earlier deadline, and either cancellation.
  package func merged(deadline other: ContinuousClock.Instant?, _ flags: [CancellationFlag]) -> SearchControl {
    SearchControl(deadline: [deadline, other].compactMap { $0 }.min(), cancellations: cancellations + flags)
  }

  /// - Throws: `SearchError` when the query has to end.
  /// - Complexity: reads the clock and a flag for each cancellation, some 30 ns.
  package func check() throws(SearchError) {
    if let observer {
      if observer(looks.wrappingAdd(1, ordering: .relaxed).oldValue) { throw SearchError(reason: .cancelled) }
      return
    }
    for flag in cancellations where flag.isSet { throw SearchError(reason: .cancelled) }
    if let deadline, ContinuousClock.now >= deadline { throw SearchError(reason: .deadlinePassed) }
  }
}

/// Set once, seen by all threads.
package final class CancellationFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package func set() { flag.store(true, ordering: .relaxed) }
  package var isSet: Bool { flag.load(ordering: .relaxed) }
}

/// Asks a control in a loop whose steps are too short to ask at each: an occurrence that is looked at, two values that are
/// compared.
package struct StepCounter {
  private let control: SearchControl?
  private let size: Int
  private var left: Int

  package init(_ control: SearchControl?) {
    self.control = control
    size = control == nil ? .max : control?.interval == 0 ? 1 : 1024
    left = size
  }

  init(_ scratch: SearchScratch) { self.init(scratch.control) }

  /// - Throws: `SearchError` when the query has to end.
  @inline(__always)
  package mutating func step() throws(SearchError) {
    left &-= 1
    if left == 0 { try check() }
  }

  /// The same for so many steps that are taken together.
  package mutating func step(_ count: Int) throws(SearchError) {
    left = max(left, 0) &- count
    if left <= 0 { try check() }
  }

  @inline(never)
  private mutating func check() throws(SearchError) {
    left = size
    try control?.check()
  }
}
