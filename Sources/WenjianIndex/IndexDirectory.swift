import WenjianBytes
import WenjianSegment

/// The files of an index: their names, which of them are ours, and which of them a commit needs. Who removes a file asks
/// here whether it may.
package struct IndexDirectory: Sendable {
  package static let manifest = "manifest"
  package static let lock = "writer.lock"
  /// What indexing files did (`IndexingReport`).
  package static let report = "report"
  /// The user's synonyms. People write it; here it is read, and never written or removed.
  package static let synonyms = "synonyms.txt"

  package let path: String

  package init(_ path: String) { self.path = path }

  // MARK: Paths

  package func file(_ name: String) -> String { path + "/" + name }

  func segment(_ id: UInt64) -> String { file(SegmentFormat.fileName(id)) }

  func deletions(_ id: UInt64, generation: Int) -> String {
    file(Deletions.fileName(id, generation: generation))
  }

  func sources(generation: Int) -> String { file(Self.sourcesName(generation: generation)) }

  private static func sourcesName(generation: Int) -> String { "sources-\(generation).wjf" }

  func relations(generation: Int) -> String { file(DocumentRelations.fileName(generation: generation)) }

  // MARK: Which files are ours

  /// What ends the name of a file that is being written.
  private static let temporarySuffix = ".new"

  /// Whether a file is one that we write, by its name.
  static func isOurs(_ name: String) -> Bool {
    if name.hasSuffix(temporarySuffix) { return isOurs(String(name.dropLast(temporarySuffix.count))) }
    return name == manifest || name == lock || name == report || isPart(name)
  }

  /// Whether a file is a part of a commit that its manifest names.
  private static func isPart(_ name: String) -> Bool {
    (name.hasPrefix("segment-") && name.hasSuffix(".wjs"))
      || (name.hasPrefix("deletions-") && name.hasSuffix(".wjd"))
      || (name.hasPrefix("relations-") && name.hasSuffix(".wjr"))
      || (name.hasPrefix("sources-") && name.hasSuffix(".wjf"))
  }

  /// Whether a commit can do without a part: relations are found again, and without the list of its files an index is
  /// built anew when it is next to be brought up to date.
  static func isDispensable(_ name: String) -> Bool { name.hasPrefix("relations-") || name.hasPrefix("sources-") }

  /// What a directory of an index may hold besides: the user's synonyms, and files that describe it to people and to
  /// version control.
  private static func isTolerated(_ name: String) -> Bool {
    name == synonyms || name == "README.md" || name.hasPrefix(".")
  }

  /// A file that is neither ours nor tolerated beside ours, the first by name; nil when there is none.
  private func foreignFile() throws(FileError) -> String? {
    try FileOperations.names(in: path).sorted().first { !Self.isOurs($0) && !Self.isTolerated($0) }
  }

  /// The segments that are there, of whatever commit.
  func segmentIDs() throws(FileError) -> [UInt64] {
    try FileOperations.names(in: path).compactMap(SegmentFormat.segmentID(ofFile:))
  }

  /// Whether a manifest that cannot be read may be replaced: it is empty or beside segments, and no files of others
  /// are there.
  func mayReplaceManifest() throws(FileError) -> Bool { try foreignFile() == nil }

  /// Makes the directory when it is missing, for its user alone: the index holds the texts of documents that others may
  /// not be allowed to read. Files that are made in it are as readable as it is.
  /// - Returns: whether it was missing.
  /// - Throws: `IndexError` when the directory holds files of others and no manifest; `FileError`.
  func prepare() throws -> Bool {
    guard FileOperations.kind(of: path) != nil else {
      try FileOperations.makeDirectory(path, mode: 0o700)
      return true
    }
    if FileOperations.kind(of: file(Self.manifest)) == nil {
      if let foreign = try foreignFile() { throw IndexError(.foreignDirectory(name: foreign), path: path) }
      // A session before may have failed between making the directory and making its name durable.
      try FileOperations.syncName(path)
    }
    return false
  }

  /// - Throws: `IndexError` when anything is in the directory; `FileError`.
  package func requireEmpty() throws {
    if FileOperations.kind(of: path) != nil, let name = try FileOperations.names(in: path).sorted().first {
      throw IndexError(.notEmpty(name: name), path: path)
    }
  }

  // MARK: Removing

  /// The files that a commit names.
  static func files(of manifest: Manifest) -> Set<String> {
    var names: Set<String> = []
    for entry in manifest.segments {
      names.insert(SegmentFormat.fileName(entry.segmentID))
      if entry.deletionsGeneration > 0 {
        names.insert(Deletions.fileName(entry.segmentID, generation: entry.deletionsGeneration))
      }
    }
    if manifest.relationsGeneration > 0 {
      names.insert(DocumentRelations.fileName(generation: manifest.relationsGeneration))
    }
    if manifest.sourcesGeneration > 0 { names.insert(sourcesName(generation: manifest.sourcesGeneration)) }
    return names
  }

  /// Removes the parts of commits that a commit does not name: those of older commits, and of sessions that were killed.
  /// Readers that have them open keep them. Only for the holder of the writer lock. Failing is no harm: the next commit
  /// tries again.
  /// - Parameters:
  ///   - manifest: nil when there is no commit.
  ///   - kept: names of files that the session still needs.
  ///   - isDurable: whether this session has made the name of the manifest durable. Another one may have been killed
  ///     before it could: then a power cut would bring the old manifest back, to files that are gone.
  func removeUnused(_ manifest: Manifest?, keeping kept: Set<String> = [], isDurable: Bool = true) {
    let used = (manifest.map(Self.files(of:)) ?? []).union(kept)
    let unused = ((try? FileOperations.names(in: path)) ?? []).sorted().filter { name in
      if used.contains(name) { return false }
      let isTemporary = name.hasSuffix(Self.temporarySuffix)
      return Self.isPart(isTemporary ? String(name.dropLast(Self.temporarySuffix.count)) : name)
        || (isTemporary && Self.isOurs(name))
    }
    if unused.isEmpty { return }
    if !isDurable, (try? FileOperations.syncDirectory(path)) == nil { return }
    for name in unused { try? FileOperations.remove(file(name)) }
  }

  /// Removes what a session leaves that made no commit where none was before, and the directory if it made it.
  /// - Parameter keepsParts: whether there are parts of commits whose manifest is lost: they may still be saved.
  func removeTraces(madeDirectory: Bool, keepsParts: Bool) {
    if !keepsParts, FileOperations.kind(of: file(Self.manifest)) == nil { removeUnused(nil) }
    try? FileOperations.remove(file(Self.lock))
    if madeDirectory { FileOperations.removeDirectory(path) }
  }
}
