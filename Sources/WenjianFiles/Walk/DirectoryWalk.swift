// The files below a directory, in a fixed order, and those that are left out.

import Glibc
package import WenjianBytes

/// Lists the files below a directory in a fixed order: by the bytes of their paths, so that an index of the same
/// files is the same index.
///
/// A symbolic link is followed when it leads to something in the tree that is not read in its own place, such as a file
/// in a hidden directory; never out of the tree, and nothing is read twice.
package struct DirectoryWalk: Sendable {
  /// Paths below the root, ascending.
  package private(set) var files: [String] = []
  package private(set) var skipped: [SkippedFile] = []
  /// Paths below the root of the directories that were entered, or could not be; the root is empty.
  package private(set) var directories = [""]

  private let root: String
  private let options: WalkOptions
  private var rules: [(depth: Int, rules: IgnoreRules)] = []
  private var links: [Place] = []
  private var hidden: [Place] = []
  /// What was read or entered, by device and number.
  private var visited = Set<Identity>()

  private struct Identity: Hashable {
    let device: UInt
    let number: UInt

    init(_ status: stat) {
      device = UInt(status.st_dev)
      number = UInt(status.st_ino)
    }
  }

  /// The names from the root to something.
  private struct Place {
    var names: [String]
    var relative: String { names.joined(separator: "/") }
  }

  /// - Throws: `FileError` when the root itself cannot be read.
  package init(root: String, options: WalkOptions) throws(FileError) {
    self.root = root
    self.options = options
    let names = try FileOperations.names(in: root)
    var status = stat()
    if stat(root, &status) == 0 { visited.insert(Identity(status)) }
    try readRules(of: Place(names: []), names: names)
    enter(Place(names: []), names: names)
    followLinks()
    for place in hidden {
      // A link may have led there.
      var status = stat()
      guard lstat(root + "/" + place.relative, &status) != 0 || !visited.contains(Identity(status)) else {
        continue
      }
      skipWhole(place, .hidden)
    }
    files.sort(by: precedesInBytes)
    skipped.sort { precedesInBytes($0.path, $1.path) }
  }

  /// Takes in the `.wenjianignore` of a directory.
  /// - Throws: when there is one that cannot be read: what a person left out must not be read for that.
  private mutating func readRules(of directory: Place, names: [String]) throws(FileError) {
    guard names.contains(IgnoreRules.fileName) else { return }
    let path = root + "/" + Place(names: directory.names + [IgnoreRules.fileName]).relative
    var status = stat()
    do {
      _ = try systemCall("inspect", path) { stat(path, &status) }
    } catch {
      if error.isMissing { return }  // a link that leads nowhere
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return }
    let text = String(decoding: try FileOperations.read(path).prefix(1 << 20), as: UTF8.self)
    rules.append((directory.names.count, IgnoreRules(text)))
  }

  private mutating func enter(_ directory: Place, names: [String]) {
    let depth = directory.names.count
    for name in names.sorted(by: precedesInBytes) {
      if name == IgnoreRules.fileName { continue }
      let place = Place(names: directory.names + [name])
      // Archives of versions are no documents, also where hidden files are asked for.
      if name.hasPrefix("."), !options.includesHidden || Self.versionArchives.contains(name) {
        hidden.append(place)
        continue
      }
      if name.unicodeScalars.contains("\u{FFFD}") {
        skip(place, .badName)
        continue
      }
      if options.isExcluded(place.relative) {
        skipWhole(place, .excluded)
        continue
      }
      visit(place)
    }
    if rules.last?.depth == depth { rules.removeLast() }
  }

  private mutating func visit(_ place: Place) {
    let path = root + "/" + place.relative
    var status = stat()
    do {
      _ = try systemCall("inspect", path) { lstat(path, &status) }
    } catch {
      skip(place, .unreadable(error.reason))
      return
    }
    let kind = status.st_mode & S_IFMT
    if isIgnored(place, isDirectory: kind == S_IFDIR) {
      skipWhole(place, .excluded)
      return
    }
    switch kind {
    case S_IFDIR: enterDirectory(place, status)
    case S_IFREG: add(place, status)
    case S_IFLNK: links.append(place)
    default: skip(place, .notAFile)
    }
  }

  private mutating func enterDirectory(_ place: Place, _ status: stat) {
    let path = root + "/" + place.relative
    if let index = options.skippedDirectory, realPath(path) == index { return }
    visited.insert(Identity(status))
    directories.append(place.relative)
    do throws(FileError) {
      let names = try FileOperations.names(in: path)
      try readRules(of: place, names: names)
      enter(place, names: names)
    } catch {
      let isDirectory = error.path == path
      skip(place, .unreadable(isDirectory ? error.reason : "its \(IgnoreRules.fileName): \(error.reason)"))
    }
  }

  private mutating func add(_ place: Place, _ status: stat) {
    let name = place.names.last ?? ""
    if DocumentFormats.isWithoutText(name) {
      skip(place, .otherFormat)
      return
    }
    let relative = place.relative
    // What is in an archive is asked for by its own name.
    let isArchive = DocumentFormats.isArchive(name)
    guard isArchive ? !options.isExcluded(relative) : options.accepts(relative) else {
      skip(place, .excluded)
      return
    }
    let limit = isArchive ? options.maximumArchiveBytes : options.maximumFileBytes
    // What no reader is named by is judged by its head first, whatever its size.
    if Int(status.st_size) > limit, DocumentFormats.isNamedByReader(name) {
      skip(place, .tooLarge(byteCount: Int(status.st_size), limit: limit))
      return
    }
    visited.insert(Identity(status))
    files.append(relative)
  }

  private mutating func skip(_ place: Place, _ reason: ReadFailure, fileCount: Int = 1) {
    skipped.append(SkippedFile(path: place.relative, reason: reason, fileCount: fileCount))
  }

  /// Leaves out a file, or a directory with all that is in it.
  private mutating func skipWhole(_ place: Place, _ reason: ReadFailure) {
    let path = root + "/" + place.relative
    if let index = options.skippedDirectory, realPath(path) == index { return }
    let count = fileCount(at: path)
    if count > 0 { skip(place, reason, fileCount: count) }
  }

  /// How many files there are at a path; links count as themselves. What cannot be listed counts as one.
  private func fileCount(at path: String) -> Int {
    var count = 0
    var waiting = [path]
    while let next = waiting.popLast() {
      var status = stat()
      guard lstat(next, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        count += 1
        continue
      }
      if let names = try? FileOperations.names(in: next) {
        waiting += names.map { next + "/" + $0 }
      } else {
        count += 1
      }
    }
    return count
  }

  private static let versionArchives: Set<String> = [".git", ".hg", ".svn"]

  private func isIgnored(_ place: Place, isDirectory: Bool) -> Bool {
    for (depth, rules) in rules.reversed() {
      if let answer = rules.isIgnored(Array(place.names[depth...]), isDirectory: isDirectory) {
        return answer
      }
    }
    return false
  }

  /// After everything was read in its own place: only what was not is read through a link.
  private mutating func followLinks() {
    if links.isEmpty { return }
    guard let root = realPath(root) else {
      let reason = systemMessage(errno)
      for place in links { skip(place, .unreadable(reason)) }
      return
    }
    let inside = root == "/" ? root : root + "/"
    var next = 0
    while next < links.count {  // a directory behind a link may hold more
      let place = links[next]
      next += 1
      let path = self.root + "/" + place.relative
      var status = stat()
      var failure: FileError?
      do {
        _ = try systemCall("inspect", path) { stat(path, &status) }
      } catch {
        failure = error
      }
      let isDirectory = failure == nil && status.st_mode & S_IFMT == S_IFDIR
      if let failure, !failure.isMissing, failure.errorNumber != ELOOP {
        skip(place, .unreadable(failure.reason))
        continue
      }
      if !isDirectory, DocumentFormats.isWithoutText(place.names.last ?? "") {
        skip(place, .otherFormat)
        continue
      }
      guard failure == nil, let target = realPath(path) else {
        skip(place, .symbolicLink(.missing))
        continue
      }
      guard target.hasPrefix(inside) || target == root else {
        skip(place, .symbolicLink(.outside))
        continue
      }
      guard !visited.contains(Identity(status)) else {
        skip(place, .symbolicLink(.readElsewhere))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: enterDirectory(place, status)
      case S_IFREG: add(place, status)
      default: skip(place, .notAFile)
      }
    }
  }
}

/// The path without links and dots, or nil when nothing stands there.
package func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
