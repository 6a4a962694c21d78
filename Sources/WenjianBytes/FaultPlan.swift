import Glibc
import Synchronization

/// Lets a test make the n-th file operation fail, for all n: the way to show that no failure loses the
/// last commit. Costs one relaxed load an operation when no plan is set.
package enum FaultPlan {
  private static let isActive = Atomic<Bool>(false)
  private static let state = Mutex<(countdown: Int, errorNumber: Int32)>((0, 0))

  /// The `index`-th operation from now (0 is the next one) fails with `errorNumber`, and so do all after it,
  /// as on a full disk.
  package static func failFrom(operation index: Int, errorNumber: Int32 = ENOSPC) {
    state.withLock { $0 = (index, errorNumber) }
    isActive.store(true, ordering: .sequentiallyConsistent)
  }

  /// Ends the plan.
  /// - Returns: whether a fault was raised.
  @discardableResult
  package static func end() -> Bool {
    isActive.store(false, ordering: .sequentiallyConsistent)
    return state.withLock { $0.countdown < 0 }
  }

  static func next(_ operation: String) -> Int32? {
    guard isActive.load(ordering: .relaxed) else { return nil }
    return state.withLock { plan in
      if plan.countdown > 0 {
        plan.countdown -= 1
        return nil
      }
      plan.countdown = -1
      return plan.errorNumber
    }
  }
}
