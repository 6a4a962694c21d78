import Glibc
import Synchronization
import WenjianThreads

/// Lets a test make file operations fail: the way to show that no failure loses the last commit, and that no document
/// is left out in silence.
package enum FaultPlan {
  private final class Plan: FileProbe {
    private struct State {
      /// Operations that still succeed.
      var countdown: Int
      var wasRaised = false
    }

    private let state: Locked<State>
    private let errorNumber: Int32
    /// Only operations of this name; nil: all.
    private let operation: String?
    private let pathSuffix: String

    init(countdown: Int, errorNumber: Int32, operation: String? = nil, pathSuffix: String = "") {
      state = Locked(State(countdown: countdown))
      self.errorNumber = errorNumber
      self.operation = operation
      self.pathSuffix = pathSuffix
    }

    var wasRaised: Bool { state.withLock { $0.wasRaised } }

    func failure(before operation: String, _ path: String, _ change: FileChange?) -> Int32? {
      if let only = self.operation, only != operation || !path.hasSuffix(pathSuffix) { return nil }
      return state.withLock { state in
        if state.countdown > 0 {
          state.countdown -= 1
          return nil
        }
        state.wasRaised = true
        return errorNumber
      }
    }
  }

  private static let current = Locked<Plan?>(nil)

  /// The `index`-th operation from now (0 is the next one) fails with `errorNumber`, and so do all after it,
  /// as on a full disk.
  package static func failFrom(operation index: Int, errorNumber: Int32 = ENOSPC) {
    begin(Plan(countdown: index, errorNumber: errorNumber))
  }

  /// Operations of one name on paths that end in `pathSuffix` fail from the `index`-th on, as on a damaged disk.
  package static func fail(
    _ operation: String, onPathsEndingIn pathSuffix: String = "", from index: Int = 0, errorNumber: Int32
  ) {
    begin(Plan(countdown: index, errorNumber: errorNumber, operation: operation, pathSuffix: pathSuffix))
  }

  private static func begin(_ plan: Plan) {
    current.withLock { $0 = plan }
    FileProbes.install(plan)
  }

  /// Ends the plan.
  /// - Returns: whether a fault was raised.
  @discardableResult
  package static func end() -> Bool {
    FileProbes.remove()
    return current.withLock { plan in
      defer { plan = nil }
      return plan?.wasRaised ?? false
    }
  }
}
