// What is asked of one document.

import Wenjian
import WenjianJSON

enum OccurrencesOperation: ServiceOperation {
  static let name = "occurrences"
  static let summary = "where the strings of a query occur in a document"

  static let parameters: [any DeclaredParameter] = [Shared.key, Shared.query] + Matching.spelling

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let (key, matching) = (try request[Shared.key], try Matching(request))
    let index = try index.localIndex(holding: [key])
    let ranges = try index.occurrences(
      of: try request[Shared.query], in: key, isExact: matching.isExact, widening: matching.widening)
    return OccurrencesAnswer(key: key, ranges)
  }
}

enum TextOperation: ServiceOperation {
  static let name = "text"
  static let summary = "the text of a document, or of one of its articles"

  private static let article = Parameter<String?>.string("article", "this article alone: 13, 13-1, 十三, 第十三条之一")

  static let parameters: [any DeclaredParameter] = [Shared.key, article]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let key = try request[Shared.key]
    let index = try index.localIndex(holding: [key])
    let text = try index.text(of: key)
    guard let article = try request[article] else { return TextAnswer(key: key, text: text) }
    let texts = try index.articleRanges(article, of: key, in: text).map { range in
      String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }
    guard !texts.isEmpty else {
      throw ErrorAnswer(
        code: "noSuchArticle",
        message:
          "there is no article \u{201C}\(article)\u{201D} in \(key); \u{201C}outline\u{201D} lists what it has")
    }
    return TextAnswer(key: key, text: texts.joined(separator: "\n"))
  }
}

enum OutlineOperation: ServiceOperation {
  static let name = "outline"
  static let summary = "the chapters, articles and lists of a document"
  static let parameters: [any DeclaredParameter] = [Shared.key]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let key = try request[Shared.key]
    let index = try index.localIndex(holding: [key])
    return OutlineAnswer(key: key, try index.outline(of: key), text: try index.text(of: key))
  }
}

enum MetadataOperation: ServiceOperation {
  static let name = "metadata"
  static let summary = "what a document says of itself, each with where it was found"
  static let parameters: [any DeclaredParameter] = [Shared.key]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let key = try request[Shared.key]
    let index = try index.localIndex(holding: [key])
    return MetadataAnswer(key: key, title: try index.title(of: key), try index.metadata(of: key))
  }
}
