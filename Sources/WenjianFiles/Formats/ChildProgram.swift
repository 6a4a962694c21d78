// Runs a program on bytes: no shell, no file, a limit of time and of output.

import CProcess
import Glibc
import Synchronization
import WenjianBytes
import WenjianText
import WenjianThreads

/// A converter that is run as a process of its own, so that what it does to a damaged file stays with it.
struct ChildProgram {
  let required: RequiredProgram
  let arguments: [String]

  /// One start at a time: a program that is started between pipe() and fcntl() would keep the pipe of another open.
  private static let starting = Locked(())

  struct Result {
    var output: [UInt8]
    var errors: String
    /// nil when a signal ended it.
    var exitStatus: Int32?
  }

  /// Feeds bytes to the program's standard input and gathers its standard output.
  /// - Throws: `missingProgram`, `timedOut`, `tooLarge`, `programFailed` when it could not be started or takes too much
  ///   memory.
  func run(on input: [UInt8], limits: ReadLimits) throws(ReadFailure) -> Result {
    var pipes: [Int32] = []
    defer { for descriptor in pipes where descriptor >= 0 { close(descriptor) } }
    let process = try Self.starting.withLock { _ throws(ReadFailure) in
      for _ in 0..<3 {
        var pair: [Int32] = [-1, -1]
        guard pipe(&pair) == 0 else { throw refused(errno) }
        pipes += pair
        for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      }
      return try spawn(input: pipes[0], output: pipes[3], errors: pipes[5])
    }
    // Beyond our own watch, so that it also ends when this process is killed. Where the system refuses, that is all.
    _ = cprocess_limit(process, UInt64(limits.programSeconds) + 1, UInt64(limits.programBytes) * 4)
    // What stays is ours: the end that writes to it, and those that read from it.
    for theirs in [0, 3, 5] {
      close(pipes[theirs])
      pipes[theirs] = -1
    }
    var isRunning = true
    defer { if isRunning { end(process) } }
    var result = Result(output: [], errors: "", exitStatus: nil)
    try exchange(input, &pipes, &result, process, limits)
    var status: Int32 = 0
    let deadline = now() + Double(limits.programSeconds)
    while true {
      let code = waitpid(process, &status, WNOHANG)
      if code == process { break }
      if code < 0, errno != EINTR { break }
      if now() > deadline { throw .timedOut(program: required.name, seconds: limits.programSeconds) }
      try checkMemory(process, limits)
      usleep(500)
    }
    isRunning = false
    MarkedText.clean(&result.output)
    result.exitStatus = status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    return result
  }

  private func failed(_ message: String) -> ReadFailure {
    .programFailed(program: required.name, message: message)
  }

  /// What the system did not allow, which another try may be.
  private func refused(_ errorNumber: Int32) -> ReadFailure {
    .unreadable("\(required.name) cannot be run: \(systemMessage(errorNumber))")
  }

  private func spawn(input: Int32, output: Int32, errors: Int32) throws(ReadFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    // Whoever calls may have files and sockets open that are no business of a program.
    _ = cprocess_close_from(&actions, STDERR_FILENO + 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that its children end with it and a Ctrl-C is ours to handle; signals as they come.
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var words: [UnsafeMutablePointer<CChar>?] = ([required.name] + arguments).map { (word: String) in strdup(word) }
    words.append(nil)
    // Nothing of the caller's environment but where programs and their data are.
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("LC_ALL=C.UTF-8")]
    for name in ["PATH", "HOME", "TMPDIR"] {
      if let value = getenv(name) { environment.append(strdup(name + "=" + String(cString: value))) }
    }
    environment.append(nil)
    defer { for word in words + environment { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, required.name, &actions, &attributes, &words, &environment)
    switch code {
    case 0: return process
    case ENOENT: throw .missingProgram(required.name, package: required.package)
    default: throw refused(code)
    }
  }

  /// Writes and reads at once: a program that answers before it has read all must not wait for us.
  private func exchange(
    _ input: [UInt8], _ pipes: inout [Int32], _ result: inout Result, _ process: pid_t, _ limits: ReadLimits
  ) throws(ReadFailure) {
    for ours in [1, 2, 4] { _ = fcntl(pipes[ours], F_SETFL, O_NONBLOCK) }
    let deadline = now() + Double(limits.programSeconds)
    var written = 0
    var nextCheck = now() + Self.checkSeconds
    var errors: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while pipes[2] >= 0 || pipes[4] >= 0 {
      let left = deadline - now()
      guard left > 0 else { throw .timedOut(program: required.name, seconds: limits.programSeconds) }
      var polls = [
        pollfd(fd: pipes[1], events: Int16(POLLOUT), revents: 0),
        pollfd(fd: pipes[2], events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipes[4], events: Int16(POLLIN), revents: 0),
      ]
      if now() >= nextCheck {
        try checkMemory(process, limits)
        nextCheck = now() + Self.checkSeconds
      }
      if poll(&polls, 3, Int32(min(left, Self.checkSeconds) * 1000) + 1) < 0 {
        if errno == EINTR { continue }
        throw refused(errno)
      }
      if polls[0].revents != 0 {
        let count = writeQuietly(input, from: written, to: pipes[1])
        if count > 0 { written += count }
        // It may have read enough, or have ended: what it wrote tells.
        if written == input.count || count < 0 && errno != EAGAIN && errno != EINTR { shut(&pipes[1]) }
      }
      for (index, place) in [(1, 2), (2, 4)] where polls[index].revents != 0 {
        let count = read(pipes[place], &chunk, chunk.count)
        if count > 0 {
          if place == 2 {
            result.output += chunk[..<count]
          } else if errors.count < 4096 {
            errors += chunk[..<count]
          }
        } else if count == 0 {
          shut(&pipes[place])
        } else if errno != EAGAIN, errno != EINTR {
          // Part of what it says must not pass for the whole.
          throw refused(errno)
        }
      }
      if result.output.count > limits.maximumFileBytes {
        throw .tooLarge(byteCount: result.output.count, limit: limits.maximumFileBytes)
      }
    }
    result.errors = String(decoding: errors.prefix(4096), as: UTF8.self)
  }

  /// Writes without the signal that ends a process whose reader is gone: a library must not change how its process
  /// handles signals, so it is held back in this thread, and taken away when it came.
  private func writeQuietly(_ input: [UInt8], from start: Int, to descriptor: Int32) -> Int {
    var pipeSignal = sigset_t()
    var before = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
    let count = input.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start) }
    let number = errno
    if count < 0, number == EPIPE {
      var now = timespec(tv_sec: 0, tv_nsec: 0)
      sigtimedwait(&pipeSignal, nil, &now)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = number
    return count
  }

  private static let checkSeconds = 0.1

  /// The system bounds the address space only, far above this, and what it refuses no program names.
  private func checkMemory(_ process: pid_t, _ limits: ReadLimits) throws(ReadFailure) {
    guard let file = fopen("/proc/\(process)/statm", "r") else { return }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 256)
    guard fgets(&text, Int32(text.count), file) != nil else { return }
    // The size and what of it is in memory, in pages.
    let fields = text.split(separator: CChar(UInt8(ascii: " ")))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1].map(UInt8.init), as: UTF8.self)) else {
      return
    }
    if pages > limits.programBytes / sysconf(Int32(_SC_PAGESIZE)) {
      throw failed("takes more than \(limits.programBytes >> 20) MB of memory")
    }
  }

  private func shut(_ descriptor: inout Int32) {
    close(descriptor)
    descriptor = -1
  }

  private func end(_ process: pid_t) {
    kill(-process, SIGKILL)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  private func now() -> Double { Double(SystemClock.monotonic()) / 1e9 }
}
