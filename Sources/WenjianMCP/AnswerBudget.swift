// How much an answer may hold.

import WenjianJSON

/// The bytes that an answer may have, and how lists and texts are cut to fit.
struct AnswerBudget {
  /// Below, an entry and how to go on would not fit; above, assistants refuse an answer.
  static let range = 2000...40_000

  let maximumBytes: Int

  /// For `cut`, `next` and the ends of what is open.
  private static let tailBytes = 400

  /// - Parameter call: of which `maxBytes` counts.
  init(_ call: ToolCall) throws { maximumBytes = try call[SharedParameters.maxBytes] }

  /// The bytes that are left for entries.
  func remainingBytes(in json: JSONWriter) -> Int { max(0, maximumBytes - Self.tailBytes - json.bytes.count) }

  /// Writes as many elements as fit, the first one in any case.
  /// - Parameter write: writes the members of one, given the bytes that are left.
  /// - Returns: how many were written.
  func list<Elements: Sequence>(
    _ name: String, _ elements: Elements, in json: inout JSONWriter,
    _ write: (inout JSONWriter, Elements.Element, _ remaining: Int) throws -> Void
  ) rethrows -> Int {
    var count = 0
    try json.array(name) { json in
      for element in elements {
        let remaining = remainingBytes(in: json)
        var entry = JSONWriter()
        try entry.object { try write(&$0, element, remaining) }
        guard entry.bytes.count + 1 <= remaining || count == 0 else { return }
        json.value(encoded: entry.bytes)
        count += 1
      }
    }
    return count
  }
}

extension JSONWriter {
  /// How much of a list was left out, and how to go on; nothing where all is there.
  /// - Parameter next: writes the arguments to go on with.
  mutating func cut(_ name: String, _ leftOut: Int, next: (inout JSONWriter) -> Void) {
    guard leftOut > 0 else { return }
    object("cut") { $0.field(name, leftOut) }
    object("next", next)
  }

  /// A text in at most so many bytes, cut at the end of a sentence; `NAMECut` is true where it was.
  mutating func field(_ name: String, _ text: String, within maximumBytes: Int) {
    let bytes = Array(text.utf8)
    let end = SentenceCut.end(in: bytes, from: 0, within: maximumBytes)
    field(name, end == bytes.count ? text : String(decoding: bytes[..<end], as: UTF8.self))
    if end < bytes.count { field(name + "Cut", true) }
  }
}

/// Where a text that is too long ends.
enum SentenceCut {
  /// The end of the last sentence in so many bytes; of a clause where no sentence ends, or of a character.
  /// - Parameter start: of a character.
  /// - Returns: behind `start`, unless nothing is left: one character at least.
  /// - Complexity: linear in the bytes.
  static func end(in text: [UInt8], from start: Int, within maximumBytes: Int) -> Int {
    guard text.count - start > maximumBytes else { return text.count }
    var last = start
    var clause: Int?
    var sentence: Int?
    var isEnding = false
    for scalar in String(decoding: text[start..<min(text.count, start + maximumBytes + 3)], as: UTF8.self)
      .unicodeScalars
    {
      let next = last + UTF8.width(scalar)
      if next > start + maximumBytes, last > start { break }
      last = next
      // A closing mark belongs to the sentence before it.
      isEnding = sentenceEnds.contains(scalar) || isEnding && closingMarks.contains(scalar)
      if isEnding { sentence = next }
      if clauseEnds.contains(scalar) { clause = next }
    }
    // A sentence that ends near the start would leave most of the budget unused.
    if let sentence, sentence - start >= maximumBytes / 4 || clause == nil { return sentence }
    return clause.map { max($0, sentence ?? start) } ?? last
  }

  private static let sentenceEnds = Set("。！？!?\n".unicodeScalars)
  private static let closingMarks = Set("”’」』）)\"".unicodeScalars)
  private static let clauseEnds = Set("，；、：,;:".unicodeScalars)
}
