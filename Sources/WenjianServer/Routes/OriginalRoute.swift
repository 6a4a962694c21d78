// `/api/documents/{key}/original`: the file that a document was read from.

import Wenjian
import WenjianJSON
import WenjianService

extension Route {
  private static let download = RouteParameter(
    name: "download", summary: "save it rather than show it", isRequired: false, kind: .bool, standard: .bool(false)
  )

  static let original = Route(
    "original", ["GET"], "/api/documents/{key}/original", "the file that a document was read from, as it is now",
    parameters: Service.parameters(of: "original").map { RouteParameter($0) } + [download],
    .media("*/*")
  ) { request in
    var items = request.items
    let given = items.firstIndex { $0.name == download.name }.map { items.remove(at: $0).value }
    guard given == nil || ["true", "false", "1", "0"].contains(given) else {
      throw ErrorAnswer(code: "argument", message: "\u{201C}download\u{201D} is true or false")
    }
    let members = try Service.members(of: items, Service.parameters(of: "original"))
    // Of what a request names, only the key counts; the index says which file that is.
    let (path, open) = try await request.search { index throws(ErrorAnswer) in
      _ = try Service.answer(to: "original", members, from: index)
      return try OriginalFile.opened(of: request.items[0].value, in: index)
    }
    let type = OriginalFile.mediaType(of: path)
    let isShown = type.isShown && given != "true" && given != "1"
    return ServerAnswer(
      200,
      [
        .contentType(type.name), .noStore,
        ServerRequest.Header("Content-Disposition", OriginalFile.disposition(path, isShown: isShown)),
        ServerRequest.Header("Content-Security-Policy", type.policy),
      ], .chunks(open.chunks(on: request.server.fileThreads)))
  }
}
