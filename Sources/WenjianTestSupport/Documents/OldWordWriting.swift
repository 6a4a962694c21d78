// Word 97 documents ([MS-DOC]) in their container ([MS-CFB]), with nothing in them that a converter does not need.

enum OldWordWriting {
  static let writer = DocumentWriter("doc", [.heading, .emptyParagraph, .tab]) { document in
    let text = document.paragraphs.map { paragraph in
      paragraph.runs.map { if case .tab = $0.kind { "\t" } else { $0.text } }.joined()
    }
    return WrittenDocument(document.variant.pick(["a.doc", "a.wps"]), file(text), ExpectedText(document))
  }

  private static func put(_ value: Int, _ byteCount: Int, at offset: Int, in bytes: inout [UInt8]) {
    for index in 0..<byteCount { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }

  private static func append(_ values: [Int], _ byteCount: Int, to bytes: inout [UInt8]) {
    for value in values {
      for index in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
  }

  private static func file(_ paragraphs: [String]) -> [UInt8] {
    let units = Array((paragraphs.joined(separator: "\r") + "\r").utf16)
    let textStart = 0x400
    var document = [UInt8](repeating: 0, count: textStart)
    // Magic, version 97, Chinese, the table is in 1Table, characters are of 16 bits.
    for (offset, word) in [
      (0, 0xA5EC), (2, 0xC1), (6, 0x0804), (10, 0x1200), (12, 0xBF), (0x20, 14), (0x3E, 22), (0x98, 0x5D),
    ] {
      put(word, 2, at: offset, in: &document)
    }
    let textEnd = textStart + units.count * 2
    for (offset, value) in [(0x18, textStart), (0x1C, textEnd), (0x40, textEnd), (0x4C, units.count), (0x1A6, 21)] {
      put(value, 4, at: offset, in: &document)
    }
    // One piece with all of the text.
    var table = [UInt8](repeating: 0, count: 4096)
    table[0] = 2
    put(16, 4, at: 1, in: &table)
    put(units.count, 4, at: 9, in: &table)
    put(textStart, 4, at: 15, in: &table)
    append(units.map(Int.init), 2, to: &document)
    // Shorter streams would be kept elsewhere.
    let size = max(4096, (document.count + 511) / 512 * 512)
    document += [UInt8](repeating: 0, count: size - document.count)
    return container([("WordDocument", document), ("1Table", table)])
  }

  /// Two streams of whole sectors, at most 126 of them in all.
  private static func container(_ streams: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
    let (endOfChain, free) = (0xFFFF_FFFE, 0xFFFF_FFFF)
    append([0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0], 2, to: &file)
    append([0, 1, 1, 0, 4096, endOfChain, 0, endOfChain, 0, 0], 4, to: &file)
    append([Int](repeating: free, count: 108), 4, to: &file)
    // Sector 0 is the table of sectors, sector 1 the directory.
    var chains = [0xFFFF_FFFD, endOfChain]
    var directory = entry("Root Entry", kind: 5, start: endOfChain, size: 0, child: 1, right: free)
    for (index, stream) in streams.enumerated() {
      let start = chains.count
      let sectors = stream.bytes.count / 512
      chains += (0..<sectors).map { $0 == sectors - 1 ? endOfChain : start + $0 + 1 }
      directory += entry(
        stream.name, kind: 2, start: start, size: stream.bytes.count, child: free,
        right: index + 1 < streams.count ? index + 2 : free)
    }
    directory += entry("", kind: 0, start: 0, size: 0, child: free, right: free)
    precondition(chains.count <= 128, "the text is too long for one table of sectors")
    append((0..<128).map { $0 < chains.count ? chains[$0] : free }, 4, to: &file)
    return streams.reduce(file + directory) { $0 + $1.bytes }
  }

  private static func entry(
    _ name: String, kind: UInt8, start: Int, size: Int, child: Int, right: Int
  ) -> [UInt8] {
    var entry: [UInt8] = []
    append(name.utf16.map(Int.init), 2, to: &entry)
    entry += [UInt8](repeating: 0, count: 64 - entry.count)
    append([name.isEmpty ? 0 : name.utf16.count * 2 + 2], 2, to: &entry)
    entry += [kind, 1]
    append([0xFFFF_FFFF, right, child], 4, to: &entry)
    entry += [UInt8](repeating: 0, count: 36)
    append([start, size, 0], 4, to: &entry)
    return entry
  }
}
