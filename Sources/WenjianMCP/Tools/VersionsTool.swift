import Wenjian
import WenjianComparison
import WenjianJSON
import WenjianService

enum VersionsTool: Tool {
  static let name = "versions"
  static let title = "Versions of a law"
  static let description = """
    Versions of a law, oldest first; with asOf the one in force that day; with old and new what changed by article: [-removed-]{+added+}.
    """

  private static let law = Parameter<String?>.string("law", "name or key: 立法法")
  private static let asOf = Parameter<String?>.string("asOf", "2016-07-01")
  private static let old = Parameter<String?>.string("old", "older key")
  private static let new = Parameter<String?>.string("new", "newer key")

  static let parameters: [any DeclaredParameter] = [
    law, asOf, old, new, SharedParameters.start, SharedParameters.maxBytes,
  ]

  static func answer(_ call: ToolCall) throws -> [UInt8] {
    switch (try call[law], try call[old], try call[new]) {
    case (let law?, nil, nil): return try versions(of: law, call)
    case (nil, let old?, let new?): return try changes(from: old, to: new, call)
    default:
      throw ErrorAnswer(
        code: "argument",
        message:
          "give either \u{201C}law\u{201D} and perhaps \u{201C}asOf\u{201D}, or \u{201C}old\u{201D} and \u{201C}new\u{201D}"
      )
    }
  }

  private static func versions(of law: String, _ call: ToolCall) throws -> [UInt8] {
    let budget = try AnswerBudget(call)
    let date = try call[asOf].map { try Shared.date("asOf", $0) }
    let versions = try call.index.lawVersions(of: law)
    guard !versions.isEmpty else {
      throw ErrorAnswer(
        code: "noSuchDocument",
        message: "no document of this index has the key or the name \u{201C}\(law)\u{201D}")
    }
    let start = min(try call[SharedParameters.start], versions.count)
    var json = JSONWriter()
    json.object { json in
      json.field("versions", versions.count)
      if let date {
        json.field("asOf", date.description)
        if let version = versions.inForce(on: date) {
          json.object("inForce") { write(version, to: &$0) }
        } else {
          json.null("inForce")
        }
        json.field(
          "limits", "of the versions in this index; it does not know of a repeal, nor of versions it lacks")
        return
      }
      let shown = budget.list("list", versions[start...], in: &json) { json, version, _ in write(version, to: &json)
      }
      json.cut("versions", versions.count - start - shown) { $0.field("start", start + shown) }
    }
    return json.bytes
  }

  private static func write(_ version: LawVersion, to json: inout JSONWriter) {
    json.field("key", version.document.key)
    json.field("title", version.document.title, within: 300)
    if let date = version.document.date { json.field("date", date.description) }
    if let day = version.inForceFrom { json.field("inForceFrom", day.description) }
    json.field("basis", version.basis.rawValue)
  }

  private static func changes(from old: String, to new: String, _ call: ToolCall) throws -> [UInt8] {
    let budget = try AnswerBudget(call)
    let comparison = try call.index.comparison(of: old, with: new, by: .article)
    let changes = comparison.changes.filter { change in
      change.kind != .unchanged && change.kind != .punctuation || change.isMoved || change.isRenumbered
    }
    let start = min(try call[SharedParameters.start], changes.count)
    var json = JSONWriter()
    json.object { json in
      for kind in UnitChange.Kind.allCases { json.field(kind.rawValue, comparison.count(of: kind)) }
      let shown = budget.list("changes", changes[start...], in: &json) { json, change, remaining in
        json.field("kind", change.kind.rawValue)
        if let old = change.old, !old.number.isEmpty { json.field("old", old.number) }
        if let new = change.new, !new.number.isEmpty { json.field("new", new.number) }
        if change.isMoved { json.field("moved", true) }
        if change.kind != .unchanged {
          json.field("text", change.markedText, within: max(60, min(2000, remaining / 3)))
        }
      }
      json.cut("changes", changes.count - start - shown) { $0.field("start", start + shown) }
    }
    return json.bytes
  }
}
