// Certificates, by a proxy of the tests with an authority of its own.

import Glibc
import Testing
import WenjianTestSupport

@testable import WenjianCluster

private let hasPrograms = Shell.run("command -v openssl && command -v python3").status == 0

@Suite("Requests over TLS", .enabled(if: hasPrograms, "openssl or python3 is missing"))
struct TLSTests {
  /// An authority and a certificate of it for 127.0.0.1, as files.
  private func makeCertificates(in directory: String) throws {
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    let made = Shell.run(
      """
      cd '\(directory)' && echo subjectAltName=IP:127.0.0.1 >names &&
      for name in authority other; do
        openssl req -x509 \(key) -keyout $name.key -out $name.pem -days 2 -subj /CN=$name || exit; done &&
      openssl req \(key) -keyout server.key -out server.csr -subj /CN=server &&
      openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -extfile names -out server.pem
      """)
    try #require(made.status == 0, "\(made.output)")
  }

  @Test("are sent to a server whose authority is given, and to no other")
  func authority() throws {
    let directory = TemporaryDirectory()
    try makeCertificates(in: directory.path)
    let server = try LoopbackServer { _, _ in (200, "", "{\"ok\":true}") }
    let script = (SharedFiles.packageRoot ?? ".") + "/Tools/cluster/tls_proxy.py"
    let proxy = try #require(
      popen(
        "exec python3 '\(script)' '\(directory("server.pem"))' '\(directory("server.key"))' \(server.port)", "r"))
    var line = [CChar](repeating: 0, count: 100)
    try #require(fgets(&line, 100, proxy) != nil)
    let numbers = String(decoding: line.map { UInt8(bitPattern: $0) }.prefix { $0 > 10 }, as: UTF8.self)
      .split(separator: " ").compactMap { Int($0) }
    try #require(numbers.count == 2)
    defer {
      kill(pid_t(numbers[1]), SIGTERM)
      pclose(proxy)
    }
    func send(_ scheme: String, _ authorities: String?) throws(ClusterError) -> Int {
      let transport = CurlTransport(
        try ClusterAddress("\(scheme)://127.0.0.1:\(numbers[0])/p"),
        credentials: ClusterCredentials(user: "someone", password: "s3cret", authorities: authorities),
        policy: RetryPolicy(tries: 2, firstWait: 1, longestWait: 2))
      return try transport.send(ClusterRequest(.get, "/"), control: nil).status
    }
    for _ in 0..<2 { #expect(try send("https", directory("authority.pem")) == 200) }
    // The system's authorities, another one, and no file: nothing is sent, and the message says what to set.
    for authorities in [nil, directory("other.pem"), directory("missing.pem")] {
      let error = #expect(throws: ClusterError.self) { try send("https", authorities) }
      #expect(error?.reason == .notTrusted, "\(error?.message ?? "")")
      #expect(error?.message.contains("WENJIAN_CLUSTER_CA_FILE") == true)
      #expect(error?.message.contains("s3cret") == false)
    }
    #expect(throws: ClusterError.self) { try send("http", nil) }
    #expect(server.requests.count == 2)
  }
}

private enum Shell {
  static func run(_ script: String) -> (status: Int32, output: String) {
    guard let pipe = popen("exec 2>&1; " + script, "r") else { return (-1, "") }
    var output: [UInt8] = []
    while case let byte = getc(pipe), byte >= 0 { output.append(UInt8(byte)) }
    return (pclose(pipe), String(decoding: output, as: UTF8.self))
  }
}
