// What a document says of itself, for people.

import Wenjian
import WenjianText

/// The fields of a document's metadata that it has.
struct MetadataListing {
  private let key: String
  private let rows: [DocumentMetadata.Entry]
  private let fields: CustomFields

  init(_ metadata: DocumentMetadata, key: String) {
    self.key = key
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
}
