// A list of queries, one a line.

import Glibc
import WenjianMessages
import WenjianText

struct TermFile {
  struct Line {
    /// From 1.
    let number: Int
    /// nil: it is not UTF-8.
    let text: String?
  }

  /// As it was given, for messages.
  let path: String
  /// Those that are not blank.
  let lines: [Line]

  /// - Parameter path: `-` for standard input. A byte order mark and carriage returns at line ends are no part of a line.
  /// - Throws: `CommandFailure` when it cannot be read, or every line is blank.
  init(_ path: String) throws(CommandFailure) {
    var bytes = try readBytes(of: path)[...]
    if bytes.starts(with: "\u{FEFF}".utf8) { bytes = bytes.dropFirst(3) }
    var lines: [Line] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      let text = String(validating: content, as: UTF8.self)
      if let text, text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { continue }
      lines.append(Line(number: index + 1, text: text))
    }
    self.path = path == "-" ? localized("standard input") : path
    self.lines = lines
    if lines.isEmpty { throw CommandFailure(localized("there is no query in \(self.path)"), .missingInput) }
  }

  /// Tells on standard error why a line is not counted.
  func tell(_ problem: String, of line: Line) {
    let errors = Output(descriptor: STDERR_FILENO)
    errors.writeLine("wenjian: " + localized("line \(line.number) of \(displayKey(path)): \(problem)"))
    try? errors.finish()  // There is nowhere left to say it.
  }
}
