// ZIP and tar archives made byte by byte, so that they can lie.

import CZlib

/// A ZIP archive.
struct ZipBytes {
  struct Member {
    var name: [UInt8]
    var content: [UInt8]
    var isPacked = true
    /// General purpose bits: 1 encrypted, 0x800 the name is UTF-8.
    var flags: UInt16 = 0
    /// What the headers say instead of the truth.
    var statedBytes: Int?
    var statedChecksum: UInt32?
    var method: UInt16?

    init(_ name: String, _ content: [UInt8], isPacked: Bool = true) {
      self.name = Array(name.utf8)
      self.content = content
      self.isPacked = isPacked
    }

    init(_ name: String, _ content: String) { self.init(name, Array(content.utf8)) }
  }

  static func make(_ members: [Member]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let packed = member.isPacked ? deflated(member.content) : member.content
      let sum =
        member.statedChecksum
        ?? member.content.withUnsafeBufferPointer {
          UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
        }
      var common: [UInt8] = []
      common.append(words: 20, member.flags, member.method ?? (member.isPacked ? 8 : 0), 0, 0)
      common.append(long: sum, UInt32(packed.count), UInt32(member.statedBytes ?? member.content.count))
      common.append(words: UInt16(member.name.count), 0)
      directory.append(long: 0x0201_4B50)
      directory.append(words: 20)
      directory += common
      directory.append(words: 0, 0, 0)
      directory.append(long: 0, UInt32(archive.count))
      directory += member.name
      archive.append(long: 0x0403_4B50)
      archive += common + member.name + packed
    }
    let start = archive.count
    archive += directory
    archive.append(long: 0x0605_4B50)
    archive.append(words: 0, 0, UInt16(members.count), UInt16(members.count))
    archive.append(long: UInt32(directory.count), UInt32(start))
    archive.append(words: 0)
    return archive
  }

  static func make(_ members: KeyValuePairs<String, String>) -> [UInt8] {
    make(members.map { Member($0.key, $0.value) })
  }

  static func deflated(_ bytes: [UInt8], isGzip: Bool = false) -> [UInt8] {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    deflateInit2_(
      stream, 9, Z_DEFLATED, isGzip ? 31 : -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(stream) }
    var input = bytes
    return [UInt8](unsafeUninitializedCapacity: bytes.count + bytes.count / 8 + 256) { output, count in
      input.withUnsafeMutableBufferPointer { input in
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let code = deflate(stream, Z_FINISH)
        precondition(code == Z_STREAM_END)
        count = output.count - Int(stream.pointee.avail_out)
      }
    }
  }
}

enum TarBytes {
  /// A ustar archive; names over 100 bytes get a header of pax, or one of GNU.
  static func make(_ members: [(name: String, content: [UInt8])], usesGNU: Bool = false) -> [UInt8] {
    var archive: [UInt8] = []
    for (name, content) in members {
      if name.utf8.count > 100 {
        if usesGNU {
          archive += member("././@LongLink", Array(name.utf8) + [0], type: "L")
        } else {
          let body = " path=\(name)\n"
          var length = body.utf8.count + 1
          while "\(length)\(body)".utf8.count != length { length = "\(length)\(body)".utf8.count }
          archive += member("pax", Array("\(length)\(body)".utf8), type: "x")
        }
      }
      archive += member(name, content, type: "0")
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  static func member(_ name: String, _ content: [UInt8], type: String, size: Int? = nil) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: some Collection<UInt8>, _ at: Int) {
      header.replaceSubrange(at..<(at + bytes.count), with: bytes)
    }
    put(name.utf8.prefix(100), 0)
    put("0000644\0".utf8, 100)
    let digits = String(size ?? content.count, radix: 8)
    put((String(repeating: "0", count: 11 - digits.count) + digits).utf8, 124)
    put("        ".utf8, 148)
    put(type.utf8, 156)
    put("ustar\u{0}00".utf8, 257)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    put((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8, 148)
    return header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }
}

extension [UInt8] {
  /// Little-endian.
  mutating func append(words: UInt16...) {
    for word in words { self += [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)] }
  }

  mutating func append(long words: UInt32...) {
    for word in words { append(words: UInt16(truncatingIfNeeded: word), UInt16(word >> 16)) }
  }
}
