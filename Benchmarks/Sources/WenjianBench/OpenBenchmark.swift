// Times opening an index, and starting the command.

import Glibc
import Wenjian

/// Opening an index, and giving it back: 200 times in one process.
///
/// Shows that cost does not grow with the index: it maps files and reads their heads. `first_query` adds one query,
/// because an opening that puts off its work would hide it there. Misleads about a first opening after a start of the
/// machine, when the files are not in the page cache.
func openBenchmark(index path: String, query: String) throws -> JSON {
  let options = SearchOptions(limit: 10, includesRelated: false)
  var opened: [Int] = []
  var answered: [Int] = []
  for _ in 0..<200 {
    let start = Clock.wall()
    do { _ = try Index(at: path) }
    opened.append(Clock.wall() - start)
  }
  for _ in 0..<200 {
    let start = Clock.wall()
    do { _ = try Index(at: path).search("\"\(query)\"", options: options) }
    answered.append(Clock.wall() - start)
  }
  return .object([
    ("opens", .integer(opened.count)), ("open_ms", milliseconds(opened)),
    ("open_and_first_query_ms", milliseconds(answered)),
  ])
}

/// Starting `wenjian search` in a new process until it has ended, 50 times, alternating with `/bin/true`.
///
/// Shows what a person at a prompt waits for: loading, opening, searching, snippets, output (to nowhere). Misleads
/// when the machine is busy: half of it is the kernel's work, which `/bin/true` shows.
func startBenchmark(index path: String, command: String, query: String) throws -> JSON {
  var ours: [Int] = []
  var nothing: [Int] = []
  for _ in 0..<50 {
    ours.append(try timeProcess([command, "search", query, "--index", path]))
    nothing.append(try timeProcess(["/bin/true"]))
  }
  return .object([
    ("runs", .integer(ours.count)), ("process_ms", milliseconds(ours)),
    ("bin_true_ms", milliseconds(nothing)),
  ])
}

private func milliseconds(_ durations: [Int]) -> JSON {
  let statistics = Statistics(durations)
  return .object([
    ("min", .number(statistics.minimum / 1e6)), ("median", .number(statistics.share(0.5) / 1e6)),
    ("p95", .number(statistics.share(0.95) / 1e6)),
  ])
}

/// Nanoseconds from spawning a process to its end. Its output goes to /dev/null.
private func timeProcess(_ arguments: [String]) throws -> Int {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
  words.append(nil)
  defer { for word in words { free(word) } }
  var process = pid_t()
  let start = Clock.wall()
  let failure = posix_spawn(&process, arguments[0], &actions, nil, words, environ)
  guard failure == 0 else {
    throw BenchError("cannot start \(arguments[0]): \(String(cString: strerror(failure)))")
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 {
    guard errno == EINTR else { throw BenchError("cannot wait for \(arguments[0])") }
  }
  let duration = Clock.wall() - start
  // `wenjian search` ends with 1 when nothing was found, which is an answer.
  guard status == 0 || status == 1 << 8 else {
    throw BenchError("\(arguments.joined(separator: " ")) failed with wait status \(status)")
  }
  return duration
}
