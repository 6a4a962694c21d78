import Testing
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Choosing a reader by content")
struct ContentChoiceTests {
  /// The reader for bytes under a name, by the name of its format, or the reason against reading it.
  private func choice(_ name: String, _ bytes: [UInt8]) -> String {
    do {
      return type(of: try DocumentFormats.choose(for: SourceFile(path: name, content: .bytes(bytes)))).format.name
    } catch {
      return error.isLoss ? "loss" : "no loss"
    }
  }

  private static let notice = "关于做好河湖巡查工作的通知\n各乡镇人民政府：\n"

  @Test(
    "a text without an ending, or with one that nothing is known of, is read in every encoding",
    arguments: ["无后缀的通知", "a.log", "b.srt", "c.ini", "d.conf", "e.asc", "f.第1号", "g.js", "h.bak", "i.2024", "j."])
  func texts(name: String) {
    for encoding in ["UTF-8", "GBK", "UTF-16LE"] {
      #expect(choice(name, EncodedText.encode(Self.notice, as: encoding)) == "plain text", "\(encoding)")
    }
  }

  @Test("containers show themselves under any name")
  func containers() {
    let samples: [(String, [UInt8])] = [
      ("PDF", Array("%PDF-1.4\n%\u{80}\n".utf8)), ("RTF document", Array("{\\rtf1 a}".utf8)),
      ("web page", Array("<!DOCTYPE html><html><body>农村</body></html>".utf8)),
      ("XML", Array("<?xml version='1.0'?><a>农村</a>".utf8)),
      ("gzip file", [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0]),
      ("Word 97 document", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]),
    ]
    for (format, bytes) in samples {
      for name in ["通知", "通知.bak", "附件.2024年"] {
        #expect(choice(name, bytes).lowercased().hasPrefix(format.lowercased().prefix(3)), "\(format)")
      }
    }
  }

  @Test(
    "what a server sent under the name of its program is read as what it is",
    arguments: ["a.jhtml", "a.aspx", "a.jsp", "a.php", "a.asp", "a.do"])
  func pages(name: String) {
    #expect(choice(name, Array("<html><body>农村</body></html>".utf8)) == "web page")
    #expect(choice(name, Array("\u{FEFF}<div class=\"a\"><p>农村工作</p></div>".utf8)) == "web page")
    #expect(choice(name, Array(Self.notice.utf8)) == "plain text")
    #expect(choice(name, Array("{\"title\": \"农村\"}".utf8)) == "JSON")
    #expect(choice(name, Array("<?php\n// 农村\necho $a->b;\n".utf8)) == "plain text")
  }

  @Test("formats with text in them that no reader takes are a loss, by name or by content")
  func losses() {
    let binary: [UInt8] = [0, 1, 2, 3, 0, 0, 7, 0, 0, 9, 0x80, 0xFF, 0, 0]
    for name in ["a.7z", "b.rar", "c.msg", "d.caj", "e.mobi", "f.mdb"] {
      #expect(choice(name, binary) == "loss", "\(name)")
    }
    #expect(choice("a", Array("Rar!\u{1A}\u{7}".utf8) + binary) == "loss")
    #expect(choice("表.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + binary) == "loss")
    // Data of a kind that nobody knows, with Chinese in it.
    for encoding in ["UTF-8", "GBK", "UTF-16LE", "UTF-16BE"] {
      let text = EncodedText.encode("驻村第一书记和工作队", as: encoding)
      #expect(choice("a.dat", binary + [3] + text + binary) == "loss", "\(encoding)")
    }
  }

  @Test("pictures, sound, programs and data without text are no loss")
  func noLosses() {
    let binary: [UInt8] = [0, 1, 2, 3, 0, 0, 7, 0, 0, 9, 0x80, 0xFF, 0, 0]
    for name in ["a.png", "b.MP4", "c.exe", "d.ttf", "Thumbs.db"] {
      #expect(choice(name, Array(Self.notice.utf8)) == "no loss")
    }
    for magic: [UInt8] in [
      [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x7F, 0x45, 0x4C, 0x46], [0, 0, 0, 24] + Array("ftyp".utf8),
    ] {
      #expect(choice("a", magic + binary) == "no loss")
    }
    #expect(choice("a.dat", binary) == "no loss" && choice("a", binary) == "no loss")
    var generator = SeededGenerator("data")
    for _ in 0..<50 { #expect(choice("a.dat", [0, 0, 0, 1] + generator.bytes(20_000)) == "no loss") }
    #expect(
      choice("a.js", Array("let a = 1;\n".utf8)) == "no loss"
        && choice("a.css", Array("a { b: c }".utf8)) == "no loss")
    #expect(choice("Makefile", Array("all: a\n".utf8)) == "no loss")
    #expect(choice("README", Array("Read me first.\n".utf8)) == "plain text")
  }
}
