import Glibc
package import WenjianBytes

/// What to read below a directory.
package struct WalkOptions: Sendable {
  /// Lower-case file name endings, without the dot.
  package var extensions: Set<String> = ["txt", "md"]
  /// Shell patterns of paths below the directory that are left out.
  package var excluded: [String] = []
  /// Larger files are reported, not read.
  package var maximumFileBytes = 128 << 20
  /// A directory that is never entered: the index itself, when it lies below.
  package var skippedDirectory: String?

  package init() {}
}

/// A file below an indexed directory that was not read, and why.
package struct SkippedFile: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    /// Not a format that is read.
    case otherFormat
    case excluded
    case empty
    case tooLarge(byteCount: Int, limit: Int)
    case binary
    case notUTF8(firstBadByte: Int)
    case utf16
    case symbolicLink
    case notAFile
    case badName
    case unreadable(String)
  }

  package let path: String
  package let reason: Reason

  package init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Whether somebody may have wanted the file in the index: then the command does not end with 0.
  package var isLoss: Bool {
    switch reason {
    case .otherFormat, .excluded, .empty: false
    default: true
    }
  }
}

/// Lists the files below a directory in a fixed order: by the bytes of their paths, so that an index of the same
/// files is the same index.
package struct DirectoryWalk: Sendable {
  /// Paths below the root, ascending.
  package private(set) var files: [String] = []
  package private(set) var skipped: [SkippedFile] = []

  /// - Throws: `FileError` when the root itself cannot be read.
  package init(root: String, options: WalkOptions) throws(FileError) {
    let names = try FileOperations.names(in: root)
    enter(root, below: "", names: names, options)
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func enter(
    _ directory: String, below prefix: String, names: [String], _ options: WalkOptions
  ) {
    for name in names.sorted() {
      if name.hasPrefix(".") { continue }
      let relative = prefix.isEmpty ? name : prefix + "/" + name
      let path = directory + "/" + name
      if name.unicodeScalars.contains("\u{FFFD}") {
        skipped.append(SkippedFile(path: relative, reason: .badName))
        continue
      }
      if isExcluded(relative, name, options) {
        skipped.append(SkippedFile(path: relative, reason: .excluded))
        continue
      }
      var status = stat()
      guard lstat(path, &status) == 0 else {
        skipped.append(
          SkippedFile(path: relative, reason: .unreadable(String(cString: strerror(errno)))))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        if let index = options.skippedDirectory, realPath(path) == index { continue }
        do {
          enter(path, below: relative, names: try FileOperations.names(in: path), options)
        } catch {
          skipped.append(SkippedFile(path: relative, reason: .unreadable(error.reason)))
        }
      case S_IFREG:
        add(relative, name, Int(status.st_size), options)
      case S_IFLNK:
        // Not followed: a link may lead out of the tree or round in a circle, and what it points to inside
        // the tree is read in its own place.
        if hasKnownExtension(name, options) || FileOperations.kind(of: path) == .directory {
          skipped.append(SkippedFile(path: relative, reason: .symbolicLink))
        }
      default:
        skipped.append(SkippedFile(path: relative, reason: .notAFile))
      }
    }
  }

  private mutating func add(_ relative: String, _ name: String, _ size: Int, _ options: WalkOptions) {
    guard hasKnownExtension(name, options) else {
      skipped.append(SkippedFile(path: relative, reason: .otherFormat))
      return
    }
    if size > options.maximumFileBytes {
      skipped.append(
        SkippedFile(
          path: relative, reason: .tooLarge(byteCount: size, limit: options.maximumFileBytes)))
      return
    }
    files.append(relative)
  }

  private func hasKnownExtension(_ name: String, _ options: WalkOptions) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return options.extensions.contains(name[name.index(after: dot)...].lowercased())
  }

  private func isExcluded(_ relative: String, _ name: String, _ options: WalkOptions) -> Bool {
    options.excluded.contains { pattern in
      fnmatch(pattern, relative, 0) == 0 || fnmatch(pattern, name, 0) == 0
    }
  }
}

/// The path without links and dots, or nil when nothing stands there.
package func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
