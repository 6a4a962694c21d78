import WenjianBytes
import WenjianSegment

/// The segments that a session wrote for its batches and that no commit names yet.
struct SessionRuns {
  private let directory: IndexDirectory
  /// In the order in which their documents were added.
  private(set) var ids: [UInt64] = []
  /// Those whose sync failed: the system may have dropped what it could not write, and a later sync would say nothing.
  private var unsynced: Set<UInt64> = []
  /// All files of the session that no commit names.
  private(set) var files: Set<UInt64> = []

  init(in directory: IndexDirectory) { self.directory = directory }

  var fileNames: Set<String> { Set(files.map(SegmentFormat.fileName)) }

  /// A number for a new segment.
  mutating func newID() -> UInt64 {
    let id = newFileNumber()
    files.insert(id)
    return id
  }

  /// A new run behind the others.
  mutating func append() -> UInt64 {
    let id = newID()
    ids.append(id)
    return id
  }

  /// Segments that a commit names now.
  mutating func release(_ committed: some Sequence<UInt64>) {
    for id in committed { files.remove(id) }
  }

  /// The runs are committed.
  /// - Parameter kept: files that no commit names and that are needed all the same.
  mutating func removeAll(butFiles kept: Set<UInt64>) {
    ids = []
    files.formIntersection(kept)
  }

  /// Removes the files that no commit names.
  func removeFiles() {
    for id in files { try? FileOperations.remove(directory.segment(id)) }
  }

  /// Merges the runs into as few segments as positions allow. What is done is not done again when it fails midway and is
  /// tried once more.
  /// - Returns: the segments, durable, in the order of their documents.
  mutating func join(threadCount: Int) throws -> [Segment] {
    if ids.count == 1 { return [try synced(at: 0, threadCount: threadCount)] }
    var waiting = ids
    var joined: [UInt64] = []
    while !waiting.isEmpty {
      var group: [Segment] = []
      var positions = 0
      for run in waiting {
        let segment = try Segment.openRun(path: directory.segment(run), id: run)
        positions += segment.statistics.positionCount
        if !group.isEmpty, positions >= SegmentFormat.positionLimit { break }
        group.append(segment)
      }
      waiting.removeFirst(group.count)
      if group.count == 1 {
        joined.append(try synced(at: joined.count, threadCount: threadCount).id)
        continue
      }
      let id = newID()
      try SegmentMerger(group, threadCount: threadCount).write(to: directory.segment(id), id: id)
      joined.append(id)
      ids = joined + waiting
      for source in group where (try? FileOperations.remove(source.path)) != nil { files.remove(source.id) }
    }
    return try joined.map { try Segment.open(path: directory.segment($0), id: $0) }
  }

  /// A batch that is alone, and was written without waiting for the disk, made durable: by a sync, or as another file when
  /// that failed before or when it was written as a run.
  private mutating func synced(at index: Int, threadCount: Int) throws -> Segment {
    let old = ids[index]
    let source = try Segment.openRun(path: directory.segment(old), id: old)
    guard source.isRun || unsynced.contains(old) else {
      do {
        try FileOperations.syncFile(directory.segment(old))
      } catch {
        unsynced.insert(old)
        throw error
      }
      return source
    }
    let id = newID()
    try SegmentMerger([source], threadCount: threadCount).write(to: directory.segment(id), id: id)
    ids[index] = id
    if (try? FileOperations.remove(source.path)) != nil { files.remove(old) }
    return try Segment.open(path: directory.segment(id), id: id)
  }
}
