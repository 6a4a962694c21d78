// What a person would read of a JSON value.

import WenjianJSONText

extension JSONValue {
  /// All that a person would read of it, by the names of the objects in it.
  var leaves: [RecordField.Value] {
    var found: [RecordField.Value] = []
    gather(path: "", &found)
    return found
  }

  /// Whether a string in it is more than a word of a program.
  var holdsText: Bool {
    switch self {
    case .null, .bool, .number: false
    case .string(let text): text.utf8.contains { $0 >= 0x80 } || text.contains { $0.isWhitespace }
    case .array(let values): values.contains { $0.holdsText }
    case .object(let fields): fields.contains { $0.value.holdsText }
    }
  }

  private func gather(path: String, _ found: inout [RecordField.Value]) {
    switch self {
    case .null: break
    case .bool(let value): found.append(RecordField.Value(path: path, text: value ? "true" : "false"))
    case .number(let digits): found.append(RecordField.Value(path: path, text: digits))
    case .string(let text): found.append(RecordField.Value(path: path, text: text))
    case .array(let values): for value in values { value.gather(path: path, &found) }
    case .object(let fields):
      for field in fields {
        // Names within names may not add up to more than the file.
        let isLong = path.utf8.count + field.name.utf8.count > 200
        field.value.gather(
          path: path.isEmpty || isLong ? String(field.name.prefix(100)) : path + "." + field.name, &found)
      }
    }
  }
}
