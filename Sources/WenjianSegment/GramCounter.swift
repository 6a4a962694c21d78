/// Counts the grams of a batch in a hash table and scatters their positions behind one another.
struct GramCounter: ~Copyable {
  /// Open addressing on the keys; a key is first << 32 | second, and 0 (no gram begins with the barrier) is free.
  private var keys: UnsafeMutablePointer<UInt64>
  private var counts: UnsafeMutablePointer<UInt32>
  private var mask: Int
  private var used = 0

  /// - Parameter ids: element identifiers, the barrier being 0; the last is a barrier.
  init(ids: UnsafePointer<UInt32>, count: Int) {
    // Distinct grams run at a tenth of the positions or less in real text; the table grows when they do not.
    var capacity = 1 << 12
    while capacity < count / 4 { capacity *= 2 }
    keys = .allocate(capacity: capacity)
    keys.initialize(repeating: 0, count: capacity)
    counts = .allocate(capacity: capacity)
    counts.initialize(repeating: 0, count: capacity)
    mask = capacity - 1
    for position in 0..<max(count - 1, 0) {
      let first = ids[position]
      if first == 0 { continue }
      let key = UInt64(first) << 32 | UInt64(ids[position + 1])
      var slot = hash(key)
      while true {
        let found = keys[slot]
        if found == key {
          counts[slot] &+= 1
          break
        }
        if found == 0 {
          keys[slot] = key
          counts[slot] = 1
          used += 1
          if used * 2 > mask { grow() }
          break
        }
        slot = (slot &+ 1) & mask
      }
    }
  }

  deinit {
    keys.deallocate()
    counts.deallocate()
  }

  @inline(__always)
  private func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldCounts = counts
    let oldCapacity = mask + 1
    let capacity = oldCapacity * 2
    keys = .allocate(capacity: capacity)
    keys.initialize(repeating: 0, count: capacity)
    counts = .allocate(capacity: capacity)
    counts.initialize(repeating: 0, count: capacity)
    mask = capacity - 1
    for old in 0..<oldCapacity where oldKeys[old] != 0 {
      var slot = hash(oldKeys[old])
      while keys[slot] != 0 { slot = (slot &+ 1) & mask }
      keys[slot] = oldKeys[old]
      counts[slot] = oldCounts[old]
    }
    oldKeys.deallocate()
    oldCounts.deallocate()
  }

  func key(_ slot: UInt32) -> UInt64 { keys[Int(slot)] }
  func count(_ slot: UInt32) -> Int { Int(counts[Int(slot)]) }

  /// The slots of the grams in the order of their keys.
  func sortedOrder() -> [UInt32] {
    var order: [(key: UInt64, slot: UInt32)] = []
    order.reserveCapacity(used)
    for slot in 0...mask where keys[slot] != 0 { order.append((keys[slot], UInt32(slot))) }
    order.sort { $0.key < $1.key }
    return order.map(\.slot)
  }

  /// The positions of every gram, ascending, gram after gram in `order`.
  func scatter(
    ids: UnsafePointer<UInt32>, count: Int, order: [UInt32]
  ) -> UnsafeMutablePointer<UInt32> {
    let cursors = UnsafeMutablePointer<UInt32>.allocate(capacity: mask + 1)
    defer { cursors.deallocate() }
    var sum: UInt32 = 0
    for slot in order {
      cursors[Int(slot)] = sum
      sum += counts[Int(slot)]
    }
    let positions = UnsafeMutablePointer<UInt32>.allocate(capacity: max(Int(sum), 1))
    for position in 0..<max(count - 1, 0) {
      let first = ids[position]
      if first == 0 { continue }
      let key = UInt64(first) << 32 | UInt64(ids[position + 1])
      var slot = hash(key)
      while keys[slot] != key { slot = (slot &+ 1) & mask }
      positions[Int(cursors[slot])] = UInt32(position)
      cursors[slot] &+= 1
    }
    return positions
  }
}
