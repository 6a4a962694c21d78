// Lines that are dates: of publication above a text, of its signature below it, of the enactment of a law.

import WenjianModel
import WenjianText

extension MetadataReader {
  /// The dates of a short line.
  mutating func readDates(_ text: TextLine, isLabelled: Bool, isTail: Bool, isTitle: inout Bool) {
    guard line.digits > 0 || line.han >= 8, let date = ownDate else { return }
    if readEnactment() {
      isTitle = false
    } else if isDateLine(date) {
      isTitle = false
      readDateLine(date, isLabelled: isLabelled, isTail: isTail, isLow: text.isLow)
    } else if !isLabelled || found.publicationDate == nil, hasClock(behind: date.range.upperBound) {
      isTitle = false
      Self.keep(at(date.range, date.date, 0.85), in: &found.publicationDate)
    } else if !isLabelled, !hasProse, date.range.upperBound == line.count, !titles.isEmpty, line.han <= 12 {
      // Below the title, with names run into it: 老周先锋在线2019-04-17.
      isTitle = false
      Self.keep(at(date.range, date.date, 0.6), in: &found.publicationDate)
    }
  }

  /// The first date of the line that is not that of something else: of a print, a download, a search.
  private var ownDate: DateReader.Found? {
    var index = 0
    while let date = DateReader.find(in: line, from: index) {
      let isForeign = foreign?.overlaps(date.range) ?? false
      let before = max(0, date.range.lowerBound - 8)..<date.range.lowerBound
      if !isForeign, !before.contains(where: { MetadataValues.foreignActs.match(line, at: $0) != nil }) {
        return date
      }
      index = date.range.upperBound
    }
    return nil
  }

  /// A line that says no more than a date, an office before it, a time or a day of the week behind it.
  func isDateLine(_ date: DateReader.Found) -> Bool {
    var rest = 0
    for index in 0..<line.count where !date.range.contains(index) {
      if FoldedLine.isHan(line.scalars[index]) { rest += 1 }
    }
    if rest == 0 { return line.count <= 40 }
    return line.count <= 60 && date.range.upperBound >= line.count - 14 && isOfficeOrWeekday(date)
  }

  func isOfficeOrWeekday(_ date: DateReader.Found) -> Bool {
    let before = beforeDate(date)
    let behind = line.trimmed(date.range.upperBound..<line.count)
    return (before.isEmpty || MetadataValues.isOffice(line, before))
      && (behind.isEmpty || hasWeekday || behind.count <= 8)
  }

  /// What stands before a date, without the bracket that it may open.
  private func beforeDate(_ date: DateReader.Found) -> Range<Int> {
    var range = line.trimmed(0..<date.range.lowerBound)
    while let last = range.last, line[last] == "(" || line[last] == "[" || line[last] == "," {
      range = line.trimmed(range.lowerBound..<last)
    }
    return range
  }

  private var hasWeekday: Bool { line.firstIndex(of: Self.weekday) != nil }
  private static let weekday = Array("星期".unicodeScalars.map(\.value))
  private static let printed = Array("印".unicodeScalars.map(\.value))

  mutating func readDateLine(
    _ date: DateReader.Found, isLabelled: Bool, isTail: Bool, isLow: Bool
  ) {
    // 2024年3月5日印发, in the colophon of an office: good where the text is not signed.
    if line.firstIndex(of: Self.printed, from: date.range.upperBound) != nil {
      if !isLabelled { Self.keep(at(date.range, date.date, 0.7), in: &found.signatureDate) }
      let before = beforeDate(date)
      if !before.isEmpty, found.signatureDate?.confidence == 0.7 { keep(before, 0.6, \.issuer) }
      return
    }
    if hasWeekday || !hasProse || isLow {
      let isSure = hasClock(behind: date.range.upperBound)
      let confidence = hasWeekday ? 0.6 : isSure ? 0.85 : 0.75
      if !isLabelled { Self.keep(at(date.range, date.date, confidence), in: &found.publicationDate) }
      return
    }
    if isLabelled { return }
    // The last signature of a text is its own: those before it are of what it quotes.
    let finding = at(date.range, date.date, 0.85)
    if found.signatureDate.map({ $0.confidence <= 0.85 }) ?? true {
      if found.signatureDate.map({ $0.confidence < 0.85 }) ?? true || isTail { found.signatureDate = finding }
    }
    let before = beforeDate(date)
    if !before.isEmpty {
      keep(before, 0.8, \.issuer)
    } else {
      readIssuerAbove()
    }
  }

  mutating func readIssuerAbove() {
    if let issuer = issuerAbove() { Self.keep(issuer, in: &found.issuer) }
  }

  /// The offices in the lines above a date.
  func issuerAbove() -> Finding<String>? {
    var offices: [Range<Int>] = []
    var above = FoldedLine()
    for range in self.above.suffix(3).reversed() {
      above.read(source, range)
      guard MetadataValues.isOffice(above, above.trimmed(0..<above.count)) else { break }
      offices.insert(range, at: 0)
    }
    guard let first = offices.first, let last = offices.last else { return nil }
    let names = offices.map { MetadataValues.singleBlanks(string($0)) }.joined(separator: " ")
    return Finding(names, .text(first.lowerBound..<last.upperBound), 0.8)
  }

  /// 15:37 or 15:37:20 close behind.
  func hasClock(behind start: Int) -> Bool {
    var index = start
    while index < min(line.count, start + 8) {
      if line.scalars[index] == ":", index > 0, "0"..."9" ~= line[index - 1], "0"..."9" ~= line[index + 1] {
        return true
      }
      index += 1
    }
    return false
  }

  /// （2021年4月29日…通过 2023年…修正）, 2020年5月14日 …第一次修正, 中華民國八十七年…制定公布: the last day on which a
  /// law was passed or changed; from when it is in force is another thing.
  @discardableResult
  mutating func readEnactment() -> Bool {
    var index = 0
    var last: DateReader.Found?
    var isEnactment = false
    let acts = MetadataValues.acts
    while let date = DateReader.find(in: line, from: index) {
      var at = date.range.upperBound
      search: while at < line.count {
        if line.scalars[at] == "起" || line.scalars[at] == "施" { break }
        if let act = acts.match(line, at: at) {
          // 按日期公布, 通过之日: an act is one only where the clause ends with it.
          isEnactment = true
          last = date
          at += act.count
          break search
        }
        if ChineseNumeral.digit(line.scalars[at]) != nil, ChineseNumeral.digit(line[at - 1]) == nil,
          DateReader.read(line, at: at, afterLabel: false) != nil
        {
          break
        }
        at += 1
      }
      index = max(date.range.upperBound, index + 1)
    }
    guard isEnactment, let last else { return false }
    // Of several lines the last is the newest.
    if found.signatureDate.map({ $0.confidence <= 0.85 }) ?? true, !hasProse || line[0] == "(" {
      found.signatureDate = at(last.range, last.date, 0.85)
    }
    return true
  }
}
