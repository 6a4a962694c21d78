// `.wenjianignore`: which files of a directory a person does not want in the index, written beside them.

/// The rules of one `.wenjianignore`, a subset of gitignore(5):
///
/// - one pattern a line; blank lines and lines that begin with `#` say nothing, `\#` and `\!` begin a name;
/// - `!` before a pattern takes files back in; the last rule that matches decides, and a file deeper in the tree comes
///   after those above; what is in a directory that is left out stays out;
/// - a slash at the end: directories only;
/// - a slash at the beginning or inside: the pattern is a path from the directory of the file; without one it is a
///   name anywhere below it;
/// - `*`, `?` and `[a-z]` match within a name, `**` as a whole name matches any number of directories.
///
/// Not taken over: white space at line ends is always dropped, also behind a backslash.
package struct IgnoreRules: Sendable, Equatable {
  package static let fileName = ".wenjianignore"

  private struct Rule: Equatable {
    var names: [String]
    var takesBack: Bool
    var isForDirectories: Bool
  }

  private var rules: [Rule] = []

  package init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      var pattern = Substring(line)
      while let last = pattern.last, last == " " || last == "\t" { pattern.removeLast() }
      if pattern.first == "\u{FEFF}" { pattern.removeFirst() }
      if pattern.isEmpty || pattern.first == "#" { continue }
      var takesBack = false
      if pattern.first == "!" {
        takesBack = true
        pattern.removeFirst()
      } else if pattern.hasPrefix("\\#") || pattern.hasPrefix("\\!") {
        pattern.removeFirst()
      }
      let isForDirectories = pattern.last == "/"
      if isForDirectories { pattern.removeLast() }
      let isAnchored = pattern.contains("/")
      var names = pattern.split(separator: "/").map(String.init)
      if names.isEmpty { continue }
      if !isAnchored { names.insert("**", at: 0) }
      rules.append(Rule(names: names, takesBack: takesBack, isForDirectories: isForDirectories))
    }
  }

  /// Whether a path is left out.
  /// - Parameter path: names from the directory of the file on.
  /// - Returns: nil when no rule says anything of it.
  package func isIgnored(_ path: [String], isDirectory: Bool) -> Bool? {
    for rule in rules.reversed() where isDirectory || !rule.isForDirectories {
      if matches(rule.names, path) { return !rule.takesBack }
    }
    return nil
  }
}

/// Whether the names of a path match those of a pattern, in which `**` stands for any number of names.
/// - Complexity: names of the pattern times names of the path.
func matches(_ pattern: [String], _ path: [String]) -> Bool {
  // reachable[i]: the pattern up to here matches the first i names.
  var reachable = [Bool](repeating: false, count: path.count + 1)
  reachable[0] = true
  for (index, part) in pattern.enumerated() {
    var next = [Bool](repeating: false, count: path.count + 1)
    if part == "**" {
      var isReachable = false
      for count in 0...path.count {
        isReachable = isReachable || reachable[count]
        // `a/**` is what is in a, not a.
        next[count] = index == pattern.count - 1 ? count > 0 && (0..<count).contains { reachable[$0] } : isReachable
      }
    } else {
      for count in 0..<path.count where reachable[count] {
        next[count + 1] = matchesGlob(part, path[count])
      }
    }
    reachable = next
  }
  return reachable[path.count]
}
