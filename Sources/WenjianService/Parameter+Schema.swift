// Parameters as a JSON Schema (2020-12).

package import WenjianJSON

extension JSONWriter {
  /// The schema of an object with these members and no others.
  package mutating func schema(of parameters: [any DeclaredParameter]) {
    field("type", "object")
    object("properties") { json in
      for parameter in parameters {
        json.object(parameter.name) { json in
          json.field("description", parameter.summary)
          json.schema(of: parameter.kind)
          if let standard = parameter.standard {
            json.name("default")
            standard.append(to: &json)
          }
        }
      }
    }
    let required = parameters.filter(\.isRequired).map(\.name)
    if !required.isEmpty { strings("required", required) }
    field("additionalProperties", false)
  }

  package mutating func schema(of kind: ParameterKind) {
    switch kind {
    case .string: field("type", "string")
    case .bool: field("type", "boolean")
    case .strings:
      field("type", "array")
      object("items") { $0.field("type", "string") }
    case .integer(let range):
      field("type", "integer")
      field("minimum", range.lowerBound)
      // No bound to speak of, and more than some programs can read.
      if range.upperBound < Int.max { field("maximum", range.upperBound) }
    case .number(let range):
      field("type", "number")
      field("minimum", range.lowerBound)
      field("maximum", range.upperBound)
    case .choice(let names): strings("enum", names)
    case .choices(let names):
      field("type", "array")
      object("items") { $0.strings("enum", names) }
    case .integerOr(let range, let word):
      array("anyOf") { json in
        json.object { json in
          json.field("type", "integer")
          json.field("minimum", range.lowerBound)
          json.field("maximum", range.upperBound)
        }
        json.object { $0.field("const", word) }
      }
    }
  }
}
