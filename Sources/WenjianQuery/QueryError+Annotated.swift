import WenjianText

/// The error under the query it is about, with carets below the place.

extension QueryError {
  /// Three lines, without a newline at the end: the message, the query, and carets under the place.
  ///
  /// The carets stand right in a terminal that gives East Asian wide and full-width characters two
  /// columns and ambiguous ones, such as the curly quotation marks, one. A long query is cut to the surroundings of the
  /// place, with `...` for what is left out. Line ends and other controls are shown as spaces and format
  /// characters not at all, so that a pasted query can neither break the lines nor drive the terminal.
  ///
  /// - Parameter source: The text that was parsed.
  /// - Precondition: `byteRange` lies in the UTF-8 of `source`.
  /// - Complexity: O(bytes).
  package func annotated(_ source: String) -> String {
    precondition(
      byteRange.upperBound <= source.utf8.count,
      "QueryError.annotated: bytes \(byteRange) are not in this text of \(source.utf8.count) bytes")

    var cells: [(text: String, columnCount: Int, isMarked: Bool)] = []
    var byteOffset = 0
    for character in source {
      let end = byteOffset + character.utf8.count
      let (text, columnCount) = character.cell
      cells.append(
        (text, columnCount, byteOffset < byteRange.upperBound && byteRange.lowerBound < end))
      byteOffset = end
    }

    // Room for the marked cells first, then for as much around them as fits a terminal line.
    let widest = 72
    let firstMarked = cells.firstIndex { $0.isMarked } ?? cells.count
    var shown = firstMarked..<firstMarked
    var columnCount = 0
    func take(_ index: Int, upTo limit: Int) -> Bool {
      guard cells.indices.contains(index), columnCount + cells[index].columnCount <= limit else {
        return false
      }
      columnCount += cells[index].columnCount
      shown = min(shown.lowerBound, index)..<max(shown.upperBound, index + 1)
      return true
    }
    let marked = cells[firstMarked...].prefix { $0.isMarked }.indices
    for index in marked where !take(index, upTo: widest) { break }
    // Half of what is left goes before the place, the rest behind it, what then remains before again.
    let half = columnCount + (widest - columnCount) / 2
    while take(shown.lowerBound - 1, upTo: half) {}
    while take(shown.upperBound, upTo: widest) {}
    while take(shown.lowerBound - 1, upTo: widest) {}

    var queryLine = shown.lowerBound > 0 ? "  ..." : "  "
    var caretLine = shown.lowerBound > 0 ? "     " : "  "
    var isBeforePlace = true
    for cell in cells[shown] {
      queryLine += cell.text
      if cell.isMarked { isBeforePlace = false }
      if cell.isMarked || isBeforePlace {
        caretLine += String(repeating: cell.isMarked ? "^" : " ", count: cell.columnCount)
      }
    }
    // The end of the query, or a character that is not seen.
    if !caretLine.hasSuffix("^") { caretLine += "^" }
    if shown.upperBound < cells.count { queryLine += "..." }
    return description + "\n" + queryLine + "\n" + caretLine
  }
}

extension Character {
  /// How the character is shown in one line of a terminal, and in how many columns.
  var cell: (text: String, columnCount: Int) {
    guard let base = unicodeScalars.first else { return ("", 0) }
    switch base.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator:
      return (" ", 1)
    case .format:
      return ("", 0)
    case .nonspacingMark, .enclosingMark:
      // A mark without a base: on a dotted circle it is seen, and does not hide what precedes it.
      return ("\u{25CC}" + String(self), 1)
    default:
      // Bidi controls have a cluster of their own, so a joiner is all that may be left inside.
      return (String(self), displayWidth(of: base) == 2 ? 2 : 1)
    }
  }
}
