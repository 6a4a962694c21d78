// What a client and the server tell each other first.

import Wenjian
import WenjianJSON

/// The answer to `initialize`.
enum Handshake {
  /// The versions of the protocol that are spoken, the newest first.
  static let versions = ["2025-06-18", "2025-03-26", "2024-11-05"]

  /// - Parameter members: what the client tells: the version that it would speak.
  static func write(to json: inout JSONWriter, for members: [JSONValue.Member]) throws(RPCFailure) {
    guard case .string(let wanted)? = JSONValue.object(members)["protocolVersion"] else {
      throw RPCFailure(
        .invalidParameters, "\u{201C}protocolVersion\u{201D} is missing, as \u{201C}\(versions[0])\u{201D}")
    }
    json.object { json in
      // A client that does not speak it ends the connection.
      json.field("protocolVersion", versions.contains(wanted) ? wanted : versions[0])
      json.object("capabilities") { $0.object("tools") { $0.field("listChanged", false) } }
      json.object("serverInfo") { json in
        json.field("name", "wenjian")
        json.field("title", "文检 Wenjian")
        json.field("version", LibraryVersion.version)
      }
      json.field("instructions", instructions)
    }
  }

  /// What an assistant is told of all tools together.
  static let instructions = """
    Wenjian searches one index of Chinese policy documents and laws on the user's machine. All answers are from this \
    index alone: say so, and never infer from an empty answer that a text, a law or an article is not real; `status` tells \
    what the index covers.
    Matching is exact and blind to script: 第一书记, 第一書記 and full-width forms are one. Totals (`documents`, `occurrences`) \
    are exact however little is shown. Where something was left out, `cut` says how much, and `next` has the arguments to \
    add to the same call to go on.
    Usual course: `search` (or `search` with countOnly) to find documents, `read` with a key from it to read an article or a \
    range, `kwic` for every occurrence in its context, `versions` for what was in force on a day and what was amended, \
    `cites` for who cites whom. Before you hand over quotations or citations of law, check them with `verify`: a whole draft \
    at once as `text`. Cite by `citation` and `key`. Places are UTF-8 byte offsets of the document.
    """
}
