// The law of every reader, on random documents in every format.

import Testing
import WenjianTestSupport

@testable import WenjianFiles

/// What is asked of the law, by the environment.
private enum LawRun {
  /// `WENJIAN_LAW=docx,odt` or `all`: these formats, whether their readers obey it yet or not.
  static let formats = SharedFiles.environment("WENJIAN_LAW")?.split(separator: ",").map(String.init)
  /// `WENJIAN_LAW_DOCUMENTS=500`: so many of each.
  static let documents =
    SharedFiles.environment("WENJIAN_LAW_DOCUMENTS").flatMap { Int($0) } ?? (SharedFiles.isLongRun ? 2_000 : 30)
  /// `WENJIAN_LAW_ROUND=17`, with a seed: this document alone.
  static let round = SharedFiles.environment("WENJIAN_LAW_ROUND").flatMap { Int($0) }
  /// `WENJIAN_LAW_WITHOUT=note,ruby`: documents without these features.
  static let without = Set(
    (SharedFiles.environment("WENJIAN_LAW_WITHOUT") ?? "").split(separator: ",").compactMap {
      DocumentFeature(rawValue: String($0))
    })
  /// `WENJIAN_LAW_KEEP=DIRECTORY`: where failing files are written.
  static let directory = SharedFiles.environment("WENJIAN_LAW_KEEP")

  static var writers: [DocumentWriter] {
    DocumentWriter.all.filter { writer in
      guard let formats else { return StructureLawTests.obeying.contains(writer.name) }
      return formats.contains(writer.name) || formats == ["all"]
    }
  }
}

@Suite("Structure of every format")
struct StructureLawTests {
  /// The formats whose readers obey the law.
  fileprivate static let obeying: Set<String> = ["txt"]

  @Test("a string in a paragraph is found there, and none across a border", arguments: LawRun.writers)
  func law(writer: DocumentWriter) {
    let rounds = LawRun.round.map { $0...$0 } ?? 0...(LawRun.documents - 1)
    var failing: [Int] = []
    var outlines: [String: String] = [:]
    for round in rounds {
      let document = Self.document(writer, round)
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

  private static func document(_ writer: DocumentWriter, _ round: Int) -> StructuredDocument {
    var generator = DocumentGenerator(
      SeededGenerator("law of \(writer.name)", round: round), features: writer.features.subtracting(LawRun.without))
    return generator.document()
  }

  private static func difference(_ document: StructuredDocument, _ writer: DocumentWriter) -> String? {
    let written = writer.write(document)
    let reading = Reading(written.name, written.bytes)
    if let failure = reading.failure {
      return failure == .noText && written.expected.isEmpty ? nil : "  cannot be read: \(failure)"
    }
    return written.expected.difference(from: reading.documents.map(\.text))
  }

  private static func report(_ document: StructuredDocument, _ writer: DocumentWriter, _ round: Int) -> String {
    let written = writer.write(document)
    var report = "\(document.outline)\n\(difference(document, writer) ?? "")\n"
    report += "  \(RunSeed.replay) WENJIAN_LAW=\(writer.name) WENJIAN_LAW_ROUND=\(round)"
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
