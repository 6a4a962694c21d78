// Draws the items of a page: every character gets its place.

import Glibc
import WenjianText

/// Turns items into pieces of text at places of the page.
struct OFDDrawing {
  /// What composites consist of, by the number of the unit.
  let units: [String: [OFDItem]]
  private let context: ReadContext
  private(set) var pieces: [PagePiece] = []
  /// Text that does not run to the right or down: watermarks, mostly.
  private(set) var slanted: [PagePiece] = []

  /// Composites in composites.
  private static let nestingLimit = 16

  init(units: [String: [OFDItem]], _ context: ReadContext) {
    self.units = units
    self.context = context
  }

  /// - Throws: `bomb` when composites in composites are more than a file of this size holds.
  mutating func draw(_ items: [OFDItem], _ matrix: OFDMatrix = OFDMatrix(), depth: Int = 0) throws(ReadFailure) {
    for item in items {
      switch item {
      case .text(let text):
        for code in text.codes { try draw(code, of: text, matrix.around(text.matrix)) }
      case .composite(let name, let inner):
        guard depth < Self.nestingLimit, let unit = units[name] else { continue }
        try context.spend(64)
        try draw(unit, matrix.around(inner), depth: depth + 1)
      }
    }
  }

  /// A character and where its lower left corner is.
  private struct Glyph {
    var scalar: Unicode.Scalar
    var x: Double
    var y: Double
    var width: Double
  }

  private mutating func draw(_ code: OFDText.Code, of text: OFDText, _ matrix: OFDMatrix) throws(ReadFailure) {
    let scalars = Array(code.text.unicodeScalars).filter { $0.value >= 0x20 || $0 == "\t" }
    guard scalars.contains(where: { !isWhitespace($0.value) }) else { return }
    try context.spend(code.text.utf8.count)
    let size = text.size * matrix.heightScale
    guard size > 0, size.isFinite else { return }
    let deltaX = OFDNumbers.distances(code.deltaX, limit: scalars.count)
    let deltaY = OFDNumbers.distances(code.deltaY, limit: scalars.count)
    let widthScale = text.widthScale * text.size
    var glyphs: [Glyph] = []
    var (x, y) = (code.x, code.y)
    for (index, scalar) in scalars.enumerated() {
      let width = scalar.shareOfHeight * widthScale
      let place = matrix(x, y)
      glyphs.append(Glyph(scalar: scalar, x: place.x, y: place.y, width: width * matrix.widthScale))
      // Without distances characters follow each other as wide as they are, in vertical text as high.
      if index < deltaX.count { x += deltaX[index] } else if deltaY.isEmpty { x += width }
      if index < deltaY.count { y += deltaY[index] }
    }
    if matrix.isUpright { add(glyphs, size) } else { addSlanted(glyphs, size) }
  }

  private mutating func addSlanted(_ glyphs: [Glyph], _ size: Double) {
    guard let first = glyphs.first, let last = glyphs.last else { return }
    let box = PageBox(
      left: min(first.x, last.x), top: min(first.y, last.y) - size, right: max(first.x, last.x) + size,
      bottom: max(first.y, last.y))
    let text = String(String.UnicodeScalarView(glyphs.map(\.scalar)))
    slanted.append(PagePiece(text: text, box: box, size: size))
  }

  /// Parts the characters of a code where it jumps: to another line, or over a gap in even text.
  private mutating func add(_ glyphs: [Glyph], _ size: Double) {
    let steps = zip(glyphs, glyphs.dropFirst()).map { $1.x - $0.x }.sorted()
    let usualStep = steps.isEmpty ? 0 : steps[steps.count / 2]
    var start = 0
    var direction: Bool?
    for index in glyphs.indices.dropFirst() {
      let last = glyphs[index - 1]
      let next = glyphs[index]
      let isDown = abs(next.x - last.x) < size * 0.3 && next.y - last.y > size * 0.3
      let isBeside = abs(next.y - last.y) < size * 0.3 && next.x > last.x - size * 0.3
      let gap = next.x - last.x - last.width
      // Text set wide has wide gaps everywhere.
      let isBorder = isBeside && glyphs.count > 2 && gap > size * 0.9 && next.x - last.x > usualStep * 1.8
      if !isDown && !isBeside || isBorder || direction != nil && direction != isDown {
        addPiece(glyphs[start..<index], size, isVertical: direction ?? false)
        start = index
        direction = nil
      } else {
        direction = isDown
      }
    }
    addPiece(glyphs[start...], size, isVertical: direction ?? false)
  }

  private mutating func addPiece(_ glyphs: ArraySlice<Glyph>, _ size: Double, isVertical: Bool) {
    // Blanks at the ends are gaps.
    guard let start = glyphs.firstIndex(where: { !isWhitespace($0.scalar.value) }),
      let end = glyphs.lastIndex(where: { !isWhitespace($0.scalar.value) })
    else { return }
    var text: [UInt8] = []
    text.reserveCapacity(4 * glyphs.count)
    for index in start...end {
      let glyph = glyphs[index]
      if index > start, !isVertical {
        let last = glyphs[index - 1]
        let isGap = glyph.x - last.x - last.width > size * 0.35
        if isGap, !last.scalar.isWide, !glyph.scalar.isWide, last.scalar != " ", glyph.scalar != " " {
          text.append(UInt8(ascii: " "))
        }
      }
      UTF8Writer.append(glyph.scalar.value, to: &text)
    }
    let box = PageBox(
      left: glyphs[start].x, top: glyphs[start].y - size * 0.88, right: glyphs[end].x + glyphs[end].width,
      bottom: glyphs[end].y + size * 0.12)
    let piece = String(decoding: text, as: UTF8.self)
    pieces.append(PagePiece(text: piece, box: box, size: size, isVertical: isVertical))
  }
}
