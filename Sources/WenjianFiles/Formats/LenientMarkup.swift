// Reads on in XML that is not well-formed, as browsers do in HTML: where libxml2 stops, most of a document may be left.

import WenjianText

/// How far a document was handed over.
struct MarkupPosition {
  /// Starts and ends of elements.
  var tags = 0
  /// Bytes of text behind the last of them.
  var textBytes = 0

  mutating func note(_ event: MarkupEvent) {
    switch event {
    case .start, .end:
      tags += 1
      textBytes = 0
    case .text(let text): textBytes += text.count
    }
  }
}

/// The attributes of a tag of XML, as they are written.
struct LenientTag {
  let source: UnsafeBufferPointer<UInt8>
  /// Behind the name, up to the `>`.
  let range: Range<Int>

  /// The value of an attribute by its name without prefix.
  func attribute(_ wanted: String) -> String? {
    var at = range.lowerBound
    while at < range.upperBound {
      while at < range.upperBound, !LenientMarkup.isNameByte(source[at]) { at += 1 }
      let start = at
      while at < range.upperBound, LenientMarkup.isNameByte(source[at]) { at += 1 }
      let name = LenientMarkup.localName(source, start..<at)
      while at < range.upperBound, HTMLTokenizer.isSpace(source[at]) { at += 1 }
      guard at < range.upperBound, source[at] == UInt8(ascii: "=") else { continue }
      at += 1
      while at < range.upperBound, HTMLTokenizer.isSpace(source[at]) { at += 1 }
      guard at < range.upperBound else { break }
      let quote = source[at]
      let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      if isQuoted { at += 1 }
      let valueStart = at
      while at < range.upperBound, isQuoted ? source[at] != quote : !HTMLTokenizer.isSpace(source[at]) { at += 1 }
      if name == wanted {
        var value: [UInt8] = []
        LenientMarkup.resolve(source, valueStart..<at, [:], to: &value)
        return String(decoding: value, as: UTF8.self)
      }
      at += 1
    }
    return nil
  }
}

/// A parser that takes what it can: a bare `&` or `<` is itself, an end tag without its start is left out, elements that
/// were not ended end with what is around them.
struct LenientMarkup {
  private let source: UnsafeBufferPointer<UInt8>
  private let already: MarkupPosition
  private var position = MarkupPosition()
  private var open: [String] = []
  private var entities: [String: [UInt8]] = [:]
  private var pending: [UInt8] = []
  private var at = 0

  /// - Parameter already: what was handed over before; it is not given again.
  init(_ source: UnsafeBufferPointer<UInt8>, from already: MarkupPosition) {
    self.source = source
    self.already = already
  }

  /// - Returns: whether elements are nested deeper than `MarkupPull.depthLimit`: then it ended there.
  mutating func read(
    _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) -> Bool {
    while at < source.count {
      guard source[at] == UInt8(ascii: "<") else {
        readText()
        continue
      }
      if starts("<!--") {
        skip(behind: "-->")
      } else if starts("<![CDATA[") {
        at += 9
        let start = at
        while at < source.count, !starts("]]>") { at += 1 }
        take(start..<at, isRaw: true)
        // It may lack its end.
        at = min(at + 3, source.count)
      } else if starts("<?") {
        skip(behind: "?>")
      } else if starts("<!") {
        readDeclaration()
      } else if starts("</"), at + 2 < source.count, Self.isNameByte(source[at + 2]) {
        try giveText(handle)
        try readEndTag(handle)
      } else if at + 1 < source.count, Self.startsName(source[at + 1]) {
        try giveText(handle)
        if try !readStartTag(handle) { return true }
      } else {
        take(at..<(at + 1), isRaw: true)
        at += 1
      }
    }
    try giveText(handle)
    while !open.isEmpty { try end(handle) }
    return false
  }

  private mutating func readText() {
    let start = at
    while at < source.count, source[at] != UInt8(ascii: "<") { at += 1 }
    take(start..<at, isRaw: false)
  }

  private mutating func take(_ range: Range<Int>, isRaw: Bool) {
    // Before and behind the root there is none.
    guard !open.isEmpty else { return }
    if isRaw {
      for index in range { Self.append(source[index], to: &pending) }
    } else {
      Self.resolve(source, range, entities, to: &pending)
    }
  }

  private mutating func giveText(_ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void)
    throws(ReadFailure)
  {
    defer { pending.removeAll(keepingCapacity: true) }
    guard !pending.isEmpty, position.tags >= already.tags else { return }
    let isKnown = position.tags == already.tags
    var skipped = isKnown ? min(max(already.textBytes - position.textBytes, 0), pending.count) : 0
    // What was handed over may have been counted otherwise, and a character is not cut.
    while skipped < pending.count, pending[skipped] & 0xC0 == 0x80 { skipped += 1 }
    position.textBytes += pending.count
    guard skipped < pending.count else { return }
    let depth = open.count
    try pending.withUnsafeBufferPointer { buffer throws(ReadFailure) in
      try handle(
        .text(UnsafeBufferPointer(rebasing: buffer[skipped...])), MarkupElement(at: .none, depth: depth))
    }
  }

  /// - Returns: false where elements are nested too deep.
  private mutating func readStartTag(
    _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) -> Bool {
    let nameStart = at + 1
    at = nameStart
    while at < source.count, Self.isNameByte(source[at]) { at += 1 }
    let name = Self.localName(source, nameStart..<at)
    let start = at
    skipAttributes()
    var stop = max(start, at - 1)
    let isEmpty = stop > start && source[stop - 1] == UInt8(ascii: "/")
    if isEmpty { stop -= 1 }
    if open.count >= MarkupPull.depthLimit { return false }
    let tag = MarkupElement(at: .tag(LenientTag(source: source, range: start..<stop)), depth: open.count)
    open.append(name)
    if note() { try handle(.start(name), tag) }
    if isEmpty { try end(handle) }
    return true
  }

  /// Over the attributes and the `>`. A quote that a tag ends and another begins in was not closed: it hides nothing.
  private mutating func skipAttributes() {
    while at < source.count {
      let byte = source[at]
      at += 1
      switch byte {
      case UInt8(ascii: ">"): return
      case UInt8(ascii: "<"):
        at -= 1
        return
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let close = source[at...].prefix(Self.valueLimit).firstIndex(of: byte) else { continue }
        let end = source[at..<close].firstIndex(of: UInt8(ascii: ">"))
        if let end, source[end..<close].contains(UInt8(ascii: "<")) { continue }
        at = close + 1
      default: break
      }
    }
  }

  /// Bytes of the longest attribute value.
  private static let valueLimit = 1 << 16

  private mutating func readEndTag(
    _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let nameStart = at + 2
    at = nameStart
    while at < source.count, Self.isNameByte(source[at]) { at += 1 }
    let name = Self.localName(source, nameStart..<at)
    while at < source.count, source[at] != UInt8(ascii: ">"), source[at] != UInt8(ascii: "<") { at += 1 }
    if at < source.count, source[at] == UInt8(ascii: ">") { at += 1 }
    guard let index = open.lastIndex(of: name) else { return }
    while open.count > index { try end(handle) }
  }

  private mutating func end(
    _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    guard let name = open.popLast() else { return }
    if note() { try handle(.end(name), MarkupElement(at: .none, depth: open.count)) }
  }

  /// Counts a tag.
  /// - Returns: whether it is new.
  private mutating func note() -> Bool {
    position.tags += 1
    position.textBytes = 0
    return position.tags > already.tags
  }

  // MARK: Declarations

  /// `<!DOCTYPE …>` with the entities that it defines.
  private mutating func readDeclaration() {
    let start = at
    var depth = 0
    var quote: UInt8?
    while at < source.count {
      let byte = source[at]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "<") {
        depth += 1
      } else if byte == UInt8(ascii: ">") {
        depth -= 1
        if depth == 0 {
          at += 1
          break
        }
      }
      at += 1
    }
    readEntities(String(decoding: UnsafeBufferPointer(rebasing: source[start..<at].prefix(1 << 16)), as: UTF8.self))
  }

  private mutating func readEntities(_ declaration: String) {
    for part in declaration.split(separator: "<!ENTITY").dropFirst() where entities.count < 256 {
      let words = part.drop { $0.isWhitespace }
      let name = words.prefix { !$0.isWhitespace }
      let rest = words.dropFirst(name.count).drop { $0.isWhitespace }
      guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
      let value = rest.dropFirst().prefix { $0 != quote }
      // What is short and plain; the rest of what bombs are made of stays a name.
      guard value.utf8.count <= 1024, !value.contains("&"), !value.contains("<") else { continue }
      entities[String(name)] = Array(value.utf8)
    }
  }

  // MARK: Bytes

  private func starts(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard at + count <= source.count else { return false }
    for index in 0..<count where source[at + index] != text.utf8Start[index] { return false }
    return true
  }

  /// Behind the next such mark, or to the end.
  private mutating func skip(behind mark: StaticString) {
    while at < source.count, !starts(mark) { at += 1 }
    at = min(at + mark.utf8CodeUnitCount, source.count)
  }

  /// Text with its references resolved; an ampersand that begins none is itself.
  static func resolve(
    _ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ entities: [String: [UInt8]], to text: inout [UInt8]
  ) {
    var at = range.lowerBound
    while at < range.upperBound {
      guard source[at] == UInt8(ascii: "&") else {
        append(source[at], to: &text)
        at += 1
        continue
      }
      if let (scalar, end) = HTMLEntities.read(source, at: at, before: range.upperBound) {
        if scalar > 0x1F || scalar == 9 || scalar == 10 { UTF8Writer.append(scalar, to: &text) }
        at = end
        continue
      }
      if !entities.isEmpty, let close = source[at..<range.upperBound].prefix(64).firstIndex(of: UInt8(ascii: ";")),
        let value = entities[
          String(decoding: UnsafeBufferPointer(rebasing: source[(at + 1)..<close]), as: UTF8.self)]
      {
        text += value
        at = close + 1
        continue
      }
      text.append(source[at])
      at += 1
    }
  }

  /// Line ends are `\n`, control codes are none of XML's.
  private static func append(_ byte: UInt8, to text: inout [UInt8]) {
    if byte >= 0x20 || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") { text.append(byte) }
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    HTMLTokenizer.isLetter(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    startsName(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  static func localName(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    let start = source[range].lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? range.lowerBound
    return String(decoding: UnsafeBufferPointer(rebasing: source[start..<range.upperBound]), as: UTF8.self)
  }
}
