// Documents on their way to a cluster: gathered into requests, sent by several threads, the refused ones told by key.

import Glibc
import WenjianJSONText
import WenjianSearch
import WenjianThreads

/// A document that the cluster does not take.
public struct RefusedDocument: Sendable, Equatable {
  public var key: String
  /// The engine's words.
  public var reason: String

  /// Why it is not in the index, for a report.
  package var explanation: String { "the cluster does not take it: \(reason)" }
}

/// Sends documents in bulk requests.
final class BulkSender {
  struct Limits: Sendable {
    /// A request is sent when so much is gathered; a document that is larger is a request of its own.
    var requestBytes = 8 << 20
    /// What a node takes (`http.max_content_length`).
    var largestBytes = 100 << 20
    /// Requests under way at a time.
    var threadCount = 4
    var policy = RetryPolicy()
  }

  /// What is done with one document.
  struct Operation: Sendable {
    var key: String
    /// The lines of it.
    var bytes: [UInt8]
  }

  private struct State {
    var failure: ClusterError?
    var refused: [RefusedDocument] = []
  }

  private let connection: ClusterConnection
  /// The index itself, and no alias.
  private let index: String
  private let limits: Limits
  private let control: SearchControl?
  private let queue: WorkQueue
  private let state = Monitor(State())
  private var gathered: [Operation] = []
  private var gatheredBytes = 0
  /// What was given to be sent, with its lines.
  private(set) var operationCount = 0
  private(set) var byteCount = 0

  init(_ connection: ClusterConnection, index: String, limits: Limits = Limits(), control: SearchControl? = nil) {
    self.connection = connection
    self.index = index
    self.limits = limits
    self.control = control
    queue = WorkQueue(threadCount: limits.threadCount, unfinishedLimit: max(limits.threadCount, 1))
  }

  /// Puts a document into the index, in the place of one with the same name.
  /// - Parameter source: a line of JSON.
  /// - Throws: `ClusterError` when an earlier request failed.
  func index(id: String, key: String, source: [UInt8]) throws(ClusterError) {
    try send(Operation(key: key, bytes: Self.action("index", id) + source))
  }

  func delete(id: String, key: String) throws(ClusterError) {
    try send(Operation(key: key, bytes: Self.action("delete", id)))
  }

  /// Sends what is gathered, and waits for all answers.
  /// - Returns: the documents that the cluster does not take, by key.
  /// - Throws: `ClusterError` when a request failed.
  func finish() throws(ClusterError) -> [RefusedDocument] {
    flush()
    queue.finish()
    try throwFailure()
    return state.change { $0.refused }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// Waits for requests under way; what is gathered is not sent.
  func abandon() {
    state.change { $0.failure = $0.failure ?? ClusterError(.cancelled, "the build was ended") }
    gathered = []
    queue.finish()
  }

  private static func action(_ name: String, _ id: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in json.object(name) { $0.field("_id", id) } }
    json.endLine()
    return json.bytes
  }

  private func send(_ operation: Operation) throws(ClusterError) {
    try throwFailure()
    operationCount += 1
    byteCount += operation.bytes.count
    if operation.bytes.count > limits.largestBytes {
      refuse(
        operation.key,
        "it takes \(operation.bytes.count >> 20) MB to send, and the cluster takes \(limits.largestBytes >> 20) "
          + "(http.max_content_length)")
      return
    }
    if !gathered.isEmpty, gatheredBytes + operation.bytes.count > limits.requestBytes { flush() }
    gathered.append(operation)
    gatheredBytes += operation.bytes.count
    if gatheredBytes >= limits.requestBytes { flush() }
  }

  private func flush() {
    if gathered.isEmpty { return }
    let batch = BulkBatch(connection, index: index, gathered, limits, control)
    let state = state
    gathered = []
    gatheredBytes = 0
    queue.submit {
      // What follows a failure is not sent: the build has ended.
      guard state.change({ $0.failure == nil }) else { return }
      do throws(ClusterError) {
        let refused = try batch.send()
        if !refused.isEmpty { state.change { $0.refused += refused } }
      } catch {
        state.change { $0.failure = $0.failure ?? error }
      }
    }
  }

  private func refuse(_ key: String, _ reason: String) {
    state.change { $0.refused.append(RefusedDocument(key: key, reason: reason)) }
  }

  private func throwFailure() throws(ClusterError) {
    if let failure = state.change({ $0.failure }) { throw failure }
  }
}

/// One bulk request, until each of its documents is taken or refused.
private struct BulkBatch: Sendable {
  private let connection: ClusterConnection
  private let index: String
  private let operations: [BulkSender.Operation]
  private let limits: BulkSender.Limits
  private let control: SearchControl?

  init(
    _ connection: ClusterConnection, index: String, _ operations: [BulkSender.Operation],
    _ limits: BulkSender.Limits,
    _ control: SearchControl?
  ) {
    self.connection = connection
    self.index = index
    self.operations = operations
    self.limits = limits
    self.control = control
  }

  /// - Throws: `ClusterError` when the cluster does not take documents at all, or was too busy at every try.
  func send() throws(ClusterError) -> [RefusedDocument] {
    var refused: [RefusedDocument] = []
    var waiting = operations
    for number in 1...limits.policy.tries {
      try pause(limits.policy.wait(beforeTry: number, random: .random(in: 0...1)))
      // To put or delete a document twice is to do it once.
      let answer = try connection.send(
        ClusterRequest(
          .post,
          connection.path("_bulk", of: index) + "?filter_path=errors,items.*.status,items.*.error.type,"
            + "items.*.error.reason,items.*.error.caused_by.reason",
          body: waiting.flatMap(\.bytes), bodyKind: .lines, isRepeatable: true), control: control)
      if answer.status == 413 { return try refused + halves(waiting) }
      let value = try ClusterConnection.checked(answer)
      if value["errors"]?.truth == false { return refused }
      let items = value["items"]?.values ?? []
      guard items.count == waiting.count else {
        throw ClusterError(
          .answer,
          "the cluster answered for \(items.count) of \(waiting.count) documents; nothing is known of the others")
      }
      var again: [BulkSender.Operation] = []
      for (operation, item) in zip(waiting, items) {
        let result = item.members.first?.value
        let status = result?["status"]?.integer ?? 0
        // One that is to be deleted and is not there is deleted.
        if (200..<300).contains(status) || (status == 404 && result?["error"] == nil) { continue }
        let error = result?["error"]
        let reason = error?["caused_by"]?["reason"]?.text ?? error?["reason"]?.text ?? "no reason given"
        let type = error?["type"]?.text
        if type == "index_not_found_exception" { throw .replaced(connection.address) }
        if RetryPolicy.isPassing(status: status) {
          again.append(operation)
        } else if status == 400 || status == 413 {
          refused.append(RefusedDocument(key: operation.key, reason: String(reason.prefix(400))))
        } else {
          throw ClusterError(
            status == 403 ? .notAllowed : .refused,
            "the cluster does not take documents (status \(status)): \(reason.prefix(400))", status: status,
            type: type)
        }
      }
      if again.isEmpty { return refused }
      waiting = again
    }
    throw ClusterError(
      .busy,
      "the cluster was too busy at every try for \(waiting.count) documents, such as \(waiting[0].key); try again "
        + "when it has less to do")
  }

  /// A proxy may take less than a node says.
  private func halves(_ operations: [BulkSender.Operation]) throws(ClusterError) -> [RefusedDocument] {
    guard operations.count > 1 else {
      return operations.map {
        RefusedDocument(key: $0.key, reason: "the cluster does not take \($0.bytes.count >> 20) MB at once")
      }
    }
    let middle = operations.count / 2
    var refused: [RefusedDocument] = []
    for half in [Array(operations[..<middle]), Array(operations[middle...])] {
      refused += try BulkBatch(connection, index: index, half, limits, control).send()
    }
    return refused
  }

  private func pause(_ milliseconds: Int) throws(ClusterError) {
    try ClusterPause.wait(milliseconds: milliseconds, control)
  }
}
