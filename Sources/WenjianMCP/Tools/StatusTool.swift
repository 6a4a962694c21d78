import Wenjian
import WenjianJSON
import WenjianService

enum StatusTool: Tool {
  static let name = "status"
  static let title = "What the index covers"
  static let description = """
    What this index covers: documents by year, kind, issuer; dates; what could not be read; versions. by: all values of a field.
    """

  private static let by = Parameter<String?>.string("by", "year, month, kind, issuer, source, path, …")

  static let parameters: [any DeclaredParameter] = [by, SharedParameters.start, SharedParameters.maxBytes]

  /// Every document.
  private static let everything = "path:*"
  /// The most values of a field that are told unless they are asked for.
  private static let valueLimit = 12

  static func answer(_ call: ToolCall) throws -> [UInt8] {
    let budget = try AnswerBudget(call)
    if let name = try call[by] { return try values(of: try Shared.facetKey(name), name, call, budget) }
    var json = JSONWriter()
    try json.object { json in
      let info = call.index.info
      json.field("documents", info.documents)
      json.field("characters", info.characters)
      json.field("commit", info.generation)
      try coverage(call.index, to: &json)
      try report(call.index, to: &json)
      json.object("versions") { json in
        json.field("wenjian", LibraryVersion.version)
        json.field("format", info.formatVersion)
        json.field("icu", info.icuVersion)
      }
    }
    return json.bytes
  }

  private static func coverage(_ index: Index, to json: inout JSONWriter) throws {
    let years = try index.facets(everything, by: .year)
    let known = years.groups.compactMap(\.value).sorted()
    json.object("dates") { json in
      if let first = known.first { json.field("first", first) }
      if let last = known.last { json.field("last", last) }
      json.field("undated", years.groups.first { $0.value == nil }?.documents ?? 0)
    }
    for (name, facets) in [
      ("years", years), ("kinds", try index.facets(everything, by: .field(.kind))),
      ("issuers", try index.facets(everything, by: .field(.issuer))),
    ] {
      let groups = facets.groups.filter { $0.value != nil }
      json.object(name) { json in
        for group in groups.prefix(valueLimit) { json.field(shortened(group.value ?? ""), group.documents) }
      }
      if groups.count > valueLimit { json.field(name + "Cut", groups.count - valueLimit) }
    }
  }

  private static func shortened(_ value: String) -> String {
    let bytes = Array(value.utf8)
    return String(decoding: bytes[..<SentenceCut.end(in: bytes, from: 0, within: 120)], as: UTF8.self)
  }

  /// What was wrong with the files, by the last report.
  private static func report(_ index: Index, to json: inout JSONWriter) throws {
    guard let stored = try IndexingReport.read(at: index.path) else { return json.null("report") }
    json.object("report") { json in
      json.field("commit", stored.generation)
      json.field("filesLeftOut", stored.report.skippedFiles)
      json.field("filesThatMayHoldText", stored.report.lostFiles)
      json.objects("damage", stored.report.damageTotals) { json, total in
        json.field("kind", total.kind.rawValue)
        json.field("documents", total.documents)
      }
    }
  }

  private static func values(
    of key: FacetKey, _ name: String, _ call: ToolCall, _ budget: AnswerBudget
  ) throws -> [UInt8] {
    let facets = try call.index.facets(everything, by: key)
    let start = min(try call[SharedParameters.start], facets.groups.count)
    var json = JSONWriter()
    json.object { json in
      json.field("documents", facets.documents)
      json.field("by", name)
      json.field("values", facets.groups.count { $0.value != nil })
      let shown = budget.list("list", facets.groups[start...], in: &json) { json, group, _ in
        if let value = group.value { json.field("value", shortened(value)) } else { json.null("value") }
        json.field("documents", group.documents)
      }
      json.cut("values", facets.groups.count - start - shown) { $0.field("start", start + shown) }
    }
    return json.bytes
  }
}
