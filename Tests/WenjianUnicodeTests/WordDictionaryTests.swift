// Both forms of ICU's dictionary hold the same words at the same costs.

import Testing

@testable import WenjianUnicode

@Suite("ICU's Chinese dictionary")
struct WordDictionaryTests {
  @Test(
    "an element's index is its BMP scalar, one for all runs, or one for all above the BMP",
    arguments: [
      (0, 0), (0x4E2D, 0x4E2D), (0xFFFF, 0xFFFF), (0x10000, ElementIndex.astral),
      (0x10FFFF, ElementIndex.astral), (0x110000, ElementIndex.run), (.max, ElementIndex.run),
    ] as [(UInt32, Int)])
  func elementIndex(_ element: UInt32, _ index: Int) {
    #expect(ElementIndex.of(element) == index)
  }

  @Test("is made once for the process in each form")
  func shared() throws {
    #expect(try WordDictionary.forQueries() === WordDictionary.forQueries())
    #expect(try WordDictionary.forIndexing() === WordDictionary.forIndexing())
  }

  @Test("every word that text can reach is in the double array, at the same cost, and no other is")
  func sameWords() throws {
    let serialized = try SerializedTrie.ofICU()
    let storage = try DoubleArrayTrieBuilder.build(serialized)
    let array = DoubleArrayTrie(storage)
    let classes = WordClasses()
    var states = 0
    var words = 0
    var wrong: [[UInt16]] = []

    func compare(_ place: SerializedTrie.Place, _ unit: UInt64, _ path: [UInt16]) {
      serialized.forEachEdge(of: place) { scalar, child in
        guard WordClass.isDictionary(classes[UInt32(scalar)]) else { return }
        let next = path + [scalar]
        let symbol = array.symbol(at: Int(scalar), WordClass.ideograph)
        let childUnit = path.isEmpty ? array.start(symbol) : array.next(unit, symbol)
        let cost = path.isEmpty ? serialized.startCost(child) : serialized.cost(child)
        let arrayCost = path.isEmpty ? array.startCost(childUnit) : array.cost(childUnit)
        states += 1
        if serialized.cost(child) < WordCost.limit { words += 1 }
        let walked = path.isEmpty ? serialized.start(scalar) : serialized.next(place, scalar)
        if symbol == 0 || array.isDeadEnd(childUnit) || arrayCost != cost || walked != child {
          wrong.append(next)
        }
        if next.count < WordCost.longestWord { compare(child, childUnit, next) }
      }
    }
    compare(.root, 0, [])
    #expect(wrong.isEmpty)
    #expect(words > 100_000, "ICU 72 has 315,964 words, some longer than 20")

    // As many states here as there: none that the serialised trie has not. A state of the root that
    // no word begins with is there for every symbol.
    let used = (0..<storage.unitCount).count { storage.units[$0] != DoubleArrayTrie.freeUnit }
    let symbols = Set((0..<0x10000).map { storage.symbols[$0] }).count
    var rootChildren = 0
    serialized.forEachEdge(of: .root) { scalar, _ in
      if WordClass.isDictionary(classes[UInt32(scalar)]) { rootChildren += 1 }
    }
    #expect(used == states - rootChildren + symbols)
  }

  @Test("no two states of the double array share a base")
  func uniqueBases() throws {
    let storage = try DoubleArrayTrieBuilder.build(try SerializedTrie.ofICU())
    let bases = (0..<storage.unitCount).map { storage.units[$0] >> 32 }.filter { $0 != 0 }
    #expect(Set(bases).count == bases.count)
    #expect(!bases.contains(UInt64(DoubleArrayTrie.rootBase)))
    #expect(Int(try #require(bases.max())) + 0xFFFF < storage.unitCount)
  }

  @Test("a walk off the words is a dead end in both forms, and stays one")
  func deadEnds() throws {
    let serialized = try SerializedTrie.ofICU()
    let storage = try DoubleArrayTrieBuilder.build(serialized)
    let array = DoubleArrayTrie(storage)
    for text in ["中国中国", "人民龘龘", "A", "\u{20BB7}一", "、。"] {
      let scalars = text.unicodeScalars.map(\.value)
      func symbol(_ trie: some WordTrie, _ scalar: UInt32) -> UInt16 {
        trie.symbol(at: ElementIndex.of(scalar), WordClass.of(scalar))
      }
      var first = serialized.start(symbol(serialized, scalars[0]))
      var second = array.start(symbol(array, scalars[0]))
      #expect(serialized.startCost(first) == array.startCost(second))
      for scalar in scalars.dropFirst() + [0x4E2D, 0x56FD] {
        first = serialized.next(first, symbol(serialized, scalar))
        second = array.next(second, symbol(array, scalar))
        #expect(serialized.isDeadEnd(first) == array.isDeadEnd(second), "\(text)")
        #expect(serialized.cost(first) == array.cost(second), "\(text)")
      }
      #expect(serialized.isDeadEnd(first), "\(text)")
    }
  }
}
