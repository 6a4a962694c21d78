// HTML, as a file and as what other formats hold.

enum WebPageWriting {
  static let writers: [DocumentWriter] = [
    DocumentWriter("html", features) { document in
      let endings = ["html", "htm", "html", "htm", "shtml", "jhtml", "aspx", "jsp", "php"]
      return WrittenDocument(
        "a." + document.variant.pick(endings), WebPageMarkup(document, isXML: false).encodedPage,
        ExpectedText(document))
    },
    DocumentWriter("xhtml", features) { document in
      WrittenDocument("a.xhtml", WebPageMarkup(document, isXML: true).page, ExpectedText(document))
    },
    DocumentWriter("epub", features) { document in
      WrittenDocument("a.epub", book(document), ExpectedText(document))
    },
    DocumentWriter("mht", features) { document in
      WrittenDocument(
        document.variant.pick(["a.mht", "a.mhtml", "a.doc", "a.html"]), webArchive(document), ExpectedText(document)
      )
    },
  ]

  static let features: Set<DocumentFeature> = [
    .heading, .listItem, .table, .emptyParagraph, .cellParagraphs, .style, .softBreakInTitle, .wrap, .note, .split,
    .ruby,
  ]

  /// A chapter for every three blocks.
  private static func book(_ document: StructuredDocument) -> [UInt8] {
    var chapters: [String] = []
    for start in stride(from: 0, to: document.blocks.count, by: 3) {
      var part = document
      part.blocks = Array(document.blocks[start..<min(start + 3, document.blocks.count)])
      chapters.append(WebPageMarkup(part, isXML: true).page)
    }
    let items = chapters.indices.map {
      "<item id=\"c\($0)\" href=\"text/\($0).xhtml\" media-type=\"application/xhtml+xml\"/>"
    }
    let spine = chapters.indices.map { "<itemref idref=\"c\($0)\"/>" }
    let package =
      "<?xml version=\"1.0\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><metadata/><manifest>"
      + items.joined() + "</manifest><spine>" + spine.joined() + "</spine></package>"
    return StoredZip.make(
      [
        ("mimetype", "application/epub+zip"),
        (
          "META-INF/container.xml",
          "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"
        ), ("OEBPS/book.opf", package),
      ] + chapters.enumerated().map { ("OEBPS/text/\($0.offset).xhtml", $0.element) })
  }

  /// A page with its picture, as a browser saves them in one file (RFC 2557).
  private static func webArchive(_ document: StructuredDocument) -> [UInt8] {
    let page = WebPageMarkup(document, isXML: false).page
    let isBase64 = document.variant % 2 == 0
    let lines = [
      "From: <Saved by Blink>", "Snapshot-Content-Location: http://a.cn/1.html", "Subject: =?utf-8?Q?a?=",
      "MIME-Version: 1.0", "Content-Type: multipart/related;", "\ttype=\"text/html\";", "\tboundary=\"----=_Next\"",
      "",
      "", "------=_Next", "Content-Type: text/html; charset=\"utf-8\"",
      "Content-Transfer-Encoding: \(isBase64 ? "base64" : "quoted-printable")",
      "Content-Location: http://a.cn/1.html",
      "", isBase64 ? TransferEncoding.base64(page) : TransferEncoding.quotedPrintable(page), "------=_Next",
      "Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-Location: http://a.cn/1.png", "",
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", "------=_Next--", "",
    ]
    return Array(lines.joined(separator: "\r\n").utf8)
  }
}

/// The ways in which mail carries bytes (RFC 2045).
enum TransferEncoding {
  static func base64(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
    let bytes = Array(text.utf8)
    var result = String.UnicodeScalarView()
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let value = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
      for digit in 0..<4 {
        result.append(digit <= part.count ? alphabet[value >> (18 - 6 * digit) & 63] : "=")
      }
      if start / 3 % 19 == 18 { result.append(contentsOf: "\r\n".unicodeScalars) }
    }
    return String(result)
  }

  static func quotedPrintable(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    var column = 0
    for byte in text.utf8 {
      if byte == 0x0A {
        result += "\r\n"
        column = 0
        continue
      }
      let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
      if column + 3 > 75 {
        result += "=\r\n"
        column = 0
      }
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
        column += 1
      } else {
        result += "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        column += 3
      }
    }
    return result
  }
}
