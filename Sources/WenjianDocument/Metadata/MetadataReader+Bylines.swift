// Who wrote a text: lines of names, reporters, photographers.

import WenjianModel
import WenjianText

extension MetadataReader {
  /// A line of names: 張濤 周鎮兵 于曉凡, 贺国栋　马春英; or of a reporter.
  mutating func readByline() -> Bool {
    if readReporter() { return line.count <= 60 }
    if readPhotographer() { return true }
    guard !hasProse, line.han >= 2, line.han <= 24, line.digits == 0, line.letters == 0, line.count <= 40 else {
      return false
    }
    let names = PersonNames.read(line, 0..<line.count, allowsRest: false)
    guard let first = names.first, let last = names.last, last.upperBound == line.count else { return false }
    if LineFurniture.read(line).isFurniture(line) { return false }
    // A single name alone in a line is a byline only below a title.
    guard names.count > 1 || !titles.isEmpty, names.allSatisfy({ $0.count <= 3 }) else { return false }
    let joined = PersonNames.joined(names, line, source)
    Self.keep(at(first.lowerBound..<last.upperBound, joined, names.count > 1 ? 0.6 : 0.4), in: &found.author)
    return true
  }

  /// 石宽兵摄, 王海林/摄 at the end of a caption: what a page of pictures has for an author.
  private mutating func readPhotographer() -> Bool {
    var end = line.count
    while end > 0, line.scalars[end - 1] == ")" || line.scalars[end - 1] == "." { end -= 1 }
    guard end >= 4, line.scalars[end - 1] == "摄" else { return false }
    end -= 1
    if line.scalars[end - 1] == "/" { end -= 1 }
    var start = end
    while start > 0, end - start < 4, FoldedLine.isHan(line.scalars[start - 1]) { start -= 1 }
    guard (2...3).contains(end - start), PersonNames.isSurname(line, at: start) else { return false }
    Self.keep(at(start..<end, PersonNames.joined([start..<end], line, source), 0.3), in: &found.author)
    return true
  }

  /// （金融处　俞建飞） at the end of a text: an office and whoever wrote for it.
  mutating func readContributor() {
    guard line.last == ")", let open = line.scalars.lastIndex(where: { $0 == "(" }), line.count - open <= 30,
      let blank = (open..<line.count).first(where: { line.isBlank(at: $0) }),
      MetadataValues.isOffice(line, (open + 1)..<blank)
    else { return }
    let names = PersonNames.read(line, blank..<(line.count - 1), allowsRest: false)
    guard let first = names.first, let last = names.last, last.upperBound == line.count - 1 else { return }
    let joined = PersonNames.joined(names, line, source)
    Self.keep(at(first.lowerBound..<last.upperBound, joined, 0.5), in: &found.author)
  }

  /// 《大河日报》（2021年12月20日　第 01 版）: the paper that a text was printed in.
  mutating func readNewspaper() {
    guard let edition = line.scalars.lastIndex(where: { $0 == "版" }), line.count - edition <= 3,
      let close = line.scalars[..<edition].lastIndex(where: { $0 == "》" }),
      let open = line.scalars[..<close].lastIndex(where: { $0 == "《" }), edition - close <= 30,
      line[line.skippingBlanks(close + 1)] == "("
    else { return }
    let name = line.trimmed((open + 1)..<close)
    switch line[name.upperBound - 1] {
    case "报", "刊", "志", "闻": if name.count >= 3, name.count <= 20 { keep(name, 0.6, \.source) }
    default: break
    }
  }

  /// 记者了解到, 记者从市水利局获悉: what a reporter does.
  private func isTelling(at start: Int, isApart: Bool) -> Bool {
    guard start < line.count, let (tag, _) = MetadataValues.tellings.match(line, at: start) else { return false }
    var end = start
    while end < line.count, FoldedLine.isHan(line[end]) { end += 1 }
    return tag == 0 || !isApart || !(2...3).contains(end - start)
  }

  private static func precedesByline(_ scalar: UInt32) -> Bool {
    switch scalar {
    case "报", "社", "讯": true
    default: !FoldedLine.isHan(scalar)
    }
  }

  @discardableResult
  mutating func readReporter() -> Bool {
    var index = 0
    let limit = min(line.count, 100)
    let reporters = MetadataValues.reporters
    while index < limit {
      guard let word = reporters.match(line, at: index) else {
        index += 1
        continue
      }
      let start = line.skippingBlanks(index + word.count)
      if isTelling(at: start, isApart: start > index + word.count) {
        index = start
        continue
      }
      // At its end a byline may lie in brackets: （记者 郑兰）; else what follows in the line is no name.
      let close =
        line.scalars[start...].firstIndex { $0 == ")" || $0 == "/" || $0 == ":" || $0 == "\"" } ?? line.count
      // 本报记者, （记者: a byline. 美国记者赫什: somebody that the text tells of.
      let isByline = index == 0 || Self.precedesByline(line[index - 1])
      let names = PersonNames.read(line, start..<max(start, close), allowsRest: true, isNamed: isByline)
      if let first = names.first, let last = names.last {
        let joined = PersonNames.joined(names, line, source)
        Self.keep(at(first.lowerBound..<last.upperBound, joined, 0.6), in: &found.author)
        return true
      }
      index += word.count
    }
    return false
  }
}
