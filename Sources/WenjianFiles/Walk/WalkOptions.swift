// What to read below a directory.

import Glibc

package struct WalkOptions: Sendable {
  /// Shell patterns of paths below the directory, or of file names; when there are any, only what matches is read.
  package var included: [String] = []
  /// Shell patterns of paths below the directory, or of names, that are left out.
  package var excluded: [String] = []
  /// Whether names that begin with a dot are read.
  package var includesHidden = false
  /// Larger files are reported, not read.
  package var maximumFileBytes = 128 << 20
  /// The same for archives, which are read piece by piece.
  package var maximumArchiveBytes = 16 << 30
  /// A directory that is never entered: the index itself, when it lies below.
  package var skippedDirectory: String?

  package init() {}

  /// Whether the patterns want a file; also asked for members of archives.
  package func accepts(_ path: String) -> Bool {
    !isExcluded(path)
      && (included.isEmpty || included.contains { matchesEither($0, path) })
  }

  func isExcluded(_ path: String) -> Bool { excluded.contains { matchesEither($0, path) } }

  private func matchesEither(_ pattern: String, _ path: String) -> Bool {
    if matchesGlob(pattern, path) { return true }
    guard let slash = path.lastIndex(of: "/") else { return false }
    return matchesGlob(pattern, String(path[path.index(after: slash)...]))
  }
}

/// Whether a shell pattern matches the whole of a name. `*` matches slashes too.
func matchesGlob(_ pattern: String, _ name: String) -> Bool { fnmatch(pattern, name, 0) == 0 }
