// What `wenjian search` was asked to do, and doing it.

import Wenjian

struct SearchRequest {
  var query: String
  var indexPath = "Index"
  var options = SearchOptions()
  var snippets = PassageCount.some(2)
  var includesHeadings = true
  var maximumBytes: Int?
  var color = ColorChoice.auto
  var shape: any OutputShape = ListingShape()

  /// - Throws: `ExitStatus.nothingFound` when nothing matches, `WenjianError`, `OutputError`.
  func run() throws {
    let results = try Index(at: indexPath).search(query, options: options)
    let passages = PassageReader(style: style, maximumBytes: maximumBytes)
    let output = Output()
    try shape.write(
      SearchAnswer(results: results, options: options, passages: passages, terminal: Terminal(color)), to: output)
    try output.finish()
    if results.documents == 0 { throw ExitStatus.nothingFound }
  }
}

extension SearchRequest {
  private var style: SnippetStyle {
    switch snippets {
    case .some(let count): SnippetStyle(maximumCount: count, includesHeadings: includesHeadings)
    case .all: .everyMatch(includesHeadings: includesHeadings)
    }
  }
}

/// Reads the passages of one document after the other, within a budget when there is one.
final class PassageReader {
  let style: SnippetStyle
  private(set) var budget: PassageBudget?

  init(style: SnippetStyle, maximumBytes: Int?) {
    self.style = style
    budget = maximumBytes.map { PassageBudget(maximumBytes: $0) }
  }

  func passages(of hit: Hit) throws -> [Snippet] {
    let snippets = try hit.snippets(style)
    return budget?.fit(snippets) ?? snippets
  }
}

extension SearchRequest {
  /// `search WORDS` with at most an `--index PATH`, read without the argument parser; nil for
  /// everything else, which the parser reads.
  ///
  /// The parser takes 1.2 ms of a process that answers in 2 ms: it reflects on every command, and
  /// each look at a type for the first time searches all of its conformances. So the plain search,
  /// the one that is typed and called in loops, does not go through it. The grammar stays the
  /// parser's: no error and no other option is known here.
  init?(plain arguments: [String]) {
    guard arguments.first == "search" else { return nil }
    var words: [String] = []
    var path: String?
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument == "--index", path == nil, let value = rest.popFirst(), Self.isPlain(value) {
        path = value
      } else if Self.isPlain(argument) {
        words.append(argument)
      } else {
        return nil
      }
    }
    guard !words.isEmpty else { return nil }
    self.init(query: joined(words))
    if let path { indexPath = path }
  }

  /// Neither an option nor a string that excludes, nor anything that could be a slip.
  private static func isPlain(_ argument: String) -> Bool {
    !argument.isEmpty && argument.utf8.first != UInt8(ascii: "-")
  }
}
