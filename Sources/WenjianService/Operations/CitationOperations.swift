// Who cites whom.

import Wenjian
import WenjianCitations
import WenjianJSON

enum CitesOperation: ServiceOperation {
  static let name = "cites"
  static let summary = "what a document cites"

  private static let own = Parameter.bool("own", "also what it says of itself: 本法第十条, 前款")

  static let parameters: [any DeclaredParameter] = [Shared.key, own]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let key = try request[Shared.key]
    let includesOwn = try request[own]
    let citations = try Citations(of: index.localIndex(for: name)).citations(in: key)
    return CitationsAnswer(.source(key: key), includesOwn ? citations : citations.filter { $0.kind != .own })
  }
}

enum CitedByOperation: ServiceOperation {
  static let name = "citedBy"
  static let summary = "who cites a law, an article or a document"

  private static let target = Parameter<String>.string("target", "《立法法》第六十五条, 国发〔2016〕64号, or a key")

  static let parameters: [any DeclaredParameter] = [target]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let target = try request[target]
    return CitationsAnswer(.target(target), try Citations(of: index.localIndex(for: name)).citations(of: target))
  }
}
