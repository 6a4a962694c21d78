import WenjianBytes
import WenjianSegment
import WenjianStore
import WenjianThreads
import WenjianUnicode

/// Writes full batches as runs, beside the thread that gathers the next one.
final class BatchQueue {
  /// A batch on its way to its file. The gathering thread gives it away and takes it back when it is written.
  private struct Batch: @unchecked Sendable {
    let builder: SegmentBuilder
    let id: UInt64
    let path: String
    let isRun: Bool
  }

  private struct State {
    var idle: [Batch] = []
    var failed: [(batch: Batch, error: any Error, isReported: Bool)] = []
    var coder: StoreCoder?
  }

  private let state = Monitor(State())
  private let queue: WorkQueue
  private let parameters: SegmentParameters
  private var hasFirst = false
  private var isPrepared = false

  init(parameters: SegmentParameters, threadCount: Int) {
    self.parameters = parameters
    queue = WorkQueue(threadCount: threadCount, unfinishedLimit: max(threadCount, 1))
  }

  var threadCount: Int { queue.threadCount }

  /// A builder without documents.
  func emptyBuilder() -> SegmentBuilder {
    let idle = state.change { $0.idle.popLast() }
    return idle?.builder ?? SegmentBuilder(parameters: parameters)
  }

  /// Begins with what the first full batch will need, while it is still being gathered.
  func prepare() {
    guard queue.threadCount > 0, !isPrepared else { return }
    isPrepared = true
    // A failure comes again, and is told, where the dictionary is needed.
    queue.submit { _ = try? WordDictionary.forIndexing() }
  }

  /// Hands a batch over; waits while as many as there are threads are being written.
  /// - Parameter isRun: whether it will be merged with others before a commit names it.
  func write(_ builder: SegmentBuilder, id: UInt64, to path: String, isRun: Bool) {
    submit(Batch(builder: builder, id: id, path: path, isRun: isRun), makesCoder: !hasFirst)
    hasFirst = true
  }

  private func submit(_ batch: Batch, makesCoder: Bool) {
    let blockBytes = parameters.blockBytes
    queue.submit { [state] in
      // Jobs start in order, so the one that makes the coder is never behind one that waits for it.
      if makesCoder {
        let coder = batch.builder.makeCoder(blockBytes: blockBytes)
        state.change { $0.coder = coder }
      }
      let coder = state.wait { $0.coder }
      do {
        try batch.builder.write(to: batch.path, id: batch.id, coder: coder, durably: false, isRun: batch.isRun)
        batch.builder.removeAll()
        state.change { $0.idle.append(batch) }
      } catch {
        state.change { $0.failed.append((batch, error, false)) }
      }
    }
  }

  /// Throws when a batch could not be written since the last time: once for all that were under way, because a full
  /// disk stops more than one, and who tries again must not be told of the others one by one.
  func throwFailure() throws {
    guard state.change({ $0.failed.contains { !$0.isReported } }) else { return }
    queue.finish()
    let error = state.change { state in
      for index in state.failed.indices { state.failed[index].isReported = true }
      return state.failed.first?.error
    }
    if let error { throw error }
  }

  /// Writes the batches that failed before once more.
  func retryFailed() throws {
    let failed = state.change { state in
      defer { state.failed = [] }
      return state.failed.map(\.batch)
    }
    guard !failed.isEmpty else { return }
    for batch in failed {
      // What the failure left of the file: no commit can name it yet.
      if FileOperations.kind(of: batch.path) != nil { try? FileOperations.remove(batch.path) }
      submit(batch, makesCoder: false)
    }
    queue.finish()
    try throwFailure()
  }

  /// Waits until no batch is being written.
  func wait() { queue.finish() }

  /// Waits until every batch is written, and gives back what the builders held. Batches that failed are tried once more.
  func finish() throws {
    queue.finish()
    defer { state.change { $0.idle = [] } }
    try retryFailed()
  }
}
