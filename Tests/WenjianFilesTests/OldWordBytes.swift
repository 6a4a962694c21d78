// A Word 97 document ([MS-DOC]) in its container ([MS-CFB]), with nothing in it that a converter does not need.

enum OldWordBytes {
  /// Whether a program that reads it is installed.
  static let canBeRead = PDFBytes.isInstalled("antiword") || PDFBytes.isInstalled("catdoc")

  static func make(_ paragraphs: [String]) -> [UInt8] {
    let units = Array((paragraphs.joined(separator: "\r") + "\r").utf16)
    let textStart = 0x400
    var document = [UInt8](repeating: 0, count: textStart)
    func put(_ value: Int, _ byteCount: Int, at place: Int, in bytes: inout [UInt8]) {
      for index in 0..<byteCount { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }
    // The header: magic, version 97, Chinese, the table is in 1Table, characters are of 16 bits.
    for (place, word) in [
      (0, 0xA5EC), (2, 0xC1), (6, 0x0804), (10, 0x1200), (12, 0xBF), (0x20, 14), (0x3E, 22), (0x98, 0x5D),
    ] {
      put(word, 2, at: place, in: &document)
    }
    let textEnd = textStart + units.count * 2
    put(textStart, 4, at: 0x18, in: &document)
    put(textEnd, 4, at: 0x1C, in: &document)
    put(textEnd, 4, at: 0x40, in: &document)
    put(units.count, 4, at: 0x4C, in: &document)
    // The piece table: one piece with all of the text.
    var table = [UInt8](repeating: 0, count: 4096)
    put(2, 1, at: 0, in: &table)
    put(16, 4, at: 1, in: &table)
    put(units.count, 4, at: 9, in: &table)
    put(textStart, 4, at: 15, in: &table)
    put(21, 4, at: 0x1A6, in: &document)
    for unit in units { document.append(words: unit) }
    // Shorter streams would have to stand in another place.
    let size = max(4096, (document.count + 511) / 512 * 512)
    document += [UInt8](repeating: 0, count: size - document.count)
    return container([("WordDocument", document), ("1Table", table)])
  }

  /// Two streams of whole sectors, at most 126 of them in all.
  private static func container(_ streams: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
    let endOfChain: UInt32 = 0xFFFF_FFFE
    let free: UInt32 = 0xFFFF_FFFF
    file.append(words: 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0)
    file.append(long: 0, 1, 1, 0, 4096, endOfChain, 0, endOfChain, 0, 0)
    for _ in 0..<108 { file.append(long: free) }
    // Sector 0 is the table of sectors, sector 1 the directory.
    var chains: [UInt32] = [0xFFFF_FFFD, endOfChain]
    var directory = entry("Root Entry", kind: 5, start: endOfChain, size: 0, child: 1, right: free)
    for (index, stream) in streams.enumerated() {
      let start = UInt32(chains.count)
      let sectors = UInt32(stream.bytes.count / 512)
      chains += (0..<sectors).map { $0 == sectors - 1 ? endOfChain : start + $0 + 1 }
      directory += entry(
        stream.name, kind: 2, start: start, size: UInt32(stream.bytes.count), child: free,
        right: index + 1 < streams.count ? UInt32(index + 2) : free)
    }
    directory += entry("", kind: 0, start: 0, size: 0, child: free, right: free)
    for sector in 0..<128 { file.append(long: sector < chains.count ? chains[sector] : free) }
    return streams.reduce(file + directory) { $0 + $1.bytes }
  }

  private static func entry(
    _ name: String, kind: UInt8, start: UInt32, size: UInt32, child: UInt32, right: UInt32
  ) -> [UInt8] {
    var entry: [UInt8] = []
    for unit in name.utf16 { entry.append(words: unit) }
    entry += [UInt8](repeating: 0, count: 64 - entry.count)
    entry.append(words: name.isEmpty ? 0 : UInt16(name.utf16.count * 2 + 2))
    entry += [kind, 1]
    entry.append(long: 0xFFFF_FFFF, right, child)
    entry += [UInt8](repeating: 0, count: 36)
    entry.append(long: start, size, 0)
    return entry
  }
}
