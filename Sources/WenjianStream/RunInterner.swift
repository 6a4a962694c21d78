/// Numbers the distinct alphanumeric runs of a batch in the order of their first appearance.
// SAFETY: a run is written where there is room for it, and read between two starts, which lie below the count; one that is
// looked up is the caller's for the call.
@safe
package struct RunInterner: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCapacity: Int
  private var byteCount = 0
  /// Where each run starts in `bytes`, and the end of the last.
  private var starts: [UInt32] = [0]
  private var hashes: [UInt32] = []
  /// Open addressing: the number of a run plus one.
  private var slots: [UInt32]

  package init() {
    byteCapacity = 1 << 16
    unsafe bytes = .allocate(capacity: byteCapacity)
    slots = Array(repeating: 0, count: 1 << 12)
  }

  deinit { unsafe bytes.deallocate() }

  package var count: Int { hashes.count }

  /// The bytes of a run; valid until the next `intern`.
  package func run(_ number: Int) -> UnsafeRawBufferPointer {
    let start = Int(starts[number])
    return unsafe UnsafeRawBufferPointer(start: bytes + start, count: Int(starts[number + 1]) - start)
  }

  package mutating func intern(_ run: UnsafeRawBufferPointer) -> Int {
    var hash: UInt32 = 0x811C_9DC5  // FNV-1a: runs are a few bytes
    for index in 0..<run.count { hash = unsafe (hash ^ UInt32(run[index])) &* 0x0100_0193 }
    hash ^= hash >> 15
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash {
        let known = unsafe self.run(number)
        if known.count == run.count, unsafe known.elementsEqual(run) { return number }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = hashes.count
    if byteCount + run.count > byteCapacity {
      let capacity = max(byteCapacity * 2, byteCount + run.count)
      let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      unsafe moved.update(from: bytes, count: byteCount)
      unsafe bytes.deallocate()
      unsafe bytes = moved
      byteCapacity = capacity
    }
    for index in 0..<run.count { unsafe bytes[byteCount + index] = run[index] }
    byteCount += run.count
    starts.append(UInt32(byteCount))
    hashes.append(hash)
    slots[slot] = UInt32(number + 1)
    if hashes.count * 2 > slots.count { rehash() }
    return number
  }

  private mutating func rehash() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  package mutating func removeAll() {
    byteCount = 0
    starts = [0]
    hashes.removeAll(keepingCapacity: true)
    slots = Array(repeating: 0, count: slots.count)
  }
}
