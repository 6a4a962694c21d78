import Synchronization
import WenjianBytes
import WenjianSegment
import WenjianThreads

/// A merge of segments of a commit: what it reads is as it was when it began, whatever is deleted meanwhile.
struct SegmentMerge: Sendable {
  /// The segment that it makes.
  let id: UInt64
  let sources: [SegmentView]

  var sourceIDs: [UInt64] { sources.map(\.segment.id) }

  /// Writes the merged segment, durably.
  /// - Throws: `FileError`, `SegmentError`; `MergeCancelled`. Then there is no file.
  func run(
    in directory: IndexDirectory, blockBytes: Int, threadCount: Int, form: SegmentForm = .usual,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Segment {
    do {
      try SegmentMerger(
        sources.map {
          MergeSource(
            $0.segment, removing: $0.deletions?.documents ?? [], shares: $0.deletions?.shares ?? [])
        }, blockBytes: blockBytes, threadCount: threadCount, form: form, isCancelled: isCancelled
      ).write(to: directory.segment(id), id: id)
      return try Segment.open(path: directory.segment(id), id: id)
    } catch {
      try? FileOperations.remove(directory.segment(id))
      throw error
    }
  }

  /// The documents of the merged segment that were deleted since the merge began.
  /// - Parameter now: the sources as they are, by their identifiers; one that is missing has no document left.
  func deletedSince(_ now: [UInt64: SegmentView]) -> Set<UInt32> {
    var deleted: Set<UInt32> = []
    var base = 0
    for source in sources {
      let map = source.documentMap
      if map.count == 0 { continue }
      if let view = now[source.segment.id] {
        for document in view.deletions?.documents ?? [] {
          if let number = map.number(of: Int(document)) { deleted.insert(UInt32(base + number)) }
        }
      } else {
        for number in 0..<map.count { deleted.insert(UInt32(base + number)) }
      }
      base += map.count
    }
    return deleted
  }
}

/// Runs merges beside the thread that writes, one after the other.
final class MergeQueue {
  private struct State {
    var running: [SegmentMerge] = []
    var finished: [(merge: SegmentMerge, result: Result<Segment, any Error>)] = []
  }

  private let directory: IndexDirectory
  private let blockBytes: Int
  private let threadCount: Int
  private let state = Monitor(State())
  private let isCancelled = Cancellation()
  private let queue: WorkQueue

  /// Told to merges that run.
  private final class Cancellation: Sendable {
    let flag = Atomic<Bool>(false)
  }

  /// - Parameter threadCount: those of the session; 0: nothing runs beside it.
  init(in directory: IndexDirectory, blockBytes: Int, threadCount: Int) {
    self.directory = directory
    self.blockBytes = blockBytes
    self.threadCount = threadCount
    queue = WorkQueue(threadCount: min(threadCount, 1), unfinishedLimit: .max)
  }

  /// Whether merges run beside the writer.
  var runsBeside: Bool { threadCount > 0 }

  /// The segments that merges work on, or have and are not yet taken.
  var busy: Set<UInt64> {
    state.change { state in
      Set((state.running + state.finished.map(\.merge)).flatMap(\.sourceIDs))
    }
  }

  /// The segments that are made by merges that run, or that ended and are not yet taken.
  var madeIDs: Set<UInt64> {
    state.change { state in Set((state.running + state.finished.map(\.merge)).map(\.id)) }
  }

  /// Begins a merge; `takeFinished` gives its result.
  func start(_ merge: SegmentMerge) {
    state.change { $0.running.append(merge) }
    let (directory, blockBytes, state, cancellation) = (directory, blockBytes, state, isCancelled)
    queue.submit {
      // One thread: the writer has the others.
      let result = Result {
        try merge.run(in: directory, blockBytes: blockBytes, threadCount: 1) {
          cancellation.flag.load(ordering: .relaxed)
        }
      }
      state.change { state in
        state.running.removeAll { $0.id == merge.id }
        state.finished.append((merge, result))
      }
    }
  }

  /// Merges now, with the threads of the session.
  func run(_ merge: SegmentMerge, form: SegmentForm) throws -> Segment {
    try merge.run(in: directory, blockBytes: blockBytes, threadCount: threadCount, form: form) { false }
  }

  /// The merges that ended since they were last asked for, in the order in which they ended.
  func takeFinished() -> [(merge: SegmentMerge, result: Result<Segment, any Error>)] {
    state.change { state in
      defer { state.finished = [] }
      return state.finished
    }
  }

  /// Gives merges back whose result could not be used yet.
  func giveBack(_ merges: [(merge: SegmentMerge, result: Result<Segment, any Error>)]) {
    state.change { $0.finished = merges + $0.finished }
  }

  /// Waits until no merge runs.
  func finish() { queue.finish() }

  /// Stops the merges that run, and waits until they have.
  func cancel() {
    isCancelled.flag.store(true, ordering: .relaxed)
    queue.finish()
  }
}
