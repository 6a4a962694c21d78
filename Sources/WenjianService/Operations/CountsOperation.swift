import Wenjian
import WenjianJSON

enum CountsOperation: ServiceOperation {
  static let name = "counts"
  static let summary =
    "the counts of many queries, by a field where one is given; an error for each that cannot be read"

  private static let queries = Parameter.strings("queries", "what to find, each in the query language")
  private static let by = Parameter<String?>.string(
    "by", "what to count each query by: year, month, kind, issuer, …")

  static let parameters: [any DeclaredParameter] = [queries, by] + Matching.parameters

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let matching = try Matching(request)
    let key = try request[by].map { try Shared.facetKey($0) }
    let queries = try request[queries]
    let counts = try index.counts(
      of: queries, by: key, isExact: matching.isExact, widening: matching.widening, filter: matching.filter)
    return TermCountsAnswer(Array(zip(queries, counts)), isGrouped: key != nil)
  }
}
