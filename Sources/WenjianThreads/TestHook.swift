import Synchronization

/// What a test may put in the place of the process's own way of doing something. Costs one relaxed load where it is
/// asked for and nothing is installed.
package final class TestHook<Value: Sendable>: Sendable {
  private let isActive = Atomic<Bool>(false)
  private let value = Locked<Value?>(nil)

  package init() {}

  package func install(_ new: Value) {
    value.withLock { $0 = new }
    isActive.store(true, ordering: .sequentiallyConsistent)
  }

  package func remove() {
    isActive.store(false, ordering: .sequentiallyConsistent)
    value.withLock { $0 = nil }
  }

  package var current: Value? {
    guard isActive.load(ordering: .relaxed) else { return nil }
    return value.withLock { $0 }
  }
}
