// `wenjian explain`: how a query is read and found, and what that costs.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: localized("Tell how a query is read, folded and found, and where time goes."),
    discussion: localized(
      """
      A string is found by its grams, the pairs of neighbours in it: the rarest lists are \
      intersected. Words only rank.

      EXAMPLES:
        wenjian explain 第一書記
        wenjian explain '脱贫 (产业 OR 就业)' --json
      """))

  @OptionGroup var query: QueryArguments
  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let explanation = try query.timeLimit.applied(to: location.open()).explain(query.text, isExact: query.exact)
    let output = Output()
    if json {
      try output.write(ExplanationAnswer(query: query.text, explanation))
    } else {
      explanation.write(to: output)
    }
    try output.finish()
  }
}

extension QueryExplanation {
  fileprivate func write(to output: Output) {
    func row(_ name: String, _ value: String, indent: Int = 0) {
      output.writeLine(String(repeating: " ", count: indent) + padded(name, to: 10) + value)
    }
    row(localized("read as"), canonical)
    row(localized("found"), matchSummary(documents: documents, occurrences: occurrences))
    row(
      localized("time"),
      localized(
        "\(duration(nanoseconds: parseTime)) reading the query, "
          + "\(duration(nanoseconds: searchTime)) searching, counting and ranking"))
    for (index, root) in plan.enumerated() {
      output.writeLine()
      output.writeLine(localized(plan.count == 1 ? "plan" : "plan of segment \(index + 1)"))
      root.write(to: output, depth: 1)
    }
    for term in terms {
      output.writeLine()
      output.writeLine(term.text + term.remark)
      row(localized("folded"), term.folded, indent: 2)
      for (index, form) in term.forms.enumerated() {
        row(
          index == 0 ? localized("forms") : "",
          padded(form.text, to: 24) + matchSummary(documents: form.documents, occurrences: form.occurrences)
            + (form.rules.isEmpty ? "" : "  " + localized("(\(listed(form.rules.map(\.rawValue))))")),
          indent: 2)
      }
      row(localized("elements"), term.elements.joined(separator: " "), indent: 2)
      row(localized("words"), term.words.joined(separator: " "), indent: 2)
      for (index, gram) in term.grams.enumerated() {
        row(
          index == 0 ? localized("grams") : "",
          padded(gram.text, to: 8)
            + localized(
              gram.isUsed
                ? "at \(gram.offset), \(counted(gram.positions, "position")), used"
                : "at \(gram.offset), \(counted(gram.positions, "position"))"),
          indent: 2)
      }
      row(
        localized("found"),
        matchSummary(documents: term.documents, occurrences: term.occurrences)
          + localized(" in \(duration(nanoseconds: term.matchTime))"), indent: 2)
    }
  }
}

extension QueryExplanation.Node {
  fileprivate func write(to output: Output, depth: Int) {
    var costs = [counted(documents, "document"), counted(occurrences, "occurrence")]
    if documentBlocks > 0 { costs.append(localized("\(counted(documentBlocks, "block")) of documents read")) }
    if positionBlocks > 0 { costs.append(localized("\(counted(positionBlocks, "block")) of positions read")) }
    let name = padded(String(repeating: "  ", count: depth) + name, to: 24)
    output.writeLine(
      name + (path.isEmpty ? clauses(costs) : localized("\(localized(english: path)): \(clauses(costs))")))
    for part in parts { part.write(to: output, depth: depth + 1) }
  }
}

extension QueryExplanation.Term {
  fileprivate var remark: String {
    let remarks =
      [isQuoted ? localized("quoted") : nil, isExact ? localized("exact") : nil].compactMap { $0 }
      + conditions.map { localized(english: $0) }
    return remarks.isEmpty ? "" : "  " + localized("(\(clauses(remarks)))")
  }
}
