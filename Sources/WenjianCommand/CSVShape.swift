// Records as a table with commas (RFC 4180).

import WenjianJSON

/// A heading, and a line for each row. Values are the original characters; in quotation marks where they have to be,
/// and where they are empty, which a missing one is not.
struct CSVShape: OutputShape {
  /// Whether a byte order mark is before the heading.
  var startsWithMark = false

  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws {
    let columns = try answer.columns
    if startsWithMark { output.write("\u{FEFF}") }
    write(columns.map { Self.quoted($0.name) }, to: output)
    try answer.forEachRow { row in
      write(try columns.map { try Self.cell($0.value(row)) }, to: output)
      return output.isOpen
    }
  }

  private func write(_ cells: [String], to output: Output) {
    output.write(cells.joined(separator: ","))
    // A terminal is shown no control character.
    output.write(output.isTerminal ? "\n" : "\r\n")
  }

  private static func cell(_ value: FieldValue?) -> String {
    switch value {
    case nil, .null: ""
    case .integer, .number, .real: value?.text ?? ""
    case .text, .key, .structure: quoted(value?.text ?? "")
    }
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\n")
        && byte != UInt8(ascii: "\r")
    }
    if isPlain, !text.isEmpty { return text }
    let quote: Unicode.Scalar = "\""
    var scalars = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      if scalar == quote { scalars.append(quote) }
      scalars.append(scalar)
    }
    scalars.append(quote)
    return String(scalars)
  }
}
