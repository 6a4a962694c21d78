// What a document is made of and says of itself.

public import Wenjian
import WenjianText

/// The divisions of a document, as `show --outline` in JSON.md.
public struct OutlineAnswer: JSONWritable {
  let key: String
  package let divisions: [Division]
  /// In which line each division begins, from 1.
  package let lines: [Int]

  /// - Parameters:
  ///   - divisions: in the order of the text.
  ///   - text: the whole text of the document.
  public init(key: String, _ divisions: [Division], text: String) {
    self.key = key
    self.divisions = divisions
    lines = lineNumbers(of: divisions.map(\.byteRange.lowerBound), in: text)
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("key", key)
      json.objects("divisions", Array(zip(divisions, lines))) { json, row in
        let (division, line) = row
        json.object("heading") { $0.write(division.heading) }
        json.field("depth", division.depth)
        json.field("line", line)
        json.byteRange("range", division.byteRange)
        if let citation = division.citation { json.field("citation", citation) }
      }
    }
  }
}

/// The number of the line that each place lies in, from 1.
/// - Parameter places: UTF-8 bytes, ascending.
private func lineNumbers(of places: [Int], in text: String) -> [Int] {
  let bytes = Array(text.utf8)
  var line = 1
  var at = 0
  return places.map { place in
    while at < min(place, bytes.count) {
      if bytes[at] == "\n" { line += 1 }
      at += 1
    }
    return line
  }
}

/// What a document says of itself, as `show --metadata` in JSON.md.
public struct MetadataAnswer: JSONWritable {
  package let key: String
  let title: String
  package let metadata: DocumentMetadata

  /// - Parameter title: what results show, also of a document without a title.
  public init(key: String, title: String, _ metadata: DocumentMetadata) {
    self.key = key
    self.title = title
    self.metadata = metadata
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { writeMembers(to: &$0) }
  }

  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.field("key", key)
    json.field("shownTitle", title)
    json.object("metadata") { json in
      for entry in metadata.entries {
        json.object(entry.field.name) { json in
          json.field("value", entry.value)
          json.field("origin", entry.origin.name)
          if case .property(let name) = entry.origin { json.field("property", name) }
          json.field("confidence", entry.confidence)
          if let range = entry.byteRange { json.byteRange("byteRange", range) }
        }
      }
    }
    json.write(metadata.fields)
  }
}

/// A document with its text, as `show` in JSON.md.
public struct DocumentAnswer: JSONWritable {
  let metadata: MetadataAnswer
  let text: String
  let parts: [Range<Int>]
  let occurrences: [TextRange]?

  /// - Parameters:
  ///   - text: the whole text of the document.
  ///   - parts: what of it is told, in UTF-8 bytes, ascending; whole characters.
  ///   - occurrences: where a query occurs; nil when none was asked. Those in the parts are told.
  public init(_ metadata: MetadataAnswer, text: String, parts: [Range<Int>], occurrences: [TextRange]? = nil) {
    self.metadata = metadata
    self.text = text
    self.parts = parts
    self.occurrences = occurrences
  }

  public func write(to json: inout JSONWriter) throws {
    let bytes = Array(text.utf8)
    json.object { json in
      metadata.writeMembers(to: &json)
      json.objects("parts", parts) { json, part in
        let part = part.clamped(to: 0..<bytes.count)
        json.byteRange("range", part)
        json.field("text", String(decoding: bytes[part], as: UTF8.self))
      }
      if let occurrences {
        let told = occurrences.filter { range in
          parts.contains { $0.lowerBound <= range.start.utf8 && range.end.utf8 <= $0.upperBound }
        }
        json.field("occurrences", told.count)
        json.objects("ranges", told) { $0.write($1) }
      }
    }
  }
}

extension FieldOrigin {
  fileprivate var name: String {
    switch self {
    case .text: "text"
    case .fileName: "fileName"
    case .frontMatter: "frontMatter"
    case .property: "property"
    case .given: "given"
    case .unrecorded: "unrecorded"
    }
  }
}

/// The stored text of a document, or a part of it, as the operation `text` in JSON.md.
public struct TextAnswer: JSONWritable {
  let key: String
  let text: String

  public init(key: String, text: String) {
    self.key = key
    self.text = text
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("key", key)
      json.field("text", text)
    }
  }
}

/// Where a query occurs in a document, as the operation `occurrences` in JSON.md.
public struct OccurrencesAnswer: JSONWritable {
  let key: String
  let ranges: [TextRange]

  public init(key: String, _ ranges: [TextRange]) {
    self.key = key
    self.ranges = ranges
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("key", key)
      json.field("occurrences", ranges.count)
      json.objects("ranges", ranges) { $0.write($1) }
    }
  }
}
