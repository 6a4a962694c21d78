// A trend as a table for people.

import Wenjian
import WenjianConcordance
import WenjianMessages
import WenjianText

struct TrendListing {
  let trend: Trend
  /// Rows that are left out.
  let hiddenRows: Int
  let terminal: Terminal

  /// What each row is called.
  var names: [String] {
    trend.rows.map { row in
      let name = row.value.map { displayText(of: $0) } ?? localized("(none)")
      return name.isEmpty ? localized("(empty)") : name
    }
  }

  func writeSummary(to output: Output) {
    for (query, total) in zip(trend.queries, trend.totals) {
      let summary = matchSummary(documents: total.documents, occurrences: total.occurrences)
      let counts =
        total.per10000.map { localized("\(summary), \(decimal($0, places: 2)) for each 10,000 characters") }
        ?? summary
      output.writeLine(localized("\(displayText(of: query)): \(counts)"))
    }
  }

  func writeRest(to output: Output) {
    if hiddenRows > 0 {
      output.writeLine(
        terminal.styled(
          localized("\(counted(hiddenRows, "value")) more: --limit \(trend.rows.count + hiddenRows)"), .mark))
    }
  }

  private static let headings = [localized("documents"), localized("occurrences"), localized("per 10,000")]

  /// As many queries side by side as the terminal has room for, the others in tables below.
  func write(to output: Output) {
    writeSummary(to: output)
    let names = names
    let nameWidth = names.map(displayWidth(of:)).max() ?? 0
    let blocks = trend.queries.indices.map { block(ofQuery: $0) }
    var first = 0
    while first < blocks.count, output.isOpen {
      var end = first
      var width = nameWidth
      repeat {
        width += 3 + blocks[end].width
        end += 1
      } while end < blocks.count && terminal.columnCount.map { width + 3 + blocks[end].width <= $0 } ?? true
      output.writeLine()
      for line in 0..<(names.count + 2) {
        let name = line < 2 ? "" : names[line - 2]
        var text = padded(name, to: nameWidth)
        for block in blocks[first..<end] { text += "   " + block.lines[line] }
        while text.last == " " { text.removeLast() }
        output.writeLine(line < 2 ? terminal.styled(text, .mark) : text)
      }
      first = end
    }
    writeRest(to: output)
  }

  /// The columns of a query, the two lines of their heading first.
  private func block(ofQuery number: Int) -> (lines: [String], width: Int) {
    let rows = trend.rows.map { row -> [String] in
      let cell = row.cells[number]
      return [
        "\(cell.documents)", "\(cell.occurrences)", cell.per10000.map { decimal($0, places: 2) } ?? "–",
      ]
    }
    let widths = Self.headings.indices.map { column in
      rows.reduce(displayWidth(of: Self.headings[column])) { max($0, displayWidth(of: $1[column])) }
    }
    let width = widths.reduce(0, +) + 2 * (widths.count - 1)
    let query = shortened(displayText(of: trend.queries[number]), columnCount: width)
    let lines = ([Self.headings] + rows).map { cells in
      zip(cells, widths).map { String(repeating: " ", count: $1 - displayWidth(of: $0)) + $0 }.joined(
        separator: "  ")
    }
    return ([padded(query, to: width)] + lines, width)
  }
}
