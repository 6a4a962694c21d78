// Lines that are headings by their markup: `<h2>` of a page, a style of a word processor.

package import WenjianModel
import WenjianText

extension [HeadingLine] {
  /// Sixty characters: documents are found with all of their text in a style of headings, or in one line behind a #.
  package static let nameLimit = 180

  /// Notes what a reader takes for a heading; a line is one once.
  /// - Parameter level: from 1 on; word processors have nine levels, Markdown and pages six.
  package mutating func note(byteOffset: Int, level: Int) {
    guard level >= 1, last.map({ $0.byteOffset < byteOffset }) ?? true else { return }
    append(HeadingLine(byteOffset: byteOffset, level: Swift.min(level, HeadingLine.levels.upperBound)))
  }

  /// Without lines that are no headings by what they say: empty ones, and sentences without a number.
  /// - Complexity: linear in the lines.
  package func plausible(in text: [UInt8]) -> [HeadingLine] {
    TextBytes.lend(text) { bytes in
      filter { heading in
        guard heading.byteOffset < bytes.count else { return false }
        let end = bytes[heading.byteOffset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        var isHeading = false
        LineReader(text: bytes, line: heading.byteOffset..<end).trimmed { isHeading = Self.isHeading($0) }
        return isHeading
      }
    }
  }

  /// Without those that begin in one of some ranges.
  /// - Parameter ranges: ascending and apart.
  package func outside(_ ranges: [Range<Int>]) -> [HeadingLine] {
    var rest = ranges[...]
    return filter { heading in
      while let range = rest.first, range.upperBound <= heading.byteOffset { rest.removeFirst() }
      return rest.first.map { heading.byteOffset < $0.lowerBound } ?? true
    }
  }

  private static func isHeading(_ reader: LineReader) -> Bool {
    guard !reader.line.isEmpty else { return false }
    // （一）加强领导。各级… is one that its paragraph follows on the same line.
    if LineNumber.read(reader.text, reader.line) != nil { return true }
    guard reader.line.count <= nameLimit else { return false }
    // 为什么要选派？ is one, and so is what ends in a bracket.
    return !reader.endsInStop
  }
}

extension [HeadingLine] {
  /// The headings that part a text: not those of low weight, and not those at its head that all of it lies below. These
  /// are its title, or what is printed below that.
  /// - Parameter lowWeightRanges: bytes of the text, ascending and disjoint.
  /// - Complexity: linear in the headings, and in the lines before the first of them that is kept.
  package func parting(_ text: [UInt8], lowWeightRanges: [Range<Int>]) -> [HeadingLine] {
    var rest = outside(lowWeightRanges)[...]
    guard !rest.isEmpty else { return [] }
    TextBytes.lend(text) { bytes in
      var lines = TrimmedLines(bytes, 0..<bytes.count, lowWeightRanges)
      while let first = rest.first, rest.dropFirst().allSatisfy({ $0.level > first.level }) {
        // Behind a sentence the text has begun, and a heading parts it.
        while let line = lines.next() {
          let reader = LineReader(text: bytes, line: line.range)
          if line.range.upperBound > first.byteOffset {
            if LineNumber.read(bytes, line.range) != nil || reader.annex != nil { return }
            break
          }
          if !line.isLow, reader.endsInStop { return }
        }
        rest.removeFirst()
      }
    }
    return Array(rest)
  }
}
