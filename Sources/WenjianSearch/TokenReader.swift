// The words and characters around positions of one segment, and how often they occur.

import WenjianIndex
import WenjianQuery
import WenjianSegment
import WenjianStream

/// What is counted of a text: the words that ICU cuts, as the index keeps them, or every element by itself. A punctuation mark
/// is one too; an edge of a paragraph is none.
package enum TokenUnit: Sendable {
  case word
  case element
}

/// A word or an element, by the elements that it is made of.
package struct Token: Hashable, Sendable {
  /// Scalars as themselves, runs as `StreamElement.firstRun` and more.
  package let codes: [UInt32]
  /// The runs that `codes` name.
  package let runs: [[UInt8]]

  init(_ elements: ArraySlice<AnalyzedElement>) {
    var codes: [UInt32] = []
    var runs: [[UInt8]] = []
    codes.reserveCapacity(elements.count)
    for element in elements {
      switch element {
      case .scalar(let scalar): codes.append(scalar)
      case .barrier: codes.append(StreamElement.barrier)
      case .run(let bytes):
        let number = runs.firstIndex(of: bytes) ?? runs.count
        if number == runs.count { runs.append(bytes) }
        codes.append(StreamElement.firstRun + UInt32(number))
      }
    }
    self.codes = codes
    self.runs = runs
  }

  init(codes: [UInt32], runs: [[UInt8]]) {
    self.codes = codes
    self.runs = runs
  }

  /// Folded, as it is matched.
  package var text: String { string.elements.foldedText }
  /// Whether there is a letter, a Han character or a figure in it.
  package var hasLetters: Bool {
    codes.contains { code in
      guard code < StreamElement.firstRun, let scalar = Unicode.Scalar(code) else { return true }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .privateUse:
        return true
      default: return false
      }
    }
  }

  fileprivate var string: SearchString { SearchString(codes: codes, runs: runs) }
}

/// Finds tokens around positions. Positions are those of the segment.
package struct TokenReader {
  private let state: SegmentState
  private let unit: TokenUnit
  private let paragraphs: PositionBits
  private let reader: DocumentTextReader
  private let control: SearchControl?

  /// - Throws: `SegmentError`.
  init(_ state: SegmentState, _ unit: TokenUnit, _ control: SearchControl?) throws {
    self.state = state
    self.unit = unit
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    paragraphs = try state.units.starts(of: .paragraph, scratch)
    self.control = control
    reader = DocumentTextReader(state.view, heads: state.heads, control: control)
  }

  private func startsToken(_ position: UInt32) -> Bool {
    unit == .element || state.view.segment.boundaries.isSet(position)
  }

  /// The positions of the paragraph around one, without the barrier that ends it.
  package func paragraph(around position: UInt32) -> Range<UInt32> {
    let start = paragraphs.last(notAbove: position)
    return start..<max(start, paragraphs.first(above: position) &- 1)
  }

  /// The tokens that end before a position, the nearest first, at most so many, as far as a range goes.
  package func tokens(before position: UInt32, in range: Range<UInt32>, count: Int) -> [Range<UInt32>] {
    var found: [Range<UInt32>] = []
    // A token that goes on over the position does not end before it.
    var end = position
    while end > range.lowerBound, end < range.upperBound, !startsToken(end) { end -= 1 }
    while found.count < count, end > range.lowerBound {
      var start = end - 1
      while start > range.lowerBound, !startsToken(start) { start -= 1 }
      // One that begins outside of the range is not in it.
      guard startsToken(start) else { break }
      found.append(start..<end)
      end = start
    }
    return found
  }

  /// The tokens that start at a position or behind it, the nearest first.
  package func tokens(from position: UInt32, in range: Range<UInt32>, count: Int) -> [Range<UInt32>] {
    var found: [Range<UInt32>] = []
    var start = position
    while start < range.upperBound, !startsToken(start) { start += 1 }
    while found.count < count, start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, !startsToken(end) { end += 1 }
      guard startsToken(end) else { break }
      found.append(start..<end)
      start = end
    }
    return found
  }

  /// The tokens that have an element in a range of positions.
  package func tokens(over positions: Range<UInt32>, in range: Range<UInt32>) -> [Range<UInt32>] {
    var start = positions.lowerBound
    while start > range.lowerBound, !startsToken(start) { start -= 1 }
    var found: [Range<UInt32>] = []
    while start < min(positions.upperBound, range.upperBound) {
      var end = start + 1
      while end < range.upperBound, !startsToken(end) { end += 1 }
      found.append(start..<end)
      start = end
    }
    return found
  }

  /// The tokens of some ranges of a document's positions.
  /// - Throws: `SegmentError` when the store is damaged.
  package func read(_ tokens: [Range<UInt32>], of document: Int) throws -> [Token] {
    let base = state.view.segment.documents.start(of: document)
    return try tokens.map { token in
      Token(
        try reader.elements(
          document: document, positions: Int(token.lowerBound &- base)..<Int(token.upperBound &- base)))
    }
  }

  /// The positions of the sentence around one, in its paragraph.
  package func sentence(around position: UInt32) throws -> Range<UInt32> {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let sentences = try state.units.starts(of: .sentence, scratch)
    let paragraph = paragraph(around: position)
    let range = sentences.last(notAbove: position)..<sentences.first(above: position)
    return max(range.lowerBound, paragraph.lowerBound)..<min(range.upperBound, paragraph.upperBound)
  }
}

extension Searcher {
  package func tokenReader(view: Int, _ unit: TokenUnit) throws -> TokenReader {
    try TokenReader(segments[view], unit, control)
  }

  /// How many tokens some documents have.
  /// - Throws: `SegmentError`.
  /// - Complexity: linear in their elements, an eighth of a byte each.
  package func tokenCount(of selection: DocumentSelection, _ unit: TokenUnit) throws -> Int {
    var count = 0
    var paragraphs: [PositionBits] = []
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    for state in segments { paragraphs.append(try state.units.starts(of: .paragraph, scratch)) }
    try selection.forEach { view, document in
      try scratch.checkpoint()
      let segment = segments[view].view.segment
      let positions = segment.documents.positions(of: document)
      if positions.isEmpty { return }
      // Each paragraph ends with a barrier, which is no token.
      count -= paragraphs[view].count(in: positions)
      count += unit == .element ? positions.count : segment.boundaries.count(in: positions)
    }
    return count
  }

  /// How often a token occurs in some documents, and in how many of them.
  /// - Throws: `SegmentError`, `SearchError`.
  /// - Complexity: as finding it as a string, and a look at each occurrence.
  package func occurrences(
    of token: Token, in selection: DocumentSelection, _ unit: TokenUnit
  ) throws -> (occurrences: Int, documents: Int) {
    let scratch = SearchScratch.borrow(control)
    defer { scratch.giveBack() }
    let string = token.string
    var (occurrences, documents) = (0, 0)
    for (state, bits) in zip(segments, selection.bits) where bits.count > 0 {
      let found = try TermMatcher(string, in: state.context(scratch)).occurrences(within: nil).starts
      try scratch.throwIfExhausted()
      let (table, boundaries) = (state.view.segment.documents, state.view.segment.boundaries)
      var document = 0
      var last = -1
      var steps = StepCounter(scratch)
      for index in 0..<found.count {
        try steps.step()
        let position = found.positions[index]
        if unit == .word, !boundaries.isWord(position, length: string.count) { continue }
        document = table.document(of: position, from: document)
        guard document < bits.documentCount, bits.mask.contains(UInt32(truncatingIfNeeded: document)) else {
          continue
        }
        occurrences += 1
        if document != last { documents += 1 }
        last = document
      }
      scratch.empty()
    }
    return (occurrences, documents)
  }
}

extension PositionBits {
  /// - Complexity: linear in the positions, an eighth of a byte each.
  fileprivate func count(in range: Range<UInt32>) -> Int {
    var count = 0
    var position = range.lowerBound
    while position < range.upperBound {
      let size = min(64 - position & 63, range.upperBound - position)
      let bits = word(of: position) >> UInt64(position & 63)
      count += (size == 64 ? bits : bits & (1 << UInt64(size) - 1)).nonzeroBitCount
      position += size
    }
    return count
  }
}
