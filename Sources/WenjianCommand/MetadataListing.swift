// What a document says of itself, for people.

import Wenjian
import WenjianMessages
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
    if rows.isEmpty, fields.isEmpty {
      return output.writeLine(localized("\(displayKey(key)) says nothing of itself"))
    }
    for row in rows {
      let isRecorded = row.origin != .unrecorded
      let origin =
        isRecorded ? clauses([place(of: row), "\(Int((row.confidence * 100).rounded())) %"]) : place(of: row)
      output.writeLine(
        padded(localized(row.field.heading), to: 10) + displayText(of: row.value) + "  " + localized("(\(origin))"))
    }
    for name in fields.names {
      let values = fields.values(of: name).map { displayText(of: $0) }.joined(separator: ", ")
      output.writeLine(padded(displayText(of: name), to: 10) + values + "  " + localized("(\(localized("given")))"))
    }
  }

  private func place(of row: DocumentMetadata.Entry) -> String {
    switch row.origin {
    case .text(let range): localized("text, bytes \(range.lowerBound) to \(range.upperBound)")
    case .fileName: localized("file name")
    case .frontMatter: localized("front matter")
    case .property(let name): localized("property \(displayText(of: name))")
    case .given: localized("given")
    case .unrecorded: localized("origin not recorded")
    }
  }
}

extension DocumentField {
  /// What listings call it; fields of the user's own have the names that they gave them.
  fileprivate var heading: Message {
    switch self {
    case .key: "path"
    case .title: "title"
    case .publicationDate: "published"
    case .signatureDate: "signed"
    case .source: "source"
    case .author: "author"
    case .issuer: "issuer"
    case .documentNumber: "number"
    case .kind: "kind"
    case .topic: "topic"
    case .custom(let name): Message(format: "%1", arguments: [.text(displayText(of: name))])
    }
  }
}
