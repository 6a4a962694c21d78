// The parts of a text that are compared with those of another: its articles, headings and paragraphs.

import Wenjian

/// By which parts two texts are compared.
public enum ComparisonUnit: String, Sendable, CaseIterable {
  /// Articles of laws; what is outside of them by headings and paragraphs.
  case article
  /// Paragraphs.
  case paragraph
}

/// A part of a text that is compared.
public struct ComparedUnit: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case article, heading, paragraph
  }

  public var kind: Kind
  /// 第十三条, 第二章, 一、 as the text has it; empty without one. It is no part of what is compared, because inserting an
  /// article renumbers all that follow.
  public var number: String
  /// The number as a number, and the one behind 之; 0 without.
  public var ordinal: Int
  public var insertion: Int
  /// In UTF-8 bytes of the document, its number included.
  public var byteRange: Range<Int>
  /// Behind the number.
  var content: Range<Int>
}

extension [ComparedUnit] {
  /// - Parameters:
  ///   - text: UTF-8 of the whole document.
  ///   - divisions: of it, as `Index.outline(of:)` gives them.
  init(_ text: [UInt8], _ elements: TextElements, _ divisions: [Division], by unit: ComparisonUnit) {
    self = []
    var done = 0
    let numbers = Dictionary(
      divisions.filter { $0.heading.level == .list || unit == .paragraph }.map { ($0.byteRange.lowerBound, $0) },
      uniquingKeysWith: { $1 })
    /// The paragraphs up to a byte.
    func paragraphs(to end: Int) -> [ComparedUnit] {
      guard done < end else { return [] }
      let range = elements.elements(in: done..<end)
      let inside = elements.paragraphStarts.filter { $0 > range.lowerBound && $0 < range.upperBound }
      let edges = [range.lowerBound] + inside + [range.upperBound]
      return zip(edges, edges.dropFirst()).compactMap { start, end in
        guard start < end else { return nil }
        let bytes = elements.bytes(of: start..<end)
        guard let division = numbers[bytes.lowerBound] else {
          return ComparedUnit(
            kind: .paragraph, number: "", ordinal: 0, insertion: 0, byteRange: bytes, content: bytes)
        }
        return ComparedUnit(.paragraph, division.heading, bytes, text)
      }
    }
    if unit == .article {
      for division in divisions where division.byteRange.lowerBound >= done {
        let heading = division.heading
        let isArticle = heading.level == .article
        guard isArticle || !heading.isPartOfArticle && heading.level != .list else { continue }
        append(contentsOf: paragraphs(to: division.byteRange.lowerBound))
        let range = isArticle ? division.byteRange : heading.byteRange
        append(ComparedUnit(isArticle ? .article : .heading, heading, range, text))
        done = Swift.max(range.upperBound, done)
      }
    }
    append(contentsOf: paragraphs(to: text.count))
  }
}

extension ComparedUnit {
  fileprivate init(_ kind: Kind, _ heading: Heading, _ byteRange: Range<Int>, _ text: [UInt8]) {
    self.kind = kind
    number = heading.number
    ordinal = heading.ordinal
    insertion = heading.insertion
    // Behind marks of Markdown there may be before the number.
    let digits = Array(heading.number.utf8)
    var start = byteRange.lowerBound
    while start + digits.count <= byteRange.upperBound, !text[start...].starts(with: digits) { start += 1 }
    let isThere = !digits.isEmpty && start + digits.count <= byteRange.upperBound
    content = (isThere ? start + digits.count : byteRange.lowerBound)..<byteRange.upperBound
    var end = byteRange.upperBound
    while end > content.lowerBound, text[end - 1] <= 0x20 { end -= 1 }
    self.byteRange = (isThere ? start : byteRange.lowerBound)..<end
    content = content.lowerBound..<end
  }
}

extension Heading {
  /// 款 项 目: what lies in an article and is compared with it.
  fileprivate var isPartOfArticle: Bool {
    switch level {
    case .paragraph, .item, .point, .subpoint: true
    default: false
    }
  }
}
