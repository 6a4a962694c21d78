#if Server
  // WenjianServer behind Hummingbird: connections, bytes and the end of the process.

  import Glibc
  import Hummingbird
  import HummingbirdCore
  import Logging
  import NIOCore
  import WenjianServer

  /// Takes connections, and gives each request to a `Server`.
  struct HTTPService {
    let arguments: ServerArguments
    let server: WenjianServer.Server
    let connections: Connections
    let logger: Logger

    init(_ arguments: ServerArguments) {
      self.arguments = arguments
      connections = Connections(limit: arguments.connections.maximumCount)
      var made = Logger(label: "wenjian-server")
      made.logLevel = Logger.Level(rawValue: arguments.logLevel) ?? .warning
      let logger = made
      self.logger = logger
      server = WenjianServer.Server(arguments.options) { event in
        // Parts rather than a sentence, for programs that read logs.
        logger.info(
          "request",
          metadata: [
            "client": .string(event.client), "method": .string(event.method), "route": .string(event.route),
            "status": .stringConvertible(event.status), "code": .string(event.code ?? "-"),
            "microseconds": .stringConvertible(Int(event.duration / .microseconds(1))),
          ])
      }
    }

    /// Runs until SIGTERM or SIGINT; requests that are under way are answered.
    func run() async throws {
      let connections = connections
      let limits = arguments.connections
      let responder = RequestResponder(
        server: server, connections: connections, bodyByteLimit: arguments.options.limits.bodyBytes)
      let (address, opensBrowser) = (arguments.address, arguments.opensBrowser)
      let application = Application(
        responder: responder,
        server: HTTPServerBuilder { responder in
          EventLoopChannel(
            http: HTTP1Channel(
              responder: responder,
              configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionHandler(connections, limits)],
                httpDecoderConfiguration: .init(
                  maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))))
        },
        configuration: ApplicationConfiguration(
          address: .hostname(address, port: arguments.port), backlog: 1024,
          // Some more than there may be are told so; others wait until the system takes them.
          availableConnectionsDelegate: MaximumAvailableConnections(
            min(limits.maximumCount + Self.refusedCount, Self.connectionsThatFilesAllow()))),
        onServerRunning: { channel in
          let port = channel.localAddress?.port ?? 0
          let page = "http://\(address.contains(":") ? "[\(address)]" : address):\(port)/"
          say(page)
          if opensBrowser { openBrowser(page) }
        },
        logger: logger)
      server.start()
      defer { server.stop() }
      try await application.runService()
    }

    /// The most connections that are refused at a time.
    private static let refusedCount = 1024

    /// Raises the limit of open files as far as it goes. An accept that fails would end the server, so some are left over.
    private static func connectionsThatFilesAllow() -> Int {
      var limit = rlimit()
      // SAFETY: the structure is lent for the calls.
      guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
      limit.rlim_cur = limit.rlim_max
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      return max(16, Int(clamping: limit.rlim_cur) - 256)
    }
  }
#endif
