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
      var place = DrawnPlace(text: piece.text)
      let (column, row) = (step(piece.box.left), step(piece.box.top))
      for x in -1...1 {
        for y in -1...1 {
          (place.column, place.row) = (column &+ x, row &+ y)
          if seen.contains(place) { return false }
        }
      }
      (place.column, place.row) = (column, row)
      seen.insert(place)
      return true
    }
  }
}

private struct DrawnPlace: Hashable {
  let text: String
  /// Of the text, taken once: nine places are asked for with each piece.
  private let textHash: Int
  var column = 0
  var row = 0

  init(text: String) {
    self.text = text
    var hasher = Hasher()
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    textHash = hasher.finalize()
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(textHash)
    hasher.combine(column)
    hasher.combine(row)
  }

  static func == (a: DrawnPlace, b: DrawnPlace) -> Bool {
    a.textHash == b.textHash && a.column == b.column && a.row == b.row && a.text.utf8.elementsEqual(b.text.utf8)
  }
}
