// `wenjian index --watch` with real directories. Tests wait for what must come, at most `ceiling`; no time decides.

import Glibc
import Testing

/// `wenjian index` that goes on until it is told to end.
private final class WatchRun {
  let directory: TestDirectory
  private let processID: pid_t
  private var hasEnded = false
  private static let ceiling = 120

  init(_ directory: TestDirectory, _ arguments: String...) throws {
    self.directory = directory
    processID = try CommandRun.start(
      #require(CommandRun.binary), ["index", "documents", "--watch"] + arguments, in: directory
    ) { actions in
      for (descriptor, name) in [(Int32(1), "watch.out"), (2, "watch.err")] {
        posix_spawn_file_actions_addopen(
          &actions, descriptor, directory.path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      }
    }
  }

  deinit {
    if hasEnded { return }
    kill(processID, SIGKILL)
    _ = CommandRun.wait(for: processID)
  }

  private func text(_ name: String) -> String {
    (try? directory.read(name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  var output: String { text("watch.out") }
  var errors: String { text("watch.err") }
  /// The lines of updates.
  var updates: [String] {
    output.split(separator: "\n").map(String.init).filter { $0.contains("  brought up to date with ") }
  }

  /// Waits until something is so.
  func wait(_ what: String, until isSo: () throws -> Bool) throws {
    for _ in 0..<(Self.ceiling * 20) {
      if try isSo() { return }
      usleep(50_000)
    }
    throw TestFailure("not \(what); output: \(output) errors: \(errors)")
  }

  func waitUntilWatching() throws { try wait("watching") { output.contains("  watching documents") } }

  func waitUntilFound(_ query: String, documents: Int = 1) throws {
    try wait("finding \(query)") {
      let json = try directory.wenjian("count", query, "--json").json
      return json["documents"]?.integer == documents
    }
  }

  /// - Returns: the exit status.
  func end(_ signal: Int32 = SIGTERM) -> Int32 {
    kill(processID, signal)
    hasEnded = true
    return CommandRun.wait(for: processID)
  }
}

@Suite("wenjian index --watch")
struct WatchCommandTests {
  @Test("keeps the index current through every kind of change, says each update in a line, and ends in good order")
  func current() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "第一份文件")
    let run = try WatchRun(directory)
    try run.waitUntilWatching()
    #expect(run.output.contains("indexed 1 document of documents"))
    #expect(run.output.contains("  watching documents, 1 directory; Ctrl-C ends\n"))
    try directory.write("documents/b.txt", "第二份文件")
    try run.waitUntilFound("第二份")
    // The line is written behind the commit.
    try run.wait("a line") { run.updates.count == 1 }
    #expect(run.updates[0].hasSuffix(": 1 added, 0 changed, 0 moved, 0 removed, 1 unchanged"))
    try directory.write("documents/a.txt", "改过的文件")
    try run.waitUntilFound("改过的")
    // In directories that are made with what is in them.
    try directory.write("documents/甲/乙/丙/c.txt", "深处的文件")
    try run.waitUntilFound("深处的")
    try directory.write("documents/甲/乙/丙/d.txt", "深处又一份")
    try run.waitUntilFound("深处又一份")
    #expect(rename(directory.path + "/documents/甲/乙", directory.path + "/documents/丁") == 0)
    try run.waitUntilFound("path:丁", documents: 2)
    try directory.write("documents/丁/丙/c.txt", "搬家以后的文件")
    try run.waitUntilFound("搬家以后")
    #expect(unlink(directory.path + "/documents/丁/丙/d.txt") == 0)
    try run.wait("removed") { try directory.wenjian("count", "深处又一份").status == 1 }
    // Others may write in between.
    try directory.write("one.txt", "单独的文件")
    #expect(try directory.wenjian("add", "one.txt").status == 0)
    try directory.write("documents/e.txt", "最后一份")
    try run.waitUntilFound("最后一份")
    #expect(try directory.wenjian("count", "单独的文件").status == 0)
    #expect(run.end(SIGINT) == 0)
    #expect(run.output.hasSuffix("  ended; the index holds 5 documents\n"))
    #expect(run.errors == "\nwenjian: ending; once more ends at once\n")
    #expect(try directory.wenjian("verify").status == 0)
    #expect(try directory.wenjian("add", "one.txt").status == 0, "the lock is free")
    let again = try directory.wenjian("index", "documents", "--dry-run").lines[0]
    #expect(again == "would be: 0 added, 0 changed, 0 moved, 0 removed, 4 unchanged")
  }

  @Test("commits what has changed until the signal comes")
  func lastChange() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "第一份文件")
    let run = try WatchRun(directory)
    try run.waitUntilWatching()
    try directory.write("documents/b.txt", "第二份文件")
    #expect(run.end() == 0)
    #expect(try directory.wenjian("count", "第二份").status == 0)
    #expect(run.output.hasSuffix("  ended; the index holds 2 documents\n"))
  }

  @Test("takes in a file that never rests, in a bounded number of commits")
  func stream() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "第0次")
    let run = try WatchRun(directory)
    try run.waitUntilWatching()
    var start = timespec()
    clock_gettime(CLOCK_MONOTONIC, &start)
    var number = 0
    try run.wait("two updates") {
      number += 1
      try directory.write("documents/a.txt", "第\(number)次")
      return run.updates.count >= 2
    }
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &end)
    // At most one in two seconds.
    #expect(run.updates.count <= (end.tv_sec - start.tv_sec) / 2 + 2)
    #expect(run.end() == 0)
    #expect(try directory.wenjian("count", "\"第\(number)次\"").status == 0)
  }

  @Test("goes on when an update cannot be made, says so once, and makes it when it can")
  func failing() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "第一份文件")
    let run = try WatchRun(directory)
    try run.waitUntilWatching()
    // Another process has the lock.
    let lock = open(directory.path + "/Index/writer.lock", O_RDWR)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    try directory.write("documents/b.txt", "第二份文件")
    try run.wait("refused") { run.errors.contains("; it is tried again\n") }
    #expect(run.errors.hasPrefix("wenjian: the index Index is being written by "))
    flock(lock, LOCK_UN)
    close(lock)
    try run.waitUntilFound("第二份")
    // The directory goes, and comes back with other files.
    #expect(rename(directory.path + "/documents", directory.path + "/elsewhere") == 0)
    try run.wait("missing") { run.errors.contains("wenjian: there is no directory documents; it is tried again\n") }
    try directory.write("documents/c.txt", "回来的文件")
    try run.waitUntilFound("回来的文件")
    try directory.write("documents/d.txt", "又一份")
    try run.waitUntilFound("又一份")
    #expect(run.end() == 0)
    #expect(run.errors.split(separator: "\n").count { $0.contains("there is no directory") } == 1)
  }

  @Test("writes one JSON object for each update, and looks through the directory when told to")
  func json() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "第一份文件")
    let run = try WatchRun(directory, "--json", "--scan-every", "1")
    try run.wait("indexed") { run.output.hasSuffix("}\n") }
    try directory.write("documents/b.txt", "第二份文件")
    try run.waitUntilFound("第二份")
    #expect(run.end() == 0)
    let objects = try run.output.split(separator: "\n").map { try JSONValue(Array($0.utf8)) }
    #expect(objects.count == 2)
    #expect(objects[0]["update"] == nil && objects[1]["update"]?["added"]?[0]?.string == "b.txt")
  }

  @Test("wrong arguments: 64; a directory that is not there: 66; Ctrl-C before the first index is made: 130")
  func refused() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "第一份文件")
    #expect(try directory.wenjian("index", "documents", "--watch", "--dry-run").status == 64)
    #expect(try directory.wenjian("index", "--jsonl", "-", "--watch").status == 64)
    #expect(try directory.wenjian("index", "documents", "--scan-every", "5").status == 64)
    #expect(try directory.wenjian("index", "documents", "--watch", "--scan-every", "0").status == 64)
    #expect(try directory.wenjian("index", "none", "--watch").status == 66)
  }
}
