// Mail as it is saved: subject and text are a document, what is attached is read by its own readers.

import WenjianDocument
import WenjianText

package struct MailReader: DocumentReader {
  package static let format = DocumentFormat("mail", ["eml"], .binary)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    guard let headers = MailHead(head.bytes) else { return false }
    return headers.isMail && !(headers.says("mime-version") && headers.isWebArchive)
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let message = MailMessage(try source.content.all())
    var parts = MailParts()
    parts.take(message)
    var document = parts.document(subject: message.text(of: "subject") ?? "")
    document.properties = Self.properties(message)
    if document.text.isEmpty {
      if parts.attachments.isEmpty { throw .noText(document.damage) }
    } else {
      document.takeCensus()
      try emit(.document(document))
    }
    guard !parts.attachments.isEmpty else { return }
    var members = try ArchiveMembers(source, context)
    defer { members.leave() }
    for (index, part) in parts.attachments.enumerated() {
      let isMessage = part.mediaType == "message/rfc822"
      let name = part.fileName ?? (isMessage ? "\(index + 1).eml" : "\(index + 1)")
      try members.read(name, emit: emit) { () throws(ReadFailure) in
        let bytes = part.content()
        try context.spend(bytes.count)
        return bytes
      }
    }
  }

  private static func properties(_ message: MailMessage) -> [DocumentProperty] {
    var properties: [DocumentProperty] = []
    func add(_ field: DocumentProperty.Field, _ value: String?) {
      if let value, !value.isEmpty { properties.append(DocumentProperty(field, value, .packageMetadata)) }
    }
    add(.title, message.text(of: "subject"))
    add(.published, message.text(of: "date").flatMap(MailWords.date))
    // 张三 <zhang@a.cn>
    let sender = message.text(of: "from").map { from in
      let name = from.prefix { $0 != "<" }.filter { $0 != "\"" }.split { $0.isWhitespace }.joined(separator: " ")
      return name.isEmpty ? from.filter { $0 != "<" && $0 != ">" } : name
    }
    add(.author, sender)
    return properties
  }
}

/// The parts of a mail by what they are.
private struct MailParts {
  var attachments: [MailMessage] = []
  private var texts: [MailMessage] = []

  mutating func take(_ part: MailMessage) {
    guard part.parts.isEmpty else {
      if part.mediaType == "multipart/alternative", let best = Self.best(part.parts) {
        // One text in several forms.
        take(best)
        for other in part.parts.flatMap(\.leaves) where other.isAttachment { attachments.append(other) }
      } else {
        for inner in part.parts { take(inner) }
      }
      return
    }
    if !part.isAttachment, part.mediaType == "text/html" || part.mediaType == "text/plain" {
      texts.append(part)
    } else if part.fileName != nil || part.isAttachment || part.mediaType == "message/rfc822"
      || part.mediaType.hasPrefix("text/")
    {
      attachments.append(part)
    }
  }

  /// The page, or what holds it; else the last, which is the richest by the rules of mail.
  private static func best(_ parts: [MailMessage]) -> MailMessage? {
    let filled = parts.filter { part in
      part.leaves.contains { ($0.mediaType.hasPrefix("text/")) && $0.content().contains { $0 > 0x20 } }
    }
    return filled.last { part in part.leaves.contains { $0.mediaType == "text/html" } } ?? filled.last ?? parts.last
  }

  /// The subject, a paragraph of its own, and the texts below it.
  func document(subject: String) -> ExtractedDocument {
    var title = Array(subject.utf8)
    MarkedText.clean(&title)
    var document = ExtractedDocument(text: title)
    for part in texts {
      do throws(ReadFailure) {
        if part.mediaType == "text/html" {
          document.append(try ExtractedDocument(page: part.content(), charset: part.charset, isInBook: true))
        } else {
          let decoded = try TextDecoder.decode(part.content(), declared: part.charset)
          var text = ExtractedDocument(text: decoded.text)
          text.damage = decoded.damage
          document.append(text)
        }
      } catch {
        guard error != .empty else { continue }
        document.damage.append(TextDamage(.missingParts, count: 1, detail: "a part of the mail: \(error)"))
      }
    }
    return document
  }
}
