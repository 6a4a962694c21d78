import Wenjian
import WenjianCitations
import WenjianJSON
import WenjianService

enum VerifyTool: Tool {
  static let name = "verify"
  static let title = "Verify quotations and citations"
  static let description = """
    Check a quotation (source: whose words), or a text with all its 《…》第X条, document numbers and quotations, against this index. … leaves \
    out; script and punctuation do not matter. exact, found (cited only), differs, otherwise (the article reads otherwise), notInIndex \
    (says nothing of what is outside).
    """

  private static let quotation = Parameter<String?>.string("quotation", "its words")
  private static let source = Parameter<String?>.string("source", "《立法法》第六十五条, 国发〔2016〕64号, or a key")
  private static let text = Parameter<String?>.string("text", "a draft")
  private static let problems = Parameter.bool("problems", "neither exact nor found")

  static let parameters: [any DeclaredParameter] = [
    quotation, source, text, problems, SharedParameters.start, SharedParameters.maxBytes,
  ]

  static func answer(_ call: ToolCall) throws -> [UInt8] {
    let budget = try AnswerBudget(call)
    let checks = try CitationCheck.checks(
      of: try call[text], quotation: try call[quotation], from: try call[source], call.index)
    let start = try call[SharedParameters.start]
    let onlyProblems = try call[problems]
    let wanted = checks.filter { check in
      check.byteRange.lowerBound >= start && (!onlyProblems || check.isProblem)
    }
    var json = JSONWriter()
    json.object { json in
      for outcome in CitationCheck.Outcome.allCases {
        json.field(outcome.rawValue, checks.count { $0.outcome == outcome })
      }
      json.object("meaning") { json in
        for outcome in CitationCheck.Outcome.allCases where checks.contains(where: { $0.outcome == outcome }) {
          json.field(outcome.rawValue, outcome.meaning)
        }
      }
      let shown = budget.list("checks", wanted, in: &json) { json, check, remaining in
        write(check, to: &json, remaining: remaining)
      }
      json.cut("checks", wanted.count - shown) { $0.field("start", wanted[shown].byteRange.lowerBound) }
    }
    return json.bytes
  }

  private static func write(_ check: CitationCheck, to json: inout JSONWriter, remaining: Int) {
    // Escapes may double a text; four texts share what is left.
    let most = max(60, min(900, remaining / 10))
    json.field("outcome", check.outcome.rawValue)
    json.field("start", check.byteRange.lowerBound)
    if !check.citation.isEmpty { json.field("citation", check.citation, within: 300) }
    if let quotation = check.quotation { json.field("quotation", quotation, within: most) }
    if let document = check.document { json.field("document", document) }
    if let elsewhere = check.elsewhere { json.field("elsewhere", elsewhere, within: 300) }
    if check.scriptDiffers { json.field("scriptDiffers", true) }
    if let passage = check.passage {
      json.object("passage") { json in
        if passage.document != check.document { json.field("document", passage.document) }
        if let citation = passage.citation { json.field("citation", citation, within: 300) }
        json.field("start", passage.byteRange.lowerBound)
        json.field("end", passage.byteRange.upperBound)
        // What is exact is the quotation.
        if check.outcome != .exact || check.scriptDiffers { json.field("text", passage.text, within: most) }
      }
    }
    if !check.pieces.isEmpty { json.field("difference", check.pieces.markedText, within: 2 * most) }
  }
}

extension CitationCheck.Outcome {
  /// What it says, and what it does not: an index knows only what is in it.
  var meaning: String {
    switch self {
    case .exact: "these words are in this index, word for word, at passage"
    case .found: "what is cited is in this index; nothing of it is quoted, so no words were compared"
    case .differs:
      "almost these words are in this index: difference has [-what the document says-]{+what was quoted+}"
    case .otherwise:
      "what is cited is in this index and reads otherwise; elsewhere, where it is told, is where the quoted words are"
    case .notInIndex:
      "not in this index, which says nothing of whether it is real: the index may not hold it. With document: the law is in this "
        + "index, without what is cited"
    }
  }
}
