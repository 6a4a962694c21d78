// Builds the double array from ICU's serialised trie.

/// Lists the states of a `SerializedTrie` breadth first and places their children, those with many
/// children first, at the first base where all of them find free units.
///
/// Finding the base tests 64 candidates at a time on a bitmap of used units: the naive first fit,
/// one candidate at a time, took 5.7 s for ICU 72's 316,000 words.
struct DoubleArrayTrieBuilder {
  private struct State {
    var place: SerializedTrie.Place
    /// Where its children begin in `childSymbols`; children of one state stand together, and the
    /// state of child number `i` is `i + 1`, because states are numbered in the order they are
    /// found.
    var firstChild: Int32
    var childCount: Int32
  }

  private let source: SerializedTrie
  private var states: [State] = []
  /// The BMP scalar that leads to state `i + 1`; renamed to its symbol by `nameSymbols`.
  private var childSymbols: [UInt16] = []
  private var bases: [UInt32] = []
  private var symbolCount = 1
  private var symbolOfScalar = [UInt16](repeating: 0, count: 0x10000)

  /// - Throws: `ICUError` when the dictionary is too large for the units' fields.
  static func build(_ source: SerializedTrie) throws(ICUError) -> DoubleArrayTrieStorage {
    var builder = DoubleArrayTrieBuilder(source: source)
    builder.listStates()
    builder.nameSymbols()
    builder.placeChildren()
    return try builder.storage()
  }

  private init(source: SerializedTrie) {
    self.source = source
  }

  private mutating func listStates() {
    // ICU 72 has 441,462 states in 1.0 M units.
    let classes = WordClasses()
    states.reserveCapacity(source.unitCount / 2)
    childSymbols.reserveCapacity(source.unitCount / 2)
    var depthEnd = 1
    var depth = 0
    states.append(State(place: .root, firstChild: 0, childCount: 0))
    var next = 0
    while next < states.count {
      if next == depthEnd {
        depth += 1
        depthEnd = states.count
      }
      states[next].firstChild = Int32(childSymbols.count)
      // ICU never looks past this length, so what is longer is left out of the array.
      if depth < WordCost.longestWord {
        source.forEachEdge(of: states[next].place) { scalar, place in
          // No text can reach a word with a scalar outside the dictionary's range.
          guard WordClass.isDictionary(classes[UInt32(scalar)]) else { return }
          childSymbols.append(scalar)
          states.append(State(place: place, firstChild: 0, childCount: 0))
        }
      }
      states[next].childCount = Int32(childSymbols.count) - states[next].firstChild
      next += 1
    }
  }

  /// Scalars that are frequent in the dictionary get small symbols: the children of a state then
  /// stand close together. (By the words' probabilities instead of their number: no faster.)
  private mutating func nameSymbols() {
    var frequencies = [Int32](repeating: 0, count: 0x10000)
    for scalar in childSymbols { frequencies[Int(scalar)] += 1 }
    let scalars = (0..<0x10000).filter { frequencies[$0] > 0 }
      .sorted { (frequencies[$1], $0) < (frequencies[$0], $1) }
    for (rank, scalar) in scalars.enumerated() {
      // All 65,535 scalars but the last could have a symbol; ICU 72 uses about 20,000.
      symbolOfScalar[scalar] = UInt16(rank + 1)
    }
    symbolCount = scalars.count + 1
    for i in childSymbols.indices { childSymbols[i] = symbolOfScalar[Int(childSymbols[i])] }
  }

  private mutating func placeChildren() {
    bases = [UInt32](repeating: 0, count: states.count)
    var free = FreeUnits(capacity: states.count * 2 + 0x20000)

    // The root's children and the units of all symbols that begin no word.
    bases[0] = UInt32(DoubleArrayTrie.rootBase)
    free.use(0)
    for symbol in 0..<symbolCount { free.use(DoubleArrayTrie.rootBase + symbol) }
    free.useBase(0)
    free.useBase(DoubleArrayTrie.rootBase)

    let order = familiesBySize()
    childSymbols.withUnsafeBufferPointer { symbols in
      var restartCount = Int32.max
      for state in order {
        let count = states[state].childCount
        // Families of half the size may fit where the larger ones before them did not. Looking again for each size took
        // six times as long, for the same array: families of one child, which are most, fill what is left.
        if count <= restartCount / 2 {
          free.restart()
          restartCount = count
        }
        let first = Int(states[state].firstChild)
        let children = UnsafeBufferPointer(rebasing: symbols[first..<first + Int(count)])
        let base = free.firstFit(children)
        free.useBase(base)
        for symbol in children { free.use(base + Int(symbol)) }
        bases[state] = UInt32(base)
      }
    }
  }

  /// The states with children but the root, those with many first, and of as many in their order.
  private func familiesBySize() -> [Int] {
    var places = [Int](repeating: 0, count: Int(states.dropFirst().reduce(0) { max($0, $1.childCount) }) + 1)
    for state in states.dropFirst() { places[Int(state.childCount)] += 1 }
    places[0] = 0
    var sum = 0
    for count in places.indices.reversed() {
      (places[count], sum) = (sum, sum + places[count])
    }
    var order = [Int](repeating: 0, count: sum)
    for state in states.indices.dropFirst() where states[state].childCount > 0 {
      let count = Int(states[state].childCount)
      order[places[count]] = state
      places[count] += 1
    }
    return order
  }

  private func storage() throws(ICUError) -> DoubleArrayTrieStorage {
    let largestBase = Int(bases.max() ?? 0)
    let storage = DoubleArrayTrieStorage(unitCount: largestBase + 0x10000)
    for symbol in 0..<symbolCount {
      storage.units[DoubleArrayTrie.rootBase + symbol] = DoubleArrayTrie.unit(
        base: 0, symbol: UInt16(symbol), cost: WordCost.unknown)
    }
    for (state, base) in zip(states, bases) {
      let isRoot = base == DoubleArrayTrie.rootBase
      for child in Int(state.firstChild)..<Int(state.firstChild + state.childCount) {
        let symbol = childSymbols[child]
        var cost = source.cost(states[child + 1].place)
        guard cost < WordCost.limit || cost == WordCost.none else {
          throw ICUError(
            operation: "give costs below \(WordCost.limit) in its Chinese dictionary",
            name: "cost \(cost)")
        }
        if isRoot, cost == WordCost.none { cost = WordCost.unknown }
        storage.units[Int(base) + Int(symbol)] = DoubleArrayTrie.unit(
          base: bases[child + 1], symbol: symbol, cost: cost)
      }
    }
    for scalar in 0..<0x10000 { storage.symbols[scalar] = symbolOfScalar[scalar] }
    return storage
  }
}

/// Which units, and which bases, are taken. Grows as it is asked for more.
///
/// Behind pointers: a quarter of a million families are placed, and the checks of an array took as long as the search.
private struct FreeUnits: ~Copyable {
  /// A set bit is a used unit.
  private var used: UnsafeMutablePointer<UInt64>
  private var usedBases: UnsafeMutablePointer<UInt64>
  private var wordCount: Int
  /// No unit below this one is tried for a family's lowest symbol again before `restart`.
  private var hint = 0
  /// All units below this word are used.
  private var lowestFreeWord = 0

  init(capacity: Int) {
    wordCount = capacity / 64 + 2
    used = Self.zeros(wordCount)
    usedBases = Self.zeros(wordCount)
  }

  deinit {
    used.deallocate()
    usedBases.deallocate()
  }

  private static func zeros(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    words.initialize(repeating: 0, count: count)
    return words
  }

  // SAFETY: every access is behind a `reach` for the highest unit that it can touch.

  @inline(__always)
  mutating func use(_ unit: Int) {
    reach(unit)
    used[unit &>> 6] |= 1 &<< UInt64(unit & 63)
  }

  @inline(__always)
  mutating func useBase(_ base: Int) {
    reach(base)
    usedBases[base &>> 6] |= 1 &<< UInt64(base & 63)
  }

  @inline(__always)
  private mutating func reach(_ unit: Int) {
    if unit &>> 6 >= wordCount &- 2 { grow(to: unit) }
  }

  @inline(never)
  private mutating func grow(to unit: Int) {
    let larger = unit >> 6 + 3 + wordCount / 2
    used = Self.moved(used, wordCount, to: larger)
    usedBases = Self.moved(usedBases, wordCount, to: larger)
    wordCount = larger
  }

  private static func moved(
    _ words: UnsafeMutablePointer<UInt64>, _ count: Int, to larger: Int
  ) -> UnsafeMutablePointer<UInt64> {
    let grown = zeros(larger)
    grown.update(from: words, count: count)
    words.deallocate()
    return grown
  }

  mutating func restart() {
    while lowestFreeWord < wordCount, used[lowestFreeWord] == ~0 { lowestFreeWord += 1 }
    hint = lowestFreeWord * 64
  }

  /// The lowest base not yet used, from the hint on, where every symbol's unit is free.
  mutating func firstFit(_ symbols: UnsafeBufferPointer<UInt16>) -> Int {
    // The hint is a unit, not a base: families of one child, which are most, then fill the array up
    // from below whatever their symbol is.
    var lowest = Int(UInt16.max)
    for symbol in symbols { lowest = min(lowest, Int(symbol)) }
    var word = max(0, hint - lowest) >> 6
    while true {
      reach(word << 6 + 0x10000 + 64)
      var refused = usedBases[word]
      for symbol in symbols {
        let unit = word << 6 &+ Int(symbol)
        let shift = UInt64(unit & 63)
        let low = used[unit &>> 6] &>> shift
        // Two shifts, because a shift by 64 is not defined as 0 for the masking operator.
        let high = (used[unit &>> 6 &+ 1] &<< 1) &<< (63 &- shift)
        refused |= low | high
        if refused == ~0 { break }
      }
      if refused != ~0 {
        let base = word << 6 + (~refused).trailingZeroBitCount
        hint = base + lowest
        return base
      }
      word += 1
    }
  }
}
