/// XXH64, the checksum of sections and the content hash of documents: public domain algorithm by
/// Yann Collet, chosen because plain 64-bit arithmetic runs it at memory speed without an instruction
/// that only some machines have.
///
/// - Complexity: linear; about 10 bytes a nanosecond.
package func hash64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
  var state = Hash64(seed: seed)
  state.update(bytes)
  return state.finish()
}

/// The same of bytes of which the compiler knows how many there are and how long they last, such as `array.span`.
package func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
  bytes.withUnsafeBufferPointer { hash64(UnsafeRawBufferPointer($0), seed: seed) }
}

/// XXH64 over bytes that arrive in pieces.
package struct Hash64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  private var lane1: UInt64
  private var lane2: UInt64
  private var lane3: UInt64
  private var lane4: UInt64
  private var total = 0
  private var pending: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var pendingCount = 0
  private let seed: UInt64

  package init(seed: UInt64 = 0) {
    self.seed = seed
    lane1 = seed &+ Self.prime1 &+ Self.prime2
    lane2 = seed &+ Self.prime2
    lane3 = seed
    lane4 = seed &- Self.prime1
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
    (value &<< by) | (value &>> (64 - by))
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotate(lane &+ (input &* prime2), 31) &* prime1
  }

  private mutating func consume(_ base: UnsafeRawPointer, stripes: Int) {
    var (a, b, c, d) = (lane1, lane2, lane3, lane4)
    for stripe in 0..<stripes {
      a = Self.round(a, load64(base, stripe * 32))
      b = Self.round(b, load64(base, stripe * 32 + 8))
      c = Self.round(c, load64(base, stripe * 32 + 16))
      d = Self.round(d, load64(base, stripe * 32 + 24))
    }
    (lane1, lane2, lane3, lane4) = (a, b, c, d)
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard var cursor = bytes.baseAddress, bytes.count > 0 else { return }
    var left = bytes.count
    total += left
    if pendingCount > 0 {
      let taken = min(32 - pendingCount, left)
      let at = pendingCount
      withUnsafeMutableBytes(of: &pending) {
        $0.baseAddress.unsafelyUnwrapped.advanced(by: at).copyMemory(from: cursor, byteCount: taken)
      }
      pendingCount += taken
      cursor += taken
      left -= taken
      guard pendingCount == 32 else { return }
      let stripe = pending
      withUnsafeBytes(of: stripe) { consume($0.baseAddress.unsafelyUnwrapped, stripes: 1) }
      pendingCount = 0
    }
    consume(cursor, stripes: left / 32)
    let rest = left % 32
    if rest > 0 {
      withUnsafeMutableBytes(of: &pending) {
        $0.baseAddress.unsafelyUnwrapped.copyMemory(from: cursor + (left - rest), byteCount: rest)
      }
      pendingCount = rest
    }
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { update(UnsafeRawBufferPointer($0)) }
  }

  package func finish() -> UInt64 {
    var hash: UInt64
    if total >= 32 {
      hash =
        Self.rotate(lane1, 1) &+ Self.rotate(lane2, 7) &+ Self.rotate(lane3, 12)
        &+ Self.rotate(lane4, 18)
      for lane in [lane1, lane2, lane3, lane4] {
        hash = ((hash ^ Self.round(0, lane)) &* Self.prime1) &+ Self.prime4
      }
    } else {
      hash = seed &+ Self.prime5
    }
    hash = hash &+ UInt64(total)
    let left = pendingCount
    withUnsafeBytes(of: pending) { rest in
      let base = rest.baseAddress.unsafelyUnwrapped
      var at = 0
      while at + 8 <= left {
        hash = (Self.rotate(hash ^ Self.round(0, load64(base, at)), 27) &* Self.prime1) &+ Self.prime4
        at += 8
      }
      if at + 4 <= left {
        hash =
          (Self.rotate(hash ^ (UInt64(load32(base, at)) &* Self.prime1), 23) &* Self.prime2)
          &+ Self.prime3
        at += 4
      }
      while at < left {
        hash = Self.rotate(hash ^ (UInt64(rest[at]) &* Self.prime5), 11) &* Self.prime1
        at += 1
      }
    }
    hash ^= hash &>> 33
    hash = hash &* Self.prime2
    hash ^= hash &>> 29
    hash = hash &* Self.prime3
    hash ^= hash &>> 32
    return hash
  }
}
