import Wenjian
import WenjianJSON
import WenjianService
import WenjianText

enum ReadTool: Tool {
  static let name = "read"
  static let title = "Read"
  static let description = """
    The original text of a document, of one article, or of bytes from start to end; with outline its chapters and articles.
    """

  private static let article = Parameter<String?>.string("article", "13, 13-1, 第十三条之一")
  private static let end = Parameter<Int?>.integer("end", 0...Int.max, "byte")
  private static let outline = Parameter.bool("outline", "divisions, not text")

  static let parameters: [any DeclaredParameter] = [
    SharedParameters.key, article, SharedParameters.start, end, outline, SharedParameters.maxBytes,
  ]

  static func answer(_ call: ToolCall) throws -> [UInt8] {
    let key = try call[SharedParameters.key]
    let budget = try AnswerBudget(call)
    let text = try call.index.text(of: key)
    var json = JSONWriter()
    try json.object { json in
      try describe(key, text, call.index, to: &json)
      if try call[outline] {
        try writeOutline(of: key, call, budget, to: &json)
      } else {
        try writeText(of: key, text, call, budget, to: &json)
      }
    }
    return json.bytes
  }

  private static func describe(_ key: String, _ text: String, _ index: Index, to json: inout JSONWriter) throws {
    json.field("key", key)
    json.field("title", try index.title(of: key), within: 300)
    for entry in try index.metadata(of: key).entries where entry.field != .title && entry.field != .key {
      json.field(entry.field.name, entry.value, within: 300)
    }
    json.field("bytes", text.utf8.count)
  }

  /// Down to articles, and lists of documents without these.
  private static func writeOutline(
    of key: String, _ call: ToolCall, _ budget: AnswerBudget, to json: inout JSONWriter
  ) throws {
    let small: Set<Heading.Level> = [.paragraph, .item, .point, .subpoint]
    let divisions = try call.index.outline(of: key).filter { !small.contains($0.heading.level) }
    let start = try call[SharedParameters.start]
    let wanted = divisions.drop { $0.byteRange.lowerBound < start }
    json.field("divisions", divisions.count)
    let shown = budget.list("outline", wanted, in: &json) { json, division, _ in
      json.field("level", division.heading.level.rawValue)
      if !division.heading.number.isEmpty { json.field("number", division.heading.number) }
      if !division.heading.name.isEmpty { json.field("name", division.heading.name, within: 150) }
      json.field("start", division.byteRange.lowerBound)
      json.field("end", division.byteRange.upperBound)
    }
    json.cut("divisions", wanted.count - shown) { json in
      json.field("start", wanted[wanted.startIndex + shown].byteRange.lowerBound)
    }
  }

  private static func writeText(
    of key: String, _ text: String, _ call: ToolCall, _ budget: AnswerBudget, to json: inout JSONWriter
  ) throws {
    let bytes = Array(text.utf8)
    var ranges = [0..<bytes.count]
    if let article = try call[article] {
      ranges = try call.index.articleRanges(article, of: key, in: text)
      guard !ranges.isEmpty else {
        throw ErrorAnswer(
          code: "noSuchArticle",
          message: "\(displayKey(key)) in this index has no article \u{201C}\(displayText(of: article))\u{201D}")
      }
      json.field("articles", ranges.count)
    }
    let start = try call[SharedParameters.start]
    let end = try call[end] ?? bytes.count
    guard start <= bytes.count, start <= end else {
      throw ErrorAnswer(
        code: "argument",
        message:
          "\u{201C}start\u{201D} is \(start); it must be at most \u{201C}end\u{201D} and the \(bytes.count) bytes of the document"
      )
    }
    let wanted = ranges.map { $0.clamped(to: start..<max(start, min(end, bytes.count))) }.filter { !$0.isEmpty }
      .map { wholeCharacters($0, of: bytes) }
    var next: Int?
    try json.array("parts") { json in
      for range in wanted where next == nil {
        let remaining = budget.remainingBytes(in: json) - partBytes
        guard remaining > 0 else {
          next = range.lowerBound
          return
        }
        let end = fittingEnd(of: range, in: bytes, remaining)
        try json.object { json in
          json.field("start", range.lowerBound)
          json.field("end", end)
          if let citation = try call.index.citation(of: key, at: range.lowerBound) {
            json.field("citation", citation, within: 300)
          }
          json.field("text", String(decoding: bytes[range.lowerBound..<end], as: UTF8.self))
        }
        if end < range.upperBound { next = end }
      }
    }
    guard let next else { return }
    json.cut("bytes", wanted.reduce(0) { $0 + $1.clamped(to: next..<max(next, $1.upperBound)).count }) { json in
      json.field("start", next)
    }
  }

  /// What is around the text of a part.
  private static let partBytes = 450

  /// Where a part ends that takes at most so many bytes as JSON: an escape takes more than what it is written for.
  private static func fittingEnd(of range: Range<Int>, in bytes: [UInt8], _ remaining: Int) -> Int {
    let part = Array(bytes[range])
    var limit = remaining
    while true {
      let end = SentenceCut.end(in: part, from: 0, within: limit)
      var json = JSONWriter()
      json.value(String(decoding: part[..<end], as: UTF8.self))
      if json.bytes.count <= remaining + 2 || limit <= 8 { return range.lowerBound + end }
      limit = min(limit - 1, limit * remaining / json.bytes.count)
    }
  }

  private static func wholeCharacters(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    func boundary(_ place: Int) -> Int {
      var place = place
      while place > 0, place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
      return place
    }
    return boundary(range.lowerBound)..<max(boundary(range.lowerBound), boundary(range.upperBound))
  }
}
