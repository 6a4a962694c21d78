// `wenjian facets`: how the documents of a query are spread over years, issuers, folders.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

struct FacetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facets",
    abstract: localized("Count the documents and occurrences of a query by a field, exactly."),
    discussion: localized(
      """
      \(FacetKey.help)

      A document with several values counts for each of them. Values that only script, width, case or \
      blanks tell apart are one; documents are not. Documents without a value are counted last, as (none).

      EXAMPLES:
        wenjian facets 乡村振兴 --by year
        wenjian facets '脱贫 kind:通知' --by issuer --limit 20
        wenjian facets date:2016..2018 --by path/2 --json
        wenjian facets 乡村振兴 --by document --csv
        wenjian facets '第?书记' --by match

      Exit status 1 means that nothing was found.
      """))

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("What to count by.", valueName: "field"), transform: FacetKey.typed)
  var by: FacetKey
  @Option(help: .localized("The most values to show; those without a value come on top of it.", valueName: "n"))
  var limit: Int?
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    _ = try outputArguments.shape(for: FacetsAnswer.self)
    if let limit, limit < 0 { throw ValidationError(localized("--limit must not be negative, it is \(limit)")) }
  }

  func run() throws {
    let facets = try location.openAnywhere(within: query.timeLimit).facets(
      query.text, by: by, isExact: query.exact, widening: query.widening.value)
    let output = Output()
    let answer = FacetsAnswer(query: query.text, by: by, facets: facets, limit: limit)
    try outputArguments.shape(for: FacetsAnswer.self).write(answer, to: output) { answer.writeListing(to: output) }
    try output.finish()
    if facets.documents == 0 { throw ExitStatus.nothingFound }
  }
}

extension FacetsAnswer {
  fileprivate func writeListing(to output: Output) {
    output.writeLine(matchSummary(documents: facets.documents, occurrences: facets.occurrences))
    let names = shown.map { group in
      let name = group.value.map { displayText(of: $0) } ?? localized("(none)")
      return name.isEmpty ? localized("(empty)") : name
    }
    let width = names.map(displayWidth(of:)).max() ?? 0
    func digits(_ number: Int) -> Int { String(number).count }
    let documentDigits = digits(shown.map(\.documents).max() ?? 0)
    let occurrenceDigits = digits(shown.map(\.occurrences).max() ?? 0)
    for (group, name) in zip(shown, names) {
      func blanks(_ count: Int) -> String { String(repeating: " ", count: count + 2) }
      output.write(name + blanks(width - displayWidth(of: name) + documentDigits - digits(group.documents)))
      let documents = plainlyCounted(group.documents, "document")
      output.write(
        padded(documents, to: displayWidth(of: plainlyCounted(2, "document")) + digits(group.documents) - 1))
      output.write(blanks(occurrenceDigits - digits(group.occurrences)))
      output.writeLine(plainlyCounted(group.occurrences, "occurrence"))
    }
    let hidden = valueCount - shown.count { $0.value != nil }
    if hidden > 0 { output.writeLine(localized("\(counted(hidden, "value")) more: --limit \(valueCount)")) }
  }
}
