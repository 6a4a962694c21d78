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
    // With the boxes of lines and words: where a paragraph ends is not to be seen from the text alone.
    let converter = ChildProgram(required: program, arguments: ["-enc", "UTF-8", "-bbox-layout", "-", "-"])
    var limits = context.limits
    // A word comes with some 100 bytes of markup.
    limits.maximumFileBytes *= 8
    let result = try converter.run(on: try source.content.all(), limits: limits)
    let words = PDFWords(result.output)
    let blankPages = words.pages.count { $0.lines.isEmpty }
    if blankPages == words.pages.count {
      if result.errors.contains("ncorrect password") { throw .encrypted }
      // A whole file without text is a scan; one that could not be read has no pages.
      guard result.exitStatus == 0 else {
        throw .programFailed(program: program.name, message: Self.firstLine(result.errors))
      }
      throw words.pages.isEmpty ? .damaged("no page can be read") : .noText
    }
    let text = PageText(PDFLayout.pages(words))
    if text.text.count > context.limits.maximumFileBytes {
      throw .tooLarge(byteCount: text.text.count, limit: context.limits.maximumFileBytes)
    }
    var document = ExtractedDocument(text: text.text)
    document.lowWeightRanges = text.lowWeightRanges
    document.properties = words.properties
    if result.exitStatus != 0 {
      document.damage.append(
        TextDamage(.missingParts, count: 1, detail: Self.firstLine(result.errors)))
    } else if result.errors.contains("Missing language pack") {
      document.damage.append(
        TextDamage(.missingParts, count: 1, detail: "characters of Chinese fonts; install poppler-data"))
    }
    if blankPages > 0 {
      document.damage.append(
        TextDamage(
          .missingParts, count: blankPages,
          detail: "\(blankPages) of \(words.pages.count) pages have no text"))
    }
    try emit(.document(document))
  }

  static func firstLine(_ text: String) -> String {
    String(text.split(whereSeparator: \.isNewline).first.map { $0.prefix(200) } ?? "it said nothing")
  }
}
