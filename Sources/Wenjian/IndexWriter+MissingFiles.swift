// Files that an index holds and that cannot be read when it is made anew: the index that stands is worth more than one
// without them.

import WenjianBytes
import WenjianIndex
import WenjianSegment

/// A file, directory or member of a file that the index holds, and that could not be read for the next commit.
public struct MissingFile: Sendable, Equatable {
  /// As in `IndexingReport.skipped`.
  public var path: String
  public var reason: String
  /// How many documents of the index come from it.
  public var documents: Int

  package init(path: String, reason: String, documents: Int) {
    self.path = path
    self.reason = reason
    self.documents = documents
  }
}

extension IndexWriter {
  /// What the next commit would lose because it cannot be read now: not what is damaged or was removed, but what another
  /// try may read. `commit()` is refused while there is any; `FileOptions.allowsMissing` goes on without them. Nothing of
  /// this kind is lost in the mode `.append`, where documents stay.
  /// - Returns: by path; empty when there is no index, or one that cannot be read.
  /// - Throws: `WenjianError` with code `file`.
  public func missingFiles() throws(WenjianError) -> [MissingFile] {
    guard replacesAll, !temporaryFailures.isEmpty else { return [] }
    let keys: [String]
    do {
      keys = try Index(at: path).keys
    } catch {
      if error.code == .file { throw error }
      // What text rules of another version made cannot be searched, and is none the worse.
      let ownSegments = try session.ownSegments
      guard error.code == .otherVersion, let salvage = try? IndexSalvage(path, besides: ownSegments) else {
        return []
      }
      keys = salvage.documents.compactMap { salvage.parts[$0.part].segment.key(of: $0.document) }
    }
    var counts = ByteStringDictionary<Int>()
    for key in keys {
      // The file itself, its archive, or its directory.
      var end = key.utf8.endIndex
      while true {
        let path = String(key[..<end])
        if temporaryFailures[path] != nil {
          counts[path, default: 0] += 1
          break
        }
        guard let slash = key.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) else { break }
        end = slash
      }
    }
    return counts.keys.sorted(by: precedesInBytes).map { path in
      MissingFile(path: path, reason: temporaryFailures[path] ?? "", documents: counts[path] ?? 0)
    }
  }

  /// - Throws: `WenjianError` with code `missingFiles`.
  func refuseToLoseFiles() throws(WenjianError) {
    let missing = try missingFiles()
    guard let first = missing.first else { return }
    let documents = missing.reduce(0) { $0 + $1.documents }
    throw WenjianError(
      .missingFiles,
      "\(missing.count) files of the index, with \(documents) documents, cannot be read now, such as \(first.path) "
        + "(\(first.reason)); the index was not changed. Make them readable, or allow that they are missing",
      path: first.path)
  }
}
