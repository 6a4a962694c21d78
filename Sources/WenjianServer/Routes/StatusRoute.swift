// `/api/status`: what is answered from, and how far its indexing has come.

import Wenjian
import WenjianJSON
import WenjianService

extension Route {
  static let status = Route(
    "status", ["GET"], "/api/status", "the index and, where a directory is kept indexed, how far that has come",
    .json("serverStatus")
  ) { request in
    let indexing = request.server.directory?.status
    var index: [UInt8]?
    do throws(ErrorAnswer) {
      index = try await request.search { index throws(ErrorAnswer) in
        try request.server.index.status(of: index)
      }
    } catch {
      // While the first commit is made there is none.
      guard indexing != nil, error.code == "indexing" else { throw error }
    }
    var json = JSONWriter()
    json.object { json in
      json.field("version", LibraryVersion.version)
      if let index {
        json.name("index")
        json.value(encoded: index)
      }
      indexing?.write(to: &json)
    }
    return .json(json.bytes)
  }
}
