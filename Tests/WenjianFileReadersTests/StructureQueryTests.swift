// The law of every reader, asked of an index: files in, queries, occurrences out.

import Testing
import Wenjian
import WenjianFileReaders
import WenjianTestSupport

@Suite("Structure of every format, by queries")
struct StructureQueryTests {
  @Test(
    "strings of paragraphs and strings across borders are found as often as they are seen",
    arguments: LawRun.writers)
  func queries(writer: DocumentWriter) throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.makeDirectory(directory("files"))
    var expected: [Int: ExpectedText] = [:]
    for round in LawRun.rounds(LawRun.indexedDocuments) {
      let written = writer.write(LawRun.document(writer, round))
      expected[round] = written.expected
      TestFile.write(written.bytes, to: directory("files/\(round)-" + written.name))
    }
    let session = try IndexWriter(at: directory("index"))
    let report = try session.add(filesIn: directory("files"))
    try session.commit()
    let skipped = report.skipped.filter { skip in
      // A row or record of white space alone.
      if skip.kind == .noText, skip.path.contains("/") { return false }
      return Self.round(of: skip.path).map { expected[$0]?.isEmpty != true } ?? true
    }
    #expect(skipped.isEmpty, "\(RunSeed.replay) WENJIAN_LAW=\(writer.name)")
    let index = try Index(at: directory("index"))
    let streams = expected.mapValues(ExpectedStreams.init)
    var generator = SeededGenerator("queries of \(writer.name)")
    for (round, text) in expected.sorted(by: { $0.key < $1.key }) {
      for string in Self.strings(of: text, &generator) {
        guard let wrong = try Self.wrong(string, streams, index) else { continue }
        Issue.record("\(writer.name): \(wrong); from \(LawRun.replay(writer, round))")
        return
      }
    }
  }

  /// The number that a file's name begins with.
  private static func round(of key: String) -> Int? { Int(key.prefix { $0 != "-" }) }

  /// Strings inside paragraphs, and strings from the end of one into the beginning of the next.
  private static func strings(of text: ExpectedText, _ generator: inout SeededGenerator) -> [String] {
    let paragraphs = (text.paragraphs + text.loose).map { Array($0.unicodeScalars) }.filter { !$0.isEmpty }
    var strings: [[Unicode.Scalar]] = []
    for paragraph in paragraphs {
      for _ in 0..<4 {
        let length = min(paragraph.count, generator.int(1...6))
        let start = generator.int(0...(paragraph.count - length))
        strings.append(Array(paragraph[start..<(start + length)]))
      }
    }
    for (first, second) in zip(paragraphs, paragraphs.dropFirst()) {
      strings.append(first.suffix(generator.int(1...2)) + second.prefix(generator.int(1...2)))
    }
    let count = SharedFiles.isLongRun ? 40 : 30
    return strings.shuffled(using: &generator).prefix(count).map { String(String.UnicodeScalarView($0)) }
  }

  /// What an index answers wrongly; nil when all is right.
  private static func wrong(_ text: String, _ expected: [Int: ExpectedStreams], _ index: Index) throws -> String? {
    let string = OracleString(text)
    guard !string.elements.isEmpty, let query = OracleQuery.quoted(text) else { return nil }
    let results = try index.search(query, options: SearchOptions(limit: 100_000, includesRelated: false))
    var found: [Int: Int] = [:]
    for hit in results.hits where hit.tier == .match {
      if let round = round(of: hit.key) { found[round, default: 0] += hit.occurrences }
    }
    for (round, text) in expected {
      let right = text.occurrences(of: string)
      let count = found[round] ?? 0
      if !right.contains(count) { return "\(query) \(count) times in file \(round), not \(right)" }
    }
    return nil
  }
}
