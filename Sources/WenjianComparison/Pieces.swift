// How one stretch of text became another, as stretches that are the same, removed and added.

extension UnitChange.Piece {
  init(_ kind: Kind, _ text: [UInt8], _ bytes: Range<Int>, isPunctuation: Bool = false) {
    self.kind = kind
    self.text = String(decoding: text[bytes], as: UTF8.self)
    byteRange = bytes
    self.isPunctuation = isPunctuation
  }

  /// What both texts have.
  fileprivate init(old: [UInt8], _ oldBytes: Range<Int>, new: [UInt8], _ newBytes: Range<Int>) {
    self.init(.same, new, newBytes)
    if old[oldBytes] != new[newBytes] { oldText = String(decoding: old[oldBytes], as: UTF8.self) }
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
    let (oldBytes, newBytes) = (oldElements.bytes(of: oldRange), newElements.bytes(of: newRange))
    var (oldEnd, newEnd) = (oldBytes.lowerBound, newBytes.lowerBound)
    func appendSame(upTo oldStart: Int, _ newStart: Int) {
      if newEnd < newStart {
        append(UnitChange.Piece(old: old, oldEnd..<Swift.max(oldEnd, oldStart), new: new, newEnd..<newStart))
      }
    }
    for edit in EditScript.edits(from: oldElements.codes[oldRange], to: newElements.codes[newRange]) {
      func isMarks(_ elements: TextElements, _ range: Range<Int>) -> Bool {
        !elements.codes[range].contains(where: TextElements.isWord)
      }
      let isPunctuation = isMarks(oldElements, edit.old) && isMarks(newElements, edit.new)
      let (removed, added) = (oldElements.bytes(of: edit.old), newElements.bytes(of: edit.new))
      appendSame(upTo: removed.lowerBound, added.lowerBound)
      if !removed.isEmpty { append(UnitChange.Piece(.removed, old, removed, isPunctuation: isPunctuation)) }
      if !added.isEmpty { append(UnitChange.Piece(.added, new, added, isPunctuation: isPunctuation)) }
      oldEnd = Swift.max(oldEnd, removed.upperBound)
      newEnd = Swift.max(newEnd, added.upperBound)
    }
    appendSame(upTo: oldBytes.upperBound, newBytes.upperBound)
  }
}
