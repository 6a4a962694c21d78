public import Wenjian

/// What goes wrong with a cluster: a reason to act on, and what happened and what to do. A message never holds a password or key.
public struct ClusterError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Reason: Sendable, Hashable {
    /// The address cannot be read.
    case address
    /// libcurl is not there, or this program cannot load it.
    case noLibrary
    /// No node answered.
    case unreachable
    /// The certificate of a node is not trusted.
    case notTrusted
    /// The user, password or key is not taken, or may not do this.
    case notAllowed
    /// The cluster was too busy at every try.
    case busy
    /// There is no index of the name, or it is none of ours.
    case noIndex
    /// The index was built by another version, or with other text rules.
    case otherVersion
    /// The engine is none that is known, or too old.
    case engine
    /// The engine refused the request, or did not understand it.
    case refused
    /// The answer is not what the engine's interface says.
    case answer
    /// Another build has taken the place of this one.
    case replaced
    /// A deadline passed.
    case deadline
    case cancelled
  }

  public let reason: Reason
  /// What happened and what to do, in one or two sentences.
  public let message: String
  /// The status of HTTP, where the cluster answered.
  public let status: Int?
  /// The engine's own name of its error: `index_not_found_exception`.
  public let type: String?

  /// - Parameter message: in one or two sentences.
  package init(_ reason: Reason, _ message: String, status: Int? = nil, type: String? = nil) {
    self.reason = reason
    self.message = message
    self.status = status
    self.type = type
  }

  public var description: String { message }

  /// Another build has removed the index of this one.
  static func replaced(_ address: ClusterAddress) -> ClusterError {
    ClusterError(
      .replaced,
      "another build of \(address) began meanwhile and removed this one; wait for it, or begin again")
  }
}

extension WenjianError {
  /// A failure of a cluster, as the library tells its failures.
  /// - Parameter path: the address.
  public init(_ error: ClusterError, path: String? = nil) {
    let code: Code =
      switch error.reason {
      case .address: .argument
      case .noIndex: .notAnIndex
      case .otherVersion: .otherVersion
      case .deadline: .deadline
      case .cancelled: .cancelled
      case .replaced: .locked
      case .noLibrary, .unreachable, .notTrusted, .notAllowed, .busy, .engine, .refused, .answer: .cluster
      }
    self.init(code, error.message, path: path, underlying: error)
  }
}
