import WenjianText

/// Finds the title among the short lines at the head of a text.
struct TitleLines {
  /// A longer line is a paragraph.
  static let characterLimit = 80

  private struct Candidate {
    var range: Range<Int>
    var score: Int
    var needsNext: Bool
  }

  private let names: TitleNames
  private let properties: [MetadataProperty]
  private var candidates: [Candidate] = []
  private var labelled: Range<Int>?
  private var order = 0
  private var isOver = false

  init(_ properties: [MetadataProperty]) {
    self.properties = properties
    names = TitleNames(properties)
  }

  var isEmpty: Bool { candidates.isEmpty }

  /// Prose begins: what comes now is no title.
  mutating func endHead() { isOver = true }

  mutating func drop(_ range: Range<Int>) { candidates.removeAll { $0.range == range } }

  mutating func label(_ line: FoldedLine, _ range: Range<Int>, _ source: UnsafeBufferPointer<UInt8>) {
    guard labelled == nil, range.count >= 4, range.count <= 120 else { return }
    labelled = line.byteRange(range)
  }

  /// Looks at a line that is no label, date, number or byline.
  mutating func add(_ text: TextLine, _ line: FoldedLine, _ source: UnsafeBufferPointer<UInt8>) {
    guard !isOver, candidates.count < 12 else { return }
    order += 1
    var start = 0
    var score = 12 - order
    // # Markdown
    while line[start] == 0x23 { start += 1 }
    if start > 0 {
      guard line.isBlank(at: start) else { return }
      score += start == 1 ? 25 : 10
    }
    start = line.skippingBlanks(start)
    let range = line.trimmed(start..<line.count)
    guard range.count >= 2, range.count <= Self.characterLimit else { return }
    let last = line.scalars[range.upperBound - 1]
    if last == 0x3002 || last == 0x3A || last == 0x3B || last == 0x2C { return }
    if joinsLast(text, line, range, source) { return }
    guard line.han >= 3 || start > 0 || order == 1 && line.letters >= 3 else { return }
    if isBesideTitle(line, range) { return }
    if LineFurniture.read(line).isFurniture(line) { return }
    let bytes = line.byteRange(range)
    let title = String(decoding: UnsafeBufferPointer(rebasing: source[bytes]), as: UTF8.self)
    let about = line.firstIndex(of: [0x5173, 0x4E8E])
    let kind = DocumentKind.find(inTitle: title)
    if kind != nil { score += about != nil ? 40 : 15 }
    if !properties.isEmpty { score += names.support(TitleNames.squeezed(title)) }
    candidates.append(Candidate(range: bytes, score: score, needsNext: about != nil && kind == nil))
  }

  /// A title on two lines: 国务院办公厅关于加强 / 农村饮水管护工作的通知.
  private mutating func joinsLast(
    _ text: TextLine, _ line: FoldedLine, _ range: Range<Int>, _ source: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let open = candidates.last, open.needsNext, text.followsDirectly,
      text.range.lowerBound - open.range.upperBound <= 24
    else { return false }
    let bytes = open.range.lowerBound..<line.byteRange(range).upperBound
    let joined = Self.joined(source, bytes)
    guard joined.unicodeScalars.count <= Self.characterLimit, DocumentKind.find(inTitle: joined) != nil else {
      return false
    }
    candidates[candidates.count - 1] = Candidate(
      range: bytes, score: open.score + 40 + (properties.isEmpty ? 0 : names.support(TitleNames.squeezed(joined))),
      needsNext: false)
    return true
  }

  /// What stands around titles and looks like one.
  private func isBesideTitle(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    let first = line.scalars[range.lowerBound]
    let last = line.scalars[range.upperBound - 1]
    if first == 0x28, last == 0x29 { return true }
    if first == 0x2022 || first == 0x2D || first == 0x7C { return true }
    // 第一章, 一、, （一）: a heading inside the text.
    if first == 0x7B2C, let number = ChineseNumeral.read(line, at: range.lowerBound + 1),
      [0x7AE0, 0x8282, 0x6761, 0x53F7, 0x7F16].contains(line[line.skippingBlanks(number.end)])
    {
      return true
    }
    if let number = ChineseNumeral.read(line, at: range.lowerBound), line[number.end] == 0x3001 { return true }
    if line.starts(with: [0x76EE], at: range.lowerBound), last == 0x5F55 || last == 0x6B21, line.han == 2 {
      return true
    }
    // 国务院办公厅文件, 农业农村部令, 最高人民法院公告, 雲山縣政府　函: the head of a letter, not its subject.
    if line.firstIndex(of: [0x5173, 0x4E8E]) == nil {
      if line.starts(with: [0x6587, 0x4EF6], at: range.upperBound - 2), line.count <= 30 { return true }
      if last == 0x4EE4 || last == 0x51FD, line.count <= 40 { return true }
      if line.starts(with: [0x516C, 0x544A], at: range.upperBound - 2), line.count <= 30,
        MetadataValues.isOffice(line, range.lowerBound..<max(range.lowerBound, range.upperBound - 2))
      {
        return true
      }
    }
    return false
  }

  /// The title, where it stands when it does.
  func best(source: UnsafeBufferPointer<UInt8>) -> Finding<String>? {
    let head =
      properties.first { $0.name == "headline" } ?? properties.first { Self.sure.contains($0.name.lowercased()) }
    if let head {
      let value = withoutColumn(MetadataValues.singleBlanks(head.value))
      let range = find(value, source)
      return Finding(value, range.map { .text($0) } ?? .property(head.name), head.name == "headline" ? 0.95 : 0.9)
    }
    let best = candidates.max { a, b in
      a.score < b.score || (a.score == b.score && a.range.lowerBound > b.range.lowerBound)
    }
    if let labelled, best.map({ $0.score < 60 }) ?? true {
      let value = MetadataValues.singleBlanks(Self.joined(source, labelled))
      // 農村社區土地重劃條例 EN: the head of the page knows where the name ends.
      if let named = names.prefix(of: value) {
        return Finding(named, .text(labelled.lowerBound..<(labelled.lowerBound + named.utf8.count)), 0.9)
      }
      return Finding(value, .text(labelled), 0.9)
    }
    if let best {
      let value = MetadataValues.singleBlanks(Self.joined(source, best.range))
      return Finding(value, .text(best.range), best.score >= 40 ? 0.9 : best.score >= 8 ? 0.75 : 0.6)
    }
    guard let title = properties.first(where: { $0.name.lowercased() == "title" || $0.name == "og:title" }) else {
      return nil
    }
    return Finding(TitleNames.parts(title.value).first ?? title.value, .property(title.name), 0.6)
  }

  /// 【规范性文件】庐江区人民政府关于…的通告 without the column of the site that it stands in, when the page names that.
  private func withoutColumn(_ title: String) -> String {
    guard title.hasPrefix("【"), let close = title.firstIndex(of: "】") else { return title }
    let column = title[title.index(after: title.startIndex)..<close]
    let isColumn = properties.contains {
      ["columnname", "columntype"].contains($0.name.lowercased()) && $0.value == column
    }
    let rest = title[title.index(after: close)...].drop { $0 == " " }
    return isColumn && !rest.isEmpty ? String(rest) : title
  }

  private static let sure: Set<String> = ["articletitle", "ld:headline", "dc.title"]

  /// Line ends inside a title are left out: it was broken to fit.
  private static func joined(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    let text = String(decoding: UnsafeBufferPointer(rebasing: source[range]), as: UTF8.self)
    guard text.unicodeScalars.contains("\n") else { return text }
    return text.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
      .map {
        String(
          $0.drop { $0 == " " || $0 == "\u{3000}" }.reversed().drop { $0 == " " || $0 == "\u{3000}" }.reversed())
      }
      .joined()
  }

  /// Where the title stands in the head, blanks and line ends inside it not counted.
  private func find(_ title: String, _ source: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let wanted = title.utf8.filter { $0 > 0x20 }
    guard let first = wanted.first else { return nil }
    let limit = min(source.count, 16 * MetadataFinder.headBytes)
    var start = 0
    while start < limit {
      defer { start += 1 }
      guard source[start] == first else { continue }
      var at = start
      var matched = 0
      while at < source.count, matched < wanted.count {
        if source[at] == wanted[matched] {
          matched += 1
        } else if source[at] > 0x20 {
          break
        }
        at += 1
      }
      if matched == wanted.count { return start..<at }
    }
    return nil
  }
}

extension TitleNames {
  /// The part of a page's title that a text begins with.
  package func prefix(of text: String) -> String? {
    firstPart.flatMap { $0.utf8.count >= 12 && text.hasPrefix($0) ? $0 : nil }
  }
}
