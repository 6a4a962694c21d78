import Wenjian
import WenjianJSON
import WenjianService

enum SearchTool: Tool {
  static let name = "search"
  static let title = "Search"
  static let description = """
    Find documents. Query: strings, all of them: 脱贫 产业; OR, -not, "as is", ( ), A NEAR/5 B, SENTENCE(A B), A?B, exact:後; fields title: issuer: kind: \
    date:2016..2018 path:
    """

  private static let countOnly = Parameter.bool("countOnly", "totals only")
  private static let limit = Parameter.integer("limit", 1...100, "documents", standard: 10)
  private static let after = Parameter<String?>.string("after", "next page: from next")
  private static let sort = Parameter.choice("sort", SortOrder.named.map(\.name), "order")
  private static let passages = Parameter.integer("passages", 0...20, "per document", standard: 2)
  private static let fields = Parameter.choices("fields", HitField.allCases.map(\.rawValue), "of a hit")

  static let parameters: [any DeclaredParameter] = [
    SharedParameters.query, SharedParameters.filter, countOnly, limit, after, sort, passages, fields,
    SharedParameters.maxBytes,
  ]

  /// What is told of a document besides its key.
  private enum HitField: String, CaseIterable {
    case title, date, issuer, documentNumber, kind, source, author, topic, occurrences, score, passages

    static let usual: [HitField] = [.title, .date, .issuer, .documentNumber, .kind, .occurrences, .passages]
  }

  static func answer(_ call: ToolCall) throws -> [UInt8] {
    let query = try call[SharedParameters.query]
    let filter = try SharedParameters.filter(call)
    let budget = try AnswerBudget(call)
    var json = JSONWriter()
    if try call[countOnly] {
      let counts = try call.index.count(query, filter: filter)
      json.object { json in
        json.field("documents", counts.documents)
        json.field("occurrences", counts.occurrences)
      }
      return json.bytes
    }
    var options = SearchOptions(limit: try call[limit], filter: filter)
    try options.setPage(sort: try call[sort], after: try call[after], from: "next")
    let names = try call[fields]
    let fields = names.isEmpty ? HitField.usual : HitField.allCases.filter { names.contains($0.rawValue) }
    let style = SnippetStyle(maximumCount: try call[passages], includesHeadings: true)
    let results = try call.index.search(query, options: options)
    try json.object { json in
      json.field("documents", results.documents)
      json.field("occurrences", results.occurrences)
      let shown = try budget.list("hits", results.hits, in: &json) { json, hit, remaining in
        // A cursor has the key of the last document in two digits a byte.
        try write(hit, fields, style, to: &json, remaining: remaining - 2 * hit.key.utf8.count)
      }
      if let suggestions = try results.suggestions() { json.suggestions("suggestions", suggestions) }
      if shown < results.hits.count { json.object("cut") { $0.field("hits", results.hits.count - shown) } }
      // The page ends where it was cut.
      options.limit = shown
      if let next = try shown < results.hits.count
        ? call.index.search(query, options: options).nextPage : results.nextPage
      {
        json.object("next") { $0.field("after", next.description) }
      }
    }
    return json.bytes
  }

  private static func write(
    _ hit: Hit, _ fields: [HitField], _ style: SnippetStyle, to json: inout JSONWriter, remaining: Int
  ) throws {
    json.field("key", hit.key)
    for field in fields {
      switch field {
      case .title: json.field("title", hit.title, within: 300)
      case .date: if let date = hit.date { json.field("date", date.description) }
      case .occurrences: json.field("occurrences", hit.occurrences)
      case .score: json.field("score", hit.score)
      case .passages: break
      case .issuer, .documentNumber, .kind, .source, .author, .topic:
        guard let known = DocumentField.known.first(where: { $0.name == field.rawValue }),
          let text = hit.text(known)
        else { continue }
        json.field(field.rawValue, text, within: 300)
      }
    }
    guard fields.contains(.passages), style.maximumCount > 0 else { return }
    // What is around a passage takes some bytes too.
    var budget = PassageBudget(maximumBytes: (remaining - json.bytes.count) * 2 / 3)
    let passages = budget.fit(try hit.snippets(style))
    json.objects("passages", passages) { json, passage in
      json.field("text", passage.text)
      if let citation = passage.citation { json.field("citation", citation, within: 300) }
      json.field("start", passage.range.start.utf8)
    }
    if budget.leftOut > 0 { json.field("passagesCut", budget.leftOut) }
  }
}
