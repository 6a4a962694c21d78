import Glibc
import Synchronization

/// Lets a test make file operations fail: the way to show that no failure loses the last commit, and that no document
/// is left out in silence. Costs one relaxed load an operation when no plan is set.
package enum FaultPlan {
  private struct Plan {
    /// Operations that still succeed.
    var countdown = 0
    var errorNumber: Int32 = 0
    /// Only operations of this name; nil: all.
    var operation: String?
    var pathSuffix = ""
    var wasRaised = false
  }

  private static let isActive = Atomic<Bool>(false)
  private static let state = Mutex(Plan())

  /// The `index`-th operation from now (0 is the next one) fails with `errorNumber`, and so do all after it,
  /// as on a full disk.
  package static func failFrom(operation index: Int, errorNumber: Int32 = ENOSPC) {
    begin(Plan(countdown: index, errorNumber: errorNumber))
  }

  /// Operations of one name on paths that end in `pathSuffix` fail from the `index`-th on, as on a damaged disk.
  package static func fail(
    _ operation: String, onPathsEndingIn pathSuffix: String = "", from index: Int = 0, errorNumber: Int32
  ) {
    begin(
      Plan(countdown: index, errorNumber: errorNumber, operation: operation, pathSuffix: pathSuffix))
  }

  private static func begin(_ plan: Plan) {
    state.withLock { $0 = plan }
    isActive.store(true, ordering: .sequentiallyConsistent)
  }

  /// Ends the plan.
  /// - Returns: whether a fault was raised.
  @discardableResult
  package static func end() -> Bool {
    isActive.store(false, ordering: .sequentiallyConsistent)
    return state.withLock { $0.wasRaised }
  }

  static func next(_ operation: String, _ path: String) -> Int32? {
    guard isActive.load(ordering: .relaxed) else { return nil }
    return state.withLock { plan in
      if let only = plan.operation, only != operation || !path.hasSuffix(plan.pathSuffix) { return nil }
      if plan.countdown > 0 {
        plan.countdown -= 1
        return nil
      }
      plan.wasRaised = true
      return plan.errorNumber
    }
  }
}
