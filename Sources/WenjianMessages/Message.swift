// A message as a format and what goes into it, so that it can be said in several languages.

/// A message for people: an English format with numbered places, and what goes there.
///
/// Written as a string literal, `"cannot read \(path): \(reason)"`, it has the format `cannot read %1: %2`, which is the
/// key by which a ``Catalogue`` has it in other languages.
package struct Message: Sendable, Equatable, ExpressibleByStringInterpolation {
  package enum Argument: Sendable, Equatable {
    /// The same in every language.
    case text(String)
    /// A message within the message.
    case message(Message)
  }

  /// With `%1` to `%9` where the arguments go.
  package let format: String
  package let arguments: [Argument]

  package init(format: String, arguments: [Argument]) {
    precondition(arguments.count <= Self.placeLimit, "a message has \(arguments.count) places, 9 is the limit")
    self.format = format
    self.arguments = arguments
  }

  package init(stringLiteral value: String) { self.init(format: value, arguments: []) }

  package init(stringInterpolation: Interpolation) {
    self.init(format: stringInterpolation.format, arguments: stringInterpolation.arguments)
  }

  static let placeLimit = 9

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var format = ""
    fileprivate var arguments: [Argument] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      format.reserveCapacity(literalCapacity + 2 * interpolationCount)
      arguments.reserveCapacity(interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { format += literal }
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      append(.text(value.description))
    }
    package mutating func appendInterpolation(_ message: Message) { append(.message(message)) }

    private mutating func append(_ argument: Argument) {
      arguments.append(argument)
      format += "%\(arguments.count)"
    }
  }

  /// One message: `"cannot read \(path), " + "which is \(reason)"` is `cannot read %1, which is %2`.
  package static func + (left: Message, right: Message) -> Message {
    var format = left.format
    for piece in FormatPiece.pieces(of: right.format, placeCount: right.arguments.count) {
      switch piece {
      case .literal(let text): format.append(contentsOf: text)
      case .place(let number): format += "%\(number + left.arguments.count)"
      }
    }
    return Message(format: format, arguments: left.arguments + right.arguments)
  }
}

extension Message {
  /// - Complexity: linear in the text; in other languages than English a search through the catalogue besides.
  package func text(in language: Language, by catalogue: @autoclosure () -> Catalogue = .wenjian) -> String {
    // In English nothing of the catalogue is made.
    if language == .english { return text(in: language, nil) }
    return text(in: language, catalogue())
  }

  /// - Parameter catalogue: nil for English.
  fileprivate func text(in language: Language, _ catalogue: Catalogue?) -> String {
    formatted(
      catalogue?.format(for: format, in: language) ?? format, arguments.map { $0.text(in: language, catalogue) })
  }
}

extension Message.Argument {
  fileprivate func text(in language: Language, _ catalogue: Catalogue?) -> String {
    switch self {
    case .text(let text): text
    case .message(let message): message.text(in: language, catalogue)
    }
  }
}

/// A format with values in its places.
func formatted(_ format: String, _ values: [String]) -> String {
  if values.isEmpty { return format }
  return FormatPiece.pieces(of: format, placeCount: values.count).reduce(into: "") { text, piece in
    switch piece {
    // `+=` is generic for a substring, and looks its types up.
    case .literal(let literal): text.append(contentsOf: literal)
    case .place(let number): text += values[number - 1]
    }
  }
}

/// What a format is made of.
enum FormatPiece: Equatable {
  case literal(Substring)
  /// From 1.
  case place(Int)

  /// - Parameter placeCount: `%` before a greater digit is text.
  static func pieces(of format: String, placeCount: Int = Message.placeLimit) -> [FormatPiece] {
    var pieces: [FormatPiece] = []
    let bytes = format.utf8
    var start = bytes.startIndex
    var at = start
    while let percent = bytes[at...].firstIndex(of: UInt8(ascii: "%")) {
      let behind = bytes.index(after: percent)
      guard behind < bytes.endIndex else { break }
      let number = Int(bytes[behind]) - 0x30
      at = behind
      guard number >= 1, number <= placeCount else { continue }
      if start < percent { pieces.append(.literal(format[start..<percent])) }
      pieces.append(.place(number))
      at = bytes.index(after: behind)
      start = at
    }
    if start < bytes.endIndex { pieces.append(.literal(format[start...])) }
    return pieces
  }
}
