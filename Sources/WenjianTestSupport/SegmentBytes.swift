// The bytes of a segment file, to be damaged: read by the layout that FORMAT.md tells, apart from the code that is tested.

import WenjianBytes

/// A segment file whose checksums can be made right again behind a damage, so that it reaches what parses the sections.
package struct SegmentBytes {
  package struct Section {
    package var id: UInt32
    package var range: Range<Int>
  }

  package var bytes: [UInt8]

  package static let headerBytes = 64
  package static let footerBytes = 40
  package static let rowBytes = 32

  /// - Parameter bytes: of a sound file.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func u32(_ byteOffset: Int) -> UInt32 {
    bytes.withUnsafeBytes { load32($0.baseAddress.unsafelyUnwrapped, byteOffset) }
  }
  package func u64(_ byteOffset: Int) -> UInt64 {
    bytes.withUnsafeBytes { load64($0.baseAddress.unsafelyUnwrapped, byteOffset) }
  }

  package mutating func set(_ value: some FixedWidthInteger, at byteOffset: Int) {
    withUnsafeBytes(of: value.littleEndian) {
      for (index, byte) in $0.enumerated() { bytes[byteOffset + index] = byte }
    }
  }

  package var footer: Int { bytes.count - Self.footerBytes }
  package var tableOffset: Int { Int(u64(footer)) }

  package var sections: [Section] {
    let table = tableOffset
    return (0..<Int(u32(footer + 8))).map { row in
      let at = table + row * Self.rowBytes
      let offset = Int(u64(at + 8))
      return Section(id: u32(at), range: offset..<(offset + Int(u64(at + 16))))
    }
  }

  package func section(_ id: UInt32) -> Range<Int>? { sections.first { $0.id == id }?.range }

  /// Makes all checksums those of the bytes.
  package mutating func seal() {
    sealPages()
    let table = tableOffset
    for (row, section) in sections.enumerated() {
      let hash = bytes[section.range].withUnsafeBytes { hash64($0) }
      set(hash, at: table + row * Self.rowBytes + 24)
    }
    sealTable()
  }

  /// Pages are counted from the beginning of the file up to their checksums; those have checksums of the same kind.
  private mutating func sealPages() {
    guard let checksums = section(13), let roots = section(14) else { return }
    sealPages(of: 0..<checksums.lowerBound, in: checksums)
    sealPages(of: checksums, in: roots)
  }

  private mutating func sealPages(of range: Range<Int>, in checksums: Range<Int>) {
    let id = u64(16)
    for (page, start) in stride(from: range.lowerBound, to: range.upperBound, by: 4096).enumerated() {
      let hash = bytes[start..<min(start + 4096, range.upperBound)].withUnsafeBytes {
        hash64($0, seed: id &+ UInt64(page))
      }
      if checksums.lowerBound + page * 4 + 4 <= checksums.upperBound {
        set(UInt32(truncatingIfNeeded: hash), at: checksums.lowerBound + page * 4)
      }
    }
  }

  /// Makes the checksum of the table that of the bytes.
  package mutating func sealTable() {
    let id = u64(footer + 16)
    set(bytes[tableOffset..<footer].withUnsafeBytes { hash64($0, seed: id) }, at: footer + 24)
  }
}
