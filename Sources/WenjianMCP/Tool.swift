// The tools that there are.

import Wenjian
import WenjianJSON
import WenjianService

/// What an assistant may call: a new one is a file with the tool, and a line in `Tools.list`.
protocol Tool: SendableMetatype {
  static var name: String { get }
  static var title: String { get }
  /// What it is for and how it is asked, for an assistant.
  static var description: String { get }
  static var parameters: [any DeclaredParameter] { get }
  /// - Returns: a JSON object, within the budget of the call.
  /// - Throws: `ErrorAnswer`, `WenjianError`.
  static func answer(_ call: ToolCall) throws -> [UInt8]
}

enum Tools {
  static let list: [any Tool.Type] = [
    SearchTool.self, ReadTool.self, VerifyTool.self, KwicTool.self, VersionsTool.self, CitesTool.self,
    StatusTool.self,
  ]

  /// By their names.
  static let all = Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
}

/// A call of a tool.
struct ToolCall {
  /// As it is at the call; its calls end when the time is over or the call is cancelled.
  let index: Index
  let given: GivenParameters

  /// - Throws: `ErrorAnswer` when it is not of its type, not in its range, or missing.
  subscript<Value>(_ parameter: Parameter<Value>) -> Value {
    get throws(ErrorAnswer) { try given[parameter] }
  }
}

/// Parameters that several tools have.
enum SharedParameters {
  static let query = Parameter<String>.string("query", "what to find")
  static let filter = Parameter<String?>.string("filter", "fields only: kind:通知 date:2016..2018 issuer:国务院")
  static let key = Parameter<String>.string("key", "document key from search")
  static let maxBytes = Parameter.integer("maxBytes", AnswerBudget.range, "bytes of the answer", standard: 8000)
  static let start = Parameter.integer("start", 0...Int.max, "go on: from next", standard: 0)

  static func filter(_ call: ToolCall) throws -> Filter? { try call[filter].map { try Filter($0) } }
}

extension JSONWriter {
  /// The answer to `tools/list`.
  mutating func toolList() {
    object { json in
      json.objects("tools", Tools.list) { json, tool in
        json.field("name", tool.name)
        json.field("description", tool.description)
        json.object("inputSchema") { $0.schema(of: tool.parameters) }
        json.object("annotations") { json in
          json.field("title", tool.title)
          json.field("readOnlyHint", true)
        }
      }
    }
  }
}

/// The result of a call, as the protocol has it.
enum ToolResult {
  static func text(_ text: [UInt8]) -> [UInt8] { result(String(decoding: text, as: UTF8.self), isError: false) }

  /// What could not be answered, and what to do.
  static func failure(_ error: ErrorAnswer) -> [UInt8] {
    let advice = advice(for: error.code).map { ". " + $0 } ?? ""
    return result("\(error.message)\(advice) [\(error.code)]", isError: true)
  }

  private static func result(_ text: String, isError: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.objects("content", [text]) { json, text in
        json.field("type", "text")
        json.field("text", text)
      }
      json.field("isError", isError)
    }
    return json.bytes
  }

  private static func advice(for code: String) -> String? {
    switch code {
    case "noSuchDocument": "Keys are taken from `search` as they are; find the document with search and title:…"
    case "noSuchArticle": "Call `read` with outline true to see what the document has"
    case "query": "Strings with signs or spaces go in quotation marks; the description of `search` has the language"
    case "deadline": "Ask for less: a rarer string, a filter, countOnly or a smaller limit"
    case "damaged", "file", "otherVersion", "missingFiles":
      "The index cannot be read; tell the user to run `wenjian verify` and `wenjian index`"
    default: nil
    }
  }
}
