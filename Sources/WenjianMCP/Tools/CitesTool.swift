import Wenjian
import WenjianCitations
import WenjianJSON
import WenjianService

enum CitesTool: Tool {
  static let name = "cites"
  static let title = "Citations"
  static let description = "What a document cites (key), or who in this index cites something (target)."

  private static let key = Parameter<String?>.string("key", "document key")
  private static let target = Parameter<String?>.string("target", "《立法法》第六十五条, 国发〔2016〕64号, or a key")
  private static let own = Parameter.bool("own", "with key: also 本法第十条, 前款")

  static let parameters: [any DeclaredParameter] = [
    key, target, own, SharedParameters.start, SharedParameters.maxBytes,
  ]

  static func answer(_ call: ToolCall) throws -> [UInt8] {
    let budget = try AnswerBudget(call)
    let citations: [Citation]
    switch (try call[key], try call[target]) {
    case (let key?, nil):
      let own = try call[own]
      citations = try Citations(of: call.index).citations(in: key).filter { own || $0.kind != .own }
    case (nil, let target?): citations = try Citations(of: call.index).citations(of: target)
    default:
      throw ErrorAnswer(code: "argument", message: "give either \u{201C}key\u{201D} or \u{201C}target\u{201D}")
    }
    let start = min(try call[SharedParameters.start], citations.count)
    var json = JSONWriter()
    json.object { json in
      json.field("citations", citations.count)
      json.field("sources", Set(citations.map(\.source)).count)
      json.field("notInIndex", citations.count { $0.documents.isEmpty })
      let shown = budget.list("list", citations[start...], in: &json) { json, citation, _ in
        json.field("source", citation.source)
        json.field("start", citation.byteRange.lowerBound)
        json.field("target", citation.target, within: 300)
        if let document = citation.document { json.field("document", document) }
      }
      json.cut("citations", citations.count - start - shown) { $0.field("start", start + shown) }
    }
    return json.bytes
  }
}
