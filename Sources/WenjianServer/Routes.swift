// The routes that there are.

/// All that is answered. `/openapi.json` is made of the same table.
enum Routes {
  static let list: [Route] =
    [
      .operation("search", "/api/search", "search"), .operation("count", "/api/count", "count"),
      .operation("counts", "/api/counts", "counts"), .operation("facets", "/api/facets", "facets"),
      .operation("kwic", "/api/kwic", "kwic"), .operation("trend", "/api/trend", "trend"),
      .operation("diff", "/api/diff", "diff"), .operation("cites", "/api/cites", "cites"),
      .operation("citedBy", "/api/citedby", "cites"), .operation("keys", "/api/keys", "keys"),
      .export, .status,
      .operation("metadata", "/api/documents/{key}", "metadata", name: "document"),
      .operation("text", "/api/documents/{key}/text", "text"),
      .operation("outline", "/api/documents/{key}/outline", "outline"),
      .operation("metadata", "/api/documents/{key}/metadata", "metadata"),
      .operation("versions", "/api/documents/{key}/versions", "versions"),
      .operation("copies", "/api/documents/{key}/copies", "copies"),
      .operation("occurrences", "/api/documents/{key}/occurrences", "occurrences"),
      .original, .openAPI, .health, .metrics,
    ] + PageFile.all.map { .page($0) }

  /// What is found for a path.
  enum Match {
    case route(Route, values: [(name: String, value: String)])
    /// There are routes for the path, with these methods.
    case otherMethods([String])
    case none
  }

  /// - Parameter path: the segments of the path.
  static func match(_ method: String, _ path: [String]) -> Match {
    var methods: [String] = []
    for route in list {
      guard let values = route.pattern.values(in: path) else { continue }
      if route.accepts(method) { return .route(route, values: values) }
      methods += route.methods
    }
    return methods.isEmpty ? .none : .otherMethods(methods)
  }

  /// The methods that the path of a request answers to; nil for one without a route.
  static func methods(of request: ServerRequest) -> [String]? {
    guard let path = PercentEncoding.segments(of: request.rawPath),
      case .otherMethods(let methods) = match("", path)
    else { return nil }
    return methods
  }
}
