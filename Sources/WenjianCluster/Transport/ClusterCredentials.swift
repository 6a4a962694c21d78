import Glibc

/// What a cluster wants to know of who asks. It is never printed: it has no description.
package struct ClusterCredentials: Sendable {
  /// For HTTP's basic authentication.
  let user: String?
  let password: String?
  /// As the engine gives it, encoded.
  let apiKey: String?
  /// The path of a file of certificates that are trusted in place of the system's.
  let authorities: String?

  package init(user: String? = nil, password: String? = nil, apiKey: String? = nil, authorities: String? = nil) {
    self.user = user
    self.password = password
    self.apiKey = apiKey
    self.authorities = authorities
  }

  /// From WENJIAN_CLUSTER_USER, _PASSWORD, _API_KEY and _CA_FILE; one that is empty is not set.
  package static var ofEnvironment: ClusterCredentials {
    ClusterCredentials(
      user: variable("USER"), password: variable("PASSWORD"), apiKey: variable("API_KEY"),
      authorities: variable("CA_FILE"))
  }

  private static func variable(_ name: String) -> String? {
    // SAFETY: the text is the environment's, and copied.
    guard let text = unsafe getenv("WENJIAN_CLUSTER_" + name) else { return nil }
    let value = unsafe String(cString: text)
    return value.isEmpty ? nil : value
  }
}

extension ClusterCredentials: CustomStringConvertible, CustomReflectable {
  package var description: String { "credentials" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
