// The records of a workbook before 2007, and strings that go on in the record behind.

/// Steps over records: two bytes of type, two of length, then data.
struct OldWorkbookRecords {
  struct Record {
    let type: Int
    let start: Int
    let dataEnd: Int
    /// Where the next one begins that is no continuation of this one.
    let end: Int
    /// Of the data of its continuations.
    let continuations: [Range<Int>]
  }

  private static let continued = 0x3C

  let file: LenientBytes
  /// Of strings of bytes, before Excel 97; nil where strings say themselves how wide they are.
  var encoding: TextEncoding?
  /// Whether the last record has less data than it says.
  let isCutShort: Bool

  init(_ bytes: [UInt8]) {
    file = LenientBytes(bytes: bytes)
    var at = 0
    var isCutShort = false
    while at + 4 <= bytes.count {
      // Behind the last record there are zeros.
      if file.word16(at) == 0, file.word16(at + 2) == 0 { break }
      at += 4 + file.word16(at + 2)
      isCutShort = at > bytes.count
    }
    self.isCutShort = isCutShort
  }

  /// nil at the end.
  func record(at: Int) -> Record? {
    guard at >= 0, at + 4 <= file.bytes.count else { return nil }
    let start = at + 4
    let dataEnd = min(start + file.word16(at + 2), file.bytes.count)
    var end = dataEnd
    var continuations: [Range<Int>] = []
    while end + 4 <= file.bytes.count, file.word16(end) == Self.continued {
      let next = min(end + 4 + file.word16(end + 2), file.bytes.count)
      continuations.append((end + 4)..<next)
      end = next
    }
    return Record(type: file.word16(at), start: start, dataEnd: dataEnd, end: end, continuations: continuations)
  }

  func cursor(of record: Record) -> OldWorkbookCursor {
    OldWorkbookCursor(file, [record.start..<record.dataEnd] + record.continuations)
  }

  /// The text of a drawing, which is in the continuations of its record.
  func text(of record: Record) -> String {
    var cursor = OldWorkbookCursor(file, record.continuations)
    return cursor.characters(file.word16(record.start + 10), isWide: cursor.byte() & 1 != 0)
  }
}

/// Reads on from a record into its continuations.
struct OldWorkbookCursor {
  private let file: LenientBytes
  private var parts: ArraySlice<Range<Int>>
  private var at: Int

  init(_ file: LenientBytes, _ parts: [Range<Int>]) {
    self.file = file
    self.parts = parts[...]
    at = parts.first?.lowerBound ?? 0
    leaveEmptyParts()
  }

  var isAtEnd: Bool { parts.isEmpty }

  private mutating func leaveEmptyParts() {
    while let part = parts.first, at >= part.upperBound {
      parts.removeFirst()
      at = parts.first?.lowerBound ?? 0
    }
  }

  /// 0 behind the end.
  mutating func byte() -> Int {
    if isAtEnd { return 0 }
    let byte = file.byte(at)
    at += 1
    leaveEmptyParts()
    return byte
  }

  mutating func word16() -> Int {
    let low = byte()
    return low | byte() << 8
  }

  mutating func skip(_ byteCount: Int) {
    var left = byteCount
    while left > 0, let part = parts.first {
      let step = min(left, part.upperBound - at)
      at += step
      left -= step
      leaveEmptyParts()
    }
  }

  /// - Parameters:
  ///   - lengthBytes: of the number of its characters.
  ///   - encoding: of a string of bytes; nil for one that says itself how wide its characters are.
  mutating func string(lengthBytes: Int, _ encoding: TextEncoding?) -> String {
    let count = lengthBytes == 1 ? byte() : word16()
    if let encoding {
      var bytes: [UInt8] = []
      while bytes.count < count, !isAtEnd { bytes.append(UInt8(byte())) }
      return TextDecoder.string(bytes, in: encoding)
    }
    let flags = byte()
    let runs = flags & 8 != 0 ? word16() : 0
    let extraBytes = flags & 4 != 0 ? word16() | word16() << 16 : 0
    let text = characters(count, isWide: flags & 1 != 0)
    skip(runs * 4 + extraBytes)
    return text
  }

  /// Characters of two bytes, or the lower bytes of them; each continuation says anew which.
  mutating func characters(_ count: Int, isWide: Bool) -> String {
    var isWide = isWide
    var units: [UInt16] = []
    // What is before it may have filled the record.
    if count > 0, parts.startIndex > 0, at == parts.first?.lowerBound { isWide = byte() & 1 != 0 }
    var part = parts.startIndex
    while units.count < count, !isAtEnd {
      if parts.startIndex != part {
        part = parts.startIndex
        isWide = byte() & 1 != 0
        continue
      }
      units.append(UInt16(isWide ? word16() : byte()))
    }
    return String(decoding: units, as: UTF16.self)
  }
}
