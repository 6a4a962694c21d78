import Wenjian
import WenjianJSON

enum FacetsOperation: ServiceOperation {
  static let name = "facets"
  static let summary = "the documents and occurrences of a query by a field"

  private static let by = Parameter<String>.string(
    "by", "what to count by: year, month, kind, issuer, source, path, path/2, document, match, field:NAME, …")
  private static let limit = Parameter<Int?>.integer(
    "limit", 0...1_000_000_000, "the most values, besides the group without one")

  static let parameters: [any DeclaredParameter] = [Shared.query, by, limit] + Matching.parameters

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let matching = try Matching(request)
    let (query, key) = (try request[Shared.query], try Shared.facetKey(request[by]))
    let facets = try index.facets(
      query, by: key, isExact: matching.isExact, widening: matching.widening, filter: matching.filter)
    return FacetsAnswer(query: query, by: key, facets: facets, limit: try request[limit])
  }
}
