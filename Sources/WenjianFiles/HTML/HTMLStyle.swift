// Styles of elements, as far as they say whether text is seen.

/// Whether text in an element is seen.
enum HTMLVisibility {
  /// As around it.
  case unsaid
  case hidden
  /// Letters without a size: what is inside may give them one.
  case sizeless
  /// Letters with a size.
  case sized
}

/// The declarations of a `style` attribute.
struct HTMLStyle {
  private var declarations: [Substring: Substring] = [:]

  init(_ source: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) {
    let style = String(decoding: UnsafeBufferPointer(rebasing: source[value.prefix(2000)]), as: UTF8.self)
      .lowercased().filter { !$0.isWhitespace }
    for declaration in style.split(separator: ";") {
      guard let colon = declaration.firstIndex(of: ":") else { continue }
      let value = declaration[declaration.index(after: colon)...]
      declarations[declaration[..<colon]] = value.hasSuffix("!important") ? value.dropLast(10) : value
    }
  }

  /// Whether a tag has the attribute.
  static func isIn(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { source[$0] | 0x20 == UInt8(ascii: "s") && starts(source, $0, range.upperBound, "style=") }
  }

  enum Glance {
    case says(HTMLVisibility)
    case mustBeParsed
  }

  /// Tells of most styles that nothing of this is in them: parsing each of them took longer than the rest of the page.
  static func glance(_ source: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) -> Glance {
    var visibility = HTMLVisibility.unsaid
    for at in value {
      switch source[at] | 0x20 {
      case UInt8(ascii: "n"): if starts(source, at, value.upperBound, "none") { return .mustBeParsed }
      case UInt8(ascii: "h"): if starts(source, at, value.upperBound, "hidden") { return .mustBeParsed }
      case UInt8(ascii: "s"):
        if starts(source, at, value.upperBound, "super") { return .mustBeParsed }
        guard starts(source, at, value.upperBound, "size:") else { continue }
        visibility = .sized
        let size = source[(at + 5)..<value.upperBound].first { $0 != UInt8(ascii: " ") }
        if size == UInt8(ascii: "0") { return .mustBeParsed }
      case UInt8(ascii: "-"):
        guard at + 1 < value.upperBound else { continue }
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source[at + 1]) { return .mustBeParsed }
      default: continue
      }
    }
    return .says(visibility)
  }

  private static func starts(
    _ source: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ word: StaticString
  ) -> Bool {
    guard at + word.utf8CodeUnitCount <= end else { return false }
    for index in 0..<word.utf8CodeUnitCount where source[at + index] | 0x20 != word.utf8Start[index] {
      return false
    }
    return true
  }

  subscript(_ name: Substring) -> Substring? { declarations[name] }

  /// `visibility: hidden` and `opacity: 0` are how pages wait for their scripts: their text is meant to be seen.
  var visibility: HTMLVisibility {
    if declarations["display"] == "none" { return .hidden }
    let isPlaced = ["absolute", "fixed"].contains { declarations["position"] == $0 }
    if isPlaced, ["left", "top", "right", "bottom"].contains(where: { isFarOut(declarations[$0]) }) {
      return .hidden
    }
    if ["text-indent", "margin-left", "margin-top"].contains(where: { isFarOut(declarations[$0]) }) {
      return .hidden
    }
    if declarations["overflow"] == "hidden",
      ["height", "width", "max-height", "max-width"].contains(where: { isNothing(declarations[$0], upTo: 1) })
    {
      return .hidden
    }
    guard let size = declarations["font-size"] else { return .unsaid }
    return isNothing(size, upTo: 0) ? .sizeless : .sized
  }

  /// Farther than any design moves its text.
  private static let farPixels = -400.0

  private func isFarOut(_ value: Substring?) -> Bool {
    guard let value, value.hasPrefix("-") else { return false }
    let number = Double(value.prefix { $0 == "-" || $0 == "." || $0.isNumber }) ?? 0
    return number * (value.hasSuffix("em") ? 16 : 1) <= Self.farPixels
  }

  private func isNothing(_ value: Substring?, upTo limit: Double) -> Bool {
    guard let value, let number = Double(value.prefix { $0 == "." || $0.isNumber }) else { return false }
    let unit = value.drop { $0 == "." || $0.isNumber }
    return number <= limit && (number == 0 || unit == "px" || unit.isEmpty) && unit != "%"
  }
}
