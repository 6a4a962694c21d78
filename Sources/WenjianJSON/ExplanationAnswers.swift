// How a query and a text are read.

public import Wenjian

/// How a query is read and found, as `explain` in JSON.md.
public struct ExplanationAnswer: JSONWritable {
  let query: String
  let explanation: QueryExplanation

  public init(query: String, _ explanation: QueryExplanation) {
    self.query = query
    self.explanation = explanation
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("query", query)
      json.field("canonical", explanation.canonical)
      json.field("documents", explanation.documents)
      json.field("occurrences", explanation.occurrences)
      json.field("parseNanoseconds", explanation.parseTime)
      json.field("searchNanoseconds", explanation.searchTime)
      json.objects("terms", explanation.terms) { $0.write($1) }
      json.objects("plan", explanation.plan) { $0.write($1) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ term: QueryExplanation.Term) {
    field("text", term.text)
    field("folded", term.folded)
    field("isQuoted", term.isQuoted)
    field("isExact", term.isExact)
    strings("conditions", term.conditions)
    objects("forms", term.forms) { $0.form($1) }
    strings("elements", term.elements)
    strings("words", term.words)
    objects("grams", term.grams) { json, gram in
      json.field("text", gram.text)
      json.field("offset", gram.offset)
      json.field("positions", gram.positions)
      json.field("isUsed", gram.isUsed)
    }
    field("documents", term.documents)
    field("occurrences", term.occurrences)
    field("matchNanoseconds", term.matchTime)
  }

  fileprivate mutating func write(_ node: QueryExplanation.Node) {
    field("name", node.name)
    field("path", node.path)
    field("documents", node.documents)
    field("occurrences", node.occurrences)
    field("documentBlocks", node.documentBlocks)
    field("positionBlocks", node.positionBlocks)
    objects("parts", node.parts) { $0.write($1) }
  }
}

/// How a text is read, as `analyze` in JSON.md.
public struct AnalysisAnswer: JSONWritable {
  let analysis: TextAnalysis

  public init(_ analysis: TextAnalysis) { self.analysis = analysis }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.objects("elements", analysis.elements) { json, element in
        json.field("folded", element.folded)
        json.field("start", element.byteRange.lowerBound)
        json.field("end", element.byteRange.upperBound)
        json.field("startsWord", element.startsWord)
        json.field("isScriptChanged", element.isScriptChanged)
        json.field("isParagraphEdge", element.isParagraphEdge)
      }
      json.strings("words", analysis.words)
      json.object("repairs") { $0.write(analysis.repairs) }
    }
  }
}
