// What must be done to bring an index up to date with its directory.

import Wenjian
import WenjianBytes
import WenjianFiles

/// The files of a directory against those that an index was made of.
struct UpdatePlan {
  /// Paths in the order of the walk, but for `removed` and `kept`, which are in that of their paths.
  var added: [String] = []
  var changed: [String] = []
  var moved: [(from: String, to: String)] = []
  var removed: [String] = []
  var unchanged: [String] = []
  /// What cannot be read now and stays in the index as it was, with the reason.
  var kept: [(path: String, reason: ReadFailure)] = []
  /// What to keep of files in the next list, by path: those that stay, with what stat(2) tells of them now, and those
  /// to be read, without documents.
  var entries = ByteStringDictionary<SourceList.Entry>()
  /// The files that the index was made of.
  private(set) var before: ByteStringDictionary<SourceList.Entry>
  /// Walked, not read.
  var skipped: [SkippedFile] = []

  /// The files to read, in the order of the walk.
  var toRead: [String] {
    (added + changed + moved.map(\.to)).sorted(by: precedesInBytes)
  }

  /// - Parameters:
  ///   - list: nil for an index that begins with nothing.
  ///   - allowsMissing: whether files that cannot be read now are left out.
  /// - Complexity: a call of stat(2) for each file, and reading those of which it tells something new.
  init(_ walk: DirectoryWalk, _ files: SourceFiles, list: SourceList?, allowsMissing: Bool) {
    skipped = walk.skipped
    before = ByteStringDictionary((list?.entries ?? []).lazy.map { ($0.path, $0) })
    entries.reserveCapacity(walk.files.count)
    var fresh: [String] = []
    for path in walk.files {
      let old = before[path]
      do throws(ReadFailure) {
        let status = try Self.status(of: path, files)
        if var old, let list {
          if !list.isUnchanged(old, status) {
            let hash = try files.contentHash(of: path)
            guard hash == old.contentHash else {
              changed.append(path)
              entries[path] = SourceList.Entry(path: path, status: status, contentHash: hash)
              before[path]?.status = status
              continue
            }
            old.status = status
          }
          unchanged.append(path)
          entries[path] = old
        } else {
          entries[path] = SourceList.Entry(
            path: path, status: status, contentHash: try files.contentHash(of: path))
          fresh.append(path)
        }
      } catch {
        if old != nil, error.isTemporary, !allowsMissing {
          kept.append((path, error))
        } else {
          // Reading it tells why it cannot be read.
          if old != nil { changed.append(path) } else { fresh.append(path) }
          entries[path] = SourceList.Entry(
            path: path, status: .unknown, contentHash: SourceList.unknownHash)
        }
      }
    }
    let walked = ByteStringSet(walk.files)
    var gone = before.elements.map(\.value).filter { !walked.contains($0.path) }
    gone.sort { precedesInBytes($0.path, $1.path) }
    if !allowsMissing { keepUnreadable(&gone) }
    findMoves(gone, fresh)
    for (path, _) in kept { entries[path] = before[path].map(Self.toBeReadAgain) }
  }

  private static func status(of path: String, _ files: SourceFiles) throws(ReadFailure) -> SourceList.Status {
    do throws(FileError) {
      return try files.status(of: path)
    } catch {
      throw .unreadable(error.reason)
    }
  }

  private static func toBeReadAgain(_ entry: SourceList.Entry) -> SourceList.Entry {
    var entry = entry
    entry.status = .unknown
    return entry
  }

  /// Files below what the walk could not enter, and those it could not look at, are not gone.
  private mutating func keepUnreadable(_ gone: inout [SourceList.Entry]) {
    let closed = ByteStringDictionary(skipped.lazy.filter(\.reason.isTemporary).map { ($0.path, $0.reason) })
    if closed.isEmpty { return }
    gone.removeAll { entry in
      guard let path = enclosing(entry.path, where: { closed[$0] != nil }), let reason = closed[path] else {
        return false
      }
      kept.append((entry.path, reason))
      return true
    }
  }

  /// A file that is gone and a new one with the same bytes are one that was moved.
  private mutating func findMoves(_ gone: [SourceList.Entry], _ fresh: [String]) {
    var byContent: [UInt64: [String]] = [:]
    for entry in gone.reversed() where entry.contentHash != SourceList.unknownHash {
      byContent[entry.contentHash, default: []].append(entry.path)
    }
    var isMoved = ByteStringSet()
    for path in fresh {
      if let entry = entries[path], entry.status != .unknown, entry.status.byteCount > 0,
        let from = byContent[entry.contentHash]?.popLast()
      {
        moved.append((from, path))
        isMoved.insert(from)
      } else {
        added.append(path)
      }
    }
    removed = gone.map(\.path).filter { !isMoved.contains($0) }
  }
}

/// A path, or the nearest of those it lies below, that satisfies a condition; nil when none does.
func enclosing(_ path: String, where isWanted: (String) -> Bool) -> String? {
  var end = path.utf8.endIndex
  while true {
    let candidate = String(path[..<end])
    if isWanted(candidate) { return candidate }
    guard let slash = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) else { return nil }
    end = slash
  }
}
