import WenjianDocument
import WenjianText

/// The headline of a page: the lines that its head, its elements and its place speak for.
struct HTMLHeadline {
  /// As it stands on the page, on one line.
  var text: String
  var byteRange: Range<Int>
  /// Lines of the page: a headline may be broken by `<br>`, or set in several paragraphs.
  var lines: Range<Int>
}

/// Weighs the lines at the head of a page, alone and together with those behind them.
struct HTMLHeadlineSearch {
  let text: [UInt8]
  let lines: [HTMLLine]
  let nodes: [HTMLNode]
  let properties: [MetadataProperty]
  let furniture: [Bool]
  let isBeside: [Bool]
  let firstProse: Int?

  private static let searchedLines = 400
  private static let partLimit = 4
  private static let leastScore = 20
  /// Letters and Han of the longest headline.
  private static let visibleLimit = 90

  func find() -> HTMLHeadline? {
    let names = TitleNames(properties)
    var best: HTMLHeadline?
    var bestScore = Self.leastScore - 1
    for index in lines.indices.prefix(Self.searchedLines) {
      let broken = brokenLine(at: index)
      var candidates = [(range: broken, score: score(broken, names))]
      candidates += together(at: index, names).filter { $0.range != broken }
      for candidate in candidates where candidate.score > bestScore {
        bestScore = candidate.score
        let range = candidate.range
        best = HTMLHeadline(
          text: names.spelled(range.map { String(decoding: text[lines[$0].byteRange], as: UTF8.self) }),
          byteRange: byteRange(range), lines: range)
      }
    }
    return best
  }

  private func byteRange(_ range: Range<Int>) -> Range<Int> {
    lines[range.lowerBound].byteRange.lowerBound..<lines[range.upperBound - 1].byteRange.upperBound
  }

  /// A line with those that are broken off from it by `<br>`.
  private func brokenLine(at index: Int) -> Range<Int> {
    var next = index + 1
    while next < lines.count, next - index < Self.partLimit, lines[next].node == lines[index].node,
      lines[next].visible > 0, lines[next].byteRange.lowerBound == lines[next - 1].byteRange.upperBound + 1,
      lines[index].visible + lines[next].visible <= 80
    { next += 1 }
    return index..<next
  }

  /// How much speaks for lines as the headline.
  private func score(_ range: Range<Int>, _ names: TitleNames) -> Int {
    let line = lines[range.lowerBound]
    let bytes = byteRange(range)
    // The row of a table is no headline.
    guard range.reduce(0, { $0 + lines[$1].visible }) <= Self.visibleLimit, line.visible >= 2,
      !text[bytes].contains(UInt8(ascii: "\t"))
    else { return 0 }
    let squeezed = TitleNames.squeezed(String(decoding: text[bytes], as: UTF8.self))
    var score = names.support(squeezed)
    if line.headingLevel > 0 { score += line.headingLevel == 1 ? 30 : line.headingLevel == 2 ? 24 : 20 }
    if nodes[Int(line.node)].isTitled { score += line.headingLevel > 0 ? 3 : 15 }
    return score + placeScore(range.lowerBound) - (names.isSiteName(squeezed) ? 60 : 0)
  }

  /// What speaks against a line by where it is: never more than nothing.
  private func placeScore(_ index: Int) -> Int {
    let line = lines[index]
    var score = 0
    // A column and a site are links and stand beside; so does the name of a site, at the end of `<title>`.
    if line.linked * 10 >= line.visible * 9 { score -= 30 }
    if isBeside[Int(line.node)] { score -= 20 }
    if furniture[index] { score -= 25 }
    if let firstProse, index > firstProse { score -= 15 + min(20, index - firstProse) }
    return score
  }

  /// A headline in several paragraphs: when the head of the page calls just that its title, or when the first part is
  /// open (关于推进) and the last one says what it is (意见).
  private func together(at index: Int, _ names: TitleNames) -> [(range: Range<Int>, score: Int)] {
    var found: [(range: Range<Int>, score: Int)] = []
    guard isPart(index) else { return [] }
    var next = index + 1
    while next < lines.count, next - index < Self.partLimit, isPart(next),
      lines[next].byteRange.lowerBound <= lines[next - 1].byteRange.upperBound + 2
    {
      next += 1
      let range = index..<next
      guard range.reduce(0, { $0 + lines[$1].visible }) <= Self.visibleLimit else { break }
      let parts = range.map { String(decoding: text[lines[$0].byteRange], as: UTF8.self) }
      let joined = parts.joined()
      let squeezed = TitleNames.squeezed(joined)
      let support =
        names.namesWhole(squeezed) ? 120 : isOneTitle(parts, joined, range) ? 45 + names.support(squeezed) : 0
      guard support > 0 else { continue }
      let level = range.map { lines[$0].headingLevel }.filter { $0 > 0 }.min() ?? 0
      found.append((range, support + (level == 0 ? 0 : 30 - 3 * level) + placeScore(index)))
    }
    return found
  }

  /// A short line without the end of a sentence.
  private func isPart(_ index: Int) -> Bool {
    let line = lines[index]
    let bytes = text[line.byteRange]
    guard line.visible >= 1, line.visible <= 44, bytes.count <= 180, !bytes.contains(UInt8(ascii: "\t")) else {
      return false
    }
    switch lastScalar(of: line.byteRange) {
    case "。", "；", "：", ":", ";", "！": return false
    default: return !isNumber(line.byteRange)
    }
  }

  /// The last scalar of a range of the text; 0 for an empty one.
  private func lastScalar(of range: Range<Int>) -> UInt32 {
    guard !range.isEmpty else { return 0 }
    return text.withUnsafeBufferPointer { bytes in
      var start = range.upperBound - 1
      while start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      return UTF8Reader.scalar(bytes, at: start).scalar
    }
  }

  /// 国办发〔2016〕93号, with or without brackets; 通告第12/2022號.
  private func isNumber(_ range: Range<Int>) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var at = range.lowerBound
      var ending: UInt32 = 0
      while at < range.upperBound {
        let (scalar, next) = UTF8Reader.scalar(bytes, at: at)
        at = next
        switch scalar {
        case "〔": return true
        case "）", ")", " ": break
        default: ending = scalar
        }
      }
      return ending == "号" || ending == "號"
    }
  }

  private func isOneTitle(_ parts: [String], _ joined: String, _ range: Range<Int>) -> Bool {
    guard Self.hasAbout(joined), DocumentKind.find(inTitle: joined) != nil,
      Self.isBalanced(joined)
    else { return false }
    // One that is whole already is not continued by what is below it.
    var before = ""
    for part in parts.dropLast() {
      before += part
      let isWhole = Self.hasAbout(before) && DocumentKind.find(inTitle: before) != nil
      if isWhole, Self.isBalanced(before), !parts[parts.count - 1].hasPrefix("的") { return false }
    }
    // 印发《…办法》 goes on with 的通知.
    guard range.upperBound < lines.count else { return true }
    return !text[lines[range.upperBound].byteRange].starts(with: "的".utf8)
  }

  private static func hasAbout(_ title: String) -> Bool {
    let scalars = title.unicodeScalars
    return zip(scalars, scalars.dropFirst()).contains { $0 == ("关", "于") || $0 == ("關", "於") }
  }

  private static func isBalanced(_ title: String) -> Bool {
    title.unicodeScalars.count { $0 == "《" } == title.unicodeScalars.count { $0 == "》" }
  }
}
