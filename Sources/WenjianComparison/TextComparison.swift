// How two texts differ, part by part.

public import Wenjian

/// Two texts compared by what a search sees of them: script, variants of characters, width, blanks and line ends make no
/// difference, and marks of punctuation are told apart from words. What is shown is the text as it is written.
public struct TextComparison: Sendable, Equatable {
  /// In the order of the new text; what was removed is where it was.
  public var changes: [UnitChange]
  /// By which parts it was compared: paragraphs where one of the texts has no articles.
  public var unit: ComparisonUnit

  /// How many changes there are of a kind, moved and renumbered ones by themselves.
  public func count(of kind: UnitChange.Kind, _ unit: ComparedUnit.Kind? = nil) -> Int {
    changes.count { $0.kind == kind && (unit == nil || ($0.new ?? $0.old)?.kind == unit) }
  }

  /// Whether no word differs: parts may still be moved, renumbered or set with other marks.
  public var hasSameWords: Bool {
    changes.allSatisfy { $0.kind == .unchanged || $0.kind == .punctuation }
  }

  /// - Parameters:
  ///   - oldDivisions: of `old`, as `Index.outline(of:)` gives them.
  ///   - unit: `.article` falls back to paragraphs unless both texts have articles.
  /// - Complexity: linear in the texts but for what differs: see `EditScript.limit`.
  public init(
    old: String, _ oldDivisions: [Division], new: String, _ newDivisions: [Division],
    by unit: ComparisonUnit = .article
  ) {
    let hasArticles = [oldDivisions, newDivisions].allSatisfy { $0.contains { $0.heading.level == .article } }
    self.unit = hasArticles ? unit : .paragraph
    var numbers = ElementNumbers()
    let old = Side(old, oldDivisions, self.unit, &numbers)
    let new = Side(new, newDivisions, self.unit, &numbers)
    let alignment = UnitAlignment(old: old.words, old.labels, new: new.words, new.labels)
    changes = []
    var isPaired = [Bool](repeating: false, count: old.units.count)
    for case let i? in alignment.old { isPaired[i] = true }
    var next = 0
    /// What was removed before a unit of the old text.
    func removed(before end: Int) -> [UnitChange] {
      let range = next..<max(next, end)
      next = range.upperBound
      return range.filter { !isPaired[$0] }.map { UnitChange(old, $0, .removed) }
    }
    for (j, i) in alignment.old.enumerated() {
      guard let i else {
        changes.append(UnitChange(new, j, .added))
        continue
      }
      if !alignment.isMoved[j] { changes += removed(before: i) }
      changes.append(UnitChange(old, i, new, j, isMoved: alignment.isMoved[j]))
    }
    changes += removed(before: old.units.count)
  }
}

/// What became of one part of a text.
public struct UnitChange: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The words and marks are the same.
    case unchanged
    /// The words are the same, marks of punctuation are not.
    case punctuation
    /// Words differ.
    case amended
    case added, removed
  }

  /// A stretch of text.
  public struct Piece: Sendable, Equatable {
    public enum Kind: String, Sendable {
      case same, removed, added
    }

    public var kind: Kind
    public var text: String
    /// How the old text writes what both have, where it differs in script, width or white space; nil where it does not.
    public var oldText: String?
    /// In UTF-8 bytes of the old text where it was removed, else of the new one.
    public var byteRange: Range<Int>
    /// Whether it differs in marks alone.
    public var isPunctuation: Bool
  }

  public var kind: Kind
  /// nil for what was added.
  public var old: ComparedUnit?
  /// nil for what was removed.
  public var new: ComparedUnit?
  /// Whether it is elsewhere among the parts that both texts have.
  public var isMoved: Bool
  /// The text behind the number: all of the new one, with what was removed before what came in its place.
  public var pieces: [Piece]

  /// Whether its number is another one.
  public var isRenumbered: Bool {
    guard let old, let new, !old.number.isEmpty, !new.number.isEmpty else { return false }
    return (old.ordinal, old.insertion) != (new.ordinal, new.insertion)
  }
}

/// One of the texts.
private struct Side {
  let text: [UInt8]
  let elements: TextElements
  let units: [ComparedUnit]
  /// By unit: the elements of its content, and those that are no marks.
  let content: [Range<Int>]
  let words: [[UInt32]]

  init(_ text: String, _ divisions: [Division], _ unit: ComparisonUnit, _ numbers: inout ElementNumbers) {
    let elements = TextElements(text, &numbers)
    self.elements = elements
    self.text = Array(text.utf8)
    // A part without any word says nothing: a rule of dashes.
    units = [ComparedUnit](self.text, elements, divisions, by: unit).filter { unit in
      elements.codes[elements.elements(in: unit.byteRange)].contains(where: TextElements.isWord)
    }
    content = units.map { elements.elements(in: $0.content) }
    words = content.map { elements.codes[$0].filter(TextElements.isWord) }
  }

  var labels: [UnitAlignment.Label] {
    units.map { UnitAlignment.Label(kind: $0.kind, ordinal: $0.ordinal, insertion: $0.insertion) }
  }
}

extension UnitChange {
  /// What only one of the texts has.
  fileprivate init(_ side: Side, _ index: Int, _ kind: Kind) {
    self.kind = kind
    let unit = side.units[index]
    old = kind == .removed ? unit : nil
    new = kind == .added ? unit : nil
    isMoved = false
    pieces = [Piece(kind == .added ? .added : .removed, side.text, side.elements.bytes(of: side.content[index]))]
  }

  fileprivate init(_ old: Side, _ i: Int, _ new: Side, _ j: Int, isMoved: Bool) {
    self.old = old.units[i]
    self.new = new.units[j]
    self.isMoved = isMoved
    let (a, b) = (old.content[i], new.content[j])
    let found = [Piece](old.text, old.elements, a, new.text, new.elements, b)
    kind =
      found.allSatisfy { $0.kind == .same } ? .unchanged : old.words[i] == new.words[j] ? .punctuation : .amended
    pieces = found
  }
}
