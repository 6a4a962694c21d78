// Records as a table with tabs.

import WenjianJSON
import WenjianText

/// A heading, and a line for each row. Tabs, line ends and what could act on a terminal are left out of values, so that each
/// row is one line and each value one cell.
struct TSVShape: OutputShape {
  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws {
    let columns = try answer.columns
    output.writeLine(columns.map { displayText(of: $0.name) }.joined(separator: "\t"))
    try answer.forEachRow { row in
      output.writeLine(try columns.map { try $0.value(row)?.line ?? "" }.joined(separator: "\t"))
      return output.isOpen
    }
  }
}
