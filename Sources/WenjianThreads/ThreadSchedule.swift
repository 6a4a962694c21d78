import Synchronization

/// Decides in a test which of the engine's threads runs: one at a time, so that a run can be had again.
///
/// Threads meet in `Monitor` and at their begin and end alone; what a thread does between is its own. A schedule hears
/// of these places, and gives the turn from one to the other.
package protocol ThreadSchedule: AnyObject, Sendable {
  /// The number of a thread that was made, and runs once it has the turn.
  func didStart() -> Int
  /// On the new thread: returns when it has the turn.
  func begin(_ thread: Int)
  func end(_ thread: Int)
  func waitForEnd(of thread: Int)
  /// Returns when the monitor may have changed.
  func waitForChange(of monitor: ObjectIdentifier)
  func didChange(_ monitor: ObjectIdentifier)
}

/// The schedule of this process. Costs one relaxed load a change of a monitor when there is none.
package enum ThreadSchedules {
  private static let isActive = Atomic<Bool>(false)
  private static let state = Mutex<(any ThreadSchedule)?>(nil)

  /// While no thread of the engine runs but the caller's.
  package static func install(_ schedule: any ThreadSchedule) {
    state.withLock { $0 = schedule }
    isActive.store(true, ordering: .sequentiallyConsistent)
  }

  /// While no thread of the engine runs but the caller's.
  package static func remove() {
    isActive.store(false, ordering: .sequentiallyConsistent)
    state.withLock { $0 = nil }
  }

  static var current: (any ThreadSchedule)? {
    guard isActive.load(ordering: .relaxed) else { return nil }
    return state.withLock { $0 }
  }
}
