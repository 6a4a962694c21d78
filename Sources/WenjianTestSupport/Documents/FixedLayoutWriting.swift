// OFD, the fixed-layout format of Chinese offices.

enum FixedLayoutWriting {
  static let writer = DocumentWriter("ofd", [.fullLines, .wrap, .pageBreak, .table, .sentenceEnd]) {
    let document = $0.withSecondColumns
    let pages = LaidOutPages(document).pages
    var expected = ExpectedText(document)
    let isNumbered = document.variant % 2 == 0
    var parts = [
      (
        "OFD.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:OFD xmlns:ofd=\"\(namespace)\" Version=\"1.0\" DocType=\"OFD\">"
          + "<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml"
          + "</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
      ),
      (
        "Doc_0/Document.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Document xmlns:ofd=\"\(namespace)\"><ofd:CommonData>"
          + "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
          + pages.indices.map { "<ofd:Page ID=\"\($0 + 1)\" BaseLoc=\"Pages/Page_\($0)/Content.xml\"/>" }.joined()
          + "</ofd:Pages></ofd:Document>"
      ),
    ]
    for (number, page) in pages.enumerated() {
      var objects = page.enumerated().map { object($0.element, document.variant + $0.offset) }
      // Stored in another order than they are read in.
      if document.variant % 5 == 0 { objects.reverse() }
      if isNumbered {
        let text = "— \(number + 1) —"
        objects.append(object(LaidOutPages.Piece(left: 96, top: 280, text: text), 0))
        expected.optional.append(text)
      }
      parts.append(
        (
          "Doc_0/Pages/Page_\(number)/Content.xml",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Page xmlns:ofd=\"\(namespace)\"><ofd:Content>"
            + "<ofd:Layer ID=\"9\">\(objects.joined())</ofd:Layer></ofd:Content></ofd:Page>"
        ))
    }
    return WrittenDocument("a.ofd", StoredZip.make(parts), expected)
  }

  private static let namespace = "http://www.ofdspec.org/2016"

  private static func object(_ piece: LaidOutPages.Piece, _ variant: Int) -> String {
    let scalars = Array(piece.text.unicodeScalars)
    let width = LaidOutPages.width(of: piece.text)
    let deltas = scalars.dropLast().map { LaidOutPages.width(of: $0) }
    let isEven = Set(deltas).count == 1
    let delta =
      isEven && variant % 2 == 0 ? "g \(deltas.count) \(deltas[0])" : deltas.map { "\($0)" }.joined(separator: " ")
    let attribute = deltas.isEmpty ? "" : " DeltaX=\"\(delta)\""
    let text = markupEscaped(piece.text)
    // Where a piece is may be said by its box, by its code, or by a matrix.
    switch variant % 3 {
    case 0:
      return "<ofd:TextObject ID=\"1\" Boundary=\"\(piece.left) \(piece.top) \(width) 5\" Font=\"3\" Size=\"5\">"
        + "<ofd:TextCode X=\"0\" Y=\"4.4\"\(attribute)>\(text)</ofd:TextCode></ofd:TextObject>"
    case 1:
      return "<ofd:TextObject ID=\"1\" Boundary=\"0 0 210 297\" Font=\"3\" Size=\"5\">"
        + "<ofd:TextCode X=\"\(piece.left)\" Y=\"\(piece.top + 4.4)\"\(attribute)>\(text)</ofd:TextCode></ofd:TextObject>"
    default:
      let delta = isEven ? "g \(deltas.count) \(deltas[0] / 5)" : deltas.map { "\($0 / 5)" }.joined(separator: " ")
      let attribute = deltas.isEmpty ? "" : " DeltaX=\"\(delta)\""
      return
        "<ofd:TextObject ID=\"1\" Boundary=\"\(piece.left) \(piece.top) \(width) 5\" CTM=\"5 0 0 5 0 0\" Font=\"3\" "
        + "Size=\"1\"><ofd:TextCode X=\"0\" Y=\"0.88\"\(attribute)>\(text)</ofd:TextCode></ofd:TextObject>"
    }
  }
}
