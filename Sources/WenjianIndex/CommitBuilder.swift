import WenjianBytes
import WenjianSegment
import WenjianStream

/// The commit that a session is making: the segments of the last one, less what was deleted of them, and new ones.
/// Nothing of it is visible before its manifest is written.
struct CommitBuilder {
  private let directory: IndexDirectory
  private(set) var generation: Int
  private var entries: [Manifest.Entry] = []
  private var sourcesGeneration: Int
  private var relationsGeneration: Int
  /// Of each entry.
  private(set) var views: [SegmentView] = []
  /// The segments of the last commit, and the merges that were installed since.
  private var lastViews: [SegmentView]
  private var merges: [SegmentMerge] = []

  /// - Parameter base: the last commit; nil for a commit that begins with nothing.
  /// - Throws: `IndexError`, `SegmentError`, `FileError` when a segment of the last commit cannot be opened.
  init(after base: Manifest?, generation: Int, in directory: IndexDirectory) throws {
    self.directory = directory
    self.generation = generation
    entries = base?.segments ?? []
    sourcesGeneration = base?.sourcesGeneration ?? 0
    relationsGeneration = base?.relationsGeneration ?? 0
    lastViews = []
    views = try entries.map { try IndexSnapshot.view($0, in: directory.path) }
    lastViews = views
  }

  /// The commit behind this one, which was written; its segments are not opened again.
  func next() -> CommitBuilder {
    var next = self
    next.generation += 1
    (next.lastViews, next.merges) = (views, [])
    return next
  }

  var documentCount: Int { views.reduce(0) { $0 + $1.liveDocumentCount } }
  var segmentIDs: [UInt64] { entries.map(\.segmentID) }

  /// Deletes documents of the segments there are; a segment of which nothing is left goes.
  /// - Parameter documents: those of a segment to delete; deleted ones among them count for nothing.
  /// - Returns: how many documents were deleted.
  mutating func delete(_ documents: (SegmentView) throws -> Set<UInt32>) throws -> Int {
    var count = 0
    for index in views.indices.reversed() {
      let view = views[index]
      let before = view.deletions?.count ?? 0
      let all = try documents(view).union(view.deletions?.documents ?? [])
      count += all.count - before
      if all.count == view.segment.documents.count {
        views.remove(at: index)
        entries.remove(at: index)
      } else if all.count > before {
        try mark(Deletions(all, besides: view.deletions, in: view.segment), at: index)
      }
    }
    return count
  }

  /// Adds a segment without some of its documents; one without any document left is not added.
  mutating func append(_ segment: Segment, without documents: Set<UInt32>) throws {
    try insert(segment, without: documents, at: views.count)
  }

  /// Puts a merged segment in the place of its sources. What was deleted of these since the merge began is deleted of it.
  /// - Returns: false when none of its sources is in the commit any more.
  @discardableResult
  mutating func install(_ segment: Segment, for merge: SegmentMerge) throws -> Bool {
    let sources = Set(merge.sourceIDs)
    let current = Dictionary(uniqueKeysWithValues: views.map { ($0.segment.id, $0) }).filter {
      sources.contains($0.key)
    }
    guard let place = entries.firstIndex(where: { sources.contains($0.segmentID) }) else { return false }
    let deleted = merge.deletedSince(current)
    for index in entries.indices.reversed() where sources.contains(entries[index].segmentID) {
      entries.remove(at: index)
      views.remove(at: index)
    }
    try insert(segment, without: deleted, at: place)
    merges.append(merge)
    return true
  }

  private mutating func insert(_ segment: Segment, without documents: Set<UInt32>, at place: Int) throws {
    guard documents.count < segment.documents.count else { return }
    entries.insert(
      Manifest.Entry(segmentID: segment.id, documentCount: segment.documents.count, deletionsGeneration: 0),
      at: place)
    views.insert(SegmentView(segment: segment, deletions: nil), at: place)
    if !documents.isEmpty { try mark(Deletions(documents, besides: nil, in: segment), at: place) }
  }

  private mutating func mark(_ deletions: Deletions, at index: Int) throws(FileError) {
    let id = entries[index].segmentID
    try put(directory.deletions(id, generation: generation), deletions.bytes(segmentID: id))
    entries[index].deletionsGeneration = generation
    views[index] = SegmentView(segment: views[index].segment, deletions: deletions)
  }

  /// Writes a file of the commit, in the place of one that an attempt before left. Its name is made durable with all
  /// others, before the manifest.
  private func put(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    try FileOperations.rename(try FileOperations.writeReplacement(of: path, bytes), to: path)
  }

  /// Says what the index is made of.
  mutating func setSources(_ change: SourcesChange) throws(FileError) {
    switch change {
    case .keep: break
    case .forget: sourcesGeneration = 0
    case .replace(let bytes):
      try put(directory.sources(generation: generation), SourcesFile.contents(bytes))
      sourcesGeneration = generation
    }
  }

  /// Writes which documents are copies and versions, and gives the manifest of the commit.
  mutating func manifest() throws -> (manifest: Manifest, copyGroups: Int, copies: Int) {
    let found = DocumentRelations.file(views, knownRelations())
    // Keys and sketches of earlier segments decided what is in this commit.
    for view in views { try view.segment.throwNotedDamage() }
    relationsGeneration = found == nil ? 0 : generation
    if let found { try put(directory.relations(generation: generation), found.bytes) }
    var manifest = Manifest(generation: generation, analyzer: .current, segments: entries)
    (manifest.sourcesGeneration, manifest.relationsGeneration) = (sourcesGeneration, relationsGeneration)
    return (manifest, found?.copyGroups ?? 0, found?.copies ?? 0)
  }

  /// What the last commit found; nil when there is none, or its file is damaged: it is written anew.
  private func knownRelations() -> KnownRelations? {
    if lastViews.isEmpty { return nil }
    var last = LastRelations(views: lastViews, relations: nil)
    if relationsGeneration > 0 {
      let path = directory.relations(generation: relationsGeneration)
      guard let opened = try? DocumentRelations.open(path, index: directory.path, views: lastViews) else {
        return nil
      }
      last.relations = opened
    }
    return KnownRelations(last, merges: merges, views: views)
  }
}

/// What a commit says of the files that the index is made of; opaque to the index.
package enum SourcesChange: Equatable, Sendable {
  /// What the last commit said; nothing when the commit replaces all.
  case keep
  case forget
  case replace([UInt8])
}

extension SegmentView {
  /// Positions of the documents that are not deleted.
  var livePositionCount: Int {
    let deleted = deletions?.documents.reduce(0) { $0 + segment.documents.positions(of: Int($1)).count } ?? 0
    return max(segment.statistics.positionCount - deleted, 0)
  }

  var mergeCandidate: MergePolicy.Candidate {
    MergePolicy.Candidate(
      livePositions: livePositionCount, documents: segment.documents.count, deletedDocuments: deletions?.count ?? 0)
  }
}
