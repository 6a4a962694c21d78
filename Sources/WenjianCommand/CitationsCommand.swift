// `wenjian citations`, `cites` and `cited-by`: who cites whom.

import ArgumentParser
import Wenjian
import WenjianCitations
import WenjianJSON
import WenjianMessages
import WenjianText

struct CitationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "citations",
    abstract: localized("List what the documents cite, the most cited first; or what of it is not in the index."),
    discussion: localized(
      """
      《…》, numbers of documents, and names of laws before an article count as one by their normal form: full and short \
      titles, both scripts, 〔2016〕 and [2016]. What a document says of itself (本法第十条) is not among them: see `cites`.

      EXAMPLES:
        wenjian citations --limit 20
        wenjian citations --unresolved
        wenjian citations --unresolved --csv > missing.csv
        wenjian citations --links --jsonl > links.jsonl

      Exit status 1 means that there are none.
      """))

  @Flag(help: .localized("Only what no document of the index is."))
  var unresolved = false
  @Flag(
    help: .localized(
      "Every citation by itself, those of documents of themselves, too; with --jsonl, --csv or --format."))
  var links = false
  @Option(help: .localized("The most to list.", valueName: "n"))
  var limit: Int?
  @OptionGroup var location: IndexLocation
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    if links {
      guard !unresolved, limit == nil else { throw ValidationError(localized("--links lists all of them")) }
      let shape = try outputArguments.shape(for: LinksAnswer.self)
      guard !(shape is ListingShape), !(shape is JSONShape) else {
        throw ValidationError(localized("--links goes with --jsonl, --csv or --format"))
      }
    } else {
      _ = try outputArguments.shape(for: CitationTargetsAnswer.self)
    }
    if let limit, limit < 0 { throw ValidationError(localized("--limit must not be negative, it is \(limit)")) }
  }

  func run() throws {
    let citations = try Citations(of: location.open())
    if links {
      let output = Output()
      try outputArguments.shape(for: LinksAnswer.self).write(LinksAnswer(citations: citations), to: output) {}
      return try output.finish()
    }
    let all = try citations.targets()
    let answer = CitationTargetsAnswer(all, onlyUnresolved: unresolved, limit: limit)
    let output = Output()
    try outputArguments.shape(for: CitationTargetsAnswer.self).write(answer, to: output) {
      answer.writeListing(to: output, namesUnresolved: !unresolved)
    }
    try output.finish()
    if answer.wanted.isEmpty { throw ExitStatus.nothingFound }
  }
}

struct CitesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cites",
    abstract: localized("List what a document cites, in the order of its text."),
    discussion: localized(
      """
      Each line has what is cited and the document that it leads to: of several versions the newest when this one was \
      written. References of a document to itself, 本法第十条 and 前款, are told with --own.

      EXAMPLES:
        wenjian cites 法律/立法法.txt
        wenjian cites 法律/立法法.txt --own --jsonl

      Exit status 1 means that it cites nothing.
      """))

  @Argument(help: .localized("The document's key: the path that search prints."))
  var key: String
  @Flag(help: .localized("Also what it says of itself: 本法第十条, 前款, 第三条."))
  var own = false
  @OptionGroup var location: IndexLocation
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws { _ = try outputArguments.shape(for: CitationsAnswer.self) }

  func run() throws {
    let all = try Citations(of: location.open()).citations(in: key)
    try CitationsAnswer(.source(key: key), own ? all : all.filter { $0.kind != .own }).write(outputArguments)
  }
}

struct CitedByCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cited-by",
    abstract: localized("List the citations of a law, an article or a document."),
    discussion: localized(
      """
      What is cited may be typed as it is written, in full or short, or as the key of a document. With an article, those \
      are listed who cite it, a part of it or a range around it; who cites the law as a whole is listed with the law.

      EXAMPLES:
        wenjian cited-by '国发〔2016〕64号'
        wenjian cited-by '《立法法》第六十五条'
        wenjian cited-by 立法法 --json

      Exit status 1 means that nothing cites it.
      """))

  @Argument(help: .localized("《立法法》, 立法法第六十五条, 国发〔2016〕64号, or the key of a document."))
  var target: String
  @OptionGroup var location: IndexLocation
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws { _ = try outputArguments.shape(for: CitationsAnswer.self) }

  func run() throws {
    let citations = try Citations(of: location.open()).citations(of: target)
    try CitationsAnswer(.target(target), citations).write(outputArguments)
  }
}

extension CitationsAnswer {
  fileprivate func write(_ arguments: OutputArguments) throws {
    let output = Output()
    try arguments.shape(for: CitationsAnswer.self).write(self, to: output) { writeListing(to: output) }
    try output.finish()
    if citations.isEmpty { throw ExitStatus.nothingFound }
  }

  private func writeListing(to output: Output) {
    if case .target = subject {
      let sources = Set(citations.map(\.source)).count
      output.writeLine(localized("\(counted(citations.count, "citation")) in \(counted(sources, "document"))"))
      var last: String?
      for citation in citations where output.isOpen {
        if citation.source != last { output.writeLine(displayKey(citation.source)) }
        last = citation.source
        output.writeLine("  " + displayText(of: citation.target) + "  " + citation.text)
      }
      return
    }
    let missing = citations.count { $0.documents.isEmpty }
    let rest = missing > 0 ? localized(", \(grouped(missing)) of them not in the index") : ""
    output.writeLine("\(counted(citations.count, "citation"))\(rest)")
    for citation in citations where output.isOpen {
      let document = citation.document.map(displayKey) ?? localized("(not in the index)")
      output.writeLine("  " + displayText(of: citation.target) + "  " + document)
    }
  }
}

/// The records are all citations, read as they are written out.
private struct LinksAnswer: Answer {
  let citations: Citations

  static var fields: [RecordField<Citation>] { CitationsAnswer.fields }

  func forEachRecord(_ body: (Citation) throws -> Bool) throws {
    try citations.forEachCitation { guard try body($0) else { throw ExitStatus.done } }
  }

  func write(to json: inout JSONWriter) throws { preconditionFailure("links are written one by one") }
}

extension CitationTargetsAnswer {
  /// - Parameter namesUnresolved: whether it is said which are not in the index.
  fileprivate func writeListing(to output: Output, namesUnresolved: Bool) {
    let missing = all.filter { $0.documents.isEmpty }
    output.writeLine(
      localized(
        "\(counted(total(all), "citation")) of \(grouped(all.count)) laws and documents; "
          + "\(grouped(total(missing))) of \(grouped(missing.count)) that are not in the index"))
    let digits = String(shown.first?.citations ?? 0).count
    for target in shown where output.isOpen {
      let count = String(target.citations)
      let name = displayText(of: target.target)
      let rest = target.documents.isEmpty && namesUnresolved ? "  " + localized("(not in the index)") : ""
      output.writeLine(
        String(repeating: " ", count: max(0, digits - count.count)) + count + "  " + name + "  "
          + localized("in \(counted(target.sources, "document"))") + rest)
    }
    let hidden = wanted.count - shown.count
    if hidden > 0 { output.writeLine(localized("\(grouped(hidden)) more: --limit \(wanted.count)")) }
  }
}
