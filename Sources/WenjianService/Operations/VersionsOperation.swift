import Wenjian
import WenjianComparison
import WenjianJSON

enum VersionsOperation: ServiceOperation {
  static let name = "versions"
  static let summary = "the versions of a law, the oldest first, or the one in force on a day"

  private static let law = Parameter<String>.string("key", "the key of one of them, or the name of the law")
  private static let asOf = Parameter<String?>.string("asOf", "the day, as 2016-07-01")

  static let parameters: [any DeclaredParameter] = [law, asOf]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let law = try request[law]
    let index = try index.localIndex(for: name)
    let versions = try index.lawVersions(of: law)
    guard !versions.isEmpty else {
      throw ErrorAnswer(
        code: WenjianError.Code.noSuchDocument.description,
        message: "there is no document \u{201C}\(law)\u{201D} in \(index.path), and none with that title")
    }
    if let day = try request[asOf] {
      let date = try Shared.date("asOf", day)
      return VersionInForceAnswer(of: law, on: date, versions.inForce(on: date))
    }
    // A law with one version is told as none.
    return VersionsAnswer(of: law, versions.count > 1 ? versions.map(\.document) : [])
  }
}
