// Records of text: tables and JSON, a record for some of the paragraphs.

enum RecordWriting {
  static let writers: [DocumentWriter] = [
    DocumentWriter("csv", features) { document in
      let records = Self.records(document)
      let separator = document.variant.pick([",", ",", ";"])
      let rows = [names] + records.fields
      let text = rows.map { $0.map { quoted($0, always: document.variant % 3 == 0) }.joined(separator: separator) }
      return WrittenDocument("a.csv", text.joined(separator: "\r\n") + "\r\n", records.expected)
    },
    DocumentWriter("tsv", features) { document in
      let records = Self.records(document)
      let text = ([names] + records.fields).map { $0.map { quoted($0, always: false) }.joined(separator: "\t") }
      return WrittenDocument("a.tsv", text.joined(separator: "\n") + "\n", records.expected)
    },
    DocumentWriter("json", features) { document in
      let records = Self.records(document)
      let objects = records.fields.map(object)
      let array = "[" + objects.joined(separator: ",\n") + "]"
      return WrittenDocument(
        "a.json", document.variant.pick([array, "{\"total\": \(objects.count), \"rows\": \(array)}"]),
        records.expected)
    },
    DocumentWriter("jsonl", features) { document in
      let records = Self.records(document)
      return WrittenDocument("a.jsonl", records.fields.map { object($0) + "\n" }.joined(), records.expected)
    },
    // Columns of which none is known.
    DocumentWriter("csv-columns", [.table, .emptyParagraph]) { document in
      let columns = ["单位", "职务", "姓名", "地址"]
      var expected = ExpectedText(document)
      var rows = [columns]
      for block in document.blocks {
        if case .table(let cells) = block {
          rows += cells.map { $0.map { $0.first?.visible ?? "" } }
        } else {
          rows.append(block.paragraphs.map(\.visible))
        }
      }
      for row in rows.dropFirst() {
        expected.optional += columns
        for (name, value) in zip(columns, row) {
          for gap in ["：", ": ", " "] { expected.otherForms[name + gap + value] = value }
        }
      }
      // Rows are as long as they are.
      let lines = rows.map { $0.map { quoted($0, always: document.variant % 2 == 0) }.joined(separator: ",") }
      return WrittenDocument("a.csv", lines.joined(separator: "\n") + "\n", expected)
    },
    // The text as a page, as crawlers keep it.
    DocumentWriter("json-html", WebPageWriting.features) { document in
      let content = WebPageMarkup(document, isXML: false).content
      return WrittenDocument(
        "a.json", "{\"id\": \"1\", \"content\": \(jsonString(content))}", ExpectedText(document))
    },
    DocumentWriter("csv-html", WebPageWriting.features) { document in
      let content = WebPageMarkup(document, isXML: false).content
      return WrittenDocument("a.csv", "id,content\n1,\(quoted(content, always: true))\n", ExpectedText(document))
    },
  ]

  /// Lines in fields are read as in plain text.
  private static let features: Set<DocumentFeature> = [.wrap, .sentenceEnd]
  private static let names = ["标题", "正文", "备注", "适用地区"]

  private static func records(_ document: StructuredDocument) -> (fields: [[String]], expected: ExpectedText) {
    var expected = ExpectedText(document)
    expected.paragraphs = []
    var fields: [[String]] = []
    var rest = document.paragraphs[...]
    while !rest.isEmpty {
      let title = rest.removeFirst().visible
      let body = rest.prefix(2)
      rest = rest.dropFirst(2)
      let others = rest.prefix(2).map { $0.visible }
      rest = rest.dropFirst(2)
      // A title that the text begins with need not be there twice.
      if title == body.first?.visible { expected.optional.append(title) } else { expected.paragraphs.append(title) }
      expected.paragraphs += body.map(\.visible)
      expected.loose += others
      for (name, other) in zip(names[2...], others) {
        for gap in ["：", ": ", " "] { expected.otherForms[name + gap + other] = other }
      }
      let gap = document.variant.pick(["\n", "\n\n", "\n\u{3000}\u{3000}"])
      // Without the end of a sentence only a blank line is a border.
      var text = ""
      for paragraph in body {
        if !text.isEmpty { text += text.hasSuffix("。") ? gap : "\n\n" }
        text += PlainTextWriting.lines(paragraph)
      }
      fields.append([title, text, others.first ?? "", others.dropFirst().first ?? ""])
    }
    expected.optional += names + names
    return (fields, expected)
  }

  private static func quoted(_ text: String, always: Bool) -> String {
    if !always, !text.unicodeScalars.contains(where: { ",;\t\n\r\"".unicodeScalars.contains($0) }) { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func object(_ fields: [String]) -> String {
    "{" + zip(names, fields).map { jsonString($0) + ": " + jsonString($1) }.joined(separator: ", ") + "}"
  }

  private static func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value > 0xFFFF:
        result += String(scalar).utf16.map { "\\u" + String($0, radix: 16) }.joined()
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
