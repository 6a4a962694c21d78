// Web pages with all that belongs to them in one file, as browsers save them (RFC 2557).

import WenjianText

package struct WebArchiveReader: DocumentReader {
  package static let format = DocumentFormat("archived web page", ["mht", "mhtml"], .binary)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    guard let headers = MailHead(head.bytes), headers.says("mime-version") else { return false }
    return headers.isWebArchive
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let message = MailMessage(try source.content.all())
    let pages = message.leaves.filter { $0.mediaType == "text/html" || $0.mediaType == "application/xhtml+xml" }
    guard let first = pages.first else {
      let text = message.leaves.first { $0.mediaType == "text/plain" && !$0.isAttachment }
      guard let text else { throw .damaged("no page is in it") }
      let decoded = try TextDecoder.decode(text.content(), declared: text.charset)
      var document = ExtractedDocument(text: decoded.text)
      document.damage = decoded.damage
      return try emit(.document(document))
    }
    var document = try ExtractedDocument(page: first.content(), charset: first.charset)
    for frame in pages.dropFirst() {
      // A frame without text is a counter or an advertisement.
      guard let page = try? ExtractedDocument(page: frame.content(), charset: frame.charset), !page.text.isEmpty
      else { continue }
      document.append(page)
    }
    if document.text.isEmpty { throw .noText(document.damage) }
    document.addPageTitle()
    try emit(.document(document))
  }
}

/// The first headers of a file that may be a message.
struct MailHead {
  private var values: [String: String] = [:]

  /// - Parameter head: of a file.
  /// - Returns: nil when it does not begin with headers.
  init?(_ head: [UInt8]) {
    var rest = head[...]
    if rest.starts(with: "\u{FEFF}".utf8) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == "\r" || $0 == "\n" }
    // Of nearly every file this is all that is looked at.
    guard let first = rest.first, HTMLTokenizer.isLetter(first) else { return nil }
    var name = ""
    for line in rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if line.isEmpty { break }
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
        values[name, default: ""] += " " + String(decoding: line.prefix(400), as: UTF8.self)
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy({ HTMLTokenizer.isLetter($0) || $0 == UInt8(ascii: "-") })
      else { break }
      name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      values[name] = String(decoding: line[(colon + 1)...].prefix(400), as: UTF8.self)
    }
    if values.isEmpty { return nil }
  }

  func says(_ name: String) -> Bool { values[name] != nil }

  /// A page with what belongs to it, and sent to nobody.
  var isWebArchive: Bool {
    let type = values["content-type", default: ""].lowercased()
    let isPage = ["multipart/related", "multipart/alternative", "text/html"].contains { type.contains($0) }
    let sender = values["from", default: ""]
    let isSaved = says("snapshot-content-location") || sender.contains("Saved by")
    return isSaved || (isPage && !sender.contains("@") && !["received", "to", "message-id"].contains { says($0) })
  }

  /// At least three of what every mail has.
  var isMail: Bool {
    ["from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path", "content-type"]
      .count { says($0) } >= 3
  }
}
