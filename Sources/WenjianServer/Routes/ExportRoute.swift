// `/api/export`: all hits of a search, as lines.

import WenjianJSON
import WenjianService

extension Route {
  private static let pageCount = 500
  /// What a search has and an export has not: it is whole, and begins at the first hit.
  private static let left: Set = ["limit", "offset", "after", "related", "maxBytes"]

  static let export: Route = {
    let declared = Service.parameters(of: "search").filter { !left.contains($0.name) }
    return Route(
      "export", ["GET"], "/api/export", "all documents that hold a query, a line of JSON each, as they are found",
      parameters: declared.map { RouteParameter($0) }, .lines("hit"), operation: "search"
    ) { request in
      let members = try Service.members(of: request.items, declared)
      if let other = members.first(where: { member in left.contains(member.name) }) {
        throw ErrorAnswer(code: "argument", message: "an export has no parameter \u{201C}\(other.name)\u{201D}")
      }
      let limits = request.server.options.limits.service(of: "search")
      // The first page before the head, so that a query that cannot be read is an error.
      let index = try await request.search { index throws(ErrorAnswer) in
        try (index, Service.exportPage(page(members, after: nil), from: index, limits: limits))
      }
      let first = index.1
      let chunks = ServerAnswer.Chunks {
        var begun: ExportPage? = first
        var next = first.next
        return {
          if let given = begun {
            begun = nil
            if !given.lines.isEmpty { return given.lines }
          }
          guard let after = next else { return nil }
          // The commit of the first page, with a deadline for each page.
          let following = try await request.renewed().search(in: index.0) { index throws(ErrorAnswer) in
            try Service.exportPage(page(members, after: after), from: index, limits: limits)
          }
          next = following.next
          return following.lines.isEmpty ? nil : following.lines
        }
      }
      return ServerAnswer(
        200,
        [
          .contentType("application/jsonl"), .noStore,
          ServerRequest.Header("Content-Disposition", "attachment; filename=\"export.jsonl\""),
        ], .chunks(chunks))
    }
  }()

  private static func page(_ members: [JSONValue.Member], after: String?) -> [JSONValue.Member] {
    var members = members + [JSONValue.Member(name: "limit", value: .number(String(pageCount)))]
    if let after { members.append(JSONValue.Member(name: "after", value: .string(after))) }
    return members
  }
}
