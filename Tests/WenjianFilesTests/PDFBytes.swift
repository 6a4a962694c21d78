// A PDF written by hand: pages of lines, with a font that says which characters its glyphs are.

import Glibc

enum PDFBytes {
  /// Whether the program that reads PDF is installed.
  static let canBeRead = isInstalled("pdftotext")

  static func isInstalled(_ program: String) -> Bool {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { access($0 + "/" + program, X_OK) == 0 }
  }

  /// - Parameter pages: the lines of each page; one without lines is a scan.
  static func make(_ pages: [[String]], title: String? = nil) -> [UInt8] {
    let characters = Array(Set(pages.joined().joined())).sorted()
    func glyphs(_ line: String) -> String {
      line.map { hexadecimal(UInt16((characters.firstIndex(of: $0) ?? 0) + 1)) }.joined()
    }
    var objects: [String] = []
    func add(_ object: String) -> Int {
      objects.append(object)
      return objects.count
    }
    func stream(_ content: String) -> String {
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
    }
    let map = characters.enumerated().map { place, character in
      let shown = character == "\t" ? " " : String(character)
      return "<\(hexadecimal(UInt16(place + 1)))> <\(shown.utf16.map(hexadecimal).joined())>"
    }
    var table = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
    table += "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    for start in stride(from: 0, to: map.count, by: 100) {
      let part = map[start..<min(start + 100, map.count)]
      table += "\(part.count) beginbfchar\n" + part.joined(separator: "\n") + "\nendbfchar\n"
    }
    let unicode = add(stream(table + "endcmap end end"))
    // Narrow Latin letters, or the gaps between them look like columns.
    let widths = characters.enumerated().map { "\($0.offset + 1) [\($0.element.isASCII ? 300 : 1000)]" }
    let descriptor = add(
      "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 "
        + "/Descent -200 /CapHeight 700 /StemV 80 >>")
    let descendant = add(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) "
        + "/Ordering (Identity) /Supplement 0 >> /FontDescriptor \(descriptor) 0 R /DW 1000 /W [\(widths.joined(separator: " "))] >>"
    )
    let font = add(
      "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [\(descendant) 0 R] "
        + "/ToUnicode \(unicode) 0 R >>")
    // Numbers of pages are known: content and page in turn, then the tree.
    let tree = objects.count + pages.count * 2 + 1
    var kids: [String] = []
    for lines in pages {
      let text = lines.enumerated().map { "1 0 0 1 50 \(750 - 40 * $0.offset) Tm <\(glyphs($0.element))> Tj" }
      let content = add(
        stream(lines.isEmpty ? "0 0 100 100 re f" : "BT /F1 10 Tf\n" + text.joined(separator: "\n") + "\nET"))
      let page = add(
        "<< /Type /Page /Parent \(tree) 0 R /MediaBox [0 0 1200 842] /Contents \(content) 0 R "
          + "/Resources << /Font << /F1 \(font) 0 R >> >> >>")
      kids.append("\(page) 0 R")
    }
    let root = add("<< /Type /Pages /Kids [\(kids.joined(separator: " "))] /Count \(pages.count) >>")
    let catalog = add("<< /Type /Catalog /Pages \(root) 0 R >>")
    let information = title.map { title in
      add("<< /Title <FEFF\(title.utf16.map(hexadecimal).joined())> /CreationDate (D:20150430080000+08'00') >>")
    }
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
    file += "trailer << /Size \(objects.count + 1) /Root \(catalog) 0 R"
    if let information { file += " /Info \(information) 0 R" }
    return Array((file + " >>\nstartxref\n\(start)\n%%EOF\n").utf8)
  }

  private static func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
