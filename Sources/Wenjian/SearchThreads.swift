import Synchronization
package import WenjianThreads

/// The threads on which asynchronous searches run, and no other work.
///
/// A search computes and reads from disk without a break. In Swift's own pool, which has a thread a processor, some long
/// ones would hold up all other tasks of the process; here they hold up other searches alone.
public final class SearchThreads: Sendable {
  /// As many as there are processors for this process. Nothing is started before the first asynchronous search.
  public static let shared = SearchThreads(count: Thread.processorCount)

  package let threads: JobThreads

  /// - Parameter count: the most searches that run at a time; others wait in the order of their calls. At least 1.
  public init(count: Int) { threads = JobThreads(threadCount: max(count, 1)) }

  /// Does a job on one of the threads.
  ///
  /// When the task is cancelled, `cancellation` is, for the job to end by; a job that is not begun is not done.
  package func run<Value: Sendable>(
    _ cancellation: Cancellation, _ job: @escaping @Sendable () throws -> Value
  ) async -> Result<Value, any Error> {
    let handover = Handover<Value>()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard handover.wait(continuation) else { return }
        let isTaken = threads.submit { handover.run(job) }
        // Without a thread it is better done here than never.
        if !isTaken { handover.run(job) }
      }
    } onCancel: {
      cancellation.cancel()
      handover.withdraw()
    }
  }
}

/// A job between the task that waits for it and the thread that does it.
private final class Handover<Value: Sendable>: Sendable {
  typealias Continuation = CheckedContinuation<Result<Value, any Error>, Never>

  private enum State {
    case new
    case waiting(Continuation)
    case running
    /// Before its caller waited for it, or before it was begun.
    case withdrawn
  }

  private let state = Locked(State.new)

  private static var cancelled: Result<Value, any Error> { .failure(WenjianError.cancelled) }

  /// - Returns: false when it was withdrawn already; then the continuation is resumed.
  func wait(_ continuation: Continuation) -> Bool {
    let isNew = state.withLock { state in
      guard case .new = state else { return false }
      state = .waiting(continuation)
      return true
    }
    if !isNew { continuation.resume(returning: Self.cancelled) }
    return isNew
  }

  func run(_ job: () throws -> Value) {
    let continuation = state.withLock { state -> Continuation? in
      guard case .waiting(let continuation) = state else { return nil }
      state = .running
      return continuation
    }
    continuation?.resume(returning: Result { try job() })
  }

  /// A job that runs goes on until it looks at its cancellation.
  func withdraw() {
    let continuation = state.withLock { state -> Continuation? in
      switch state {
      case .running, .withdrawn: return nil
      case .new:
        state = .withdrawn
        return nil
      case .waiting(let continuation):
        state = .withdrawn
        return continuation
      }
    }
    continuation?.resume(returning: Self.cancelled)
  }
}
