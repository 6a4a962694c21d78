// What a caller of the library says of a document, on its way into the index.

import WenjianDocument
import WenjianModel
package import WenjianSegment
import WenjianText

extension Document {
  /// As a writer takes it.
  package var prepared: (fields: DocumentFields, text: [UInt8]) {
    var bytes = Array(text.utf8)
    MarkedText.clean(&bytes)
    return (DocumentFields(self, text: bytes), bytes)
  }
}

extension DocumentFields {
  /// What a caller of the library gives, and what its text says besides.
  /// - Parameter text: of the document, as it is indexed.
  init(_ document: Document, text: [UInt8]) {
    var lowWeightRanges = document.lowWeightRanges.normalized(in: text)
    if document.findsMetadata {
      if lowWeightRanges.isEmpty { lowWeightRanges = BoilerplateLines.find(in: text) }
      var metadata = MetadataFinder.find(in: text, path: document.key, lowWeightRanges: lowWeightRanges)
      metadata.take(document)
      self.init(key: document.key, text: text, lowWeightRanges: lowWeightRanges, metadata: metadata)
    } else {
      self.init(given: document, text: text, lowWeightRanges: lowWeightRanges)
    }
  }

  private init(given document: Document, text: [UInt8], lowWeightRanges: [Range<Int>]) {
    let line = document.title == nil ? TitleLine.find(in: Array(text.prefix(4096))) : TitleLine.empty
    self.init(
      key: document.key, title: document.title ?? line.text, titleByteRange: line.byteRange,
      lowWeightRanges: lowWeightRanges)
    work = LawVersions.work(ofTitle: title)
    if line.isFrontMatter {
      metadata.title = Finding(line.text, .frontMatter, 0.95)
    } else if !line.byteRange.isEmpty {
      // A first line is a rule, not a reading.
      metadata.title = Finding(line.text, .text(line.byteRange), 0.6)
    }
    metadata.take(document)
  }
}

extension DocumentMetadata {
  /// What is given takes the place of what was found; what is given as empty takes it away.
  fileprivate mutating func take(_ document: Document) {
    fields = document.fields
    if let date = document.date { publicationDate = Finding(date, .given, 1) }
    if let date = document.signatureDate { signatureDate = Finding(date, .given, 1) }
    for (field, value) in [
      (.title, document.title), (.source, document.source), (.author, document.author), (.issuer, document.issuer),
      (.documentNumber, document.documentNumber), (.kind, document.kind), (.topic, document.topic),
    ] as [(DocumentField, String?)] {
      if let value { self[text: field] = value.isEmpty ? nil : Finding(value, .given, 1) }
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
