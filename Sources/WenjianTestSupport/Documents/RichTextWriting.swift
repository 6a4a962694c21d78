// RTF, its characters in all the ways that programs write them.

enum RichTextWriting {
  static let writer = DocumentWriter(
    "rtf",
    [
      .heading, .listItem, .table, .emptyParagraph, .cellParagraphs, .style, .softBreak, .pageBreak, .note, .box,
      .split,
      .insertion, .deletion, .hidden, .tab,
    ]
  ) { document in
    WrittenDocument("a.rtf", RichTextMarkup(document).file, ExpectedText(document))
  }
}

private struct RichTextMarkup {
  private let document: StructuredDocument

  init(_ document: StructuredDocument) { self.document = document }

  var file: String {
    let gap = document.variant.pick(["", "\r\n"])
    return
      "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fcharset0 Arial;}}\r\n"
      + "{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1 \(text("农村", 0));}}{\\*\\generator \(text("书记", 0));}"
      + "{\\info{\\author a}}\r\n" + document.blocks.map(block).joined(separator: gap) + "}"
  }

  private func block(_ block: DocumentBlock) -> String {
    switch block {
    case .heading(let level, let paragraph):
      return "\\pard\\plain\\s1\\outlinelevel\(level - 1) \(inline(paragraph))\\par"
    case .paragraph(let paragraph):
      return paragraph.variant.pick(["\\pard\\plain\\f0 ", "\\pard ", "\r\n"]) + inline(paragraph) + "\\par"
    case .listItem(let paragraph): return "\\pard\\ls1\\ilvl0\\fi-360 \(inline(paragraph))\\par"
    case .table(let rows):
      return rows.map { row in
        let edges = row.indices.map { "\\cellx\(($0 + 1) * 1000)" }.joined()
        let cells = row.map {
          "\\pard\\intbl " + $0.map(inline).joined(separator: "\\par\\pard\\intbl ") + "\\cell"
        }
        return "\\trowd\\trgaph108\(edges)\(cells.joined())\\row"
      }.joined(separator: "\r\n") + "\\pard"
    }
  }

  private func inline(_ paragraph: DocumentParagraph) -> String { paragraph.runs.map(run).joined() }

  private func text(_ text: String, _ variant: Int) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "{", "}": result += "\\" + String(scalar)
      case "“" where variant % 2 == 0: result += "\\ldblquote "
      case "”" where variant % 2 == 0: result += "\\rdblquote "
      case " " where variant % 3 == 0: result += "\\~"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let bytes = variant % 3 == 1 ? EncodedText.encode(String(scalar), as: "GBK") : []
        if bytes.isEmpty || bytes.count > 2 {
          let units = String(scalar).utf16.map { "\\u\(Int16(bitPattern: $0))" }
          // The character for programs without Unicode, or none.
          result += variant % 3 == 2 ? units.map { $0 + "\\'3f" }.joined() : units.map { $0 + "?" }.joined()
        } else {
          result += bytes.map { "\\'" + String($0, radix: 16) }.joined()
        }
      }
    }
    return result
  }

  private func run(_ run: DocumentRun) -> String {
    let text = text(run.text, run.variant)
    switch run.kind {
    case .text(let style):
      switch style {
      case .plain: return run.variant % 4 == 0 ? "{\\f0 \(text)}" : text
      case .bold: return run.variant.pick(["{\\b \(text)}", "\\b \(text)\\b0 "])
      case .italic: return "{\\i\\f1 \(text)}"
      case .boldItalic: return "{\\b\\i\\hich\\loch \(text)}"
      case .underline: return "\\ul \(text)\\ulnone "
      case .strike: return "{\\strike{\\cf1 \(text)}}"
      case .code: return "{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\insrsid123 \(text)}"
      case .link:
        return "{\\field{\\*\\fldinst{HYPERLINK \"http://a.cn/\(self.text("农村", 0))\"}}{\\fldrslt{\\ul \(text)}}}"
      }
    case .softBreak: return run.variant.pick(["\\line ", "\\line\r\n"])
    case .pageBreak: return "\\page "
    case .tab: return "\\tab "
    case .insertion: return "{\\revised\\revauth1 \(text)}"
    case .deletion: return "{\\deleted\\revauthdel1 \(text)}"
    case .hidden: return "{\\v \(text)}"
    case .ruby: return text
    case .split:
      return run.variant.pick([
        "{\\*\\bkmkstart a}{\\*\\bkmkend a}", "\\-", "{\\b }", "\\lang2052 ",
        "{\\*\\unknown \(self.text("农村", 0))}", "\r\n",
        "{\\*\\bkmkstart \(self.text("书", 0))}", "\\zwnj ",
      ])
    case .note(let paragraph):
      let note = "{\\footnote\\pard\\plain{\\super\\chftn} \(inline(paragraph))}"
      return run.variant.pick(["{\\super\\chftn}" + note, "{\\super \\chftn \(note)}"])
    case .comment: return ""
    case .box(let paragraph):
      return
        "{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard\\plain \(inline(paragraph))\\par}}}"
    }
  }
}
