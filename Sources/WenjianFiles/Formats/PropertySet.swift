// What Office before 2007 says of a document: the stream of a compound file with its summary ([MS-OLEPS]).

import Glibc

enum PropertySet {
  private static let stream = "\u{5}SummaryInformation"

  /// By the number of the property.
  private static let fields: [Int: DocumentProperty.Field] = [
    2: .title, 3: .subject, 4: .author, 5: .keywords, 6: .description, 12: .created, 13: .modified,
  ]
  private static let codePage = 1
  /// No summary has more.
  private static let propertyLimit = 64

  private enum ValueType {
    static let int16 = 2
    static let string = 30
    static let wideString = 31
    static let fileTime = 64
  }

  /// What the summary of a file says; nothing where there is none, or it is broken.
  static func properties(of container: CompoundFile) -> [DocumentProperty] {
    guard let bytes = container.stream(stream), bytes.count >= 56 else { return [] }
    let set = LenientBytes(bytes: bytes)
    guard set.word16(0) == 0xFFFE, set.word32(24) > 0 else { return [] }
    let start = set.word32(44)
    guard start < bytes.count else { return [] }
    let count = min(set.word32(start + 4), propertyLimit)
    let entries = (0..<count).map {
      (id: set.word32(start + 8 + $0 * 8), at: start + set.word32(start + 12 + $0 * 8))
    }
    var encoding = TextEncoding.windows1252
    if let entry = entries.first(where: { $0.id == codePage }), set.word32(entry.at) == ValueType.int16 {
      encoding = TextEncoding(codePage: set.word16(entry.at + 4))
    }
    return entries.compactMap { entry in
      guard let field = fields[entry.id], let value = value(set, entry.at, encoding) else { return nil }
      return DocumentProperty(field, trimming: value, .officeProperties)
    }
  }

  private static func value(_ set: LenientBytes, _ at: Int, _ encoding: TextEncoding) -> String? {
    switch set.word32(at) {
    case ValueType.string:
      let bytes = set.slice(at + 8, count: min(set.word32(at + 4), 4096))
      if encoding == .utf16LE { return wide(bytes) }
      return TextDecoder.string(Array(bytes.prefix { $0 != 0 }), in: encoding)
    case ValueType.wideString: return wide(set.slice(at + 8, count: min(set.word32(at + 4) * 2, 8192)))
    case ValueType.fileTime: return day(set.word32(at + 4), set.word32(at + 8))
    default: return nil
    }
  }

  private static func wide(_ bytes: ArraySlice<UInt8>) -> String {
    let file = LenientBytes(bytes: Array(bytes))
    let units = stride(from: 0, to: bytes.count & ~1, by: 2).map { UInt16(file.word16($0)) }
    return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
  }

  /// Tenths of microseconds since 1601, as a day and a time; nil for none.
  private static func day(_ low: Int, _ high: Int) -> String? {
    // From 1601 to 1970.
    var time = time_t((high << 32 | low) / 10_000_000 - 11_644_473_600)
    guard high > 0, time > 0 else { return nil }
    var parts = tm()
    gmtime_r(&time, &parts)
    guard parts.tm_year < 8000 else { return nil }
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
