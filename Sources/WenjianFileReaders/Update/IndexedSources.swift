// What an index was made of, when it can be brought up to date with its directory.

import Synchronization
import Wenjian
import WenjianFiles
import WenjianIndex
import WenjianSegment
import WenjianThreads

/// The files of an index, and what indexing them said.
struct IndexedSources {
  let list: SourceList
  let report: IndexingReport

  enum Found {
    /// There is no index.
    case none
    /// The index must be built anew.
    case unusable(reason: String)
    case usable(IndexedSources)
  }

  /// What was read last and is yet to be used: an update asks again for what the check before it has read, and reading the
  /// list is a tenth of a small update.
  private static let lastRead = Locked<(bytes: [UInt8], list: SourceList)?>(nil)

  private static func list(_ bytes: [UInt8]) -> SourceList? {
    let last = lastRead.withLock { last in
      defer { last = nil }
      return last
    }
    if let last, last.bytes == bytes { return last.list }
    guard let list = SourceList(bytes) else { return nil }
    lastRead.withLock { $0 = (bytes, list) }
    return list
  }

  /// - Throws: `FileError` when the index cannot be read now.
  static func of(_ path: String, directory: String, options: FileOptions) throws -> Found {
    let bytes: [UInt8]?
    do {
      bytes = try IndexSnapshot.open(path).sources()
    } catch let error as IndexError {
      switch error.reason {
      case .missing, .notAnIndex: return .none
      case .otherAnalyzer(let fold, let stream):
        return .unusable(
          reason: "the index was made with other text rules (fold \(fold), stream \(stream); this version has fold "
            + "\(LibraryVersion.fold), stream \(LibraryVersion.stream))")
      default: return .unusable(reason: error.description)
      }
    } catch let error as SegmentError {
      return .unusable(reason: error.description)
    }
    guard let list = bytes.flatMap(list) else {
      return .unusable(reason: "the index does not say which files it was made of")
    }
    if let reason = options.sourceDifference(from: list.options, of: directory) {
      return .unusable(reason: reason)
    }
    guard let stored = try? IndexingReport.read(at: path) else {
      return .unusable(reason: "the report of the index is missing or cannot be read")
    }
    return .usable(IndexedSources(list: list, report: stored.report))
  }

  /// - Throws: `WenjianError` with code `otherSources` when there is no index, or it must be built anew; `FileError`.
  static func usable(_ path: String, directory: String, options: FileOptions) throws -> IndexedSources {
    switch try of(path, directory: directory, options: options) {
    case .usable(let found): return found
    case .none: throw WenjianError(.otherSources, "there is no index at \(path) to bring up to date", path: path)
    case .unusable(let reason): throw WenjianError(.otherSources, reason, path: path)
    }
  }
}

extension FileOptions {
  /// Why what was made with these source options must be made anew; nil when it need not.
  package func sourceDifference(from old: [String], of directory: String) -> String? {
    let new = sourceOptions(of: directory)
    func value(_ name: String, _ options: [String]) -> String? {
      options.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
    if old == new { return nil }
    let before = value("directory", old) ?? ""
    if before != value("directory", new) { return "the index was made of another directory, \(before)" }
    if value("version", old) != value("version", new) {
      return "the index was made by another version of wenjian, whose readers or text rules may differ"
    }
    return "the index was made with other options"
  }

  /// The directory and everything else that decides which files are read and how.
  package func sourceOptions(of directory: String) -> [String] {
    var options = [
      SourceList.directoryOption + (realPath(directory) ?? directory),
      "version=\(LibraryVersion.version) fold \(LibraryVersion.fold) stream \(LibraryVersion.stream)",
      "hidden=\(includesHidden)", "maximum=\(maximumFileBytes)",
    ]
    options += included.map { "include=\($0)" }
    options += excluded.map { "exclude=\($0)" }
    options += fields.chosenNames.map { "field=\($0)" }
    return options
  }
}
