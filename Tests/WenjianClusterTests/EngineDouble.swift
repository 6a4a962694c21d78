// An engine in the place of a cluster: it evaluates requests over the tokens that are sent, by the plainest means.

import Synchronization
import WenjianJSONText
import WenjianSearch
import WenjianThreads

@testable import WenjianCluster

/// Answers the requests of searches as Elasticsearch 7.0 does, or as a version with points in time. Documents are given as they
/// are sent.
final class EngineDouble: ClusterTransport {
  enum Version: String, CaseIterable, Sendable {
    case elasticsearch70 = "7.0.0"
    case elasticsearch8 = "8.13.4"
    case openSearch2 = "2.11.1"
  }

  private struct State {
    var sources: [JSONValue] = []
    /// Of a scroll: the hits that are left.
    var scrolls: [String: [JSONValue]] = [:]
    var paths: [String] = []
  }

  private let version: Version
  /// However many hits are asked for.
  private let largestPage: Int
  private let state = Locked(State())

  init(_ version: Version = .elasticsearch70, largestPage: Int = .max) {
    self.version = version
    self.largestPage = largestPage
  }

  func add(source: [UInt8]) throws {
    let value = try JSONValue(source, nesting: 32)
    state.withLock { $0.sources.append(value) }
  }

  /// The paths that were asked for, in their order.
  var paths: [String] { state.withLock { $0.paths } }
  /// Searches that were held still and not ended.
  var openScrolls: Int { state.withLock { $0.scrolls.count } }

  func send(_ request: ClusterRequest, control: SearchControl?) throws(ClusterError) -> ClusterAnswer {
    let path = request.path.split(separator: "?", omittingEmptySubsequences: false)
    let body = request.body.flatMap { try? JSONValue($0, nesting: 64) } ?? .null
    let answer = state.withLock { state -> JSONValue in
      state.paths.append(request.path)
      return self.answer(request.method, String(path[0]), path.count > 1 ? String(path[1]) : "", body, &state)
    }
    var json = JSONWriter()
    answer.append(to: &json)
    return ClusterAnswer(status: 200, body: json.bytes)
  }

  private func answer(
    _ method: ClusterRequest.Method, _ path: String, _ parameters: String, _ body: JSONValue, _ state: inout State
  ) -> JSONValue {
    switch (method, path) {
    case (.get, "/"):
      var members = [JSONValue.Member(name: "number", value: .string(version.rawValue))]
      if version == .openSearch2 { members.append(.init(name: "distribution", value: .string("opensearch"))) }
      return .of(["version": .object(members)])
    case (.get, "/policies/_mapping"):
      var json = JSONWriter()
      var meta = ClusterMeta(build: "b", options: [])
      meta.isComplete = true
      json.object { json in
        json.object("policies-wj-1") { json in
          json.object("mappings") { json in json.object("_meta") { meta.append(to: &$0) } }
        }
      }
      return (try? JSONValue(json.bytes)) ?? .null
    case (.post, "/_search/scroll"):
      let id = body["scroll_id"]?.text ?? ""
      let left = state.scrolls[id] ?? []
      state.scrolls[id] = Array(left.dropFirst(largestPage))
      return Self.page(
        Array(left.prefix(largestPage)), total: left.count, [.init(name: "_scroll_id", value: .string(id))])
    case (.delete, _):
      for id in (body["scroll_id"]?.values ?? body["pit_id"]?.values ?? []) + [body["id"] ?? .null] {
        state.scrolls[id.text ?? ""] = nil
      }
      return .of([:])
    case (.post, "/policies-wj-1/_pit"), (.post, "/policies-wj-1/_search/point_in_time"):
      state.scrolls["pit"] = []
      return .of([version == .openSearch2 ? "pit_id" : "id": .string("pit")])
    case (.get, _): return .of([:])
    default: return search(body, parameters, &state)
    }
  }

  private func search(_ body: JSONValue, _ parameters: String, _ state: inout State) -> JSONValue {
    var found: [(source: JSONValue, score: Float)] = []
    for source in state.sources {
      let document = TokenDocument(source)
      if document.matches(body["query"] ?? .of(["match_all": .of([:])])) {
        found.append((source, document.score(body["query"] ?? .null)))
      }
    }
    if let sort = body["sort"]?.values.first?.members.first, sort.name == ClusterField.key {
      func key(_ source: JSONValue) -> String { source[ClusterField.key]?.text ?? "" }
      found.sort { Array(key($0.source).utf8).lexicographicallyPrecedes(Array(key($1.source).utf8)) }
      if let last = body["search_after"]?.values.first?.text {
        found.removeAll { !Array(last.utf8).lexicographicallyPrecedes(Array(key($0.source).utf8)) }
      }
    }
    let hits = found.map { hit($0.source, $0.score, body) }
    var members: [JSONValue.Member] = []
    if let aggregations = body["aggs"]?.members {
      members.append(
        .init(
          name: "aggregations",
          value: .object(
            aggregations.map { aggregation in
              if aggregation.value["global"] != nil {
                let inner = aggregation.value["aggs"]?.members ?? []
                return .init(name: aggregation.name, value: Self.bucket(state.sources, inner, []))
              }
              if aggregation.value["top_hits"] != nil {
                let best = found.max { $0.score < $1.score }.map { explained($0.source, $0.score, body) }
                return .init(
                  name: aggregation.name, value: .of(["hits": .of(["hits": .array(best.map { [$0] } ?? [])])]))
              }
              return .init(name: aggregation.name, value: Self.aggregation(aggregation.value, found.map(\.source)))
            })))
    }
    // Documents that are asked for by their keys come at once.
    let size = min(body["size"]?.integer ?? 10, body["_source"]?.values.isEmpty == false ? .max : largestPage)
    if parameters.contains("scroll=") {
      let id = "scroll-\(state.paths.count)"
      state.scrolls[id] = Array(hits.dropFirst(size))
      members.append(.init(name: "_scroll_id", value: .string(id)))
    }
    return Self.page(Array(hits.prefix(size)), total: hits.count, members)
  }

  private static func page(_ hits: [JSONValue], total: Int, _ members: [JSONValue.Member]) -> JSONValue {
    .object(
      members + [
        .init(name: "timed_out", value: .bool(false)), .init(name: "_shards", value: .of(["failed": .number("0")])),
        .init(name: "hits", value: .of(["total": .of(["value": .number("\(total)")]), "hits": .array(hits)])),
      ])
  }

  private static func aggregation(_ body: JSONValue, _ sources: [JSONValue]) -> JSONValue {
    if let field = body["sum"]?["field"]?.text {
      let sum = sources.reduce(0) { $0 + ($1[field]?.integer ?? 0) }
      return .of(["value": .number("\(Double(sum))")])
    }
    if let composite = body["composite"] { return groups(composite, body["aggs"]?.members ?? [], sources) }
    return bucket(
      sources.filter { TokenDocument($0).matches(body["filter"] ?? .null) }, body["aggs"]?.members ?? [], [])
  }

  private static func bucket(
    _ sources: [JSONValue], _ inner: [JSONValue.Member], _ members: [JSONValue.Member]
  ) -> JSONValue {
    .object(
      members + [.init(name: "doc_count", value: .number("\(sources.count)"))]
        + inner.map { .init(name: $0.name, value: aggregation($0.value, sources)) })
  }

  /// A page of the values of a field, numbers by size and others by their bytes.
  private static func groups(
    _ composite: JSONValue, _ inner: [JSONValue.Member], _ sources: [JSONValue]
  ) -> JSONValue {
    guard let source = composite["sources"]?.values.first?.members.first,
      let field = source.value["terms"]?["field"]?.text
    else { return .null }
    func precedes(_ a: JSONValue, _ b: JSONValue) -> Bool {
      if let a = a.integer, let b = b.integer { return a < b }
      return (a.text ?? "").utf8.lexicographicallyPrecedes((b.text ?? "").utf8)
    }
    var values: [JSONValue] = []
    for value in sources.flatMap({ TokenDocument($0).values(field) }).sorted(by: precedes)
    where values.last.map({ precedes($0, value) }) ?? true { values.append(value) }
    if let after = composite["after"]?[source.name] { values.removeAll { !precedes(after, $0) } }
    return .of([
      "buckets": .array(
        values.prefix(composite["size"]?.integer ?? 10).map { value in
          let own = sources.filter { source in
            TokenDocument(source).values(field).contains { !precedes($0, value) && !precedes(value, $0) }
          }
          return bucket(own, inner, [.init(name: "key", value: .of([source.name: value]))])
        })
    ])
  }

  private func hit(_ source: JSONValue, _ score: Float, _ body: JSONValue) -> JSONValue {
    var members: [JSONValue.Member] = [.init(name: "_score", value: .number("\(score)"))]
    if let wanted = body["_source"]?.values, !wanted.isEmpty {
      members.append(
        .init(
          name: "_source",
          value: .object(source.members.filter { wanted.contains(.string($0.name)) })))
    }
    let fields = (body["docvalue_fields"]?.values ?? []).compactMap { $0["field"]?.text ?? $0.text }
    members.append(
      .init(
        name: "fields",
        value: .object(
          fields.compactMap { name in
            let values = TokenDocument(source).values(name)
            return values.isEmpty ? nil : .init(name: name, value: .array(values))
          })))
    members.append(.init(name: "sort", value: .array([source[ClusterField.key] ?? .null])))
    return .object(members)
  }

  private func explained(_ source: JSONValue, _ score: Float, _ body: JSONValue) -> JSONValue {
    let frequency = TokenDocument(source).frequency(body["query"] ?? .null)
    let detail = JSONValue.of([
      "value": .number("\(Double(frequency))"), "description": .string("phraseFreq=\(Double(frequency))"),
    ])
    return .of([
      "_score": .number("\(score)"),
      "_explanation": .of(["value": .number("1.0"), "details": .array([detail])]),
    ])
  }
}

extension JSONValue {
  fileprivate static func of(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }
}

/// One document, as an engine with the analyzer `whitespace` has it.
private struct TokenDocument {
  let source: JSONValue

  init(_ source: JSONValue) { self.source = source }

  /// The values of a field, also of one below another.
  func values(_ field: String) -> [JSONValue] {
    var value: JSONValue? = source
    for name in field.split(separator: ".") { value = value?[String(name)] }
    guard let value, value != .null else { return [] }
    return value.values.isEmpty && value != .array([]) ? [value] : value.values
  }

  /// As bytes: a blank and a combining character are one character of Swift, and two of an engine.
  private func tokens(_ field: String) -> [[Token]] {
    values(field).compactMap { $0.text.map(Self.tokens(of:)) }
  }

  private typealias Token = ArraySlice<UInt8>

  private static func tokens(of text: String) -> [Token] { Array(text.utf8).split(separator: UInt8(ascii: " ")) }

  /// Whether a field is one of tokens.
  private func isText(_ field: String) -> Bool {
    field.hasSuffix("grams") || field.hasSuffix("elements")
  }

  func matches(_ query: JSONValue) -> Bool {
    guard let clause = query.members.first else { return false }
    let body = clause.value
    switch clause.name {
    case "match_all": return true
    case "match_none": return false
    case "bool":
      let should = body["should"]?.values ?? []
      return (body["must"]?.values ?? []).allSatisfy(matches) && (body["filter"]?.values ?? []).allSatisfy(matches)
        && !(body["must_not"]?.values ?? []).contains(where: matches)
        && (should.isEmpty || body["minimum_should_match"]?.integer == 0 || should.contains(where: matches))
    case "term":
      guard let field = body.members.first, let wanted = field.value["value"]?.text else { return false }
      if isText(field.name) { return tokens(field.name).contains { $0.contains(Token(wanted.utf8)) } }
      return values(field.name).contains { $0.text?.utf8.elementsEqual(wanted.utf8) == true }
    case "terms":
      guard let field = body.members.first else { return false }
      return values(field.name).contains { field.value.values.contains($0) }
    case "prefix":
      guard let field = body.members.first, let wanted = field.value["value"]?.text else { return false }
      return tokens(field.name).contains { $0.contains { $0.starts(with: wanted.utf8) } }
    case "match_phrase": return frequency(query) > 0
    case "exists": return !values(body["field"]?.text ?? "").isEmpty
    case "range":
      guard let field = body.members.first, let low = field.value["gte"]?.integer,
        let high = field.value["lte"]?.integer
      else { return false }
      return values(field.name).contains { (low...max(low, high)).contains($0.integer ?? -1) }
    case "span_near", "span_or", "span_term", "field_masking_span": return !spans(query).isEmpty
    default: return false
    }
  }

  /// How often the phrase or term of a query that scores occurs.
  func frequency(_ query: JSONValue) -> Int {
    guard let clause = query.members.first, let field = clause.value.members.first else { return 0 }
    switch clause.name {
    case "bool": return (clause.value["must"] ?? clause.value["should"])?.values.first.map(frequency) ?? 0
    case "term":
      let wanted = Token((field.value["value"]?.text ?? "").utf8)
      return tokens(field.name).reduce(0) { $0 + $1.count { $0 == wanted } }
    case "match_phrase":
      let wanted = Self.tokens(of: field.value["query"]?.text ?? "")
      return tokens(field.name).reduce(0) { sum, tokens in
        guard !wanted.isEmpty, tokens.count >= wanted.count else { return sum }
        return sum + (0...(tokens.count - wanted.count)).count { tokens[$0...].starts(with: wanted) }
      }
    default: return 0
    }
  }

  /// As BM25 with b = 0 and k1 = 1,000,000 in 32 bits.
  func score(_ query: JSONValue) -> Float {
    let frequency = Float(frequency(query))
    return Float(7.3) * (frequency / (frequency + 1_000_000))
  }

  private func spans(_ query: JSONValue) -> [Range<Int>] {
    guard let clause = query.members.first else { return [] }
    switch clause.name {
    case "span_term":
      guard let field = clause.value.members.first, let wanted = field.value["value"]?.text else { return [] }
      return (tokens(field.name).first ?? []).enumerated().filter { $0.element == Token(wanted.utf8) }
        .map { $0.offset..<($0.offset + 1) }
    case "field_masking_span": return spans(clause.value["query"] ?? .null)
    case "span_or": return (clause.value["clauses"]?.values ?? []).flatMap(spans)
    case "span_near":
      let slop = clause.value["slop"]?.integer ?? 0
      let isOrdered = clause.value["in_order"] == .bool(true)
      let parts = (clause.value["clauses"]?.values ?? []).map(spans)
      guard var found = parts.first?.map({ (whole: $0, last: $0, length: $0.count) }) else { return [] }
      for part in parts.dropFirst() {
        found = found.flatMap { left in
          part.compactMap { right in
            if isOrdered, right.lowerBound < left.last.upperBound { return nil }
            let whole =
              min(left.whole.lowerBound, right.lowerBound)..<max(left.whole.upperBound, right.upperBound)
            let length = left.length + right.count
            return whole.count - length <= slop ? (whole, right, length) : nil
          }
        }
      }
      return found.map(\.whole)
    default: return []
    }
  }
}
