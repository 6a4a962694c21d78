// What a format draws in one go.

/// Some characters on one line of a page.
struct PagePiece {
  var text: String
  var box: PageBox
  /// The height of its characters.
  var size: Double
  /// Whether it runs down the page.
  var isVertical = false

  /// The only character, when it is an ideograph or as wide as one.
  var onlyWideScalar: Unicode.Scalar? {
    guard let first = text.unicodeScalars.first, first.isWide, text.unicodeScalars.dropFirst().isEmpty else {
      return nil
    }
    return first
  }

  /// As a line of its own.
  var line: PageLine { PageLine(text: text, box: box, size: size) }
}

extension [PagePiece] {
  /// Without pieces that are drawn again in the same place, which makes them bold.
  /// - Complexity: linear, whatever a file does.
  func withoutRepeats() -> [PagePiece] {
    var seen = Set<DrawnPlace>()
    return filter { piece in
      // A square of a fifth of a character, or one beside it.
      func step(_ value: Double) -> Int { Int(exactly: (value / piece.size * 5).rounded()) ?? 0 }
      let (column, row) = (step(piece.box.left), step(piece.box.top))
      let isAgain = (-1...1).contains { x in
        (-1...1).contains { y in seen.contains(DrawnPlace(text: piece.text, column: column &+ x, row: row &+ y)) }
      }
      if !isAgain { seen.insert(DrawnPlace(text: piece.text, column: column, row: row)) }
      return !isAgain
    }
  }
}

private struct DrawnPlace: Hashable {
  var text: String
  var column: Int
  var row: Int
}
