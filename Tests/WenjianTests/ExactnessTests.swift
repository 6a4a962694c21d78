// The first promise, on real text: 10,000 random strings of 83 MB of laws in both scripts, and 2,000 changed ones,
// found exactly where a scan finds them.

import Synchronization
import Testing
import Wenjian
import WenjianDocument
import WenjianFiles
import WenjianTestSupport

/// Runs for minutes in release: `WENJIAN_EXACT=1 swift test -c release --filter Exactness`.
@Suite("Exactness on whole corpora")
struct ExactnessTests {
  // Needs the shared corpora, which are no part of the project, and minutes.
  @Test(
    "no difference in 12,000 queries over the laws of both scripts",
    .enabled(if: SharedFiles.environment("WENJIAN_EXACT") == "1", "`make exact`"))
  func laws() async throws {
    let corpora = [("laws_cn", "laws_cn"), ("laws_tw", "laws_tw_quarter")].compactMap {
      SharedFiles.corpus($0.0, archive: $0.1)
    }
    try #require(corpora.count == 2, "the shared corpora laws_cn and laws_tw_quarter are needed")
    let run = try ExactnessRun(corpora)
    let outcome = await run.compare(substrings: 10_000, changed: 2_000)
    TestLog.line(outcome.summary)
    #expect(outcome.differences.isEmpty, "\(outcome.differences.prefix(20)); \(RunSeed.replay)")
    #expect(outcome.compared + outcome.skipped == 12_000)
  }

  @Test("no difference in 240 queries over the documents of Corpus/")
  func corpus() async throws {
    let root = try #require(SharedFiles.packageRoot)
    // A working copy of single targets has no Corpus/; the sample then is random text.
    let directory = root + "/Corpus"
    let made = TemporaryDirectory()
    if !TestFile.exists(directory) {
      var random = RandomText(SeededGenerator("exactness corpus"))
      for number in 0..<30 {
        TestFile.write(random.document(pieces: 400), to: made.path + "/\(number).txt")
      }
    }
    let run = try ExactnessRun([TestFile.exists(directory) ? directory : made.path])
    try run.checkAgainstBruteForce(queries: 60)
    let outcome = await run.compare(substrings: 200, changed: 40)
    #expect(outcome.differences.isEmpty, "\(outcome.differences.prefix(20)); \(RunSeed.replay)")
    #expect(outcome.compared > 200)
  }
}

/// One index over some directories, and everything that stands in it.
struct ExactnessRun: Sendable {
  struct Outcome: Sendable {
    var compared = 0
    /// Strings whose stream is empty, or that hold quotation marks of every kind.
    var skipped = 0
    var documents = 0
    var occurrences = 0
    var placedDocuments = 0
    var placedOccurrences = 0
    /// Substrings that do not stand in the streams: they cross a paragraph's edge, or the cut went through a number
    /// or a Latin word.
    var notFoundAsCut = 0
    var differences: [String] = []

    static func += (a: inout Self, b: Self) {
      a.compared += b.compared
      a.skipped += b.skipped
      a.documents += b.documents
      a.occurrences += b.occurrences
      a.placedDocuments += b.placedDocuments
      a.placedOccurrences += b.placedOccurrences
      a.notFoundAsCut += b.notFoundAsCut
      a.differences += b.differences
    }

    var summary: String {
      "exactness: \(RunSeed.replay): \(compared) queries compared, \(skipped) skipped, "
        + "\(documents) documents and \(occurrences) occurrences counted, \(placedOccurrences) ranges in "
        + "\(placedDocuments) documents compared, \(notFoundAsCut) substrings across a paragraph's edge or "
        + "through a run, which stand in no stream; "
        + "\(differences.count) differences"
    }
  }

  /// Byte ranges are compared in so many documents of a query, and of a worker's queries together.
  private static let placedDocumentsOfQuery = 200
  private static let placedDocumentsOfWorker = 100_000

  private let directory = TemporaryDirectory()
  private let index: Index
  private let scan: ElementScan
  private let forms: ScriptForms

  init(_ corpora: [String]) throws {
    let path = directory.path + "/index"
    let writer = try IndexWriter(at: path)
    var scan = ElementScan()
    for corpus in corpora {
      for name in TestFile.files(below: corpus, ending: ".txt") {
        guard let utf8 = TestFile.read(corpus + "/" + name), String(validating: utf8, as: UTF8.self) != nil
        else { continue }
        let key = corpus.split(separator: "/").last.map { $0 + "/" + name } ?? name
        try writer.add(Document(key: key, text: String(decoding: utf8, as: UTF8.self)))
        scan.add(key: key, utf8: utf8)
      }
    }
    try writer.commit()
    index = try Index(at: path)
    self.scan = scan
    let table = SharedFiles.scriptTable()
    forms = table.isEmpty ? .stock : ScriptForms(table)
  }

  /// Holds the fast oracle against the plain one.
  func checkAgainstBruteForce(queries: Int) throws {
    var plain = BruteForceIndex()
    for entry in scan.entries {
      plain.add(key: entry.key, text: String(decoding: entry.utf8, as: UTF8.self))
    }
    var random = RandomText(SeededGenerator("brute force"))
    for _ in 0..<queries {
      guard let text = cut(&random) else { continue }
      let string = OracleString(text)
      let expected = zip(plain.documents, plain.find(text)).filter { !$0.1.isEmpty }
      let found = scan.find(string)
      #expect(found.map { scan.entries[$0.document].key } == expected.map(\.0.key), "\(text.escaped)")
      #expect(found.map(\.byteRanges) == expected.map { $0.1.map(\.byteRange) }, "\(text.escaped)")
    }
  }

  private func cut(_ random: inout RandomText) -> String? {
    let entry = random.generator.pick(scan.entries)
    let utf8 = entry.utf8
    guard !utf8.isEmpty else { return nil }
    let length = random.generator.int(1...30)
    // Cut from a window: scalars of a whole law need not be counted.
    var low = random.generator.int(0...(utf8.count - 1))
    while low > 0, utf8[low] & 0xC0 == 0x80 { low -= 1 }
    let window = String(decoding: utf8[low..<min(utf8.count, low + 4 * length)], as: UTF8.self)
    var view = String.UnicodeScalarView()
    view.append(contentsOf: window.unicodeScalars.prefix(length).filter { $0 != "\u{FFFD}" })
    return String(view)
  }

  /// Compares random substrings, and changed ones: in the other script, in the other width, or with a character
  /// replaced, inserted or deleted.
  func compare(substrings: Int, changed: Int) async -> Outcome {
    await withTaskGroup(of: Outcome.self) { group in
      let workers = 2
      for worker in 0..<workers {
        group.addTask {
          var random = RandomText(SeededGenerator("exactness", round: worker))
          var outcome = Outcome()
          func share(_ count: Int) -> Int { count / workers + (worker < count % workers ? 1 : 0) }
          for number in 0..<(share(substrings) + share(changed)) {
            guard var text = cut(&random) else {
              outcome.skipped += 1
              continue
            }
            let isChanged = number >= share(substrings)
            if isChanged {
              switch random.generator.int(0...3) {
              case 0, 1: text = random.converted(text, by: forms)
              case 2: text = random.widened(text)
              default: text = random.mutated(text)
              }
            }
            do {
              try compare(text, isCut: !isChanged, &outcome)
            } catch {
              outcome.differences.append("\(text.escaped): \(error)")
            }
          }
          return outcome
        }
      }
      var total = Outcome()
      for await outcome in group { total += outcome }
      return total
    }
  }

  private func compare(_ text: String, isCut: Bool, _ outcome: inout Outcome) throws {
    let string = OracleString(text)
    guard !string.elements.isEmpty, let query = OracleQuery.quoted(text) else {
      outcome.skipped += 1
      return
    }
    let expected = scan.find(string)
    let results = try index.search(
      query, options: SearchOptions(limit: scan.entries.count, includesRelated: false))
    outcome.compared += 1
    outcome.documents += expected.count
    let occurrences = expected.reduce(0) { $0 + $1.byteRanges.count }
    outcome.occurrences += occurrences
    if isCut, expected.isEmpty { outcome.notFoundAsCut += 1 }
    func differ(_ what: String) { outcome.differences.append("\(text.escaped): \(what)") }
    if results.documents != expected.count {
      differ("\(results.documents) documents, the scan finds \(expected.count)")
    }
    if results.occurrences != occurrences {
      differ("\(results.occurrences) occurrences, the scan finds \(occurrences)")
    }
    let counts = Counts(try index.count(query))
    if counts != Counts(documents: expected.count, occurrences: occurrences) {
      differ("count says \(counts), the scan finds \(expected.count) and \(occurrences)")
    }
    var found: [String: Int] = [:]
    for hit in results.hits { found[hit.key] = hit.occurrences }
    if found.count != results.hits.count { differ("a document is listed twice") }
    for (document, byteRanges) in expected {
      let key = scan.entries[document].key
      if found[key] != byteRanges.count {
        differ("\(found[key] ?? 0) occurrences in \(key), the scan finds \(byteRanges.count)")
      }
    }
    for (document, byteRanges) in expected.prefix(Self.placedDocumentsOfQuery)
    where outcome.placedDocuments < Self.placedDocumentsOfWorker {
      let key = scan.entries[document].key
      let places = try index.occurrences(of: query, in: key).map { $0.start.utf8..<$0.end.utf8 }
      outcome.placedDocuments += 1
      outcome.placedOccurrences += byteRanges.count
      if places != byteRanges {
        let at = zip(places, byteRanges).prefix { $0 == $1 }.count
        differ(
          "occurrence \(at) in \(key) at \(places.dropFirst(at).first.map { "\($0)" } ?? "none"), the scan "
            + "finds \(byteRanges.dropFirst(at).first.map { "\($0)" } ?? "none")")
      }
    }
  }
}
