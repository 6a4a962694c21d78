import Synchronization
package import WenjianSearch
import WenjianThreads

/// Sends requests over HTTP: to the next node that answers, again where that is safe, over connections that are kept.
///
/// Any number of threads may send. A request goes to the nodes by turns; one that does not connect is left aside for a while.
package final class CurlTransport: ClusterTransport {
  /// Of one try.
  package struct Limits: Sendable {
    package var connectMilliseconds = 5_000
    /// A bulk request waits for its merges, a search for its shards.
    package var totalMilliseconds = 120_000
    package var answerBytes = 512 << 20

    package init() {}
  }

  private struct State {
    var idle: [CurlLine] = []
    var next = 0
    /// When a node that did not connect may be asked again.
    var restsUntil: [ContinuousClock.Instant?]
  }

  /// Lines that wait for their next request, with their connections.
  private static let idleLimit = 16
  private static let rest = Duration.seconds(10)

  private let nodes: [String]
  private let prefix: String
  private let credentials: ClusterCredentials
  private let limits: Limits
  private let policy: RetryPolicy
  private let state: Locked<State>

  package convenience init(_ address: ClusterAddress) { self.init(address, credentials: .ofEnvironment) }

  init(
    _ address: ClusterAddress, credentials: ClusterCredentials, limits: Limits = Limits(),
    policy: RetryPolicy = RetryPolicy()
  ) {
    nodes = address.nodes
    prefix = address.prefix
    self.credentials = credentials
    self.limits = limits
    self.policy = policy
    state = Locked(State(restsUntil: Array(repeating: nil, count: address.nodes.count)))
  }

  package func send(_ request: ClusterRequest, control: SearchControl?) throws(ClusterError) -> ClusterAnswer {
    let line = try takeLine()
    defer { giveBack(line) }
    var failure: ClusterError?
    var last: ClusterAnswer?
    var asked = 0
    // Every node once, however few tries there are.
    for number in 1...max(policy.tries, nodes.count) {
      // Another node is asked at once; what all refused waits.
      let round = (number - 1) / nodes.count + 1
      let isNewRound = (number - 1) % nodes.count == 0
      if isNewRound || last != nil {
        let wait = policy.wait(beforeTry: last == nil ? round : number, asked: asked, random: .random(in: 0...1))
        try ClusterPause.wait(milliseconds: wait, control)
      }
      try ClusterPause.check(control)
      let node = nextNode()
      let outcome = line.send(
        request, to: nodes[node] + prefix + request.path, credentials, limits, control: control)
      asked = 0
      switch outcome {
      case .answered(let answer, let seconds):
        setRest(of: node, false)
        // What was refused as a whole did nothing, so it may be sent again whatever it is; a gateway's word tells nothing.
        let isSafe = request.isRepeatable || answer.status == 429
        guard RetryPolicy.isPassing(status: answer.status), isSafe else { return answer }
        last = answer
        asked = seconds * 1000
      case .notConnected(let reason):
        setRest(of: node, true)
        failure = ClusterError(.unreachable, "\(nodes[node]) cannot be reached: \(reason)")
      case .broken(let reason):
        setRest(of: node, true)
        failure = ClusterError(.unreachable, "the connection to \(nodes[node]) broke: \(reason)")
        if !request.isRepeatable, let failure { throw failure }
      case .timedOut:
        failure = ClusterError(
          .unreachable, "\(nodes[node]) did not answer within \(limits.totalMilliseconds / 1000) seconds")
        if !request.isRepeatable, let failure { throw failure }
      case .ended:
        try ClusterPause.check(control)
        throw ClusterError(.cancelled, "the request to the cluster was ended without an answer")
      case .notTrusted(let reason):
        throw ClusterError(
          .notTrusted,
          "the certificate of \(nodes[node]) is not trusted: \(reason). Set WENJIAN_CLUSTER_CA_FILE to the "
            + "file of the authority that signed it")
      case .tooLarge:
        throw ClusterError(.answer, "the answer of the cluster is larger than \(limits.answerBytes >> 20) MB")
      case .noMemory: throw ClusterError(.noLibrary, "there is no memory left for a request to the cluster")
      }
    }
    // A refusal says more than a node that is gone: the caller knows what it means.
    if let last { return last }
    throw failure ?? ClusterError(.unreachable, "no node of the cluster answered")
  }

  // MARK: Nodes

  /// The next node by turns, of those that do not rest; of all when all do.
  private func nextNode() -> Int {
    let count = nodes.count
    return state.withLock { state in
      let now = ContinuousClock.now
      let order = (0..<count).map { (state.next + $0) % count }
      let node = order.first { state.restsUntil[$0].map { $0 <= now } ?? true } ?? order[0]
      state.next = (node + 1) % count
      return node
    }
  }

  private func setRest(of node: Int, _ rests: Bool) {
    state.withLock { $0.restsUntil[node] = rests ? .now + Self.rest : nil }
  }

  // MARK: Lines

  private func takeLine() throws(ClusterError) -> CurlLine {
    if let line = state.withLock({ $0.idle.popLast() }) { return line }
    return try CurlLine()
  }

  private func giveBack(_ line: CurlLine) {
    state.withLock { state in
      if state.idle.count < Self.idleLimit { state.idle.append(line) }
    }
  }
}
