// What a document says of itself, for people and as JSON.

import Wenjian
import WenjianText

/// The fields of a document's metadata that it has, by the names of the JSON.
struct MetadataListing {
  private let key: String
  private let title: String
  private let rows: [DocumentMetadata.Entry]
  private let fields: CustomFields

  /// - Parameter title: what results show, also of a document without a title.
  init(_ metadata: DocumentMetadata, key: String, title: String) {
    self.key = key
    self.title = title
    rows = metadata.entries
    fields = metadata.fields
  }

  func write(to output: Output) {
    if rows.isEmpty, fields.isEmpty { return output.writeLine("\(displayKey(key)) says nothing of itself") }
    for row in rows {
      let isRecorded = row.origin != .unrecorded
      let sure = isRecorded ? ", \(Int((row.confidence * 100).rounded())) %" : ""
      output.writeLine(
        padded(row.field.label, to: 10) + displayText(of: row.value) + "  (" + place(of: row) + sure + ")")
    }
    for name in fields.names {
      let values = fields.values(of: name).map { displayText(of: $0) }.joined(separator: ", ")
      output.writeLine(padded(displayText(of: name), to: 10) + values + "  (given)")
    }
  }

  private func place(of row: DocumentMetadata.Entry) -> String {
    switch row.origin {
    case .text(let range): return "text, bytes \(range.lowerBound) to \(range.upperBound)"
    case .fileName: return "file name"
    case .frontMatter: return "front matter"
    case .property(let name): return "property " + displayText(of: name)
    case .given: return "given"
    case .unrecorded: return "origin not recorded"
    }
  }

  func writeJSON(to output: Output) {
    JSONWriter.write(to: output) { json in
      json.field("key", key)
      json.field("shownTitle", title)
      json.object("metadata") { json in
        for row in rows {
          json.object(row.field.name) { json in
            json.field("value", row.value)
            json.field("origin", row.origin.name)
            if case .property(let name) = row.origin { json.field("property", name) }
            json.field("confidence", row.confidence)
            if let range = row.byteRange {
              json.object("byteRange") { json in
                json.field("start", range.lowerBound)
                json.field("end", range.upperBound)
              }
            }
          }
        }
      }
      json.write(fields)
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
