// The arguments of `wenjian-server`: one table of them, for reading and for help.

import Glibc
public import WenjianJSON
import WenjianMessages

/// How many connections there may be, and how long one may take; times in seconds.
public struct ConnectionLimits: Sendable {
  public var maximumCount = 16_384
  /// From the beginning of a connection to the end of the first head.
  public var headSeconds = 10
  /// From the head of a request to its end.
  public var bodySeconds = 20
  /// For each piece of an answer to be taken.
  public var writeSeconds = 30
  /// From an answer to the end of the next head.
  public var idleSeconds = 60
}

/// What `wenjian-server` is told.
public struct ServerArguments: Sendable {
  public var options = ServerOptions(index: "Index")
  public var address = "127.0.0.1"
  /// 0 for any that is free.
  public var port = 8080
  public var connections = ConnectionLimits()
  /// `info`, `warning` or `error`.
  public var logLevel = "warning"
  /// Whether the page is opened in a browser.
  public private(set) var opensBrowser = false
  private var rate: Int?
  /// What is printed instead of serving: help, or the version.
  public private(set) var text: String?

  /// An argument with a value.
  private struct Argument: Sendable {
    let name: String
    let valueName: String
    let summary: String
    let set: @Sendable (inout ServerArguments, String) throws(ErrorAnswer) -> Void
  }

  private static let all: [Argument] = [
    Argument(name: "--index", valueName: "DIR", summary: "the index; Index when nothing is said") {
      $0.options.index = $1
    },
    Argument(name: "--open", valueName: "DIR", summary: "index this directory first, and keep that index current") {
      $0.options.directory = $1
    },
    Argument(name: "--address", valueName: "ADDRESS", summary: "where to listen; 127.0.0.1 when nothing is said") {
      $0.address = $1
    },
    Argument(name: "--port", valueName: "N", summary: "0 for any that is free; 8080 when nothing is said") {
      arguments, text throws(ErrorAnswer) in arguments.port = try integer("--port", text, 0...65_535)
    },
    Argument(name: "--host", valueName: "NAME", summary: "a name that the server goes by; may be repeated") {
      $0.options.access.hostNames.insert($1.lowercased())
    },
    Argument(
      name: "--trusted-proxy", valueName: "ADDRESS",
      summary: "a proxy that may say for whom it asks, by X-Forwarded-For or Forwarded; may be repeated"
    ) { arguments, text throws(ErrorAnswer) in
      guard text.contains(where: { $0 == "." || $0 == ":" }),
        text.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" })
      else {
        throw failure("--trusted-proxy is an address in digits; it is \u{201C}\(text)\u{201D}")
      }
      arguments.options.access.trustedProxies.insert(text.lowercased())
    },
    Argument(name: "--token-file", valueName: "FILE", summary: "the file of the token that requests must have") {
      arguments, path throws(ErrorAnswer) in arguments.options.access.token = try token(inFile: path)
    },
    Argument(
      name: "--timeout", valueName: "SECONDS", summary: "how long a request may take; 10 when nothing is said"
    ) {
      arguments, text throws(ErrorAnswer) in
      arguments.options.limits.timeout = .seconds(try integer("--timeout", text, 1...3600))
    },
    Argument(
      name: "--rate", valueName: "N",
      summary: "requests a second from one address, 0 for any; 50 when other machines may ask, else 0"
    ) { arguments, text throws(ErrorAnswer) in arguments.rate = try integer("--rate", text, 0...1_000_000) },
    Argument(
      name: "--searches", valueName: "N", summary: "searches that run or wait at a time; 256 when nothing is said"
    ) { arguments, text throws(ErrorAnswer) in
      arguments.options.limits.searchCount = try integer("--searches", text, 1...100_000)
    },
    Argument(
      name: "--connections", valueName: "N",
      summary: "connections at a time; 16384 when nothing is said, and files allow"
    ) { arguments, text throws(ErrorAnswer) in
      arguments.connections.maximumCount = try integer("--connections", text, 1...1_000_000)
    },
    Argument(name: "--head-seconds", valueName: "N", summary: "how long a client may take to begin a request; 10") {
      arguments, text throws(ErrorAnswer) in
      arguments.connections.headSeconds = try integer("--head-seconds", text, 1...3600)
    },
    Argument(name: "--browser", valueName: "yes", summary: "open the page in a browser") {
      $0.opensBrowser = $1 == "yes"
    },
    Argument(
      name: "--log", valueName: "LEVEL",
      summary: "what is logged: info, a line a request; warning, when nothing is said"
    ) { arguments, text throws(ErrorAnswer) in
      guard ["info", "warning", "error"].contains(text) else { throw failure("--log is info, warning or error") }
      arguments.logLevel = text
    },
  ]

  /// - Throws: `ErrorAnswer` with code `argument`.
  public init(_ arguments: [String]) throws(ErrorAnswer) {
    var rest = arguments[...]
    while let given = rest.popFirst() {
      if given == "--help" {
        text = Self.help
        return
      }
      guard let argument = Self.all.first(where: { $0.name == given }) else {
        throw Self.failure("there is no option \(given); --help lists them")
      }
      guard let value = rest.popFirst() else { throw Self.failure("\(given) needs a value: \(argument.summary)") }
      try argument.set(&self, value)
    }
    if options.access.token == nil, let token = Self.environment("WENJIAN_TOKEN") {
      options.access.token = try Self.checked(token)
    }
    options.limits.requestsPerSecond = rate ?? (Self.isLoopback(address) ? 0 : 50)
    guard options.access.token != nil || Self.isLoopback(address) else {
      throw Self.failure(
        "\(address) is open to other machines, so it needs a token: --token-file FILE, or WENJIAN_TOKEN")
    }
  }

  private static var help: String {
    let language = Language(environment: environment)
    func said(_ text: String) -> String { Catalogue.wenjian.translation(of: text, in: language) }
    return said("usage: wenjian-server [options]") + "\n\n"
      + all.map { argument in
        let left = "  " + argument.name + " " + argument.valueName
        return left + String(repeating: " ", count: max(2, 26 - left.utf8.count)) + said(argument.summary)
      }.joined(separator: "\n")
  }

  private static func failure(_ message: String) -> ErrorAnswer { ErrorAnswer(code: "argument", message: message) }

  private static func integer(_ name: String, _ text: String, _ range: ClosedRange<Int>) throws(ErrorAnswer) -> Int
  {
    guard let number = Int(text), range.contains(number) else {
      throw failure("\(name) is between \(range.lowerBound) and \(range.upperBound); it is \u{201C}\(text)\u{201D}")
    }
    return number
  }

  /// Whether only programs of the same machine can ask there.
  static func isLoopback(_ address: String) -> Bool {
    address == "localhost" || address == "::1"
      || address.hasPrefix("127.") && address.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
  }

  private static func token(inFile path: String) throws(ErrorAnswer) -> String {
    // SAFETY: the path is lent for the call; reading ends within the array.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw failure("cannot read the token in \(path): \(unsafe String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return try checked(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
  }

  /// A token without white space around it.
  private static func checked(_ text: String) throws(ErrorAnswer) -> String {
    let token = text.filter { !$0.isWhitespace }
    guard token.utf8.count >= AccessPolicy.tokenByteCount else {
      throw failure(
        "the token has \(token.utf8.count) bytes, and needs \(AccessPolicy.tokenByteCount): openssl rand -hex 32 makes one"
      )
    }
    return token
  }

  private static func environment(_ name: String) -> String? {
    // SAFETY: what the library gives is copied.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
