// `wenjian diff`: what changed from one document to another, mostly from one version of a law to the next.

import ArgumentParser
import Wenjian
import WenjianComparison
import WenjianJSON
import WenjianMessages

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: localized("Compare two documents, article by article: what was amended, added, removed, moved."),
    discussion: localized(
      """
      Script, variants of characters, width, blanks and line ends make no difference, so that what is shown was \
      really changed. Articles are told by what they say, not by their numbers: those that only got other numbers \
      are listed as such. Marks of punctuation alone are no amendment; --all shows them, and what is the same.

      Off a terminal, or without colours, [-removed-] and {+added+}.

      EXAMPLES:
        wenjian versions 立法法
        wenjian diff '立法法(2015-03-15).txt' '立法法(2023-03-13).txt'
        wenjian diff a.txt b.txt --by paragraph --json
        wenjian diff old.txt new.txt --html > changes.html

      Exit status 1 means that no word differs.
      """))

  @Argument(help: .localized("The key of the older document: the path that search prints."))
  var old: String
  @Argument(help: .localized("The key of the newer one."))
  var new: String
  @Option(
    help: .localized("Compare by article, where both have them, or by paragraph.", valueName: "part"),
    transform: ComparisonUnit.typed)
  var by = ComparisonUnit.article
  @Flag(help: .localized("Also what is the same, or differs in punctuation only."))
  var all = false
  @Flag(help: .localized("Write a self-contained page."))
  var html = false
  @OptionGroup var location: IndexLocation
  @Option(help: .localized("Colour what changed."))
  var color = ColorChoice.auto
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws { _ = try shape() }

  private func shape() throws -> any OutputShape {
    let shape = try outputArguments.shape(for: ComparisonAnswer.self)
    guard html else { return shape }
    guard shape is ListingShape else {
      throw ValidationError(localized("the output has one shape; take --html or the other one out"))
    }
    return ComparisonPage()
  }

  func run() throws {
    let index = try location.open()
    let answer = ComparisonAnswer(
      old: try index.document(old), new: try index.document(new),
      try index.comparison(of: old, with: new, by: by), includesSame: all)
    let output = Output()
    try shape().write(answer, to: output) { answer.writeListing(to: output, Terminal(color)) }
    try output.finish()
    if answer.comparison.hasSameWords { throw ExitStatus.nothingFound }
  }
}

extension ComparisonUnit {
  fileprivate static func typed(_ argument: String) throws -> ComparisonUnit {
    guard let unit = ComparisonUnit(rawValue: argument) else {
      throw ValidationError(localized("\(argument) is no part to compare by; there are article and paragraph"))
    }
    return unit
  }
}

extension ComparisonAnswer {
  /// What is listed by itself.
  var shown: [UnitChange] {
    comparison.changes.filter { change in
      switch change.kind {
      case .amended, .added, .removed: true
      case .unchanged, .punctuation: includesSame || change.isMoved
      }
    }
  }
}

extension UnitChange {
  /// What became of it, in words: `第十条 → 第十一条: amended, moved`.
  var summary: String {
    let numbers: String
    switch (old?.number ?? "", new?.number ?? "") {
    case ("", let number), (let number, ""): numbers = number
    case (let old, let new): numbers = isRenumbered ? old + " → " + new : new
    }
    let unit = (new ?? old)?.kind ?? .paragraph
    let words = [kind.name] + (isMoved ? [localized("moved")] : [])
    let name = numbers.isEmpty ? "(" + unit.name + ")" : numbers
    return localized("\(name): \(clauses(words))")
  }
}

extension ComparedUnit.Kind {
  /// As people read it.
  fileprivate var name: String {
    switch self {
    case .article: localized("article")
    case .heading: localized("heading")
    case .paragraph: localized("paragraph")
    }
  }
}
