import Glibc
import WenjianBytes
package import WenjianSegment

/// The segments of an index that may be damaged, as far as they can be read.
package struct IndexSalvage {
  package struct Part {
    package let segment: SegmentSalvage
    /// nil when every document is live, or it is not known which.
    package let deletions: Deletions?
  }

  /// In the order of the commit, older ones first.
  package private(set) var parts: [Part] = []
  /// What cannot be read at all, and what follows from it, in sentences.
  package private(set) var problems: [String] = []

  /// What the commit says that the index was made of; nil when that is not known.
  package private(set) var sources: [UInt8]?

  /// Opens what there is.
  /// - Parameter own: segments that a session is writing, of no commit yet: they are none of what there was.
  /// - Throws: `IndexError` when the directory holds no file of an index; `FileError`.
  package init(_ path: String, besides own: Set<UInt64> = []) throws {
    let directory = IndexDirectory(path)
    guard FileOperations.kind(of: path) != nil else { throw IndexError(.missing, path: path) }
    if let manifest = try Self.manifest(in: directory, &problems) {
      documentCount = 0
      for entry in manifest.segments { open(entry, in: directory) }
      if manifest.sourcesGeneration > 0 {
        sources = try? SourcesFile.read(directory.sources(generation: manifest.sourcesGeneration))
      }
      return
    }
    let segments = try Self.segmentFiles(in: directory).filter { !own.contains($0) }
    guard !segments.isEmpty else { throw IndexError(.notAnIndex, path: path) }
    for id in segments {
      open(Manifest.Entry(segmentID: id, documentCount: 0, deletionsGeneration: 0), in: directory)
    }
  }

  private static func manifest(in directory: IndexDirectory, _ problems: inout [String]) throws -> Manifest? {
    do {
      return try Manifest.read(FileOperations.read(directory.file(Manifest.fileName)), path: directory.path)
    } catch let error as IndexError {
      if case .tooNew = error.reason { throw error }
    } catch let error as FileError where error.isMissing {
    }
    problems.append(
      "The commit cannot be read: all segments that are there are taken for it, the last written last. Documents that were "
        + "deleted or replaced may be back.")
    return nil
  }

  /// The IDs of the segment files, by the time when they were written.
  private static func segmentFiles(in directory: IndexDirectory) throws -> [UInt64] {
    var found: [(id: UInt64, time: Int)] = []
    for id in try directory.segmentIDs() {
      if let status = FileOperations.status(of: directory.segment(id)) {
        found.append((id, status.modifiedNanoseconds))
      }
    }
    found.sort { ($0.time, $0.id) < ($1.time, $1.id) }
    return found.map(\.id)
  }

  /// The live documents of the commit, those that cannot be read included; nil when that is not known.
  package private(set) var documentCount: Int?

  private mutating func open(_ entry: Manifest.Entry, in directory: IndexDirectory) {
    let deletions = readDeletions(of: entry, in: directory)
    let path = directory.segment(entry.segmentID)
    let segment: SegmentSalvage
    do {
      segment = try SegmentSalvage(path: path, id: entry.segmentID)
    } catch {
      let count = entry.documentCount > 0 ? " with \(entry.documentCount) documents" : ""
      problems.append("\(path)\(count) is lost: \(error)")
      return
    }
    parts.append(Part(segment: segment, deletions: deletions))
  }
  private mutating func readDeletions(of entry: Manifest.Entry, in directory: IndexDirectory) -> Deletions? {
    documentCount = documentCount.map { $0 + entry.documentCount }
    if entry.deletionsGeneration == 0 { return nil }
    let file = directory.deletions(entry.segmentID, generation: entry.deletionsGeneration)
    guard
      let deletions = (try? FileOperations.read(file)).flatMap({ Deletions.read($0, segmentID: entry.segmentID) })
    else {
      problems.append("\(file) cannot be read: documents that were deleted or replaced may be back.")
      documentCount = nil
      return nil
    }
    documentCount = documentCount.map { $0 - deletions.count }
    return deletions
  }
}
