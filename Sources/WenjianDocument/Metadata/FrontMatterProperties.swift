import WenjianText

/// The lines between two `---` at the head of a Markdown file: `name: value`, one a line.
struct FrontMatterProperties {
  var properties: [MetadataProperty] = []
  /// Where the text behind it starts, in bytes.
  var end = 0

  /// - Returns: nil when the text does not begin with one or it does not end within 64 lines.
  static func read(_ source: TextBytes) -> FrontMatterProperties? {
    guard source.count > 4, source[0] == "-", source[1] == "-", source[2] == "-" else { return nil }
    var matter = FrontMatterProperties()
    var start = 0
    for number in 0..<64 {
      var end = start
      while end < source.count, source[end] != "\n" { end += 1 }
      var line = source.string(start..<min(end, start + 2048))
      if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
      if number == 0 {
        guard line == "---" else { return nil }
      } else if line == "---" {
        matter.end = min(end + 1, source.count)
        return matter
      } else if let colon = line.unicodeScalars.firstIndex(of: ":"), !line.hasPrefix(" ") {
        let name = String(line.unicodeScalars[..<colon])
        let value = bare(line.unicodeScalars[line.unicodeScalars.index(after: colon)...])
        if !value.isEmpty { matter.properties.append(MetadataProperty(name: name, value: value)) }
      }
      guard end < source.count else { return nil }
      start = end + 1
    }
    return nil
  }

  /// Without the blanks and quotes around it.
  private static func bare(_ value: Substring.UnicodeScalarView) -> String {
    var value = value.drop { $0 == " " }
    while let last = value.last, last == " " { value.removeLast() }
    if let first = value.first, first == "\"" || first == "'", value.last == first, value.count > 1 {
      value = value.dropFirst().dropLast()
    }
    return String(value)
  }
}
