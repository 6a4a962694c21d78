package import WenjianBytes

/// The dense text code of a store: characters by frequency, the most frequent 160 in one byte, 24,320 more in
/// two, anything else as an escape and its code point. On laws it halves UTF-8 before zstd sees it, and the
/// blocks come out a fifth smaller and faster to open than zstd alone makes them.
///
///     byte 0...159            the character of that rank
///     byte 160...254, byte b  rank 160 + (byte - 160) * 256 + b
///     byte 255, 3 bytes       a code point, little-endian
///
/// Grammar of the table: u32 count, count * u16 (the character of each rank; all in the BMP).
package struct TextCode: Sendable {
  static let oneByteCount = 160
  static let escape: UInt8 = 255
  package static let maximumCount = oneByteCount + (255 - oneByteCount) * 256

  package let count: Int
  nonisolated(unsafe) private let scalars: UnsafeRawPointer

  package static func read(_ bytes: UnsafeRawBufferPointer) -> TextCode? {
    guard bytes.count >= 4, let base = bytes.baseAddress else { return nil }
    let count = Int(load32(base, 0))
    guard count <= maximumCount, 4 + count * 2 <= bytes.count else { return nil }
    return TextCode(count: count, scalars: base + 4)
  }

  /// Appends the UTF-8 of dense bytes. Ranks and code points that damaged bytes may hold become U+FFFD.
  package func decode(_ dense: UnsafeRawBufferPointer, to writer: ByteWriter) {
    guard let base = dense.baseAddress else { return }
    // A dense byte never becomes more than 3 bytes of UTF-8 (an escape's four become at most four).
    var target = writer.reserve(dense.count * 3 + 4)
    let start = target
    var at = 0
    let end = dense.count
    while at < end {
      let byte = Int(base.load(fromByteOffset: at, as: UInt8.self))
      at &+= 1
      var scalar: UInt32
      if byte < Self.oneByteCount {
        scalar = byte < count ? UInt32(load16(scalars, byte &* 2)) : 0xFFFD
      } else if byte < 255 {
        guard at < end else { break }
        let low = Int(base.load(fromByteOffset: at, as: UInt8.self))
        at &+= 1
        let rank = Self.oneByteCount &+ (byte &- Self.oneByteCount) &* 256 &+ low
        scalar = rank < count ? UInt32(load16(scalars, rank &* 2)) : 0xFFFD
      } else {
        guard at &+ 3 <= end else { break }
        scalar =
          UInt32(load16(base, at)) | UInt32(base.load(fromByteOffset: at &+ 2, as: UInt8.self)) << 16
        at &+= 3
      }
      if scalar >= 0x800 && scalar < 0x1_0000 {
        if scalar &- 0xD800 < 0x800 { scalar = 0xFFFD }
        target.storeBytes(of: UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12), as: UInt8.self)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: 0x80 | (scalar &>> 6) & 0x3F), toByteOffset: 1, as: UInt8.self)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F), toByteOffset: 2, as: UInt8.self)
        target += 3
      } else if scalar < 0x80 {
        target.storeBytes(of: UInt8(truncatingIfNeeded: scalar), as: UInt8.self)
        target += 1
      } else if scalar < 0x800 {
        target.storeBytes(of: UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6), as: UInt8.self)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F), toByteOffset: 1, as: UInt8.self)
        target += 2
      } else if scalar < 0x11_0000 {
        target.storeBytes(of: UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18), as: UInt8.self)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: 0x80 | (scalar &>> 12) & 0x3F), toByteOffset: 1,
          as: UInt8.self)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: 0x80 | (scalar &>> 6) & 0x3F), toByteOffset: 2, as: UInt8.self)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F), toByteOffset: 3, as: UInt8.self)
        target += 4
      }
    }
    writer.advance(target - start)
  }
}

/// Encodes text densely, with ranks counted on a sample.
package final class TextEncoder: Sendable {
  /// Rank of each BMP character, 0xFFFF for none.
  nonisolated(unsafe) private let ranks: UnsafeMutablePointer<UInt16>
  package let table: [UInt8]

  /// - Parameter sample: valid UTF-8; its characters get ranks by frequency, ties by code point.
  package init(sample: UnsafeRawBufferPointer) {
    ranks = .allocate(capacity: 0x1_0000)
    ranks.initialize(repeating: .max, count: 0x1_0000)
    var counts = [UInt32](repeating: 0, count: 0x1_0000)
    forEachScalar(sample) { scalar in if scalar < 0x1_0000 { counts[Int(scalar)] &+= 1 } }
    var order = (0..<0x1_0000).filter { counts[$0] > 0 }
    order.sort { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    if order.count > TextCode.maximumCount { order.removeLast(order.count - TextCode.maximumCount) }
    let writer = ByteWriter(capacity: 4 + order.count * 2)
    writer.append(UInt32(order.count))
    for (rank, scalar) in order.enumerated() {
      ranks[scalar] = UInt16(rank)
      writer.append(UInt16(scalar))
    }
    table = [UInt8](writer.bytes)
  }

  deinit { ranks.deallocate() }

  /// Appends the dense bytes of valid UTF-8.
  /// - Returns: how many scalars it holds, and how many of them are outside the BMP.
  package func encode(
    _ text: UnsafeRawBufferPointer, to writer: ByteWriter
  ) -> (scalars: Int, astral: Int) {
    let start = writer.reserve(text.count * 4)
    var target = start
    var scalars = 0
    var astral = 0
    let ranks = self.ranks
    forEachScalar(text) { scalar in
      scalars &+= 1
      let rank = scalar < 0x1_0000 ? ranks[Int(scalar)] : .max
      if rank < TextCode.oneByteCount {
        target.storeBytes(of: UInt8(truncatingIfNeeded: rank), as: UInt8.self)
        target += 1
      } else if rank != .max {
        let rest = rank &- UInt16(TextCode.oneByteCount)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: UInt16(TextCode.oneByteCount) &+ rest &>> 8), as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: 1, as: UInt8.self)
        target += 2
      } else {
        if scalar >= 0x1_0000 { astral &+= 1 }
        target.storeBytes(of: TextCode.escape, as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: scalar), toByteOffset: 1, as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: scalar &>> 8), toByteOffset: 2, as: UInt8.self)
        target.storeBytes(
          of: UInt8(truncatingIfNeeded: scalar &>> 16), toByteOffset: 3, as: UInt8.self)
        target += 4
      }
    }
    writer.advance(target - start)
    return (scalars, astral)
  }
}

/// Calls `body` with each scalar of valid UTF-8.
@inline(__always)
private func forEachScalar(_ text: UnsafeRawBufferPointer, _ body: (UInt32) -> Void) {
  guard let base = text.baseAddress else { return }
  var at = 0
  let end = text.count
  @inline(__always) func byte(_ offset: Int) -> UInt32 {
    offset < end ? UInt32(base.load(fromByteOffset: offset, as: UInt8.self)) : 0x80
  }
  while at < end {
    let lead = byte(at)
    if lead < 0x80 {
      body(lead)
      at &+= 1
    } else if lead >= 0xF0 {
      body((lead & 7) << 18 | (byte(at + 1) & 63) << 12 | (byte(at + 2) & 63) << 6 | byte(at + 3) & 63)
      at &+= 4
    } else if lead >= 0xE0 {
      body((lead & 15) << 12 | (byte(at &+ 1) & 63) << 6 | byte(at &+ 2) & 63)
      at &+= 3
    } else {
      body((lead & 31) << 6 | byte(at + 1) & 63)
      at &+= 2
    }
  }
}
