import Wenjian
import WenjianConcordance
import WenjianJSON

enum TrendOperation: ServiceOperation {
  static let name = "trend"
  static let summary = "queries by year, month or another field, in proportion to all text"

  private static let queries = Parameter.strings("queries", "what to find, each in the query language")
  private static let by = Parameter<String?>.string("by", "what to count by; year when nothing is said")

  static let parameters: [any DeclaredParameter] = [queries, by] + Matching.parameters

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let matching = try Matching(request)
    let key = try request[by].map { try Shared.facetKey($0, except: .match) } ?? .year
    return TrendAnswer(
      try index.trend(
        of: try request[queries], by: key, isExact: matching.isExact, widening: matching.widening,
        filter: matching.filter))
  }
}
