// PDF: a font that says which characters its glyphs are, and text at places of a page.

enum PortableDocumentWriting {
  static let writers = [
    DocumentWriter("pdf", features) { write($0) },
    DocumentWriter("pdf-tables", features.union([.table])) { write($0.withSecondColumns) },
  ]

  private static let features: Set<DocumentFeature> = [.fullLines, .wrap, .pageBreak, .sentenceEnd]

  private static func write(_ document: StructuredDocument) -> WrittenDocument {
    var pages = LaidOutPages(document).pages
    var expected = ExpectedText(document)
    if document.variant % 2 == 0 {
      for number in pages.indices {
        let text = "— \(number + 1) —"
        pages[number].append(LaidOutPages.Piece(left: 96, top: 280, text: text))
        expected.optional.append(text)
      }
    }
    return WrittenDocument("a.pdf", file(pages), expected)
  }

  private static let pointsInMillimetre = 72 / 25.4

  private static func file(_ pages: [[LaidOutPages.Piece]]) -> [UInt8] {
    let scalars = Set(pages.joined().flatMap { Array($0.text.unicodeScalars) }).sorted { $0.value < $1.value }
    let glyphs = Dictionary(uniqueKeysWithValues: scalars.enumerated().map { ($0.element, UInt16($0.offset + 1)) })
    var objects: [String] = []
    func add(_ object: String) -> Int {
      objects.append(object)
      return objects.count
    }
    func stream(_ content: String) -> String {
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
    }
    var map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
    map += "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    for start in stride(from: 0, to: scalars.count, by: 100) {
      let part = scalars[start..<min(start + 100, scalars.count)]
      let lines = part.enumerated().map { offset, scalar in
        "<\(hexadecimal(UInt16(start + offset + 1)))> <\(String(scalar).utf16.map(hexadecimal).joined())>"
      }
      map += "\(part.count) beginbfchar\n" + lines.joined(separator: "\n") + "\nendbfchar\n"
    }
    let unicode = add(stream(map + "endcmap end end"))
    let widths = scalars.enumerated().map { "\($0.offset + 1) [\($0.element.isASCII ? 500 : 1000)]" }
    let descriptor = add(
      "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 "
        + "/Descent -200 /CapHeight 700 /StemV 80 >>")
    let descendant = add(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        + "/Supplement 0 >> /FontDescriptor \(descriptor) 0 R /DW 1000 /W [\(widths.joined(separator: " "))] >>")
    let font = add(
      "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [\(descendant) 0 R] "
        + "/ToUnicode \(unicode) 0 R >>")
    // Content and page in turn, then the tree.
    let tree = objects.count + pages.count * 2 + 1
    var kids: [String] = []
    for page in pages {
      let text = page.map { piece in
        let left = piece.left * pointsInMillimetre
        let base = 842 - (piece.top + 4.4) * pointsInMillimetre
        let codes = piece.text.unicodeScalars.map { hexadecimal(glyphs[$0] ?? 0) }.joined()
        return "1 0 0 1 \(left) \(base) Tm <\(codes)> Tj"
      }
      let size = LaidOutPages.characterWidth * pointsInMillimetre
      let content = add(stream("BT /F1 \(size) Tf\n" + text.joined(separator: "\n") + "\nET"))
      kids.append(
        "\(add("<< /Type /Page /Parent \(tree) 0 R /MediaBox [0 0 595 842] /Contents \(content) 0 R /Resources << /Font << /F1 \(font) 0 R >> >> >>")) 0 R"
      )
    }
    let root = add("<< /Type /Pages /Kids [\(kids.joined(separator: " "))] /Count \(pages.count) >>")
    let catalog = add("<< /Type /Catalog /Pages \(root) 0 R >>")
    var file = "%PDF-1.5\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += "trailer << /Size \(objects.count + 1) /Root \(catalog) 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(file.utf8)
  }

  private static func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
