// What a caller of the library says of a document, on its way into the index.

import WenjianDocument
import WenjianModel
import WenjianSegment

extension DocumentFields {
  /// What a caller of the library gives.
  init(_ document: Document) {
    let line =
      document.title == nil ? TitleLine.find(in: Array(document.text.utf8.prefix(4096))) : TitleLine.empty
    self.init(
      key: document.key, title: document.title ?? line.text, titleByteRange: line.byteRange,
      lowWeightRanges: document.lowWeightRanges)
    work = LawVersions.work(ofTitle: title)
    if let title = document.title {
      metadata.title = Finding(title, .given, 1)
    } else if line.isFrontMatter {
      metadata.title = Finding(line.text, .frontMatter, 0.95)
    } else if !line.byteRange.isEmpty {
      // A first line is a rule, not a reading.
      metadata.title = Finding(line.text, .text(line.byteRange), 0.6)
    }
    metadata.fields = document.fields
    metadata.publicationDate = document.date.map { Finding($0, .given, 1) }
    metadata.signatureDate = document.signatureDate.map { Finding($0, .given, 1) }
    for (field, value) in [
      (.source, document.source), (.author, document.author), (.issuer, document.issuer),
      (.documentNumber, document.documentNumber), (.kind, document.kind), (.topic, document.topic),
    ] as [(DocumentField, String?)] {
      metadata[text: field] = value.flatMap { $0.isEmpty ? nil : Finding($0, .given, 1) }
    }
  }
}
