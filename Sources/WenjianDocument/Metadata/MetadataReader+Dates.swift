// Lines that are dates: of publication above a text, of its signature below it, of the enactment of a law.

import WenjianText

extension MetadataReader {
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
    let before = line.trimmed(0..<date.range.lowerBound)
    let behind = line.trimmed(date.range.upperBound..<line.count)
    let isWeekday = line.firstIndex(of: [0x661F, 0x671F]) != nil  // 星期
    return (before.isEmpty || MetadataValues.isOffice(line, before))
      && (behind.isEmpty || isWeekday || behind.count <= 8)
  }

  mutating func readDateLine(
    _ date: DateReader.Found, isLabelled: Bool, isTail: Bool, isLow: Bool
  ) {
    let isWeekday = line.firstIndex(of: [0x661F, 0x671F]) != nil
    if isWeekday || !hasProse || isLow {
      let isSure = hasClock(behind: date.range.upperBound)
      let confidence = isWeekday ? 0.6 : isSure ? 0.85 : 0.75
      if !isLabelled { Self.keep(at(date.range, date.date, confidence), in: &found.publicationDate) }
      return
    }
    if isLabelled { return }
    // The last signature of a text is its own: those before it are of what it quotes.
    let finding = at(date.range, date.date, 0.85)
    if found.signatureDate.map({ $0.confidence <= 0.85 }) ?? true {
      if found.signatureDate == nil || isTail { found.signatureDate = finding }
    }
    let before = line.trimmed(0..<date.range.lowerBound)
    if !before.isEmpty {
      keep(before, 0.8, \.issuer)
    } else {
      readIssuerAbove()
    }
  }

  mutating func readIssuerAbove() {
    var offices: [Range<Int>] = []
    var above = FoldedLine()
    for range in self.above.suffix(3).reversed() {
      above.read(source, range)
      guard MetadataValues.isOffice(above, above.trimmed(0..<above.count)) else { break }
      offices.insert(range, at: 0)
    }
    guard let first = offices.first, let last = offices.last else { return }
    let names = offices.map { MetadataValues.singleBlanks(string($0)) }.joined(separator: " ")
    Self.keep(Finding(names, .text(first.lowerBound..<last.upperBound), 0.8), in: &found.issuer)
  }

  /// 15:37 or 15:37:20 close behind.
  func hasClock(behind start: Int) -> Bool {
    var index = start
    while index < min(line.count, start + 8) {
      if line.scalars[index] == 0x3A, index > 0, line[index - 1] &- 0x30 < 10, line[index + 1] &- 0x30 < 10 {
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
    while let date = DateReader.find(in: line, from: index) {
      var at = date.range.upperBound
      search: while at < line.count {
        if line.scalars[at] == 0x8D77 || line.scalars[at] == 0x65BD { break }  // 起施行
        if let act = MetadataValues.acts.match(line, at: at) {
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
    if found.signatureDate.map({ $0.confidence <= 0.85 }) ?? true, !hasProse || line[0] == 0x28 {
      found.signatureDate = at(last.range, last.date, 0.85)
    }
    return true
  }
}
