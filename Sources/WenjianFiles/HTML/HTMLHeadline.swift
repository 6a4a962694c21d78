import WenjianDocument

/// The headline of a page: the line that its head, its elements and its place speak for.
struct HTMLHeadline {
  /// As it stands on the page, on one line.
  var text: String
  var byteRange: Range<Int>
  /// Lines of the page: a headline may be broken by `<br>`.
  var lines: Range<Int>

  private static let searchedLines = 400

  static func find(
    text: [UInt8], lines: [HTMLLine], nodes: [HTMLNode], properties: [MetadataProperty], furniture: [Bool],
    isBeside: [Bool], firstProse: Int?
  ) -> HTMLHeadline? {
    let names = TitleNames(properties)
    var best: HTMLHeadline?
    var bestScore = 19
    var index = 0
    let end = min(lines.count, searchedLines)
    while index < end {
      var next = index + 1
      while next < end, next - index < 4, lines[next].node == lines[index].node, lines[next].visible > 0,
        lines[next].byteRange.lowerBound == lines[next - 1].byteRange.upperBound + 1,
        lines[index].visible + lines[next].visible <= 80
      { next += 1 }
      let range = index..<next
      defer { index = next }
      let line = lines[index]
      let bytes = line.byteRange.lowerBound..<lines[next - 1].byteRange.upperBound
      guard range.reduce(0, { $0 + lines[$1].visible }) <= 90, line.visible >= 2, !text[bytes].contains(0x7C)
      else { continue }  // the row of a table is no headline
      let squeezed = TitleNames.squeezed(String(decoding: text[bytes], as: UTF8.self))
      var score = names.support(squeezed)
      if line.headingLevel > 0 { score += line.headingLevel == 1 ? 30 : line.headingLevel == 2 ? 24 : 20 }
      if nodes[Int(line.node)].isTitled { score += line.headingLevel > 0 ? 3 : 15 }
      // A column and a site are links and stand beside; so does the name of a site, at the end of `<title>`.
      if line.linked * 10 >= line.visible * 9 { score -= 30 }
      if isBeside[Int(line.node)] { score -= 20 }
      if furniture[index] { score -= 25 }
      if let firstProse, index > firstProse { score -= 15 + min(20, index - firstProse) }
      if names.isSiteName(squeezed) { score -= 60 }
      if score > bestScore {
        bestScore = score
        let parts = range.map { String(decoding: text[lines[$0].byteRange], as: UTF8.self) }
        best = HTMLHeadline(text: names.spelled(parts), byteRange: bytes, lines: range)
      }
    }
    return best
  }
}
