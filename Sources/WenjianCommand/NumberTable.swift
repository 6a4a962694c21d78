// Rows of numbers, each row behind its name.

import WenjianText

/// Writes names on the left and numbers below each other, at the right of their columns.
/// - Parameter rows: as many cells as the heading has, the name first.
func writeTable(heading: [String], rows: [[String]], to output: Output) {
  let widths = heading.indices.map { column in
    rows.reduce(displayWidth(of: heading[column])) { max($0, displayWidth(of: $1[column])) }
  }
  for row in [heading] + rows where output.isOpen {
    let cells = zip(row, widths).enumerated().map { column, cell in
      column == 0
        ? padded(cell.0, to: cell.1) : String(repeating: " ", count: cell.1 - displayWidth(of: cell.0)) + cell.0
    }
    output.writeLine(cells.joined(separator: "  "))
  }
}

/// A bar of whole and eighth blocks, as long as a value is of the greatest one; what is not nothing is seen.
/// - Parameter columnCount: columns of the longest.
func bar(_ value: Double, of greatest: Double, _ columnCount: Int) -> String {
  guard value > 0, greatest > 0 else { return "" }
  let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  let eighths = max(1, Int((value / greatest * Double(columnCount) * 8).rounded()))
  return String(repeating: "█", count: eighths / 8) + (eighths % 8 > 0 ? String(parts[eighths % 8 - 1]) : "")
}
