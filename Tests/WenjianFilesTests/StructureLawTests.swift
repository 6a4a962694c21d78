// The law of every reader, on random documents in every format.

import Testing
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Structure of every format")
struct StructureLawTests {
  @Test("a string in a paragraph is found there, and none across a border", arguments: LawRun.writers)
  func law(writer: DocumentWriter) {
    let rounds = LawRun.rounds(LawRun.documents)
    var failing: [Int] = []
    var outlines: [String: String] = [:]
    for round in rounds {
      let document = LawRun.document(writer, round)
      guard Self.difference(document, writer) != nil else { continue }
      failing.append(round)
      // Each different reason once, as small as it can be had.
      guard failing.count <= 20, outlines.count < 5 else { continue }
      let smallest = document.smallest(for: writer.features) { Self.difference($0, writer) != nil }
      if outlines[smallest.outline] == nil { outlines[smallest.outline] = Self.report(smallest, writer, round) }
    }
    guard !failing.isEmpty else { return }
    let reports = outlines.values.sorted().joined(separator: "\n\n")
    Issue.record("\(writer.name): \(failing.count) of \(rounds.count) documents\n\(reports)")
  }

  private static func difference(_ document: StructuredDocument, _ writer: DocumentWriter) -> String? {
    let written = writer.write(document)
    let reading = Reading(written.name, written.bytes)
    if let failure = reading.failure {
      // The program that reads the format is not installed.
      if case .missingProgram = failure { return nil }
      return failure == .noText && written.expected.isEmpty ? nil : "  cannot be read: \(failure)"
    }
    return written.expected.difference(from: reading.documents.map(\.text))
  }

  private static func report(_ document: StructuredDocument, _ writer: DocumentWriter, _ round: Int) -> String {
    let written = writer.write(document)
    var report = "\(document.outline)\n\(difference(document, writer) ?? "")\n"
    report += "  " + LawRun.replay(writer, round)
    if let directory = LawRun.directory {
      let path = "\(directory)/\(writer.name)-\(round)-\(written.name)"
      TestFile.write(written.bytes, to: path)
      report += "\n  \(path)"
    }
    if let text = String(validating: written.bytes, as: UTF8.self), !written.bytes.starts(with: "PK".utf8),
      !written.bytes.starts(with: "%PDF".utf8)
    {
      report += "\n  | " + text.suffix(700).split(whereSeparator: \.isNewline).joined(separator: "\n  | ")
    }
    return report
  }
}
