// A trend as bars of characters.

import Wenjian
import WenjianConcordance
import WenjianText

/// A bar for each row and query, all on one scale. Bars are told apart by their filling, with colours or without.
struct TrendChart {
  private let answer: TrendListing
  private let measure: TrendMeasure

  private static let fillings: [Character] = ["█", "▒", "▓", "░"]

  init(_ answer: TrendListing, _ measure: TrendMeasure) {
    self.answer = answer
    self.measure = measure
  }

  func write(to output: Output) {
    let trend = answer.trend
    answer.writeSummary(to: output)
    output.writeLine()
    output.writeLine(answer.terminal.styled(measure.name, .mark))
    if trend.queries.count > 1 {
      for (number, query) in trend.queries.enumerated() {
        output.writeLine("\(Self.filling(number)) " + displayText(of: query))
      }
    }
    let values = trend.rows.map { row in row.cells.map { $0.value(of: measure) } }
    let texts = values.map { $0.map { $0.map { decimal($0, places: measure == .per10000 ? 2 : 0) } ?? "–" } }
    let greatest = values.joined().compactMap(\.self).max() ?? 0
    let columns = answer.terminal.columnCount ?? 80
    let valueWidth = texts.joined().map(displayWidth(of:)).max() ?? 0
    let nameWidth = min(answer.names.map(displayWidth(of:)).max() ?? 0, max(8, columns / 3))
    let columnCount = max(8, columns - nameWidth - valueWidth - 4)
    for (row, name) in answer.names.enumerated() where output.isOpen {
      for number in trend.queries.indices {
        let label = number == 0 ? shortened(name, columnCount: nameWidth) : ""
        let bar = bar(values[row][number] ?? 0, greatest, columnCount, Self.filling(number))
        output.writeLine(padded(label, to: nameWidth) + " │" + bar + (bar.isEmpty ? "" : " ") + texts[row][number])
      }
    }
    answer.writeRest(to: output)
  }

  private static func filling(_ number: Int) -> Character { fillings[number % fillings.count] }

  /// Whole blocks, and of the first filling also eighths; what is not nothing is seen.
  private func bar(_ value: Double, _ greatest: Double, _ columnCount: Int, _ filling: Character) -> String {
    if filling == Self.fillings[0] { return WenjianCommand.bar(value, of: greatest, columnCount) }
    guard value > 0, greatest > 0 else { return "" }
    return String(repeating: filling, count: max(1, Int((value / greatest * Double(columnCount)).rounded())))
  }
}
