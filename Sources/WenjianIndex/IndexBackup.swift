// A commit of an index in a directory of its own.

import WenjianBytes
import WenjianSegment

/// Copies the last commit of an index, by hard links where the file system has them.
///
/// No file of a commit is changed once it is written, and all are replaced by rename: so a second name for each is a copy
/// that no later commit, merge or removal changes. No lock is taken. A writer may remove a file of the commit before it
/// is linked; then a newer commit is there, and is taken instead.
package struct IndexBackup {
  package private(set) var generation = 0
  package private(set) var documentCount = 0
  package private(set) var linkedFiles = 0
  package private(set) var copiedFiles = 0

  /// - Parameters:
  ///   - path: the index; sound or not is not looked at, beyond its manifest.
  ///   - destination: empty or missing. It becomes an index in one step, or stays as it is.
  ///   - copies: copies files also where they could be linked.
  /// - Throws: `IndexError` when there is no index, its manifest is damaged or something is at the destination;
  ///   `FileError`.
  package init(of path: String, into destination: String, copies: Bool) throws {
    let source = IndexDirectory(path)
    try IndexDirectory(destination).requireEmpty()
    // Beside it, so that the last step is one.
    let target = IndexDirectory(Self.trimmed(destination) + ".new")
    // Left by a run that was killed.
    try Self.empty(target)
    try FileOperations.makeDirectory(target.path, mode: 0o700)
    do {
      try fill(target, from: source, copies: copies)
      try FileOperations.syncDirectory(target.path)
      try FileOperations.rename(target.path, to: Self.trimmed(destination))
    } catch {
      try? Self.empty(target)
      throw error
    }
    do throws(FileError) {
      try FileOperations.syncName(Self.trimmed(destination))
    } catch {
      // It is whole, and a power cut may take it away.
      throw FileError(
        operation: "make durable the finished copy", path: destination, errorNumber: error.errorNumber)
    }
  }

  private mutating func fill(_ target: IndexDirectory, from source: IndexDirectory, copies: Bool) throws {
    var bytes = try Self.manifestBytes(of: source)
    var present: [String: Bool] = [:]
    var absent: Set<String> = []
    while true {
      let manifest = try Manifest.read(bytes, path: source.path)
      let names = IndexDirectory.files(of: manifest)
      if let missing = try Self.take(names.subtracting(absent), target, from: source, copies: copies, &present) {
        let newer = try Self.manifestBytes(of: source)
        if newer == bytes {
          guard IndexDirectory.isDispensable(missing) else {
            throw IndexError(.damagedManifest(what: "\(source.file(missing)) is missing"), path: source.path)
          }
          absent.insert(missing)
        }
        bytes = newer
        continue
      }
      for name in present.keys where !names.contains(name) {
        try FileOperations.remove(target.file(name))
        present[name] = nil
      }
      // Of no commit, and nothing of it need be there. Synonyms may be edited where they stand, and a link would follow.
      try takeFile(IndexDirectory.report, target, from: source, copies: copies)
      try takeFile(IndexDirectory.synonyms, target, from: source, copies: true)
      // The report is of the commit when no other came in between.
      let newer = try Self.manifestBytes(of: source)
      if newer != bytes {
        bytes = newer
        continue
      }
      // Last, and alone without a link: a later commit would not change it, but a person might.
      try FileOperations.replace(target.file(IndexDirectory.manifest), with: bytes, in: target.path)
      generation = manifest.generation
      documentCount = try manifest.segments.reduce(0) { count, entry in
        count + entry.documentCount - (try deletedDocuments(entry, in: target))
      }
      linkedFiles = present.values.count { !$0 }
      copiedFiles = present.values.count { $0 }
      return
    }
  }

  /// - Parameter present: what is there already, and whether it was copied.
  /// - Returns: the name of a file that is gone; nil when all are there.
  private static func take(
    _ names: Set<String>, _ target: IndexDirectory, from source: IndexDirectory, copies: Bool,
    _ present: inout [String: Bool]
  ) throws(FileError) -> String? {
    for name in names.sorted() where present[name] == nil {
      do throws(FileError) {
        present[name] = try FileOperations.linkOrCopy(source.file(name), to: target.file(name), copies: copies)
      } catch {
        guard error.isMissing else { throw error }
        return name
      }
    }
    return nil
  }

  private func deletedDocuments(_ entry: Manifest.Entry, in directory: IndexDirectory) throws -> Int {
    if entry.deletionsGeneration == 0 { return 0 }
    let file = directory.deletions(entry.segmentID, generation: entry.deletionsGeneration)
    guard let deletions = Deletions.read(try FileOperations.read(file), segmentID: entry.segmentID) else {
      throw IndexError(.damagedManifest(what: "deletions of a segment"), path: directory.path)
    }
    return deletions.count
  }

  /// A file that an index need not have.
  private func takeFile(
    _ name: String, _ target: IndexDirectory, from source: IndexDirectory, copies: Bool
  ) throws(FileError) {
    try FileOperations.remove(target.file(name))
    do throws(FileError) {
      _ = try FileOperations.linkOrCopy(source.file(name), to: target.file(name), copies: copies)
    } catch {
      if !error.isMissing { throw error }
    }
  }

  private static func manifestBytes(of directory: IndexDirectory) throws -> [UInt8] {
    let file = directory.file(IndexDirectory.manifest)
    guard FileOperations.kind(of: file) != nil else {
      throw IndexError(
        FileOperations.kind(of: directory.path) == nil ? .missing : .notAnIndex, path: directory.path)
    }
    return try FileOperations.read(file)
  }

  /// Removes a directory of ours.
  /// - Throws: `IndexError` when it holds anything else.
  private static func empty(_ directory: IndexDirectory) throws {
    guard FileOperations.kind(of: directory.path) != nil else { return }
    let names = try FileOperations.names(in: directory.path)
    if let foreign = names.sorted().first(where: { !IndexDirectory.isOurs($0) && $0 != IndexDirectory.synonyms }) {
      throw IndexError(.foreignDirectory(name: foreign), path: directory.path)
    }
    for name in names { try FileOperations.remove(directory.file(name)) }
    FileOperations.removeDirectory(directory.path)
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
