import Wenjian
import WenjianJSON

enum CopiesOperation: ServiceOperation {
  static let name = "copies"
  static let summary = "the copies of a document, or all groups of copies"

  private static let key = Parameter<String?>.string("key", "the key of a document; all groups without one")

  static let parameters: [any DeclaredParameter] = [key]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let index = try index.localIndex(for: name)
    if let key = try request[key] { return CopiesAnswer(of: key, try index.copies(of: key)) }
    return CopyGroupsAnswer(try index.copyGroups())
  }
}
