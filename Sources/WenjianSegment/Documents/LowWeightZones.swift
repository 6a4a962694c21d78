import WenjianBytes

/// Stretches of positions that count little: navigation, footers, share bars. What stands there is matched and counted
/// like anything else, but ranks low and is not shown when better text matches.
///
/// Grammar: u32 count, then count * u32 first positions, then count * u32 ends; ascending, disjoint. A segment without
/// zones has no such section.
package struct LowWeightZones: Sendable {
  package let count: Int
  nonisolated(unsafe) private let starts: UnsafeRawPointer
  nonisolated(unsafe) private let ends: UnsafeRawPointer
  private let bytes: FileBytes

  /// - Returns: nil when the bytes are damaged; the zones are read later.
  static func read(_ bytes: FileBytes) -> LowWeightZones? {
    var reader = ByteReader(bytes)
    guard let count = reader.count32(), count > 0, let starts = reader.take(count, of: 4),
      let ends = reader.take(count, of: 4)
    else { return nil }
    return LowWeightZones(count: count, starts: starts.start, ends: ends.start, bytes: bytes)
  }

  /// Declares that any of them may be read: a search in them reads all over the place.
  func requireAll() { bytes.requireAll() }

  /// From the start of the first zone to the end of the last.
  package var extent: Range<UInt32> {
    let start = load32(starts, 0)
    return start..<max(start, load32(ends, (count - 1) &* 4))
  }

  /// - Complexity: logarithmic in the zones.
  package func contains(_ position: UInt32) -> Bool {
    var low = 0
    var high = count
    while low < high {  // the first zone that starts behind the position
      let middle = (low + high) / 2
      if load32(starts, middle &* 4) <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 && position < load32(ends, (low - 1) &* 4)
  }

  /// The zones that overlap some positions, ascending.
  /// - Complexity: logarithmic in the zones, and linear in those.
  func zones(in positions: Range<UInt32>) -> [Range<UInt32>] {
    requireAll()
    var (low, high) = (0, count)
    while low < high {  // the first zone that ends behind the first position
      let middle = (low + high) / 2
      if load32(ends, middle &* 4) <= positions.lowerBound { low = middle + 1 } else { high = middle }
    }
    var found: [Range<UInt32>] = []
    while low < count, load32(starts, low * 4) < positions.upperBound {
      let start = load32(starts, low * 4)
      found.append(start..<max(start, load32(ends, low * 4)))
      low += 1
    }
    return found
  }

  func forEach(_ body: (Range<UInt32>) -> Void) {
    for zone in 0..<count {
      let start = load32(starts, zone * 4)
      body(start..<max(start, load32(ends, zone * 4)))
    }
  }
}

/// Collects the zones of a segment in the order of their positions.
struct LowWeightZonesWriter {
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []

  var isEmpty: Bool { starts.isEmpty }

  mutating func append(_ zone: Range<UInt32>) {
    guard !zone.isEmpty else { return }
    if ends.last == zone.lowerBound {
      ends[ends.count - 1] = zone.upperBound
    } else {
      starts.append(zone.lowerBound)
      ends.append(zone.upperBound)
    }
  }

  /// Writes the section, when there are zones.
  func write(to file: SegmentFileWriter) throws(FileError) {
    guard !isEmpty else { return }
    let bytes = self.bytes
    try file.section(.lowWeightZones, bytes)
  }

  /// The section, so that a batch that is being built reads its zones as a segment does.
  var bytes: ByteWriter {
    let writer = ByteWriter(capacity: 4 + starts.count * 8)
    writer.append(UInt32(starts.count))
    for start in starts { writer.append(start) }
    for end in ends { writer.append(end) }
    return writer
  }
}
