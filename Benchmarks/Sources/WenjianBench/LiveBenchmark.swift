// Reads an index while it is written: how long queries take meanwhile, and what many small commits leave behind.

import Synchronization
import Wenjian

/// A writer that commits one document at a time, and a reader beside it that takes each new commit and asks on.
///
/// Shows how latency, segments, files and written bytes go with the number of commits, merges included. The reader
/// has one processor of two; misleads on a machine that does other work, and about a reader that stays on one commit.
/// The index keeps what was added.
func liveBenchmark(
  index path: String, texts directory: String, queries: String, commits: Int
) throws -> JSON {
  let texts = try names(in: directory).filter { $0.hasSuffix(".txt") }.map { directory + "/" + $0 }
  guard !texts.isEmpty else { throw BenchError("there is no .txt in \(directory)") }
  let asked = try QueryClass.all.filter { ["term_common", "and2", "or3", "phrase4"].contains($0.name) }
    .flatMap { try $0.queries(in: queries) }
  var reader = LiveReader(index: try Index(at: path), path: path, queries: asked)
  // Warm, then idle.
  for _ in 0..<3 * asked.count { try reader.ask() }
  reader.durations = []
  for _ in 0..<40 * asked.count { try reader.ask() }
  let idle = reader.durations

  let sizeBefore = try size(ofFilesIn: path).apparent
  let writtenBefore = try writtenBytes()
  let start = Clock.wall()
  let writing = LiveWriting(commits: commits)
  let task = Task.detached { writing.run(path: path, texts: texts) }
  var quarters: [[Int]] = Array(repeating: [], count: 4)
  while !writing.hasEnded {
    reader.durations = []
    try reader.refresh()
    for _ in 0..<20 { try reader.ask() }
    quarters[min(writing.done * 4 / commits, 3)] += reader.durations
  }
  _ = task
  if let failure = writing.failure { throw BenchError("the writer failed: \(failure)") }
  let seconds = Double(Clock.wall() - start) / 1e9
  let written = try writtenBytes() - writtenBefore
  let growth = try size(ofFilesIn: path).apparent - sizeBefore
  try reader.refresh()
  return .object([
    ("commits", .integer(commits)), ("commits_per_s", .number(Double(commits) / seconds)),
    ("idle", latency(idle)), ("during", latency(quarters.flatMap { $0 })), ("quarters", .list(quarters.map(latency))),
    ("refresh", latency(reader.refreshes)), ("commits_seen", .integer(reader.refreshes.count)),
    ("segments_max", .integer(reader.mostSegments)), ("files_max", .integer(reader.mostFiles)),
    ("segments_end", .integer(reader.index.info.segments)), ("written_bytes", .integer(written)),
    ("index_growth_bytes", .integer(growth)),
    ("write_amplification", .number(Double(written) / Double(max(growth, 1)))),
  ])
}

private func latency(_ durations: [Int]) -> JSON {
  let statistics = Statistics(durations)
  return .object([
    ("n", .integer(durations.count)), ("q50_us", .number(statistics.share(0.5) / 1e3)),
    ("q99_us", .number(statistics.share(0.99) / 1e3)), ("max_us", .number(Double(durations.max() ?? 0) / 1e3)),
  ])
}

/// The bytes that this process has handed to the system to write.
private func writtenBytes() throws -> Int {
  for line in try lines(of: "/proc/self/io") where line.hasPrefix("wchar:") {
    if let bytes = Int(line.dropFirst(7)) { return bytes }
  }
  throw BenchError("the kernel does not report wchar in /proc/self/io")
}

private struct LiveReader {
  var index: Index
  let path: String
  let queries: [String]
  /// Nanoseconds of each query, and of each new commit that was taken.
  var durations: [Int] = []
  private(set) var refreshes: [Int] = []
  private(set) var mostSegments = 0
  private(set) var mostFiles = 0
  private var next = 0

  init(index: Index, path: String, queries: [String]) {
    self.index = index
    self.path = path
    self.queries = queries
  }

  mutating func ask() throws {
    let query = queries[next % queries.count]
    next += 1
    let start = Clock.wall()
    _ = try index.search(query, options: SearchOptions(limit: 10, includesRelated: false)).documents
    durations.append(Clock.wall() - start)
  }

  mutating func refresh() throws {
    let generation = index.info.generation
    let start = Clock.wall()
    index = try index.refreshed()
    guard index.info.generation != generation else { return }
    refreshes.append(Clock.wall() - start)
    mostSegments = max(mostSegments, index.info.segments)
    mostFiles = max(mostFiles, try names(in: path).count)
  }
}

/// What writer and reader tell each other.
private final class LiveWriting: Sendable {
  private let commits: Int
  private let committed = Atomic<Int>(0)
  private let isDone = Atomic<Bool>(false)
  private let error = Mutex<String?>(nil)

  init(commits: Int) { self.commits = commits }

  var done: Int { committed.load(ordering: .relaxed) }
  var hasEnded: Bool { isDone.load(ordering: .acquiring) }
  var failure: String? { error.withLock { $0 } }

  func run(path: String, texts: [String]) {
    do {
      let writer = try IndexWriter(at: path)
      for number in 0..<commits {
        let text = String(decoding: try bytes(of: texts[number % texts.count]), as: UTF8.self)
        try writer.add(Document(key: "live-\(number).txt", text: text))
        try writer.commit()
        committed.store(number + 1, ordering: .relaxed)
      }
      try writer.finishMerges()
    } catch {
      self.error.withLock { $0 = "\(error)" }
    }
    isDone.store(true, ordering: .releasing)
  }
}
