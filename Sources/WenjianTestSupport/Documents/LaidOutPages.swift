// Text laid out on pages, for formats that know characters and where they are, and no paragraphs.

/// Pieces of text in millimetres from the upper left corner.
struct LaidOutPages {
  struct Piece {
    var left: Double
    /// Of the box around the characters.
    var top: Double
    var text: String
  }

  /// By page; the pieces of a line from left to right.
  private(set) var pages: [[Piece]] = [[]]
  private var top = firstTop

  static let characterWidth = 5.0
  static let lineHeight = 8.0
  private static let leftMargin = 40.0
  private static let firstTop = 30.0
  private static let lastTop = 250.0
  /// Of a table: three characters at least are free in each, because two may be a blank in a line, as in 第一章　总则.
  private static let columnWidth = 40.0

  /// - Parameter document: of full lines.
  init(_ document: StructuredDocument) {
    for block in document.blocks {
      switch block {
      case .heading(_, let paragraph), .paragraph(let paragraph), .listItem(let paragraph): add(paragraph)
      case .table(let rows):
        // A table has room around it.
        if !pages[pages.count - 1].isEmpty { top += Self.lineHeight }
        for row in rows {
          beginLine()
          for (column, cell) in row.enumerated() {
            put(cell.first?.visible ?? "", left: Self.leftMargin + Double(column) * Self.columnWidth)
          }
        }
        top += Self.lineHeight
      }
    }
  }

  private mutating func beginLine() {
    top += Self.lineHeight
    if top > Self.lastTop { turnPage() }
  }

  private mutating func turnPage() {
    if pages[pages.count - 1].isEmpty { return }
    pages.append([])
    top = Self.firstTop
  }

  private mutating func put(_ text: String, left: Double) {
    if !text.isEmpty { pages[pages.count - 1].append(Piece(left: left, top: top, text: text)) }
  }

  private mutating func add(_ paragraph: DocumentParagraph) {
    beginLine()
    var left = Self.leftMargin + 2 * Self.characterWidth
    for run in paragraph.runs {
      switch run.kind {
      case .softBreak:
        beginLine()
        left = Self.leftMargin
      case .pageBreak:
        turnPage()
        left = Self.leftMargin
      default:
        // A line may be stored in pieces.
        let (first, second) = run.variant % 3 == 0 ? halves(run.text, run.variant / 3) : (run.text, "")
        for part in [first, second] {
          put(part, left: left)
          left += Self.width(of: part)
        }
      }
    }
  }

  static func width(of scalar: Unicode.Scalar) -> Double { scalar.isASCII ? characterWidth / 2 : characterWidth }

  static func width(of text: String) -> Double { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }
}

extension StructuredDocument {
  /// Tables of one column get another one. Without its lines such a table is text that is not set in, and a page does not
  /// tell it from that: a cell below a full line is the end of its paragraph, and of two single characters, one below the
  /// other, it cannot be known that they are no word set downwards (备 above 注 in a narrow cell).
  var withSecondColumns: StructuredDocument {
    var document = self
    let cell = DocumentParagraph(runs: [DocumentRun(kind: .text(.plain), text: "工作", variant: 0)], variant: 0)
    document.blocks = blocks.map { block in
      guard case .table(let rows) = block else { return block }
      return .table(rows.map { $0.count == 1 ? $0 + [[cell]] : $0 })
    }
    return document
  }
}
