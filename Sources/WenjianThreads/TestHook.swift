import Synchronization

/// What a test may put in the place of the process's own way of doing something. Costs one relaxed load where it is
/// asked for and nothing is installed.
///
/// It knows no type of what is installed: a generic one would be made, at the first file that is opened, by each process.
package final class TestHook: Sendable {
  private let isActive = Atomic<Bool>(false)
  private let value = Locked<(any Sendable)?>(nil)

  package init() {}

  package func install(_ new: any Sendable) {
    value.withLock { $0 = new }
    isActive.store(true, ordering: .sequentiallyConsistent)
  }

  package func remove() {
    isActive.store(false, ordering: .sequentiallyConsistent)
    value.withLock { $0 = nil }
  }

  package var current: (any Sendable)? {
    guard isActive.load(ordering: .relaxed) else { return nil }
    return value.withLock { $0 }
  }
}
