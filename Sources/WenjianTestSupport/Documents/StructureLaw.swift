// The law of every reader: a string inside a paragraph is found there, and no string is found across a border.

import WenjianStream

/// Both halves hold when the stream of a text falls, at its barriers, into the streams of the paragraphs, each of them
/// scanned alone.
extension ExpectedText {
  /// Whether there is nothing to read, so that a reader may refuse the file.
  package var isEmpty: Bool { (paragraphs + loose).allSatisfy { Self.elements(of: $0).isEmpty } }

  /// What is wrong with texts that a reader gave, in their order; nil when nothing is.
  package func difference(from texts: [[UInt8]]) -> String? {
    let forms = Dictionary(
      otherForms.map { (Self.elements(of: $0.key), Self.elements(of: $0.value)) }, uniquingKeysWith: { a, _ in a })
    let found = texts.flatMap(Self.pieces).map { forms[$0] ?? $0 }.filter { !$0.isEmpty }
    let body = paragraphs.map(Self.elements).filter { !$0.isEmpty }
    let rest = loose.map(Self.elements).filter { !$0.isEmpty }
    var counts: [[AnalyzedElement]: Int] = [:]
    for piece in found { counts[piece, default: 0] += 1 }
    for piece in body + rest { counts[piece, default: 0] -= 1 }
    for piece in optional.map(Self.elements) where counts[piece, default: 0] > 0 { counts[piece, default: 0] -= 1 }
    let missing = body + rest
    var lines: [String] = []
    var reported = Set<[AnalyzedElement]>()
    for piece in missing where counts[piece, default: 0] < 0 && reported.insert(piece).inserted {
      lines.append("  missing  \(Self.notation(piece))")
    }
    for piece in found where counts[piece, default: 0] > 0 && reported.insert(piece).inserted {
      lines.append("  not there but read  \(Self.notation(piece))")
    }
    if lines.isEmpty {
      var next = body[...]
      for piece in found where piece == next.first { next.removeFirst() }
      if let piece = next.first { lines.append("  not in its order  \(Self.notation(piece))") }
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// The elements of a text without line ends.
  fileprivate static func elements(of text: String) -> [AnalyzedElement] {
    BruteForceIndex.stream(of: text).map(\.element).filter { $0 != .barrier }
  }

  /// The elements between the barriers of a text.
  private static func pieces(of utf8: [UInt8]) -> [[AnalyzedElement]] {
    BruteForceIndex.stream(ofMarked: utf8).map(\.element).split(separator: .barrier).map(Array.init)
  }

  /// Elements for people, runs in brackets.
  private static func notation(_ elements: [AnalyzedElement]) -> String {
    elements.map { element in
      if case .run = element { "[\(element.text)]" } else { element.text }
    }.joined()
  }
}

/// An expected text as elements, to be searched many times.
package struct ExpectedStreams: Sendable {
  private let paragraphs: [[AnalyzedElement]]
  private let optional: [[AnalyzedElement]]
  /// What may be where, and what must.
  private let forms: [(shown: [AnalyzedElement], least: [AnalyzedElement])]

  package init(_ text: ExpectedText) {
    paragraphs = (text.paragraphs + text.loose).map(ExpectedText.elements)
    optional = text.optional.map(ExpectedText.elements)
    forms = text.otherForms.map { (ExpectedText.elements(of: $0.key), ExpectedText.elements(of: $0.value)) }
  }

  /// How often a string must and may be found: more than it must, where something may be there.
  package func occurrences(of string: OracleString) -> ClosedRange<Int> {
    let wanted = string.elements
    func count(_ elements: [AnalyzedElement]) -> Int {
      guard let first = wanted.first, elements.count >= wanted.count else { return 0 }
      return (0...(elements.count - wanted.count)).count { start in
        elements[start] == first && elements[start..<(start + wanted.count)].elementsEqual(wanted)
      }
    }
    let least = paragraphs.reduce(0) { $0 + count($1) }
    let inMarks = forms.reduce(0) { $0 + max(count($1.shown) - count($1.least), 0) } * paragraphs.count
    return least...(least + inMarks + optional.reduce(0) { $0 + count($1) })
  }
}

extension StructuredDocument {
  /// A document that still fails, with as little in it as was found.
  /// - Parameters:
  ///   - features: of the format: what its documents must have, the smaller ones have too.
  ///   - attempts: how often `fails` may be asked.
  package func smallest(
    for features: Set<DocumentFeature>, attempts: Int = 600, _ fails: (StructuredDocument) -> Bool
  ) -> StructuredDocument {
    var document = self
    var left = attempts
    while let smaller = document.smaller(keepsLines: features.contains(.fullLines)).first(where: { candidate in
      if !candidate.isSound(for: features) { return false }
      left -= 1
      return left >= 0 && fails(candidate)
    }) {
      document = smaller
    }
    return document
  }

  /// The kinds of what is in it: two failing documents of one outline mostly fail for one reason.
  package var outline: String {
    blocks.map { block in
      switch block {
      case .heading(_, let paragraph): "heading(\(paragraph.outline))"
      case .paragraph(let paragraph): "paragraph(\(paragraph.outline))"
      case .listItem(let paragraph): "item(\(paragraph.outline))"
      case .table(let rows):
        "table("
          + rows.map { $0.map { $0.map(\.outline).joined(separator: ",") }.joined(separator: "|") }
          .joined(separator: ";") + ")"
      }
    }.joined(separator: " ")
  }
}

extension DocumentParagraph {
  fileprivate var outline: String { runs.map(\.outline).joined(separator: "+") }
}

extension DocumentRun {
  fileprivate var outline: String {
    switch kind {
    case .text(let style): "\(style)"
    case .note(let paragraph): "note<\(paragraph.outline)>"
    case .comment(let paragraph): "comment<\(paragraph.outline)>"
    case .box(let paragraph): "box<\(paragraph.outline)>"
    case .ruby: "ruby"
    default: "\(kind)"
    }
  }
}
