// How a session keeps the number of segments small: what is merged when, and how it becomes part of a commit.

import WenjianBytes
package import WenjianModel
package import WenjianSegment

extension WriterSession {
  /// The merges that are due.
  private func plan(_ commit: CommitBuilder) -> [SegmentGroup] {
    let busy = merges.busy.union(unmergeable)
    let free = commit.views.filter { !busy.contains($0.segment.id) }
    let candidates = free.map(\.mergeCandidate)
    return policy.merges(candidates).map { group in
      SegmentGroup(
        views: group.map { free[$0] }, positions: group.reduce(0) { $0 + candidates[$1].livePositions })
    }
  }

  /// Puts merges that ended in the place of their sources.
  /// - Returns: why one of them failed.
  func install(
    _ finished: [(merge: SegmentMerge, result: Result<Segment, any Error>)], in commit: inout CommitBuilder
  ) throws -> (any Error)? {
    var failure: (any Error)?
    for (merge, result) in finished {
      switch result {
      case .success(let segment): try commit.install(segment, for: merge)
      case .failure(let error):
        unmergeable.formUnion(merge.sourceIDs)
        if !(error is MergeCancelled) { failure = error }
      }
    }
    return failure
  }

  /// Merges segments of a commit now.
  /// - Returns: why it failed; the commit then keeps them.
  private func merge(
    _ views: [SegmentView], in commit: inout CommitBuilder, form: SegmentForm = .usual
  ) throws -> (any Error)? {
    let merge = SegmentMerge(id: runs.newID(), sources: views)
    return try install([(merge, Result { try merges.run(merge, form: form) })], in: &commit)
  }

  /// Merges now what is merged soon.
  /// - Returns: why a merge failed; the commit then goes on with its sources.
  func mergeSmallSegments(of commit: inout CommitBuilder) throws -> (any Error)? {
    var failure: (any Error)?
    while let group = plan(commit).first(where: { $0.positions <= policy.inlinePositions }) {
      failure = try merge(group.views, in: &commit) ?? failure
    }
    return failure
  }

  /// Begins the merges of what is larger; with no threads, or when sessions before left too many undone, does them now.
  /// The commit is written: a failure is told in its result.
  func mergeLargeSegments(of commit: CommitBuilder, _ result: inout CommitResult) {
    let isOverdue = policy.isOverdue(commit.views.map(\.mergeCandidate))
    if merges.runsBeside, !isOverdue {
      for group in plan(commit) { merges.start(SegmentMerge(id: runs.newID(), sources: group.views)) }
    } else if !plan(commit).isEmpty {
      do { try finishMerges() } catch { result.mergeFailure = String(describing: error) }
    }
  }

  /// Waits for the merges that run beside the writer, does those that are due, and makes their results part of the index
  /// with a commit of their own. What was added or removed since the last commit stays uncommitted.
  /// - Throws: `FileError`, `SegmentError`; the last commit stays.
  package func finishMerges() throws {
    guard mode == .append, base != nil else { return }
    while true {
      merges.finish()
      let finished = merges.takeFinished()
      if finished.isEmpty, plan(try begin()).isEmpty { return }
      try replace(finished) { commit in plan(commit).map(\.views) }
    }
  }

  /// Commits, and merges all segments into one, or as few as positions allow.
  /// - Parameter form: when it is compact, a segment that is one already is written anew.
  /// - Throws: as `commit`; and `SegmentError` when a segment is damaged.
  package func optimize(sources: SourcesChange = .keep, form: SegmentForm = .usual) throws -> CommitResult {
    var result = try commit(sources: sources)
    try finishMerges()
    try replace([], form: form) { commit in
      let views = commit.views
      return policy.mergesOfAll(views.map(\.mergeCandidate), evenAlone: form == .compact).map { group in
        group.map { views[$0] }
      }
    }
    result.generation = base?.generation ?? result.generation
    return result
  }

  /// Makes merges part of the index with a commit of their own, when there are any.
  /// - Parameters:
  ///   - finished: those that are done.
  ///   - form: of the segments that are made.
  ///   - groups: those to be done now, in the commit that these leave.
  /// - Throws: what a merge threw, behind a commit of the others; what writing throws.
  private func replace(
    _ finished: [(merge: SegmentMerge, result: Result<Segment, any Error>)], form: SegmentForm = .usual,
    and groups: (CommitBuilder) -> [[SegmentView]]
  ) throws {
    var failure: (any Error)?
    do {
      var commit = try begin()
      failure = try install(finished, in: &commit)
      let due = groups(commit)
      if finished.isEmpty, due.isEmpty { return }
      for views in due { failure = try merge(views, in: &commit, form: form) ?? failure }
      _ = try write(commit)
    } catch {
      merges.giveBack(finished)
      throw error
    }
    runs.release(finished.map(\.merge.id))
    // The documents are the same whether the merges are durable or not.
    _ = settle()
    if let failure { throw failure }
  }
}

/// Segments to be merged.
private struct SegmentGroup {
  var views: [SegmentView]
  /// Of the segment that they become.
  var positions: Int
}
