// Where documents come from, and what the index covers.

import Wenjian
import WenjianJSON

enum OriginalOperation: ServiceOperation {
  static let name = "original"
  static let summary = "the file that a document was read from"
  static let parameters: [any DeclaredParameter] = [Shared.key]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let key = try request[Shared.key]
    guard let file = try index.localIndex(for: name).sourceFile(of: key) else {
      throw ErrorAnswer(
        code: "noOriginal", message: "the index knows no file that \u{201C}\(key)\u{201D} was read from")
    }
    return OriginalAnswer(key: key, file)
  }
}

enum StatusOperation: ServiceOperation {
  static let name = "status"
  static let summary = "what the index covers: documents, days, and what is known to be damaged or left out"
  static let parameters: [any DeclaredParameter] = []

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let index = try index.localIndex(for: name)
    return try StatusAnswer(index.info, dates: index.dates, report: IndexingReport.read(at: index.path)?.report)
  }
}
