#if Server
  // The tasks of a connection, on the thread of its event loop.

  import HummingbirdCore
  import Logging
  import NIOCore

  /// Runs tasks on an event loop.
  ///
  /// What a connection's tasks do themselves is short: reading a head, choosing a route, writing an answer. In Swift's own
  /// pool each of them would wait for another thread to wake, several times a request; searches have threads of their own
  /// wherever they are asked from.
  final class EventLoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
      // SAFETY: a job is run once, here.
      let job = UnownedJob(job)
      let executor = unsafe asUnownedTaskExecutor()
      eventLoop.execute { unsafe job.runSynchronously(on: executor) }
    }
  }

  /// HTTP/1.1 whose connections are handled on their event loops.
  struct EventLoopChannel: ServerChildChannel {
    let http: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
      http.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
      await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
        await http.handle(value: value, logger: logger)
      }
    }
  }
#endif
