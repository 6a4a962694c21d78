// The service: a request in, an answer out.

import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianService

/// Answers requests of HTTP about one index; it knows no socket.
///
/// ```swift
/// let server = Server(ServerOptions(index: "Index"))
/// let answer = await server.answer(ServerRequest("GET", "/api/count?query=%E6%89%B6%E8%B4%AB"))
/// ```
///
/// Any number of tasks may ask it. Searches run on threads of their own, each with a deadline, and end when the task that
/// asks is cancelled.
public final class Server: Sendable {
  let options: ServerOptions
  let index: LiveIndex
  /// On which searches run.
  let threads = SearchThreads.shared
  /// On which files are read, so that a slow disk holds up no search.
  let fileThreads = SearchThreads(count: 2)
  let gate: SearchGate
  let metrics = Metrics()
  let directory: IndexedDirectory?
  private let rate: RateLimiter
  private let onAnswer: @Sendable (ServerEvent) -> Void

  /// - Parameter onAnswer: is told of each request, on whichever thread that was answered.
  public init(_ options: ServerOptions, onAnswer: @escaping @Sendable (ServerEvent) -> Void = { _ in }) {
    self.options = options
    self.onAnswer = onAnswer
    index = LiveIndex(options.index, isMade: options.directory != nil)
    directory = options.directory.map { IndexedDirectory($0, index: options.index) }
    gate = SearchGate(limit: options.limits.searchCount)
    rate = RateLimiter(perSecond: options.limits.requestsPerSecond)
  }

  /// Begins what goes on beside the requests: keeping a directory indexed.
  public func start() { directory?.start() }

  /// Ends that; a commit that is being made is finished.
  public func stop() { directory?.stop() }

  /// Answers a request. Errors are answers too.
  public func answer(_ request: ServerRequest) async -> ServerAnswer {
    let start = ContinuousClock.now
    let client = options.access.client(of: request)
    var route: Route?
    var code: String?
    var answer: ServerAnswer
    do {
      let (found, asked) = try checked(request, of: client, at: start)
      route = found
      answer = try await found.answer(asked)
    } catch {
      let error = ErrorAnswer(thrown: error)
      code = error.code
      answer = error.answer(in: Language(accepted: request.header("accept-language")))
      if let methods = (error.code == "method") ? Routes.methods(of: request) : nil {
        answer.headers.append(ServerRequest.Header("Allow", methods.joined(separator: ", ")))
      }
    }
    SecurityHeaders.add(to: &answer)
    let duration = ContinuousClock.now - start
    let name = route?.name ?? "none"
    metrics.count(name, status: answer.status, duration)
    onAnswer(
      ServerEvent(
        client: client, method: request.method, route: name, status: answer.status, code: code,
        duration: duration))
    return answer
  }

  /// What a connection is told that is one too many; it is closed behind that.
  /// - Parameter languages: `Accept-Language` of its request.
  public func refusal(ofConnectionBy languages: String?) -> ServerAnswer {
    let error = ErrorAnswer(code: "busy", message: "too many connections are open; try again in a moment")
    var answer = error.answer(in: Language(accepted: languages))
    SecurityHeaders.add(to: &answer)
    metrics.count("none", status: answer.status, .zero)
    return answer
  }

  /// The route of a request that may be answered: the one place where that is decided.
  /// - Throws: `ErrorAnswer`.
  private func checked(
    _ request: ServerRequest, of client: String, at now: ContinuousClock.Instant
  ) throws(ErrorAnswer) -> (Route, RouteRequest) {
    let limits = options.limits
    guard request.target.utf8.count <= limits.targetBytes else {
      throw ErrorAnswer(
        code: "addressTooLong", message: "an address may have \(limits.targetBytes) bytes; post what is longer")
    }
    guard !request.isTooLarge, request.body.count <= limits.bodyBytes else {
      throw ErrorAnswer(code: "tooLarge", message: "a request may have \(limits.bodyBytes) bytes")
    }
    try options.access.check(request)
    try rate.check(client, at: now)
    guard let path = PercentEncoding.segments(of: request.rawPath),
      let items = PercentEncoding.items(of: request.rawQuery ?? "")
    else { throw ErrorAnswer(code: "request", message: "the address is not UTF-8 with percent signs") }
    switch Routes.match(request.method, path) {
    case .none:
      throw ErrorAnswer(
        code: "address", message: "there is nothing at this address; /openapi.json lists what there is")
    case .otherMethods:
      throw ErrorAnswer(code: "method", message: "this address does not answer to this method")
    case .route(let route, let values):
      if !route.isOpen { try options.access.checkToken(request) }
      if request.method == "POST" {
        // What a form of another page can send is not taken for a request.
        let type = request.header("content-type")?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard type == "application/json" else {
          throw ErrorAnswer(code: "mediaType", message: "what is posted is a JSON object, as application/json")
        }
      }
      return (
        route, RouteRequest(server: self, request: request, items: values + items, deadline: now + limits.timeout)
      )
    }
  }
}
