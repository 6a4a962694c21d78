// The dictionary as a double array: one load for each step of a walk.

import Glibc

/// A double-array trie: the state after a symbol is at `base(state) + symbol`, and is right when it
/// was put there for that symbol. No two states share a base, so the symbol alone is the whole
/// check.
///
/// One unit of 64 bits for each state: base (bits 32–63), symbol (16–31), cost of the word that
/// ends there, or `WordCost.none` (0–15). A state without children has base 0, and so has a dead
/// end: no parent has it, so nothing matches there, and the load goes to the cache line where the
/// walk from the next element begins anyway. Symbol 0 stands for every scalar that is in no word.
///
/// SAFETY: written once in `DoubleArrayTrieBuilder`, then only read; freed with the object that
/// holds it. `base + symbol` stays inside because the array goes 65,536 units past the largest
/// base.
final class DoubleArrayTrieStorage: @unchecked Sendable {
  let units: UnsafeMutablePointer<UInt64>
  let unitCount: Int
  /// Symbols by `ElementIndex`; 0 for what is outside the dictionary's range even when a word has
  /// it, because then no text can reach that word.
  let symbols: UnsafeMutablePointer<UInt16>

  init(unitCount: Int) {
    self.unitCount = unitCount
    // Walks go all over it: on large pages the processor finds their addresses without a look at the page table.
    let byteCount = unitCount * MemoryLayout<UInt64>.stride
    let pages = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 1 << 21)
    madvise(pages, byteCount, MADV_HUGEPAGE)
    units = pages.bindMemory(to: UInt64.self, capacity: unitCount)
    units.initialize(repeating: DoubleArrayTrie.freeUnit, count: unitCount)
    symbols = .allocate(capacity: ElementIndex.count)
    symbols.initialize(repeating: 0, count: ElementIndex.count)
  }

  deinit {
    units.deallocate()
    symbols.deallocate()
  }
}

/// The walker over a `DoubleArrayTrieStorage`, which must outlive it.
struct DoubleArrayTrie: WordTrie {
  typealias Place = UInt64

  let units: UnsafePointer<UInt64>
  let symbols: UnsafePointer<UInt16>

  init(_ storage: DoubleArrayTrieStorage) {
    units = UnsafePointer(storage.units)
    symbols = UnsafePointer(storage.symbols)
  }

  /// Every symbol, 0 included, has a state of the root, so the first step of a walk needs no check.
  static let rootBase = 1
  /// A symbol that no scalar has: a free unit never matches.
  static let noSymbol: UInt16 = 0xFFFF
  static let freeUnit = unit(base: 0, symbol: noSymbol, cost: WordCost.none)

  @inline(__always)
  static func unit(base: UInt32, symbol: UInt16, cost: UInt32) -> UInt64 {
    UInt64(base) << 32 | UInt64(symbol) << 16 | UInt64(cost)
  }

  @inline(__always)
  func symbol(at index: Int, _ kind: UInt8) -> UInt16 {
    symbols[index]
  }

  @inline(__always)
  func start(_ symbol: UInt16) -> UInt64 {
    units[Self.rootBase &+ Int(symbol)]
  }

  @inline(__always)
  func startCost(_ place: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: place & 0xFFFF)
  }

  @inline(__always)
  func next(_ place: UInt64, _ symbol: UInt16) -> UInt64 {
    let unit = units[Int(truncatingIfNeeded: place &>> 32) &+ Int(symbol)]
    return UInt16(truncatingIfNeeded: unit &>> 16) == symbol ? unit : Self.freeUnit
  }

  @inline(__always)
  func isDeadEnd(_ place: UInt64) -> Bool {
    place == Self.freeUnit
  }

  @inline(__always)
  func cost(_ place: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: place & 0xFFFF)
  }
}
