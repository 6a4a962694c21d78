// What the program prints: one JSON value.

enum JSON {
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([(String, JSON)])
}

extension JSON: CustomStringConvertible {
  var description: String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    switch self {
    case .integer(let value): output += String(value)
    case .number(let value): output += value.isFinite ? fixed(value) : "null"
    case .text(let value): Self.write(value, to: &output)
    case .list(let values):
      output += "["
      for (index, value) in values.enumerated() {
        if index > 0 { output += ", " }
        value.write(to: &output)
      }
      output += "]"
    case .object(let members):
      output += "{"
      for (index, (name, value)) in members.enumerated() {
        if index > 0 { output += ", " }
        Self.write(name, to: &output)
        output += ": "
        value.write(to: &output)
      }
      output += "}"
    }
  }

  private static func write(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": output += "\\" + String(scalar)
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }

  /// Four decimals: finer than any clock used here.
  private func fixed(_ value: Double) -> String {
    String((value * 10_000).rounded() / 10_000)
  }
}
