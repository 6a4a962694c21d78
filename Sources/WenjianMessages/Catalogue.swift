// Formats of messages in other languages, by their English ones.

/// Messages in Chinese.
///
/// A message that it lacks is said in English: a test finds those. Nothing of it is made before the first message in
/// another language than English is asked for.
package struct Catalogue: Sendable {
  package struct Entry: Sendable {
    package let english: String
    package let simplified: String
    package let traditional: String
    /// The places whose values are messages themselves, given as English text.
    package let nested: [Int]
    /// Whether it is only a part of another message.
    package let isPart: Bool

    package init(
      _ english: String, _ simplified: String, _ traditional: String, nested: [Int] = [], isPart: Bool = false
    ) {
      self.english = english
      self.simplified = simplified
      self.traditional = traditional
      self.nested = nested
      self.isPart = isPart
    }

    package func format(in language: Language) -> String {
      switch language {
      case .english: english
      case .simplifiedChinese: simplified
      case .traditionalChinese: traditional
      }
    }
  }

  /// Entries of one kind, which are made when the first of them is looked up.
  package struct Area: Sendable {
    package let name: String
    /// Whether its messages come as English text too, and are known by their formats.
    package let isMatched: Bool
    private let made: @Sendable () -> [Entry]

    package init(_ name: String, isMatched: Bool = false, _ entries: @escaping @Sendable () -> [Entry]) {
      self.name = name
      self.isMatched = isMatched
      made = entries
    }

    package var entries: [Entry] { made() }
  }

  package let areas: [Area]

  package init(_ areas: [Area]) { self.areas = areas }
}

extension Catalogue {
  /// A format in a language, or the English one when the catalogue lacks it.
  ///
  /// A text of several paragraphs is looked up by paragraph, and a list, with a heading in capitals, by line: a command
  /// in it is the same in every language, and what is said of it, behind at least three spaces, is a message.
  package func format(for english: String, in language: Language) -> String {
    if let entry = entry(of: english) { return entry.format(in: language) }
    guard english.contains("\n") else { return english }
    return TextBlock.blocks(of: english).map { block in
      switch block {
      case .verbatim(let text): text
      case .message(let text): entry(of: text)?.format(in: language) ?? text
      }
    }.joined()
  }

  private func entry(of english: String) -> Entry? {
    for area in areas {
      if let entry = area.entries.first(where: { $0.english == english }) { return entry }
    }
    return nil
  }

  /// An English text that a module made itself, in a language.
  ///
  /// It is the entry of a matched area that the text is, or else the one whose format it has; of several the one with
  /// the longest text outside of its places. Several sentences may be an entry each.
  ///
  /// - Returns: the text itself when no entry fits.
  /// - Complexity: O(entries * bytes of the text).
  package func translation(of text: String, in language: Language) -> String {
    translation(of: text, in: language, isPart: false)
  }

  private func translation(of text: String, in language: Language, isPart: Bool) -> String {
    if language == .english || text.isEmpty { return text }
    let entries = areas.lazy.filter(\.isMatched).flatMap(\.entries)
    if let entry = entries.first(where: { $0.english == text }) { return entry.format(in: language) }
    var best: (entry: Entry, values: [String], length: Int)?
    for entry in entries where isPart || !entry.isPart {
      let pieces = FormatPiece.pieces(of: entry.english)
      let length = pieces.reduce(0) { if case .literal(let text) = $1 { $0 + text.utf8.count } else { $0 } }
      guard length > best?.length ?? 0, let values = Self.values(of: text, pieces) else { continue }
      best = (entry, values, length)
    }
    guard let best else { return sentences(of: text, in: language) ?? text }
    var values = best.values
    for place in best.entry.nested where place <= values.count {
      values[place - 1] = translation(of: values[place - 1], in: language, isPart: true)
    }
    return formatted(best.entry.format(in: language), values)
  }

  /// A text of several sentences, when each of them is an entry.
  private func sentences(of text: String, in language: Language) -> String? {
    var at = text.startIndex
    while let stop = text[at...].firstIndex(of: ".") {
      at = text.index(after: stop)
      guard at < text.endIndex, text[at] == " " else { continue }
      let (first, rest) = (String(text[..<at]), String(text[at...].dropFirst()))
      let translated = (translation(of: first, in: language), translation(of: rest, in: language))
      if translated.0 != first, translated.1 != rest { return translated.0 + translated.1 }
    }
    return nil
  }

  /// What a text has in the places of a format, the first ones as short as possible.
  ///
  /// - Returns: nil for a text of another format, and for a format without a place.
  private static func values(of text: String, _ pieces: [FormatPiece]) -> [String]? {
    var values: [Int: String] = [:]
    var rest = text[...]
    var openPlace: Int?
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .place(let number):
        if openPlace != nil { return nil }
        openPlace = number
      case .literal(let literal):
        guard let place = openPlace else {
          guard rest.hasPrefix(literal) else { return nil }
          rest = rest.dropFirst(literal.count)
          continue
        }
        let isLast = index == pieces.count - 1
        let found = isLast ? end(of: rest, before: literal) : start(of: literal, in: rest)
        guard let found else { return nil }
        values[place] = String(rest[..<found])
        rest = rest[rest.index(found, offsetBy: literal.count)...]
        openPlace = nil
      }
    }
    if let place = openPlace { values[place] = String(rest) } else if !rest.isEmpty { return nil }
    guard !values.isEmpty, let last = values.keys.max() else { return nil }
    return (1...last).map { values[$0] ?? "" }
  }

  /// Where what is before the last literal of a format ends; nil when the text has another sentence behind that literal.
  private static func end(of text: Substring, before literal: Substring) -> String.Index? {
    guard text.hasSuffix(literal) else { return nil }
    let end = text.index(text.endIndex, offsetBy: -literal.count)
    return start(of: literal + " ", in: text[..<end]) == nil ? end : nil
  }

  private static func start(of literal: Substring, in text: Substring) -> String.Index? {
    guard let first = literal.first else { return text.startIndex }
    var at = text.startIndex
    while let next = text[at...].firstIndex(of: first) {
      if text[next...].hasPrefix(literal) { return next }
      at = text.index(after: next)
    }
    return nil
  }
}

/// A part of a text of several paragraphs: what has to be looked up, and what is the same in every language.
package enum TextBlock: Equatable {
  case message(String)
  case verbatim(String)

  /// The parts, which make up the text when they are joined.
  package static func blocks(of text: String) -> [TextBlock] {
    var blocks: [TextBlock] = []
    var rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = rest.first {
      if first.isEmpty {
        // The line end of the line before, and of an empty one.
        blocks.append(.verbatim(rest.count > 1 ? "\n" : ""))
        rest = rest.dropFirst()
        continue
      }
      let paragraph = rest.prefix { !$0.isEmpty }
      rest = rest.dropFirst(paragraph.count)
      if isHeading(first) || first.hasPrefix(" ") {
        for line in paragraph.dropLast() {
          append(line, to: &blocks)
          blocks.append(.verbatim("\n"))
        }
        if let line = paragraph.last { append(line, to: &blocks) }
      } else {
        let text = paragraph.joined(separator: "\n")
        blocks.append(isPlace(text[...]) ? .verbatim(text) : .message(text))
      }
      if !rest.isEmpty { blocks.append(.verbatim("\n")) }
    }
    return blocks.filter { $0 != .verbatim("") }
  }

  /// Of a list: it begins with a word in capitals, and ends with a colon.
  private static func isHeading(_ line: Substring) -> Bool {
    let word = line.prefix { $0 >= "A" && $0 <= "Z" }
    return word.count > 1 && line.hasSuffix(":") && !(line.dropFirst(word.count).first?.isLetter ?? false)
  }

  /// Whether it is the place of an argument and nothing else.
  private static func isPlace(_ text: Substring) -> Bool {
    text.isEmpty || text.count == 2 && text.first == "%" && text.last?.isNumber == true
  }

  private static func append(_ line: Substring, to blocks: inout [TextBlock]) {
    guard line.hasPrefix(" ") else {
      return blocks.append(isPlace(line) ? .verbatim(String(line)) : .message(String(line)))
    }
    let start = line.firstIndex { $0 != " " } ?? line.endIndex
    // What is said of a command comes behind three spaces at least.
    var gap: Range<Substring.Index>?
    var at = start
    while let blank = line[at...].firstIndex(of: " ") {
      let end = line[blank...].firstIndex { $0 != " " } ?? line.endIndex
      if line.distance(from: blank, to: end) > 2, end < line.endIndex { gap = blank..<end }
      at = end
    }
    guard let gap else { return blocks.append(.verbatim(String(line))) }
    blocks.append(.verbatim(String(line[..<gap.upperBound])))
    blocks.append(.message(String(line[gap.upperBound...])))
  }
}
