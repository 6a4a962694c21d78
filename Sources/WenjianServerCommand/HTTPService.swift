#if Server
  // WenjianServer behind Hummingbird: connections, bytes and the end of the process.

  import Hummingbird
  import HummingbirdCore
  import Logging
  import NIOCore
  import WenjianServer

  /// Takes connections and hands each request over to a `Server`.
  struct HTTPService {
    let arguments: ServerArguments
    let server: WenjianServer.Server
    let connections = Connections()

    init(_ arguments: ServerArguments) {
      self.arguments = arguments
      server = WenjianServer.Server(arguments.options)
    }

    /// Runs until SIGTERM or SIGINT; requests that are under way are answered.
    func run() async throws {
      let connections = connections
      let limits = arguments.connections
      let responder = RequestResponder(
        server: server, connections: connections, bodyByteLimit: arguments.options.limits.bodyBytes)
      let address = arguments.address
      let application = Application(
        responder: responder,
        server: .http1(
          configuration: HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionHandler(connections, limits)],
            httpDecoderConfiguration: .init(
              maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
        configuration: ApplicationConfiguration(
          address: .hostname(address, port: arguments.port), backlog: 1024,
          availableConnectionsDelegate: MaximumAvailableConnections(limits.maximumCount)),
        onServerRunning: { channel in
          let port = channel.localAddress?.port ?? 0
          print("http://\(address.contains(":") ? "[\(address)]" : address):\(port)/")
        },
        logger: Logger(label: "wenjian-server"))
      try await application.runService()
    }
  }
#endif
