// A real process that is killed: `wenjian` writes an index and gets SIGKILL at a random moment.

import Glibc
import Testing
import Wenjian
import WenjianTestSupport

@Suite("kill -9")
struct KillTests {
  /// `WENJIAN_KILL` says how many rounds.
  private static let rounds = SharedFiles.environment("WENJIAN_KILL").flatMap { Int($0) } ?? 8

  @Test(
    "leaves the index as it was, or as it would have become, and the next run goes on", .timeLimit(.minutes(60)))
  func rounds() throws {
    var trial = try KillTrial()
    try trial.begin()
    // Runs that end before they are killed are rounds, too, but not of those that were asked for.
    var rounds = 0
    while trial.killed < Self.rounds, rounds < 10 * Self.rounds {
      try trial.round()
      rounds += 1
    }
    try trial.end()
    #expect(trial.killed >= Self.rounds, "most runs ended before they were killed")
    let line =
      "killed \(trial.killed) of \(rounds) writers, \(trial.undone) commits undone (\(RunSeed.replay))\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}

/// An index, the files that it is made of, and what it may hold.
private struct KillTrial {
  private enum Action: CaseIterable { case update, add, remove, optimize, rebuild }

  private let directory: TestDirectory
  private let binary: String
  private var generator = SeededGenerator("kill")
  /// The files below `documents`.
  private var files: [String: String] = [:]
  /// What the index holds, by key; nil before it is built.
  private var held: [String: String]?
  /// How long a run takes that is left alone, in microseconds.
  private var duration: [Action: Double] = [:]
  private(set) var killed = 0
  /// Killed runs whose commit did not stand.
  private(set) var undone = 0

  init() throws {
    directory = try TestDirectory()
    binary = try #require(CommandRun.binary)
  }

  private var path: String { directory.path + "/.wenjian" }

  mutating func begin() throws {
    directory.makeDirectory("documents")
    for _ in 0..<40 { try changeFile() }
    // Killed before there is any index.
    try kill(.update, [held, files])
    try finish(.update, files)
  }

  mutating func round() throws {
    var action = generator.pick(Action.allCases)
    // There must be something to remove.
    if action == .remove, notes.isEmpty { action = .add }
    var after = held
    switch action {
    case .update, .rebuild:
      for _ in 0...generator.below(action == .update ? 6 : 3) { try changeFile() }
      // Both keep the documents that are no files.
      after = files.merging(notes) { $1 }
    case .add:
      let key = "note-\(generator.below(6))"
      let text = line()
      try directory.write("note.txt", text)
      try directory.write("key", key)
      after?[key] = text
    case .remove:
      let key = generator.pick(notes.keys.sorted())
      try directory.write("key", key)
      after?[key] = nil
    case .optimize: break
    }
    try kill(action, [held, after])
    // Every fourth run is left alone: what one leaves must not be in its way.
    if generator.oneIn(4) { try finish(.update, files.merging(notes) { $1 }) }
  }

  mutating func end() throws {
    try finish(.update, files.merging(notes) { $1 })
    try finish(.optimize, held)
    try Index(at: path).verify(.contents)
  }

  /// The documents that are no files.
  private var notes: [String: String] { (held ?? [:]).filter { $0.key.hasPrefix("note-") } }

  private mutating func line() -> String {
    (0...generator.below(30)).map { _ in generator.pick(["农村", "第一书记", "产业", "条例", "工作", "2016"]) }.joined() + "。\n"
  }

  private mutating func changeFile() throws {
    let name = "file-\(generator.below(60)).txt"
    if files[name] != nil, generator.oneIn(4) {
      files[name] = nil
      unlink(directory.path + "/documents/" + name)
      return
    }
    let text = (0...generator.below(20)).map { _ in line() }.joined()
    files[name] = text
    // In place, as editors do.
    try directory.write("documents/" + name, text)
  }

  private func arguments(_ action: Action) throws -> [String] {
    let key = String(decoding: (try? directory.read("key")) ?? [], as: UTF8.self)
    switch action {
    case .update: return ["index", "documents", "--index", ".wenjian", "--quiet"]
    case .rebuild: return ["index", "documents", "--index", ".wenjian", "--rebuild", "--quiet"]
    case .add: return ["add", "note.txt", "--key", key, "--index", ".wenjian", "--quiet"]
    case .remove: return ["remove", key, "--index", ".wenjian", "--quiet"]
    case .optimize: return ["optimize", "--index", ".wenjian", "--quiet"]
    }
  }

  private func start(_ action: Action) throws -> pid_t {
    try CommandRun.start(binary, arguments(action), in: directory) { actions in
      for descriptor in Int32(1)...2 {
        posix_spawn_file_actions_addopen(
          &actions, descriptor, directory.path + "/output", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      }
    }
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }

  /// Starts a run and kills it.
  /// - Parameter states: what the index may hold then.
  private mutating func kill(_ action: Action, _ states: [[String: String]?]) throws {
    let process = try start(action)
    // Half of them near the end, where the commit is made.
    let share = Double(generator.below(1000)) / 1000
    let wait = duration[action, default: 100_000] * (generator.oneIn(2) ? share : 0.75 + share * 0.35)
    usleep(UInt32(wait))
    Glibc.kill(process, SIGKILL)
    let status = CommandRun.wait(for: process)
    if status == 128 + SIGKILL {
      killed += 1
      // It may take longer, as the index grows.
      duration[action]? *= 1.02
    } else {
      try expectSuccess(status, action)
      duration[action] = min(duration[action] ?? wait, max(wait, 2000))
    }
    let before = held
    try look(states, "\(action) killed after \(Int(wait)) µs: \(status)")
    if status != 128 + SIGKILL { #expect(held == states.last ?? nil, "\(action); \(RunSeed.replay)") }
    if held == before, before != states.last { undone += 1 }
  }

  /// Runs to the end.
  private mutating func finish(_ action: Action, _ state: [String: String]?) throws {
    let began = now()
    try expectSuccess(CommandRun.wait(for: try start(action)), action)
    duration[action] = now() - began
    try look([state], "\(action)")
    // What killed runs left is gone.
    let index = try Index(at: path)
    let segments = directory.names(in: ".wenjian").filter { $0.hasPrefix("segment-") || $0.hasSuffix(".new") }
    #expect(segments.count == index.info.segments, "\(segments); \(RunSeed.replay)")
  }

  private func expectSuccess(_ status: Int32, _ action: Action) throws {
    guard status != 0 else { return }
    let output = String(decoding: (try? directory.read("output")) ?? [], as: UTF8.self)
    throw TestFailure("\(action) ended with \(status): \(output); \(RunSeed.replay)")
  }

  /// Opens the index and finds which of the states it is in.
  private mutating func look(_ states: [[String: String]?], _ what: String) throws {
    var found: [String: String]?
    do throws(any Error) {
      let index = try Index(at: path)
      var texts: [String: String] = [:]
      for key in try index.keys { texts[key] = try index.text(of: key) }
      found = texts
      if generator.oneIn(8) { try index.verify(.contents) }
    } catch let error as WenjianError where error.code == .notAnIndex {
      found = nil
    } catch {
      throw TestFailure("\(what): the index cannot be read: \(error); \(RunSeed.replay)")
    }
    guard states.contains(where: { $0 == found }) else {
      throw TestFailure(
        "\(what): the index holds \(found?.keys.sorted() ?? []), not a state that it may; \(RunSeed.replay)")
    }
    held = found
  }
}
