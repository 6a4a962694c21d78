// Arguments that several subcommands have.

import ArgumentParser
import Wenjian
import WenjianMessages
import WenjianText

/// Where the index is.
struct IndexLocation: ParsableArguments {
  @Option(name: .customLong("index"), help: .localized("The index.", valueName: "path"))
  var path = "Index"

  /// Opens it in a directory, for what no other index can do.
  func open() throws -> Index { try Index(at: directory) }

  /// The path, of an index in a directory.
  var directory: String {
    get throws {
      try AnyIndex.requireDirectory(path)
      return path
    }
  }

  /// The same for queries: what is wrong with the user's synonyms is told.
  func openForQueries(within limit: TimeLimit? = nil) throws -> Index {
    let index = try Index.openedForQueries(at: directory)
    return limit?.applied(to: index) ?? index
  }

  /// Opens it wherever it is, for what is asked of any index.
  func openAnywhere(within limit: TimeLimit? = nil) throws -> any SearchableIndex {
    try AnyIndex.opened(at: path, within: limit)
  }

  /// What a next command needs to use the same index.
  var commandSuffix: String { path == "Index" ? "" : " --index " + shellQuoted(path) }
}

/// A query, and how it is matched.
struct QueryArguments: ParsableArguments {
  @Argument(help: .localized("What to find; several arguments count as one, with spaces between."))
  var query: [String]

  @Flag(help: .localized("Match the characters as written, no other script or form of them."))
  var exact = false
  @OptionGroup var widening: WideningArguments
  @OptionGroup var timeLimit: TimeLimit

  var text: String { joined(query) }
}

/// Marks an argument as text that only looks like an option; no real argument can hold a NUL.
private let textMark: Character = "\0"

/// Keeps the argument parser from taking `-旅游` for an option in `wenjian search 乡村 -旅游`: a minus
/// before anything but an ASCII letter or another minus excludes, and so does an argument with a
/// space in it. An ASCII word stays ambiguous; in quotes together with the rest, or behind `--`, it
/// is text too.
func protectingMinusTerms(_ arguments: [String]) -> [String] {
  guard let command = arguments.first,
    [
      "search", "count", "facets", "kwic", "trend", "dispersion", "collocates", "keywords",
      "explain", "analyze",
    ].contains(command)
  else { return arguments }
  var isBehindTerminator = false
  return arguments.map { argument in
    if argument == "--" { isBehindTerminator = true }
    let scalars = argument.unicodeScalars
    guard !isBehindTerminator, scalars.count > 1, scalars.first == "-",
      let second = scalars.dropFirst().first
    else { return argument }
    let isOption = second == "-" || (second.isASCII && second.properties.isAlphabetic)
    let hasSpace = second != "-" && scalars.contains { $0.properties.isWhitespace }
    return isOption && !hasSpace ? argument : String(textMark) + argument
  }
}

/// The arguments as one text, without marks.
func joined(_ arguments: [String]) -> String {
  arguments.map { $0.first == textMark ? String($0.dropFirst()) : $0 }.text(separator: " ")
}

/// What the argument parser says of arguments, as they were typed.
func withoutMarks(_ message: String) -> String { message.filter { $0 != textMark } }

/// An argument that a shell reads as it stands.
func shellQuoted(_ argument: String) -> String {
  let isPlain = argument.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic || "0123456789/._-+,:@%".unicodeScalars.contains(scalar)
  }
  if isPlain, !argument.isEmpty { return argument }
  return "'"
    + argument.split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: #"'\''"#) + "'"
}
