// Reads ZIP archives (APPNOTE 6.3), from a file or from memory, and believes nothing they say.
//
// Written here instead of minizip: that needs a file layer of its own for archives in memory, opens no member by its
// place, and what is left then is this file. Nothing is ever written to disk, so a path in an archive is only a name.

import WenjianBytes

/// The directory of a ZIP archive, and its members one at a time.
struct ZipArchive {
  struct Entry {
    /// As it stands in the archive, in UTF-8.
    var name: String
    var isEncrypted: Bool
    var method: UInt16
    var checksum: UInt32
    var packedBytes: Int
    /// What the archive says; it may lie.
    var unpackedBytes: Int
    var headerOffset: Int

    var isDirectory: Bool { name.hasSuffix("/") || name.hasSuffix("\\") }
  }

  private(set) var entries: [Entry] = []
  /// The first entry of each name.
  private var numbers = ByteStringDictionary<Int>()
  private let content: SourceContent
  /// Entries are 46 bytes and more: some millions of members.
  private static let directoryLimit = 256 << 20

  init(_ content: SourceContent) throws(ReadFailure) {
    self.content = content
    let tailBytes = min(content.count, 22 + 65_535 + 20)
    let tailStart = content.count - tailBytes
    let tail = try content.read(at: tailStart, count: tailBytes)
    guard let end = tail.lastIndexOfRecord(0x0605_4B50, minimumBytes: 22) else {
      throw .damaged("the ZIP directory is missing; the file is cut short")
    }
    var count = Int(tail.word16(end + 10))
    var byteCount = Int(tail.word32(end + 12))
    var offset = Int(tail.word32(end + 16))
    var directoryEnd = tailStart + end
    if end >= 20, tail.word32(end - 20) == 0x0706_4B50 {
      let place = tail.word64(end - 12)
      guard let place = Int(exactly: place), place <= content.count else {
        throw .damaged("the ZIP directory lies outside the file")
      }
      let record = try content.read(at: place, count: 56)
      guard record.count == 56, record.word32(0) == 0x0606_4B50,
        let records = Int(exactly: record.word64(32)), let size = Int(exactly: record.word64(40)),
        let start = Int(exactly: record.word64(48))
      else { throw .damaged("the ZIP directory cannot be read") }
      (count, byteCount, offset, directoryEnd) = (records, size, start, place)
    }
    // Bytes before the archive, of a program that unpacks itself, shift all offsets.
    guard byteCount <= directoryEnd, byteCount <= Self.directoryLimit else {
      throw .damaged("the ZIP directory lies outside the file")
    }
    let shift = directoryEnd - byteCount - offset
    guard shift >= 0 else { throw .damaged("the ZIP directory lies outside the file") }
    let directory = try content.read(at: directoryEnd - byteCount, count: byteCount)
    try readDirectory(directory, count: count, shift: shift)
  }

  private mutating func readDirectory(_ bytes: [UInt8], count: Int, shift: Int) throws(ReadFailure) {
    var at = 0
    var names: [[UInt8]] = []
    var isUTF8: [Bool] = []
    entries.reserveCapacity(min(count, bytes.count / 46))
    while entries.count < count, at + 46 <= bytes.count, bytes.word32(at) == 0x0201_4B50 {
      let nameBytes = Int(bytes.word16(at + 28))
      let extraBytes = Int(bytes.word16(at + 30))
      let commentBytes = Int(bytes.word16(at + 32))
      let next = at + 46 + nameBytes + extraBytes + commentBytes
      guard next <= bytes.count else { break }
      let flags = bytes.word16(at + 8)
      var entry = Entry(
        name: "", isEncrypted: flags & 1 != 0, method: bytes.word16(at + 10),
        checksum: bytes.word32(at + 16), packedBytes: Int(bytes.word32(at + 20)),
        unpackedBytes: Int(bytes.word32(at + 24)), headerOffset: Int(bytes.word32(at + 42)))
      var name = Array(bytes[(at + 46)..<(at + 46 + nameBytes)])
      var nameIsUTF8 = flags & 0x800 != 0
      readExtra(bytes, (at + 46 + nameBytes)..<(at + 46 + nameBytes + extraBytes), &entry, &name, &nameIsUTF8)
      guard entry.headerOffset <= content.count - shift else {
        throw .damaged("a ZIP member lies outside the file")
      }
      entry.headerOffset += shift
      names.append(name)
      isUTF8.append(nameIsUTF8)
      entries.append(entry)
      at = next
    }
    guard entries.count == count || count == 0xFFFF else {
      throw .damaged("the ZIP directory ends after \(entries.count) of \(count) members")
    }
    nameEntries(names, isUTF8)
  }

  /// 64-bit sizes, and the name in Unicode that Info-ZIP writes.
  private func readExtra(
    _ bytes: [UInt8], _ range: Range<Int>, _ entry: inout Entry, _ name: inout [UInt8], _ isUTF8: inout Bool
  ) {
    var at = range.lowerBound
    while at + 4 <= range.upperBound {
      let start = at + 4
      let end = start + Int(bytes.word16(at + 2))
      guard end <= range.upperBound else { return }
      switch bytes.word16(at) {
      case 0x0001:
        var field = start
        func next(_ value: inout Int) {
          guard value == 0xFFFF_FFFF, field + 8 <= end else { return }
          // A size beyond 2^63 stays as it is, and is too large by any limit.
          value = Int(exactly: bytes.word64(field)) ?? value
          field += 8
        }
        next(&entry.unpackedBytes)
        next(&entry.packedBytes)
        next(&entry.headerOffset)
      case 0x7075 where end - start > 5 && !isUTF8:
        name = Array(bytes[(start + 5)..<end])
        isUTF8 = true
      default: break
      }
      at = end
    }
  }

  /// Names without a mark are in the encoding of the machine they come from: all of them show which.
  private mutating func nameEntries(_ names: [[UInt8]], _ isUTF8: [Bool]) {
    let marked = entries.indices.filter { index in
      isUTF8[index] && names[index].withUnsafeBytes { TextCensus($0) }.firstInvalidByte == nil
    }
    for index in marked { entries[index].name = String(decoding: names[index], as: UTF8.self) }
    let isMarked = Set(marked)
    let unmarked = entries.indices.filter { !isMarked.contains($0) }
    for (index, name) in zip(unmarked, TextDecoder.strings(unmarked.map { names[$0] })) {
      entries[index].name = name
    }
    for index in entries.indices {
      numbers[entries[index].name] = numbers[entries[index].name] ?? index
    }
  }

  func entry(named name: String) -> Entry? { numbers[name].map { entries[$0] } }

  /// Unpacks a member.
  /// - Parameters:
  ///   - limit: a larger member is `tooLarge`.
  ///   - context: whose budget the bytes are taken from.
  /// - Throws: `encrypted`, `unsupported`, `tooLarge`, `bomb`, `damaged`, also when the size or checksum is a lie.
  func read(_ entry: Entry, limit: Int, _ context: ReadContext? = nil) throws(ReadFailure) -> [UInt8] {
    if entry.isEncrypted { throw .encrypted }
    let header = try content.read(at: entry.headerOffset, count: 30)
    guard header.count == 30, header.word32(0) == 0x0403_4B50 else {
      throw .damaged("a ZIP member has no header")
    }
    let start = entry.headerOffset + 30 + Int(header.word16(26)) + Int(header.word16(28))
    guard start <= content.count, entry.packedBytes <= content.count - start else {
      throw .damaged("a ZIP member is cut short")
    }
    func refuse(_ byteCount: Int) -> ReadFailure {
      context?.hasMetLimit = true
      return .tooLarge(byteCount: byteCount, limit: limit)
    }
    var bytes: [UInt8] = []
    switch entry.method {
    case 0:
      if entry.packedBytes > limit { throw refuse(entry.packedBytes) }
      bytes = try content.read(at: start, count: entry.packedBytes)
      try context?.spend(bytes.count)
    case 8:
      if entry.unpackedBytes > limit { throw refuse(entry.unpackedBytes) }
      let inflater = Inflater(content, start..<(start + entry.packedBytes), .none)
      bytes.reserveCapacity(min(entry.unpackedBytes, entry.packedBytes * 8 + 1024))
      while !inflater.isAtEnd {
        let before = bytes.count
        try inflater.read(1 << 20, into: &bytes)
        try context?.spend(bytes.count - before)
        if bytes.count > limit { throw refuse(bytes.count) }
      }
    default: throw .unsupported("packed with ZIP method \(entry.method)")
    }
    guard bytes.count == entry.unpackedBytes, checksum(bytes) == entry.checksum else {
      throw .damaged("the content of a ZIP member does not fit its checksum")
    }
    return bytes
  }
}

extension [UInt8] {
  /// Little-endian. - Precondition: the bytes are there.
  func word16(_ at: Int) -> UInt16 { UInt16(self[at]) | UInt16(self[at + 1]) << 8 }
  func word32(_ at: Int) -> UInt32 { UInt32(word16(at)) | UInt32(word16(at + 2)) << 16 }
  func word64(_ at: Int) -> UInt64 { UInt64(word32(at)) | UInt64(word32(at + 4)) << 32 }

  /// Where the last record with a signature stands that leaves room for its fixed part.
  fileprivate func lastIndexOfRecord(_ signature: UInt32, minimumBytes: Int) -> Int? {
    var at = count - minimumBytes
    while at >= 0 {
      if word32(at) == signature { return at }
      at -= 1
    }
    return nil
  }
}
