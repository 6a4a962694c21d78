// What a route is: an address, what may be said to it, and what it answers.

import WenjianJSON
import WenjianService

/// A route: its address, its description in `/openapi.json`, and what answers. A new one is a file in Routes and a line in
/// `Routes.list`, or, for an operation of the service, the line alone.
struct Route: Sendable {
  /// For metrics, logs and `operationId`.
  let name: String
  let methods: [String]
  let pattern: PathPattern
  let summary: String
  /// What a request may say, besides the names in the path.
  let parameters: [RouteParameter]
  /// How a good answer looks.
  let content: RouteContent
  /// Whether it is answered to those who have no token.
  let isOpen: Bool
  /// The operation of the service whose parameters it has; nil for none.
  let operation: String?
  let answer: @Sendable (RouteRequest) async throws -> ServerAnswer

  init(
    _ name: String, _ methods: [String] = ["GET"], _ path: String, _ summary: String,
    parameters: [RouteParameter] = [], _ content: RouteContent, isOpen: Bool = false, operation: String? = nil,
    _ answer: @escaping @Sendable (RouteRequest) async throws -> ServerAnswer
  ) {
    self.name = name
    self.methods = methods
    pattern = PathPattern(path)
    self.summary = summary
    self.parameters = parameters
    self.content = content
    self.isOpen = isOpen
    self.operation = operation
    self.answer = answer
  }

  /// Whether a method is one of the route's; HEAD is answered wherever GET is.
  func accepts(_ method: String) -> Bool {
    methods.contains(method) || method == "HEAD" && methods.contains("GET")
  }
}

/// A parameter, as OpenAPI describes it.
struct RouteParameter: Sendable {
  let name: String
  let summary: String
  let isRequired: Bool
  let kind: ParameterKind
  let standard: JSONValue?
}

/// What a good answer has as its body.
enum RouteContent: Sendable {
  /// A definition of `schema.json`.
  case json(String)
  /// A line of JSON each, by a definition of `schema.json`.
  case lines(String)
  /// Other bytes, by their media type.
  case media(String)
}

/// A path with names in some of its segments: `/api/documents/{key}/text`.
struct PathPattern: Sendable {
  enum Segment: Equatable, Sendable {
    case literal(String)
    case name(String)
  }

  let text: String
  let segments: [Segment]

  init(_ text: String) {
    self.text = text
    segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
      part.hasPrefix("{") ? .name(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
  }

  var names: [String] {
    segments.compactMap { if case .name(let name) = $0 { name } else { nil } }
  }

  /// What the names are in a path; nil for a path of another form.
  func values(in path: [String]) -> [(name: String, value: String)]? {
    guard path.count == segments.count else { return nil }
    var values: [(name: String, value: String)] = []
    for (segment, part) in zip(segments, path) {
      switch segment {
      case .literal(let text): guard text.utf8.elementsEqual(part.utf8) else { return nil }
      case .name(let name):
        guard !part.isEmpty else { return nil }
        values.append((name, part))
      }
    }
    return values
  }
}

/// A request that a route was found for.
struct RouteRequest: Sendable {
  let server: Server
  let request: ServerRequest
  /// The names of the path, and behind them the items of the query.
  let items: [(name: String, value: String)]
  /// The time by which it is answered or given up.
  let deadline: ContinuousClock.Instant
}
