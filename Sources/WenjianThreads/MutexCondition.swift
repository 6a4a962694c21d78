import Glibc

/// A mutex of POSIX and one condition that is waited for under it.
package final class MutexCondition: Sendable {
  // SAFETY: allocated once, of types that are made to be shared by threads, and freed with the last reference.
  nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>

  package init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  package func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Gives the lock back until it is signalled, or sooner: what is waited for must be looked at again.
  /// - Precondition: inside `withLock`.
  package func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes everybody who waits.
  package func signalAll() { pthread_cond_broadcast(condition) }
}
