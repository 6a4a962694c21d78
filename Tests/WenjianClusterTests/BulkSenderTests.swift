import Synchronization
import Testing
import WenjianJSONText
import WenjianSearch
import WenjianThreads

@testable import WenjianCluster

/// Answers as a function of the request says.
final class ScriptedTransport: ClusterTransport {
  private let answer: @Sendable (ClusterRequest) -> ClusterAnswer
  private let kept = Mutex<[ClusterRequest]>([])

  init(_ answer: @escaping @Sendable (ClusterRequest) -> ClusterAnswer) { self.answer = answer }

  var requests: [ClusterRequest] { kept.withLock { $0 } }

  func send(_ request: ClusterRequest, control: SearchControl?) throws(ClusterError) -> ClusterAnswer {
    if request.path == "/" {
      return ClusterAnswer(status: 200, body: Array(#"{"version":{"number":"7.0.0"}}"#.utf8))
    }
    kept.withLock { $0.append(request) }
    return answer(request)
  }
}

@Suite("Documents on their way to a cluster")
struct BulkSenderTests {
  private static let limits = {
    var limits = BulkSender.Limits()
    limits.policy = RetryPolicy(tries: 4, firstWait: 1, longestWait: 1)
    limits.threadCount = 0
    return limits
  }()

  private func sender(
    _ limits: BulkSender.Limits = Self.limits, _ answer: @escaping @Sendable (ClusterRequest) -> ClusterAnswer
  ) throws -> (BulkSender, ScriptedTransport) {
    let transport = ScriptedTransport(answer)
    let connection = try ClusterConnection(try ClusterAddress("http://a/p"), transport: transport)
    return (BulkSender(connection, index: "p-wj-1", limits: limits), transport)
  }

  /// The names in a bulk request.
  private static func names(_ request: ClusterRequest) -> [String] {
    (request.body ?? []).split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSONValue(line))?["index"]?["_id"]?.text
    }
  }

  private static func items(_ statuses: [Int]) -> ClusterAnswer {
    let items = statuses.map { status in
      #"{"index":{"status":\#(status)"#
        + (status < 300 ? "}}" : #","error":{"type":"t","reason":"why \#(status)"}}}"#)
    }
    return ClusterAnswer(
      status: 200, body: Array(#"{"errors":true,"items":[\#(items.joined(separator: ","))]}"#.utf8))
  }

  private func add(_ names: [String], to sender: BulkSender, bytes: Int = 10) throws {
    for name in names {
      let source = Array(("{\"t\":\"" + String(repeating: "x", count: bytes) + "\"}\n").utf8)
      try sender.index(id: name, key: name, source: source)
    }
  }

  @Test("those that a busy cluster puts off are sent again, and no others")
  func busyItems() throws {
    let tries = Mutex(0)
    let (sender, transport) = try sender { request in
      tries.withLock { $0 += 1 }
      return tries.withLock { $0 } == 1
        ? Self.items([201, 429, 201, 503])
        : ClusterAnswer(status: 200, body: Array(#"{"errors":false}"#.utf8))
    }
    try add(["a", "b", "c", "d"], to: sender)
    #expect(try sender.finish() == [])
    #expect(transport.requests.map(Self.names) == [["a", "b", "c", "d"], ["b", "d"]])
  }

  @Test("those that are not taken are told by key, and the others are there")
  func refusedItems() throws {
    let (sender, transport) = try sender { _ in Self.items([201, 400, 200]) }
    try add(["a", "b", "c"], to: sender)
    #expect(try sender.finish() == [RefusedDocument(key: "b", reason: "why 400")])
    #expect(transport.requests.count == 1)
  }

  @Test("a cluster that takes nothing ends the build", arguments: [403, 404, 500])
  func failures(_ status: Int) throws {
    let (sender, _) = try sender { _ in Self.items([201, status]) }
    try add(["a", "b"], to: sender)
    let error = #expect(throws: ClusterError.self) { try sender.finish() }
    #expect(error?.status == status)
    #expect(throws: ClusterError.self) { try add(["c"], to: sender) }
  }

  @Test("one that is busy at every try ends it too, after so many")
  func alwaysBusy() throws {
    let (sender, transport) = try sender { _ in Self.items([429]) }
    try add(["a"], to: sender)
    let error = #expect(throws: ClusterError.self) { try sender.finish() }
    #expect(error?.reason == .busy)
    #expect(error?.message.contains("a") == true)
    #expect(transport.requests.count == 4)
  }

  @Test("an answer for fewer documents than were sent is no answer")
  func missingItems() throws {
    let (sender, _) = try sender { _ in Self.items([201]) }
    try add(["a", "b"], to: sender)
    let error = #expect(throws: ClusterError.self) { try sender.finish() }
    #expect(error?.reason == .answer)
  }

  @Test("requests are bounded in bytes; a document that is larger is one of its own, or told when nothing takes it")
  func bounds() throws {
    var limits = Self.limits
    limits.requestBytes = 200
    limits.largestBytes = 1000
    let (sender, transport) = try sender(limits) { _ in
      ClusterAnswer(status: 200, body: Array(#"{"errors":false}"#.utf8))
    }
    try add(["a", "b", "c"], to: sender, bytes: 40)
    try add(["large"], to: sender, bytes: 600)
    try add(["huge"], to: sender, bytes: 2000)
    try add(["d"], to: sender)
    let refused = try sender.finish()
    #expect(refused.map(\.key) == ["huge"])
    #expect(transport.requests.map(Self.names) == [["a", "b"], ["c"], ["large"], ["d"]])
    for request in transport.requests where Self.names(request) != ["large"] {
      #expect((request.body?.count ?? 0) <= 200)
    }
  }

  @Test("what a proxy finds too large goes in halves")
  func halves() throws {
    let (sender, transport) = try sender { request in
      Self.names(request).count > 1
        ? ClusterAnswer(status: 413, body: [])
        : Self.names(request) == ["c"]
          ? ClusterAnswer(status: 413, body: [])
          : ClusterAnswer(status: 200, body: Array(#"{"errors":false}"#.utf8))
    }
    try add(["a", "b", "c"], to: sender)
    #expect(try sender.finish().map(\.key) == ["c"])
    #expect(transport.requests.map(Self.names) == [["a", "b", "c"], ["a"], ["b", "c"], ["b"], ["c"]])
  }

  @Test("several threads send each document once")
  func threads() throws {
    var limits = Self.limits
    limits.threadCount = 3
    limits.requestBytes = 100
    let (sender, transport) = try sender(limits) { _ in
      ClusterAnswer(status: 200, body: Array(#"{"errors":false}"#.utf8))
    }
    let names = (0..<100).map { "n\($0)" }
    try add(names, to: sender)
    #expect(try sender.finish() == [])
    #expect(transport.requests.flatMap(Self.names).sorted() == names.sorted())
  }
}
