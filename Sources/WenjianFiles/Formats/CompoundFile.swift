// The container of Office documents before 2007 ([MS-CFB]): streams in chains of sectors.

import WenjianText

/// Bytes of a file that may be damaged: what is behind their end reads as zero.
struct LenientBytes {
  let bytes: [UInt8]

  func byte(_ at: Int) -> Int { bytes.indices.contains(at) ? Int(bytes[at]) : 0 }
  func word16(_ at: Int) -> Int { byte(at) | byte(at + 1) << 8 }
  func word32(_ at: Int) -> Int { word16(at) | word16(at + 2) << 16 }

  /// As far as they are there.
  func slice(_ at: Int, count: Int) -> ArraySlice<UInt8> {
    let start = min(max(0, at), bytes.count)
    return bytes[start..<(start + min(max(0, count), bytes.count - start))]
  }
}

struct CompoundFile {
  private let file: LenientBytes
  private let sectorBytes: Int
  private var chains: [Int] = []
  private var shortChains: [Int] = []
  private var shortStream: [UInt8] = []
  private var entries: [String: Entry] = [:]

  private struct Entry {
    var start: Int
    var byteCount: Int

    init(_ directory: LenientBytes, _ at: Int) {
      start = directory.word32(at + 116)
      byteCount = directory.word32(at + 120)
    }
  }

  private static let streamKind = 2
  private static let rootKind = 5

  private static let shortSectorBytes = 64
  private static let shortLimit = 4096
  /// Larger values end a chain or are free.
  private static let lastSector = 0xFFFF_FFFA

  /// nil when it is no such file, or one without a directory.
  init?(_ bytes: [UInt8]) {
    file = LenientBytes(bytes: bytes)
    guard bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), [9, 12].contains(file.word16(30))
    else { return nil }
    sectorBytes = 1 << file.word16(30)
    readChains()
    let directory = LenientBytes(bytes: sectors(from: file.word32(48), chains).flatMap { sector($0) })
    let count = directory.bytes.count / 128
    guard let rootNumber = (0..<count).first(where: { directory.byte($0 * 128 + 66) == Self.rootKind }) else {
      return nil
    }
    // The streams beside each other in the root: objects that are embedded have streams of the same names.
    var waiting = [directory.word32(rootNumber * 128 + 76)]
    var seen = Set<Int>()
    while let number = waiting.popLast() {
      guard number < count, seen.insert(number).inserted else { continue }
      waiting += [directory.word32(number * 128 + 68), directory.word32(number * 128 + 72)]
      add(number, of: directory)
    }
    // The links between them are broken.
    if entries.isEmpty {
      for number in 0..<count { add(number, of: directory) }
    }
    let root = Entry(directory, rootNumber * 128)
    shortStream = sectors(from: root.start, chains).flatMap { sector($0) }
    let shortTable = LenientBytes(bytes: sectors(from: file.word32(60), chains).flatMap { sector($0) })
    shortChains = stride(from: 0, to: shortTable.bytes.count, by: 4).map { shortTable.word32($0) }
  }

  private mutating func add(_ number: Int, of directory: LenientBytes) {
    let at = number * 128
    let nameBytes = min(64, directory.word16(at + 64)) - 2
    guard nameBytes > 0, directory.byte(at + 66) == Self.streamKind else { return }
    let units = stride(from: 0, to: nameBytes, by: 2).map { UInt16(directory.word16(at + $0)) }
    let name = String(decoding: units, as: UTF16.self)
    if entries[name] == nil { entries[name] = Entry(directory, at) }
  }

  private mutating func readChains() {
    var tables = (0..<109).map { file.word32(76 + $0 * 4) }
    var next = file.word32(68)
    var seen = Set<Int>()
    while next < Self.lastSector, isInFile(next), seen.insert(next).inserted {
      let start = (next + 1) * sectorBytes
      let count = sectorBytes / 4 - 1
      tables += (0..<count).map { file.word32(start + $0 * 4) }
      next = file.word32(start + count * 4)
    }
    for table in tables where isInFile(table) {
      let start = (table + 1) * sectorBytes
      chains += stride(from: 0, to: sectorBytes, by: 4).map { file.word32(start + $0) }
    }
  }

  private func isInFile(_ sector: Int) -> Bool { sector < file.bytes.count / sectorBytes }

  private func sector(_ number: Int) -> ArraySlice<UInt8> {
    file.slice((number + 1) * sectorBytes, count: sectorBytes)
  }

  private func sectors(from start: Int, _ chains: [Int]) -> [Int] {
    var found: [Int] = []
    var next = start
    // A ring would have no end.
    while next < chains.count, found.count < chains.count {
      found.append(next)
      next = chains[next]
    }
    return found
  }

  /// The bytes of a stream, fewer than it should have where the file is cut short; nil when there is none.
  func stream(_ name: String) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    if entry.byteCount >= Self.shortLimit {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(min(entry.byteCount, file.bytes.count))
      for number in sectors(from: entry.start, chains) where bytes.count < entry.byteCount {
        bytes += sector(number)
      }
      return Array(bytes.prefix(entry.byteCount))
    }
    let short = LenientBytes(bytes: shortStream)
    let bytes = sectors(from: entry.start, shortChains).flatMap {
      short.slice($0 * Self.shortSectorBytes, count: Self.shortSectorBytes)
    }
    return Array(bytes.prefix(entry.byteCount))
  }
}
