import WenjianBytes

/// Packs word boundaries, found a byte a position, to bits. The bytes of some positions are held at a time: of all of them
/// they would be a quarter of what a large text takes besides.
struct BoundaryPacker: ~Copyable {
  /// One bit a position; what is behind the last byte with one is zeros, since bits are read eight bytes at a time, and a word
  /// may be looked for as far ahead.
  let bits: UnsafeMutablePointer<UInt8>
  private var marks: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The position of the first mark, a multiple of 8.
  private var first = 0

  /// - Parameter count: positions.
  init(count: Int, capacity: Int = 1 << 15) {
    let byteCount = (count + 7) / 8 + 24
    bits = .allocate(capacity: byteCount)
    bits.initialize(repeating: 0, count: byteCount)
    self.capacity = capacity
    marks = .allocate(capacity: capacity)
  }

  deinit {
    bits.deallocate()
    marks.deallocate()
  }

  /// Room for the marks of a stretch, a byte each, whose lowest bit counts; all positions before it are marked.
  mutating func room(for stretch: Range<Int>) -> UnsafeMutablePointer<UInt8> {
    if stretch.upperBound - first > capacity {
      flush(upTo: stretch.lowerBound)
      let wanted = stretch.upperBound - first
      if wanted > capacity {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        larger.update(from: marks, count: stretch.lowerBound - first)
        marks.deallocate()
        (marks, capacity) = (larger, wanted)
      }
    }
    return marks + (stretch.lowerBound - first)
  }

  /// Packs the marks before a position but for the last few, which share a byte with what comes.
  private mutating func flush(upTo position: Int) {
    let whole = (position - first) / 8
    for byte in 0..<whole {
      // The lowest bit of each of eight bytes, shifted into the highest byte by one multiplication.
      let word = load64(UnsafeRawPointer(marks), byte &* 8) & 0x0101_0101_0101_0101
      bits[first / 8 &+ byte] = UInt8(truncatingIfNeeded: (word &* 0x0102_0408_1020_4080) &>> 56)
    }
    let rest = position - first - whole * 8
    marks.update(from: marks + whole * 8, count: rest)
    first += whole * 8
  }

  /// Packs what is left.
  mutating func finish(count: Int) {
    flush(upTo: count)
    for index in 0..<(count - first) { bits[first / 8] |= (marks[index] & 1) &<< UInt8(truncatingIfNeeded: index) }
  }
}
