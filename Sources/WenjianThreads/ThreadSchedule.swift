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

/// The schedule of this process.
package enum ThreadSchedules {
  private static let hook = TestHook()

  /// While no thread of the engine runs but the caller's.
  package static func install(_ schedule: any ThreadSchedule) { hook.install(schedule) }

  /// While no thread of the engine runs but the caller's.
  package static func remove() { hook.remove() }

  static var current: (any ThreadSchedule)? { hook.current.flatMap { $0 as? any ThreadSchedule } }
}
