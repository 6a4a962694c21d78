import WenjianBytes

/// Full blocks of gaps in Rice's code with exceptions: the low bits of each number packed in lanes as in plain frames, and
/// what is above them, the quotient, in unary. On laws a gap takes 13.1 bits where patched frames take 13.9, and a block is
/// decoded in about 1.4 times the time: gaps are geometrically distributed by and large, as numbers are that Golomb's and
/// Rice's codes are for, and the sum of the quotients up to a number is its place in the unary bits less its index, so that
/// nothing is added up one by one.
///
/// Grammar:
///
///     block = u8 head            firstHead + lowWidth (0...30) | 64 when there are exceptions; never 128 (GapCode)
///             low bits           16 * lowWidth bytes in four lanes
///             quotients          from the low end of each byte on: as many zeros as the quotient, then a one; to a whole byte
///             [ exceptions ]     as in `BlockCodec`; the quotient of one is 0 here
enum RiceFrame {
  /// Heads from here on are of this code; plain frames end with a width of 32.
  static let firstHead = 33
  private static let widestLow = 30
  /// A quotient of more bits is an exception.
  private static let quotientBits = 4
  /// No block has more bytes of quotients: 16 bits a number.
  private static let maximumQuotientBytes = BlockCodec.blockSize * (1 << quotientBits) / 8

  // MARK: Encoding

  /// Bits that are charged for the time of decoding: of the quotients, of having exceptions, and of each of them.
  private static let (timeOfQuotients, timeOfExceptions, timeOfException) = (24, 40, 6)

  struct Plan {
    var lowWidth: Int
    var longest: Int
    /// In bits, with what is charged for time.
    var cost: Int
  }

  /// The cheapest width of the low bits, judged by how many numbers have how many bits.
  /// - Parameter counts: by their bits, how many numbers have so many; 40 of them.
  static func plan(_ counts: UnsafePointer<UInt8>, longest: Int) -> Plan {
    var best = Plan(lowWidth: 0, longest: longest, cost: .max)
    var exceptions = 0
    var low = min(longest, widestLow)
    // Numbers of more bits than a quotient may have, above the widest low part.
    for bits in (low + quotientBits + 1)..<40 { exceptions += Int(counts[bits]) }
    while low >= 0 {
      // The mean quotient of numbers with so many bits above the low ones: 1, 2 to 3, 4 to 7, 8 to 15; doubled.
      let quotients =
        2 &* Int(counts[low &+ 1]) &+ 5 &* Int(counts[low &+ 2]) &+ 11 &* Int(counts[low &+ 3])
        &+ 23 &* Int(counts[low &+ 4])
      var cost = BlockCodec.blockSize &* (low &+ 1) &+ quotients / 2 &+ timeOfQuotients
      if exceptions > 0 {
        cost &+= 16 &+ timeOfExceptions &+ exceptions &* (8 &+ longest &- low &+ timeOfException)
      }
      if cost < best.cost { best = Plan(lowWidth: low, longest: longest, cost: cost) }
      exceptions &+= Int(counts[low &+ quotientBits])
      // Each bit less only has more quotients and exceptions.
      if exceptions > BlockCodec.blockSize / 2 { break }
      low &-= 1
    }
    return best
  }

  /// Appends a block as planned.
  /// - Returns: its length in bytes.
  static func encode(_ values: UnsafePointer<UInt32>, _ plan: Plan, to writer: ByteWriter) -> Int {
    let low = plan.lowWidth
    let shift = UInt32(low)
    let start = writer.reserve(BlockCodec.maximumBytes + maximumQuotientBytes + 16)
    var target = start + 1
    BlockCodec.packLanes(values, width: low, into: target)
    target += 16 * low
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * BlockCodec.blockSize) { scratch in
      guard let highs = scratch.baseAddress else { return 0 }
      let places = highs + BlockCodec.blockSize
      var exceptions = 0
      var pending: UInt64 = 0
      var filled = 0
      for index in 0..<BlockCodec.blockSize {
        var quotient = values[index] &>> shift
        if quotient &>> UInt32(quotientBits) != 0 {
          highs[exceptions] = quotient
          places[exceptions] = UInt32(truncatingIfNeeded: index)
          exceptions &+= 1
          quotient = 0
        }
        // Below 8 bits stay, and a number adds 16 at most.
        pending |= 1 &<< UInt64(filled &+ Int(quotient))
        filled &+= Int(quotient) &+ 1
        target.storeBytes(of: pending.littleEndian, as: UInt64.self)
        target += filled &>> 3
        pending &>>= UInt64(filled & ~7)
        filled &= 7
      }
      if filled > 0 { target += 1 }
      start.storeBytes(of: UInt8(firstHead + low | (exceptions > 0 ? 64 : 0)), as: UInt8.self)
      if exceptions > 0 {
        target += BlockCodec.storeExceptions(
          highs, places, count: exceptions, highWidth: plan.longest - low, into: target)
      }
      writer.advance(target - start)
      return target - start
    }
  }

  // MARK: Decoding

  /// By each byte: the places of its ones in order, eight u16; behind them all, how many ones it has, u8.
  private struct BitPlaces: @unchecked Sendable {
    static let countsOffset = 256 * 16
    let bytes: UnsafeRawPointer

    init() {
      let table = UnsafeMutableRawPointer.allocate(byteCount: Self.countsOffset + 256, alignment: 64)
      table.initializeMemory(as: UInt8.self, repeating: 0, count: Self.countsOffset + 256)
      for byte in 0..<256 {
        var count = 0
        for bit in 0..<8 where byte & 1 << bit != 0 {
          table.storeBytes(of: UInt16(bit), toByteOffset: 16 * byte + 2 * count, as: UInt16.self)
          count += 1
        }
        table.storeBytes(of: UInt8(count), toByteOffset: Self.countsOffset + byte, as: UInt8.self)
      }
      bytes = UnsafeRawPointer(table)
    }
  }

  private static let bitPlaces = BitPlaces()

  /// Room for the places of 128 ones behind that of none, and of those that may come with the last word.
  private static let placeCount = BlockCodec.blockSize + 80

  /// Finds the ones of the quotients.
  /// - Parameter places: gets, from the second on, the places of the ones, in u16; the first is -1.
  /// - Returns: the bytes read, or nil when there are fewer than 128 before the end or within what a block may have.
  @inline(__always)
  private static func findOnes(
    _ source: UnsafeRawPointer, end: UnsafeRawPointer, places: UnsafeMutableRawPointer
  ) -> Int? {
    let table = bitPlaces.bytes
    let counts = table + BitPlaces.countsOffset
    places.storeBytes(of: UInt16.max, as: UInt16.self)
    var target = places + 2
    let enough = target + 2 * BlockCodec.blockSize
    var first = SIMD8<UInt16>(repeating: 0)
    var at = source
    while target < enough {
      guard at < end, at - source < maximumQuotientBytes else { return nil }
      var word = end - at >= 8 ? load64(at, 0) : BlockCodec.lastBits(at, end: end, at: 0)
      for _ in 0..<8 {
        let byte = Int(truncatingIfNeeded: word & 255)
        let row = table.loadUnaligned(fromByteOffset: 16 &* byte, as: SIMD8<UInt16>.self)
        target.storeBytes(of: row &+ first, as: SIMD8<UInt16>.self)
        target += 2 &* Int(counts.load(fromByteOffset: byte, as: UInt8.self))
        first = first &+ 8
        word &>>= 8
      }
      at += 8
    }
    return Int(places.load(fromByteOffset: 2 * BlockCodec.blockSize, as: UInt16.self)) &>> 3 &+ 1
  }

  /// The low bits of a block with its exceptions, and where the ones of its quotients are.
  /// - Parameters:
  ///   - data: behind the head.
  ///   - head: from `firstHead` on, without the bit of `GapCode`.
  ///   - body: is given the places of the ones, and the bytes read behind the head.
  /// - Returns: nil when the block is damaged, or `body` says so.
  @inline(__always)
  private static func read<Result>(
    _ data: UnsafeRawPointer, end: UnsafeRawPointer, head: Int, into values: UnsafeMutablePointer<UInt32>,
    _ body: (_ places: UnsafeRawPointer, _ used: Int) -> Result
  ) -> Result? {
    let low = lowWidth(head)
    guard low <= widestLow, end - data >= 16 * low else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: placeCount) { room in
      guard let start = room.baseAddress else { return nil }
      let places = UnsafeMutableRawPointer(start)
      guard let quotientBytes = findOnes(data + 16 * low, end: end, places: places) else { return nil }
      var used = 16 * low + quotientBytes
      unpack(width: low, from: data, into: values)
      if head & 64 != 0 {
        guard let patched = BlockCodec.patch(data + used, end: end, width: low, values, count: BlockCodec.blockSize)
        else { return nil }
        used += patched
      }
      return body(UnsafeRawPointer(places), used)
    }
  }

  private static func lowWidth(_ head: Int) -> Int { (head & 63) &- firstHead }

  /// Decodes a block of plain numbers.
  /// - Parameters: as of `read`.
  /// - Returns: the bytes read behind the head, or nil when they are damaged.
  static func decode(
    _ data: UnsafeRawPointer, end: UnsafeRawPointer, head: Int, into values: UnsafeMutablePointer<UInt32>
  ) -> Int? {
    read(data, end: end, head: head, into: values) { places, used in
      addQuotients(places, lowWidth(head), to: values, rows: 0..<16)
      return used
    }
  }

  /// Adds the quotients to the low bits: one is how many zeros lie between two ones.
  /// - Parameter rows: of eight numbers.
  @inline(__always)
  private static func addQuotients(
    _ places: UnsafeRawPointer, _ low: Int, to values: UnsafeMutablePointer<UInt32>, rows: Range<Int>
  ) {
    let words = UnsafeMutableRawPointer(values)
    let shift = Lanes(repeating: UInt32(low))
    for row in rows {
      let place = places.loadUnaligned(fromByteOffset: 16 &* row &+ 2, as: SIMD8<UInt16>.self)
      let before = places.loadUnaligned(fromByteOffset: 16 &* row, as: SIMD8<UInt16>.self)
      let quotients = place &- before &- 1
      let left = Lanes(truncatingIfNeeded: quotients.lowHalf) &<< shift
      let right = Lanes(truncatingIfNeeded: quotients.highHalf) &<< shift
      let word = words + 32 &* row
      word.storeBytes(of: word.loadUnaligned(as: Lanes.self) &+ left, as: Lanes.self)
      word.storeBytes(
        of: word.loadUnaligned(fromByteOffset: 16, as: Lanes.self) &+ right, toByteOffset: 16, as: Lanes.self)
    }
  }

  /// Decodes a block of gaps less one, summed from `base`.
  /// - Parameters: as of `read`.
  static func decodeGaps(
    _ data: UnsafeRawPointer, end: UnsafeRawPointer, head: Int, base: UInt32,
    into values: UnsafeMutablePointer<UInt32>
  ) -> Int? {
    read(data, end: end, head: head, into: values) { places, used in
      let words = UnsafeMutableRawPointer(values)
      let shift = Lanes(repeating: UInt32(lowWidth(head)))
      var sums = Lanes(repeating: base)
      var indices = SIMD8<UInt16>(0, 1, 2, 3, 4, 5, 6, 7)
      for row in 0..<16 {
        // The zeros before a one are the quotients of all numbers up to it.
        let place = places.loadUnaligned(fromByteOffset: 16 &* row &+ 2, as: SIMD8<UInt16>.self)
        let quotients = place &- indices
        indices = indices &+ 8
        let word = words + 32 &* row
        let left = prefixSum(word.loadUnaligned(as: Lanes.self))
        let right = prefixSum(word.loadUnaligned(fromByteOffset: 16, as: Lanes.self))
        word.storeBytes(
          of: left &+ sums &+ (Lanes(truncatingIfNeeded: quotients.lowHalf) &<< shift), as: Lanes.self)
        sums = sums &+ Lanes(repeating: left[3])
        word.storeBytes(
          of: right &+ sums &+ (Lanes(truncatingIfNeeded: quotients.highHalf) &<< shift), toByteOffset: 16,
          as: Lanes.self)
        sums = sums &+ Lanes(repeating: right[3])
      }
      return used
    }
  }

  /// Whether a number is among those that a block of gaps less one adds up to. Sums of its quarters tell which it may be
  /// in; the numbers of that one are made.
  /// - Parameters: as of `read`.
  /// - Returns: nil when the block is damaged.
  static func holds(
    _ number: UInt32, _ data: UnsafeRawPointer, end: UnsafeRawPointer, head: Int, base: UInt32,
    gaps: UnsafeMutablePointer<UInt32>
  ) -> Bool? {
    read(data, end: end, head: head, into: gaps) { places, _ in
      let low = lowWidth(head)
      let (first, before) = BlockCodec.quarter(of: number, base: base) { first in
        let quotients = zeros(places, before: first &+ BlockCodec.quarterSize) &- zeros(places, before: first)
        return BlockCodec.sum(ofQuarter: gaps + first) &+ UInt32(truncatingIfNeeded: quotients) &<< UInt32(low)
      }
      addQuotients(places, low, to: gaps, rows: (first / 8)..<(first / 8 + 4))
      return BlockCodec.holds(number, quarter: gaps + first, base: before)
    }
  }

  /// The quotients of the first numbers together.
  @inline(__always)
  private static func zeros(_ places: UnsafeRawPointer, before index: Int) -> Int {
    index == 0 ? 0 : Int(places.load(fromByteOffset: 2 &* index, as: UInt16.self)) &- index &+ 1
  }
}
