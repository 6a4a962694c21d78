// In which shape an answer is written, and the arguments that say so.

import ArgumentParser
import WenjianJSON
import WenjianMessages

/// Writes answers in one shape.
protocol OutputShape {
  /// - Parameter listing: writes the answer for people.
  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws
  /// Whether it tells a field of the records, where they have it.
  func shows(_ field: String) -> Bool
}

extension OutputShape {
  func shows(_ field: String) -> Bool { true }
}

/// The shapes that a flag asks for: a new one is a file with the shape, and a line in `allCases`.
struct ShapeFlag: EnumerableFlag, CustomStringConvertible {
  static var allCases: [ShapeFlag] {
    [
      ShapeFlag("json", JSONShape(), .localized("Write one JSON value, which JSON.md in the sources documents.")),
      ShapeFlag("jsonl", JSONLinesShape(), .localized("Write a line of JSON for each record.")),
      ShapeFlag("csv", CSVShape(), .localized("Write a table with commas and a heading (RFC 4180).")),
      ShapeFlag("tsv", TSVShape(), .localized("Write a table with tabs and a heading, each record in one line.")),
    ]
  }

  let description: String
  let shape: any OutputShape
  private let help: ArgumentHelp

  private init(_ name: String, _ shape: any OutputShape, _ help: ArgumentHelp) {
    description = name
    self.shape = shape
    self.help = help
  }

  static func == (a: ShapeFlag, b: ShapeFlag) -> Bool { a.description == b.description }
  static func name(for flag: ShapeFlag) -> NameSpecification { .customLong(flag.description) }
  static func help(for flag: ShapeFlag) -> ArgumentHelp? { flag.help }
}

/// The shape that is asked for.
struct OutputArguments: ParsableArguments {
  @Flag
  var flag: ShapeFlag?
  @Option(
    help: .localized(
      #"Write a line for each record: fields by name in braces, \t and \n, as '{key}\t{occurrences}'."#,
      valueName: "format"),
    transform: RecordFormat.typed)
  var format: RecordFormat?
  @Flag(help: .localized("End the lines of --format with a zero byte instead, and leave values as they are."))
  var null = false
  @Flag(help: .localized("Begin the table of --csv with a byte order mark, by which Excel knows UTF-8."))
  var bom = false

  /// - Parameter keysOnly: whether a line for each key is asked for.
  /// - Throws: `ValidationError` when two shapes are asked for, or a field that the answer does not have.
  func shape<Target: Answer>(for answer: Target.Type, keysOnly: Bool = false) throws -> any OutputShape {
    guard [flag != nil, format != nil, keysOnly].count(where: { $0 }) < 2 else {
      throw ValidationError(
        localized(
          "the output has one shape; take --format, --keys or \(flag.map { "--\($0)" } ?? localized("neither")) out"
        ))
    }
    guard !bom || flag?.shape is CSVShape else { throw ValidationError(localized("--bom goes with --csv")) }
    guard let format = keysOnly ? RecordFormat.keys : format else {
      guard !null else { throw ValidationError(localized("--null is for lines of --format or of --keys")) }
      return bom ? CSVShape(startsWithMark: true) : flag?.shape ?? ListingShape()
    }
    for name in format.fieldNames where answer.field(named: name) == nil {
      throw ValidationError(localized("there is no field {\(name)}; there are \(listed(answer.names))"))
    }
    return FormatShape(format: format, endsWithZero: null)
  }
}

/// For people, where nothing else is asked for.
struct ListingShape: OutputShape {
  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws { try listing() }
}

struct JSONShape: OutputShape {
  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws {
    try output.write(answer)
  }
}
