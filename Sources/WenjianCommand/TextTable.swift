// Records as a table for people: aligned on a terminal, else with tabs.

import WenjianJSON
import WenjianText

/// A heading, and a line for each row.
struct TextTable: OutputShape {
  let terminal: Terminal

  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws {
    guard terminal.columnCount != nil else { return try TSVShape().write(answer, to: output, listing: listing) }
    let columns = try answer.columns
    let heading = columns.map { displayText(of: $0.name) }
    var rows: [[(text: String, isNumber: Bool)]] = []
    try answer.forEachRow { row in
      rows.append(
        try columns.map { column in
          let value = try column.value(row)
          if case .integer = value { return (value?.line ?? "", true) }
          return (value?.line ?? "", false)
        })
      return true
    }
    let widths = columns.indices.map { index in
      rows.reduce(displayWidth(of: heading[index])) { max($0, displayWidth(of: $1[index].text)) }
    }
    func line(_ cells: [(text: String, isNumber: Bool)]) -> String {
      zip(cells, widths).enumerated().map { index, cell in
        let (value, width) = cell
        if !value.isNumber { return index + 1 < widths.count ? padded(value.text, to: width) : value.text }
        return String(repeating: " ", count: width - displayWidth(of: value.text)) + value.text
      }.joined(separator: "  ")
    }
    let isNumber = columns.indices.map { index in rows.allSatisfy { $0[index].isNumber } && !rows.isEmpty }
    output.writeLine(terminal.styled(line(Array(zip(heading, isNumber))), .mark))
    for row in rows { output.writeLine(line(row)) }
  }
}
