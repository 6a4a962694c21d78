// Documents and what is in them, found by comparing element by element: the slow obvious version of this library.

import Wenjian
import WenjianModel
import WenjianSearch
import WenjianStream
import WenjianTestSupport

/// A document as the oracle sees it.
struct OracleText {
  let key: String
  let date: CivilDate?
  let text: String
  let utf8: [UInt8]
  let items: [AnalysisSink.Item]

  init(_ index: Index, _ document: Document) throws {
    key = document.key
    date = document.date
    text = try index.text(of: document.key)
    utf8 = Array(text.utf8)
    items = analyze(text).items
  }

  /// Where a string is, as positions.
  func occurrences(of string: String) -> [Range<Int>] {
    let wanted = analyzeQuery(string).map(\.element)
    guard !wanted.isEmpty, wanted.count <= items.count else { return [] }
    return (0...(items.count - wanted.count)).filter { start in
      wanted.indices.allSatisfy { items[start + $0].element == wanted[$0] }
    }.map { $0..<($0 + wanted.count) }
  }

  func byteRange(of positions: Range<Int>) -> Range<Int> {
    items[positions.lowerBound].byteRange.lowerBound..<items[positions.upperBound - 1].byteRange.upperBound
  }

  func string(_ range: Range<Int>) -> String { String(decoding: utf8[range], as: UTF8.self) }
}

/// An index and the documents that are in it.
struct ConcordanceTrial {
  let directory = TemporaryDirectory()
  let index: Index
  let texts: [OracleText]

  /// - Parameter commitSize: documents in each commit.
  init(_ documents: [Document], commitSize: Int = .max) throws {
    let writer = try IndexWriter(at: directory("index"))
    for (number, document) in documents.enumerated() {
      try writer.add(document)
      if number % commitSize == commitSize - 1 { try writer.commit() }
    }
    try writer.commit()
    let index = try Index(at: directory("index"))
    self.index = index
    texts = try documents.map { try OracleText(index, $0) }.sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
  }

  /// Random documents with dates, and strings to look for in them.
  static func random(_ generator: inout SeededGenerator) throws -> (trial: ConcordanceTrial, strings: [String]) {
    var random = RandomText(generator)
    let documents = (0..<generator.int(3...12)).map { number in
      var document = Document(
        key: "\(generator.int(0...3))/\(number)", text: random.document(pieces: generator.int(0...200)))
      if !generator.oneIn(4) {
        document.date = CivilDate(
          number: UInt32(20_100_000 + generator.int(0...4) * 10_000 + generator.int(1...12) * 100 + 1))
      }
      document.issuer = generator.pick([nil, "国务院", "國務院", "教育部"])
      return document
    }
    let texts = documents.map(\.text)
    var strings = ["第一书记", "的", "2016"]
    for _ in 0..<6 { if let string = random.cut(from: texts, scalars: 1...5) { strings.append(string) } }
    let commitSize = generator.pick([1, 3, 100])
    generator = random.generator
    return (try ConcordanceTrial(documents, commitSize: commitSize), strings.filter { !analyzeQuery($0).isEmpty })
  }
}

/// A string in quotation marks, as the query language reads it; nil where it cannot be quoted.
func quotedQuery(_ string: String) -> String? {
  let marks = "\"“”＂\\？?*＊「」『』".unicodeScalars
  if string.unicodeScalars.contains(where: { marks.contains($0) || $0.value < 0x20 }) { return nil }
  return "\"" + string + "\""
}

extension OracleText {
  /// The words or elements of the text, none of which crosses a paragraph; barriers are nil.
  func tokens(ofWords: Bool) throws -> [Range<Int>?] {
    let starts = try wordStarts(items.map(\.element))
    var tokens: [Range<Int>?] = []
    for (position, item) in items.enumerated() {
      if item.element == .barrier {
        tokens.append(nil)
      } else if ofWords, !starts[position], let last = tokens.last, let token = last {
        tokens[tokens.count - 1] = token.lowerBound..<(position + 1)
      } else {
        tokens.append(position..<(position + 1))
      }
    }
    return tokens
  }

  /// As it is matched, with a blank between two runs of letters.
  func folded(_ positions: Range<Int>) -> String {
    var text = ""
    var isRun = false
    for item in items[positions] {
      var isNext = false
      if case .run = item.element { isNext = true }
      text += (isRun && isNext ? " " : "") + item.element.text
      isRun = isNext
    }
    return text
  }

  func hasLetters(_ positions: Range<Int>) -> Bool {
    items[positions].contains { item in
      if case .run = item.element { return true }
      return item.element.text.unicodeScalars.contains { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || scalar.properties.generalCategory == .privateUse
      }
    }
  }
}
