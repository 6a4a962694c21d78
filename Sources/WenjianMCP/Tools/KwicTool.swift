import Wenjian
import WenjianConcordance
import WenjianJSON
import WenjianService

enum KwicTool: Tool {
  static let name = "kwic"
  static let title = "Occurrences in context"
  static let description = "Every occurrence of a query (as in search) in its context."

  private static let width = Parameter.integer("width", 0...150, "characters each side", standard: 30)
  private static let sort = Parameter.choice("sort", ["path", "date", "-date", "left", "right"], "order")
  private static let limit = Parameter.integer("limit", 1...1000, "lines", standard: 50)

  static let parameters: [any DeclaredParameter] = [
    SharedParameters.query, SharedParameters.filter, width, sort, limit, SharedParameters.start,
    SharedParameters.maxBytes,
  ]

  static func answer(_ call: ToolCall) throws -> [UInt8] {
    let budget = try AnswerBudget(call)
    let order: ConcordanceOrder =
      switch try call[sort] {
      case "date": .date(newestFirst: false)
      case "-date": .date(newestFirst: true)
      case "left": .leftContext
      case "right": .rightContext
      default: .path
      }
    let concordance = try call.index.concordance(
      try call[SharedParameters.query],
      options: ConcordanceOptions(width: try call[width], order: order, filter: try SharedParameters.filter(call)))
    let start = min(try call[SharedParameters.start], concordance.lineCount)
    let lines = start..<min(concordance.lineCount, start + (try call[limit]))
    var json = JSONWriter()
    try json.object { json in
      json.field("documents", concordance.documents)
      json.field("occurrences", concordance.occurrences)
      var shown = 0
      try json.array("lines") { json in
        try concordance.forEachLine(lines) { line in
          var entry = JSONWriter()
          entry.object { write(line, to: &$0) }
          guard entry.bytes.count + 1 <= budget.remainingBytes(in: json) || shown == 0 else { return false }
          json.value(encoded: entry.bytes)
          shown += 1
          return true
        }
      }
      json.cut("lines", concordance.lineCount - start - shown) { $0.field("start", start + shown) }
    }
    return json.bytes
  }

  private static func write(_ line: ConcordanceLine, to json: inout JSONWriter) {
    json.field("key", line.key)
    if let date = line.date { json.field("date", date.description) }
    if let citation = line.citation { json.field("citation", citation, within: 150) }
    json.field("left", line.left)
    json.field("match", line.match, within: 300)
    json.field("right", line.right)
    json.field("start", line.range.start.utf8)
  }
}
