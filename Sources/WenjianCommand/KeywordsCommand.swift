// `wenjian keywords`: what marks some documents against others.

import ArgumentParser
import Wenjian
import WenjianConcordance
import WenjianJSON
import WenjianMessages

struct KeywordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keywords",
    abstract: localized("List the words or strings that some documents have more often than the others."),
    discussion: localized(
      """
      The query chooses the documents, by fields, by text, or both; they are compared with all others, or with those of \
      --against that are not among them. Ranked by log-likelihood (15.13 is p < .0001); the ratio is how many times as \
      frequent it is, as a logarithm to 2: 1 is twice. With --unit strings no words are cut: strings of any length that \
      repeat, without punctuation; of those that are mostly part of another only that one is listed.

      EXAMPLES:
        wenjian keywords issuer:教育部
        wenjian keywords date:2020.. --against date:..2000
        wenjian keywords 'path:贵州/*' --unit strings --min 10
        wenjian keywords 第一书记 --against kind:通知 --csv

      Exit status 1 means that nothing was found, or that there is nothing to compare with. JSON.md in the sources \
      documents --json.
      """))

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("The documents to compare with: those of this query.", valueName: "query"))
  var against: String?
  @Option(
    help: .localized("What is compared: words or strings.", valueName: "unit"),
    transform: { try named($0, KeywordUnit.self) { "there is no unit \($0); there are \($1)" } })
  var unit = KeywordUnit.words
  @Option(help: .localized("Leave out what occurs fewer times in the documents.", valueName: "n"))
  var min = 5
  @Option(help: .localized("The most to show: 50 for people, else 500.", valueName: "n"))
  var limit: Int?
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    _ = try outputArguments.shape(for: KeywordsAnswer.self)
    guard min >= 2 else { throw ValidationError(localized("--min must be 2 at least, it is \(min)")) }
    guard (0...1_000_000).contains(limit ?? 0) else {
      throw ValidationError(localized("--limit must be between 0 and 1000000, it is \(limit ?? 0)"))
    }
  }

  func run() throws {
    let shape = try outputArguments.shape(for: KeywordsAnswer.self)
    let keywords = try location.openForQueries(within: query.timeLimit).keywords(
      of: query.text, against: against,
      options: KeywordOptions(
        unit: unit, minimum: min, limit: limit ?? (shape is ListingShape ? 50 : 500), isExact: query.exact,
        widening: query.widening.value))
    let output = Output()
    let answer = KeywordsAnswer(query: query.text, against: against, unit: unit, keywords)
    try shape.write(answer, to: output) { answer.writeListing(to: output) }
    try output.finish()
    if keywords.documents == 0 || keywords.otherDocuments == 0 { throw ExitStatus.nothingFound }
  }
}

extension KeywordsAnswer {
  fileprivate func writeListing(to output: Output) {
    let (documents, tokens) = (counted(keywords.documents, "document"), grouped(keywords.tokens))
    let (others, otherTokens) = (grouped(keywords.otherDocuments), grouped(keywords.otherTokens))
    output.writeLine(
      localized(
        unit == .words
          ? "\(documents) of \(tokens) words, against \(others) of \(otherTokens)"
          : "\(documents) of \(tokens) characters, against \(others) of \(otherTokens)"))
    guard !keywords.keywords.isEmpty else { return }
    output.writeLine()
    writeTable(
      heading: [
        "", localized("log-likelihood"), localized("ratio"), localized("here"), localized("documents"),
        localized("there"), localized("documents"),
      ],
      rows: keywords.keywords.map { keyword in
        [
          FieldValue.text(keyword.text).line, decimal(keyword.logLikelihood, places: 1),
          decimal(keyword.logRatio, places: 2), "\(keyword.occurrences)", "\(keyword.documents)",
          "\(keyword.otherOccurrences)", "\(keyword.otherDocuments)",
        ]
      }, to: output)
  }
}
