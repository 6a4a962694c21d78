import Wenjian
import WenjianComparison
import WenjianJSON

enum ComparisonOperation: ServiceOperation {
  static let name = "diff"
  static let summary = "what changed from one document to another, article by article"

  private static let old = Parameter<String>.string("old", "the key of the older document")
  private static let new = Parameter<String>.string("new", "the key of the newer one")
  private static let by = Parameter.choice(
    "by", [ComparisonUnit.article.rawValue, ComparisonUnit.paragraph.rawValue], "what is compared with what")
  private static let all = Parameter.bool("all", "also what is the same, or differs in punctuation only")

  static let parameters: [any DeclaredParameter] = [old, new, by, all]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let (old, new) = (try request[old], try request[new])
    let index = try index.localIndex(holding: [old, new])
    let comparison = try index.comparison(
      of: old, with: new, by: ComparisonUnit(rawValue: try request[by]) ?? .article)
    return ComparisonAnswer(
      old: try index.document(old), new: try index.document(new), comparison, includesSame: try request[all])
  }
}
