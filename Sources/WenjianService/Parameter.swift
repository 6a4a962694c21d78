// What an operation may be told, declared once: for reading requests, for their errors, and for their schema.

package import WenjianJSON

/// A parameter of an operation, whatever its values are.
package protocol DeclaredParameter: Sendable {
  var name: String { get }
  var summary: String { get }
  var kind: ParameterKind { get }
  /// What it is when it is not given; nil: it has to be, or is nothing.
  var standard: JSONValue? { get }
  var isRequired: Bool { get }
}

/// What JSON values a parameter takes.
package enum ParameterKind: Sendable {
  case string
  case strings
  case bool
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case choice([String])
  /// An integer, or a word.
  case integerOr(ClosedRange<Int>, String)
  /// Some of these.
  case choices([String])

  /// For messages: `a string`.
  var text: String {
    switch self {
    case .string: "a string"
    case .strings: "an array of strings"
    case .bool: "true or false"
    case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .integerOr(let range, let word):
      "an integer from \(range.lowerBound) to \(range.upperBound), or \u{201C}\(word)\u{201D}"
    case .choices(let names): "an array with some of " + names.joined(separator: ", ")
    }
  }
}

package struct Parameter<Value: Sendable>: DeclaredParameter {
  package let name: String
  package let summary: String
  package let kind: ParameterKind
  package let standard: JSONValue?
  package let isRequired: Bool
  /// What it is when it is not given.
  private let standardValue: Value?
  /// nil for a JSON value that it does not take.
  private let read: @Sendable (JSONValue) -> Value?

  init(
    _ name: String, _ kind: ParameterKind, _ summary: String, standard: (json: JSONValue?, value: Value)? = nil,
    _ read: @escaping @Sendable (JSONValue) -> Value?
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.standard = standard?.json
    isRequired = standard == nil
    standardValue = standard?.value
    self.read = read
  }

  /// - Throws: `ErrorAnswer` that names it.
  func value(in members: [JSONValue.Member]) throws(ErrorAnswer) -> Value {
    guard let json = members.first(where: { $0.name == name })?.value else {
      if let standardValue { return standardValue }
      throw ErrorAnswer(code: "argument", message: "\u{201C}\(name)\u{201D} is missing: \(summary), \(kind.text)")
    }
    if let value = read(json) { return value }
    // null is what many programs write for nothing.
    if json == .null, let standardValue { return standardValue }
    throw ErrorAnswer(
      code: "argument", message: "\u{201C}\(name)\u{201D} is \(kind.text), and this is \(Self.described(json))")
  }

  private static func described(_ json: JSONValue) -> String {
    switch json {
    case .number(let digits) where digits.utf8.count < 40: digits
    case .string(let text) where text.utf8.count < 40: "\u{201C}\(text)\u{201D}"
    default: json.kind
    }
  }
}

// MARK: Kinds of parameters

private func text(_ json: JSONValue) -> String? {
  guard case .string(let text) = json else { return nil }
  return text
}

private func integer(_ json: JSONValue, _ range: ClosedRange<Int>) -> Int? {
  guard case .number(let digits) = json, let number = Int(digits), range.contains(number) else { return nil }
  return number
}

extension Parameter where Value == String {
  package static func string(_ name: String, _ summary: String) -> Self { Self(name, .string, summary, text) }

  /// - Parameter names: the first is the one when nothing is given.
  package static func choice(_ name: String, _ names: [String], _ summary: String) -> Self {
    Self(name, .choice(names), summary, standard: (.string(names[0]), names[0])) { json in
      text(json).flatMap { names.contains($0) ? $0 : nil }
    }
  }
}

extension Parameter where Value == String? {
  package static func string(_ name: String, _ summary: String) -> Self {
    Self(name, .string, summary, standard: (nil, .none)) { json in text(json).map { .some($0) } }
  }
}

extension Parameter where Value == [String] {
  package static func strings(_ name: String, _ summary: String) -> Self {
    Self(name, .strings, summary, Self.texts)
  }

  package static func choices(_ name: String, _ names: [String], _ summary: String) -> Self {
    Self(name, .choices(names), summary, standard: (.array([]), [])) { json in
      Self.texts(json).flatMap { texts in texts.allSatisfy { names.contains($0) } ? texts : nil }
    }
  }

  private static func texts(_ json: JSONValue) -> [String]? {
    guard case .array(let values) = json else { return nil }
    let texts = values.compactMap(text)
    return texts.count == values.count ? texts : nil
  }
}

extension Parameter where Value == Bool {
  package static func bool(_ name: String, _ summary: String, standard: Bool = false) -> Self {
    Self(name, .bool, summary, standard: (.bool(standard), standard)) { json in
      guard case .bool(let truth) = json else { return nil }
      return truth
    }
  }
}

extension Parameter where Value == Int {
  package static func integer(_ name: String, _ range: ClosedRange<Int>, _ summary: String, standard: Int) -> Self {
    Self(name, .integer(range), summary, standard: (.number("\(standard)"), standard)) {
      WenjianService.integer($0, range)
    }
  }
}

extension Parameter where Value == Int? {
  package static func integer(_ name: String, _ range: ClosedRange<Int>, _ summary: String) -> Self {
    Self(name, .integer(range), summary, standard: (nil, .none)) { json in
      WenjianService.integer(json, range).map { .some($0) }
    }
  }

  /// nil for the word.
  package static func integer(
    _ name: String, _ range: ClosedRange<Int>, or word: String, _ summary: String, standard: Int
  )
    -> Self
  {
    Self(name, .integerOr(range, word), summary, standard: (.number("\(standard)"), standard)) { json in
      json == .string(word) ? .some(nil) : WenjianService.integer(json, range).map { .some($0) }
    }
  }
}

extension Parameter where Value == Double? {
  package static func number(_ name: String, _ range: ClosedRange<Double>, _ summary: String) -> Self {
    Self(name, .number(range), summary, standard: (nil, .none)) { json in
      guard case .number(let digits) = json, let number = Double(digits), range.contains(number) else { return nil }
      return .some(number)
    }
  }
}
