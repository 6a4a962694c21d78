import Testing
import WenjianJSON
import WenjianTestSupport

@testable import WenjianServer

@Suite("Whom the server answers, and how much")
struct PolicyTests {
  @Test(
    "names that it goes by, and others",
    arguments: [
      ("localhost", true), ("LocalHost:8080", true), ("127.0.0.1:1", true), ("10.1.2.3", true), ("[::1]", true),
      ("[fe80::1]:80", true), ("own.example:8080", true), ("evil.example", false),
      ("localhost.evil.example", false),
      ("127.0.0.1.evil.example", false), ("1.2.3", false), ("[evil]", false), ("[::1]evil", false), ("", false),
      ("own.example.", false), ("1.2.3.a", false),
    ])
  func hosts(host: String, isOwn: Bool) async throws {
    let sample = try SampleServer { $0.access.hostNames = ["own.example"] }
    #expect(await sample.get("/healthz", ["Host": host]).status == (isOwn ? 200 : 421))
  }

  @Test("pages of others may not ask")
  func origins() async throws {
    let sample = try SampleServer()
    for (origin, status) in [
      ("http://localhost", 200), ("https://localhost", 200), ("http://localhost:81", 403), ("null", 403),
      ("http://evil.example", 403), ("file://localhost", 403),
    ] {
      #expect(await sample.get("/healthz", ["Origin": origin]).status == status, "\(origin)")
    }
    let cross = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"]
    #expect(await sample.get("/healthz", cross).status == 403)
    #expect(await sample.get("/", ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"]).status == 200)
  }

  @Test(
    "a trusted proxy says for whom it asks, and nobody else does",
    arguments: [
      ("10.0.0.1", ["X-Forwarded-For": "1.2.3.4"], "10.0.0.1"),
      ("10.0.0.9", [:], "10.0.0.9"),
      ("10.0.0.9", ["X-Forwarded-For": "1.2.3.4"], "1.2.3.4"),
      ("10.0.0.9", ["X-Forwarded-For": "6.6.6.6, 1.2.3.4"], "1.2.3.4"),
      ("10.0.0.9", ["X-Forwarded-For": "6.6.6.6,1.2.3.4 , fd00::8"], "1.2.3.4"),
      ("fd00::8", ["X-Forwarded-For": "[2001:DB8::1]:99"], "2001:db8::1"),
      ("10.0.0.9", ["X-Forwarded-For": "1.2.3.4:5555"], "1.2.3.4"),
      ("10.0.0.9", ["Forwarded": "for=6.6.6.6, proto=https;for=\"[2001:db8::1]:4711\""], "2001:db8::1"),
      ("10.0.0.9", ["Forwarded": "For = 1.2.3.4"], "1.2.3.4"),
      ("10.0.0.9", ["Forwarded": "for=6.6.6.6", "X-Forwarded-For": "1.2.3.4"], "1.2.3.4"),
      ("10.0.0.9", ["X-Forwarded-For": "6.6.6.6, unknown"], "10.0.0.9"),
      ("10.0.0.9", ["X-Forwarded-For": " , "], "10.0.0.9"),
      ("10.0.0.9", ["Forwarded": "by=1.2.3.4"], "10.0.0.9"),
      ("10.0.0.9", ["X-Forwarded-For": "10.0.0.9"], "10.0.0.9"),
    ] as [(String, [String: String], String)])
  func proxies(peer: String, headers: [String: String], client: String) {
    var policy = AccessPolicy()
    policy.trustedProxies = ["10.0.0.9", "fd00::8"]
    let request = ServerRequest(
      "GET", "/", headers: headers.map { ServerRequest.Header($0.key, $0.value) }, client: peer)
    #expect(policy.client(of: request) == client)
  }

  @Test("a token is compared whole, and what is open needs none")
  func tokens() async throws {
    let token = String(repeating: "0123456789abcdef", count: 4)
    let sample = try SampleServer { $0.access.token = token }
    for given in [
      "", "Bearer", "Bearer ", "Bearer " + token.dropLast(), "Bearer \(token)0", token, "Basic \(token)",
    ] {
      let answer = await sample.get("/api/status", ["Authorization": given])
      #expect(answer.status == 401 && answer.header("www-authenticate") == "Bearer", "\(given)")
    }
    #expect(await sample.get("/api/status", ["Authorization": "bearer \(token)"]).status == 200)
    #expect(await sample.get("/metrics").status == 401)
    for open in ["/", "/healthz", "/openapi.json"] { #expect(await sample.get(open).status == 200) }
    #expect(AccessPolicy.isSame(token[...], token) && !AccessPolicy.isSame("", token))
  }

  @Test("an address that others reach needs a token, and a long one")
  func arguments() throws {
    #expect(throws: (any Error).self) { try ServerArguments(["--address", "0.0.0.0"]) }
    #expect(throws: (any Error).self) { try ServerArguments(["--address", "127.evil.example"]) }
    #expect(throws: (any Error).self) { try ServerArguments(["--port", "65536"]) }
    #expect(throws: (any Error).self) { try ServerArguments(["--port"]) }
    #expect(throws: (any Error).self) { try ServerArguments(["--unknown", "x"]) }
    #expect(throws: (any Error).self) { try ServerArguments(["--trusted-proxy", "proxy.example"]) }
    #expect(throws: (any Error).self) { try ServerArguments(["--trusted-proxy", ""]) }
    #expect(try ServerArguments(["--trusted-proxy", "FD00::8"]).options.access.trustedProxies == ["fd00::8"])
    let directory = TemporaryDirectory()
    TestFile.write(Array("short\n".utf8), to: directory("token"))
    #expect(throws: (any Error).self) { try ServerArguments(["--token-file", directory("token")]) }
    TestFile.write(Array((String(repeating: "a", count: 32) + "\n").utf8), to: directory("token"))
    let arguments = try ServerArguments(["--address", "0.0.0.0", "--token-file", directory("token")])
    #expect(arguments.options.access.token?.count == 32 && arguments.options.limits.requestsPerSecond == 50)
    #expect(try ServerArguments([]).options.limits.requestsPerSecond == 0)
  }

  @Test("a client has so many requests a second, and others are not held up")
  func rate() throws {
    let limiter = RateLimiter(perSecond: 2)
    let start = ContinuousClock.now
    for _ in 0..<8 { try limiter.check("a", at: start) }
    #expect(throws: (any Error).self) { try limiter.check("a", at: start) }
    try limiter.check("b", at: start)
    #expect(throws: (any Error).self) { try limiter.check("a", at: start + .milliseconds(400)) }
    try limiter.check("a", at: start + .milliseconds(1000))
    // Thousands of addresses are forgotten again.
    for number in 0..<30_000 { try limiter.check("c\(number)", at: start) }
  }

  @Test("more searches than may be under way are refused")
  func gate() async throws {
    let gate = SearchGate(limit: 1)
    try await gate.run { () throws(ErrorAnswer) in
      #expect(gate.count == 1)
      await #expect(throws: ErrorAnswer.self) { try await gate.run { () throws(ErrorAnswer) in } }
    }
    #expect(gate.count == 0)
  }

  @Test("a task that is cancelled ends its search")
  func cancellation() async throws {
    let sample = try SampleServer()
    let task = Task { await sample.get("/api/count?query=" + encoded("教育")) }
    task.cancel()
    // Cancelled before or behind the answer.
    #expect([200, 499].contains(await task.value.status))
    let cancelled = await Task {
      withUnsafeCurrentTask { unsafe $0?.cancel() }
      return await sample.get("/api/count?query=" + encoded("教育"))
    }.value
    #expect(cancelled.status == 499)
    #expect(sample.server.gate.count == 0)
  }

  @Test("every answer has the fields that keep a browser from harm")
  func headers() async throws {
    let sample = try SampleServer()
    for target in ["/", "/nothing", "/api/status", "/api/search?query=OR"] {
      let answer = await sample.get(target)
      #expect(answer.header("x-content-type-options") == "nosniff", "\(target)")
      #expect(answer.header("content-security-policy")?.hasPrefix("default-src 'none'; script-src 'self'") == true)
    }
  }

  @Test("requests are counted by route and status, and told without what was searched for")
  func metrics() async throws {
    let sample = try SampleServer()
    _ = await sample.get("/api/count?query=" + encoded("教育"))
    _ = await sample.get("/api/count?query=OR")
    _ = await sample.get("/nothing")
    let text = String(decoding: try await sample.get("/metrics").bytes, as: UTF8.self)
    for line in [
      #"wenjian_requests_total{route="count",status="200"} 1"#,
      #"wenjian_requests_total{route="count",status="400"} 1"#,
      #"wenjian_requests_total{route="none",status="404"} 1"#, #"wenjian_request_seconds_count{route="count"} 2"#,
      #"wenjian_request_seconds_bucket{route="count",le="+Inf"} 2"#, "wenjian_searches_in_flight 0",
      "wenjian_index_documents 8", "# TYPE wenjian_request_seconds histogram",
    ] {
      #expect(text.contains(line + "\n"), "\(line)\n\(text)")
    }
  }

  @Test("while there is no commit, searches say so and the status is told")
  func beforeTheFirstCommit() async throws {
    let directory = TemporaryDirectory()
    var options = ServerOptions(index: directory("Index"))
    options.directory = directory("documents")
    let server = Server(options)
    let host = [ServerRequest.Header("Host", "localhost")]
    let search = await server.answer(ServerRequest("GET", "/api/count?query=a", headers: host))
    #expect(search.status == 503 && search.header("retry-after") == "2")
    let status = await server.answer(ServerRequest("GET", "/api/status", headers: host))
    #expect(try status.json["indexing"]?["state"] == .string("reading"))
  }

  @Test("an address is read by the letter")
  func percentSigns() {
    #expect(PercentEncoding.segments(of: "/a%2Fb/c+d") == ["a/b", "c+d"])
    #expect(PercentEncoding.segments(of: "a") == nil && PercentEncoding.segments(of: "/%") == nil)
    #expect(PercentEncoding.segments(of: "/%zz") == nil && PercentEncoding.segments(of: "/%C3") == nil)
    let items = PercentEncoding.items(of: "a=b+c&d&&e=%26=")
    #expect(items?.map { "\($0.name)>\($0.value)" } == ["a>b c", "d>", "e>&="])
  }
}
