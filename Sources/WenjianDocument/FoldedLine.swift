// A line as the rules of boilerplate and metadata read it: simplified, narrow, with the byte each scalar comes from.

import WenjianStream
package import WenjianText

/// The scalars of a stretch of text, folded as in the search stream, so that one spelling of a rule serves both
/// scripts: 來源：, 来源: and 来 源 are read by 来源 and a colon.
package struct FoldedLine {
  private(set) var scalars: [UInt32] = []
  /// Where each scalar begins; one more, the end, stands last.
  private(set) var offsets: [Int] = [0]
  private(set) var han = 0
  private(set) var digits = 0
  private(set) var letters = 0

  package var count: Int { scalars.count }
  package var isEmpty: Bool { scalars.isEmpty }

  package init() {
    scalars.reserveCapacity(256)
    offsets.reserveCapacity(257)
  }

  package init(_ text: String) {
    TextBytes.lend(text) { bytes in read(bytes, 0..<bytes.count) }
  }

  /// Reads other text, in the same memory.
  package mutating func read(_ source: TextBytes, _ range: Range<Int>) {
    scalars.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    (han, digits, letters) = (0, 0, 0)
    // Gathered on the stack and appended at once: an append a scalar took half of the time of all rules together.
    // SAFETY: each scalar has a byte of its own, so that no more of them are kept than there is room for; what was written
    // is all that is appended.
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: range.count) { folded in
      unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: range.count) { starts in
        var count = 0
        var at = range.lowerBound
        while at < range.upperBound {
          let start = at
          let (scalar, end) = UTF8Reader.scalar(source, at: at)
          at = end
          let entry = FoldedScalars.entry(scalar)
          if entry == FoldedScalars.dropped { continue }
          unsafe folded[count] = entry & 0x1F_FFFF
          unsafe starts[count] = start
          count &+= 1
          han &+= Int(entry >> 30 & 1)
          digits &+= Int(entry >> 29 & 1)
          letters &+= Int(entry >> 28 & 1)
        }
        unsafe scalars.append(contentsOf: UnsafeBufferPointer(rebasing: folded[..<count]))
        unsafe offsets.append(contentsOf: UnsafeBufferPointer(rebasing: starts[..<count]))
      }
    }
    offsets.append(range.upperBound)
  }

  package static let blank: UInt32 = 0x20

  package subscript(index: Int) -> UInt32 { index < scalars.count ? scalars[index] : 0 }

  /// The last scalar; 0 for an empty line.
  package var last: UInt32 { scalars.last ?? 0 }

  package func isBlank(at index: Int) -> Bool { self[index] == Self.blank || self[index] == "\t" }

  package func skippingBlanks(_ index: Int) -> Int {
    var index = index
    while isBlank(at: index) { index += 1 }
    return index
  }

  /// Without the blanks at its ends.
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isBlank(at: low) { low += 1 }
    while high > low, isBlank(at: high - 1) { high -= 1 }
    return low..<high
  }

  /// - Parameter range: of scalars.
  package func byteRange(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return offsets[range.lowerBound]..<offsets[range.lowerBound] }
    return offsets[range.lowerBound]..<offsets[range.upperBound]
  }

  /// The folded text of scalars.
  package func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    for index in range { if let scalar = Unicode.Scalar(scalars[index]) { view.append(scalar) } }
    return String(view)
  }

  package func starts(with word: [UInt32], at index: Int) -> Bool {
    guard index + word.count <= scalars.count else { return false }
    for offset in 0..<word.count where scalars[index + offset] != word[offset] { return false }
    return true
  }

  package func firstIndex(of word: [UInt32], from start: Int = 0) -> Int? {
    guard let first = word.first, scalars.count >= word.count else { return nil }
    var index = start
    while index <= scalars.count - word.count {
      if scalars[index] == first, starts(with: word, at: index) { return index }
      index += 1
    }
    return nil
  }

  package static func isHan(_ scalar: UInt32) -> Bool {
    WenjianText.isHan(scalar)
  }
}

/// What a scalar is in a folded line: the table of the stream, in the shape that these rules ask for. A call of that
/// table and four of its accessors for each scalar were most of the cost, because they lie in another target.
private enum FoldedScalars {
  static let dropped: UInt32 = .max
  private static let hanBit: UInt32 = 1 << 30
  private static let digitBit: UInt32 = 1 << 29
  private static let letterBit: UInt32 = 1 << 28

  // SAFETY: written once, before the pointer is seen, and never freed; a scalar is compared with its count.
  private nonisolated(unsafe) static let table: UnsafeMutablePointer<UInt32> = {
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 0x1_0000)
    for scalar in 0..<UInt32(0x1_0000) { unsafe table[Int(scalar)] = computed(scalar) }
    return unsafe table
  }()

  @inline(__always)
  static func entry(_ scalar: UInt32) -> UInt32 {
    unsafe scalar < 0x1_0000 ? table[Int(scalar)] : computed(scalar)
  }

  private static func computed(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case "0"..."9": return scalar | digitBit
    case "A"..."Z": return scalar | 0x20 | letterBit
    case "a"..."z": return scalar | letterBit
    case 0..<0x80: return scalar
    default: break
    }
    let entry = foldEntry(of: scalar)
    switch entry.kind {
    case FoldKind.ignorable, FoldKind.control: return dropped
    case FoldKind.space, FoldKind.newline: return FoldedLine.blank
    case FoldKind.expansion: return scalar
    case FoldKind.digit: return entry.scalar | digitBit
    default: return entry.scalar | (entry.isHan ? hanBit : 0)
    }
  }
}

/// Words to be found in folded lines, each with a tag.
package struct FoldedLexicon: Sendable {
  private struct Word {
    var scalars: [UInt32]
    var tag: UInt8
  }

  private var words: [[Word]] = []
  /// By the low bits of a word's first scalar: 0 for none, else one more than the place in `words`. One byte of
  /// table says no to nearly every scalar of a text.
  private var starts = [UInt16](repeating: 0, count: 8192)
  private(set) var longest = 0

  /// - Parameter lists: words between blanks, in simplified script and narrow signs, as the fold leaves them.
  package init(_ lists: [(tag: UInt8, words: String)]) {
    for (tag, list) in lists {
      for word in list.split(separator: " ") {
        // `_` is a blank inside a word.
        let scalars = FoldedLine(String(word)).scalars.map { $0 == "_" ? FoldedLine.blank : $0 }
        guard let first = scalars.first else { continue }
        let slot = Int(first & 8191)
        if starts[slot] == 0 {
          words.append([])
          starts[slot] = UInt16(words.count)
        }
        words[Int(starts[slot]) - 1].append(Word(scalars: scalars, tag: tag))
        longest = max(longest, scalars.count)
      }
    }
    for index in words.indices { words[index].sort { $0.scalars.count > $1.scalars.count } }
  }

  /// With what words end.
  var lastScalars: [UInt32] { words.joined().compactMap(\.scalars.last) }

  /// The longest word that begins at `index`, with blanks inside it allowed: 索 引 号.
  /// - Returns: its tag, and behind which scalar it ends.
  package func spacedMatch(_ line: FoldedLine, at index: Int) -> (tag: UInt8, end: Int)? {
    let slot = starts[Int(line.scalars[index] & 8191)]
    guard slot != 0 else { return nil }
    search: for word in words[Int(slot) - 1] {
      var at = index
      for scalar in word.scalars {
        if at > index { at = line.skippingBlanks(at) }
        guard line[at] == scalar else { continue search }
        at += 1
      }
      return (word.tag, at)
    }
    return nil
  }

  /// The longest word that begins at `index`.
  @inline(__always)  // nearly every scalar begins none, and is told so by one read
  package func match(_ line: FoldedLine, at index: Int) -> (tag: UInt8, count: Int)? {
    let slot = starts[Int(line.scalars[index] & 8191)]
    return slot == 0 ? nil : longest(words[Int(slot) - 1], line, index)
  }

  @inline(never)
  private func longest(_ words: [Word], _ line: FoldedLine, _ index: Int) -> (tag: UInt8, count: Int)? {
    for word in words where line.starts(with: word.scalars, at: index) { return (word.tag, word.scalars.count) }
    return nil
  }
}
