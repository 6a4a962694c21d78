/// Where an index of a cluster is: `http://127.0.0.1:9200,127.0.0.1:9201/policies`.
public struct ClusterAddress: Sendable, Equatable {
  /// The nodes that may be asked, in the order they are given: `http://127.0.0.1:9200`.
  public let nodes: [String]
  /// What is in front of each path, as a proxy may want it: `/search`, or nothing.
  let prefix: String
  /// The name of the index, which is an alias in the cluster.
  public let index: String

  /// Whether a text is meant as an address, and not as a path: the one place that tells them apart.
  public static func isAddress(_ text: String) -> Bool { scheme(of: Substring(text)) != nil }

  /// Longer names are refused: the engines take 255 bytes, and the time of a build goes behind them.
  static let nameLimit = 200

  /// - Parameter text: a URL; further nodes of the same cluster follow after commas, and the name of the index is the last part
  ///   of its path.
  /// - Throws: `ClusterError` for what is no such URL. Its message does not repeat a URL that has a password.
  public init(_ text: String) throws(ClusterError) {
    guard let scheme = Self.scheme(of: Substring(text)) else { throw Self.failure(text) }
    let rest = text.dropFirst(scheme.utf8.count)
    let slash = rest.lastIndex(of: "/") ?? rest.endIndex
    var hosts = rest[..<slash]
    if hosts.contains("@") {
      throw ClusterError(
        .address,
        "the address of the cluster holds a user or password; set WENJIAN_CLUSTER_USER and WENJIAN_CLUSTER_PASSWORD, or "
          + "WENJIAN_CLUSTER_API_KEY, and leave them out of the address")
    }
    guard slash < rest.endIndex, case let name = String(rest[rest.index(after: slash)...]), !name.isEmpty else {
      throw ClusterError(
        .address, "\(text) does not name an index; put its name behind the address: \(Self.example)")
    }
    // A path before the name belongs to every node.
    var prefix = ""
    if let path = hosts.lastIndex(of: ",").map({ hosts[$0...] }) ?? Optional(hosts),
      let start = path.firstIndex(of: "/"),
      Self.scheme(of: path.dropFirst(path.first == "," ? 1 : 0)) == nil
    {
      prefix = String(path[start...])
      hosts = hosts[..<start]
    }
    var nodes: [String] = []
    for host in hosts.split(separator: ",", omittingEmptySubsequences: false) {
      let own = Self.scheme(of: host)
      let authority = host.dropFirst(own?.utf8.count ?? 0)
      guard !authority.isEmpty, authority.unicodeScalars.allSatisfy(Self.isOfHost) else { throw Self.failure(text) }
      nodes.append((own ?? scheme) + authority)
    }
    try Self.check(name)
    self.nodes = nodes
    self.prefix = prefix
    index = name
  }

  /// What the engines take as the name of an index or alias.
  private static func check(_ name: String) throws(ClusterError) {
    let isForbidden = name.unicodeScalars.contains { scalar in
      scalar.value <= 0x20 || scalar.value == 0x7F || "\\/*?\"<>|,#:&%".unicodeScalars.contains(scalar)
    }
    guard !isForbidden, let first = name.first, !"-_+.".contains(first), name == name.lowercased() else {
      throw ClusterError(
        .address,
        "\(name) cannot be the name of an index of a cluster: it is of small letters, figures, - and _, and begins with "
          + "a letter or figure")
    }
    guard name.utf8.count <= nameLimit else {
      throw ClusterError(.address, "\(name) is too long for the name of an index of a cluster; take a shorter one")
    }
  }

  private static let example = "http://127.0.0.1:9200/policies"

  private static func failure(_ text: String) -> ClusterError {
    ClusterError(.address, "\(text) is no address of a cluster; it is written as \(example)")
  }

  private static func scheme(of text: Substring) -> String? {
    let start = text.prefix(8).lowercased()
    return ["http://", "https://"].first { start.hasPrefix($0) }
  }

  /// Letters, figures, and what IPv6 and a port need.
  private static func isOfHost(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789.-_:[]".unicodeScalars.contains(scalar))
  }
}

extension ClusterAddress: CustomStringConvertible {
  /// The address as it is given, which holds no password.
  public var description: String {
    let first = nodes.first ?? ""
    let scheme = Self.scheme(of: Substring(first)) ?? ""
    let others = nodes.dropFirst().map { $0.hasPrefix(scheme) ? String($0.dropFirst(scheme.utf8.count)) : $0 }
    return ([first] + others).joined(separator: ",") + prefix + "/" + index
  }
}
