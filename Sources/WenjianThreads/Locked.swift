#if WENJIAN_POSIX_LOCKS
  import Glibc

  /// A value behind a lock of POSIX, for the Thread Sanitizer and the C library. Of `Mutex` the sanitizer sees the way
  /// without contention alone, and takes each wait for another thread for a race (Swift 6.3: the slow path is in a library
  /// that is not instrumented). And `Mutex` keeps the number of a thread, which is another one in a child of fork(2):
  /// there the first wait for a lock ends the process.
  @safe package struct Locked<Value>: ~Copyable, @unchecked Sendable {
    // SAFETY: `value` is touched under the lock only; both are allocated once and freed with it.
    private let lock = MutexCondition()
    nonisolated(unsafe) private let value: UnsafeMutablePointer<Value>

    package init(_ value: sending Value) {
      unsafe self.value = .allocate(capacity: 1)
      unsafe self.value.initialize(to: value)
    }

    deinit {
      unsafe value.deinitialize(count: 1)
      unsafe value.deallocate()
    }

    package borrowing func withLock<Result, Failure>(
      _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      lock.lock()
      defer { lock.unlock() }
      return try unsafe body(&value.pointee)
    }
  }
#else
  package import Synchronization

  /// A value that threads share, touched under its lock only.
  package typealias Locked = Mutex
#endif
