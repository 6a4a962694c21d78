// What the argument parser says, in the user's language: it makes its texts itself, in English.

import WenjianMessages
import WenjianText

/// The texts of the argument parser in a language, in which what commands say of themselves is already said.
struct HelpText {
  let language: Language

  /// An error and the usage below it.
  func error(_ text: String) -> String { lines(of: text).map(translated).joined(separator: "\n") }

  /// A page of help.
  /// - Parameters:
  ///   - text: made for more columns than any of its lines has.
  ///   - columnCount: at least 60.
  func page(_ text: String, columnCount: Int) -> String {
    lines(of: text).flatMap { wrapped(translated($0), columnCount: columnCount) }.joined(separator: "\n")
  }

  private func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func catalogued(_ text: String) -> String {
    language == .english ? text : Catalogue.argumentParser.translation(of: text, in: language)
  }

  /// A line: what is right of an option or alone in it, and the default behind that.
  private func translated(_ line: String) -> String {
    var text = line[...]
    let prefix = String(line[..<textStart(of: line)])
    text = line[textStart(of: line)...]
    var defaults = ""
    for opening in ["(default: ", "(values: "] {
      guard text.last == ")", let start = lastStart(of: opening, in: text) else { continue }
      // The values of an option come before its default.
      defaults = catalogued(String(text[start...]))
      text = text[..<start]
      while text.last == " " { text.removeLast() }
      break
    }
    let own = "wenjian: "
    let said = text.hasPrefix(own) ? own + catalogued(String(text.dropFirst(own.count))) : catalogued(String(text))
    // Chinese has its own brackets, with their own blank.
    return prefix + said + (language == .english && !said.isEmpty && !defaults.isEmpty ? " " : "") + defaults
  }

  /// Where the text of a line begins: behind its indent and, in a list, behind the option or command.
  private func textStart(of line: String) -> String.Index {
    guard line.first == " ", let label = line.firstIndex(where: { $0 != " " }) else { return line.startIndex }
    var at = label
    while let blank = line[at...].firstIndex(of: " ") {
      let end = line[blank...].firstIndex { $0 != " " } ?? line.endIndex
      if line.distance(from: blank, to: end) > 1 { return end }
      at = end
    }
    return label
  }

  private func lastStart(of opening: String, in text: Substring) -> String.Index? {
    var found: String.Index?
    var at = text.startIndex
    while let next = text[at...].firstIndex(of: "(") {
      if text[next...].hasPrefix(opening), text.hasPrefix(opening) || text[..<next].last == " " { found = next }
      at = text.index(after: next)
    }
    return found
  }

  /// The lines of a line that is too long, each below the beginning of its text.
  private func wrapped(_ line: String, columnCount: Int) -> [String] {
    guard displayWidth(of: line) > columnCount else { return [line] }
    var start = textStart(of: line)
    // A line of examples beside each other is no option with its help.
    if zip(line[start...], line[start...].dropFirst()).contains(where: { $0 == " " && $1 == " " }) {
      start = line.firstIndex { $0 != " " } ?? line.startIndex
    }
    if let usage = usageStart(of: line) { start = usage }
    let indent = displayWidth(of: String(line[..<start]))
    guard indent <= columnCount / 2 else { return [line] }
    let text = String(line[start...])
    let bytes = Array(text.utf8)
    return wrappedLines(of: text, columnCount: columnCount - indent).enumerated().map { number, range in
      (number == 0 ? String(line[..<start]) : String(repeating: " ", count: indent))
        + String(decoding: bytes[range], as: UTF8.self)
    }
  }

  private func usageStart(of line: String) -> String.Index? {
    let words = catalogued("USAGE: ")
    return line.hasPrefix(words) ? line.index(line.startIndex, offsetBy: words.count) : nil
  }
}
