// `wenjian verify-citations`: whether a text cites and quotes rightly.

import ArgumentParser
import Wenjian
import WenjianCitations
import WenjianComparison
import WenjianFileReaders
import WenjianJSON
import WenjianMessages
import WenjianText

struct VerifyCitationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-citations",
    abstract: localized("Check what a text cites and quotes against the documents of the index."),
    discussion: localized(
      """
      Each 《…》, 《…》第十条, number of a document and quotation is one of:

        exact       what is quoted is there, word for word
        found       what is cited is there; nothing of it is quoted
        differs     almost the words are there: [-theirs-]{+yours+}
        otherwise   what is cited is there, and does not say that; where the words are is told
        not here    the index does not have it, which says nothing of whether there is such a thing

      Script, variants of characters, width, blanks and punctuation make no difference, and … leaves something out. Of a \
      law with several versions, any that has the words counts; which one is told.

      EXAMPLES:
        wenjian verify-citations 论文.docx
        wenjian verify-citations draft.txt --problems
        wenjian verify-citations - --json < draft.txt

      Exit status 1 means that something differs, is otherwise, or is not in the index; 2 that a part of the file could not be read.
      """))

  @Argument(help: .localized("A file of any format that is read, or - for text on standard input."))
  var file: String
  @Flag(help: .localized("Only what is neither exact nor found."))
  var problems = false
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("Colour what differs."))
  var color = ColorChoice.auto
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws { _ = try outputArguments.shape(for: CitationChecksAnswer.self) }

  func run() throws {
    let citations = try Citations(of: location.open())
    let parts =
      try file == "-"
      ? texts(of: readBytes(of: file), name: "standard input.txt") : texts(ofFile: file)
    var checks: [CheckedPart] = []
    for part in parts.texts {
      checks += try citations.verify(part.text).map { CheckedPart(member: part.memberName, check: $0) }
    }
    let answer = CitationChecksAnswer(file: file, checks, onlyProblems: problems)
    let output = Output()
    try outputArguments.shape(for: CitationChecksAnswer.self).write(answer, to: output) {
      answer.writeListing(to: output, Terminal(color))
    }
    try output.finish()
    try tell(parts.skipped)
    if checks.contains(where: \.check.isProblem) { throw ExitStatus.nothingFound }
    if !parts.skipped.isEmpty { throw ExitStatus.incomplete }
  }
}

/// Tells on standard error which parts of a file were not looked at.
private func tell(_ skipped: [SkippedFileReport]) throws {
  let output = Output(descriptor: 2)
  for part in skipped {
    let reason = displayText(of: localized(english: part.reason))
    output.writeLine("wenjian: " + localized("not checked: \(displayKey(part.path)): \(reason)"))
  }
  try output.finish()
}

extension CitationChecksAnswer {
  fileprivate func writeListing(to output: Output, _ terminal: Terminal) {
    let counts = CitationCheck.Outcome.allCases.map { localized("\(grouped(count($0))) \($0.words)") }
    output.writeLine(clauses(counts))
    for part in shown where output.isOpen { write(part, to: output, terminal) }
  }

  private func write(_ part: CheckedPart, to output: Output, _ terminal: Terminal) {
    let check = part.check
    let place = [part.member.map(displayKey), localized("byte \(check.byteRange.lowerBound)")].compactMap { $0 }
    let name = check.citation.isEmpty ? "“…”" : displayText(of: check.citation)
    let outcome = padded(localized(check.outcome.words), to: 9)
    output.writeLine(
      terminal.styled(outcome, check.isProblem ? .match : .added) + "  " + name + "  "
        + localized("(\(clauses(place)))"))
    if let quotation = check.quotation, check.pieces.isEmpty {
      output.writeLine("           “" + displayText(of: quotation) + "”")
    }
    if !check.pieces.isEmpty {
      let text = check.pieces.map { piece in
        let text = displayText(of: piece.text)
        if piece.isPunctuation { return piece.kind == .removed ? "" : text }
        switch piece.kind {
        case .same: return text
        case .removed: return terminal.isColored ? terminal.styled(text, .removed) : "[-" + text + "-]"
        case .added: return terminal.isColored ? terminal.styled(text, .added) : "{+" + text + "+}"
        }
      }.joined()
      output.writeLine("           “" + text + "”")
    }
    if let document = check.document {
      let isMissing = check.outcome == .notInIndex
      output.writeLine(
        "           "
          + localized(
            isMissing
              ? "the index has the law, without this: \(displayKey(document))" : "in \(displayKey(document))"))
    }
    if let elsewhere = check.elsewhere {
      output.writeLine("           " + localized("these words: \(displayText(of: elsewhere))"))
    }
  }
}

extension CitationCheck.Outcome {
  fileprivate var words: Message {
    switch self {
    case .exact: "exact"
    case .found: "found"
    case .differs: "differs"
    case .otherwise: "otherwise"
    case .notInIndex: "not here"
    }
  }
}
