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
    json.object { json in
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
