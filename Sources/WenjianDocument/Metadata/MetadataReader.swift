// One pass over the head and the tail of a text. What is found more than once is decided by confidence, and of two as
// sure the first stands.

import WenjianModel
import WenjianText

struct MetadataReader {
  let source: TextBytes
  let path: String
  var properties: [MetadataProperty]
  let lowWeightRanges: [Range<Int>]
  var found = DocumentMetadata()
  var line = FoldedLine()
  var titles: TitleLines
  private var frontMatterNames = 0
  var textStart = 0
  /// The short lines before the one that is read, for an issuer above its date and a decree above its number.
  var above: [Range<Int>] = []
  var hasProse = false
  /// A field that the line above names and says no more of.
  private var pendingLabel: MetadataLabel?
  private var startsWithLabel = false
  /// Scalars of the line that labels which say nothing of the document, and their values, take up.
  var foreign: Range<Int>?

  init(
    _ source: TextBytes, _ path: String, _ properties: [MetadataProperty], _ low: [Range<Int>]
  ) {
    self.source = source
    self.path = path
    self.properties = properties
    lowWeightRanges = low
    titles = TitleLines(properties)
  }

  mutating func read() -> DocumentMetadata {
    if let matter = FrontMatterProperties.read(source) {
      frontMatterNames = matter.properties.count
      properties = matter.properties + properties
      textStart = matter.end
      titles = TitleLines(properties)
    }
    if !properties.isEmpty { readProperties() }
    let headEnd = readHead()
    readSignatureBeforeAnnex()
    readTail(behind: headEnd)
    finishTitle()
    readFileName()
    finishIssuerAndKind()
    return found
  }

  func string(_ range: Range<Int>) -> String {
    source.string(range)
  }

  /// Keeps the surer of two findings.
  static func keep<Value>(_ finding: Finding<Value>, in place: inout Finding<Value>?) {
    if let old = place, old.confidence >= finding.confidence { return }
    place = finding
  }

  private mutating func readTail(behind headEnd: Int) {
    var end = source.count
    for range in lowWeightRanges.reversed() {
      guard range.upperBound + 8 >= end else { break }
      end = min(end, range.lowerBound)
    }
    var start = max(headEnd, end - MetadataFinder.tailBytes)
    // What is of low weight behind the text may say where it comes from.
    end = min(source.count, end + MetadataFinder.tailBytes)
    guard start < end else { return }
    while end < source.count, UTF8Reader.isContinuation(source[end]) { end += 1 }
    while start < end, UTF8Reader.isContinuation(source[start]) { start += 1 }
    above.removeAll(keepingCapacity: true)
    titles.endHead()
    hasProse = true
    var lines = TrimmedLines(source, start..<end, lowWeightRanges)
    while let next = lines.next() {
      if isProse(next.range) {
        // Only the end of the last line can hold a name of a reporter or an origin.
        if next.isLow || next.range.upperBound + 4 >= end {
          var from = max(next.range.lowerBound, next.range.upperBound - 300)
          while UTF8Reader.isContinuation(source[from]) { from += 1 }
          readProse(from..<next.range.upperBound, isFirst: false)
        }
        above.removeAll(keepingCapacity: true)
      } else {
        readShort(next, number: -1, isTail: true)
      }
    }
  }

  /// A line that is a sentence, or longer than any label or title.
  func isProse(_ range: Range<Int>) -> Bool {
    guard range.count >= 75 else { return false }
    if range.count >= 600 { return true }
    let end = range.upperBound
    let tail = lastScalar(range)
    if tail == "。" || tail == "；" { return true }
    var at = range.lowerBound
    var marks = 0
    while at < end {
      let (scalar, next) = UTF8Reader.scalar(source, at: at)
      marks += scalar == "。" ? 2 : scalar == "，" ? 1 : 0
      at = next
    }
    return marks >= 3 || (marks >= 2 && range.count >= 240)
  }

  private func lastScalar(_ range: Range<Int>) -> UInt32 {
    UTF8Reader.scalar(source, before: range.upperBound, notBelow: range.lowerBound).scalar
  }

  /// 第一条, 第 1 條 and 【第一条】: the text of a law has begun, however short its lines are. 第 1 條條文, a line of its
  /// history, is no heading of the text either.
  func isArticle(_ range: Range<Int>) -> Bool {
    if range.isEmpty { return false }
    var at = range.lowerBound
    let marker = ListMarker.read {
      guard at < range.upperBound else { return nil }
      let (scalar, end) = UTF8Reader.scalar(source, at: at)
      at = end
      return scalar
    }
    if case .division(.article, _) = marker { return true }
    return LineNumber.read(source, range)?.form == .article
  }

  mutating func readProse(_ range: Range<Int>, isFirst: Bool) {
    guard isFirst || range.count < 400, !isArticle(range) else { return }
    var end = min(range.upperBound, range.lowerBound + (isFirst ? 160 : 400))
    while end < range.upperBound, UTF8Reader.isContinuation(source[end]) { end += 1 }
    line.read(source, range.lowerBound..<end)
    readReporter()
    if !isFirst { readContributor() }
    // 來源:網絡整理 免責聲明:本文僅限學習分享 stands in one line at the end of a text.
    if line[2] == ":" || line[4] == ":" { readLabels() }
    if line[0] == "(" || (line[0] == "《" && isFirst) { readEnactment() }
  }

  mutating func readShort(_ text: TextLine, number: Int, isTail: Bool) {
    let range = text.range
    // Behind the first prose only numbers and signatures are looked for in the head: short lines.
    guard range.count < (hasProse && !isTail && !text.isLow ? 120 : 600) else {
      above.removeAll(keepingCapacity: true)
      return
    }
    line.read(source, range)
    guard !line.isEmpty else { return }
    var isTitle = !text.isLow && !text.isMenu && !hasProse
    if readLabelledAbove() { return }
    foreign = nil
    startsWithLabel = false
    let isLabelled = readLabels()
    if isLabelled || startsWithLabel { isTitle = false }
    pendingLabel = MetadataLabels.only(line)
    if pendingLabel != nil { isTitle = false }
    readDates(text, isLabelled: isLabelled, isTail: isTail, isTitle: &isTitle)
    if readNumber(range) { isTitle = false }
    readNewspaper()
    if isLabelled { readReporter() } else if readByline() { isTitle = false }
    if isTitle { titles.add(text, number: number, line, source) }
    if line.count <= 60, !text.isLow { above.append(range) } else { above.removeAll(keepingCapacity: true) }
  }

  /// Behind a line that is a label and no more, its value.
  private mutating func readLabelledAbove() -> Bool {
    guard let label = pendingLabel else { return false }
    pendingLabel = nil
    guard MetadataLabels.only(line) == nil else { return false }
    let values = MetadataLabels.find(in: line, source: source)
    guard values.isEmpty else { return false }
    let range = line.trimmed(0..<line.count)
    switch label.field {
    case .publicationDate, .signatureDate:
      guard let date = DateReader.find(in: line, from: 0, afterLabel: true), date.range.lowerBound <= 2 else {
        return false
      }
    case .documentNumber: guard DocumentNumber.find(in: line, from: 0) != nil else { return false }
    case .issuer: guard MetadataValues.isOffice(line, range) else { return false }
    case .title: guard range.count >= 4, line.han >= 3 else { return false }
    case .source: guard range.count <= 20, line.han >= 2 else { return false }
    case .author: guard range.count <= 20, line.han >= 2 else { return false }
    case .topic:
      // Without one of the marks between topics it may as well be the title.
      let hasMark = range.contains { line[$0] == "、" || line[$0] == "\\" || line[$0] == "/" }
      guard hasMark, range.count <= MetadataValues.topicLimit, line.han >= 2 else { return false }
    default: return false
    }
    take(LabelledValue(label: label, start: 0, range: range))
    above.removeAll(keepingCapacity: true)
    return true
  }

  func at<Value>(_ range: Range<Int>, _ value: Value, _ confidence: Double) -> Finding<Value> {
    Finding(value, .text(line.byteRange(range)), confidence)
  }

  /// - Returns: whether the line has a label.
  @discardableResult
  private mutating func readLabels() -> Bool {
    guard line.scalars.contains(where: { $0 == ":" || $0 == "]" || $0 == "/" || $0 == "|" || "0"..."9" ~= $0 })
    else {
      return false
    }
    let values = MetadataLabels.find(in: line, source: source)
    for labelled in values {
      startsWithLabel = startsWithLabel || labelled.start <= 1
      if labelled.label.field == nil {
        guard labelled.isDay else { continue }
        // 采集时间：, 施行日期： say nothing of when the document came out.
        foreign = min(foreign?.lowerBound ?? labelled.start, labelled.start)..<labelled.range.upperBound
      } else if !labelled.range.isEmpty {
        take(labelled)
      }
    }
    return values.contains { $0.label.field != nil }
  }

  private mutating func take(_ labelled: LabelledValue) {
    let range = labelled.range
    switch labelled.label.field {
    case .publicationDate, .signatureDate:
      guard let date = DateReader.find(in: line, from: range.lowerBound, afterLabel: true),
        date.range.lowerBound <= range.lowerBound + 4
      else { return }
      if labelled.label.field == .signatureDate {
        Self.keep(at(date.range, date.date, 0.95), in: &found.signatureDate)
      } else {
        Self.keep(
          at(date.range, date.date, labelled.label.isLax ? 0.8 : 0.95), in: &found.publicationDate)
      }
    case .source:
      guard let value = MetadataValues.source(line, range) else { return }
      // 单位：公里 is a measure.
      if !labelled.isUnit || MetadataValues.isOffice(line, value) { keepSource(value) }
    case .author:
      // 作者：本报记者　张三
      let role = range.prefix(8).last { MetadataValues.reporters.match(line, at: $0) != nil }
      let start = role.map { $0 + (MetadataValues.reporters.match(line, at: $0)?.count ?? 0) } ?? range.lowerBound
      let names = PersonNames.read(
        line, line.trimmed(min(start, range.upperBound)..<range.upperBound), allowsRest: false)
      if let first = names.first, let last = names.last {
        let joined = PersonNames.joined(names, line, source)
        Self.keep(at(first.lowerBound..<last.upperBound, joined, 0.7), in: &found.author)
      }
    case .issuer: if range.count <= 120 { keep(MetadataValues.withoutOwnOffice(line, range), 0.9, \.issuer) }
    case .documentNumber:
      if let number = DocumentNumber.find(in: line, from: range.lowerBound),
        number.range.lowerBound < range.upperBound
      {
        Self.keep(at(number.range, number.spelled(line, source), 0.95), in: &found.documentNumber)
      }
    case .title: titles.label(line, range, source)
    case .topic: if range.count <= MetadataValues.topicLimit { keep(range, 0.9, \.topic) }
    default: break
    }
  }

  /// Of two that are labelled the first, unless the other is its beginning: 陇原日报甘肃 is a name with what stood beside
  /// it, and 本文来源：陇原日报 says so.
  private mutating func keepSource(_ range: Range<Int>) {
    let name = MetadataValues.singleBlanks(string(line.byteRange(range)))
    if let old = found.source, old.confidence == 0.9, old.value.hasPrefix(name), old.value != name {
      found.source = nil
    }
    keep(range, 0.9, \.source)
  }

  mutating func keep(
    _ range: Range<Int>, _ confidence: Double, _ field: WritableKeyPath<DocumentMetadata, Finding<String>?>
  ) {
    let bytes = line.byteRange(range)
    Self.keep(
      Finding(MetadataValues.singleBlanks(string(bytes)), .text(bytes), confidence), in: &found[keyPath: field])
  }

  private mutating func readNumber(_ range: Range<Int>) -> Bool {
    guard line.digits > 0 || line.han <= 24 else { return false }
    if let number = DocumentNumber.find(in: line, from: 0) {
      let isAlone = line.count - number.range.count <= 4
      if isAlone || !hasProse, !isProse(range) {
        let isFirst = found.documentNumber == nil
        if isAlone || isFirst {
          Self.keep(
            at(number.range, number.spelled(line, source), isAlone ? 0.9 : 0.6), in: &found.documentNumber)
        }
      }
      return isAlone
    }
    // 中华人民共和国农业农村部令 above 2023年第2号.
    if line.count <= 16, line.last == "号" || line.last == ")", let upper = above.last {
      var two = FoldedLine()
      let joined = Array(source[upper]) + Array(source[range])
      var value: String?
      var office: String?
      TextBytes.lend(joined) { bytes in
        two.read(bytes, 0..<bytes.count)
        value = DocumentNumber.find(in: two, from: 0).flatMap {
          $0.range.lowerBound == 0 ? $0.spelled(two, bytes) : nil
        }
        if let word = two.scalars.firstIndex(where: { $0 == "令" }), word > 2 {
          office = bytes.string(two.byteRange(0..<word))
        }
      }
      if let value {
        Self.keep(Finding(value, .text(upper.lowerBound..<range.upperBound), 0.9), in: &found.documentNumber)
        if let office {
          let bytes = upper.lowerBound..<(upper.lowerBound + office.utf8.count)
          Self.keep(Finding(MetadataValues.singleBlanks(office), .text(bytes), 0.8), in: &found.issuer)
        }
        titles.drop(upper)
        return true
      }
    }
    return false
  }

  private mutating func finishTitle() {
    if let title = titles.best(source: source) { Self.keep(title, in: &found.title) }
    // When a file was made is not when a signed text came out.
    if let made = found.publicationDate, made.confidence <= MetadataProperties.creation, found.signatureDate != nil
    {
      found.publicationDate = nil
    }
  }

  private mutating func readProperties() {
    for (index, property) in properties.enumerated() {
      let isFront = index < frontMatterNames
      let origin: FieldOrigin = isFront ? .frontMatter : .property(property.ownName)
      MetadataProperties.read(property, origin, isFrontMatter: isFront, into: &found)
    }
  }

  private mutating func readFileName() {
    let utf8 = path.utf8
    let start = utf8.lastIndex(of: UInt8(ascii: "/")).map { utf8.index(after: $0) } ?? utf8.startIndex
    let name = String(path[start...])
    guard !name.isEmpty else { return }
    let date = DateReader.date(inFileName: name)
    if let date { Self.keep(Finding(date.date, .fileName, 0.6), in: &found.publicationDate) }
    if found.title == nil, let title = MetadataValues.title(fromFileName: name) {
      found.title = Finding(title, .fileName, 0.4)
    }
  }

  /// What its number says of a document whose title does not.
  private mutating func finishByNumber() {
    guard let number = found.documentNumber, let said = DocumentNumber.kind(of: number.value) else { return }
    // 国务院令第707号 brings a law, which is no decree; 公告 may bring one as well.
    if found.kind == nil,
      said.isOwn || found.title.map({ $0.value.contains("公告") }) ?? false
    {
      found.kind = Finding(said.kind, number.origin, min(0.7, number.confidence))
    }
    let office = FoldedLine(said.office)
    guard found.issuer == nil, MetadataValues.isOffice(office, 0..<office.count) else { return }
    var finding = Finding(said.office, number.origin, min(0.6, number.confidence))
    if let range = number.byteRange {
      // As the text spells it: the normal form of a number is in simplified script.
      line.read(source, range)
      guard line.starts(with: office.scalars, at: 0) else { return }
      let bytes = line.byteRange(0..<office.count)
      finding = Finding(MetadataValues.singleBlanks(string(bytes)), .text(bytes), finding.confidence)
    }
    found.issuer = finding
  }

  /// Of a title that stands in the text as it is, the word; of one that was joined or came otherwise, all of it.
  private func kindOrigin(_ word: Range<Int>, _ title: Finding<String>) -> FieldOrigin {
    guard let range = title.byteRange, source[range].elementsEqual(title.value.utf8) else { return title.origin }
    return .text((range.lowerBound + word.lowerBound)..<(range.lowerBound + word.upperBound))
  }

  private mutating func finishIssuerAndKind() {
    defer { finishByNumber() }
    guard let title = found.title else { return }
    if let kind = DocumentKind.find(inTitle: title.value) {
      let confidence = kind.confidence * (title.confidence < 0.5 ? 0.6 : 1)
      Self.keep(Finding(kind.kind, kindOrigin(kind.utf8Range, title), confidence), in: &found.kind)
    }
    var folded = FoldedLine()
    TextBytes.lend(title.value) { folded.read($0, 0..<$0.count) }
    guard let about = folded.firstIndex(of: TitleWords.about), about >= 2, found.kind != nil,
      MetadataValues.isOffice(folded, 0..<about)
    else { return }
    let bytes = folded.byteRange(0..<about)
    let issuer = String(decoding: Array(title.value.utf8)[bytes], as: UTF8.self)
    var origin = title.origin
    if case .text(let range) = title.origin, range.count >= bytes.count {
      origin = .text(range.lowerBound..<(range.lowerBound + bytes.count))
    }
    Self.keep(Finding(MetadataValues.singleBlanks(issuer), origin, 0.75), in: &found.issuer)
  }
}
