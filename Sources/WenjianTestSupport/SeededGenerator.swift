// Random numbers that can be had again: every random test names the seed that replays it.

import Glibc

/// SplitMix64: small, seeded, the same on every machine.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A generator of its own for one test and one of its rounds, all from the seed of the run, so that tests may
  /// run in any order and each is replayed by the same line.
  package init(_ test: String, round: Int = 0) {
    var mixed = SeededGenerator(seed: RunSeed.value)
    // FNV-1a: `Hasher` gives other numbers in every process.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in test.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // Mixed once more: rounds that are steps of this generator apart would draw the same numbers, each one later.
    var scattered = SeededGenerator(seed: mixed.next() ^ hash &+ UInt64(round) &* 0x9E37_79B9_7F4A_7C15)
    self.init(seed: scattered.next())
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The generator of the test that makes it.
  package init(salt: StaticString = #function) { self.init("\(salt)") }

  package mutating func below(_ limit: Int) -> Int { int(0...(limit - 1)) }

  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// As `RunSeed.replay`.
  package var replay: String { RunSeed.replay }

  package mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True once in `count` calls, on average.
  package mutating func oneIn(_ count: Int) -> Bool { int(1...count) == 1 }

  /// - Precondition: `elements` is not empty.
  package mutating func pick<Elements: RandomAccessCollection>(
    _ elements: Elements
  ) -> Elements.Element {
    elements[elements.index(elements.startIndex, offsetBy: int(0...(elements.count - 1)))]
  }
}

/// The seed of this run of the tests: `WENJIAN_SEED`, or a new one.
package enum RunSeed {
  /// Written to standard error once, as the beginning of a line that replays the run.
  package static let value: UInt64 = {
    let seed: UInt64
    if let text = getenv("WENJIAN_SEED").map({ String(cString: $0) }) {
      let isHex = text.hasPrefix("0x")
      guard let given = UInt64(isHex ? text.dropFirst(2) : text[...], radix: isHex ? 16 : 10) else {
        preconditionFailure("WENJIAN_SEED must be a number, it is \(text)")
      }
      seed = given
    } else {
      seed = UInt64.random(in: 1...UInt64.max)
    }
    let line = "WENJIAN_SEED=0x\(String(seed, radix: 16)) swift test  # repeats this run\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    return seed
  }()

  /// What a failure says, so that it can be repeated from its message alone.
  package static var replay: String { "WENJIAN_SEED=0x" + String(value, radix: 16) }
}
