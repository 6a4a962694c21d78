// Runs the built command and gathers what it says.

import Glibc
import Testing
// So every file of these tests has it: the results of the command are read as JSON.
@_exported public import WenjianTestSupport

/// What a run of the command left behind.
struct CommandResult {
  /// The exit code, or 128 and the number of the signal that ended it.
  var status: Int32
  var outputBytes: [UInt8]
  var errors: String
  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

struct TestFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

enum CommandRun {
  /// The command beside the test executable: both are built into one directory.
  static let binary: String? = {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      readlink(
        "/proc/self/exe", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    // Under a test runner of the toolchain the executable is elsewhere; then the first argument
    // names ours.
    var candidates = CommandLine.arguments.filter { $0.contains(".xctest") }
    if count > 0 { candidates.insert(String(decoding: buffer[..<count], as: UTF8.self), at: 0) }
    for var path in candidates {
      while let slash = path.lastIndex(of: "/") {
        path = String(path[..<slash])
        if access(path + "/wenjian", X_OK) == 0 { return path + "/wenjian" }
      }
    }
    return nil
  }()

  /// The environment of every run, so that the one of the tester plays no part.
  private static func environment(_ extra: [String: String]) -> [String] {
    var values = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm"]
    for name in ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ICU_DATA"] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    values.merge(extra) { $1 }
    return values.map { "\($0.key)=\($0.value)" }
  }

  /// Starts a program in a directory.
  static func start(
    _ program: String, _ arguments: [String], in directory: TestDirectory,
    environment extra: [String: String] = [:],
    _ actions: (inout posix_spawn_file_actions_t) -> Void
  ) throws -> pid_t {
    var fileActions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&fileActions)
    defer { posix_spawn_file_actions_destroy(&fileActions) }
    actions(&fileActions)
    // The file action that changes the directory is not visible to Swift; a shell can.
    let shell = ["/bin/sh", "-c", #"cd "$1" && shift && exec "$@""#, "sh", directory.path]
    var argumentPointers = (shell + [program] + arguments).map { strdup($0) } + [nil]
    var environmentPointers = environment(extra).map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    // The threads that run tests block signals, and a process inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    var allSignals = sigset_t()
    sigfillset(&allSignals)
    posix_spawnattr_setsigdefault(&attributes, &allSignals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var processID = pid_t()
    let failure = posix_spawn(
      &processID, shell[0], &fileActions, &attributes, &argumentPointers, &environmentPointers)
    guard failure == 0 else { throw TestFailure("cannot start \(program): errno \(failure)") }
    return processID
  }

  static func wait(for processID: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

extension TestDirectory {
  /// Runs `wenjian` in this directory, its output going into files.
  func wenjian(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> CommandResult {
    try run(#require(CommandRun.binary), arguments, input: input, environment: environment)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> CommandResult {
    try run(#require(CommandRun.binary), arguments, input: "", environment: environment)
  }

  /// Runs shell commands in this directory; `$WENJIAN` is the command.
  func shell(_ script: String) throws -> CommandResult {
    try run(
      "/bin/sh", ["-c", script], input: "",
      environment: ["WENJIAN": #require(CommandRun.binary)])
  }

  private func run(
    _ program: String, _ arguments: [String], input: String, environment: [String: String]
  ) throws -> CommandResult {
    let streams = try TestDirectory()
    try streams.write("in", input)
    let processID = try CommandRun.start(
      program, arguments, in: self, environment: environment
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, streams.path + "/in", O_RDONLY, 0)
      for (descriptor, name) in [(Int32(1), "out"), (2, "err")] {
        posix_spawn_file_actions_addopen(
          &actions, descriptor, streams.path + "/" + name, O_WRONLY | O_CREAT, 0o600)
      }
    }
    let status = CommandRun.wait(for: processID)
    return CommandResult(
      status: status, outputBytes: try streams.read("out"),
      errors: String(decoding: try streams.read("err"), as: UTF8.self))
  }

  /// Runs `wenjian` with a terminal of so many columns as output and error output.
  /// - Returns: its output, line ends as `\n`; error output is part of it.
  func wenjianOnTerminal(
    _ arguments: String..., columnCount: UInt16 = 80, environment: [String: String] = [:]
  ) throws -> CommandResult {
    try terminal(arguments, columnCount: columnCount, environment: environment)
  }

  func terminal(
    _ arguments: [String], columnCount: UInt16 = 80, environment: [String: String] = [:]
  ) throws -> CommandResult {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    defer { close(master) }
    // unlockpt and ptsname, which are not visible to Swift: TIOCSPTLCK and TIOCGPTN.
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &isLocked) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else { throw TestFailure("no terminal: errno \(errno)") }
    let terminal = "/dev/pts/\(number)"
    var size = winsize(ws_row: 25, ws_col: columnCount, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    let processID = try CommandRun.start(
      try #require(CommandRun.binary), arguments, in: self, environment: environment
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      for descriptor in Int32(1)...2 {
        posix_spawn_file_actions_addopen(&actions, descriptor, terminal, O_WRONLY | O_NOCTTY, 0)
      }
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(master, &chunk, chunk.count)
      // EIO: the process has ended, nobody holds the other side.
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    let status = CommandRun.wait(for: processID)
    // A terminal turns \n into \r\n; a lone \r of the progress line stays.
    var output: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
      output.append(byte)
    }
    return CommandResult(status: status, outputBytes: output, errors: "")
  }
}

typealias JSONValue = ParsedJSON

extension CommandResult {
  var json: JSONValue {
    get throws { try JSONValue(outputBytes) }
  }
}
