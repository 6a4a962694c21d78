// `wenjian pipe`: answers requests of another program, a line each.

import ArgumentParser
import WenjianJSON
import WenjianMessages
import WenjianService

struct PipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipe",
    abstract: localized("Answer requests of another program: a JSON object a line in, one a line out."),
    discussion: localized(
      """
      A request has op, the operation, and its parameters; an answer has the id of the request, and result or error. \
      Answers come in the order of the requests, and are written when no further request is waiting. New commits of \
      the index are seen. A line that is no request is answered with an error, and the next one is read. It ends with its \
      input, status 0.

      OPERATIONS:
      \(Service.operations.map { "  " + padded($0.name, to: 12) + localized(english: $0.summary) }.joined(separator: "\n"))

      {"op":"help"} has the parameters of each, with their types, ranges and defaults; JSON.md in the sources documents \
      the results. Every request may have timeout, in seconds.

      EXAMPLES:
        echo '{"id":1,"op":"count","query":"第一书记"}' | wenjian pipe
        echo '{"id":1,"op":"search","query":"脱贫","limit":3,"snippets":1}' | wenjian pipe --index /srv/policy/Index
      """))

  @OptionGroup var location: IndexLocation

  func run() throws {
    let service = Service(try location.openAnywhere())
    let exchange = LineExchange(maximumBytes: Self.maximumBytes)
    try exchange.forEachLine { line in
      switch line {
      case .text(let bytes): exchange.send(service.answer(bytes))
      case .tooLong:
        exchange.send(
          Service.failure(
            ErrorAnswer(
              code: "request", message: "a line has more than \(Self.maximumBytes) bytes; it was not read")))
      }
    }
    try exchange.finish()
  }

  /// Of a line: a request with thousands of queries has less.
  private static let maximumBytes = 16 << 20
}
