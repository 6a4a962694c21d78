package import WenjianJSONText
package import WenjianSearch

/// An index of a cluster, and the engine that answers for it.
package final class ClusterConnection: Sendable {
  package let address: ClusterAddress
  package let engine: ClusterEngine
  private let transport: any ClusterTransport

  /// Asks which engine it is.
  /// - Throws: `ClusterError` when no node answers, or not as an engine that is known.
  /// - Complexity: a request.
  package init(
    _ address: ClusterAddress, transport: any ClusterTransport, control: SearchControl? = nil
  ) throws(ClusterError) {
    self.address = address
    self.transport = transport
    let answer = try transport.send(ClusterRequest(.get, "/"), control: control)
    engine = try ClusterEngine(root: try Self.checked(answer))
  }

  /// Over HTTP, as the environment says.
  package convenience init(_ address: ClusterAddress, control: SearchControl? = nil) throws(ClusterError) {
    try self.init(address, transport: CurlTransport(address), control: control)
  }

  /// The path of the index, or of an operation on it: `/policies/_search`.
  package func path(_ operation: String = "", of index: String? = nil) -> String {
    let name = "/" + ClusterRequest.encoded(index ?? address.index)
    return operation.isEmpty ? name : name + "/" + operation
  }

  /// Sends a request and reads the answer.
  /// - Throws: `ClusterError`, also for every status that is no success.
  @discardableResult
  package func call(_ request: ClusterRequest, control: SearchControl? = nil) throws(ClusterError) -> JSONValue {
    try Self.checked(try send(request, control: control))
  }

  /// Sends a request and gives the answer whatever its status.
  package func send(_ request: ClusterRequest, control: SearchControl? = nil) throws(ClusterError) -> ClusterAnswer
  {
    try transport.send(request, control: control)
  }

  /// Whether there is something at a path, told by the status of `GET`.
  package func found(_ path: String, control: SearchControl? = nil) throws(ClusterError) -> JSONValue? {
    let answer = try send(ClusterRequest(.get, path), control: control)
    return answer.status == 404 ? nil : try Self.checked(answer)
  }

  /// The value of a successful answer.
  package static func checked(_ answer: ClusterAnswer) throws(ClusterError) -> JSONValue {
    if (200..<300).contains(answer.status) { return try answer.json() }
    throw failure(answer)
  }

  /// What an answer says that is no success. Only the engine's own words go into the message, never what was sent.
  package static func failure(_ answer: ClusterAnswer) -> ClusterError {
    let value = try? answer.json()
    let error = value?["error"]
    let cause = error?["root_cause"]?.values.first ?? error
    let type = cause?["type"]?.text ?? error?["type"]?.text
    let text = cause?["reason"]?.text ?? error?["reason"]?.text ?? error?.text
    let words = (text ?? "no reason given").prefix(400)
    switch answer.status {
    case 401:
      return ClusterError(
        .notAllowed,
        "the cluster wants to know who asks; set WENJIAN_CLUSTER_USER and WENJIAN_CLUSTER_PASSWORD, or "
          + "WENJIAN_CLUSTER_API_KEY", status: 401, type: type)
    case 403:
      return ClusterError(.notAllowed, "the cluster does not allow this: \(words)", status: 403, type: type)
    case 404 where type == "index_not_found_exception":
      return ClusterError(
        .noIndex, "the cluster has no index of this name; make it with `wenjian index`", status: 404, type: type)
    case let status where RetryPolicy.isPassing(status: status):
      return ClusterError(
        .busy, "the cluster was too busy at every try (status \(status)): \(words)", status: status, type: type)
    default:
      return ClusterError(
        .refused, "the cluster refused the request (status \(answer.status)): \(words)", status: answer.status,
        type: type)
    }
  }
}
