package import WenjianBytes

/// How blocks of 128 numbers, and the shorter tails behind them, become bytes: patched frames.
///
/// Most numbers of a block take `width` bits; the few that need more are exceptions, whose high parts stand
/// behind the block with their places. Grammar (every number little-endian):
///
///     block = u8 head            width (0...32) | 64 when there are exceptions; never 128 (GapCode), nor 33...63 (RiceFrame)
///             packed             full block: 16 * width bytes in four lanes; tail: (count * width + 7) / 8 bytes
///             [ u8 count, u8 highWidth, count * u8 place, (count * highWidth + 7) / 8 bytes of high parts ]
///
/// The exceptions are worth it: on laws, plain frames take 14 % more. High parts in bits instead of whole bytes
/// save another 2 %.
package enum BlockCodec {
  package static let blockSize = 128
  /// No encoded block or tail is longer: 1 head, 512 packed, 2 for the counts, 128 * 5 exceptions.
  package static let maximumBytes = 1 + 512 + 2 + 128 * 5

  private struct Plan {
    var width: Int
    /// How many more bits the longest number needs.
    var highWidth: Int
    /// In bits, with what is charged for time.
    var cost: Int
  }

  /// The cheapest width for `count` numbers.
  private static func plan(_ values: UnsafePointer<UInt32>, _ count: Int) -> Plan {
    let longest = longest(values, count)
    // Exceptions begin to pay at three numbers.
    if count < 3 { return Plan(width: longest, highWidth: 0, cost: count * longest) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lengthCount) { counts in
      countLengths(values, count, counts)
      return plan(counts, count, longest: longest)
    }
  }

  private static func plan(_ counts: UnsafeMutableBufferPointer<UInt8>, _ count: Int, longest: Int) -> Plan {
    var best = (cost: count * longest, width: longest)
    var exceptions = 0
    var width = longest - 1
    while width >= 0 {
      exceptions &+= Int(counts[width &+ 1])
      // Two bits an exception are charged for the time that patching takes.
      let patches = 16 &+ exceptions &* (8 &+ longest &- width &+ 2)
      // Narrower frames only have more exceptions, and longer ones.
      if patches >= best.cost || exceptions == blockSize { break }
      if patches &+ count &* width < best.cost { best = (patches &+ count &* width, width) }
      width &-= 1
    }
    return Plan(width: best.width, highWidth: longest - best.width, cost: best.cost)
  }

  /// The bits of the longest number.
  private static func longest(_ values: UnsafePointer<UInt32>, _ count: Int) -> Int {
    var all: UInt32 = 0
    for index in 0..<count { all |= values[index] }
    return 32 - all.leadingZeroBitCount
  }

  /// Room for counts by length, 0 to 32 bits, and zeros behind them.
  private static let lengthCount = 40

  /// Counts how many numbers have how many bits.
  private static func countLengths(
    _ values: UnsafePointer<UInt32>, _ count: Int, _ counts: UnsafeMutableBufferPointer<UInt8>
  ) {
    counts.initialize(repeating: 0)
    for index in 0..<count { counts[32 - values[index].leadingZeroBitCount] &+= 1 }
  }

  /// Appends the encoding of 128 numbers.
  /// - Returns: its length in bytes.
  package static func encodeBlock(_ values: UnsafePointer<UInt32>, to writer: ByteWriter) -> Int {
    encode(values, count: blockSize, plan(values, blockSize), to: writer)
  }

  /// Appends the encoding of 128 gaps, which may be a `RiceFrame`: of numbers that are distributed as gaps are it takes less,
  /// and somewhat longer to decode.
  /// - Returns: its length in bytes.
  package static func encodeGapBlock(_ values: UnsafePointer<UInt32>, to writer: ByteWriter) -> Int {
    let longest = longest(values, blockSize)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lengthCount) { counts in
      countLengths(values, blockSize, counts)
      let plain = plan(counts, blockSize, longest: longest)
      let rice = RiceFrame.plan(UnsafePointer(counts.baseAddress.unsafelyUnwrapped), longest: longest)
      return plain.cost <= rice.cost
        ? encode(values, count: blockSize, plain, to: writer) : RiceFrame.encode(values, rice, to: writer)
    }
  }

  /// Appends the encoding of 0 to 127 numbers.
  package static func encodeTail(
    _ values: UnsafePointer<UInt32>, count: Int, to writer: ByteWriter
  ) -> Int {
    precondition(count < blockSize, "a tail has fewer than \(blockSize) numbers, not \(count)")
    return encode(values, count: count, plan(values, count), to: writer)
  }

  private static func encode(
    _ values: UnsafePointer<UInt32>, count: Int, _ plan: Plan, to writer: ByteWriter
  ) -> Int {
    let (width, highWidth) = (plan.width, plan.highWidth)
    // Written through a pointer: a call of the writer for every byte took a tenth of the indexing time.
    let start = writer.reserve(maximumBytes + 8)
    start.storeBytes(of: UInt8(width | (highWidth > 0 ? 64 : 0)), as: UInt8.self)
    var target = start + 1
    if count == blockSize {
      packLanes(values, width: width, into: target)
      target += 16 * width
    } else {
      target += packTail(values, count: count, width: width, into: target)
    }
    if highWidth > 0 {
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * blockSize) { scratch in
        guard let highs = scratch.baseAddress else { return }
        let places = highs + blockSize
        var exceptions = 0
        for index in 0..<count where values[index] &>> UInt32(width) != 0 {
          places[exceptions] = UInt32(truncatingIfNeeded: index)
          highs[exceptions] = values[index] &>> UInt32(width)
          exceptions += 1
        }
        target += storeExceptions(highs, places, count: exceptions, highWidth: highWidth, into: target)
      }
    }
    writer.advance(target - start)
    return target - start
  }

  /// - Returns: the bytes they take.
  static func storeExceptions(
    _ highs: UnsafePointer<UInt32>, _ places: UnsafePointer<UInt32>, count: Int, highWidth: Int,
    into target: UnsafeMutableRawPointer
  ) -> Int {
    target.storeBytes(of: UInt8(count), as: UInt8.self)
    target.storeBytes(of: UInt8(highWidth), toByteOffset: 1, as: UInt8.self)
    for exception in 0..<count {
      target.storeBytes(
        of: UInt8(truncatingIfNeeded: places[exception]), toByteOffset: 2 &+ exception, as: UInt8.self)
    }
    return 2 + count + packTail(highs, count: count, width: highWidth, into: target + (2 + count))
  }

  /// Packs numbers one behind the other from the low bit; may write up to 8 bytes behind the last.
  /// - Returns: the bytes they take.
  private static func packTail(
    _ values: UnsafePointer<UInt32>, count: Int, width: Int, into target: UnsafeMutableRawPointer
  ) -> Int {
    guard width > 0 else { return 0 }
    let mask: UInt64 = (1 &<< UInt64(width)) &- 1
    var pending: UInt64 = 0
    var bits = 0
    var at = 0
    for index in 0..<count {
      pending |= (UInt64(values[index]) & mask) &<< UInt64(bits)
      bits &+= width
      if bits >= 32 {
        target.storeBytes(
          of: UInt32(truncatingIfNeeded: pending).littleEndian, toByteOffset: at, as: UInt32.self)
        at &+= 4
        pending &>>= 32
        bits &-= 32
      }
    }
    target.storeBytes(
      of: UInt32(truncatingIfNeeded: pending).littleEndian, toByteOffset: at, as: UInt32.self)
    return (count * width + 7) / 8
  }

  static func packLanes(
    _ values: UnsafePointer<UInt32>, width: Int, into target: UnsafeMutableRawPointer
  ) {
    guard width > 0 else { return }
    let source = UnsafeRawPointer(values)
    let mask = Lanes(repeating: width == 32 ? .max : (1 &<< UInt32(width)) &- 1)
    var pending = Lanes.zero
    var used: UInt32 = 0
    var byteOffset = 0
    for row in 0..<32 {
      let value = source.loadUnaligned(fromByteOffset: 16 * row, as: Lanes.self) & mask
      pending |= value &<< Lanes(repeating: used)
      used += UInt32(width)
      if used >= 32 {
        target.storeBytes(of: pending, toByteOffset: byteOffset, as: Lanes.self)
        byteOffset += 16
        used -= 32
        pending = used == 0 ? .zero : value &>> Lanes(repeating: UInt32(width) - used)
      }
    }
  }

  /// Decodes a full block of plain numbers.
  /// - Returns: the bytes read, or nil when the block does not end before `end`.
  package static func decodeBlock(
    _ source: UnsafeRawPointer, end: UnsafeRawPointer, into values: UnsafeMutablePointer<UInt32>
  ) -> Int? {
    guard source < end else { return nil }
    let head = Int(source.load(as: UInt8.self))
    let width = head & 63
    let data = source + 1
    if width >= RiceFrame.firstHead {
      return RiceFrame.decode(data, end: end, head: head, into: values).map { 1 + $0 }
    }
    guard end - data >= 16 * width else { return nil }
    unpack(width: width, from: data, into: values)
    if head < 64 { return 1 + 16 * width }
    guard
      let patched = patch(
        data + 16 * width, end: end, width: width, values, count: blockSize)
    else { return nil }
    return 1 + 16 * width + patched
  }

  /// Decodes a full block of gaps less one, summed from `base`, so into ascending numbers. It may be in `GapCode`.
  package static func decodeGapBlock(
    _ source: UnsafeRawPointer, end: UnsafeRawPointer, base: UInt32,
    into values: UnsafeMutablePointer<UInt32>
  ) -> Int? {
    guard source < end else { return nil }
    let head = Int(source.load(as: UInt8.self))
    let width = head & 63
    let data = source + 1
    if head & Int(GapCode.headBit) != 0 {
      return GapCode.decode(data, end: end, head: UInt8(head), count: blockSize, base: base, into: values).map {
        1 + $0
      }
    }
    if width >= RiceFrame.firstHead {
      return RiceFrame.decodeGaps(data, end: end, head: head, base: base, into: values).map { 1 + $0 }
    }
    guard end - data >= 16 * width else { return nil }
    if head < 64 {
      unpackGaps(width: width, base: base, from: data, into: values)
      return 1 + 16 * width
    }
    unpack(width: width, from: data, into: values)
    guard
      let patched = patch(
        data + 16 * width, end: end, width: width, values, count: blockSize)
    else { return nil }
    sumGaps(values, count: blockSize, base: base)
    return 1 + 16 * width + patched
  }

  /// Decodes a tail of `count` (below 128) plain numbers.
  package static func decodeTail(
    _ source: UnsafeRawPointer, end: UnsafeRawPointer, count: Int,
    into values: UnsafeMutablePointer<UInt32>
  ) -> Int? {
    guard source < end else { return nil }
    let head = Int(source.load(as: UInt8.self))
    let width = min(head & 63, 32)
    let data = source + 1
    let dataBytes = (count * width + 7) / 8
    guard end - data >= dataBytes else { return nil }
    unpackTail(data, end: end, count: count, width: width, into: values)
    if head < 64 { return 1 + dataBytes }
    guard
      let patched = patch(
        data + dataBytes, end: end, width: width, values, count: count)
    else { return nil }
    return 1 + dataBytes + patched
  }

  /// Turns gaps less one into ascending numbers.
  package static func sumGaps(_ values: UnsafeMutablePointer<UInt32>, count: Int, base: UInt32) {
    // Four at a time: one by one, each addition waits for the one before.
    let words = UnsafeMutableRawPointer(values)
    var sums = Lanes(repeating: base)
    var offset = 0
    let end = 4 &* count
    // Four rows a turn, since the loop is a third of the work of one.
    while offset &+ 64 <= end {
      sumRow(words + offset, &sums)
      sumRow(words + (offset &+ 16), &sums)
      sumRow(words + (offset &+ 32), &sums)
      sumRow(words + (offset &+ 48), &sums)
      offset &+= 64
    }
    while offset &+ 16 <= end {
      sumRow(words + offset, &sums)
      offset &+= 16
    }
    var sum = sums[0]
    for index in (offset &>> 2)..<count {
      sum = sum &+ values[index] &+ 1
      values[index] = sum
    }
  }

  /// - Parameter sums: in each lane the number before the row; afterwards the last of the row.
  @inline(__always)
  private static func sumRow(_ words: UnsafeMutableRawPointer, _ sums: inout Lanes) {
    let row = prefixSum(words.loadUnaligned(as: Lanes.self))
    words.storeBytes(of: row &+ sums, as: Lanes.self)
    sums = sums &+ Lanes(repeating: row[3])
  }

  /// Whether a number is among those that a full block of gaps less one adds up to, which is not one of `GapCode`. Only a
  /// quarter of the gaps is summed one by one.
  /// - Parameter gaps: room for 128 numbers.
  /// - Returns: nil when the block is damaged.
  static func holds(
    _ number: UInt32, _ source: UnsafeRawPointer, end: UnsafeRawPointer, base: UInt32,
    gaps: UnsafeMutablePointer<UInt32>
  ) -> Bool? {
    guard source < end else { return nil }
    let head = Int(source.load(as: UInt8.self))
    if head & 63 >= RiceFrame.firstHead {
      return RiceFrame.holds(number, source + 1, end: end, head: head, base: base, gaps: gaps)
    }
    guard decodeBlock(source, end: end, into: gaps) != nil else { return nil }
    let (first, before) = quarter(of: number, base: base) { sum(ofQuarter: gaps + $0) }
    return holds(number, quarter: gaps + first, base: before)
  }

  static let quarterSize = blockSize / 4

  /// The quarter of a block of gaps less one that a number is in, if the block holds it.
  /// - Parameter sum: of the gaps less one of the quarter that begins at a gap.
  /// - Returns: the index of its first gap, and the number before it.
  @inline(__always)
  static func quarter(of number: UInt32, base: UInt32, sum: (Int) -> UInt32) -> (first: Int, base: UInt32) {
    var (first, base) = (0, base)
    for _ in 0..<3 {
      let last = base &+ sum(first) &+ UInt32(quarterSize)
      if number <= last { break }
      base = last
      first &+= quarterSize
    }
    return (first, base)
  }

  @inline(__always)
  static func sum(ofQuarter gaps: UnsafePointer<UInt32>) -> UInt32 {
    let words = UnsafeRawPointer(gaps)
    var total = words.loadUnaligned(as: Lanes.self)
    for row in 1..<8 { total = total &+ words.loadUnaligned(fromByteOffset: 16 &* row, as: Lanes.self) }
    return total.wrappedSum()
  }

  /// Whether a number is among those that 32 gaps less one add up to.
  @inline(__always)
  static func holds(_ number: UInt32, quarter gaps: UnsafePointer<UInt32>, base: UInt32) -> Bool {
    let words = UnsafeRawPointer(gaps)
    var sums = Lanes(repeating: base)
    let wanted = Lanes(repeating: number)
    var found = SIMDMask<SIMD4<Int32>>(repeating: false)
    for row in 0..<8 {
      let part = prefixSum(words.loadUnaligned(fromByteOffset: 16 &* row, as: Lanes.self))
      found .|= (part &+ sums) .== wanted
      sums = sums &+ Lanes(repeating: part[3])
    }
    return any(found)
  }

  /// Unpacks numbers that lie one behind the other. The bytes up to the last number are known to be there.
  @inline(__always)
  private static func unpackTail(
    _ data: UnsafeRawPointer, end: UnsafeRawPointer, count: Int, width: Int,
    into values: UnsafeMutablePointer<UInt32>
  ) {
    guard width > 0 else {
      for index in 0..<count { values[index] = 0 }
      return
    }
    let mask: UInt64 = (1 &<< UInt64(width)) &- 1
    // The last numbers are read byte by byte where a 64-bit load could pass the end. A division only where there are any.
    let isSafe = end - data >= (count * width + 7) / 8 + 8
    let safe = isSafe ? count : max(0, min(count, ((end - data - 8) * 8) / width))
    var bit = 0
    for index in 0..<safe {
      values[index] = UInt32(
        truncatingIfNeeded: (load64(data, bit &>> 3) &>> UInt64(bit & 7)) & mask)
      bit &+= width
    }
    for index in safe..<count {
      values[index] = UInt32(truncatingIfNeeded: lastBits(data, end: end, at: bit) & mask)
      bit &+= width
    }
  }

  static func patch(
    _ source: UnsafeRawPointer, end: UnsafeRawPointer, width: Int,
    _ values: UnsafeMutablePointer<UInt32>, count: Int
  ) -> Int? {
    guard end - source >= 2 else { return nil }
    let exceptions = Int(source.load(as: UInt8.self))
    let highWidth = Int(source.load(fromByteOffset: 1, as: UInt8.self))
    let highBytes = (exceptions * highWidth + 7) / 8
    guard exceptions <= blockSize, highWidth <= 32, width < 32,
      end - source >= 2 + exceptions + highBytes
    else { return nil }
    let places = source + 2
    let highs = places + exceptions
    let mask: UInt64 = (1 &<< UInt64(highWidth)) &- 1
    // A 64-bit load serves all but the last few, which might pass the end.
    let isSafe = end - highs >= highBytes + 8
    let safe =
      isSafe ? exceptions : highWidth == 0 ? 0 : max(0, min(exceptions, ((end - highs - 8) * 8) / highWidth))
    var bit = 0
    for index in 0..<safe {
      let place = Int(places.load(fromByteOffset: index, as: UInt8.self))
      guard place < count else { return nil }
      let high = (load64(highs, bit &>> 3) &>> UInt64(bit & 7)) & mask
      values[place] |= UInt32(truncatingIfNeeded: high) &<< UInt32(width)
      bit &+= highWidth
    }
    for index in safe..<exceptions {
      let place = Int(places.load(fromByteOffset: index, as: UInt8.self))
      guard place < count else { return nil }
      let high = lastBits(highs, end: end, at: bit) & mask
      values[place] |= UInt32(truncatingIfNeeded: high) &<< UInt32(width)
      bit &+= highWidth
    }
    return 2 + exceptions + highBytes
  }

  /// The bits from a place on, 57 at least, read byte by byte: what lies at `end` and behind it reads as 0.
  static func lastBits(_ data: UnsafeRawPointer, end: UnsafeRawPointer, at bit: Int) -> UInt64 {
    var word: UInt64 = 0
    let first = bit &>> 3
    for byte in 0..<max(0, min(8, end - (data + first))) {
      word |= UInt64((data + first + byte).load(as: UInt8.self)) &<< UInt64(8 * byte)
    }
    return word &>> UInt64(bit & 7)
  }
}
