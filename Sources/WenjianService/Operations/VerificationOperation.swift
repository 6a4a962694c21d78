package import Wenjian
package import WenjianCitations
import WenjianJSON

enum VerificationOperation: ServiceOperation {
  static let name = "verify"
  static let summary = "whether a text cites and quotes rightly, or a quotation is there, word for word"

  private static let text = Parameter<String?>.string("text", "a text whose citations and quotations are checked")
  private static let quotation = Parameter<String?>.string("quotation", "the words of one quotation; … leaves out")
  private static let source = Parameter<String?>.string(
    "source", "whose words they are said to be: 《立法法》第六十五条, 国发〔2016〕64号, or a key")
  private static let problems = Parameter.bool("problems", "only what is neither exact nor found")

  static let parameters: [any DeclaredParameter] = [text, quotation, source, problems]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    CitationChecksAnswer(
      try CitationCheck.checks(
        of: try request[text], quotation: try request[quotation], from: try request[source],
        index.localIndex(for: name)
      ).map { CheckedPart(member: nil, check: $0) },
      onlyProblems: try request[problems])
  }
}

extension CitationCheck {
  /// Checks a text, or one quotation.
  /// - Throws: `ErrorAnswer` unless there is either a text or a quotation; `WenjianError`.
  package static func checks(
    of text: String?, quotation: String?, from source: String?, _ index: Index
  ) throws -> [CitationCheck] {
    switch (text, quotation) {
    case (let text?, nil) where source == nil: return try Citations(of: index).verify(text)
    case (nil, let quotation?): return [try Citations(of: index).verify(quotation: quotation, from: source)]
    default:
      throw ErrorAnswer(
        code: "argument",
        message: "give either \u{201C}text\u{201D}, or \u{201C}quotation\u{201D} and perhaps \u{201C}source\u{201D}"
      )
    }
  }
}
