// The arguments that are typed, and called in loops, most often.

/// `search WORDS` and `count WORDS` with at most an `--index PATH`, `--json`, and numbers, read without the argument parser,
/// which reads everything else.
///
/// The parser takes 1.2 ms of a process that answers in 2 ms: it reflects on every command, and
/// each look at a type for the first time searches all of its conformances. The grammar stays the
/// parser's: no error and no other option is known here.
struct PlainArguments {
  let query: String
  let indexPath: String
  let asksForJSON: Bool
  /// By the options, where they were given.
  private let numbers: [(option: String, value: Int)]

  /// - Parameter options: those with a number from 0 to a thousand million that the command has.
  init?(_ arguments: [String], of command: String, numbers options: [String] = []) {
    guard arguments.first == command else { return nil }
    var words: [String] = []
    var path: String?
    var asksForJSON = false
    var numbers: [(option: String, value: Int)] = []
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument == "--index", path == nil, let value = rest.popFirst(), Self.isPlain(value) {
        path = value
      } else if argument == "--json", !asksForJSON {
        asksForJSON = true
      } else if options.contains(argument), !numbers.contains(where: { $0.option == argument }),
        let value = rest.popFirst().flatMap(Self.integer)
      {
        numbers.append((argument, value))
      } else if Self.isPlain(argument) {
        words.append(argument)
      } else {
        return nil
      }
    }
    guard !words.isEmpty else { return nil }
    query = joined(words)
    indexPath = path ?? "Index"
    self.asksForJSON = asksForJSON
    self.numbers = numbers
  }

  /// The number of an option; nil when it was not given.
  func number(_ option: String) -> Int? { numbers.first { $0.option == option }?.value }

  /// Digits alone: the parser has more to say of anything else.
  private static func integer(_ argument: String) -> Int? {
    guard (1...9).contains(argument.utf8.count), argument.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(argument)
  }

  /// Neither an option nor a string that excludes, nor anything that could be a slip.
  private static func isPlain(_ argument: String) -> Bool {
    !argument.isEmpty && argument.utf8.first != UInt8(ascii: "-")
  }
}
