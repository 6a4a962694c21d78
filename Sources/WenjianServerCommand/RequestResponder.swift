#if Server
  // A request of Hummingbird as a value, and an answer back.

  import HTTPTypes
  import Hummingbird
  import HummingbirdCore
  import Logging
  import NIOCore
  import WenjianServer

  /// What Hummingbird makes for each request.
  struct ConnectionContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
  }

  /// Gives requests to the server; the task of one ends when its client goes.
  struct RequestResponder: HTTPResponder {
    let server: WenjianServer.Server
    let connections: Connections
    let bodyByteLimit: Int

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
      let connection = connections[context.channel]
      if connection?.isRefused == true {
        var refusal = server.refusal(ofConnectionBy: request.headers[.acceptLanguage])
        refusal.headers.append(ServerRequest.Header("Connection", "close"))
        return Response(refusal, isHead: request.method == .head)
      }
      var value = ServerRequest(
        request.method.rawValue, request.head.path ?? "/", client: context.channel.remoteAddress?.ipAddress ?? "")
      value.headers = request.headers.map { ServerRequest.Header($0.name.rawName, $0.value) }
      if let authority = request.head.authority { value.headers.append(ServerRequest.Header("Host", authority)) }
      do {
        // One byte more than is taken says that it is too much.
        value.body = Array(buffer: try await request.body.collect(upTo: bodyByteLimit))
      } catch is NIOTooManyBytesError {
        value.isTooLarge = true
      }
      let (server, asked) = (server, value)
      let task = Task(executorPreference: connection?.executor) { await server.answer(asked) }
      connection?.whenClosed { task.cancel() }
      let answer = await task.value
      connection?.whenClosed(nil)
      return Response(answer, isHead: request.method == .head)
    }
  }

  extension Response {
    init(_ answer: ServerAnswer, isHead: Bool) {
      var fields = HTTPFields()
      for header in answer.headers {
        if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
      }
      let body: ResponseBody
      switch answer.body {
      case .bytes(let bytes):
        if answer.status != 304 { fields[.contentLength] = String(bytes.count) }
        body = isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
      case .chunks(let chunks):
        if let count = chunks.byteCount { fields[.contentLength] = String(count) }
        body =
          isHead
          ? ResponseBody()
          : ResponseBody(contentLength: chunks.byteCount) { writer in
            for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
            try await writer.finish(nil)
          }
      }
      self.init(status: HTTPResponse.Status(code: answer.status), headers: fields, body: body)
    }
  }
#endif
