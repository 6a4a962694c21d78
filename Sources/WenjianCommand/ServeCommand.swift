// `wenjian serve`: the page and the HTTP service, which are a program of their own.

import ArgumentParser
import Glibc
import WenjianMessages
import WenjianText

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: localized("Serve a page to search with, and the same answers to programs over HTTP."),
    discussion: localized(
      """
      The page is for a browser on this machine, at the address that is printed; programs ask below /api, which \
      /openapi.json describes. Answers are those of --json. New commits are seen without a restart. SIGINT and SIGTERM \
      end it when the requests that are under way are answered.

      --open DIR indexes a directory first, while the page already shows how far that has come, and goes on to keep the \
      index up to date as files change. Without --index the index is put where programs keep what they can make again: \
      below XDG_CACHE_HOME, or ~/.cache.

      Other machines are answered on another --address alone, and only with a token, of at least 32 bytes, in a file or in \
      WENJIAN_TOKEN. A name by which browsers reach the server is given with --host: under other names it answers nothing, so \
      that no page of the web can ask it through a browser. TLS is for a proxy in front of it.

      It runs wenjian-server, which lies beside this command or on PATH.

      EXAMPLES:
        wenjian serve --open Documents
        wenjian serve --index /srv/policy/Index --port 8080
        wenjian serve --index /srv/policy/Index --address 0.0.0.0 --host search.example.org --token-file /etc/wenjian/token
      """))

  @OptionGroup var location: ServedIndex
  @Option(
    help: .localized(
      "Where to listen: 127.0.0.1, or with a token an address of this machine.", valueName: "address"))
  var address = "127.0.0.1"
  @Option(help: .localized("The port, 0 for any that is free.", valueName: "n"))
  var port = 8080
  @Option(
    parsing: .singleValue,
    help: .localized("A name that the server goes by; may be repeated.", valueName: "name"))
  var host: [String] = []
  @Option(
    parsing: .singleValue,
    help: .localized(
      "The address of a proxy that may say for whom it asks, by X-Forwarded-For or Forwarded; may be repeated.",
      valueName: "address"))
  var trustedProxy: [String] = []
  @Option(help: .localized("The file of the token that requests must have.", valueName: "file"))
  var tokenFile: String?
  @Option(help: .localized("Give a request up after so many seconds.", valueName: "seconds"))
  var timeout = 10
  @Option(help: .localized("Requests a second that one address may make, 0 for any.", valueName: "n"))
  var rate: Int?
  @Option(
    help: .localized(
      "What is logged on standard error: info, a line a request; warning; or error.", valueName: "level"))
  var log = "warning"
  @Flag(help: .localized("With --open: do not open a browser."))
  var noBrowser = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError(localized("--port must be between 0 and 65535, it is \(port)"))
    }
    guard (1...3600).contains(timeout) else {
      throw ValidationError(localized("--timeout must be between 1 and 3600, it is \(timeout)"))
    }
    guard ["info", "warning", "error"].contains(log) else {
      throw ValidationError(localized("--log is info, warning or error; it is '\(log)'"))
    }
  }

  func run() throws {
    let program = try ServerProgram.found()
    throw program.replaceProcess(try arguments())
  }

  /// What `wenjian-server` is told.
  private func arguments() throws -> [String] {
    var arguments = [
      "--index", try location.indexPath(), "--address", address, "--port", String(port), "--timeout",
      String(timeout),
      "--log", log,
    ]
    for name in host { arguments += ["--host", name] }
    for proxy in trustedProxy { arguments += ["--trusted-proxy", proxy] }
    if let tokenFile { arguments += ["--token-file", tokenFile] }
    if let rate { arguments += ["--rate", String(rate)] }
    if let directory = location.open {
      arguments += ["--open", directory]
      if !noBrowser, isatty(STDOUT_FILENO) != 0 { arguments += ["--browser", "yes"] }
    }
    return arguments
  }
}

/// Which index is served.
struct ServedIndex: ParsableArguments {
  @Option(
    name: .customLong("index"),
    help: .localized("The index; Index when nothing is said, and --open neither.", valueName: "path"))
  var path: String?
  @Option(help: .localized("Index this directory first, and keep its index up to date.", valueName: "directory"))
  var open: String?

  /// The path of the index; its directory is made when it is ours to choose.
  func indexPath() throws -> String {
    guard let open else { return path ?? "Index" }
    if let reason = errorOfListing(open) {
      throw CommandFailure(
        localized("cannot read directory \(open): \(localized(english: systemMessage(reason)))"), .missingInput)
    }
    return try path ?? CachedIndex.path(of: open)
  }
}

/// The index of a directory that was opened without one: the same directory has the same each time.
enum CachedIndex {
  static func path(of directory: String) throws -> String {
    let home = environment("HOME") ?? "/"
    let base = environment("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.cache"
    let absolute = resolvedPath(directory) ?? directory
    let last = absolute.split(separator: "/").last.map(String.init) ?? "root"
    let parent = base + "/wenjian"
    for path in [base, parent] where !makeDirectory(path) {
      throw CommandFailure(
        localized("the index cannot be written to \(path): \(localized(english: systemMessage(errno)))"),
        .unusableOutput)
    }
    // Directories of one name are told apart by their whole paths (FNV-1a).
    let hash = absolute.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return parent + "/" + last + "-" + String(hash, radix: 16)
  }
}

/// The program `wenjian-server`.
struct ServerProgram {
  private static let name = "wenjian-server"
  let path: String

  /// Beside this command, or on PATH.
  static func found() throws(CommandFailure) -> ServerProgram {
    var directories = (environment("PATH") ?? "").split(separator: ":").map(String.init)
    if let own = resolvedPath("/proc/self/exe"), let slash = own.lastIndex(of: "/") {
      directories.insert(String(own[..<slash]), at: 0)
    }
    let paths = directories.map { $0 + "/" + name }
    guard let path = paths.first(where: { isExecutable($0) }) else {
      throw CommandFailure(
        localized("there is no wenjian-server beside this command or on PATH; `make server` builds it"),
        .missingInput)
    }
    return ServerProgram(path: path)
  }

  /// Becomes the program.
  /// - Returns: why it could not.
  func replaceProcess(_ arguments: [String]) -> CommandFailure {
    let reason = execute(path, [path] + arguments)
    return CommandFailure(
      localized("\(path) cannot be run: \(localized(english: systemMessage(reason)))"), .inputOutput)
  }
}
