import WenjianModel
import WenjianText

/// Finds the title among the short lines at the head of a text.
struct TitleLines {
  /// A longer line is a paragraph.
  static let characterLimit = 80

  private struct Candidate {
    var range: Range<Int>
    var score: Int
    var text: String
    /// What speaks for it when it stands on several lines.
    var ground: BrokenTitle.Ground?
  }

  private let names: TitleNames
  private let properties: [MetadataProperty]
  private var parts: [TitlePart] = []
  /// How far behind the first line that may be a title each part is, and what its form adds to its worth.
  private var worths: [Int] = []
  private var labelled: Range<Int>?
  private var order = 0
  private var isOver = false
  /// A sentence was read: what comes behind it is a title only when it surely looks like one.
  private var isBehindSentence = false

  init(_ properties: [MetadataProperty]) {
    self.properties = properties
    names = TitleNames(properties)
  }

  var isEmpty: Bool { !parts.contains { $0.isTitle } }

  /// Prose begins: what comes now is no title.
  mutating func endHead() { isOver = true }

  mutating func drop(_ range: Range<Int>) {
    while let last = parts.lastIndex(where: { $0.range.overlaps(range) }) {
      parts.remove(at: last)
      worths.remove(at: last)
    }
  }

  mutating func label(_ line: FoldedLine, _ range: Range<Int>, _ source: TextBytes) {
    guard labelled == nil, range.count >= 3, range.count <= 120 else { return }
    labelled = line.byteRange(range)
  }

  /// Looks at a line that is no label, date, number or byline.
  /// - Parameter number: of the line among those with anything on them.
  mutating func add(_ text: TextLine, number: Int, _ line: FoldedLine, _ source: TextBytes) {
    guard !isOver, parts.count < 16 else { return }
    order += 1
    var start = 0
    var worth = 12 - order
    // # Markdown
    while line[start] == "#" { start += 1 }
    let marks = start
    if marks > 0 {
      guard line.isBlank(at: start) else { return }
      worth += marks == 1 ? 25 : 10
    }
    start = line.skippingBlanks(start)
    let range = line.trimmed(start..<line.count)
    guard !range.isEmpty, range.count <= Self.characterLimit else { return }
    // The line above was broken off.
    if TitleWords.continuations.contains(line.scalars[range.lowerBound]) { isBehindSentence = true }
    let last = line.scalars[range.upperBound - 1]
    if last == "。" || last == ":" || last == ";" || last == "," {
      if last == "。", line.han >= 5 { isBehindSentence = true }
      return
    }
    var part = TitlePart(line.byteRange(range), number: number, source: source)
    let isBracket = TitleWords.isBracketTail(part.line)
    part.isTitle =
      !isBracket && range.count >= 2 && (line.han >= 3 || marks > 0 || order == 1 && line.letters >= 3)
      && !isBesideTitle(line, range) && !LineFurniture.read(line).isFurniture(line)
    guard line.han + line.letters > 0 else { return }
    if isBehindSentence { worth -= 100 }
    parts.append(part)
    worths.append(worth)
  }

  /// Every title that a line or several begin with.
  private var candidates: [Candidate] {
    var found: [Candidate] = []
    for index in parts.indices {
      let part = parts[index]
      let isSupported = !properties.isEmpty && names.support(TitleNames.squeezed(part.text)) >= 40
      if part.isTitle, isSupported || worths[index] >= 20 || !part.isSentence {
        let kind = DocumentKind.find(inTitle: part.text)
        // 管理办法 alone is the end of a name, or a column.
        let bonus = kind == nil || TitleWords.isBareTail(part.line) ? 0 : part.hasAbout ? 40 : 15
        found.append(candidate(index..<(index + 1), text: part.text, bonus: bonus))
      }
      let run = neighbours(of: index)
      if part.isTitle, let whole = BrokenTitle.find(parts[run]) {
        let bonus =
          switch whole.ground {
          case .about: 44
          case .law: 18
          case .form: 3
          }
        found.append(candidate(index..<(index + whole.count), text: whole.text, bonus: bonus, ground: whole.ground))
      }
      if !properties.isEmpty, let candidate = supported(run) { found.append(candidate) }
    }
    return found
  }

  private func candidate(
    _ range: Range<Int>, text: String, bonus: Int, ground: BrokenTitle.Ground? = nil
  ) -> Candidate {
    let bytes = parts[range.lowerBound].range.lowerBound..<parts[range.upperBound - 1].range.upperBound
    let support = properties.isEmpty ? 0 : names.support(TitleNames.squeezed(text))
    return Candidate(
      range: bytes, score: worths[range.lowerBound] + bonus + support, text: text, ground: ground)
  }

  /// The parts that stand in lines next to each other, from one on.
  private func neighbours(of index: Int) -> Range<Int> {
    var end = index + 1
    while end < parts.count, end - index <= BrokenTitle.lineLimit, parts[end].number == parts[end - 1].number + 1,
      parts[end].range.lowerBound - parts[end - 1].range.upperBound <= 120
    {
      end += 1
    }
    return index..<end
  }

  /// Lines that the head of the page knows as one title, word for word.
  private func supported(_ run: Range<Int>) -> Candidate? {
    guard run.count > 1 else { return nil }
    var text = parts[run.lowerBound].text
    for end in (run.lowerBound + 1)..<run.upperBound {
      text += parts[end].text
      let squeezed = TitleNames.squeezed(text)
      if squeezed.count >= 8, names.isName(squeezed) {
        return candidate(run.lowerBound..<(end + 1), text: text, bonus: 30)
      }
    }
    return nil
  }

  /// What stands around titles and looks like one.
  private func isBesideTitle(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    let first = line.scalars[range.lowerBound]
    let last = line.scalars[range.upperBound - 1]
    if first == "(", last == ")" { return true }
    if first == "•" || first == "-" || first == "|" { return true }
    if TitleWords.isNumbered(line, at: range.lowerBound) { return true }
    if first == "目", last == "录" || last == "次", line.han == 2 { return true }
    // 国务院办公厅文件, 农业农村部令, 最高人民法院公告, 雲山縣政府　函: the head of a letter, not its subject.
    if line.firstIndex(of: TitleWords.about) == nil {
      if line.starts(with: Self.file, at: range.upperBound - 2), line.count <= 30 { return true }
      if last == "令" || last == "函", line.count <= 40,
        MetadataValues.isOffice(line, range.lowerBound..<max(range.lowerBound, range.upperBound - 1))
          || TitleWords.signers.contains(line[max(0, range.upperBound - 2)])
      {
        return true
      }
      if line.starts(with: Self.announcement, at: range.upperBound - 2), line.count <= 30,
        MetadataValues.isOffice(line, range.lowerBound..<max(range.lowerBound, range.upperBound - 2))
      {
        return true
      }
    }
    return false
  }

  private func isPart(_ value: String, of text: String) -> Bool {
    let (part, whole) = (TitleNames.squeezed(value), TitleNames.squeezed(text))
    return part.count < whole.count && TitleNames.contains(whole, part)
  }

  private static let file = Array("文件".unicodeScalars.map(\.value))
  private static let announcement = Array("公告".unicodeScalars.map(\.value))

  /// The title, where it stands when it does.
  func best(source: TextBytes) -> Finding<String>? {
    let best = candidates.max { a, b in
      a.score < b.score || (a.score == b.score && a.range.lowerBound > b.range.lowerBound)
    }
    let head =
      properties.first { $0.name == "headline" } ?? properties.first { Self.sure.contains($0.name.lowercased()) }
    if let head {
      let value = withoutColumn(MetadataValues.singleBlanks(head.value))
      let range = find(value, source)
      let confidence = head.name == "headline" ? 0.95 : 0.9
      // The headline of a page may be one line of several.
      let whole = candidates.filter { candidate in
        candidate.ground.map { $0 != .form } ?? false && isPart(value, of: candidate.text)
      }.max { $0.text.utf8.count < $1.text.utf8.count }
      if let whole { return Finding(whole.text, .text(whole.range), confidence) }
      return Finding(value, range.map { .text($0) } ?? .property(head.name), confidence)
    }
    if let labelled, best.map({ $0.score < 60 }) ?? true {
      let value = MetadataValues.singleBlanks(Self.joined(source, labelled))
      // 農村社區土地重劃條例 EN: the head of the page knows where the name ends.
      if let named = names.prefix(of: value) {
        return Finding(named, .text(labelled.lowerBound..<(labelled.lowerBound + named.utf8.count)), 0.9)
      }
      return Finding(value, .text(labelled), 0.9)
    }
    // What is only like a title may stand behind a sentence.
    if let best, best.score >= -60 {
      return Finding(best.text, .text(best.range), best.score >= 40 ? 0.9 : best.score >= 8 ? 0.75 : 0.6)
    }
    guard let title = properties.first(where: { $0.name.lowercased() == "title" || $0.name == "og:title" }) else {
      return nil
    }
    return Finding(TitleNames.mainPart(of: title.value) ?? title.value, .property(title.name), 0.6)
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
  private static func joined(_ source: TextBytes, _ range: Range<Int>) -> String {
    let text = source.string(range)
    guard text.unicodeScalars.contains("\n") else { return text }
    return text.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
      .map {
        String(
          $0.drop { $0 == " " || $0 == "\u{3000}" }.reversed().drop { $0 == " " || $0 == "\u{3000}" }.reversed())
      }
      .joined()
  }

  /// Where the title stands in the head, blanks and line ends inside it not counted.
  private func find(_ title: String, _ source: TextBytes) -> Range<Int>? {
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
