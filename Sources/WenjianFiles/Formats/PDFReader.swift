// PDF, through poppler's pdftotext as a process: a PDF reader is large, and meets files made to break it.

import Glibc
import WenjianDocument

package struct PDFReader: DocumentReader {
  package static let format = DocumentFormat(
    "PDF", ["pdf"], .binary,
    // poppler-data holds the tables of Chinese fonts that are not in the file.
    program: RequiredProgram(name: "pdftotext", package: "poppler-utils poppler-data"))

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    // Mail programs and servers put lines before it.
    head.bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      var at = 0
      let end = min(bytes.count, 1024)
      while at < end, let sign = memchr(base + at, Int32(UInt8(ascii: "%")), end - at) {
        at = base.distance(to: UnsafeRawPointer(sign))
        if bytes[at...].starts(with: "%PDF-".utf8) { return true }
        at += 1
      }
      return false
    }
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    guard let program = Self.format.program else { preconditionFailure("PDF is read by a program") }
    let converter = ChildProgram(required: program, arguments: ["-enc", "UTF-8", "-htmlmeta", "-", "-"])
    let result = try converter.run(on: try source.content.all(), limits: context.limits)
    var page = PDFText(result.output)
    if page.isBlank {
      if result.errors.contains("ncorrect password") { throw .encrypted }
      // A whole file without text is a scan; one that could not be read has no pages.
      guard result.exitStatus == 0 else {
        throw .programFailed(program: program.name, message: Self.firstLine(result.errors))
      }
      throw page.pageCount > 0 ? .noText : .damaged("no page can be read")
    }
    page.text.append(0x0A)
    var document = ExtractedDocument(text: page.text)
    document.properties = page.properties
    if result.exitStatus != 0 {
      document.damage.append(
        TextDamage(.missingParts, count: 1, detail: Self.firstLine(result.errors)))
    } else if result.errors.contains("Missing language pack") {
      document.damage.append(
        TextDamage(.missingParts, count: 1, detail: "characters of Chinese fonts; install poppler-data"))
    }
    if page.blankPages > 0 {
      document.damage.append(
        TextDamage(
          .missingParts, count: page.blankPages,
          detail: "\(page.blankPages) of \(page.pageCount) pages have no text"))
    }
    try emit(.document(document))
  }

  static func firstLine(_ text: String) -> String {
    String(text.split(whereSeparator: \.isNewline).first.map { $0.prefix(200) } ?? "it said nothing")
  }
}

/// What pdftotext wrote: a page of HTML around the text.
private struct PDFText {
  var text: [UInt8] = []
  var properties: [DocumentProperty] = []
  /// A form feed ends each page.
  var pageCount = 0
  var blankPages = 0

  var isBlank: Bool { text.isEmpty }

  init(_ output: [UInt8]) {
    let open = Array("<pre>\n".utf8)
    let close = Array("</pre>".utf8)
    guard let start = output.firstPlace(of: open, from: 0) else { return }
    let end = output.lastPlace(of: close) ?? output.count
    readHead(String(decoding: output[..<start], as: UTF8.self))
    guard start + open.count <= end else { return }
    for page in output[(start + open.count)..<end].split(separator: 0x0C, omittingEmptySubsequences: false) {
      pageCount += 1
      let isBlank = page.allSatisfy { $0 <= 0x20 }
      if isBlank { blankPages += 1 } else { text += unescaped(page) }
    }
    // Behind the last form feed is nothing.
    if output[start..<end].contains(0x0C) {
      pageCount -= 1
      blankPages -= 1
    }
    while let last = text.last, last <= 0x20 { text.removeLast() }
  }

  private func unescaped(_ page: ArraySlice<UInt8>) -> [UInt8] {
    guard page.contains(UInt8(ascii: "&")) else { return Array(page) }
    return Array(Self.unescaped(String(decoding: page, as: UTF8.self)).utf8)
  }

  private static let entities: [(String, Character)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"),
  ]

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      if let (name, character) = entities.first(where: { rest.hasPrefix($0.0) }) {
        result.append(character)
        rest = rest.dropFirst(name.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  private mutating func readHead(_ head: String) {
    if let start = head.place(behind: "<title>"), let end = head[start...].place(before: "</title>") {
      add(.title, head[start..<end])
    }
    for (name, field) in [
      ("Author", DocumentProperty.Field.author), ("Subject", .subject), ("Keywords", .keywords),
      ("CreationDate", .created), ("ModDate", .modified),
    ] {
      guard let start = head.place(behind: "<meta name=\"\(name)\" content=\""),
        let end = head[start...].firstIndex(of: "\"")
      else { continue }
      add(field, head[start..<end])
    }
  }

  private mutating func add(_ field: DocumentProperty.Field, _ value: Substring) {
    if let property = DocumentProperty(field, trimming: Self.unescaped(String(value)), .pdfInformation) {
      properties.append(property)
    }
  }
}

extension StringProtocol {
  fileprivate func place(behind mark: String) -> Index? {
    indices.first { self[$0...].hasPrefix(mark) }.map { index($0, offsetBy: mark.count) }
  }

  fileprivate func place(before mark: String) -> Index? { indices.first { self[$0...].hasPrefix(mark) } }
}

extension [UInt8] {
  fileprivate func firstPlace(of part: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + part.count <= count {
      if self[at] == part[0], self[at..<(at + part.count)].elementsEqual(part) { return at }
      at += 1
    }
    return nil
  }

  fileprivate func lastPlace(of part: [UInt8]) -> Int? {
    var at = count - part.count
    while at >= 0 {
      if self[at] == part[0], self[at..<(at + part.count)].elementsEqual(part) { return at }
      at -= 1
    }
    return nil
  }
}
