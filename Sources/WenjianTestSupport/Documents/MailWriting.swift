// Mail as it is saved (RFC 5322): the subject, and a body in one form or two.

enum MailWriting {
  static let writer = DocumentWriter("eml", [.wrap, .sentenceEnd]) { document in
    var body = document
    let subject = body.blocks.removeFirst().paragraphs.first?.visible ?? ""
    let expected = ExpectedText(document)
    var lines = [
      "From: a@a.cn", "To: b@b.cn",
      "Subject: =?utf-8?B?\(TransferEncoding.base64(subject).replacing("\r\n", with: ""))?=",
      "Date: Sat, 2 Jan 2016 08:00:00 +0800", "MIME-Version: 1.0",
    ]
    let plain = PlainTextWriting.text(body, gap: "\n\n")
    let page = WebPageMarkup(body, isXML: false).page
    switch document.variant % 3 {
    case 0: lines += part(plain, "plain", document.variant)
    case 1: lines += part(page, "html", document.variant)
    default:
      lines += ["Content-Type: multipart/alternative; boundary=\"b1\"", "", "--b1"]
      lines += part(plain, "plain", document.variant)
      lines += ["--b1"] + part(page, "html", document.variant / 2) + ["--b1--"]
    }
    return WrittenDocument("a.eml", lines.joined(separator: "\r\n") + "\r\n", expected)
  }

  private static func part(_ text: String, _ kind: String, _ variant: Int) -> [String] {
    let isBase64 = variant % 2 == 0
    return [
      "Content-Type: text/\(kind); charset=\"utf-8\"",
      "Content-Transfer-Encoding: \(isBase64 ? "base64" : "quoted-printable")", "",
      isBase64 ? TransferEncoding.base64(text) : TransferEncoding.quotedPrintable(text),
    ]
  }
}
