// Signatures that stand in the middle of a text, because annexes or what it forwards follow.

import WenjianModel
import WenjianText

extension MetadataReader {
  private static let annexReach = 262_144
  /// Lines above a date that may belong to its signature.
  private static let signatureLines = 4

  /// The signature before the first annex, or before what a notice forwards: the last one of the text belongs to that.
  mutating func readSignatureBeforeAnnex() {
    guard found.signatureDate.map({ $0.confidence <= 0.85 }) ?? true else { return }
    var isForwarding = false
    var lines = TrimmedLines(source, textStart..<min(source.count, textStart + Self.annexReach), lowWeightRanges)
    var signature: (date: Finding<CivilDate>, issuer: Finding<String>)?
    var linesBehind = 0
    var hasText = false
    above.removeAll(keepingCapacity: true)
    defer { above.removeAll(keepingCapacity: true) }
    while let next = lines.next() {
      if next.isLow { continue }
      if let signature {
        line.read(source, next.range.lowerBound..<min(next.range.upperBound, next.range.lowerBound + 60))
        linesBehind += 1
        if isAnnex || (isForwarding && !isColophon) {
          Self.keep(Finding(signature.date.value, signature.date.origin, 0.9), in: &found.signatureDate)
          if found.issuer.map({ $0.confidence < 0.9 }) ?? true { found.issuer = signature.issuer }
          return
        }
        if linesBehind > 4, !isForwarding { break }
      }
      if !hasText { hasText = isText(next.range) }
      if hasText, signature == nil, mayBeDate(next.range), !isProse(next.range) {
        // Of the lines above, which are many, only those of a line that may be a date are looked at.
        above.removeFirst(max(0, above.count - Self.signatureLines))
        if let text = above.lastIndex(where: isText) { above.removeSubrange(...text) }
        signature = readSignature(next.range)
        if signature != nil { isForwarding = hasForwardingTitle }
      }
      if above.count == 16 * Self.signatureLines { above.removeFirst(15 * Self.signatureLines) }
      above.append(next.range)
    }
  }

  /// Whether the title says that the document forwards another one.
  private var hasForwardingTitle: Bool {
    guard let title = titles.best(source: source).map({ FoldedLine($0.value) }) else { return false }
    return (0..<title.count).contains { MetadataValues.forwarding.match(title, at: $0) != nil }
  }

  private func isText(_ range: Range<Int>) -> Bool { range.count > 180 || isProse(range) }

  /// 附件, 附件1, 附：, 附表 at the beginning of the line that was read.
  private var isAnnex: Bool {
    guard line[0] == "附" else { return false }
    switch line[line.skippingBlanks(1)] {
    case "件", "表", "录", "图", ":", "1", "一", 0: return true
    default: return false
    }
  }

  /// 抄送, （此件公开发布）, the office and day of the print.
  private var isColophon: Bool {
    if line[0] == "(" || line[0] == "[" { return true }
    return MetadataValues.colophons.match(line, at: 0) != nil || DateReader.find(in: line, from: 0) != nil
      || MetadataValues.isOffice(line, line.trimmed(0..<line.count))
  }

  /// Whether a line ends like a date, without reading it.
  private func mayBeDate(_ range: Range<Int>) -> Bool {
    guard range.count >= 8, range.count <= 120 else { return false }
    switch UTF8Reader.scalar(source, before: range.upperBound, notBelow: range.lowerBound).scalar {
    case "日", "号", "號", "）", ")", "0"..."9": return true
    default: return false
    }
  }

  /// A line that is a date with the office that signs before or above it.
  private mutating func readSignature(
    _ range: Range<Int>
  ) -> (date: Finding<CivilDate>, issuer: Finding<String>)? {
    line.read(source, range)
    guard let date = DateReader.find(in: line, from: 0), isDateLine(date),
      MetadataLabels.find(in: line, source: source).isEmpty
    else { return nil }
    let before = line.trimmed(0..<date.range.lowerBound)
    if MetadataValues.isOffice(line, before) {
      let bytes = line.byteRange(before)
      return (
        at(date.range, date.date, 0.9), Finding(MetadataValues.singleBlanks(string(bytes)), .text(bytes), 0.85)
      )
    }
    guard before.isEmpty || before.count == 1, let issuer = issuerAbove() else { return nil }
    return (at(date.range, date.date, 0.9), Finding(issuer.value, issuer.origin, 0.85))
  }
}
