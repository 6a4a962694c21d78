// Writes a picture in SVG 1.1.

/// Shapes and text, in the order in which they are drawn. Text from documents and queries is escaped here.
struct SVGDrawing {
  private let width: Double
  private let height: Double
  private var elements = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Fonts with Chinese characters on the usual systems, the first that is there.
  private static let fonts =
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Zen Hei',sans-serif"

  func document(title: String) -> String {
    let (w, h) = (Self.number(width, places: 0), Self.number(height, places: 0))
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)" \
      font-family="\(Self.fonts)" fill="#222222">
      <title>\(Self.escaped(title))</title>
      <rect width="\(w)" height="\(h)" fill="#ffffff"/>
      \(elements)</svg>

      """
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String) {
    add(#"<line x1="\#(n(x1))" y1="\#(n(y1))" x2="\#(n(x2))" y2="\#(n(y2))" stroke="\#(color)"/>"#)
  }

  mutating func polyline(_ points: [(Double, Double)], color: String) {
    guard points.count > 1 else { return }
    let list = points.map { n($0.0) + "," + n($0.1) }.joined(separator: " ")
    add(#"<polyline points="\#(list)" fill="none" stroke="\#(color)" stroke-width="2"/>"#)
  }

  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, color: String) {
    add(#"<rect x="\#(n(x))" y="\#(n(y))" width="\#(n(width))" height="\#(n(height))" fill="\#(color)"/>"#)
  }

  /// A mark around a point; each number has a form of its own, up to four.
  mutating func mark(_ point: (Double, Double), _ form: Int, color: String, size: Double) {
    let (x, y) = point
    func polygon(_ points: [(Double, Double)]) -> String {
      let list = points.map { n(x + $0.0 * size) + "," + n(y + $0.1 * size) }.joined(separator: " ")
      return #"<polygon points="\#(list)" fill="\#(color)"/>"#
    }
    switch form % 4 {
    case 0: add(#"<circle cx="\#(n(x))" cy="\#(n(y))" r="\#(n(size))" fill="\#(color)"/>"#)
    case 1: add(polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]))
    case 2: add(polygon([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)]))
    default: add(polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]))
    }
  }

  mutating func text(_ text: String, x: Double, y: Double, size: Int, anchor: String = "start") {
    let place = #"x="\#(n(x))" y="\#(n(y))" font-size="\#(size)" text-anchor="\#(anchor)""#
    add("<text \(place)>\(Self.escaped(text))</text>")
  }

  private mutating func add(_ element: String) { elements += element + "\n" }

  private func n(_ number: Double) -> String { Self.number(number, places: 1) }

  /// With so many decimals, the zeros at their end left out.
  static func number(_ number: Double, places: Int) -> String {
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let scaled = (number * factor).rounded()
    guard scaled.magnitude < 9e15 else { return "\(number)" }
    let digits = String(Int(scaled.magnitude))
    let sign = scaled < 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    var fraction = padded.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    return sign + padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Roughly how wide a text is: ASCII half an em and a bit, all else one.
  static func ems(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 0.58 : 1) }
  }

  static func shortened(_ text: String, to limit: Double) -> String {
    if ems(of: text) <= limit { return text }
    var kept = String.UnicodeScalarView()
    var length = 1.0
    for scalar in text.unicodeScalars {
      length += scalar.isASCII ? 0.58 : 1
      if length > limit { break }
      kept.append(scalar)
    }
    return String(kept) + "…"
  }

  /// What XML 1.0 forbids is left out.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
