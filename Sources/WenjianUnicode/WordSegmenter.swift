// Word boundaries in a stretch of the search stream: those of ICU's break iterator, at ten times
// its speed.

/// Marks the boundaries that ICU's word break iterator finds in a stretch of the search stream.
///
/// Han and kana go through ICU's dictionary directly (`ShortestPath`), and so do punctuation and
/// alphanumeric runs, as characters that no word has: the rules always break there. For everything
/// else (a dot between two runs, an apostrophe, a combining mark, an emoji, Hangul …) the
/// neighbourhood, up to places where a boundary is certain, is given to the break iterator itself,
/// which is opened when first needed.
///
/// One for each thread: it owns scratch (about 100 KB), and a copy shares it.
package struct WordSegmenter {
  /// A neighbourhood for the break iterator is cut after this many elements (2¹⁷), even where no
  /// boundary is certain, so that ICU's memory stays bounded (some 20 bytes an element).
  static let largestNeighbourhood = 131_072

  private let dictionary: WordDictionary
  private let scratch = Scratch()

  package init(_ dictionary: WordDictionary) {
    self.dictionary = dictionary
  }

  /// Writes into `boundaries[i]` whether ICU's word break iterator has a boundary at the start of
  /// element `i` (1) or not (0), in the text of the stretch: the elements' texts one after another,
  /// with one space between two neighbouring alphanumeric runs. `boundaries[0]` is 1.
  ///
  /// Identical to the break iterator for stretches of any length, with one exception: where
  /// something that only the break iterator can decide adjoins more than 131,072 elements without
  /// one certain boundary, the text is cut there and a boundary marked.
  ///
  /// - Parameters:
  ///   - elements: the stretch between two barriers, folded: below 0x110000 one Unicode scalar,
  ///     from 0x110000 on a whole alphanumeric run.
  ///   - count: the number of elements; nothing is written when it is 0.
  ///   - runText: the UTF-8 text of a run; asked only where a quote, a dot and the like, or
  ///     something that only the break iterator can decide, adjoins the run. The bytes are read
  ///     before the next call.
  ///   - boundaries: `count` bytes, whose former contents do not matter; in use as scratch while
  ///     the call lasts, and without meaning when it throws.
  /// - Precondition: no element is a surrogate; a run's text begins with a letter or a digit, and
  ///   ends in one or in its combining marks.
  /// - Throws: `ICUError` when the break iterator is needed and fails.
  /// - Complexity: O(count) time; scratch is bounded, but for the text of the runs in a
  ///   neighbourhood.
  package mutating func markBoundaries(
    elements: UnsafePointer<UInt32>, count: Int,
    runText: (UInt32) -> UnsafeRawBufferPointer,
    boundaries: UnsafeMutablePointer<UInt8>
  ) throws(ICUError) {
    switch dictionary.form {
    case .serialized(let trie):
      try mark(trie, elements, count, runText, boundaries)
    case .doubleArray(let storage):
      try withExtendedLifetime(storage) { () throws(ICUError) in
        try mark(DoubleArrayTrie(storage), elements, count, runText, boundaries)
      }
    }
  }

  @inline(__always)
  private func mark<Trie: WordTrie>(
    _ trie: Trie, _ elements: UnsafePointer<UInt32>, _ count: Int,
    _ runText: (UInt32) -> UnsafeRawBufferPointer, _ boundaries: UnsafeMutablePointer<UInt8>
  ) throws(ICUError) {
    let classes = scratch.classes
    let path = scratch.path
    var start = 0
    while start < count {
      var end = path.markPiece(trie, elements, from: start, to: count, classes, boundaries)
      if path.joiningCount > 0 {
        let stretch = Stretch(elements: elements, count: count, classes: classes)
        end = max(end, try scratch.repair(stretch, start, runText, boundaries))
      }
      start = end
    }
  }
}

/// A stretch of the search stream and the classes of its elements.
struct Stretch {
  let elements: UnsafePointer<UInt32>
  let count: Int
  let classes: WordClasses

  @inline(__always)
  func kind(_ index: Int) -> UInt8 { classes[elements[index]] }

  /// Whether UAX #29 with ICU's dictionary always has a boundary between the elements `index - 1`
  /// and `index`, and looks at nothing across it. False means only that the break iterator has to
  /// decide.
  ///
  /// Two neighbours that are not odd join only inside a dictionary range (Han and kana), and across
  /// a middle character or quote: letter × middle × letter, digit × middle × digit, and Hebrew
  /// letter × single quote even with nothing behind it. The letter before or behind may be in a run
  /// or odd.
  func hasCertainBoundary(before index: Int) -> Bool {
    let before = kind(index - 1)
    let after = kind(index)
    if before == WordClass.odd || after == WordClass.odd { return false }
    if WordClass.isDictionary(before), WordClass.isDictionary(after) { return false }
    switch (before, after) {
    case (WordClass.run, WordClass.quote):
      return false
    case (WordClass.run, WordClass.middle):
      return index + 1 == count || !mayHoldLetter(index + 1)
    case (WordClass.middle, WordClass.run), (WordClass.quote, WordClass.run):
      return index < 2 || !mayHoldLetter(index - 2)
    default:
      return true
    }
  }

  private func mayHoldLetter(_ index: Int) -> Bool {
    kind(index) == WordClass.run || kind(index) == WordClass.odd
  }

  /// Whether an element of a class that may join with neighbours may do so here. Joins with an odd
  /// neighbour are left to that one.
  @inline(__always)
  func mayJoin(_ index: Int) -> Bool {
    switch kind(index) {
    case WordClass.odd: true
    case WordClass.quote: index > 0 && kind(index - 1) == WordClass.run
    default:
      index > 0 && kind(index - 1) == WordClass.run && index + 1 < count
        && kind(index + 1) == WordClass.run
    }
  }
}

/// What a segmenter keeps from call to call.
private final class Scratch {
  let path = ShortestPath()
  let classes = WordClasses()
  private var reference: WordBreakReference?
  private var text: [UInt16] = []
  private var starts: [Int32] = []
  private var offsets: [Int32] = []

  /// Asks the break iterator about the elements of the last piece that do join with neighbours;
  /// returns where the last of those neighbourhoods ends, which may be behind the piece.
  func repair(
    _ stretch: Stretch, _ start: Int, _ runText: (UInt32) -> UnsafeRawBufferPointer,
    _ boundaries: UnsafeMutablePointer<UInt8>
  ) throws(ICUError) -> Int {
    var repaired = start
    for k in 0..<path.joiningCount {
      let index = start + Int(path.joining[k])
      if index < repaired || !stretch.mayJoin(index) { continue }
      var lower = index
      while lower > 0, !stretch.hasCertainBoundary(before: lower) { lower -= 1 }
      var upper = index + 1
      while upper < stretch.count, !stretch.hasCertainBoundary(before: upper) { upper += 1 }
      try markByReference(stretch.elements, lower..<upper, runText, boundaries)
      repaired = upper
    }
    return repaired
  }

  /// Marks the elements of a range whose first element has a certain boundary, and whose last is
  /// followed by one, by asking the break iterator.
  func markByReference(
    _ elements: UnsafePointer<UInt32>, _ range: Range<Int>,
    _ runText: (UInt32) -> UnsafeRawBufferPointer, _ boundaries: UnsafeMutablePointer<UInt8>
  ) throws(ICUError) {
    let reference = try openedReference()
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + WordSegmenter.largestNeighbourhood)
      writeText(elements, start..<end, runText)
      try reference.boundaries(of: text, into: &offsets)
      // Both lists ascend: merge them.
      var next = 0
      for (index, textStart) in starts.enumerated() {
        while next < offsets.count, offsets[next] < textStart { next += 1 }
        boundaries[start + index] = next < offsets.count && offsets[next] == textStart ? 1 : 0
      }
      start = end
    }
  }

  private func openedReference() throws(ICUError) -> WordBreakReference {
    if let reference { return reference }
    let opened = try WordBreakReference()
    reference = opened
    return opened
  }

  /// Puts the text of some elements into `text` and where each begins into `starts`.
  private func writeText(
    _ elements: UnsafePointer<UInt32>, _ range: Range<Int>,
    _ runText: (UInt32) -> UnsafeRawBufferPointer
  ) {
    text.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    var isAfterRun = false
    for index in range {
      let element = elements[index]
      let isRun = element >= 0x110000
      if isRun, isAfterRun { text.append(0x20) }
      starts.append(Int32(text.count))
      if isRun {
        UTF16Text.append(utf8: runText(element), to: &text)
      } else {
        UTF16Text.append(element, to: &text)
      }
      isAfterRun = isRun
    }
  }
}
