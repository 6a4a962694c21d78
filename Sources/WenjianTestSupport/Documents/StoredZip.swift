// A ZIP archive whose members are not packed.

package enum StoredZip {
  package static func make(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      var common: [UInt8] = []
      // Version 2.0, names in UTF-8, not packed, no time.
      put([20, 0x800, 0, 0, 0], &common)
      put(long: [checksum(content), UInt32(content.count), UInt32(content.count)], &common)
      put([UInt16(name.utf8.count), 0], &common)
      put(long: [0x0201_4B50], &directory)
      put([20], &directory)
      directory += common
      put([0, 0, 0], &directory)
      put(long: [0, UInt32(archive.count)], &directory)
      directory += Array(name.utf8)
      put(long: [0x0403_4B50], &archive)
      archive += common + Array(name.utf8) + content
    }
    let start = archive.count
    archive += directory
    put(long: [0x0605_4B50], &archive)
    put([0, 0, UInt16(members.count), UInt16(members.count)], &archive)
    put(long: [UInt32(directory.count), UInt32(start)], &archive)
    put([0], &archive)
    return archive
  }

  static func make(_ members: [(String, String)]) -> [UInt8] { make(members.map { ($0.0, Array($0.1.utf8)) }) }

  private static func put(_ words: [UInt16], _ bytes: inout [UInt8]) {
    for word in words { bytes += [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)] }
  }

  private static func put(long words: [UInt32], _ bytes: inout [UInt8]) {
    for word in words { put([UInt16(truncatingIfNeeded: word), UInt16(word >> 16)], &bytes) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }
}
