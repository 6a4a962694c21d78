// A server over documents of its own, and what is asked of it.

import Testing
import WenjianFileReaders
import WenjianTestSupport

@testable import WenjianServer

/// A server whose index was made of files, without a socket.
struct SampleServer {
  static let law = "教育法(2020-12-26).txt"
  let directory = TemporaryDirectory()
  let server: Server

  init(_ change: (inout ServerOptions) -> Void = { _ in }) throws {
    let text = """
      第一章 总则
      第一条 为了发展教育，依照《立法法》第六十五条，制定本法。
      第二条 教育是根本。自2020年1月1日起施行。
      """
    TestFile.makeDirectory(directory("documents"))
    TestFile.write(Array(("中华人民共和国教育法\n\n" + text).utf8), to: directory("documents/" + Self.law))
    TestFile.write(
      Array(("中华人民共和国教育法\n\n" + text.replacing("根本", with: "国之大计")).utf8),
      to: directory("documents/教育法(2015-12-27).txt"))
    TestFile.write(
      Array("中华人民共和国立法法\n\n第六十五条 国务院制定行政法规。\n".utf8), to: directory("documents/立法法(2015-03-15).txt"))
    for number in 0..<5 {
      TestFile.write(
        Array("关于选派第一书记的通知\n\n2016年3月\(number + 1)日\n第一書記要驻村，\(number)。\n".utf8),
        to: directory("documents/通知\(number).txt"))
    }
    let indexer = DirectoryIndexer(directory("documents"), index: directory("Index"))
    _ = try indexer.run(try indexer.check()) { _ in true }
    var options = ServerOptions(index: directory("Index"))
    change(&options)
    server = Server(options)
  }

  /// Asks, under a name that the server goes by.
  func answer(
    _ method: String, _ target: String, _ headers: [String: String] = [:], body: String = "", client: String = "::1"
  ) async -> ServerAnswer {
    var request = ServerRequest(method, target, body: Array(body.utf8), client: client)
    request.headers = (["Host": "localhost"].merging(headers) { $1 }).map { ServerRequest.Header($0.key, $0.value) }
    return await server.answer(request)
  }

  func get(_ target: String, _ headers: [String: String] = [:]) async -> ServerAnswer {
    await answer("GET", target, headers)
  }

  /// The status, and the code of the error.
  func failure(_ target: String, _ headers: [String: String] = [:]) async throws -> String {
    let answer = await get(target, headers)
    return try "\(answer.status) " + (answer.json["error"]?["code"]?.string ?? "")
  }
}

extension ServerAnswer {
  /// The whole body.
  var bytes: [UInt8] {
    get async throws {
      switch body {
      case .bytes(let bytes): return bytes
      case .chunks(let chunks):
        var bytes: [UInt8] = []
        for try await chunk in chunks { bytes += chunk }
        return bytes
      }
    }
  }

  var json: ParsedJSON {
    get throws {
      guard case .bytes(let bytes) = body else { return .null }
      return try ParsedJSON(bytes)
    }
  }
}

/// A text as a segment of a path or a value of a query.
func encoded(_ text: String) -> String {
  text.utf8.map { byte in
    let scalar = Unicode.Scalar(byte)
    return byte < 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      ? String(Character(scalar)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }.joined()
}
