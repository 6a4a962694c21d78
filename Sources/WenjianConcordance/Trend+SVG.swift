// A trend as a picture.

import WenjianModel

/// What of a trend a picture shows.
public enum TrendMeasure: String, Sendable, CaseIterable {
  /// Occurrences for each 10,000 characters.
  case per10000
  case occurrences
  case documents

  /// As the axis is named.
  public var chineseName: String {
    switch self {
    case .per10000: "每万字出现次数"
    case .occurrences: "出现次数"
    case .documents: "文档数"
    }
  }
}

extension Trend.Cell {
  /// nil where there is nothing to measure: a period without a character.
  public func value(of measure: TrendMeasure) -> Double? {
    switch measure {
    case .per10000: per10000
    case .occurrences: Double(occurrences)
    case .documents: Double(documents)
    }
  }
}

extension Trend {
  /// The trend as an SVG 1.1 picture that needs nothing else: lines over periods, with gaps where there are no documents;
  /// bars for other values. Text is text, in whichever font for Chinese there is.
  /// - Parameters:
  ///   - measure: what is drawn.
  ///   - rowLimit: the most values that are no periods, the documents without one among them; periods are all drawn.
  /// - Returns: a document in UTF-8, with its XML declaration.
  public func svg(of measure: TrendMeasure = .per10000, rowLimit: Int = 40) -> String {
    if isByPeriod { return PeriodChart(self, rows.filter { $0.value != nil }, measure).svg() }
    return BarChart(self, Array(rows.prefix(max(rowLimit, 0))), measure).svg()
  }
}

/// Lines over periods.
private struct PeriodChart {
  let trend: Trend
  let rows: [Trend.Row]
  let measure: TrendMeasure

  init(_ trend: Trend, _ rows: [Trend.Row], _ measure: TrendMeasure) {
    (self.trend, self.rows, self.measure) = (trend, rows, measure)
  }

  func svg() -> String {
    let legend = Legend(trend.queries, width: 880)
    let (left, top, width, height) = (70.0, 40 + legend.height, 800.0, 340.0)
    var drawing = SVGDrawing(width: left + width + 30, height: top + height + 50)
    let scale = Scale(rows.flatMap { $0.cells.compactMap { $0.value(of: measure) } }.max() ?? 0, size: height)
    drawing.text(measure.chineseName, x: left - 55, y: 22, size: 14)
    legend.draw(in: &drawing, x: left - 55, y: 36)
    for tick in scale.ticks {
      let y = top + height - scale.length(tick)
      drawing.line(left, y, left + width, y, color: tick == 0 ? "#333333" : "#dddddd")
      drawing.text(scale.label(tick), x: left - 8, y: y + 4, size: 12, anchor: "end")
    }
    let step = width / Double(max(rows.count, 1))
    func x(_ index: Int) -> Double { left + (Double(index) + 0.5) * step }
    // Labels of 2016-10 take some 56 pixels, those of years 36.
    let wanted = Int(((trend.by == .year ? 36 : 56) / step).rounded(.up))
    let every = (trend.by == .year ? [1, 2, 5, 10, 20, 50] : [1, 2, 3, 6, 12, 24, 60, 120]).first { $0 >= wanted }
    for (index, row) in rows.enumerated() where Self.number(of: row).map({ $0 % (every ?? 240) == 0 }) == true {
      drawing.line(x(index), top + height, x(index), top + height + 5, color: "#333333")
      drawing.text(row.value ?? "", x: x(index), y: top + height + 20, size: 12, anchor: "middle")
    }
    for query in trend.queries.indices {
      var run: [(Double, Double)] = []
      func close(_ drawing: inout SVGDrawing) {
        drawing.polyline(run, color: Legend.color(query))
        run = []
      }
      for (index, row) in rows.enumerated() {
        guard let value = row.cells[query].value(of: measure) else {
          close(&drawing)
          continue
        }
        let point = (x(index), top + height - scale.length(value))
        run.append(point)
        drawing.mark(point, query, color: Legend.color(query), size: min(4, max(1.5, step / 4)))
      }
      close(&drawing)
    }
    return drawing.document(title: trend.queries.joined(separator: ", ") + ": " + measure.chineseName)
  }
}

extension PeriodChart {
  /// The year, or the month counted through the years; nil for a year among months.
  fileprivate static func number(of row: Trend.Row) -> Int? {
    guard let value = row.value else { return nil }
    let parts = value.split(separator: "-").compactMap { Int($0) }
    guard let year = parts.first else { return nil }
    if parts.count > 1 { return year * 12 + parts[1] - 1 }
    return year
  }
}

/// A group of bars for each value.
private struct BarChart {
  let trend: Trend
  let rows: [Trend.Row]
  let measure: TrendMeasure

  init(_ trend: Trend, _ rows: [Trend.Row], _ measure: TrendMeasure) {
    (self.trend, self.rows, self.measure) = (trend, rows, measure)
  }

  /// The most em of a label.
  private static let labelLength = 18.0

  func svg() -> String {
    let legend = Legend(trend.queries, width: 880)
    let bar = trend.queries.count > 3 ? 10.0 : 14.0
    let group = bar * Double(trend.queries.count) + 8
    let labels = rows.map { SVGDrawing.shortened($0.value ?? "（无）", to: Self.labelLength) }
    let longest = labels.map(SVGDrawing.ems(of:)).max() ?? 0
    let (left, top, height) = (30 + longest * 13, 40 + legend.height, Double(max(rows.count, 1)) * group)
    let width = 840 - left
    var drawing = SVGDrawing(width: 900, height: top + height + 40)
    let scale = Scale(rows.flatMap { $0.cells.compactMap { $0.value(of: measure) } }.max() ?? 0, size: width)
    drawing.text(measure.chineseName, x: 15, y: 22, size: 14)
    legend.draw(in: &drawing, x: 15, y: 36)
    for tick in scale.ticks {
      let x = left + scale.length(tick)
      drawing.line(x, top, x, top + height, color: tick == 0 ? "#333333" : "#dddddd")
      drawing.text(scale.label(tick), x: x, y: top + height + 18, size: 12, anchor: "middle")
    }
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * group + 4
      drawing.text(labels[index], x: left - 8, y: y + (group - 8) / 2 + 4.5, size: 13, anchor: "end")
      for query in trend.queries.indices {
        guard let value = row.cells[query].value(of: measure), value > 0 else { continue }
        drawing.rectangle(
          left, y + Double(query) * bar, max(scale.length(value), 0.5), bar - 1, color: Legend.color(query))
      }
    }
    return drawing.document(title: trend.queries.joined(separator: ", ") + ": " + measure.chineseName)
  }
}

/// An axis from 0 on, with round numbers.
private struct Scale {
  let ticks: [Double]
  private let size: Double
  private let top: Double
  private let places: Int

  init(_ greatest: Double, size: Double) {
    self.size = size
    guard greatest > 0, greatest.isFinite else {
      (ticks, top, places) = ([0], 1, 0)
      return
    }
    // The step is 1, 2 or 5 times a power of ten, and at most six of them reach the greatest.
    var steps: [(size: Double, places: Int)] = []
    for exponent in -9...15 {
      var power = 1.0
      for _ in 0..<exponent.magnitude { power = exponent < 0 ? power / 10 : power * 10 }
      for factor in [1.0, 2.0, 5.0] { steps.append((factor * power, max(0, -exponent))) }
    }
    let step = steps.first { $0.size * 6 >= greatest } ?? (greatest, 0)
    let count = Int((greatest / step.size).rounded(.up))
    ticks = (0...count).map { Double($0) * step.size }
    top = Double(count) * step.size
    places = step.places
  }

  func length(_ value: Double) -> Double { value / top * size }

  func label(_ tick: Double) -> String { SVGDrawing.number(tick, places: places) }
}

/// What the colours mean.
private struct Legend {
  private var entries: [(text: String, x: Double, line: Int)] = []
  let height: Double

  /// Okabe and Ito: told apart by people who see fewer colours.
  private static let colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#333333"]

  static func color(_ index: Int) -> String { colors[index % colors.count] }

  init(_ queries: [String], width: Double) {
    var (x, line) = (0.0, 0)
    for query in queries {
      let text = SVGDrawing.shortened(query, to: 24)
      let size = 24 + SVGDrawing.ems(of: text) * 13 + 20
      if x > 0, x + size > width { (x, line) = (0, line + 1) }
      entries.append((text, x, line))
      x += size
    }
    height = Double(line + 1) * 20
  }

  func draw(in drawing: inout SVGDrawing, x: Double, y: Double) {
    for (index, entry) in entries.enumerated() {
      let place = (x + entry.x + 7, y + Double(entry.line) * 20 + 6)
      drawing.mark(place, index, color: Self.color(index), size: 5)
      drawing.text(entry.text, x: place.0 + 12, y: place.1 + 4.5, size: 13)
    }
  }
}
