// How one stretch of text became another, as stretches that are the same, removed and added.

extension UnitChange.Piece {
  init(_ kind: Kind, _ text: [UInt8], _ bytes: Range<Int>, isPunctuation: Bool = false) {
    self.kind = kind
    self.text = String(decoding: text[bytes], as: UTF8.self)
    byteRange = bytes
    self.isPunctuation = isPunctuation
  }
}

extension [UnitChange.Piece] {
  /// All of the new stretch, with what was removed of the old one before what came in its place.
  /// - Parameters:
  ///   - oldRange, newRange: elements of the texts; the texts share their `ElementNumbers`.
  package init(
    _ old: [UInt8], _ oldElements: TextElements, _ oldRange: Range<Int>,
    _ new: [UInt8], _ newElements: TextElements, _ newRange: Range<Int>
  ) {
    self = []
    let whole = newElements.bytes(of: newRange)
    var done = whole.lowerBound
    for edit in EditScript.edits(from: oldElements.codes[oldRange], to: newElements.codes[newRange]) {
      func isMarks(_ elements: TextElements, _ range: Range<Int>) -> Bool {
        !elements.codes[range].contains(where: TextElements.isWord)
      }
      let isPunctuation = isMarks(oldElements, edit.old) && isMarks(newElements, edit.new)
      let added = newElements.bytes(of: edit.new)
      if done < added.lowerBound { append(UnitChange.Piece(.same, new, done..<added.lowerBound)) }
      if !edit.old.isEmpty {
        append(UnitChange.Piece(.removed, old, oldElements.bytes(of: edit.old), isPunctuation: isPunctuation))
      }
      if !added.isEmpty { append(UnitChange.Piece(.added, new, added, isPunctuation: isPunctuation)) }
      done = Swift.max(done, added.upperBound)
    }
    if done < whole.upperBound { append(UnitChange.Piece(.same, new, done..<whole.upperBound)) }
  }
}
