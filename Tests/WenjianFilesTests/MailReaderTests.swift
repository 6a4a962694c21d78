// Mail and archived pages: what is carried in parts.

import Testing
import WenjianTestSupport
import WenjianText

@testable import WenjianFiles

private func bytes(_ message: String) -> [UInt8] { Array(message.replacing("\n", with: "\r\n").utf8) }

private func shown(_ document: ExtractedDocument?) -> String? {
  document.map { String(decoding: $0.shownText, as: UTF8.self) }
}

@Suite("Mail")
struct MailReaderTests {
  @Test("has its subject, sender and date, and each text once")
  func alternatives() {
    let mail = """
      From: =?gb2312?B?1cXI/Q==?= <zhang@example.org>
      Subject: =?utf-8?B?6am75p2R56ys5LiA5Lmm?=
       =?utf-8?B?6K6w5ZCN5Y2V?=
      Date: Sat, 2 Jan 2016 08:00:00 +0800
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary="b 1"

      --b 1
      Content-Type: text/plain; charset=utf-8

      请查收。
      --b 1
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      <p>=E8=AF=B7<b>=E6=9F=
      =A5</b>=E6=94=B6=E3=80=82</p>
      --b 1--
      """
    let reading = Reading("a.eml", bytes(mail))
    #expect(shown(reading.documents.first) == "驻村第一书记名单\n\n请查收。")
    let properties = reading.documents.first?.properties.map { "\($0.field) \($0.value)" }
    #expect(properties == ["title 驻村第一书记名单", "publicationDate 2016-01-02", "author 张三"])
    #expect(reading.documents.count == 1)
  }

  @Test("is read in the encodings that it names, also where it does not name one")
  func encodings() {
    let head = "From: a@example.org\r\nTo: b@example.org\r\nSubject: "
    let mail = Array(head.utf8) + EncodedText.encode("通知\r\n\r\n各县选派驻村第一书记。\r\n", as: "GB18030")
    #expect(shown(Reading("a.eml", mail).documents.first)?.contains("驻村第一书记") == true)
    #expect(shown(Reading("a.eml", mail).documents.first)?.hasPrefix("通知\n") == true)
  }

  @Test("has what is attached as members, by their own readers")
  func attachments() {
    let mail = """
      From: a@example.org
      Subject: list
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=x

      --x
      Content-Type: text/plain; charset=utf-8

      见附件。
      --x
      Content-Type: application/octet-stream; name="=?utf-8?B?5ZCN5Y2VLmNzdg==?="
      Content-Disposition: attachment

      标题,正文
      名单,青石村第一书记
      --x
      Content-Type: text/html
      Content-Disposition: attachment; filename*=UTF-8''%E9%80%9A%E7%9F%A5.html

      <p>第一<b>书记</b></p>
      --x
      Content-Type: message/rfc822

      From: c@example.org
      Subject: inner
      MIME-Version: 1.0

      里面的信。
      --x
      Content-Type: image/png; name="a.png"

      x
      --x--
      """
    let reading = Reading("a.eml", bytes(mail))
    #expect(reading.documents.map(\.memberName).map { $0 ?? "" } == ["", "名单.csv/1", "通知.html", "3.eml"])
    #expect(shown(reading.documents.last)?.hasPrefix("inner\n\n里面的信。") == true)
    #expect(reading.skipped == ["a.png": .otherFormat])
  }

  @Test("inside mail inside mail ends somewhere, and cut-off parts are read")
  func nesting() {
    var mail = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\n末。"
    for _ in 0..<40 {
      mail = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" + mail
    }
    #expect(!Reading("a.eml", bytes(mail)).documents.isEmpty)
    let cut =
      "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n正文"
    #expect(shown(Reading("a.eml", bytes(cut)).documents.first)?.contains("正文") == true)
  }
}

@Suite("Archived pages")
struct WebArchiveTests {
  private let archive = """
    From: <Saved by Windows Internet Explorer>
    Subject: =?gb2312?B?zajWqg==?=
    MIME-Version: 1.0
    Content-Type: multipart/related; type="text/html"; boundary="----=_X"

    This is a multi-part message in MIME format.

    ------=_X
    Content-Type: text/html; charset="gb2312"
    Content-Transfer-Encoding: quoted-printable

    <html><head><meta charset=3Dutf-8></head><body><p>=B5=DA=D2=BB=CA=E9=
    =BC=C7</p></body></html>
    ------=_X
    Content-Type: text/css

    p { color: red }
    ------=_X--
    """

  @Test(
    "are read whatever their name says", arguments: ["a.mht", "a.mhtml", "a.doc", "a.html", "a.htm", "a", "a.txt"])
  func names(name: String) {
    let reading = Reading(name, bytes(archive))
    #expect(shown(reading.documents.first) == "第一书记")
    #expect(reading.documents.count == 1)
  }

  @Test("that are none are read as what they are")
  func others() {
    #expect(shown(Reading("a.mht", Array("<html><body><p>第一书记</p></body></html>".utf8)).documents.first) == "第一书记")
    #expect(
      shown(Reading("a.txt", Array("Subject: 甲\nFrom: 乙\n\n正文".utf8)).documents.first)
        == "Subject: 甲\nFrom: 乙\n\n正文")
  }
}
