// Requests to a real engine and its answers, in files.

import Testing
import WenjianBytes
import WenjianJSONText
import WenjianTestSupport

@testable import WenjianCluster

/// Runs against recorded answers. With WENJIAN_RECORD=1 and WENJIAN_CLUSTER_URL (`make test-cluster RECORD=1`) against a real engine,
/// and records what it answers.
enum Recorded {
  private static let directory = (SharedFiles.packageRoot ?? ".") + "/Tests/WenjianClusterTests/Recorded/"

  private static var isRecording: Bool {
    SharedFiles.environment("WENJIAN_RECORD") != nil && SharedFiles.environment("WENJIAN_CLUSTER_URL") != nil
  }

  /// - Parameter name: of the file.
  static func withTransport(_ name: String, _ body: (any ClusterTransport) throws -> Void) throws {
    let path = directory + name + ".jsonl"
    if isRecording, let url = SharedFiles.environment("WENJIAN_CLUSTER_URL") {
      let recording = RecordingTransport(CurlTransport(try ClusterAddress(url + "/x")))
      try body(recording)
      let lines = recording.exchanges.map { String(decoding: $0.line, as: UTF8.self) + "\n" }
      TestFile.write(Array(lines.joined().utf8), to: path)
      return
    }
    let lines = try FileOperations.read(path).split(separator: UInt8(ascii: "\n"))
    let recorded = RecordedTransport(try lines.map { try RecordedExchange(line: $0) })
    try body(recorded)
    #expect(recorded.unused == [], "requests that are not sent any more")
  }

  /// Removes indexes that an earlier run left, which is not recorded.
  static func clean(_ indexes: [String]) throws {
    guard isRecording, let url = SharedFiles.environment("WENJIAN_CLUSTER_URL") else { return }
    let connection = try ClusterConnection(ClusterAddress(url + "/x"))
    for index in indexes { try connection.remove(index, control: nil) }
  }

  static let limits = {
    var limits = BulkSender.Limits()
    // In their order.
    limits.threadCount = 0
    limits.requestBytes = 4_000
    return limits
  }()

  /// Of no version, so that a new one changes no request.
  static func meta(_ build: String) -> ClusterMeta {
    var meta = ClusterMeta(build: build, options: ["directory=/d", "hidden=false"])
    meta.version = "0"
    return meta
  }
}
