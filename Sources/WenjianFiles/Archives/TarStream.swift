// Reads tar archives: ustar with the long names of GNU and of pax (POSIX.1-2001).
//
// Written here instead of libarchive: that costs every start of the command 13 more shared libraries, and its other
// formats are not asked for.

import WenjianText

/// Bytes that are read once, front to back.
final class ByteStream {
  private let content: SourceContent
  private let inflater: Inflater?
  private let context: ReadContext?
  private var offset = 0
  private var peeked: [UInt8] = []

  init(_ content: SourceContent) {
    self.content = content
    inflater = nil
    context = nil
  }

  init(gzip content: SourceContent, _ context: ReadContext) {
    self.content = content
    self.context = context
    inflater = Inflater(content, 0..<content.count, .gzip)
  }

  /// The next bytes, which stay; fewer at the end.
  func peek(_ count: Int) throws(ReadFailure) -> [UInt8] {
    if peeked.count < count { peeked += try take(count - peeked.count) }
    return Array(peeked.prefix(count))
  }

  /// The next bytes; fewer at the end.
  func read(_ count: Int) throws(ReadFailure) -> [UInt8] {
    var bytes = Array(peeked.prefix(count))
    peeked.removeFirst(bytes.count)
    if bytes.count < count { bytes += try take(count - bytes.count) }
    return bytes
  }

  func skip(_ count: Int) throws(ReadFailure) {
    if inflater == nil, peeked.isEmpty {
      offset += min(count, content.count - offset)
      return
    }
    var left = count
    while left > 0 {
      let got = try read(min(left, 1 << 20)).count
      if got == 0 { return }
      left -= got
    }
  }

  private func take(_ count: Int) throws(ReadFailure) -> [UInt8] {
    guard let inflater else {
      let bytes = try content.read(at: offset, count: count)
      offset += bytes.count
      return bytes
    }
    var bytes: [UInt8] = []
    while bytes.count < count, !inflater.isAtEnd {
      let before = bytes.count
      try inflater.read(min(1 << 20, count - before), into: &bytes)
      try context?.spend(bytes.count - before)
    }
    return bytes
  }
}

enum TarStream {
  static let blockBytes = 512
  /// Longer names than this are nobody's.
  private static let nameLimit = 1 << 16

  /// Whether a block is a header: its checksum fits.
  static func isHeader(_ block: [UInt8]) -> Bool {
    guard block.count >= blockBytes, block[0] != 0, let sum = number(block[148..<156]) else { return false }
    let total = block[..<148].reduce(0) { $0 + Int($1) } + 8 * 32 + block[156..<512].reduce(0) { $0 + Int($1) }
    return total == sum
  }

  static func read(
    _ stream: ByteStream, _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    var members = try ArchiveMembers(source, context)
    defer { members.leave() }
    // What a header of GNU or pax says of the next member.
    var longName: [UInt8]?
    var longSize: Int?
    while true {
      let block = try stream.read(blockBytes)
      // Two blocks of zeros end an archive; without them nobody knows what else there was.
      if block.isEmpty { throw .damaged("the tar archive has no end; it is cut short") }
      if block.allSatisfy({ $0 == 0 }) { return }
      guard isHeader(block) else { throw .damaged("a tar header is damaged") }
      guard let size = longSize ?? number(block[124..<136]), size <= Int.max / 2 else {
        throw .damaged("a tar member has no size")
      }
      let padding = (blockBytes - size % blockBytes) % blockBytes
      switch block[156] {
      case UInt8(ascii: "L"), UInt8(ascii: "x"):
        guard size <= nameLimit else { throw .damaged("a tar header is too long") }
        let bytes = try stream.read(size)
        try stream.skip(padding)
        if block[156] == UInt8(ascii: "L") {
          longName = bytes.prefix { $0 != 0 }
        } else {
          let fields = extendedFields(bytes)
          longName = fields["path"] ?? longName
          longSize = fields["size"].flatMap { Int(String(decoding: $0, as: UTF8.self)) }.flatMap {
            $0 < 0 ? nil : $0
          }
        }
        continue
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        let name = longName ?? self.name(block)
        var isRead = false
        try members.read(text(name), emit: emit) { () throws(ReadFailure) in
          let limit = context.limits.maximumFileBytes
          if size > limit { throw .tooLarge(byteCount: size, limit: limit) }
          isRead = true
          let bytes = try stream.read(size)
          guard bytes.count == size else { throw .damaged("the tar archive is cut short") }
          return bytes
        }
        try stream.skip(isRead ? padding : size + padding)
      default: try stream.skip(size + padding)  // directories, links, devices
      }
      longName = nil
      longSize = nil
    }
  }

  private static func text(_ name: [UInt8]) -> String {
    TextDecoder.strings([name])[0]
  }

  private static func name(_ block: [UInt8]) -> [UInt8] {
    let name = Array(block[..<100].prefix { $0 != 0 })
    // Old GNU archives keep times where ustar has the prefix.
    guard block[257..<263].elementsEqual("ustar\0".utf8) else { return name }
    let prefix = Array(block[345..<500].prefix { $0 != 0 })
    return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  /// An octal number, or with the high bit set a binary one.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first & 0x80 != 0 {
      return field.dropFirst().reduce(Int(first & 0x3F) as Int?) { value, byte in
        value.flatMap { $0 > Int.max >> 9 ? nil : $0 << 8 | Int(byte) }
      }
    }
    let digits = field.drop { $0 == " " }.prefix { $0 >= 0x30 && $0 <= 0x37 }
    return digits.isEmpty ? nil : digits.reduce(0) { $0 << 3 | Int($1 & 7) }
  }

  /// The records of a pax header: `length key=value`, each with a newline.
  private static func extendedFields(_ bytes: [UInt8]) -> [String: [UInt8]] {
    var fields: [String: [UInt8]] = [:]
    var at = 0
    while at < bytes.count {
      let digits = bytes[at...].prefix { $0 >= 0x30 && $0 <= 0x39 }
      guard let length = Int(String(decoding: digits, as: UTF8.self)), length > digits.count + 1,
        length <= bytes.count - at
      else { break }
      let record = bytes[(at + digits.count + 1)..<(at + length - 1)]
      if let equals = record.firstIndex(of: UInt8(ascii: "=")) {
        fields[String(decoding: record[..<equals], as: UTF8.self)] = Array(record[(equals + 1)...])
      }
      at += length
    }
    return fields
  }
}
