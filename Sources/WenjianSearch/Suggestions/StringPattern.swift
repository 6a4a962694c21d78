import WenjianStream
import WenjianText

/// Which strings are looked for, as an automaton that reads elements.
protocol StringPattern {
  associatedtype State: Hashable
  var start: State { get }
  /// The elements that can come next, ascending; nil for any Han character.
  func candidates(in state: State) -> [UInt32]?
  /// - Returns: nil when the element cannot come next.
  func next(_ state: State, _ element: UInt32) -> State?
  /// Whether what was read is a whole string.
  func accepts(_ state: State) -> Bool
}

/// Strings of one length, with what each place may hold.
struct SlotPattern: StringPattern {
  enum Slot: Equatable {
    case one(UInt32)
    /// Ascending.
    case among([UInt32])
    case anyHan
  }

  let slots: [Slot]

  var start: Int { 0 }

  func candidates(in state: Int) -> [UInt32]? {
    guard state < slots.count else { return [] }
    switch slots[state] {
    case .one(let element): return [element]
    case .among(let elements): return elements
    case .anyHan: return nil
    }
  }

  func next(_ state: Int, _ element: UInt32) -> Int? {
    guard state < slots.count else { return nil }
    let fits =
      switch slots[state] {
      case .one(let wanted): element == wanted
      case .among(let elements): elements.containsInOrder(element)
      case .anyHan: element < StreamElement.firstRun && isHan(element)
      }
    return fits ? state + 1 : nil
  }

  func accepts(_ state: Int) -> Bool { state == slots.count }
}

/// Strings that are read as some letters say: `diyishuji`, or with initials alone `dysj`.
struct SoundPattern: StringPattern {
  /// Letters that one character may stand for.
  private struct Part {
    /// The offset behind them.
    let end: Int
    /// Ascending.
    let characters: [UInt32]
  }

  /// By offset in the letters: the parts that begin there.
  private let parts: [[Part]]

  /// Which offsets in the letters may have been reached, a bit each.
  typealias State = UInt64

  /// The longest that is read.
  static let letterLimit = 60

  /// - Parameter typed: letters with or without marks of tone; blanks, apostrophes and digits of tones may part syllables.
  ///   When the letters are whole syllables they are read so, else an initial may stand for its syllable.
  /// - Returns: nil when it is no pinyin: other characters, nothing, or too long.
  init?(_ typed: String) {
    var letters: [UInt8] = []
    // A syllable ends before these offsets.
    var breaks = Set<Int>()
    for scalar in typed.lowercased().unicodeScalars {
      switch scalar {
      case " ", "\u{3000}", "'", "\u{2019}", "-", "1"..."5": breaks.insert(letters.count)
      // Tones on their own.
      case "\u{300}", "\u{301}", "\u{304}", "\u{30C}": break
      case "\u{308}", ":":
        guard letters.last == UInt8(ascii: "u") else { return nil }
        letters[letters.count - 1] = UInt8(ascii: "v")
      default:
        guard let plain = MandarinReadings.plainLetter(scalar) else { return nil }
        letters.append(plain)
      }
    }
    if letters.isEmpty || letters.count > Self.letterLimit { return nil }
    let syllables = Self.parts(of: letters, breaks) { part in
      MandarinReadings.isSyllable(part) ? MandarinReadings.characters(ofSyllable: part) : nil
    }
    parts =
      Self.reachesEnd(syllables)
      ? syllables
      : Self.parts(of: letters, breaks) { part in
        if MandarinReadings.isInitial(part) { return MandarinReadings.characters(ofInitial: part) }
        return MandarinReadings.isSyllable(part) ? MandarinReadings.characters(ofSyllable: part) : nil
      }
  }

  private static func parts(
    of letters: [UInt8], _ breaks: Set<Int>, _ characters: (ArraySlice<UInt8>) -> [UInt32]?
  ) -> [[Part]] {
    letters.indices.map { start in
      var parts: [Part] = []
      for end in (start + 1)...min(start + MandarinReadings.longest, letters.count) {
        if let characters = characters(letters[start..<end]) {
          parts.append(Part(end: end, characters: characters))
        }
        if breaks.contains(end) { break }
      }
      return parts
    }
  }

  private static func reachesEnd(_ parts: [[Part]]) -> Bool {
    var reached = [true] + Array(repeating: false, count: parts.count)
    for start in parts.indices where reached[start] {
      for part in parts[start] { reached[part.end] = true }
    }
    return reached[parts.count]
  }

  var start: UInt64 { 1 }

  func accepts(_ state: UInt64) -> Bool { state & (1 << UInt64(parts.count)) != 0 }

  func candidates(in state: UInt64) -> [UInt32]? {
    var found = Set<UInt32>()
    forEachPart(in: state) { found.formUnion($0.characters) }
    return found.sorted()
  }

  func next(_ state: UInt64, _ element: UInt32) -> UInt64? {
    var next: UInt64 = 0
    forEachPart(in: state) { if $0.characters.containsInOrder(element) { next |= 1 << UInt64($0.end) } }
    return next == 0 ? nil : next
  }

  private func forEachPart(in state: UInt64, _ body: (Part) -> Void) {
    for offset in parts.indices where state & (1 << UInt64(offset)) != 0 {
      for part in parts[offset] { body(part) }
    }
  }
}

extension Array where Element == UInt32 {
  /// Whether an ascending array holds a value.
  fileprivate func containsInOrder(_ value: UInt32) -> Bool {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value
  }
}
