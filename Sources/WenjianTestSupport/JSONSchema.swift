// As much of JSON Schema (2020-12) as schema.json uses; another keyword is an error.

package struct JSONSchema {
  package let root: ParsedJSON
  private let definitions: ParsedJSON
  /// What references begin with.
  private let prefix: String

  /// - Parameter path: where the definitions are: `$defs`, or `components/schemas` of OpenAPI.
  package init(root: ParsedJSON, definitionsAt path: [String] = ["$defs"]) throws {
    self.root = root
    var definitions = root
    for name in path { definitions = try Self.required(definitions[name], "no \(name)") }
    self.definitions = definitions
    prefix = "#/" + path.joined(separator: "/") + "/"
  }

  private static func required<Value>(_ value: Value?, _ message: String) throws -> Value {
    guard let value else { throw JSONProblem(text: message) }
    return value
  }

  /// What is wrong with a value, each with its place; empty when nothing is.
  package func problems(_ value: ParsedJSON, _ definition: String) throws -> [String] {
    let schema = try Self.required(definitions[definition], "no definition \(definition)")
    return try problems(value, schema, at: definition)
  }

  private func problems(_ value: ParsedJSON, _ schema: ParsedJSON, at place: String) throws -> [String] {
    var found: [String] = []
    for keyword in schema.keys {
      let argument = schema[keyword]!
      switch keyword {
      case "$ref":
        let name = try Self.required(argument.string, "a reference").dropFirst(prefix.count)
        found += try problems(value, Self.required(definitions[String(name)], "\(name)"), at: place)
      case "type":
        let types = argument.string.map { [$0] } ?? argument.elements.compactMap(\.string)
        if !types.contains(where: { isOf($0, value) }) { found.append("\(place): no \(types)") }
      case "enum":
        if !argument.elements.contains(value) { found.append("\(place): \(value) is none of the values") }
      case "const": if argument != value { found.append("\(place): not \(argument)") }
      case "anyOf":
        let tries = try argument.elements.map { try problems(value, $0, at: place) }
        if !tries.contains(where: \.isEmpty) { found += tries.min { $0.count < $1.count } ?? [] }
      case "minimum":
        if case .number(let number) = value, number < double(argument) { found.append("\(place): too small") }
      case "maximum":
        if case .number(let number) = value, number > double(argument) { found.append("\(place): too great") }
      case "minItems": if value.elements.count < argument.integer ?? 0 { found.append("\(place): too few") }
      case "maxItems": if value.elements.count > argument.integer ?? 0 { found.append("\(place): too many") }
      case "pattern":
        let pattern = try Regex(try Self.required(argument.string, "a pattern"))
        if let text = value.string, text.firstMatch(of: pattern) == nil { found.append("\(place): \(text)") }
      case "items":
        for (number, element) in value.elements.enumerated() {
          found += try problems(element, argument, at: "\(place)[\(number)]")
        }
      case "required":
        for name in argument.elements.compactMap(\.string) where value[name] == nil {
          found.append("\(place): no \(name)")
        }
      case "properties":
        for name in value.keys {
          if let schema = argument[name] { found += try problems(value[name]!, schema, at: place + "." + name) }
        }
      case "additionalProperties":
        for name in value.keys where schema["properties"]?[name] == nil {
          if argument == .bool(false) {
            found.append("\(place): \(name) is not defined")
          } else {
            found += try problems(value[name]!, argument, at: place + "." + name)
          }
        }
      default: throw JSONProblem(text: "the schema has the keyword \(keyword)")
      }
    }
    return found
  }

  private func isOf(_ type: String, _ value: ParsedJSON) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array),
      ("object", .object):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }

  private func double(_ value: ParsedJSON) -> Double {
    guard case .number(let number) = value else { return .nan }
    return number
  }
}
