// Lines of a plain text that are no part of it: navigation, buttons, footers, disclaimers that came along when a page
// was copied. They stay in the text and are found; they weigh little and are no snippet.

import WenjianModel
import WenjianText

package enum BoilerplateLines {
  /// The lines of low weight.
  ///
  /// Nearly every line is settled by its length or by the mark at its end; only what is short and no sentence is read.
  /// Before the first and behind the last line of prose less is needed to be furniture than between.
  /// - Parameter text: valid UTF-8.
  /// - Returns: whole lines without their ends, ascending and apart.
  /// - Complexity: linear.
  package static func find(in text: [UInt8]) -> [Range<Int>] {
    TextBytes.lend(text) { find(in: $0) }
  }

  private static func find(in text: TextBytes) -> [Range<Int>] {
    var reader = Reader(text: text)
    var start = 0
    while start < text.count {
      let end = text.firstIndex(of: UInt8(ascii: "\n"), in: start..<text.count) ?? text.count
      reader.take(start..<end)
      start = end + 1
    }
    return reader.finish()
  }

  /// A line of prose is longer, and ends in a mark of sentences or has one inside: 25 Han.
  private static let sentenceBytes = 75

  /// `text` is never of low weight: a heading, a date.
  private enum Kind { case plain, furniture, bullet, digits, text }

  private struct Candidate {
    var range: Range<Int>
    var kind: Kind
    var han: Int
  }

  private struct Reader {
    let text: TextBytes
    var found: [Range<Int>] = []
    /// Short lines since the last line of prose, or since the beginning.
    var pending: [Candidate] = []
    var hasProse = false
    var line = FoldedLine()
    /// The last lines that are prose, for disclaimers.
    var lastProse: [Range<Int>] = []

    init(text: TextBytes) { self.text = text }

    mutating func take(_ whole: Range<Int>) {
      if whole.isEmpty { return }
      let range = UTF8Reader.trimmed(text, whole)
      if range.isEmpty { return }
      if isProse(range) {
        settle(isTail: false)
        hasProse = true
        if lastProse.count == 4 { lastProse.removeFirst() }
        lastProse.append(range)
        return
      }
      let tail = lastScalar(range)
      // A short sentence or an item of a list: text, but no proof that the head of a page is over.
      if tail == "。" || tail == "；" || tail == ";" { return }
      if range.count >= 360 { return }
      pending.append(classify(range))
    }

    mutating func finish() -> [Range<Int>] {
      settle(isTail: true)
      for range in lastProse where text.count - range.upperBound < 1200 {
        if isDisclaimer(range) { found.append(range) }
      }
      return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    private mutating func isDisclaimer(_ range: Range<Int>) -> Bool {
      guard range.count < 900 else { return false }
      line.read(text, range)
      return LineFurniture.read(line).isDisclaimer
    }

    /// Decides about the short lines between two lines of prose, before the first or behind the last.
    private mutating func settle(isTail: Bool) {
      if pending.isEmpty { return }
      let isHead = !hasProse
      let isEdge = isHead || isTail
      var bullets = 0
      var furniture = 0
      for candidate in pending {
        if candidate.kind == .bullet { bullets += 1 }
        if candidate.kind == .furniture { furniture += 1 }
      }
      var behindFurniture = false
      for candidate in pending {
        switch candidate.kind {
        case .furniture:
          found.append(candidate.range)
          behindFurniture = true
        case .bullet:
          if isEdge, bullets >= 2, furniture > 0 || isTail, candidate.han <= 12 { found.append(candidate.range) }
        case .digits:
          if isEdge, furniture > 0 { found.append(candidate.range) }
        case .plain:
          // What trails behind furniture at the end of a page: columns, addresses, slogans of the site.
          if isTail, !isHead, behindFurniture, candidate.han <= 20 { found.append(candidate.range) }
        case .text: break
        }
      }
      pending.removeAll(keepingCapacity: true)
    }

    private mutating func classify(_ range: Range<Int>) -> Candidate {
      line.read(text, range)
      func candidate(_ kind: Kind) -> Candidate { Candidate(range: range, kind: kind, han: line.han) }
      if line.han == 0 {
        if isPicture(range) { return candidate(.furniture) }
        if DateReader.find(in: line, from: 0) != nil { return candidate(.text) }
        return candidate(line.count <= 40 && line.digits > 0 && line.letters * 2 <= line.count ? .digits : .plain)
      }
      if line.count < 60, line.letters >= 3, isPicture(range) { return candidate(.furniture) }
      // A heading of Markdown is one, whatever it is about.
      if line.scalars[0] == "#" { return candidate(.text) }
      let words = LineFurniture.read(line)
      let isNumbered = isNumbered
      if words.strong == 0, words.weak + words.topics > 0, isNamed(range) { return candidate(.text) }
      if words.isFurniture(line), !(isNumbered && words.strong == 0) { return candidate(.furniture) }
      if isNumbered { return candidate(.text) }
      switch line.scalars[0] {
      case "•", "·", "●", "▪", "!": return candidate(.bullet)
      default: break
      }
      if line.count <= 24, let date = DateReader.find(in: line, from: 0), date.range.count * 2 >= line.count {
        return candidate(.text)
      }
      return candidate(.plain)
    }

    /// A line that is the name of a law, 著作权法, or has the title of the document behind a label: its words may be those
    /// of buttons.
    private func isNamed(_ range: Range<Int>) -> Bool {
      if DocumentKind.wordLength(atEndOf: line) != nil {
        let text = text.string(range)
        if let kind = DocumentKind.find(inTitle: text), kind.isLaw { return true }
      }
      return line.scalars.contains { $0 == ":" || $0 == "]" }
        && MetadataLabels.find(in: line, source: text).contains { $0.label.field == .title && !$0.range.isEmpty }
    }

    /// 第一章, 一、, （一）: a heading of the text, or an item of a list.
    private var isNumbered: Bool {
      var next = 0
      let marker = ListMarker.read {
        defer { next += 1 }
        return next < line.count ? line.scalars[next] : nil
      }
      switch marker {
      case .division, .item: return true
      case .heading, .bullet, nil: return false
      }
    }

    private func isPicture(_ range: Range<Int>) -> Bool {
      guard range.count > 4, text[range.upperBound - 4] == "." || text[range.upperBound - 5] == "." else {
        return false
      }
      let tail = text.string((range.upperBound - 4)..<range.upperBound).lowercased()
      return [".jpg", "jpeg", ".png", ".gif", ".bmp", "webp"].contains(tail)
    }

    private func isProse(_ range: Range<Int>) -> Bool {
      guard range.count >= BoilerplateLines.sentenceBytes else { return false }
      // A long line without one may be a row of links.
      switch lastScalar(range) {
      case "。", "；", "：", "！", "？", ";", ":", "”", "」": return true
      default: return hasFullStop(range)
      }
    }

    /// A full stop or a comma somewhere: 。 and ，.
    private func hasFullStop(_ range: Range<Int>) -> Bool {
      var at = range.lowerBound
      while at < range.upperBound {
        let (scalar, end) = UTF8Reader.scalar(text, at: at)
        if scalar == "。" || scalar == "，" { return true }
        at = end
      }
      return false
    }

    private func lastScalar(_ range: Range<Int>) -> UInt32 {
      UTF8Reader.scalar(text, before: range.upperBound, notBelow: range.lowerBound).scalar
    }
  }
}
