// What lines of Markdown begin with.

/// A line of a text, and whether there is anything in it that may be markup.
struct MarkdownLine {
  let start: Int
  /// Without its end.
  let end: Int
  /// Where the next one begins.
  let next: Int
  let hasMarkup: Bool
  /// Whether it may be a row of a table.
  let hasBar: Bool

  init(_ text: [UInt8], from start: Int) {
    self.start = start
    var at = start
    var seen: UInt8 = 0
    // Every byte of a text is looked at here: unchecked, by one table.
    (at, seen) = text.withUnsafeBufferPointer { text in
      Self.classes.withUnsafeBufferPointer { classes in
        var at = start
        var seen: UInt8 = 0
        while at < text.count {
          seen |= classes[Int(text[at])]
          at &+= 1
          if seen & Self.lineEnd != 0 { break }
        }
        return (at, seen)
      }
    }
    next = at
    var end = at
    if seen & Self.lineEnd != 0 { end -= 1 }
    if end > start, end < at, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    self.end = end
    hasMarkup = seen & Self.markup != 0
    hasBar = seen & Self.bar != 0
  }

  private static let lineEnd: UInt8 = 1
  private static let markup: UInt8 = 2
  private static let bar: UInt8 = 4

  private static let classes: [UInt8] = {
    var classes = [UInt8](repeating: 0, count: 256)
    for byte in MarkdownSyntax.markup.utf8 { classes[Int(byte)] = markup }
    classes[Int(UInt8(ascii: "\n"))] = lineEnd
    classes[Int(UInt8(ascii: "|"))] = bar
    return classes
  }()
}

enum MarkdownSyntax {
  /// What markup inside a line begins with.
  static let markup = "*_`~=[]\\!<&"

  /// `#` to `######` and a blank.
  static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    let level = line.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level) else { return false }
    return line.dropFirst(level).first.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? true
  }

  /// How many signs of one kind a line has that has nothing else: a rule, or what underlines a heading. nil for others.
  static func ruleWidth(_ line: ArraySlice<UInt8>) -> Int? {
    guard let sign = line.first, "-*_=".utf8.contains(sign) else { return nil }
    var width = 0
    for byte in line {
      if byte == sign { width += 1 } else if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t") { return nil }
    }
    return width
  }

  /// The line below the head of a table: `|---|:-:|`.
  static func isTableRule(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, "|-:".utf8.contains(first) else { return false }
    return line.contains(UInt8(ascii: "|")) && line.contains(UInt8(ascii: "-"))
      && line.allSatisfy { "|-: \t".utf8.contains($0) }
  }

  /// The width of what opens a block of code; nil for other lines.
  static func fenceWidth(_ line: ArraySlice<UInt8>) -> Int? {
    guard let sign = line.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else { return nil }
    let width = line.prefix { $0 == sign }.count
    if width < 3 || sign == UInt8(ascii: "`") && line.dropFirst(width).contains(sign) { return nil }
    return width
  }

  /// The mark of a list item, without the blank behind it: `-`, `*`, `+`, `1.`, `1)`.
  static func itemMark(_ line: ArraySlice<UInt8>) -> (width: Int, number: Int?)? {
    func endsMark(_ width: Int) -> Bool {
      line.dropFirst(width).first.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? true
    }
    guard let first = line.first else { return nil }
    if "-*+".utf8.contains(first) { return endsMark(1) ? (1, nil) : nil }
    let digits = line.prefix(10).prefix(while: isDigit)
    guard (1...9).contains(digits.count), let sign = line.dropFirst(digits.count).first,
      sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")"), endsMark(digits.count + 1)
    else { return nil }
    return (digits.count + 1, Int(String(decoding: digits, as: UTF8.self)))
  }

  /// Whether what is behind `[label]:` is where a link leads, and not a sentence. An address of Han would be one too by
  /// CommonMark, but `[注]：` is often written with a colon of ASCII.
  static func isDestination(_ rest: ArraySlice<UInt8>) -> Bool {
    let rest = rest.drop(while: isSpace)
    if rest.first == UInt8(ascii: "<") { return rest.contains(UInt8(ascii: ">")) }
    let address = rest.prefix { !isSpace($0) }
    guard !address.isEmpty, address.allSatisfy({ $0 < 0x80 }),
      address.contains(where: { "/#.:@".utf8.contains($0) })
    else { return false }
    let title = rest.dropFirst(address.count).drop(while: isSpace)
    return title.first.map { "\"'(".utf8.contains($0) } ?? true
  }

  /// Behind the first place where a string is, upper and lower case being one; nil where it is not.
  static func end(of string: String, in text: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(string.utf8)
    guard let first = wanted.first, text.count >= wanted.count else { return nil }
    var at = text.startIndex
    while at <= text.endIndex - wanted.count {
      guard let next = text[at...].firstIndex(of: first), next <= text.endIndex - wanted.count else { return nil }
      let isThere = wanted.indices.allSatisfy { index in
        let byte = text[next + index]
        return byte == wanted[index] || isLetter(byte) && byte | 0x20 == wanted[index]
      }
      if isThere { return next + wanted.count }
      at = next + 1
    }
    return nil
  }
}
