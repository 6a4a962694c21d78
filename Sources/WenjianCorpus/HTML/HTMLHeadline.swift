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

/// What the head of a page, or the properties of a file, call its title.
struct TitleNames {
  /// Squeezed; the sure ones without the name of the site.
  private var sure: [[UInt32]] = []
  private var loose: [[UInt32]] = []
  private var looseParts: [String] = []
  /// The first part without what stands in brackets behind it, and the last of several.
  private var core: [UInt32] = []
  private var site: [UInt32]?

  init(_ properties: [MetadataProperty]) {
    for property in properties {
      switch property.name.lowercased() {
      case "articletitle", "ld:headline", "dc.title": sure.append(Self.squeezed(property.value))
      case "title", "og:title":
        loose.append(Self.squeezed(property.value))
        looseParts += Self.parts(property.value)
      default: break
      }
    }
    if let first = looseParts.first { core = Self.squeezed(String(first.prefix { $0 != "（" && $0 != "(" })) }
    if looseParts.count > 1, let last = looseParts.last { site = Self.squeezed(last) }
    sure.removeAll { $0.count < 2 }
    loose.removeAll { $0.count < 2 }
  }

  /// Han, letters and digits only, folded.
  static func squeezed(_ text: String) -> [UInt32] {
    FoldedLine(text).scalars.filter { FoldedLine.isHan($0) || ($0 &- 0x30 < 10) || ($0 &- 0x61 < 26) }
  }

  /// What stands between the marks that part a title from a column and a site.
  static func parts(_ title: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var dashes = 0
    func ends(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "_", "|", "｜", "–", "»", "«": true
      default: false
      }
    }
    let scalars = Array(title.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isDash =
        scalar == "-"
        && (dashes > 0 || (index + 1 < scalars.count && scalars[index + 1] == "-")
          || (index > 0 && scalars[index - 1].value > 0x2E80) || (index > 0 && scalars[index - 1] == " "))
      dashes = scalar == "-" ? dashes + 1 : 0
      if ends(scalar) || isDash {
        if !part.isEmpty { parts.append(part) }
        part = ""
      } else {
        part.unicodeScalars.append(scalar)
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }.filter {
      !$0.isEmpty
    }
  }

  var firstPart: String? { looseParts.first }

  /// How much the head of the page speaks for a line: 100 for the title word for word.
  func support(_ line: [UInt32]) -> Int {
    guard line.count >= 4 else { return 0 }
    for name in sure where name == line { return 110 }
    var best = 0
    for name in sure + loose where line.count <= name.count {
      if name.starts(with: line) {
        best = max(best, 40 + 60 * line.count / name.count)
      } else if line.count >= 6, Self.contains(name, line) {
        best = max(best, 30 + 60 * line.count / name.count)
      }
    }
    guard best == 0 else { return best }
    if core.count >= 6, line.count * 10 <= core.count * 16, Self.contains(line, core) { return 60 }
    return 0
  }

  /// Whether a line is the last part of a title that has more than one.
  func isSiteName(_ line: [UInt32]) -> Bool {
    site.map { $0 == line } ?? false
  }

  /// The parts of a broken headline as one: spelled as in the head of the page when it stands there.
  func spelled(_ parts: [String]) -> String {
    guard parts.count > 1 else { return parts.first ?? "" }
    let joined = parts.joined()
    let squeezed = Self.squeezed(joined)
    return looseParts.first { Self.squeezed($0) == squeezed } ?? joined
  }

  static func contains(_ text: [UInt32], _ part: [UInt32]) -> Bool {
    guard let first = part.first, part.count <= text.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }
}
