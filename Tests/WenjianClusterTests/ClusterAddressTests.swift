import Testing
import WenjianCluster

@Suite("The address of an index of a cluster")
struct ClusterAddressTests {
  @Test("is told from a path by its scheme")
  func isToldFromPaths() {
    for text in ["http://a/b", "https://a:9200/b", "HTTP://a/b"] {
      #expect(ClusterAddress.isAddress(text), "\(text)")
    }
    for text in ["Index", "/srv/Index", "http:", "http:/a/b", "ftp://a/b", ""] {
      #expect(!ClusterAddress.isAddress(text), "\(text)")
    }
  }

  @Test(
    "has nodes and a name",
    arguments: [
      ("http://127.0.0.1:9200/policies", ["http://127.0.0.1:9200"], "policies"),
      ("http://a:9200,b:9201,https://c/政策", ["http://a:9200", "http://b:9201", "https://c"], "政策"),
      ("https://[::1]:9200/p-1", ["https://[::1]:9200"], "p-1"),
      ("https://proxy/search/p", ["https://proxy"], "p"),
    ])
  func parts(_ text: String, _ nodes: [String], _ index: String) throws {
    let address = try ClusterAddress(text)
    #expect(address.nodes == nodes)
    #expect(address.index == index)
    #expect(try ClusterAddress(address.description) == address)
  }

  @Test(
    "with a password is refused, and not repeated",
    arguments: ["http://user:secret@127.0.0.1:9200/p", "https://secret@a/p", "http://a,u:secret@b/p"])
  func passwords(_ text: String) {
    let error = #expect(throws: ClusterError.self) { try ClusterAddress(text) }
    #expect(error?.reason == .address)
    #expect(error?.message.contains("secret") == false)
    #expect(error?.message.contains("WENJIAN_CLUSTER_PASSWORD") == true)
  }

  @Test(
    "that is none is refused",
    arguments: [
      "Index", "http://", "http:///p", "http://a", "http://a/", "http://a,/p", "http://a b/p", "http://a/P",
      "http://a/_p", "http://a/p*", "http://a/p?x=1", "http://a/p#x", "http://a/-p", "http://a/.p", "http://a/p q",
      "http://a/" + String(repeating: "a", count: 201),
    ])
  func others(_ text: String) {
    #expect(throws: ClusterError.self) { try ClusterAddress(text) }
  }
}
