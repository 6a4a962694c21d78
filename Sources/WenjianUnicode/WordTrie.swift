// What the shortest path needs of a dictionary: costs of the words that begin at a place.

/// A dictionary of words with costs, walked one symbol at a time.
///
/// There are two, because a query and an index want opposite things: `SerializedTrie` needs no
/// building and is slow, `DoubleArrayTrie` is fast and has to be built. The code that walks is
/// generic and specialised for both; no existential may stand in its loop.
protocol WordTrie {
  /// Where a walk stands.
  associatedtype Place

  /// The trie's own 16-bit name of an element; 0 for all that is not in the dictionary's range, and
  /// for what is in no word.
  ///
  /// - Parameters:
  ///   - index: `ElementIndex.of` the element.
  ///   - kind: its `WordClass`.
  func symbol(at index: Int, _ kind: UInt8) -> UInt16

  /// The place after one symbol, whether or not a word begins with it.
  func start(_ symbol: UInt16) -> Place

  /// The cost of the word that is the start symbol alone, or `WordCost.unknown` when it is no word.
  func startCost(_ place: Place) -> UInt32

  /// The place after one symbol more; a dead end when no word goes on so, or from a dead end.
  func next(_ place: Place, _ symbol: UInt16) -> Place

  func isDeadEnd(_ place: Place) -> Bool

  /// The cost of the word that ends here; `WordCost.none` when none does, and at a dead end.
  func cost(_ place: Place) -> UInt32
}

/// The costs of ICU's `CjkBreakEngine`.
enum WordCost {
  /// A single character that is no word of the dictionary.
  static let unknown: UInt32 = 255
  /// Stands where no word ends. More than any chain of unknown characters as long as the longest
  /// word costs, so the minimum never takes it and the loop needs no branch for it.
  static let none: UInt32 = 0xFFFF
  /// A dictionary with a cost from here on is not one that these loops can read.
  static let limit: UInt32 = 0x4000
  /// Longer words of the dictionary are never found (ICU's `maxWordSize`).
  static let longestWord = 20
}
