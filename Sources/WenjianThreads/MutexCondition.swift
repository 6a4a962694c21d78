import Glibc

/// A mutex of POSIX and one condition that is waited for under it.
@safe package final class MutexCondition: Sendable {
  // SAFETY: allocated once, of types that are made to be shared by threads, and freed with the last reference.
  nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>

  package init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe condition = .allocate(capacity: 1)
    unsafe condition.initialize(to: pthread_cond_t())
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe condition.deallocate()
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  package func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock()
    defer { unlock() }
    return try body()
  }

  func lock() { unsafe pthread_mutex_lock(mutex) }
  func unlock() { unsafe pthread_mutex_unlock(mutex) }

  /// Gives the lock back until it is signalled, or sooner: what is waited for must be looked at again.
  /// - Precondition: inside `withLock`.
  package func wait() { unsafe pthread_cond_wait(condition, mutex) }

  /// Wakes one of those who wait, if there is any.
  package func signalOne() { unsafe pthread_cond_signal(condition) }

  /// Wakes everybody who waits.
  package func signalAll() { unsafe pthread_cond_broadcast(condition) }
}
