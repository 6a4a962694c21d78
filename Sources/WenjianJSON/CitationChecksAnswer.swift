// Whether what a text cites and quotes is so.

public import WenjianCitations
import WenjianText

/// A check, and of which part of the file it is.
public struct CheckedPart: Sendable {
  /// Of an archive or a file of records; nil for the file itself.
  public let member: String?
  public let check: CitationCheck

  public init(member: String?, check: CitationCheck) {
    self.member = member
    self.check = check
  }
}

/// The citations and quotations of a text, checked, as `verify-citations` in JSON.md. The records are checks.
public struct CitationChecksAnswer {
  let file: String?
  let all: [CheckedPart]
  /// Those that are told.
  package let shown: [CheckedPart]

  /// - Parameters:
  ///   - file: what the text is called; nil for one that is in no file.
  ///   - onlyProblems: whether only what is not as the text says, is told.
  public init(file: String? = nil, _ all: [CheckedPart], onlyProblems: Bool = false) {
    self.file = file
    self.all = all
    shown = onlyProblems ? all.filter(\.check.isProblem) : all
  }

  package func count(_ outcome: CitationCheck.Outcome) -> Int { all.count { $0.check.outcome == outcome } }
}

extension CitationChecksAnswer: Answer {
  package static var fields: [RecordField<CheckedPart>] {
    [
      RecordField("member") { $0.member.map { .text($0) } },
      RecordField("outcome") { .text($0.check.outcome.rawValue) },
      RecordField("citation") { .text($0.check.citation) },
      RecordField("target") { .text($0.check.target) },
      RecordField("quotation") { $0.check.quotation.map { .text($0) } },
      RecordField("document") { $0.check.document.map { .key($0) } ?? .null },
      RecordField("elsewhere") { $0.check.elsewhere.map { .text($0) } },
      RecordField("scriptDiffers") { part in
        part.check.scriptDiffers ? .structure(line: { "true" }, json: { $0.field($1, true) }) : nil
      },
      RecordField("range") { part in
        .structure(line: { "\(part.check.byteRange)" }, json: { $0.byteRange($1, part.check.byteRange) })
      },
      RecordField("passage") { part in
        part.check.passage.map { passage in
          .structure(line: { displayText(of: passage.text) }, json: { $0.passage($1, passage) })
        }
      },
      RecordField("pieces") { part in
        guard !part.check.pieces.isEmpty else { return nil }
        return .structure(
          line: { part.check.pieces.markedText }, json: { json, name in json.pieces(name, part.check.pieces) })
      },
    ]
  }

  package func forEachRecord(_ body: (CheckedPart) throws -> Bool) throws { try shown.forEachWhile(body) }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      if let file { json.field("file", file) }
      for outcome in CitationCheck.Outcome.allCases { json.field(outcome.rawValue, count(outcome)) }
      try json.records("checks", of: self)
    }
  }
}

extension JSONWriter {
  /// A stretch of a document that words were compared with.
  fileprivate mutating func passage(_ name: String, _ passage: QuotedPassage) {
    object(name) { json in
      json.field("document", passage.document)
      json.byteRange("range", passage.byteRange)
      if let citation = passage.citation { json.field("citation", citation) }
      json.field("text", passage.text)
    }
  }
}
