import WenjianTestSupport

/// Opens, searches and verifies an index whose segment was damaged and whose checksums were made right again, so that the
/// damage reaches the parsers behind them.
///
/// An input is a row of damages of 12 bytes: section, width, two bytes of place, eight bytes of value.
package struct SegmentFuzz: FuzzTarget {
  private static let damageBytes = 12
  private let index = FuzzIndex()
  private let file: String
  private let sound: [UInt8]
  private let sections: [SegmentBytes.Section]

  package init() {
    file = index.file("segment-")
    sound = index.read(file)
    // Not the checksums of pages, which are made anew.
    sections = SegmentBytes(sound).sections.filter { !$0.range.isEmpty && $0.id != 13 && $0.id != 14 }
  }

  package func run(_ bytes: [UInt8]) {
    var segment = SegmentBytes(sound)
    for start in stride(from: 0, through: bytes.count - Self.damageBytes, by: Self.damageBytes) {
      let damage = bytes[start..<(start + Self.damageBytes)].map { Int($0) }
      let range = sections[damage[0] % sections.count].range
      // Lengths and starts are at the head of a section: half of the places lie there.
      let place = damage[2] | (damage[3] & 0x7F) << 8
      let span = damage[3] & 0x80 == 0 ? min(range.count, 64) : range.count
      let at = range.lowerBound + place % span
      for byte in 0..<min(1 << (damage[1] & 3), range.upperBound - at) {
        segment.set(UInt8(damage[4 + byte]), at: at + byte)
      }
    }
    segment.seal()
    index.replace(file, with: segment.bytes)
    index.ask()
  }

  package func seeds() -> [[UInt8]] {
    let extremes: [[UInt8]] = [
      [0, 0, 0, 0, 0, 0, 0, 0], [255, 255, 255, 255, 255, 255, 255, 255], [255, 255, 255, 127, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 128],
    ]
    return sections.indices.flatMap { section in
      extremes.enumerated().map { number, value in
        [UInt8(section), UInt8(number % 4), UInt8(number * 8), 0] + value
      }
    }
  }
}
