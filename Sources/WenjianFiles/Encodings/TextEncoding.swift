// The encodings of text, by the names ICU and the pages of the web give them.

/// An encoding of text.
package struct TextEncoding: Hashable, Sendable, CustomStringConvertible {
  /// ICU's name for its decoder.
  package let name: String

  package init(icuName: String) { name = icuName }

  package static let utf8 = TextEncoding(icuName: "UTF-8")
  package static let utf16LE = TextEncoding(icuName: "UTF-16LE")
  package static let utf16BE = TextEncoding(icuName: "UTF-16BE")
  package static let utf32LE = TextEncoding(icuName: "UTF-32LE")
  package static let utf32BE = TextEncoding(icuName: "UTF-32BE")
  /// Holds GBK and GB 2312.
  package static let gb18030 = TextEncoding(icuName: "GB18030")
  /// Holds Big5 and, in the places that texts use, code page 950.
  package static let big5 = TextEncoding(icuName: "Big5-HKSCS")
  package static let windows1252 = TextEncoding(icuName: "windows-1252")

  package var description: String { name }

  /// Bytes of one unit: a text is cut between units only.
  var unitBytes: Int {
    switch self {
    case .utf16LE, .utf16BE: 2
    case .utf32LE, .utf32BE: 4
    default: 1
    }
  }

  /// The encoding a document declares. The names of subsets mean the set: what calls itself gb2312 is GBK more often
  /// than not, and HKSCS holds what Big5 leaves out.
  package init?(declared name: String) {
    let name = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    switch name {
    case "": return nil
    case "utf8", "usascii", "ascii": self = .utf8
    // A declaration in ASCII bytes cannot be in UTF-16: the file was converted and the line forgotten.
    case _ where name.hasPrefix("utf16") || name.hasPrefix("ucs") || name.hasPrefix("utf32"): return nil
    case "gb2312", "gbk", "gb18030", "cp936", "ms936", "windows936", "xgbk", "euccn", "gb231280",
      "csgb2312":
      self = .gb18030
    case "big5", "big5hkscs", "cp950", "windows950", "cnbig5", "xxbig5", "csbig5": self = .big5
    case "iso88591", "latin1", "windows1252", "cp1252": self = .windows1252
    default: self.name = String(name.prefix(40)).filter { $0.isASCII }
    }
    if self.name.isEmpty { return nil }
  }

  /// The byte order mark a text begins with, and its length.
  static func mark(of bytes: UnsafeRawBufferPointer) -> (encoding: TextEncoding, length: Int)? {
    let marks: [(TextEncoding, [UInt8])] = [
      (.utf32LE, [0xFF, 0xFE, 0, 0]), (.utf32BE, [0, 0, 0xFE, 0xFF]), (.utf8, [0xEF, 0xBB, 0xBF]),
      (.utf16LE, [0xFF, 0xFE]), (.utf16BE, [0xFE, 0xFF]), (.gb18030, [0x84, 0x31, 0x95, 0x33]),
    ]
    for (encoding, mark) in marks where bytes.starts(with: mark) {
      // FF FE 00 00 may be UTF-16 that begins with a zero; only what is not whole in UTF-32 is.
      if encoding.unitBytes == 4, bytes.count % 4 != 0 { continue }
      return (encoding, mark.count)
    }
    return nil
  }
}
