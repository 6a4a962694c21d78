// The arguments that are typed, and called in loops, most often.

/// `search WORDS` and `count WORDS` with at most an `--index PATH`, read without the argument parser, which reads
/// everything else.
///
/// The parser takes 1.2 ms of a process that answers in 2 ms: it reflects on every command, and
/// each look at a type for the first time searches all of its conformances. The grammar stays the
/// parser's: no error and no other option is known here.
struct PlainArguments {
  let query: String
  let indexPath: String

  init?(_ arguments: [String], of command: String) {
    guard arguments.first == command else { return nil }
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
    query = joined(words)
    indexPath = path ?? "Index"
  }

  /// Neither an option nor a string that excludes, nor anything that could be a slip.
  private static func isPlain(_ argument: String) -> Bool {
    !argument.isEmpty && argument.utf8.first != UInt8(ascii: "-")
  }
}
