import Glibc
import Testing
import WenjianSearch
import WenjianThreads

@testable import WenjianCluster

/// A server on loopback that answers each connection's requests as a function says; nil closes the connection without a word.
final class LoopbackServer: Sendable {
  struct Received: Sendable {
    var head: String
    var body: [UInt8]
  }

  let port: Int
  private let descriptor: Int32
  private let received = Monitor<[Received]>([])

  init(_ answer: @escaping @Sendable (Received, _ number: Int) -> (status: Int, head: String, body: String)?) throws
  {
    (descriptor, port) = try Self.boundSocket()
    let listening = descriptor
    guard listen(listening, 16) == 0 else { throw ClusterError(.unreachable, "no port") }
    let received = received
    let thread = Thread {
      while case let connection = accept(listening, nil, nil), connection >= 0 {
        // One after the other: the tests send one at a time.
        while let request = Self.read(connection) {
          let number = received.change { all in
            all.append(request)
            return all.count
          }
          guard let (status, head, body) = answer(request, number) else { break }
          let text = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(head)\r\n\(body)"
          _ = Array(text.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
        close(connection)
      }
      // Not before: another server may get the number.
      close(listening)
    }
    thread?.detach()
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// A socket with a port of its own, on which nothing listens.
  static func boundSocket() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isBound else { throw ClusterError(.unreachable, "no port") }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  var requests: [Received] { received.change { $0 } }

  private static func read(_ connection: Int32) -> Received? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let start = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) {
        let head = String(decoding: bytes[..<start], as: UTF8.self)
        let length =
          head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.drop { $0 != ":" }.dropFirst(2)) } ?? 0
        if bytes.count >= start + 4 + length { return Received(head: head, body: Array(bytes[(start + 4)...])) }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
  }
}

@Suite("Requests over the network")
struct CurlTransportTests {
  private static let policy = RetryPolicy(tries: 4, firstWait: 1, longestWait: 2)

  private func transport(
    _ ports: [Int], credentials: ClusterCredentials = ClusterCredentials(), milliseconds: Int = 10_000
  ) throws -> CurlTransport {
    var limits = CurlTransport.Limits()
    limits.totalMilliseconds = milliseconds
    let nodes = ports.map { "127.0.0.1:\($0)" }.joined(separator: ",")
    return CurlTransport(
      try ClusterAddress("http://\(nodes)/p"), credentials: credentials, limits: limits, policy: Self.policy)
  }

  @Test("go out as they are, and the answer comes back as it is, over one connection")
  func exchange() throws {
    let server = try LoopbackServer { request, _ in (200, "", "{\"got\":\(request.body.count)}") }
    let transport = try transport([server.port])
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    for _ in 0..<3 {
      let answer = try transport.send(
        ClusterRequest(.post, "/p/_bulk?a=b", body: body, bodyKind: .lines, isRepeatable: true), control: nil)
      #expect(answer == ClusterAnswer(status: 200, body: Array("{\"got\":3145728}".utf8)))
    }
    let head = try #require(server.requests.first).head
    #expect(head.hasPrefix("POST /p/_bulk?a=b HTTP/1.1"))
    #expect(head.contains("Content-Type: application/x-ndjson"))
    #expect(!head.lowercased().contains("expect:"))
    #expect(!head.lowercased().contains("authorization"))
    #expect(server.requests.count == 3)
  }

  @Test("carry the credentials, which no error and no description has")
  func credentials() throws {
    let server = try LoopbackServer { _, _ in (401, "", "{}") }
    for credentials in [
      ClusterCredentials(user: "someone", password: "s3cret"), ClusterCredentials(user: "u", apiKey: "s3cret"),
    ] {
      let transport = try transport([server.port], credentials: credentials)
      let answer = try transport.send(ClusterRequest(.get, "/"), control: nil)
      let error = ClusterConnection.failure(answer)
      #expect(error.reason == .notAllowed)
      for text in [error.message, "\(credentials)", "\(error)"] { #expect(!text.contains("s3cret")) }
      var dumped = ""
      dump(credentials, to: &dumped)
      #expect(!dumped.contains("s3cret"))
    }
    let heads = server.requests.map(\.head)
    // someone:s3cret
    #expect(heads.first?.contains("Authorization: Basic c29tZW9uZTpzM2NyZXQ=") == true)
    #expect(heads.last?.contains("Authorization: ApiKey s3cret") == true)
  }

  @Test("are sent again while a node is busy, so often and no more", arguments: [429, 502, 503, 504])
  func busy(_ status: Int) throws {
    let server = try LoopbackServer { _, number in (number < 3 ? status : 200, "", "{}") }
    let answer = try transport([server.port]).send(ClusterRequest(.get, "/"), control: nil)
    #expect(answer.status == 200)
    #expect(server.requests.count == 3)
    let always = try LoopbackServer { _, _ in (status, "", "{}") }
    #expect(try transport([always.port]).send(ClusterRequest(.get, "/"), control: nil).status == status)
    #expect(always.requests.count == 4)
  }

  @Test("that must not be repeated are not sent again when nothing is known of the first")
  func unrepeatable() throws {
    let server = try LoopbackServer { _, _ in nil }
    let request = ClusterRequest(.post, "/_search/scroll", body: [UInt8(ascii: "x")], isRepeatable: false)
    let error = #expect(throws: ClusterError.self) { try transport([server.port]).send(request, control: nil) }
    #expect(error?.reason == .unreachable)
    #expect(server.requests.count == 1)
    let gateway = try LoopbackServer { _, _ in (502, "", "") }
    #expect(try transport([gateway.port]).send(request, control: nil).status == 502)
    #expect(gateway.requests.count == 1)
  }

  @Test("go to the next node when one is gone")
  func failover() throws {
    let server = try LoopbackServer { _, _ in (200, "", "{}") }
    let (descriptor, gone) = try LoopbackServer.boundSocket()
    defer { close(descriptor) }
    let transport = try transport([gone, server.port])
    for _ in 0..<4 {
      #expect(
        try transport.send(ClusterRequest(.post, "/x", body: [1], isRepeatable: false), control: nil).status == 200)
    }
    #expect(server.requests.count == 4)
    let error = #expect(throws: ClusterError.self) {
      try self.transport([gone]).send(ClusterRequest(.get, "/"), control: nil)
    }
    #expect(error?.reason == .unreachable)
    #expect(error?.message.contains("127.0.0.1:\(gone)") == true)
  }

  @Test("end by their deadline, and when they are cancelled, while the node is silent")
  func ended() throws {
    let isReleased = Monitor(false)
    defer { isReleased.change { $0 = true } }
    let server = try LoopbackServer { _, _ in
      isReleased.wait { $0 ? () : nil }
      return (200, "", "{}")
    }
    let transport = try transport([server.port])
    let deadline = SearchControl(deadline: .now + .milliseconds(50))
    let late = #expect(throws: ClusterError.self) {
      try transport.send(ClusterRequest(.get, "/"), control: deadline)
    }
    #expect(late?.reason == .deadline)
    // Ended at its second look: the first is before the request.
    let cancelled = SearchControl { $0 > 0 }
    let ended = #expect(throws: ClusterError.self) {
      try transport.send(ClusterRequest(.get, "/"), control: cancelled)
    }
    #expect(ended?.reason == .cancelled)
  }
}
