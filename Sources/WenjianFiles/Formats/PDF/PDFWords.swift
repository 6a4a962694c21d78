// What pdftotext writes with -bbox-layout: a page of HTML with pages, blocks, lines and words in their boxes.

import WenjianDocument

/// The words of a PDF, page by page in pdftotext's order of reading.
struct PDFWords {
  struct Line {
    var words: [PagePiece] = []
    /// Of its block.
    var blockRight: Double
  }

  struct Page {
    var width: Double
    var lines: [Line] = []
  }

  private(set) var pages: [Page] = []
  private(set) var properties: [DocumentProperty] = []

  init(_ output: [UInt8]) {
    output.withUnsafeBufferPointer { buffer in
      var reader = TagReader(buffer)
      var blockRight = 0.0
      while reader.next() {
        switch reader.name {
        case "page":
          let numbers = reader.numbers()
          pages.append(Page(width: numbers.first ?? 0))
        case "block": blockRight = reader.box()?.right ?? 0
        case "line":
          if !pages.isEmpty { pages[pages.count - 1].lines.append(Line(blockRight: blockRight)) }
        case "word":
          guard let box = reader.box(), let text = reader.text(), let page = pages.indices.last,
            let line = pages[page].lines.indices.last
          else { continue }
          pages[page].lines[line].words.append(PagePiece(text: text, box: box, size: box.height))
        case "title":
          if pages.isEmpty, let text = reader.text() { add(.title, text) }
        case "meta":
          let (name, content) = reader.meta()
          let fields: [String: DocumentProperty.Field] = [
            "Author": .author, "Subject": .subject, "Keywords": .keywords, "CreationDate": .created,
            "ModDate": .modified,
          ]
          if pages.isEmpty, let field = fields[name] { add(field, content) }
        default: break
        }
      }
    }
    for page in pages.indices { pages[page].lines.removeAll { $0.words.isEmpty } }
  }

  private mutating func add(_ field: DocumentProperty.Field, _ value: String) {
    if let property = DocumentProperty(field, trimming: value, .pdfInformation) { properties.append(property) }
  }
}

/// Steps over opening tags. What pdftotext writes is no XML that a parser would take: control characters stand in it.
private struct TagReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// Of the present tag, and of what is between its name and its end.
  private(set) var name = ""
  private var attributes: Range<Int> = 0..<0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Bool {
    while let start = find("<", from: at) {
      at = start + 1
      guard at < bytes.count, bytes[at] >= UInt8(ascii: "a"), bytes[at] <= UInt8(ascii: "z"),
        let end = find(">", from: at)
      else { continue }
      var nameEnd = at
      while nameEnd < end, bytes[nameEnd] > 0x20, bytes[nameEnd] != UInt8(ascii: "/") { nameEnd += 1 }
      name = String(decoding: bytes[at..<nameEnd], as: UTF8.self)
      attributes = nameEnd..<end
      at = end + 1
      return true
    }
    return false
  }

  private func find(_ character: Character, from start: Int) -> Int? {
    guard let byte = character.asciiValue else { return nil }
    var at = start
    while at < bytes.count {
      if bytes[at] == byte { return at }
      at += 1
    }
    return nil
  }

  /// The values of the attributes that are numbers.
  func numbers() -> [Double] {
    var numbers: [Double] = []
    var at = attributes.lowerBound
    while at < attributes.upperBound {
      guard bytes[at] == UInt8(ascii: "\"") else {
        at += 1
        continue
      }
      at += 1
      var value = 0.0
      var scale = 0.0
      var isNegative = false
      while at < attributes.upperBound, bytes[at] != UInt8(ascii: "\"") {
        switch bytes[at] {
        case UInt8(ascii: "-"): isNegative = true
        case UInt8(ascii: "."): scale = 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
          value = value * 10 + Double(bytes[at] - UInt8(ascii: "0"))
          scale *= 10
        default: break
        }
        at += 1
      }
      at += 1
      if scale > 1 { value /= scale }
      numbers.append(isNegative ? -value : value)
    }
    return numbers
  }

  func box() -> PageBox? {
    let numbers = numbers()
    guard numbers.count == 4, numbers.allSatisfy({ $0.isFinite }) else { return nil }
    return PageBox(left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3])
  }

  /// What is between the present tag and the next one.
  func text() -> String? {
    guard let end = find("<", from: at) else { return nil }
    return Self.unescaped(bytes[at..<end])
  }

  /// The name and the content of a `meta`.
  func meta() -> (name: String, content: String) {
    let parts = bytes[attributes].split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    // name=, the name, content=, the content, the end.
    guard parts.count > 3 else { return ("", "") }
    return (String(decoding: parts[1], as: UTF8.self), Self.unescaped(parts[3]))
  }

  private static let entities: [(String, Character)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"),
  ]

  private static func unescaped(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      if let (name, character) = entities.first(where: { rest.hasPrefix($0.0) }) {
        result.append(character)
        rest = rest.dropFirst(name.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }
}
