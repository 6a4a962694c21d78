// A concordance as people read it: the matches below each other.

import Wenjian
import WenjianConcordance
import WenjianMessages
import WenjianText

/// Lines of three columns, and one that names the document where lines are not below its name. Columns are those of the
/// terminal: a Chinese character takes two, a combining mark none.
struct ConcordanceListing {
  private let concordance: Concordance
  private let seed: UInt64?
  private let terminal: Terminal
  private let layout: Layout

  /// Columns of a line.
  private struct Layout {
    /// Of the name of the document, with the blanks behind it.
    var name: Int
    var left: Int
    /// Of the match and what is behind it; nil for as many as there are.
    var rest: Int?
    /// The most characters of a context.
    var characters: Int
  }

  private static let gap = "  "

  init(_ concordance: Concordance, seed: UInt64?, width: Int, _ terminal: Terminal) {
    self.concordance = concordance
    self.seed = seed
    self.terminal = terminal
    let gap = displayWidth(of: Self.gap)
    let total = terminal.columnCount
    let name = concordance.options.groupsByDocument ? 0 : min(max((total ?? 120) / 5, 8), 36)
    if let total {
      // The match begins a little left of the middle, because it is part of what is there.
      let lineColumns = max(total - (name > 0 ? name + gap : 0), 24)
      let left = min((lineColumns - gap) * 9 / 20, 2 * width)
      layout = Layout(name: name, left: left, rest: max(lineColumns - left - gap, 8), characters: width)
    } else {
      layout = Layout(name: name, left: 2 * width, rest: nil, characters: width)
    }
  }

  func write(to output: Output) throws {
    output.writeLine(matchSummary(documents: concordance.documents, occurrences: concordance.occurrences))
    var key: String?
    try concordance.forEachLine { line in
      if concordance.options.groupsByDocument, line.key != key {
        key = line.key
        output.writeLine()
        write(nameOf: line, to: output)
      }
      write(line, to: output)
      return output.isOpen
    }
    let hidden = concordance.occurrences - concordance.lineCount
    if hidden > 0 {
      output.writeLine(terminal.styled(localized("\(counted(hidden, "line")) more: --limit all"), .mark))
    }
    if let seed { output.writeLine(terminal.styled(localized("sample: --seed \(seed)"), .mark)) }
  }

  private func write(nameOf line: ConcordanceLine, to output: Output) {
    let (title, key) = (displayText(of: line.title), displayKey(line.key))
    var parts = [terminal.styled(key, .key)]
    if !title.isEmpty, title != key { parts.insert(terminal.styled(title, .title), at: 0) }
    if let date = line.date { parts.append(date.description) }
    parts.append(counted(line.occurrencesInDocument, "occurrence"))
    output.writeLine(parts.joined(separator: Self.gap))
  }

  private func write(_ line: ConcordanceLine, to output: Output) {
    let left = ending(of: displayText(of: line.left), columnCount: layout.left)
    var match = displayText(of: line.match)
    var right = displayText(of: line.right)
    if let rest = layout.rest {
      match = beginning(of: match, columnCount: rest)
      right = beginning(of: right, columnCount: max(0, rest - displayWidth(of: match) - displayWidth(of: Self.gap)))
    }
    if layout.name > 0 {
      let title = displayText(of: line.title)
      let name = shortened(title.isEmpty ? displayKey(line.key) : title, columnCount: layout.name)
      output.write(terminal.styled(name, .key) + blanks(layout.name - displayWidth(of: name)) + Self.gap)
    }
    output.write(blanks(layout.left - displayWidth(of: left)) + left + Self.gap)
    output.writeLine(terminal.styled(match, .match) + (right.isEmpty ? "" : Self.gap + right))
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

/// The beginning of a text in at most so many columns; a mark is not parted from the character before it.
func beginning(of text: String, columnCount: Int) -> String {
  var columns = 0
  var kept = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    columns += displayWidth(of: scalar)
    if columns > columnCount { break }
    kept.append(scalar)
  }
  return String(kept)
}

/// The end of a text in at most so many columns, without a mark whose character is cut off.
func ending(of text: String, columnCount: Int) -> String {
  let scalars = text.unicodeScalars
  var columns = 0
  var start = scalars.endIndex
  while start > scalars.startIndex {
    let before = scalars.index(before: start)
    columns += displayWidth(of: scalars[before])
    if columns > columnCount { break }
    start = before
  }
  if start > scalars.startIndex {
    while start < scalars.endIndex, continuesCharacter(scalars[start].value) { start = scalars.index(after: start) }
  }
  return String(scalars[start...])
}

/// A text in at most so many columns, with … where it is cut.
func shortened(_ text: String, columnCount: Int) -> String {
  displayWidth(of: text) <= columnCount ? text : beginning(of: text, columnCount: max(0, columnCount - 1)) + "…"
}
