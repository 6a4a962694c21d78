import WenjianBytes
import WenjianIndex
import WenjianSearch
import WenjianSegment
import WenjianStream

/// What an index holds, and what it takes.
public struct IndexInfo: Sendable, Equatable {
  public struct Part: Sendable, Equatable {
    public var name: String
    public var byteCount: Int

    package init(name: String, byteCount: Int) {
      self.name = name
      self.byteCount = byteCount
    }
  }

  public var path: String
  public var generation: Int
  public var formatVersion: Int
  public var foldVersion: Int
  public var streamVersion: Int
  /// The ICU whose words are in the index.
  public var icuVersion: String
  /// The ICU of this process; another one ranks new queries by other words, and misses nothing.
  public var runningICUVersion: String
  public var segments: Int
  public var documents: Int
  /// Deleted or replaced, still taking memory and disk until their segments are merged.
  public var deletedDocuments: Int
  /// Bytes of text, as UTF-8.
  public var textBytes: Int
  /// Unicode scalars of text.
  public var characters: Int
  /// Elements and paragraph edges of the streams.
  public var positions: Int
  /// Distinct pairs of neighbours; nil where they are not counted: in a cluster.
  public var grams: Int?
  /// Bytes of all files of the commit, and of the report of the indexing.
  public var indexBytes: Int
  /// By part, largest first; in all they are `indexBytes`.
  public var parts: [Part]

  package init(
    path: String, generation: Int, formatVersion: Int, foldVersion: Int, streamVersion: Int, icuVersion: String,
    runningICUVersion: String, segments: Int, documents: Int, deletedDocuments: Int, textBytes: Int,
    characters: Int,
    positions: Int, grams: Int?, indexBytes: Int, parts: [Part]
  ) {
    self.path = path
    self.generation = generation
    self.formatVersion = formatVersion
    self.foldVersion = foldVersion
    self.streamVersion = streamVersion
    self.icuVersion = icuVersion
    self.runningICUVersion = runningICUVersion
    self.segments = segments
    self.documents = documents
    self.deletedDocuments = deletedDocuments
    self.textBytes = textBytes
    self.characters = characters
    self.positions = positions
    self.grams = grams
    self.indexBytes = indexBytes
    self.parts = parts
  }
}

extension Index {
  /// What the index holds, and what it takes.
  public var info: IndexInfo {
    let snapshot = searcher.snapshot
    var sizes: [String: Int] = [:]
    var info = IndexInfo(
      path: path, generation: generation, formatVersion: Int(SegmentFormat.version),
      foldVersion: snapshot.analyzer.foldVersion, streamVersion: snapshot.analyzer.streamVersion,
      icuVersion: snapshot.analyzer.icuVersion,
      runningICUVersion: AnalyzerFingerprint.current.icuVersion, segments: snapshot.views.count,
      documents: snapshot.documentCount, deletedDocuments: 0, textBytes: 0, characters: 0,
      positions: 0, grams: 0, indexBytes: 0, parts: [])
    var grams = 0
    for view in snapshot.views {
      let statistics = view.segment.statistics
      info.deletedDocuments += view.deletions?.count ?? 0
      info.textBytes += statistics.textBytes
      info.characters += statistics.scalarCount
      info.positions += statistics.positionCount
      grams += statistics.gramCount
      var rest = view.segment.byteCount
      for section in view.segment.sectionSizes {
        sizes[section.id.title, default: 0] += section.byteCount
        rest -= section.byteCount
      }
      sizes["heads and padding", default: 0] += rest
      if let deletions = view.deletions {
        sizes["marks of removed documents", default: 0] += deletions.byteCount
      }
    }
    info.grams = grams
    if let relations = try? snapshot.relations() { sizes["copies and versions"] = relations.byteCount }
    if let byteCount = snapshot.sourcesByteCount { sizes["list of the files"] = byteCount }
    for (name, file) in [("manifest", Manifest.fileName), ("report of the indexing", IndexingReport.fileName)] {
      // Either may be gone or replaced since the snapshot was opened; then it takes what it takes now.
      if let bytes = try? FileOperations.read(path + "/" + file) { sizes[name] = bytes.count }
    }
    info.indexBytes = sizes.values.reduce(0, +)
    info.parts = sizes.map { IndexInfo.Part(name: $0.key, byteCount: $0.value) }
      .sorted { $0.byteCount != $1.byteCount ? $0.byteCount > $1.byteCount : $0.name < $1.name }
    return info
  }
}
