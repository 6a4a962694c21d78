// The notation of the small texts that are kept in an index: lines of fields parted by tabs. Tabs, line ends and
// backslashes in fields are written as \t, \n, \r and \\.

package enum TabbedLines {
  package static func append(_ fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      append(field: field, to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func append(field: String, to bytes: inout [UInt8]) {
    let utf8 = field.utf8.span
    if utf8.indices.allSatisfy({ utf8[$0] > UInt8(ascii: "\r") && utf8[$0] != UInt8(ascii: "\\") }) {
      bytes.append(contentsOf: field.utf8)
      return
    }
    for byte in field.utf8 {
      switch byte {
      case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      default: bytes.append(byte)
      }
    }
  }

  /// Reads the fields of a line one after the other, without making strings of those that are none.
  package struct Fields {
    private var rest: ArraySlice<UInt8>
    private var isAtEnd = false

    /// - Parameter line: without its end.
    package init(_ line: ArraySlice<UInt8>) { rest = line }

    /// - Returns: nil behind the last field.
    package mutating func bytes() -> ArraySlice<UInt8>? {
      if isAtEnd { return nil }
      guard let tab = rest.firstIndex(of: UInt8(ascii: "\t")) else {
        isAtEnd = true
        return rest
      }
      let field = rest[..<tab]
      rest = rest[(tab + 1)...]
      return field
    }

    package mutating func string() -> String? { bytes().map(TabbedLines.unescaped) }

    /// - Returns: nil when the next field is no number, or none that fits.
    package mutating func integer() -> Int? {
      guard let digits = bytes() else { return nil }
      guard digits.first == UInt8(ascii: "-") else {
        return Self.number(digits, radix: 10).flatMap(Int.init(exactly:))
      }
      return Self.number(digits.dropFirst(), radix: 10).flatMap(Int.init(exactly:)).map { -$0 }
    }

    package mutating func unsigned(radix: UInt64 = 10) -> UInt64? {
      bytes().flatMap { Self.number($0, radix: radix) }
    }

    private static func number(_ digits: ArraySlice<UInt8>, radix: UInt64) -> UInt64? {
      if digits.isEmpty { return nil }
      var value: UInt64 = 0
      for byte in digits {
        let digit: UInt64
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(byte - UInt8(ascii: "a")) + 10
        default: return nil
        }
        let (product, isTooLarge) = value.multipliedReportingOverflow(by: radix)
        let (sum, overflows) = product.addingReportingOverflow(digit)
        if digit >= radix || isTooLarge || overflows { return nil }
        value = sum
      }
      return value
    }
  }

  /// The fields of a line, without the line's end.
  package static func fields(of line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(unescaped)
  }

  private static func unescaped(_ field: ArraySlice<UInt8>) -> String {
    guard field.contains(UInt8(ascii: "\\")) else { return String(decoding: field, as: UTF8.self) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in field {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      switch (isEscaped, byte) {
      case (true, UInt8(ascii: "t")): bytes.append(UInt8(ascii: "\t"))
      case (true, UInt8(ascii: "n")): bytes.append(UInt8(ascii: "\n"))
      case (true, UInt8(ascii: "r")): bytes.append(UInt8(ascii: "\r"))
      default: bytes.append(byte)
      }
      isEscaped = false
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
