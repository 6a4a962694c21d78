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
// SAFETY: `read` has cut as many scalars off the bytes as the count says; whoever reads by it keeps them mapped.
@safe
package struct TextCode: Sendable {
  static let oneByteCount = 160
  static let escape: UInt8 = 255
  package static let maximumCount = oneByteCount + (255 - oneByteCount) * 256

  package let count: Int
  nonisolated(unsafe) private let scalars: UnsafeRawPointer

  /// - Returns: nil when the bytes cannot hold one. The scalars are not checked: whoever decodes by them does before.
  package static func read(_ bytes: FileBytes) -> TextCode? {
    var reader = ByteReader(bytes)
    guard let count = reader.count32(), count <= maximumCount, let scalars = reader.take(count, of: 2) else {
      return nil
    }
    return unsafe TextCode(count: count, scalars: scalars.start)
  }

  /// The UTF-8 of every rank: its bytes from the low end, its length in the top byte. Decoding by it has no branch
  /// on what kind of character comes next, which nobody can predict: four times the speed.
  ///
  /// Most of it are ranks that no code has: they are filled in at once, because a process that searches once makes one.
  func makeDecodeTable() -> [UInt32] {
    var table = [UInt32](repeating: Self.entry(of: 0xFFFD), count: Self.maximumCount)
    for rank in 0..<count {
      let scalar = unsafe UInt32(load16(scalars, rank * 2))
      table[rank] = Self.entry(of: scalar &- 0xD800 < 0x800 ? 0xFFFD : scalar)
    }
    return table
  }

  /// The UTF-8 of a scalar of the BMP, as the decode table has it.
  @inline(__always)
  private static func entry(of scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar | 1 << 24 }
    if scalar < 0x800 { return 0x80C0 | scalar >> 6 | (scalar & 0x3F) << 8 | 2 << 24 }
    return 0x80_80E0 | scalar >> 12 | (scalar & 0xFC0) << 2 | (scalar & 0x3F) << 16 | 3 << 24
  }

  /// Appends the UTF-8 of dense bytes; makes the decode table for this one call.
  package func decode(_ dense: UnsafeRawBufferPointer, to writer: ByteWriter) {
    unsafe Self.decode(dense, table: makeDecodeTable(), to: writer)
  }

  /// Appends the UTF-8 of dense bytes. Ranks and code points that damaged bytes may hold become U+FFFD.
  // SAFETY: a rank of one byte or of two is below the count of the table, whatever the bytes are; of the dense bytes none
  // behind the last is read; what is written stays in the room: three bytes for each dense byte, and a store of four.
  static func decode(
    _ dense: UnsafeRawBufferPointer, table: [UInt32], to writer: ByteWriter
  ) {
    guard let base = dense.baseAddress, dense.count > 0 else { return }
    precondition(table.count == maximumCount, "not a decode table")
    // A dense byte never becomes more than 3 bytes of UTF-8, and a store writes 4.
    let start = unsafe writer.reserve(dense.count * 3 + 8)
    var target = unsafe start
    var at = 0
    // The last byte is decoded apart, so that the byte behind any other can be read.
    let end = dense.count - 1
    unsafe table.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      // Of eight bytes four characters at least: from one to the next a shift, where a load would be most of the time.
      while at &+ 8 <= dense.count {
        var word = unsafe load64(base, at)
        var isPlain = true
        for _ in 0..<4 where isPlain { isPlain = unsafe character(&word, &at, table, &target) }
        if !isPlain {
          at &+= 1
          unsafe escaped(base, &at, dense.count, &target)
        }
      }
      while at < end {
        let byte = unsafe Int(base.load(fromByteOffset: at, as: UInt8.self))
        let low = unsafe Int(base.load(fromByteOffset: at &+ 1, as: UInt8.self))
        if byte == Int(escape) {
          at &+= 1
          unsafe escaped(base, &at, dense.count, &target)
          continue
        }
        let isPair = byte >= oneByteCount
        let rank = isPair ? byte &* 256 &+ low &- (oneByteCount &* 255) : byte
        let entry = unsafe table[rank]
        unsafe target.storeBytes(of: (entry & 0xFF_FFFF).littleEndian, as: UInt32.self)
        unsafe target += Int(entry &>> 24)
        at &+= isPair ? 2 : 1
      }
      if at == end {
        let byte = unsafe Int(base.load(fromByteOffset: at, as: UInt8.self))
        let entry = unsafe byte < oneByteCount ? table[byte] : 0
        unsafe target.storeBytes(of: (entry & 0xFF_FFFF).littleEndian, as: UInt32.self)
        unsafe target += Int(entry &>> 24)
      }
    }
    unsafe writer.advance(target - start)
  }

  /// Writes the character that a word begins with, and shifts it out.
  /// - Returns: false for an escape.
  // SAFETY: as `decode` says; of a word of eight bytes four characters take eight at most.
  @inline(__always)
  private static func character(
    _ word: inout UInt64, _ at: inout Int, _ table: UnsafePointer<UInt32>, _ target: inout UnsafeMutableRawPointer
  ) -> Bool {
    let byte = Int(truncatingIfNeeded: word & 0xFF)
    if byte == Int(escape) { return false }
    let isPair = byte >= oneByteCount
    let low = Int(truncatingIfNeeded: word &>> 8 & 0xFF)
    let rank = isPair ? byte &* 256 &+ low &- (oneByteCount &* 255) : byte
    let entry = unsafe table[rank]
    unsafe target.storeBytes(of: (entry & 0xFF_FFFF).littleEndian, as: UInt32.self)
    unsafe target += Int(entry &>> 24)
    word &>>= isPair ? 16 : 8
    at &+= isPair ? 2 : 1
    return true
  }

  /// A code point behind an escape.
  // SAFETY: three bytes are read where they are there, and four written at most, for four dense bytes.
  private static func escaped(
    _ base: UnsafeRawPointer, _ at: inout Int, _ end: Int, _ target: inout UnsafeMutableRawPointer
  ) {
    guard at + 3 <= end else {
      at = end
      return
    }
    var scalar =
      unsafe UInt32(load16(base, at)) | UInt32(base.load(fromByteOffset: at + 2, as: UInt8.self)) << 16
    at += 3
    if scalar >= 0x11_0000 || scalar &- 0xD800 < 0x800 { scalar = 0xFFFD }
    var bytes: [UInt32]
    if scalar < 0x80 {
      bytes = [scalar]
    } else if scalar < 0x800 {
      bytes = [0xC0 | scalar >> 6, 0x80 | scalar & 0x3F]
    } else if scalar < 0x1_0000 {
      bytes = [0xE0 | scalar >> 12, 0x80 | (scalar >> 6) & 0x3F, 0x80 | scalar & 0x3F]
    } else {
      bytes = [
        0xF0 | scalar >> 18, 0x80 | (scalar >> 12) & 0x3F, 0x80 | (scalar >> 6) & 0x3F,
        0x80 | scalar & 0x3F,
      ]
    }
    for byte in bytes {
      unsafe target.storeBytes(of: UInt8(truncatingIfNeeded: byte), as: UInt8.self)
      unsafe target += 1
    }
  }
}

/// Encodes text densely, with ranks counted on a sample.
// SAFETY: the codes are written in `init` alone and freed with the encoder; a scalar is compared with their number. Texts and
// tables are the caller's for the call.
@safe
package final class TextEncoder: Sendable {
  /// For each BMP character its code in the low 16 bits, first byte lowest, and the length in the third byte; 0 for
  /// characters without a rank.
  nonisolated(unsafe) private let codes: UnsafeMutablePointer<UInt32>
  package let table: [UInt8]

  /// - Parameter sample: valid UTF-8; its characters get ranks by frequency, ties by code point.
  package convenience init(sample: UnsafeRawBufferPointer) {
    var counts = [UInt32](repeating: 0, count: 0x1_0000)
    unsafe forEachScalar(sample) { scalar in if scalar < 0x1_0000 { counts[Int(scalar)] &+= 1 } }
    var order = (0..<0x1_0000).filter { counts[$0] > 0 }
    order.sort { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    if order.count > TextCode.maximumCount { order.removeLast(order.count - TextCode.maximumCount) }
    self.init(order: order)
  }

  /// The encoder whose `table` was kept.
  /// - Returns: nil when it is damaged.
  package convenience init?(table: UnsafeRawBufferPointer) {
    guard table.count >= 4, let base = table.baseAddress else { return nil }
    let count = unsafe Int(load32(base, 0))
    guard count <= TextCode.maximumCount, table.count == 4 + 2 * count else { return nil }
    self.init(order: (0..<count).map { unsafe Int(load16(base, 4 + 2 * $0)) })
  }

  /// - Parameter order: characters by rank.
  private init(order: [Int]) {
    unsafe codes = .allocate(capacity: 0x1_0000)
    unsafe codes.initialize(repeating: 0, count: 0x1_0000)
    let writer = ByteWriter(capacity: 4 + order.count * 2)
    writer.append(UInt32(order.count))
    for (rank, scalar) in order.enumerated() {
      let rest = rank - TextCode.oneByteCount
      unsafe codes[scalar] =
        rest < 0
        ? UInt32(rank) | 1 << 16
        : UInt32(TextCode.oneByteCount + rest >> 8) | UInt32(rest & 0xFF) << 8 | 2 << 16
      writer.append(UInt16(scalar))
    }
    table = writer.array
  }

  deinit { unsafe codes.deallocate() }

  /// Appends the dense bytes of valid UTF-8.
  // SAFETY: a scalar is a byte of text at least, and four dense bytes with its store at most: that is the room.
  /// - Returns: how many scalars it holds, and how many of them are outside the BMP.
  package func encode(
    _ text: UnsafeRawBufferPointer, to writer: ByteWriter
  ) -> (scalars: Int, astral: Int) {
    let start = unsafe writer.reserve(text.count * 4 + 4)
    var target = unsafe start
    var scalars = 0
    var astral = 0
    let codes = unsafe self.codes
    unsafe forEachScalar(text) { scalar in
      scalars &+= 1
      let code = unsafe scalar < 0x1_0000 ? codes[Int(scalar)] : 0
      if code != 0 {
        // Two bytes are written whatever the length: whether the next character has one or two, nobody can predict.
        unsafe target.storeBytes(of: UInt16(truncatingIfNeeded: code).littleEndian, as: UInt16.self)
        unsafe target += Int(code &>> 16)
      } else {
        if scalar >= 0x1_0000 { astral &+= 1 }
        unsafe target.storeBytes(of: (UInt32(TextCode.escape) | scalar << 8).littleEndian, as: UInt32.self)
        unsafe target += 4
      }
    }
    unsafe writer.advance(target - start)
    return (scalars, astral)
  }
}

/// Calls `body` with each scalar of valid UTF-8.
// SAFETY: every read is compared with the end.
@inline(__always)
private func forEachScalar(_ text: UnsafeRawBufferPointer, _ body: (UInt32) -> Void) {
  guard let base = text.baseAddress else { return }
  var at = 0
  let end = text.count
  // Three characters in four are Han: four bytes are read at once where they are there.
  while at &+ 4 <= end {
    let word = unsafe UInt32(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    if word & 0xF0 == 0xE0 {
      body((word & 15) &<< 12 | (word &>> 2) & 0xFC0 | (word &>> 16) & 63)
      at &+= 3
    } else if word & 0x80 == 0 {
      body(word & 0x7F)
      at &+= 1
    } else if word & 0xE0 == 0xC0 {
      body((word & 31) &<< 6 | (word &>> 8) & 63)
      at &+= 2
    } else {
      body((word & 7) &<< 18 | (word &<< 4) & 0x3_F000 | (word &>> 10) & 0xFC0 | (word &>> 24) & 63)
      at &+= 4
    }
  }
  func byte(_ offset: Int) -> UInt32 {
    unsafe offset < end ? UInt32(base.load(fromByteOffset: offset, as: UInt8.self)) : 0x80
  }
  while at < end {
    let lead = byte(at)
    if lead < 0x80 {
      body(lead)
      at &+= 1
    } else if lead >= 0xE0 {
      body((lead & 15) &<< 12 | (byte(at &+ 1) & 63) &<< 6 | byte(at &+ 2) & 63)
      at &+= 3
    } else {
      body((lead & 31) &<< 6 | byte(at &+ 1) & 63)
      at &+= 2
    }
  }
}
