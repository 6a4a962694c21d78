// Word 97 documents, and those of WPS, which are the same.

enum OldWordWriting {
  static let writer = DocumentWriter(
    "doc",
    [
      .heading, .emptyParagraph, .tab, .table, .cellParagraphs, .softBreak, .pageBreak, .style, .insertion,
      .deletion,
      .hidden, .split, .note,
    ]
  ) { document in
    var file = OldWordFile()
    for block in document.blocks { put(block, in: &file) }
    file.endBody()
    for note in document.paragraphs.flatMap(\.hanging) {
      file.beginNote()
      put(note, in: &file)
      file.endParagraph()
    }
    return WrittenDocument(document.variant.pick(["a.doc", "a.wps"]), file.bytes(), ExpectedText(document))
  }

  private typealias Property = OldWordFile.Property

  private static func put(_ block: DocumentBlock, in file: inout OldWordFile) {
    guard case .table(let rows) = block else {
      for paragraph in block.paragraphs {
        put(paragraph, in: &file)
        file.endParagraph()
      }
      return
    }
    for row in rows {
      for cell in row {
        for (index, paragraph) in cell.enumerated() {
          put(paragraph, in: &file)
          file.endParagraph(index + 1 == cell.count ? "\u{7}" : "\r", Property.inTable)
        }
      }
      file.endParagraph("\u{7}", Property.rowEnd(cells: row.count))
    }
  }

  private static func put(_ paragraph: DocumentParagraph, in file: inout OldWordFile) {
    for run in paragraph.runs {
      switch run.kind {
      case .text(.link):
        file.put("\u{13}", Property.special)
        file.put(run.variant.pick([" HYPERLINK \"http://a.cn/农村\" ", " REF 农 \\h "]))
        file.put("\u{14}", Property.special)
        file.put(run.text)
        file.put("\u{15}", Property.special)
      case .text(let style): file.put(run.text, style == .plain ? [] : Property.bold)
      case .ruby: file.put(run.text)
      case .softBreak: file.put("\u{B}")
      case .pageBreak: file.put("\u{C}")
      case .tab: file.put("\t")
      case .insertion: file.put(run.text, Property.inserted)
      case .deletion: file.put(run.text, Property.deleted)
      case .hidden: file.put(run.text, Property.hidden)
      case .note: file.putReference()
      case .split:
        switch run.variant % 3 {
        // A soft hyphen, and a mark of an index entry: a field that shows nothing.
        case 0: file.put("\u{1F}")
        case 1:
          file.put("\u{13}", Property.special + Property.hidden)
          file.put(" XE \"农村\" ", Property.hidden)
          file.put("\u{15}", Property.special + Property.hidden)
        default: file.put("", [])
        }
      case .comment, .box: break
      }
    }
  }
}
