import Testing
import WenjianJSONText

@testable import WenjianCluster

@Suite("Which engine answers")
struct ClusterEngineTests {
  private func engine(_ version: String) throws -> ClusterEngine {
    try ClusterEngine(root: try JSONValue(Array("{\"version\":{\(version)}}".utf8)))
  }

  @Test(
    "is told by its root, and what it can by its version",
    arguments: [
      (#""number":"7.0.0""#, "Elasticsearch 7.0.0", ClusterEngine.PointInTime.none),
      (#""number":"7.9.3""#, "Elasticsearch 7.9.3", .none),
      (#""number":"7.10.0""#, "Elasticsearch 7.10.0", .elasticsearch),
      (#""number":"8.13.4""#, "Elasticsearch 8.13.4", .elasticsearch),
      (#""number":"9.0.0-SNAPSHOT""#, "Elasticsearch 9.0.0-SNAPSHOT", .elasticsearch),
      (#""distribution":"opensearch","number":"1.3.20""#, "OpenSearch 1.3.20", .none),
      (#""distribution":"opensearch","number":"2.3.0""#, "OpenSearch 2.3.0", .none),
      (#""distribution":"opensearch","number":"2.4.0""#, "OpenSearch 2.4.0", .openSearch),
      (#""distribution":"opensearch","number":"3.1.0""#, "OpenSearch 3.1.0", .openSearch),
      // With the setting for old clients.
      (#""distribution":"opensearch","number":"7.10.2""#, "OpenSearch 7.10.2", .none),
    ])
  func versions(_ version: String, _ name: String, _ pointInTime: ClusterEngine.PointInTime) throws {
    let engine = try engine(version)
    #expect(engine.name == name)
    #expect(engine.pointInTime == pointInTime)
  }

  @Test(
    "that is too old, or none, is refused", arguments: [#""number":"6.8.23""#, #""build":"x""#, #""number":7"#])
  func refused(_ version: String) {
    let error = #expect(throws: ClusterError.self) { try engine(version) }
    #expect(error?.reason == .engine)
  }

  @Test(
    "says why it refuses",
    arguments: [
      (401, "{}", ClusterError.Reason.notAllowed), (403, #"{"error":{"reason":"no"}}"#, .notAllowed),
      (404, #"{"error":{"type":"index_not_found_exception","reason":"no such index"}}"#, .noIndex),
      (404, "not json", .refused), (429, "{}", .busy), (503, "{}", .busy),
      (400, #"{"error":{"root_cause":[{"type":"parsing_exception","reason":"unknown query"}]}}"#, .refused),
    ])
  func failures(_ status: Int, _ body: String, _ reason: ClusterError.Reason) {
    let error = ClusterConnection.failure(ClusterAnswer(status: status, body: Array(body.utf8)))
    #expect(error.reason == reason)
    #expect(error.status == status)
    #expect(!error.message.isEmpty)
  }

  @Test("parts of a path are encoded, byte by byte")
  func encoding() {
    #expect(ClusterRequest.encoded("a-B_1.~") == "a-B_1.~")
    #expect(ClusterRequest.encoded("政 /") == "%E6%94%BF%20%2F")
  }
}
