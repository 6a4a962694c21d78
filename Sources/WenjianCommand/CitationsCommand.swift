// `wenjian citations`, `cites` and `cited-by`: who cites whom.

import ArgumentParser
import Wenjian
import WenjianCitations
import WenjianText

struct CitationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "citations",
    abstract: "List what the documents cite, the most cited first; or what of it is not in the index.",
    discussion: """
      《…》, numbers of documents, and names of laws before an article count as one by their normal form: full and short \
      titles, both scripts, 〔2016〕 and [2016]. What a document says of itself (本法第十条) is not among them: see `cites`.

      EXAMPLES:
        wenjian citations --limit 20
        wenjian citations --unresolved
        wenjian citations --unresolved --csv > missing.csv
        wenjian citations --links --jsonl > links.jsonl

      Exit status 1 means that there are none.
      """)

  @Flag(help: "Only what no document of the index is.")
  var unresolved = false
  @Flag(help: "Every citation by itself, those of documents of themselves, too; with --jsonl, --csv or --format.")
  var links = false
  @Option(help: ArgumentHelp("The most to list.", valueName: "n"))
  var limit: Int?
  @OptionGroup var location: IndexLocation
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws {
    if links {
      guard !unresolved, limit == nil else { throw ValidationError("--links lists all of them") }
      let shape = try outputArguments.shape(for: LinksAnswer.self)
      guard !(shape is ListingShape), !(shape is JSONShape) else {
        throw ValidationError("--links goes with --jsonl, --csv or --format")
      }
    } else {
      _ = try outputArguments.shape(for: TargetsAnswer.self)
    }
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative, it is \(limit)") }
  }

  func run() throws {
    let citations = try Citations(of: location.open())
    if links {
      let output = Output()
      try outputArguments.shape(for: LinksAnswer.self).write(LinksAnswer(citations: citations), to: output)
      return try output.finish()
    }
    let all = try citations.targets()
    let answer = TargetsAnswer(all: all, showsUnresolved: unresolved, limit: limit)
    let output = Output()
    try outputArguments.shape(for: TargetsAnswer.self).write(answer, to: output)
    try output.finish()
    if answer.wanted.isEmpty { throw ExitStatus.nothingFound }
  }
}

struct CitesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cites",
    abstract: "List what a document cites, in the order of its text.",
    discussion: """
      Each line has what is cited and the document that it leads to: of several versions the newest when this one was \
      written. References of a document to itself, 本法第十条 and 前款, are told with --own.

      EXAMPLES:
        wenjian cites 法律/立法法.txt
        wenjian cites 法律/立法法.txt --own --jsonl

      Exit status 1 means that it cites nothing.
      """)

  @Argument(help: "The document's key: the path that search prints.")
  var key: String
  @Flag(help: "Also what it says of itself: 本法第十条, 前款, 第三条.")
  var own = false
  @OptionGroup var location: IndexLocation
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws { _ = try outputArguments.shape(for: CitationsAnswer.self) }

  func run() throws {
    let all = try Citations(of: location.open()).citations(in: key)
    let answer = CitationsAnswer(
      asked: key, citations: own ? all : all.filter { $0.kind != .own }, showsSource: false)
    try answer.write(outputArguments)
  }
}

struct CitedByCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cited-by",
    abstract: "List the citations of a law, an article or a document.",
    discussion: """
      What is cited may be typed as it is written, in full or short, or as the key of a document. With an article, those \
      are listed who cite it, a part of it or a range around it; who cites the law as a whole is listed with the law.

      EXAMPLES:
        wenjian cited-by '国发〔2016〕64号'
        wenjian cited-by '《立法法》第六十五条'
        wenjian cited-by 立法法 --json

      Exit status 1 means that nothing cites it.
      """)

  @Argument(help: "《立法法》, 立法法第六十五条, 国发〔2016〕64号, or the key of a document.")
  var target: String
  @OptionGroup var location: IndexLocation
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws { _ = try outputArguments.shape(for: CitationsAnswer.self) }

  func run() throws {
    let citations = try Citations(of: location.open()).citations(of: target)
    try CitationsAnswer(asked: target, citations: citations, showsSource: true).write(outputArguments)
  }
}

/// The records are citations.
struct CitationsAnswer: Answer {
  let asked: String
  let citations: [Citation]
  /// Whether the documents that cite differ, or what they cite does.
  let showsSource: Bool

  static var fields: [RecordField<Citation>] {
    [
      RecordField("source") { .key($0.source) },
      RecordField("target") { .text($0.target) },
      RecordField("kind") { .text($0.kind.rawValue) },
      RecordField("text") { .text($0.text) },
      RecordField("document") { $0.document.map { .key($0) } ?? .null },
      RecordField("documents") { citation in
        .structure(
          line: { citation.documents.map(displayKey).joined(separator: ", ") },
          json: { $0.strings($1, citation.documents) })
      },
      RecordField("place") { citation in
        let place = citation.place
        return .structure(
          line: { "" },
          json: { json, name in
            json.object(name) { json in
              for (name, value) in [
                ("article", place.article), ("insertion", place.insertion), ("paragraph", place.paragraph),
                ("item", place.item), ("point", place.point), ("through", place.through),
              ] where value > 0 { json.field(name, value) }
            }
          })
      },
      RecordField("range") { citation in
        .structure(line: { "\(citation.byteRange)" }, json: { $0.byteRange($1, citation.byteRange) })
      },
    ]
  }

  func write(_ arguments: OutputArguments) throws {
    let output = Output()
    try arguments.shape(for: CitationsAnswer.self).write(self, to: output)
    try output.finish()
    if citations.isEmpty { throw ExitStatus.nothingFound }
  }

  func forEachRecord(to output: Output, _ body: (Citation) throws -> Void) throws {
    for citation in citations where output.isOpen { try body(citation) }
  }

  func writeJSON(to output: Output) throws {
    try JSONWriter.write(to: output) { json in
      json.field(showsSource ? "target" : "key", asked)
      json.field("citations", citations.count)
      json.field("sources", Set(citations.map(\.source)).count)
      json.field("unresolved", citations.count { $0.documents.isEmpty })
      try json.objects("links", citations) { try $0.record($1, Self.fields) }
    }
  }

  func writeListing(to output: Output) {
    if showsSource {
      let sources = Set(citations.map(\.source)).count
      output.writeLine("\(counted(citations.count, "citation")) in \(counted(sources, "document"))")
      var last: String?
      for citation in citations where output.isOpen {
        if citation.source != last { output.writeLine(displayKey(citation.source)) }
        last = citation.source
        output.writeLine("  " + displayText(of: citation.target) + "  " + citation.text)
      }
      return
    }
    let missing = citations.count { $0.documents.isEmpty }
    let rest = missing > 0 ? ", \(grouped(missing)) of them not in the index" : ""
    output.writeLine("\(counted(citations.count, "citation"))\(rest)")
    for citation in citations where output.isOpen {
      let document = citation.document.map(displayKey) ?? "(not in the index)"
      output.writeLine("  " + displayText(of: citation.target) + "  " + document)
    }
  }
}

/// The records are all citations, read as they are written out.
private struct LinksAnswer: Answer {
  let citations: Citations

  static var fields: [RecordField<Citation>] { CitationsAnswer.fields }

  func forEachRecord(to output: Output, _ body: (Citation) throws -> Void) throws {
    try citations.forEachCitation { citation in
      guard output.isOpen else { throw ExitStatus.done }
      try body(citation)
    }
  }

  func writeListing(to output: Output) throws { preconditionFailure("links are for programs") }
  func writeJSON(to output: Output) throws { preconditionFailure("links are written one by one") }
}

/// The records are what is cited.
struct TargetsAnswer: Answer {
  let all: [CitationTarget]
  let showsUnresolved: Bool
  let limit: Int?

  static var fields: [RecordField<CitationTarget>] {
    [
      RecordField("target") { .text($0.target) },
      RecordField("kind") { .text($0.kind.rawValue) },
      RecordField("citations") { .integer($0.citations) },
      RecordField("sources") { .integer($0.sources) },
      RecordField("documents") { target in
        .structure(
          line: { target.documents.map(displayKey).joined(separator: ", ") },
          json: { $0.strings($1, target.documents) })
      },
    ]
  }

  var wanted: [CitationTarget] { showsUnresolved ? all.filter { $0.documents.isEmpty } : all }
  private var shown: ArraySlice<CitationTarget> { wanted.prefix(limit ?? wanted.count) }

  func forEachRecord(to output: Output, _ body: (CitationTarget) throws -> Void) throws {
    for target in shown where output.isOpen { try body(target) }
  }

  private func total(_ targets: [CitationTarget]) -> Int { targets.reduce(0) { $0 + $1.citations } }

  func writeJSON(to output: Output) throws {
    let missing = all.filter { $0.documents.isEmpty }
    try JSONWriter.write(to: output) { json in
      json.field("citations", total(all))
      json.field("targets", all.count)
      json.field("unresolvedCitations", total(missing))
      json.field("unresolvedTargets", missing.count)
      try json.objects("list", shown) { try $0.record($1, Self.fields) }
    }
  }

  func writeListing(to output: Output) {
    let missing = all.filter { $0.documents.isEmpty }
    output.writeLine(
      "\(counted(total(all), "citation")) of \(grouped(all.count)) laws and documents; "
        + "\(grouped(total(missing))) of \(grouped(missing.count)) that are not in the index")
    let digits = String(shown.first?.citations ?? 0).count
    for target in shown where output.isOpen {
      let count = String(target.citations)
      let name = displayText(of: target.target)
      let rest = target.documents.isEmpty && !showsUnresolved ? "  (not in the index)" : ""
      output.writeLine(
        String(repeating: " ", count: max(0, digits - count.count)) + count + "  " + name + "  in "
          + counted(target.sources, "document") + rest)
    }
    let hidden = wanted.count - shown.count
    if hidden > 0 { output.writeLine("\(grouped(hidden)) more: --limit \(wanted.count)") }
  }
}
