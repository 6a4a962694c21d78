import Wenjian
import WenjianConcordance
import WenjianJSON

enum ConcordanceOperation: ServiceOperation {
  static let name = "kwic"
  static let summary = "the occurrences of a query, each with what is beside it"

  private static let width = Parameter.integer(
    "width", 0...10_000, "the most characters of context on each side", standard: 40)
  private static let sort = Parameter.choice(
    "sort", ["path", "date", "-date", "left", "right", "random"], "the order")
  private static let seed = Parameter.integer(
    "seed", 0...Int.max, "what a random order is drawn from", standard: 0)
  private static let byDocument = Parameter.bool("byDocument", "keep the lines of a document together")
  private static let limit = Parameter.integer(
    "limit", 0...1_000_000_000, or: "all", "the most lines", standard: 100)
  private static let offset = Parameter.integer(
    "offset", 0...1_000_000_000, "how many lines to leave out", standard: 0)
  private static let acrossParagraphs = Parameter.bool(
    "acrossParagraphs", "let contexts go on over the edges of paragraphs")
  private static let citations = Parameter.bool(
    "citations", "tell how each place is cited, for which its document is read", standard: true)

  static let parameters: [any DeclaredParameter] =
    [Shared.query, width, sort, seed, byDocument, limit, offset, acrossParagraphs, citations] + Matching.parameters

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let matching = try Matching(request)
    let seed = UInt64(try request[seed])
    let order: ConcordanceOrder =
      switch try request[sort] {
      case "date": .date(newestFirst: false)
      case "-date": .date(newestFirst: true)
      case "left": .leftContext
      case "right": .rightContext
      case "random": .random(seed: seed)
      default: .path
      }
    let isRandom = order == .random(seed: seed)
    let byDocument = try request[byDocument]
    guard !byDocument || !isRandom else {
      throw ErrorAnswer(
        code: "argument", message: "\u{201C}byDocument\u{201D} keeps lines together, which a random order does not")
    }
    let (limit, offset) = (try request[limit], try request[offset])
    let concordance = try index.concordance(
      try request[Shared.query],
      options: ConcordanceOptions(
        width: try request[width], order: order, groupsByDocument: byDocument,
        limit: limit.map { offset + $0 },
        crossesParagraphs: try request[acrossParagraphs], includesCitations: try request[citations],
        isExact: matching.isExact, widening: matching.widening, filter: matching.filter))
    return ConcordanceAnswer(concordance, seed: isRandom ? seed : nil, offset: offset)
  }
}
