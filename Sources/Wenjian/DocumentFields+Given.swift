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
      lowWeightRanges: document.lowWeightRanges.normalized(in: Array(document.text.utf8)))
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

extension [Range<Int>] {
  /// Ranges of bytes as a caller gives them, as the index wants them: in the text, of whole characters, ascending and apart.
  func normalized(in text: [UInt8]) -> [Range<Int>] {
    func isContinuation(_ offset: Int) -> Bool { offset < text.count && text[offset] & 0xC0 == 0x80 }
    var result: [Range<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
      var start = Swift.min(Swift.max(range.lowerBound, 0), text.count)
      var end = Swift.min(Swift.max(range.upperBound, 0), text.count)
      while start > 0, isContinuation(start) { start -= 1 }
      while isContinuation(end) { end += 1 }
      if let last = result.last, start <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<Swift.max(last.upperBound, end)
      } else if start < end {
        result.append(start..<end)
      }
    }
    return result
  }
}
