// What the place that output goes to can show: colour and lines of a certain width.

import ArgumentParser
import Glibc

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

struct Terminal {
  /// Columns to wrap at; nil when the output is not a terminal: then a passage is one line, which
  /// suits programs.
  let columnCount: Int?
  let isColored: Bool

  init(_ color: ColorChoice = .auto, descriptor: Int32 = STDOUT_FILENO) {
    let isTerminal = isatty(descriptor) == 1
    columnCount = isTerminal ? Self.columnCount(descriptor) : nil
    isColored =
      switch color {
      case .always: true
      case .never: false
      // NO_COLOR counts when it is set and not empty (no-color.org).
      case .auto:
        isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
      }
  }

  /// COLUMNS counts more than the terminal itself, as for most programs, so that people can
  /// overrule it.
  private static func columnCount(_ descriptor: Int32) -> Int {
    if let text = environment("COLUMNS"), let count = Int(text), count > 0 { return count }
    return terminalColumnCount(descriptor) ?? 80
  }

  enum Style: String, CaseIterable {
    case title = "\u{1B}[1m"
    case key = "\u{1B}[36m"
    case match = "\u{1B}[1;31m"
    case mark = "\u{1B}[2m"
    /// Red and struck through, where the terminal can.
    case removed = "\u{1B}[9;31m"
    case added = "\u{1B}[32m"
    static let end = "\u{1B}[0m"
  }

  func styled(_ text: String, _ style: Style) -> String {
    isColored && !text.isEmpty ? style.rawValue + text + Style.end : text
  }
}
