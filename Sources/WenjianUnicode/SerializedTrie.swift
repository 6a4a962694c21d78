// ICU's dictionary as it lies in ICU's data: a serialised UCharsTrie, walked without building
// anything.

internal import CICU

/// A walker over ICU's serialised `UCharsTrie` (ucharstrie.h describes the layout): what a query
/// uses, because its first word costs some page faults and no building.
///
/// A node begins with a lead unit: below 0x30 a branch, below 0x40 a run of units to be matched one
/// after another, else a value with the node's own kind in the low six bits, or with the top bit, a
/// final value. SAFETY: the memory is ICU's own data, which belongs to the process for ever and
/// which ICU's own walker trusts in the same way; it is never written.
struct SerializedTrie: WordTrie, @unchecked Sendable {
  let units: UnsafePointer<UInt16>
  let unitCount: Int
  /// Keeps ICU's handle reachable, so that leak checkers see that it is meant to stay.
  private let memory: UnsafeMutableRawPointer?

  /// The dictionary of the ICU in use, opened once.
  ///
  /// - Throws: `ICUError` when ICU's data has no Chinese dictionary of the known kind.
  static func ofICU() throws(ICUError) -> SerializedTrie {
    try opened.get()
  }

  private static let opened = Result { () throws(ICUError) in try SerializedTrie() }

  private init() throws(ICUError) {
    var code: Int32 = 0
    let dictionary = cicu_dictionary_open(&code)
    try ICUError.check(code, "open its Chinese dictionary (cjdict)")
    guard let units = dictionary.units else {
      throw ICUError(operation: "open its Chinese dictionary (cjdict)", name: "no data")
    }
    self.memory = dictionary.memory
    self.units = units
    self.unitCount = Int(dictionary.unit_count)
  }

  /// A place in the trie: the next unit to read, and how many units of a linear match are still to
  /// come there. The dead end is `unit` −1.
  struct Place: Equatable {
    var unit: Int32
    var remaining: Int32

    init(unit: Int, remaining: Int) {
      self.unit = Int32(truncatingIfNeeded: unit)
      self.remaining = Int32(truncatingIfNeeded: remaining)
    }

    static let root = Place(unit: 0, remaining: 0)
    static let deadEnd = Place(unit: -1, remaining: 0)
  }

  private static let minLinearMatch: UInt16 = 0x30
  private static let minValueLead: UInt16 = 0x40
  private static let finalValue: UInt16 = 0x8000
  private static let maxLinearBranch = 5

  @inline(__always)
  func symbol(at index: Int, _ kind: UInt8) -> UInt16 {
    // The dictionary has no word outside the BMP, and ICU asks it for none: unit 0 is in no word.
    WordClass.isDictionary(kind) && index < 0x10000 ? UInt16(truncatingIfNeeded: index) : 0
  }

  func start(_ symbol: UInt16) -> Place {
    next(.root, symbol)
  }

  func startCost(_ place: Place) -> UInt32 {
    if place.unit < 0 { return WordCost.unknown }
    let cost = cost(place)
    return cost < WordCost.limit ? cost : WordCost.unknown
  }

  func isDeadEnd(_ place: Place) -> Bool { place.unit < 0 }

  func next(_ place: Place, _ symbol: UInt16) -> Place {
    if place.unit < 0 { return .deadEnd }
    var at = Int(place.unit)
    if place.remaining > 0 {
      return units[at] == symbol
        ? Place(unit: at + 1, remaining: Int(place.remaining) - 1) : .deadEnd
    }
    var lead = units[at]
    at += 1
    if lead >= Self.minValueLead {
      if lead & Self.finalValue != 0 { return .deadEnd }
      at = afterNodeValue(at, lead)
      lead &= Self.minValueLead - 1
    }
    if lead >= Self.minLinearMatch {
      return units[at] == symbol
        ? Place(unit: at + 1, remaining: Int(lead - Self.minLinearMatch)) : .deadEnd
    }
    return placeInBranch(at, lead, symbol)
  }

  private func placeInBranch(_ start: Int, _ lead: UInt16, _ symbol: UInt16) -> Place {
    var at = start
    var length = Int(lead)
    if length == 0 {
      length = Int(units[at])
      at += 1
    }
    length += 1
    while length > Self.maxLinearBranch {
      let isBelow = symbol < units[at]
      at += 1
      if isBelow {
        length >>= 1
        at = afterJump(at)
      } else {
        length -= length >> 1
        at = afterDelta(at)
      }
    }
    while length > 1 {
      let unit = units[at]
      at += 1
      if unit == symbol { return Place(unit: branchTarget(at), remaining: 0) }
      length -= 1
      at = afterValue(at)
    }
    return units[at] == symbol ? Place(unit: at + 1, remaining: 0) : .deadEnd
  }

  func cost(_ place: Place) -> UInt32 {
    guard place.remaining == 0, place.unit >= 0 else { return WordCost.none }
    let at = Int(place.unit)
    let lead = units[at]
    if lead < Self.minValueLead { return WordCost.none }
    if lead & Self.finalValue != 0 { return value(at + 1, lead & ~Self.finalValue) }
    if lead < 0x4040 { return UInt32(lead >> 6) - 1 }
    if lead < 0x7FC0 { return (UInt32(lead & 0x7FC0) - 0x4040) << 10 | UInt32(units[at + 1]) }
    return UInt32(units[at + 1]) << 16 | UInt32(units[at + 2])
  }

  /// Calls `body` with every symbol that goes on from a place, ascending, and where it leads.
  func forEachEdge(of place: Place, _ body: (UInt16, Place) -> Void) {
    var at = Int(place.unit)
    if place.remaining > 0 {
      body(units[at], Place(unit: at + 1, remaining: Int(place.remaining) - 1))
      return
    }
    var lead = units[at]
    at += 1
    if lead >= Self.minValueLead {
      if lead & Self.finalValue != 0 { return }
      at = afterNodeValue(at, lead)
      lead &= Self.minValueLead - 1
    }
    if lead >= Self.minLinearMatch {
      body(units[at], Place(unit: at + 1, remaining: Int(lead - Self.minLinearMatch)))
      return
    }
    var length = Int(lead)
    if length == 0 {
      length = Int(units[at])
      at += 1
    }
    forEachBranch(at, length + 1, body)
  }

  private func forEachBranch(_ start: Int, _ count: Int, _ body: (UInt16, Place) -> Void) {
    var at = start
    var length = count
    while length > Self.maxLinearBranch {
      at += 1
      forEachBranch(afterJump(at), length >> 1, body)
      length -= length >> 1
      at = afterDelta(at)
    }
    while length > 1 {
      body(units[at], Place(unit: branchTarget(at + 1), remaining: 0))
      at = afterValue(at + 1)
      length -= 1
    }
    body(units[at], Place(unit: at + 1, remaining: 0))
  }

  /// Where a branch leads whose value stands at `at`: to a final value, which is read in place, or
  /// by a distance counted from behind the value.
  private func branchTarget(_ at: Int) -> Int {
    let lead = units[at]
    return lead & Self.finalValue != 0 ? at : afterValue(at) + Int(value(at + 1, lead))
  }

  private func value(_ at: Int, _ lead: UInt16) -> UInt32 {
    if lead < 0x4000 { return UInt32(lead) }
    if lead < 0x7FFF { return (UInt32(lead) - 0x4000) << 16 | UInt32(units[at]) }
    return UInt32(units[at]) << 16 | UInt32(units[at + 1])
  }

  private func afterValue(_ at: Int) -> Int {
    let lead = units[at] & ~Self.finalValue
    return lead < 0x4000 ? at + 1 : lead < 0x7FFF ? at + 2 : at + 3
  }

  private func afterNodeValue(_ at: Int, _ lead: UInt16) -> Int {
    lead < 0x4040 ? at : lead < 0x7FC0 ? at + 1 : at + 2
  }

  private func afterDelta(_ at: Int) -> Int {
    let lead = units[at]
    return lead < 0xFC00 ? at + 1 : lead < 0xFFFF ? at + 2 : at + 3
  }

  private func afterJump(_ at: Int) -> Int {
    let lead = units[at]
    if lead < 0xFC00 { return at + 1 + Int(lead) }
    if lead < 0xFFFF { return at + 2 + (Int(lead) - 0xFC00) << 16 + Int(units[at + 1]) }
    return at + 3 + Int(units[at + 1]) << 16 + Int(units[at + 2])
  }
}
