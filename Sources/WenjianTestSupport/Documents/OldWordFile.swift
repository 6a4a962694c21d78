// A Word 97 file ([MS-DOC]): text, and the properties of its characters and paragraphs, in a container ([MS-CFB]).

/// Characters with properties, paragraph after paragraph, then those of the notes.
struct OldWordFile {
  /// Property changes of characters and paragraphs.
  enum Property {
    static let deleted: [UInt8] = [0x00, 0x08, 1]
    static let inserted: [UInt8] = [0x01, 0x08, 1]
    static let bold: [UInt8] = [0x35, 0x08, 1]
    static let hidden: [UInt8] = [0x3C, 0x08, 1]
    /// The character is a sign of the program: of a field, of a note.
    static let special: [UInt8] = [0x55, 0x08, 1]
    static let inTable: [UInt8] = [0x16, 0x24, 1]

    /// The paragraph that ends a row of so many cells.
    static func rowEnd(cells: Int) -> [UInt8] {
      var definition = [UInt8(cells)]
      for edge in 0...cells { append([edge * 2000 - 108], 2, to: &definition) }
      definition += [UInt8](repeating: 0, count: 20 * cells)
      var properties = inTable + [0x17, 0x24, 1, 0x08, 0xD6]
      append([definition.count + 1], 2, to: &properties)
      return properties + definition
    }
  }

  private struct Stretch {
    var end: Int
    var properties: [UInt8]
  }

  private var units: [UInt16] = []
  private var characters: [Stretch] = []
  private var paragraphs: [Stretch] = []
  /// Where the notes are referred to, and where their texts begin behind the body.
  private var references: [Int] = []
  private var noteStarts: [Int] = []
  private var bodyCount = 0

  mutating func put(_ text: String, _ properties: [UInt8] = []) {
    units += Array(text.utf16)
    if characters.last?.properties == properties {
      characters[characters.count - 1].end = units.count
    } else if !text.isEmpty {
      characters.append(Stretch(end: units.count, properties: properties))
    }
  }

  /// - Parameter mark: a carriage return, or U+0007 at the end of a cell and of a row.
  mutating func endParagraph(_ mark: String = "\r", _ properties: [UInt8] = []) {
    put(mark)
    paragraphs.append(Stretch(end: units.count, properties: properties))
  }

  mutating func putReference() {
    references.append(units.count)
    put("\u{2}", Property.special)
  }

  mutating func endBody() { bodyCount = units.count }

  mutating func beginNote() {
    noteStarts.append(units.count - bodyCount)
    put("\u{2}", Property.special)
    put(" ")
  }

  private static let textStart = 0x400

  mutating func bytes() -> [UInt8] {
    var noteCount = 0
    if !noteStarts.isEmpty {
      endParagraph()
      noteCount = units.count - bodyCount
      endParagraph()
    }
    var document = [UInt8](repeating: 0, count: Self.textStart)
    // Magic, version 97, Chinese, the table is in 1Table, characters are of 16 bits.
    for (offset, word) in [
      (0, 0xA5EC), (2, 0xC1), (6, 0x0804), (10, 0x1200), (12, 0xBF), (0x20, 14), (0x3E, 22), (0x98, 0x5D),
    ] {
      Self.put(word, 2, at: offset, in: &document)
    }
    let textEnd = Self.textStart + units.count * 2
    append(units.map(Int.init), 2, to: &document)
    // One piece with all of the text.
    var table: [UInt8] = [2]
    append([16, 0, units.count], 4, to: &table)
    append([0], 2, to: &table)
    append([Self.textStart], 4, to: &table)
    append([0], 2, to: &table)
    var fields = [
      (0x18, Self.textStart), (0x1C, textEnd), (0x40, textEnd), (0x4C, bodyCount), (0x50, noteCount),
      (0x1A6, table.count),
    ]
    func add(_ part: [UInt8], at offset: Int) {
      fields += [(offset, table.count), (offset + 4, part.count)]
      table += part
    }
    add(Self.pages(characters, isParagraphs: false, &document), at: 0xFA)
    add(Self.pages(paragraphs, isParagraphs: true, &document), at: 0x102)
    if noteCount > 0 {
      var part: [UInt8] = []
      append(references + [bodyCount], 4, to: &part)
      append([Int](repeating: 1, count: references.count), 2, to: &part)
      add(part, at: 0xAA)
      part = []
      append(noteStarts + [noteCount - 1, noteCount], 4, to: &part)
      add(part, at: 0xB2)
    }
    for (offset, value) in fields { Self.put(value, 4, at: offset, in: &document) }
    return CompoundContainer.make([("WordDocument", document), ("1Table", table)])
  }

  /// Writes pages of properties behind the text.
  /// - Returns: the list of the pages.
  private static func pages(_ stretches: [Stretch], isParagraphs: Bool, _ document: inout [UInt8]) -> [UInt8] {
    let entryBytes = isParagraphs ? 13 : 1
    var starts: [Int] = []
    var numbers: [Int] = []
    var rest = stretches[...]
    var start = textStart
    while !rest.isEmpty {
      var page = [UInt8](repeating: 0, count: 512)
      var end = 510
      var taken: [(stretch: Stretch, offset: Int)] = []
      while let stretch = rest.first {
        let packed = Self.packed(stretch.properties, isParagraphs: isParagraphs)
        let offset = (end - packed.count) & ~1
        if offset < 4 * (taken.count + 2) + entryBytes * (taken.count + 1) { break }
        // Characters without properties have no entry.
        if !packed.isEmpty { page.replaceSubrange(offset..<(offset + packed.count), with: packed) }
        taken.append((stretch, packed.isEmpty ? 0 : offset))
        if !packed.isEmpty { end = offset }
        rest.removeFirst()
      }
      starts.append(start)
      put(start, 4, at: 0, in: &page)
      for (index, entry) in taken.enumerated() {
        start = textStart + entry.stretch.end * 2
        put(start, 4, at: 4 * (index + 1), in: &page)
        page[4 * (taken.count + 1) + entryBytes * index] = UInt8(entry.offset / 2)
      }
      page[511] = UInt8(taken.count)
      document += [UInt8](repeating: 0, count: (512 - document.count % 512) % 512)
      numbers.append(document.count / 512)
      document += page
    }
    var list: [UInt8] = []
    append(starts + [start] + numbers, 4, to: &list)
    return list
  }

  private static func packed(_ properties: [UInt8], isParagraphs: Bool) -> [UInt8] {
    if !isParagraphs { return properties.isEmpty ? [] : [UInt8(properties.count)] + properties }
    let styled = [0, 0] + properties
    // The count is of words; an even number of bytes has a zero before it.
    return styled.count % 2 == 0
      ? [0, UInt8(styled.count / 2)] + styled : [UInt8((styled.count + 1) / 2)] + styled
  }

  private static func put(_ value: Int, _ byteCount: Int, at offset: Int, in bytes: inout [UInt8]) {
    for index in 0..<byteCount { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }
}

/// Numbers, little-endian.
private func append(_ values: [Int], _ byteCount: Int, to bytes: inout [UInt8]) {
  for value in values {
    for index in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }
}

/// A compound file of up to three streams, all in sectors of 512 bytes.
package enum CompoundContainer {
  package static func make(_ streams: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    // Shorter streams would be kept elsewhere.
    let streams = streams.map { name, bytes in
      let size = max(4096, (bytes.count + 511) / 512 * 512)
      return (name: name, bytes: bytes + [UInt8](repeating: 0, count: size - bytes.count))
    }
    let (endOfChain, free, isTable) = (0xFFFF_FFFE, 0xFFFF_FFFF, 0xFFFF_FFFD)
    let dataSectors = streams.reduce(1) { $0 + $1.bytes.count / 512 }
    // Each sector of the table holds 128 links, its own among them.
    let tableSectors = (dataSectors + 126) / 127
    precondition(tableSectors <= 109, "the streams are too long")
    // Four entries of the directory are in a sector.
    let entryCount = streams.count + 1
    precondition(entryCount <= 4, "the directory is one sector")
    var chains = [Int](repeating: isTable, count: tableSectors) + [endOfChain]
    var directory = entry("Root Entry", kind: 5, start: endOfChain, size: 0, child: 1, right: free)
    for (index, stream) in streams.enumerated() {
      let start = chains.count
      let sectors = stream.bytes.count / 512
      chains += (0..<sectors).map { $0 == sectors - 1 ? endOfChain : start + $0 + 1 }
      directory += entry(
        stream.name, kind: 2, start: start, size: stream.bytes.count, child: free,
        right: index + 1 < streams.count ? index + 2 : free)
    }
    for _ in entryCount..<4 { directory += entry("", kind: 0, start: 0, size: 0, child: free, right: free) }
    var file: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
    append([0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0], 2, to: &file)
    append([0, tableSectors, tableSectors, 0, 4096, endOfChain, 0, endOfChain, 0], 4, to: &file)
    append((0..<109).map { $0 < tableSectors ? $0 : free }, 4, to: &file)
    append((0..<(tableSectors * 128)).map { $0 < chains.count ? chains[$0] : free }, 4, to: &file)
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
