// Messages of mail and of web archives: headers and parts (RFC 5322, RFC 2045 to 2047, RFC 2231).

import WenjianText

/// A message or a part of one.
struct MailMessage {
  /// In their order, unfolded.
  private(set) var headers: [(name: String, value: [UInt8])] = []
  /// The parts of a multipart; empty for any other.
  private(set) var parts: [MailMessage] = []
  /// As it is carried.
  private let body: ArraySlice<UInt8>

  private static let depthLimit = 16
  private static let partLimit = 2_000

  init(_ bytes: [UInt8]) {
    var left = Self.partLimit
    self.init(bytes[...], depth: 0, &left)
  }

  private init(_ bytes: ArraySlice<UInt8>, depth: Int, _ left: inout Int) {
    var rest = bytes
    while let line = Self.nextLine(&rest), !line.isEmpty {
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
        if !headers.isEmpty {
          headers[headers.count - 1].value += [UInt8(ascii: " ")] + line.drop { $0 == " " || $0 == "\t" }
        }
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        headers.append((name, Array(line[(colon + 1)...].drop { $0 == " " || $0 == "\t" })))
      }
    }
    body = rest
    guard mediaType.hasPrefix("multipart/"), depth < Self.depthLimit,
      let boundary = parameter("boundary", of: "content-type")
    else { return }
    for part in Self.split(rest, boundary) where left > 0 {
      left -= 1
      parts.append(MailMessage(part, depth: depth + 1, &left))
    }
  }

  private static func nextLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
    var line = rest[rest.startIndex..<end]
    rest = rest[min(end + 1, rest.endIndex)...]
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    return line
  }

  /// The stretches between lines that begin with the boundary. The last one may lack its end: it was cut off.
  private static func split(_ body: ArraySlice<UInt8>, _ boundary: String) -> [ArraySlice<UInt8>] {
    let mark = Array("--\(boundary)".utf8)
    var found: [ArraySlice<UInt8>] = []
    var rest = body
    var start: Int?
    while true {
      let lineStart = rest.startIndex
      guard let line = nextLine(&rest) else { break }
      guard line.starts(with: mark) else { continue }
      let tail = line.dropFirst(mark.count)
      let isEnd = tail.starts(with: "--".utf8)
      guard isEnd || tail.allSatisfy({ $0 == " " || $0 == "\t" }) else { continue }
      if let start { found.append(body[start..<lineStart]) }
      start = isEnd ? nil : rest.startIndex
      if isEnd { break }
    }
    if let start { found.append(body[start...]) }
    return found
  }

  // MARK: Headers

  /// `text/html`, in lower case; `text/plain` when nothing is said.
  var mediaType: String {
    guard let value = header("content-type") else { return "text/plain" }
    let type = String(decoding: value.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
    return type.lowercased().filter { !$0.isWhitespace }
  }

  var isAttachment: Bool {
    header("content-disposition").map { String(decoding: $0, as: UTF8.self).lowercased().hasPrefix("attachment") }
      ?? false
  }

  private func header(_ name: String) -> [UInt8]? { headers.first { $0.name == name }?.value }

  /// A header for people, its encoded words decoded.
  func text(of name: String) -> String? {
    guard let value = header(name) else { return nil }
    let text = MailWords.decoded(value).split { $0.isWhitespace }.joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// A parameter of a header, such as the `charset` of `content-type`.
  func parameter(_ wanted: String, of name: String) -> String? {
    header(name).flatMap { MailWords.parameter(wanted, $0) }
  }

  /// The name of the file that a part is.
  var fileName: String? {
    parameter("filename", of: "content-disposition") ?? parameter("name", of: "content-type")
  }

  var charset: String? { parameter("charset", of: "content-type") }

  // MARK: Content

  /// The bytes that are carried.
  /// - Complexity: linear.
  func content() -> [UInt8] {
    let coding = header("content-transfer-encoding").map { String(decoding: $0, as: UTF8.self) } ?? ""
    switch coding.lowercased().filter({ !$0.isWhitespace }) {
    case "base64": return TransferDecoding.base64(body)
    case "quoted-printable": return TransferDecoding.quotedPrintable(body)
    default: return Array(body)
    }
  }

  /// This part, or all that are in it, as far as they are no multiparts.
  var leaves: [MailMessage] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }
}

/// How mail carries bytes that are no ASCII.
enum TransferDecoding {
  private static let base64Values: [UInt8?] = {
    var values = [UInt8?](repeating: nil, count: 256)
    for (value, digit) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
      values[Int(digit)] = UInt8(value)
    }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()

  /// What is no digit is passed over.
  static func base64(_ text: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.underestimatedCount / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for digit in text {
      if digit == UInt8(ascii: "=") {
        // Text that was encoded in pieces goes on behind it.
        count = 0
        continue
      }
      guard let value = base64Values[Int(digit)] else { continue }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  /// - Parameter isWord: of a header, where `_` is a blank.
  static func quotedPrintable(_ text: ArraySlice<UInt8>, isWord: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      at += 1
      guard byte == UInt8(ascii: "=") else {
        bytes.append(isWord && byte == UInt8(ascii: "_") ? 0x20 : byte)
        continue
      }
      if at + 1 < text.endIndex, let high = digit(text[at]), let low = digit(text[at + 1]) {
        bytes.append(high << 4 | low)
        at += 2
        continue
      }
      // A soft line end, with blanks that a server has added.
      var end = at
      while end < text.endIndex, text[end] == " " || text[end] == "\t" || text[end] == "\r" { end += 1 }
      if end == text.endIndex || text[end] == UInt8(ascii: "\n") {
        at = min(end + 1, text.endIndex)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
