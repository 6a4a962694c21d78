/// A non-decreasing sequence of numbers in little room with constant-time access: offsets, row starts,
/// document starts.
///
/// Layout, little-endian:
///
///     u32 count, u32 zero
///     per group of 64 values: u64 base, u32 dataOffset (in bytes, from the start of the data),
///                             u8 width (0...48), 3 zero bytes
///     data: per group, (value - base) of its values, `width` bits each, packed from the low bit
///     8 zero bytes, so that a 64-bit load at the last value stays inside
///
/// A get is one 16-byte group read and one unaligned 64-bit load, which, shifted by up to 7 bits, holds enough.
package struct MonotoneArray: Sendable {
  package static let groupSize = 64
  /// Values stay below 2^48, also those that damaged bytes give: sums of a few cannot overflow.
  private static let valueMask: UInt64 = (1 << 48) - 1
  private static let groupBytes = 16

  nonisolated(unsafe) private let groups: UnsafeRawPointer
  nonisolated(unsafe) private let data: UnsafeRawPointer
  package let count: Int
  /// Of the data, without the zeros behind it.
  private let dataBytes: Int
  private let checks: PageChecks

  /// Reads the head of an array, and goes on behind it.
  ///
  /// Checks the head and that the data of the last group lies inside, so that no later get can leave it. The groups lie
  /// one behind the other; those in the middle are checked by clamping in the subscript, so that opening an index does
  /// not read every group.
  /// - Returns: nil when the bytes are damaged.
  /// - Complexity: constant.
  package init?(_ reader: inout ByteReader) {
    guard let count = reader.count32(), reader.u32() != nil else { return nil }
    let groupCount = (count + Self.groupSize - 1) / Self.groupSize
    guard let groups = reader.take(groupCount, of: Self.groupBytes) else { return nil }
    var dataBytes = 0
    if groupCount > 0 {
      guard let last = groups.part(at: (groupCount - 1) * Self.groupBytes, count: Self.groupBytes) else {
        return nil
      }
      var head = ByteReader(last)
      guard head.u64() != nil, let offset = head.count32(), let word = head.u32(), word & 0xFF <= 56 else {
        return nil
      }
      let lastCount = count - (groupCount - 1) * Self.groupSize
      dataBytes = offset + (lastCount * Int(word & 0xFF) + 7) / 8
    }
    guard let data = reader.take(dataBytes + 8) else { return nil }
    self.groups = groups.start
    self.data = data.start
    self.count = count
    self.dataBytes = dataBytes
    checks = data.checks
  }

  /// The value at `index`. On damaged bytes the number is arbitrary, but nothing outside the array is read.
  /// - Precondition: `0 <= index < count`.
  package subscript(index: Int) -> Int {
    precondition(index >= 0 && index < count, "index \(index) outside 0..<\(count)")
    let group = group(of: index)
    if group.width == 0 { return value(in: group, 0) }
    let bits = group.firstBit &+ (index & 63) &* group.width
    let low = min(bits &>> 3, dataBytes)
    checks.require(data + low, 8)
    return value(in: group, load64(data, low) &>> UInt64(bits & 7))
  }

  /// What the head of a group says.
  private struct Group {
    let base: UInt64
    /// 0...56.
    let width: Int
    /// Of its values in the data.
    let firstBit: Int
  }

  @inline(__always)
  private func group(of index: Int) -> Group {
    let head = groups + (index &>> 6) &* Self.groupBytes
    checks.require(head, Self.groupBytes)
    return Group(
      base: load64(head, 0), width: Int(min(load32(head, 12) & 0xFF, 56)), firstBit: Int(load32(head, 8)) &* 8)
  }

  /// - Parameter word: begins with the value's bits.
  @inline(__always)
  private func value(in group: Group, _ word: UInt64) -> Int {
    Int(truncatingIfNeeded: (group.base &+ (word & ((1 &<< UInt64(group.width)) &- 1))) & Self.valueMask)
  }

  /// The values at `index` and behind it: where a row starts and ends.
  ///
  /// They lie in one group but for one pair of 64, and are read together.
  /// - Precondition: `0 <= index < count - 1`.
  package func pair(at index: Int) -> (low: Int, high: Int) {
    precondition(index >= 0 && index < count - 1, "index \(index) outside 0..<\(count - 1)")
    let inGroup = index & 63
    guard inGroup < 63 else { return (self[index], self[index + 1]) }
    let group = group(of: index)
    if group.width == 0 { return (value(in: group, 0), value(in: group, 0)) }
    let bits = group.firstBit &+ inGroup &* group.width
    let behind = bits &+ group.width
    let (low, high) = (min(bits &>> 3, dataBytes), min(behind &>> 3, dataBytes))
    // Sixteen bytes at most: the widest value has seven.
    checks.require(data + low, high &- low &+ 8)
    return (
      value(in: group, load64(data, low) &>> UInt64(bits & 7)),
      value(in: group, load64(data, high) &>> UInt64(behind & 7))
    )
  }

  /// The number of values that are at most `value`; so, for starts, the range that holds `value` is the
  /// one before it.
  /// - Complexity: logarithmic.
  package func upperBound(_ value: Int) -> Int {
    var low = 0
    var high = (count + Self.groupSize - 1) / Self.groupSize
    while low < high {  // the first group whose base is above `value`
      let middle = (low + high) / 2
      checks.require(groups + middle * Self.groupBytes, 8)
      if Int(truncatingIfNeeded: load64(groups, middle * Self.groupBytes) & Self.valueMask) <= value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0 else { return 0 }
    var first = (low - 1) * Self.groupSize
    var last = min(low * Self.groupSize, count)
    while first < last {
      let middle = (first + last) / 2
      if self[middle] <= value { first = middle + 1 } else { last = middle }
    }
    return first
  }

  /// Appends the encoding of `values` to `writer`.
  /// - Precondition: non-decreasing, from 0 to below 2^48.
  package static func write(_ values: [Int], to writer: ByteWriter) {
    values.withUnsafeBufferPointer { write($0, to: writer) }
  }

  package static func write(_ values: UnsafeBufferPointer<Int>, to writer: ByteWriter) {
    let data = ByteWriter(capacity: values.count * 2 + 64)
    writer.append(UInt32(values.count))
    writer.append(UInt32(0))
    var start = 0
    while start < values.count {
      let end = min(start + groupSize, values.count)
      let base = values[start]
      var spread = 0
      for index in start..<end {
        precondition(
          index == start || values[index] >= values[index - 1],
          "value \(values[index]) at \(index) is below the one before it")
        spread = values[index] - base
      }
      let width = spread == 0 ? 0 : Int.bitWidth - spread.leadingZeroBitCount
      precondition(
        base >= 0 && values[end - 1] <= Int(valueMask), "value \(values[end - 1]) is not below 2^48")
      writer.append(UInt64(base))
      writer.append(UInt32(data.count))
      writer.append(UInt32(width))
      packBits(
        count: end - start, width: width, to: data, value: { UInt64(values[start + $0] - base) })
      start = end
    }
    writer.append(data.bytes)
    writer.append(UInt64(0))
  }
}

/// Appends `count` numbers of `width` bits each, packed from the low bit, the last byte filled with zeros.
package func packBits(count: Int, width: Int, to writer: ByteWriter, value: (Int) -> UInt64) {
  guard width > 0 else { return }
  var pending: UInt64 = 0
  var pendingBits = 0
  for index in 0..<count {
    let number = value(index)
    pending |= number &<< UInt64(pendingBits)
    let free = 64 - pendingBits
    if width >= free {
      writer.append(pending)
      pending = free == 64 ? 0 : number &>> UInt64(free)
      if width == free { pending = 0 }
      pendingBits = width - free
    } else {
      pendingBits += width
    }
  }
  while pendingBits > 0 {
    writer.append(UInt8(truncatingIfNeeded: pending))
    pending >>= 8
    pendingBits -= 8
  }
}
