// Records as lines that the user words: --format '{title}\t{occurrences}'.

import ArgumentParser
import WenjianJSON
import WenjianMessages

/// A text with the names of fields in braces.
struct RecordFormat {
  enum Part: Equatable {
    case text(String)
    case field(String)
  }

  let parts: [Part]

  static let keys = RecordFormat(parts: [.field("key")])

  var fieldNames: [String] {
    parts.compactMap { part in
      if case .field(let name) = part { return name }
      return nil
    }
  }

  /// - Throws: `ValidationError` for a brace or an escape that means nothing.
  static func typed(_ argument: String) throws -> RecordFormat {
    var parts: [Part] = []
    var text = String.UnicodeScalarView()
    func close() {
      if !text.isEmpty { parts.append(.text(String(text))) }
      text = String.UnicodeScalarView()
    }
    var rest = argument.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        guard let escaped = rest.popFirst(), let meant = escapes[escaped] else {
          throw ValidationError(localized(#"a \ goes before t, n, \, { or }"#))
        }
        text.append(meant)
      case "{":
        guard let end = rest.firstIndex(of: "}"), end > rest.startIndex else {
          throw ValidationError(
            localized(#"a { opens the name of a field, as in {key}; write \{ for the character"#))
        }
        close()
        parts.append(.field(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      case "}":
        throw ValidationError(
          localized(#"a } closes the name of a field, as in {key}; write \} for the character"#))
      default: text.append(scalar)
      }
    }
    close()
    return RecordFormat(parts: parts)
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "t": "\t", "n": "\n", "\\": "\\", "{": "{", "}": "}",
  ]
}

struct FormatShape: OutputShape {
  let format: RecordFormat
  /// Then values are the original characters, line ends and all.
  let endsWithZero: Bool

  func shows(_ field: String) -> Bool { format.fieldNames.contains(field) }

  func write<Target: Answer>(_ answer: Target, to output: Output, listing: () throws -> Void) throws {
    // Each field is asked for once a record: passages are read for it.
    var names: [String] = []
    for name in format.fieldNames where !names.contains(name) { names.append(name) }
    let fields = names.compactMap { Target.field(named: $0) }
    precondition(fields.count == names.count, "FormatShape.write: \(names) are not all fields of the answer")
    try answer.forEachRow { row in
      let values = try fields.map { field in
        try field.value(row).map { endsWithZero ? $0.text : $0.line } ?? ""
      }
      for part in format.parts {
        switch part {
        case .text(let text): output.write(text)
        case .field(let name): output.write(zip(names, values).first { $0.0 == name }?.1 ?? "")
        }
      }
      output.write(byte: endsWithZero ? 0 : UInt8(ascii: "\n"))
      return output.isOpen
    }
  }
}
