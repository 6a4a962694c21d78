#if Server
  // The connections that there are: how long one may take, and what ends with it.

  import Glibc
  import NIOCore
  import NIOHTTPTypes
  import Synchronization
  import WenjianServer

  /// What is known of one connection.
  final class Connection: Sendable {
    /// Where its tasks run.
    let executor: EventLoopExecutor
    private struct State {
      var isClosed = false
      var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Whether there are as many as there may be without it: its first request is refused.
    let isRefused: Bool

    fileprivate init(_ channel: any Channel, isRefused: Bool) {
      executor = EventLoopExecutor(channel.eventLoop)
      self.isRefused = isRefused
    }

    /// - Parameter action: done when the client goes, at once when it has gone; nil for nothing.
    func whenClosed(_ action: (@Sendable () -> Void)?) {
      let isClosed = state.withLock { state in
        state.action = action
        return state.isClosed
      }
      if isClosed { action?() }
    }

    fileprivate func close() {
      let action = state.withLock { state in
        state.isClosed = true
        return state.action.take()
      }
      action?()
    }
  }

  /// The connections, by their channels.
  final class Connections: Sendable {
    private struct State {
      var all: [ObjectIdentifier: Connection] = [:]
      /// The most that there were since memory was given back.
      var peak = 0
    }

    private let state = Mutex(State())
    private let limit: Int
    /// The memory of fewer connections is not worth looking for: some 12 kB each.
    private static let smallestPeak = 1000

    /// - Parameter limit: how many there may be, those that are refused apart.
    init(limit: Int) { self.limit = limit }

    subscript(_ channel: any Channel) -> Connection? { state.withLock { $0.all[ObjectIdentifier(channel)] } }

    fileprivate func add(_ channel: any Channel) -> Connection {
      state.withLock { state in
        let connection = Connection(channel, isRefused: state.all.count >= limit)
        state.all[ObjectIdentifier(channel)] = connection
        state.peak = max(state.peak, state.all.count)
        return connection
      }
    }

    fileprivate func remove(_ channel: any Channel) {
      let mostHaveGone = state.withLock { state in
        state.all[ObjectIdentifier(channel)] = nil
        guard state.peak >= Self.smallestPeak, state.all.count * 4 <= state.peak else { return false }
        state.peak = state.all.count
        return true
      }
      if mostHaveGone { Self.giveMemoryBack() }
    }

    /// What was freed lies between what is kept, in pages that the allocator would hold for ever. It waits for the tasks of
    /// the connections that have just gone.
    private static func giveMemoryBack() {
      Task.detached {
        try await Task.sleep(for: .seconds(2))
        trim()
      }
    }

    /// `malloc_trim` of glibc, whose header Swift does not import; other libraries have none.
    private static func trim() {
      // SAFETY: a function of that name has this type.
      guard let symbol = unsafe dlsym(nil, "malloc_trim") else { return }
      _ = unsafe unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)(0)
    }
  }

  /// Closes a connection that takes too long: before a request, within it, or in taking an answer.
  ///
  /// While an answer is made there is no limit here: the server has its own. A client that closes its side of the
  /// connection has gone.
  final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: Connections
    private let limits: ConnectionLimits
    private var connection: Connection?
    /// nil while an answer is made.
    private var deadline: NIODeadline?
    private var alarm: Scheduled<Void>?
    /// Requests whose answer is not written whole.
    private var pendingCount = 0
    /// Whether a request is read whose end has not come.
    private var isReading = false

    init(_ connections: Connections, _ limits: ConnectionLimits) {
      self.connections = connections
      self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
      connection = connections.add(context.channel)
      expect(within: limits.headSeconds, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    func channelInactive(context: ChannelHandlerContext) {
      end(context)
      context.fireChannelInactive()
    }

    private func end(_ context: ChannelHandlerContext) {
      alarm?.cancel()
      alarm = nil
      deadline = nil
      connections.remove(context.channel)
      connection?.close()
      connection = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head:
        pendingCount += 1
        isReading = true
        expect(within: limits.bodySeconds, context)
      case .body: break
      case .end:
        isReading = false
        deadline = nil
      }
      context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
      let isEnd: Bool
      if case .end = unwrapOutboundIn(data) { isEnd = true } else { isEnd = false }
      // Each piece that is taken gives the next one as much time.
      if !isReading { expect(within: limits.writeSeconds, context) }
      let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
      let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
      promise.futureResult.whenSuccess { bound.value.handler.wrote(isEnd: isEnd, bound.value.context) }
      context.write(data, promise: promise)
    }

    private func wrote(isEnd: Bool, _ context: ChannelHandlerContext) {
      if isEnd { pendingCount -= 1 }
      guard connection != nil, !isReading else { return }
      if isEnd {
        if pendingCount == 0 { expect(within: limits.idleSeconds, context) } else { deadline = nil }
      } else {
        deadline = nil
      }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if let event = event as? ChannelEvent, event == .inputClosed {
        connection?.close()
        if pendingCount == 0 { return context.close(promise: nil) }
      }
      context.fireUserInboundEventTriggered(event)
    }

    // MARK: Deadlines

    private func expect(within seconds: Int, _ context: ChannelHandlerContext) {
      let time = NIODeadline.now() + .seconds(Int64(seconds))
      deadline = time
      if alarm == nil { schedule(at: time, context) }
    }

    /// One alarm at a time: when it comes before the deadline, which was put off, it is set anew.
    private func schedule(at time: NIODeadline, _ context: ChannelHandlerContext) {
      let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
      alarm = context.eventLoop.scheduleTask(deadline: time) {
        let (handler, context) = bound.value
        handler.alarm = nil
        guard let deadline = handler.deadline else { return }
        if deadline <= .now() { context.close(promise: nil) } else { handler.schedule(at: deadline, context) }
      }
    }
  }
#endif
