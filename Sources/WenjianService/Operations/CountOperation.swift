import Wenjian
import WenjianJSON

enum CountOperation: ServiceOperation {
  static let name = "count"
  static let summary = "how many documents and occurrences a query has"
  static let parameters: [any DeclaredParameter] = [Shared.query] + Matching.parameters

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let matching = try Matching(request)
    let query = try request[Shared.query]
    return CountAnswer(
      query: query,
      counts: try index.count(
        query, isExact: matching.isExact, widening: matching.widening, filter: matching.filter))
  }
}
