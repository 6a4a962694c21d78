// A query as the engines have it, and its JSON: the long forms, which every version of both engines reads.

package import WenjianJSONText

/// Documents of an engine's index.
package indirect enum EngineQuery: Equatable, Sendable {
  case all
  case nothing
  /// One token of a field.
  case term(field: String, value: String)
  /// Any of some values.
  case terms(field: String, values: [String])
  /// Tokens at positions one behind the other.
  case phrase(field: String, tokens: [String])
  /// A token that begins so.
  case prefix(field: String, value: String)
  case exists(field: String)
  case range(field: String, ClosedRange<Int>)
  case spans(SpanQuery)
  case and([EngineQuery])
  case or([EngineQuery])
  case without(EngineQuery, excluded: EngineQuery)
}

/// Stretches of positions, for how far strings are from each other.
package indirect enum SpanQuery: Equatable, Sendable {
  case term(field: String, value: String)
  case any([SpanQuery])
  /// - Parameter slop: the most positions that lie in the whole stretch and in none of the parts.
  case near([SpanQuery], slop: Int, isOrdered: Bool)
  /// Positions of a field taken for those of another one, which counts them alike.
  case masked(SpanQuery, as: String)
}

extension EngineQuery {
  /// A phrase, or the term that one token is.
  package static func tokens(_ tokens: [String], of field: String) -> EngineQuery {
    tokens.count == 1 ? .term(field: field, value: tokens[0]) : .phrase(field: field, tokens: tokens)
  }

  /// All of some queries, in the simplest form.
  package static func every(_ parts: [EngineQuery]) -> EngineQuery {
    var kept: [EngineQuery] = []
    for part in parts where part != .all {
      if case .and(let inner) = part { kept += inner } else { kept.append(part) }
    }
    if kept.contains(.nothing) { return .nothing }
    return kept.isEmpty ? .all : kept.count == 1 ? kept[0] : .and(kept)
  }

  /// Any of some queries, in the simplest form.
  package static func either(_ parts: [EngineQuery]) -> EngineQuery {
    let kept = parts.filter { $0 != .nothing }
    if kept.contains(.all) { return .all }
    return kept.isEmpty ? .nothing : kept.count == 1 ? kept[0] : .or(kept)
  }
}

extension JSONWriter {
  /// A query as a value.
  package mutating func value(_ query: EngineQuery) {
    object { json in
      switch query {
      case .all: json.object("match_all") { _ in }
      case .nothing: json.object("match_none") { _ in }
      case .term(let field, let value): json.clause("term", field) { $0.field("value", value) }
      case .terms(let field, let values): json.object("terms") { $0.strings(field, values) }
      case .phrase(let field, let tokens):
        json.clause("match_phrase", field) { json in
          json.field("query", tokens.joined(separator: " "))
          json.field("analyzer", "whitespace")
        }
      case .prefix(let field, let value): json.clause("prefix", field) { $0.field("value", value) }
      case .exists(let field): json.object("exists") { $0.field("field", field) }
      case .range(let field, let range):
        json.clause("range", field) { json in
          json.field("gte", range.lowerBound)
          json.field("lte", range.upperBound)
        }
      case .spans(let spans): json.members(of: spans)
      case .and(let parts): json.object("bool") { $0.queries("filter", parts) }
      case .or(let parts):
        json.object("bool") { json in
          json.queries("should", parts)
          json.field("minimum_should_match", 1)
        }
      case .without(let kept, let excluded):
        json.object("bool") { json in
          json.queries("filter", [kept])
          json.queries("must_not", [excluded])
        }
      }
    }
  }

  /// A member with a query.
  package mutating func field(_ name: String, _ query: EngineQuery) {
    self.name(name)
    value(query)
  }

  /// A member with an array of queries.
  package mutating func queries(_ name: String, _ queries: [EngineQuery]) {
    array(name) { json in for query in queries { json.value(query) } }
  }

  private mutating func clause(_ name: String, _ field: String, _ body: (inout JSONWriter) -> Void) {
    object(name) { json in json.object(field) { body(&$0) } }
  }

  private mutating func members(of spans: SpanQuery) {
    switch spans {
    case .term(let field, let value): clause("span_term", field) { $0.field("value", value) }
    case .any(let parts):
      object("span_or") { json in json.spans("clauses", parts) }
    case .near(let parts, let slop, let isOrdered):
      object("span_near") { json in
        json.spans("clauses", parts)
        json.field("slop", slop)
        json.field("in_order", isOrdered)
      }
    case .masked(let inner, let field):
      object("field_masking_span") { json in
        json.object("query") { $0.members(of: inner) }
        json.field("field", field)
      }
    }
  }

  private mutating func spans(_ name: String, _ spans: [SpanQuery]) {
    array(name) { json in for span in spans { json.object { $0.members(of: span) } } }
  }
}
