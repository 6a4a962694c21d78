import Testing
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Documents without text say why")
struct NoTextTests {
  private static func docx(_ document: String, _ others: KeyValuePairs<String, String> = [:]) -> [UInt8] {
    ZipBytes.make(
      [
        ZipBytes.Member("[Content_Types].xml", "<Types/>"), ZipBytes.Member("word/document.xml", document),
      ] + others.map { ZipBytes.Member($0.key, $0.value) })
  }

  private func reason(_ name: String, _ bytes: [UInt8]) -> ReadFailure? { Reading(name, bytes).failure }

  @Test("only pictures without text are probably a scan")
  func pictures() {
    let empty = SampleFiles.wordBody("<w:p/>")
    #expect(reason("a.docx", Self.docx(empty)) == .noText)
    #expect(reason("a.docx", Self.docx(empty, ["docProps/thumbnail.jpeg": "x"])) == .noText)
    #expect(reason("a.docx", Self.docx(empty, ["word/media/image1.png": "x"])) == .picturesOnly)
    #expect(reason("a.html", Array("<html><body><p> </p></body></html>".utf8)) == .noText)
    #expect(reason("a.html", Array("<html><body><img src='a.jpg'></body></html>".utf8)) == .picturesOnly)
    #expect(reason("a.xml", Array("<a><b/></a>".utf8)) == .noText)
    #expect(reason("a.json", Array("[]".utf8)) == .noText)
  }

  @Test("a PDF of pictures is a scan, one of nothing is not", .enabled(if: PDFBytes.canBeRead, "needs pdftotext"))
  func scans() {
    #expect(reason("a.pdf", PDFBytes.make([[]])) == .noText)
    let picture = "\n99 0 obj\n<< /Type /XObject /Subtype /Image /Width 1 >>\nendobj\n"
    var bytes = PDFBytes.make([[]])
    bytes.insert(contentsOf: Array(picture.utf8), at: bytes.lastIndex(of: UInt8(ascii: "%")) ?? bytes.count)
    #expect(reason("a.pdf", bytes) == .picturesOnly)
  }

  @Test("what is nested too deeply says so", arguments: ["a.xml", "a.docx", "a.odt"])
  func deep(name: String) {
    let inner = String(repeating: "<b>", count: 2000) + "文" + String(repeating: "</b>", count: 2000)
    let bytes: [UInt8] =
      switch name {
      case "a.docx": Self.docx("<a>" + inner + "</a>")
      case "a.odt":
        ZipBytes.make([
          ZipBytes.Member("mimetype", Array("application/vnd.oasis.opendocument.text".utf8), isPacked: false),
          ZipBytes.Member("content.xml", "<a>" + inner + "</a>"),
        ])
      default: Array(("<a>" + inner + "</a>").utf8)
      }
    guard case .damaged(let what)? = reason(name, bytes) else {
      Issue.record("\(Reading(name, bytes).failure.map { "\($0)" } ?? "was read")")
      return
    }
    #expect(what.contains("deep"), "\(what)")
  }

  @Test("entities of a document are text when they are short, and told when they are left out")
  func entities() {
    let long = String(repeating: "长", count: 400)
    let head =
      "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY org '国务院'><!ENTITY two '&org;办公厅'><!ENTITY more '\(long)'>]>"
    let reading = Reading("a.xml", Array((head + "<a><p>由&two;规定</p><p>&more;</p></a>").utf8))
    #expect(reading.documents.first?.lines.first == "由国务院办公厅规定")
    let damage = reading.documents.first?.damage.first
    #expect(damage?.kind == .missingParts && damage?.count == 1 && damage?.detail.contains("&more;") == true)
    var bomb = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x0 '哈哈'>"
    for level in 1...12 {
      bomb += "<!ENTITY x\(level) '" + String(repeating: "&x\(level - 1);", count: 10) + "'>"
    }
    for (name, bytes) in [
      ("a.xml", Array((bomb + "]><a><b>&x12;</b></a>").utf8)),
      ("a.docx", Self.docx(bomb + "]><a><p><t>&x12;</t></p></a>")),
    ] {
      guard case .damaged(let what)? = reason(name, bytes) else {
        Issue.record("\(name): \(Reading(name, bytes).failure.map { "\($0)" } ?? "was read")")
        continue
      }
      #expect(what.contains("entities"), "\(what)")
    }
  }
}
