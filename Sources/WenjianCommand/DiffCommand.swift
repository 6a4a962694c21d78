// `wenjian diff`: what changed from one document to another, mostly from one version of a law to the next.

import ArgumentParser
import Wenjian
import WenjianComparison

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two documents, article by article: what was amended, added, removed, moved.",
    discussion: """
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
      """)

  @Argument(help: "The key of the older document: the path that search prints.")
  var old: String
  @Argument(help: "The key of the newer one.")
  var new: String
  @Option(
    help: ArgumentHelp("Compare by article, where both have them, or by paragraph.", valueName: "part"),
    transform: ComparisonUnit.typed)
  var by = ComparisonUnit.article
  @Flag(help: "Also what is the same, or differs in punctuation only.")
  var all = false
  @Flag(help: "Write a self-contained page.")
  var html = false
  @OptionGroup var location: IndexLocation
  @Option(help: "Colour what changed.")
  var color = ColorChoice.auto
  @OptionGroup var outputArguments: OutputArguments

  func validate() throws { _ = try shape() }

  private func shape() throws -> any OutputShape {
    let shape = try outputArguments.shape(for: DiffAnswer.self)
    guard html else { return shape }
    guard shape is ListingShape else {
      throw ValidationError("the output has one shape; take --html or the other one out")
    }
    return ComparisonPage()
  }

  func run() throws {
    let index = try location.open()
    let answer = DiffAnswer(
      old: try index.document(old), new: try index.document(new),
      comparison: try index.comparison(of: old, with: new, by: by), showsAll: all, terminal: Terminal(color))
    let output = Output()
    try shape().write(answer, to: output)
    try output.finish()
    if answer.comparison.hasSameWords { throw ExitStatus.nothingFound }
  }
}

extension ComparisonUnit {
  fileprivate static func typed(_ argument: String) throws -> ComparisonUnit {
    guard let unit = ComparisonUnit(rawValue: argument) else {
      throw ValidationError("\(argument) is no part to compare by; there are article and paragraph")
    }
    return unit
  }
}

/// The records are changes.
struct DiffAnswer: Answer {
  let old: IndexedDocument
  let new: IndexedDocument
  let comparison: TextComparison
  let showsAll: Bool
  let terminal: Terminal

  static var fields: [RecordField<UnitChange>] {
    [
      RecordField("kind") { .text($0.kind.rawValue) },
      RecordField("unit") { .text(($0.new ?? $0.old)?.kind.rawValue ?? "") },
      RecordField("oldNumber") { $0.old.map { .text($0.number) } },
      RecordField("newNumber") { $0.new.map { .text($0.number) } },
      RecordField("moved") { change in
        .structure(line: { change.isMoved ? "moved" : "" }, json: { $0.field($1, change.isMoved) })
      },
      RecordField("renumbered") { change in
        .structure(line: { change.isRenumbered ? "renumbered" : "" }, json: { $0.field($1, change.isRenumbered) })
      },
      RecordField("oldRange") { change in
        change.old.map { unit in
          .structure(line: { "\(unit.byteRange)" }, json: { $0.byteRange($1, unit.byteRange) })
        }
      },
      RecordField("newRange") { change in
        change.new.map { unit in
          .structure(line: { "\(unit.byteRange)" }, json: { $0.byteRange($1, unit.byteRange) })
        }
      },
      RecordField("pieces") { change in
        .structure(
          line: { change.markedText },
          json: { json, name in json.pieces(name, change.pieces) })
      },
    ]
  }

  /// What is listed by itself.
  var shown: [UnitChange] {
    comparison.changes.filter { change in
      switch change.kind {
      case .amended, .added, .removed: true
      case .unchanged, .punctuation: showsAll || change.isMoved
      }
    }
  }

  func forEachRecord(to output: Output, _ body: (UnitChange) throws -> Void) throws {
    for change in comparison.changes where output.isOpen {
      let isShown = showsAll || change.kind != .unchanged && change.kind != .punctuation
      if isShown || change.isMoved || change.isRenumbered { try body(change) }
    }
  }

  func writeJSON(to output: Output) throws {
    try JSONWriter.write(to: output) { json in
      json.object("old") { $0.document(old) }
      json.object("new") { $0.document(new) }
      json.field("by", comparison.unit.rawValue)
      for kind in UnitChange.Kind.allCases { json.field(kind.rawValue, comparison.count(of: kind)) }
      json.field("moved", comparison.changes.count(where: \.isMoved))
      json.field("renumbered", comparison.changes.count(where: \.isRenumbered))
      try json.array("changes") { json in
        try forEachRecord(to: output) { change in try json.element { try $0.record(change, Self.fields) } }
      }
    }
  }
}

extension JSONWriter {
  /// `{"start": …, "end": …}` in UTF-8 bytes.
  mutating func byteRange(_ name: String, _ range: Range<Int>) {
    object(name) { json in
      json.field("start", range.lowerBound)
      json.field("end", range.upperBound)
    }
  }

  /// What is the same, removed and added.
  mutating func pieces(_ name: String, _ pieces: [UnitChange.Piece]) {
    objects(name, pieces) { json, piece in
      json.field("kind", piece.kind.rawValue)
      json.field("text", piece.text)
      json.field("start", piece.byteRange.lowerBound)
      json.field("end", piece.byteRange.upperBound)
      if piece.isPunctuation { json.field("punctuation", true) }
    }
  }

  /// The fields of a document that lists have.
  mutating func document(_ document: IndexedDocument) {
    field("key", document.key)
    field("title", document.title)
    if let date = document.date { field("date", date.description) }
    if let source = document.source { field("source", source) }
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
    let words = [kind.rawValue] + (isMoved ? ["moved"] : [])
    let name = numbers.isEmpty ? "(\(unit.rawValue))" : numbers
    return name + ": " + words.joined(separator: ", ")
  }

  /// As `[UnitChange.Piece].markedText`; of what is as a whole added or removed the text alone.
  var markedText: String {
    kind == .added || kind == .removed ? pieces.map(\.text).joined() : pieces.markedText
  }
}

extension [UnitChange.Piece] {
  /// With `[-removed-]` and `{+added+}`, as wdiff(1) writes it.
  var markedText: String {
    map { piece in
      switch piece.kind {
      case .same: piece.text
      case .removed: "[-" + piece.text + "-]"
      case .added: "{+" + piece.text + "+}"
      }
    }.joined()
  }
}
