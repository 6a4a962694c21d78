// `wenjian facets`: how the documents of a query are spread over years, issuers, folders.

import ArgumentParser
import Wenjian
import WenjianText

struct FacetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facets",
    abstract: "Count the documents and occurrences of a query by a field, exactly.",
    discussion: """
      BY:
        year  month                 of what documents are dated
        source  author  issuer  kind  topic  docno  title  signed  date
        path  path/2                the first folder of the path; the first two
        field:NAME                  a field of your own

      A document with several values counts for each of them. Values that only script, width, case or \
      blanks tell apart are one. Documents without a value are counted last, as (none).

      EXAMPLES:
        wenjian facets 乡村振兴 --by year
        wenjian facets '脱贫 kind:通知' --by issuer --limit 20
        wenjian facets date:2016..2018 --by path/2 --json

      Exit status 1 means that nothing was found.
      """)

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Option(help: ArgumentHelp("What to count by.", valueName: "field"), transform: FacetKey.typed)
  var by: FacetKey
  @Option(help: ArgumentHelp("The most values to show; those without a value come on top of it.", valueName: "n"))
  var limit: Int?
  @Flag(help: "Write one JSON object.")
  var json = false

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative, it is \(limit)") }
  }

  func run() throws {
    let facets = try location.open().facets(query.text, by: by, isExact: query.exact)
    let valued = facets.groups.filter { $0.value != nil }
    let shown = valued.prefix(limit ?? valued.count) + facets.groups.filter { $0.value == nil }
    let output = Output()
    if json {
      JSONWriter.write(to: output) { json in
        json.field("query", query.text)
        json.field("by", by.typedName)
        json.field("documents", facets.documents)
        json.field("occurrences", facets.occurrences)
        json.field("values", valued.count)
        json.objects("groups", shown) { json, group in
          if let value = group.value { json.field("value", value) } else { json.null("value") }
          json.field("documents", group.documents)
          json.field("occurrences", group.occurrences)
        }
      }
    } else {
      write(facets, Array(shown), of: valued.count, to: output)
    }
    try output.finish()
    if facets.documents == 0 { throw ExitStatus.nothingFound }
  }

  private func write(_ facets: Facets, _ shown: [FacetGroup], of valueCount: Int, to output: Output) {
    output.writeLine(matchSummary(documents: facets.documents, occurrences: facets.occurrences))
    let names = shown.map { group in
      let name = group.value.map { displayText(of: $0) } ?? "(none)"
      return name.isEmpty ? "(empty)" : name
    }
    let width = names.map(displayWidth(of:)).max() ?? 0
    func digits(_ number: Int) -> Int { String(number).count }
    let documentDigits = digits(shown.map(\.documents).max() ?? 0)
    let occurrenceDigits = digits(shown.map(\.occurrences).max() ?? 0)
    for (group, name) in zip(shown, names) {
      func blanks(_ count: Int) -> String { String(repeating: " ", count: count + 2) }
      output.write(name + blanks(width - displayWidth(of: name) + documentDigits - digits(group.documents)))
      output.write("\(group.documents) document\(group.documents == 1 ? " " : "s")")
      output.write(blanks(occurrenceDigits - digits(group.occurrences)))
      output.writeLine("\(group.occurrences) occurrence\(group.occurrences == 1 ? "" : "s")")
    }
    let hidden = valueCount - shown.count { $0.value != nil }
    if hidden > 0 { output.writeLine("\(counted(hidden, "value")) more: --limit \(valueCount)") }
  }
}

extension FacetKey {
  fileprivate static func typed(_ argument: String) throws -> FacetKey {
    switch argument {
    case "year": return .year
    case "month": return .month
    case "path": return .path(depth: 1)
    case _ where argument.hasPrefix("path/"):
      guard let depth = Int(argument.dropFirst(5)), (1...1000).contains(depth) else {
        throw ValidationError("\(argument) is no depth of folders; write path/2")
      }
      return .path(depth: depth)
    default:
      guard let field = DocumentField(typed: argument) else {
        throw ValidationError(
          "there is no field \(argument); there are year, month, path, path/2, field:NAME and "
            + DocumentField.known.map(\.typedName).joined(separator: ", "))
      }
      return .field(field)
    }
  }

  /// As it is typed.
  fileprivate var typedName: String {
    switch self {
    case .year: "year"
    case .month: "month"
    case .path(let depth): depth == 1 ? "path" : "path/\(depth)"
    case .field(let field): field.typedName
    }
  }
}
