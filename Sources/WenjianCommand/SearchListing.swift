// The results of a search as people read them.

import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

struct SearchListing {
  private let results: SearchResults
  private let options: SearchOptions
  private let firstRank: Int
  private let passages: PassageReader
  /// The strings that are read as was typed, for a search by sound.
  private let soundingStrings: [Suggestions.CountedQuery]?
  private let terminal: Terminal

  init(_ answer: SearchAnswer, _ options: SearchOptions, _ terminal: Terminal) {
    results = answer.results
    self.options = options
    firstRank = options.offset + 1
    passages = answer.passages
    soundingStrings = answer.soundingStrings
    self.terminal = terminal
  }

  func write(to output: Output) throws {
    if let soundingStrings { writeLine(of: soundingStrings, to: output) }
    output.writeLine(
      matchSummary(
        documents: results.documents, distinct: results.distinctDocuments, occurrences: results.occurrences))
    for line in formLines(results.forms) { output.writeLine(terminal.styled(line, .mark)) }
    if let suggestions = try results.suggestions() {
      SuggestionsListing(suggestions: suggestions).write(to: output)
    }
    for part in results.unanswered { output.writeLine(terminal.styled(part.explanation, .mark)) }
    var hasRelatedHeading = false
    for (index, hit) in results.hits.enumerated() where output.isOpen {
      if hit.tier == .related, !hasRelatedHeading {
        hasRelatedHeading = true
        output.writeLine()
        output.writeLine(terminal.styled(localized("related:"), .mark))
      }
      output.writeLine()
      try write(hit, rank: firstRank + index, to: output)
    }
    let shownMatches = results.hits.count { $0.tier == .match }
    let next = firstRank - 1 + shownMatches
    let count = results.distinctDocuments ?? results.documents
    if options.cursor != nil {
      if let nextPage = results.nextPage {
        output.writeLine()
        output.writeLine(terminal.styled(localized("more: --after \(nextPage)"), .mark))
      }
    } else if shownMatches > 0, next < count {
      output.writeLine()
      output.writeLine(terminal.styled(localized("\(count - next) more: --offset \(next)"), .mark))
    }
    if let budget = passages.budget, budget.leftOut + budget.shortened > 0 {
      output.writeLine()
      output.writeLine(
        terminal.styled(
          localized(
            "\(counted(budget.leftOut, "passage")) left out and \(budget.shortened) shortened, for --max-bytes"),
          .mark))
    }
  }

  /// `第一书记 24, 地一书记 1`.
  private func writeLine(of strings: [Suggestions.CountedQuery], to output: Output) {
    let names = strings.map { displayText(of: $0.query) + " " + grouped($0.counts.occurrences) }
    output.writeLine(
      terminal.styled(
        strings.isEmpty
          ? localized("no string in the index sounds like this; searched as text") : names.joined(separator: " · "),
        .mark))
  }

  private func write(_ hit: Hit, rank: Int, to output: Output) throws {
    // Behind a cursor the rank is unknown.
    let number = options.cursor == nil ? "\(rank). " : "- "
    let title = displayText(of: hit.title)
    writeLines(
      title.isEmpty ? displayKey(hit.key) : title, indent: number, to: output
    ) { terminal.styled($0, .title) }
    let indent = String(repeating: " ", count: number.count)
    let occurrences = hit.tier == .match && hit.occurrences > 0 ? counted(hit.occurrences, "occurrence") : ""
    let key = displayKey(hit.key)
    output.write(indent)
    // The key is never cut or wrapped: people copy it into `wenjian show`.
    if key != title { output.write(terminal.styled(key, .key)) }
    if !occurrences.isEmpty { output.write((key == title ? "" : "  ") + occurrences) }
    if !hit.origin.isEmpty { output.write("  " + displayText(of: hit.origin)) }
    output.writeLine()
    if results.distinctDocuments != nil, case let copies = try hit.copies, !copies.isEmpty {
      let line = copiesLine(copies, columnCount: min(80, terminal.columnCount ?? 80) - indent.count)
      output.writeLine(indent + terminal.styled(line, .mark))
    }
    var place = ""
    for snippet in try passages.passages(of: hit) {
      place = writePlace(of: snippet, behind: place, indent: indent + "  ", to: output)
      let line = snippet.display
      writeLines(line.text, highlights: line.highlights, indent: indent + "  ", to: output) { $0 }
    }
  }

  /// Writes where a passage stands, unless the one before it stands there too.
  private func writePlace(
    of snippet: Snippet, behind previous: String, indent: String, to output: Output
  ) -> String {
    let columnCount = terminal.columnCount.map { max(20, $0 - indent.count) }
    let place = PlaceLine(snippet)?.text(columnCount: columnCount) ?? ""
    if !place.isEmpty, place != previous { output.writeLine(indent + terminal.styled(place, .mark)) }
    return place
  }

  /// Writes text as lines behind an indent, of which only the first is printed as given.
  private func writeLines(
    _ text: String, highlights: [Range<Int>] = [], indent: String, to output: Output,
    _ styled: (String) -> String
  ) {
    let lines =
      if let columnCount = terminal.columnCount {
        wrappedLines(of: text, columnCount: max(20, columnCount - indent.count))
      } else {
        [0..<text.utf8.count]
      }
    for (index, line) in lines.enumerated() {
      output.write(index == 0 ? indent : String(repeating: " ", count: indent.count))
      output.writeLine(styled(highlighted(text, line: line, highlights: highlights, terminal)))
    }
  }
}

/// `5 documents, 24 occurrences`, `5 documents (3 without copies), …`: plain digits, because scripts read this line.
func matchSummary(documents: Int, distinct: Int? = nil, occurrences: Int) -> String {
  let (documents, occurrences) = (plainlyCounted(documents, "document"), plainlyCounted(occurrences, "occurrence"))
  guard let distinct else { return localized("\(documents), \(occurrences)") }
  return localized("\(documents) (\(distinct) without copies), \(occurrences)")
}

extension Hit {
  /// `2016-12-02  国发〔2016〕64号  国务院`: what tells a document apart from others of its name.
  fileprivate var origin: String {
    [date?.description, documentNumber, source ?? issuer].compactMap { $0 }.text(separator: "  ")
  }
}

extension UnansweredPart {
  fileprivate var explanation: String {
    switch self {
    case .related: localized("an index in a cluster finds no related documents")
    case .suggestions: localized("an index in a cluster makes no suggestions")
    }
  }
}
