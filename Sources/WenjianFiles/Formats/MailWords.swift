// Words in headers of mail: encodings of their own, and parameters.

import WenjianText

enum MailWords {
  /// The text of a header. `=?gb2312?B?…?=` is decoded; blanks between two such words are none. What is not ASCII was
  /// written against the rules, in an encoding that is guessed.
  static func decoded(_ value: [UInt8]) -> String {
    var text = ""
    var rest = value[...]
    /// Of the encoded words before: a character may be cut between two.
    var bytes: [UInt8] = []
    var charset = ""
    func flush() {
      text += string(bytes, charset)
      bytes = []
    }
    while !rest.isEmpty {
      if let word = encodedWord(rest) {
        if word.charset != charset { flush() }
        charset = word.charset
        bytes += word.bytes
        rest = rest[word.end...]
        let next = rest.drop { $0 == " " || $0 == "\t" }
        if encodedWord(next) != nil { rest = next }
        continue
      }
      flush()
      charset = ""
      let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "=")) ?? rest.endIndex
      text += string(Array(rest[..<end]), nil)
      rest = rest[end...]
    }
    flush()
    return text
  }

  private static func encodedWord(_ text: ArraySlice<UInt8>) -> (charset: String, bytes: [UInt8], end: Int)? {
    guard text.starts(with: "=?".utf8) else { return nil }
    let mark = UInt8(ascii: "?")
    guard let first = text.dropFirst(2).firstIndex(of: mark),
      let second = text[(first + 1)...].firstIndex(of: mark), second == first + 2,
      let third = text[(second + 1)...].firstIndex(of: mark), third + 1 < text.endIndex,
      text[third + 1] == UInt8(ascii: "=")
    else { return nil }
    let charset = String(
      decoding: text[(text.startIndex + 2)..<first].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
    let content = text[(second + 1)..<third]
    switch text[first + 1] | 0x20 {
    case UInt8(ascii: "b"): return (charset.lowercased(), TransferDecoding.base64(content), third + 2)
    case UInt8(ascii: "q"):
      return (charset.lowercased(), TransferDecoding.quotedPrintable(content, isWord: true), third + 2)
    default: return nil
    }
  }

  private static func string(_ bytes: [UInt8], _ charset: String?) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }), charset == nil || charset == "utf-8" {
      return String(decoding: bytes, as: UTF8.self)
    }
    let decoded = try? TextDecoder.decode(bytes, declared: charset)
    return String(decoding: decoded?.text ?? bytes, as: UTF8.self)
  }

  /// A parameter of a header: quoted or not, in encoded words, or cut and escaped by RFC 2231.
  static func parameter(_ wanted: String, _ value: [UInt8]) -> String? {
    var plain: String?
    var pieces: [(number: Int, bytes: [UInt8])] = []
    var charset: String?
    for (name, content) in parameters(value) {
      if name == wanted {
        plain = plain ?? decoded(content).trimmed
      } else if name.hasPrefix(wanted + "*") {
        let tail = name.dropFirst(wanted.count + 1)
        var content = content[...]
        let isEscaped = tail.isEmpty || tail.hasSuffix("*")
        let number = Int(tail.prefix { $0.isNumber }) ?? 0
        if isEscaped, number == 0, let first = content.firstIndex(of: UInt8(ascii: "'")),
          let second = content[(first + 1)...].firstIndex(of: UInt8(ascii: "'"))
        {
          charset = String(decoding: content[..<first], as: UTF8.self)
          content = content[(second + 1)...]
        }
        pieces.append((number, isEscaped ? unescaped(content) : Array(content)))
      }
    }
    guard !pieces.isEmpty else { return plain }
    let bytes = pieces.sorted { $0.number < $1.number }.flatMap(\.bytes)
    return string(bytes, charset).trimmed
  }

  private static func parameters(_ value: [UInt8]) -> [(name: String, content: [UInt8])] {
    var found: [(String, [UInt8])] = []
    var at = value.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
    while at < value.endIndex, found.count < 64 {
      at += 1
      guard let equals = value[min(at, value.endIndex)...].firstIndex(of: UInt8(ascii: "=")) else { break }
      let name = String(decoding: value[at..<equals], as: UTF8.self).lowercased().filter {
        !$0.isWhitespace && $0 != ";"
      }
      at = equals + 1
      while at < value.endIndex, value[at] == " " || value[at] == "\t" { at += 1 }
      var content: [UInt8] = []
      if at < value.endIndex, value[at] == UInt8(ascii: "\"") {
        at += 1
        while at < value.endIndex, value[at] != UInt8(ascii: "\"") {
          if value[at] == UInt8(ascii: "\\"), at + 1 < value.endIndex { at += 1 }
          content.append(value[at])
          at += 1
        }
        at = value[min(at, value.endIndex)...].firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
      } else {
        let end = value[at...].firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
        content = Array(value[at..<end])
        at = end
      }
      found.append((name, content))
    }
    return found
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = text.startIndex
    while at < text.endIndex {
      if text[at] == UInt8(ascii: "%"), at + 2 < text.endIndex, let high = TransferDecoding.digit(text[at + 1]),
        let low = TransferDecoding.digit(text[at + 2])
      {
        bytes.append(high << 4 | low)
        at += 3
      } else {
        bytes.append(text[at])
        at += 1
      }
    }
    return bytes
  }

  /// `Sat, 2 Jan 2016 08:00:00 +0800` as 2016-01-02; nil when it is no date.
  static func date(_ header: String) -> String? {
    let words = header.split { !$0.isLetter && !$0.isNumber }
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    for index in words.indices.dropLast() {
      guard let month = months.firstIndex(of: words[index].lowercased().prefix(3).description), index > 0,
        let day = Int(words[index - 1]), (1...31).contains(day), let year = Int(words[index + 1])
      else { continue }
      let full = year < 50 ? year + 2000 : year < 100 ? year + 1900 : year
      guard (1970...2200).contains(full) else { return nil }
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(full)-\(two(month + 1))-\(two(day))"
    }
    return nil
  }
}

extension String {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
