import WenjianStream

/// A pattern for keys: `*` matches any characters, those of `/` too, and `?` for one; a pattern without them for a
/// document or all that lies below a folder. Keys and patterns are compared folded, as texts are.
package struct PathPattern {
  private static let any = "*" as Unicode.Scalar
  private static let one = "?" as Unicode.Scalar

  private let scalars: [UInt32]
  /// The document itself or all below the folder.
  private let isFolder: Bool

  package init(_ pattern: String) {
    var folder = PathFolder()
    var scalars = folder.fold(pattern)
    isFolder = !scalars.contains(Self.any.value) && !scalars.contains(Self.one.value)
    while isFolder, scalars.last == PathFolder.separator { scalars.removeLast() }
    self.scalars = scalars
  }

  /// Whether a key as it is written matches.
  package func matches(key: String) -> Bool {
    var folder = PathFolder()
    return matches(folder.fold(key))
  }

  /// - Parameter key: folded.
  /// - Complexity: linear in the key, times the pattern in the worst case.
  func matches(_ key: [UInt32]) -> Bool {
    if isFolder {
      guard key.starts(with: scalars) else { return false }
      return scalars.isEmpty || key.count == scalars.count || key[scalars.count] == PathFolder.separator
    }
    var at = 0
    var next = 0
    // Where to go on when what follows the last star does not fit.
    var star: (next: Int, at: Int)?
    while at < key.count {
      if next < scalars.count, scalars[next] == Self.any.value {
        star = (next + 1, at)
        next += 1
      } else if next < scalars.count, scalars[next] == Self.one.value || scalars[next] == key[at] {
        at += 1
        next += 1
      } else if let last = star {
        star = (last.next, last.at + 1)
        (next, at) = (last.next, last.at + 1)
      } else {
        return false
      }
    }
    while next < scalars.count, scalars[next] == Self.any.value { next += 1 }
    return next == scalars.count
  }
}

/// Folds keys: their elements one behind the other, without blanks.
struct PathFolder: ~Copyable {
  static let separator = ("/" as Unicode.Scalar).value

  private var scanner = QueryScanner()
  /// The key folded last.
  private var scalars: [UInt32] = []

  mutating func fold(_ path: String) -> [UInt32] {
    var path = path
    return path.withUTF8 { fold($0) }
  }

  /// - Parameter path: UTF-8.
  mutating func fold(_ path: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    scalars.removeAll(keepingCapacity: true)
    if foldWithoutContext(path, into: &scalars) { return scalars }
    return scan(String(decoding: path, as: UTF8.self))
  }

  /// By the rules of texts.
  private mutating func scan(_ path: String) -> [UInt32] {
    let folded = scanner.fold(path, keepsSources: false)
    var scalars: [UInt32] = []
    scalars.reserveCapacity(path.unicodeScalars.count)
    for code in folded.codes {
      if code < StreamElement.firstRun {
        scalars.append(code)
      } else {
        let run = folded.runs[Int(code - StreamElement.firstRun)]
        scalars.append(contentsOf: String(decoding: run, as: UTF8.self).unicodeScalars.map(\.value))
      }
    }
    return scalars
  }
}
