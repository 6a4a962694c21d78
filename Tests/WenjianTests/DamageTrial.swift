import Glibc
import Testing
import Wenjian
import WenjianSegment
import WenjianTestSupport

/// A small index with everything in it: two segments, deletions, long lists, several blocks.
struct DamageTrial {
  let directory = TemporaryDirectory()

  init() throws {
    var trial = IndexTrial(IndexTrial.tiny(batchBytes: 1 << 20, blockBytes: 128))
    var random = RandomText(SeededGenerator(seed: 7))
    for number in 0..<6 { try trial.add(key: "d\(number)", random.document(pieces: 60), date: 20_200_101) }
    try trial.add(
      key: "h", "题\n农村\n产业\n农村\n", headings: [0, 4, 11].map { HeadingLine(byteOffset: $0, level: 1 + $0 % 3) })
    // A list of more than a block of positions, with documents of its own.
    try trial.add(key: "long", String(repeating: "农村", count: 150))
    for number in 0..<140 { try trial.add(key: "s\(number)", "产业经济服") }
    try trial.commit()
    try trial.add(key: "d1", "第一书记")
    try trial.remove(key: "d2")
    try trial.commit()
    TestFile.copyDirectory(trial.path, to: directory.appending("index"))
  }

  /// Records where the process of its own stopped, or what it found wrong.
  func expectNothingWrong() {
    guard let bytes = TestFile.read(directory.appending("note")), !bytes.isEmpty else { return }
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    if text != "done" { Issue.record("\(text)") }
  }

  // MARK: In the other process

  static func eachTruncation(of prefix: String, in directory: String, step: Int) {
    var run = DamageRun(directory)
    for name in run.names(prefix) {
      run.damage(name) { bytes, probe in
        for length in Swift.stride(from: 0, to: bytes.count, by: step) {
          probe("\(length) of \(bytes.count) bytes", Array(bytes[..<length]))
        }
      }
    }
    run.finish()
  }

  static func eachFlip(of prefix: String, in directory: String, step: Int, first: Int) {
    var run = DamageRun(directory)
    for name in run.names(prefix) {
      run.damage(name) { bytes, probe in
        var damaged = bytes
        for bit in Swift.stride(from: first, to: bytes.count * 8, by: step) {
          damaged[bit / 8] ^= 1 << UInt8(bit % 8)
          probe("byte \(bit / 8), bit \(bit % 8) of \(bytes.count) bytes", damaged)
          damaged[bit / 8] = bytes[bit / 8]
        }
      }
    }
    run.finish()
  }

  /// Numbers of sections are overwritten, and all checksums made right: what is read then may be anything, and must stop
  /// nothing.
  static func eachSealedDamage(in directory: String, count: Int, seed: UInt64) {
    var run = DamageRun(directory, comparesAnswers: false)
    var generator = SeededGenerator(seed: seed)
    let names = run.names("segment-")
    for name in names {
      run.damage(name) { bytes, probe in
        let sections = SegmentBytes(bytes).sections.filter { !$0.range.isEmpty && $0.id != 13 && $0.id != 14 }
        for round in 0..<(count / names.count) {
          var file = SegmentBytes(bytes)
          for _ in 0...generator.int(0...3) {
            let range = sections[generator.int(0...(sections.count - 1))].range
            // Lengths and starts stand at the head.
            let span = generator.int(0...1) == 0 ? range.count : min(range.count, 32)
            overwrite(
              &file, at: range.lowerBound + generator.int(0...(span - 1)), before: range.upperBound, &generator)
          }
          file.seal()
          probe("round \(round), seed \(seed)", file.bytes)
        }
      }
    }
    run.finish()
  }

  private static func overwrite(
    _ file: inout SegmentBytes, at byteOffset: Int, before end: Int, _ generator: inout SeededGenerator
  ) {
    let extremes: [UInt64] = [
      0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 48 - 1, 1 << 62,
      1 << 63 - 1,
      1 << 63, .max,
    ]
    let number = generator.int(0...3) > 0 ? extremes[generator.int(0...(extremes.count - 1))] : generator.next()
    let width = [1, 2, 4, 8][generator.int(0...3)]
    for byte in 0..<min(width, end - byteOffset) {
      file.set(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte)), at: byteOffset + byte)
    }
  }

  static func cutUnderReader(in directory: String) {
    var run = DamageRun(directory)
    let other = directory + "/other"
    TestFile.copyDirectory(run.path, to: other)
    for name in run.names("segment-") { run.compareWhileCutting(name) }
    run.compare(other)
    run.finish()
  }
}

/// Damages files one after the other, and asks the index all questions every time.
struct DamageRun {
  let path: String
  private let descriptor: Int32
  private let sound: [String]
  private let comparesAnswers: Bool
  private let questions: [DamageQuestion]
  private var asked = 0
  private var wrong = 0
  private var firstWrong = ""
  private var current = ""

  init(_ directory: String, comparesAnswers: Bool = true) {
    path = directory + "/index"
    descriptor = open(directory + "/note", O_RDWR | O_CREAT, 0o644)
    self.comparesAnswers = comparesAnswers
    let questions = DamageQuestion.all
    let path = path
    self.questions = questions
    sound = questions.map { question in
      guard let answer = question.answer(path) else { preconditionFailure("no answer: \(question.name)") }
      return answer
    }
    // The same index gives the same answers: nothing in them is a time or an address.
    precondition(questions.map { $0.answer(path) } == sound)
  }

  func names(_ prefix: String) -> [String] {
    let names = TestFile.names(in: path).filter { $0.hasPrefix(prefix) }
    precondition(!names.isEmpty)
    return names
  }

  mutating func damage(
    _ name: String, _ body: (_ bytes: [UInt8], _ probe: (String, [UInt8]) -> Void) -> Void
  ) {
    let file = path + "/" + name
    guard let bytes = TestFile.read(file) else { preconditionFailure(name) }
    withoutActuallyEscaping(body) { body in
      body(bytes) { what, damaged in
        current = "\(name): \(what)"
        note(current)
        // A new file each time, as maps of the last one may still stand.
        unlink(file)
        TestFile.write(damaged, to: file)
        compare(path)
      }
    }
    unlink(file)
    TestFile.write(bytes, to: file)
  }

  /// Asks one opened index every seventh question or, in the long run, every third, each time beginning with another: an
  /// answer that is neither that of the sound index nor an error is wrong. Behind the first error of a damaged page all
  /// that read it are errors.
  mutating func compare(_ path: String) {
    asked += 1
    if let index = try? Index(at: path) {
      for number in stride(from: 0, to: questions.count, by: SharedFiles.isLongRun ? 3 : 7) {
        let number = (number + asked) % questions.count
        guard let answer = try? questions[number].ask(index), comparesAnswers, answer != sound[number] else {
          continue
        }
        wrong += 1
        if firstWrong.isEmpty { firstWrong = "\(current): \(questions[number].name)" }
      }
    }
    if !comparesAnswers, let index = try? Index(at: path) { try? index.verify(.contents) }
  }

  /// Opens the index for each question, cuts a file short at each page, and asks.
  mutating func compareWhileCutting(_ name: String) {
    let file = path + "/" + name
    guard let bytes = TestFile.read(file) else { preconditionFailure(name) }
    for length in Swift.stride(from: 0, to: bytes.count, by: 4096) {
      current = "\(name) cut to \(length) of \(bytes.count) bytes"
      note(current)
      for (number, (question, expected)) in zip(questions, sound).enumerated() {
        if !SharedFiles.isLongRun, number % 5 != 0 { continue }
        guard let index = try? Index(at: path) else { preconditionFailure("the sound index does not open") }
        truncate(file, length)
        if let answer = try? question.ask(index), answer != expected {
          wrong += 1
          if firstWrong.isEmpty { firstWrong = "\(current): \(question.name)" }
        }
        unlink(file)
        TestFile.write(bytes, to: file)
      }
    }
  }

  mutating func finish() {
    note(wrong == 0 ? "done" : "\(wrong) wrong answers, the first: \(firstWrong)")
    close(descriptor)
  }

  private func note(_ text: String) {
    let padded = text + String(repeating: "\0", count: max(0, 160 - text.utf8.count))
    _ = pwrite(descriptor, Array(padded.utf8), padded.utf8.count, 0)
  }
}

/// Something that a user of the library asks an index.
struct DamageQuestion: Sendable {
  let name: String
  let ask: @Sendable (Index) throws(WenjianError) -> String

  /// - Returns: nil when the library refuses: nothing but its errors may come out.
  func answer(_ path: String) -> String? {
    do {
      return try ask(try Index(at: path))
    } catch {
      return nil
    }
  }

  private static let queries = [
    "农村", "第一书记", "村", "产业经济", "gdp", "\"农村农村农村农村\"", "exact:農", "农村 OR 产业", "一 -书记",
    "经济服", "。", "12", "农村 NEAR/5 产业", "date:2020..2021",
  ]

  static let all: [DamageQuestion] =
    queries.flatMap { query in
      [
        DamageQuestion(name: "count \(query)") { (index) throws(WenjianError) in "\(try index.count(query))" },
        DamageQuestion(name: "search \(query)") { (index) throws(WenjianError) in
          let results = try index.search(query, options: SearchOptions(limit: 4))
          var text = "\(results.documents) \(results.occurrences)"
          for hit in results.hits {
            text += "\(hit.key) \(hit.title) \(hit.metadata) \(hit.fields) \(hit.occurrences) \(hit.score)"
          }
          return text
        },
        DamageQuestion(name: "passages \(query)") { (index) throws(WenjianError) in
          var text = ""
          for hit in try index.search(query, options: SearchOptions(limit: 2)).hits {
            text +=
              "\(try hit.snippets(SnippetStyle(includesHeadings: true))) \(try hit.copies) \(try hit.versions)"
          }
          return text
        },
      ]
    } + [
      DamageQuestion(name: "copies left out") { (index) throws(WenjianError) in
        let results = try index.search("产业", options: SearchOptions(limit: 9, collapsesCopies: true))
        return "\(results.hits.map(\.key)) \(results.distinctDocuments ?? 0)"
      },
      DamageQuestion(name: "by date") { (index) throws(WenjianError) in
        try index.search("村", options: SearchOptions(limit: 9, order: .date(newestFirst: true))).hits.map(\.key)
          .joined(separator: " ")
      },
      DamageQuestion(name: "facets") { (index) throws(WenjianError) in "\(try index.facets("产业", by: .year))" },
      DamageQuestion(name: "counts") { (index) throws(WenjianError) in
        "\(try index.counts(of: ["产业", "村 -产业", "就业"], by: .field(.author)))"
      },
      DamageQuestion(name: "keys") { (index) throws(WenjianError) in try index.keys.joined(separator: " ") },
      DamageQuestion(name: "info") { (index) throws(WenjianError) in
        let info = index.info
        return "\(info.documents) \(info.textBytes) \(info.characters) \(info.positions) \(info.grams ?? 0)"
      },
      DamageQuestion(name: "copies") { (index) throws(WenjianError) in "\(try index.copyGroups())" },
    ]
    + ["d0", "d1", "d5", "h", "long", "s77"].map { key in
      DamageQuestion(name: "document \(key)") { (index) throws(WenjianError) in
        let text = try index.text(of: key)
        return
          "\(text) \(try index.title(of: key)) \(try index.outline(of: key)) \(try index.occurrences(of: "农村", in: key))"
      }
    }
}
