import Glibc
import Testing
import WenjianTestSupport

@testable import WenjianServer

@Suite("The routes of the server")
struct RouteTests {
  /// A request to each route that answers JSON.
  private static let examples: [String: String] = {
    let key = encoded(SampleServer.law)
    let document = "/api/documents/" + key
    return [
      "/api/search": "/api/search?query=" + encoded("第一书记"), "/api/count": "/api/count?query=" + encoded("教育"),
      "/api/counts": "/api/counts?queries=" + encoded("教育") + "&queries=OR&by=year",
      "/api/facets": "/api/facets?by=year&query=" + encoded("教育"),
      "/api/kwic": "/api/kwic?width=5&query=" + encoded("书记"),
      "/api/trend": "/api/trend?queries=" + encoded("教育"),
      "/api/diff": "/api/diff?old=" + encoded("教育法(2015-12-27).txt") + "&new=" + key,
      "/api/cites": "/api/cites?own=true&key=" + key, "/api/citedby": "/api/citedby?target=" + encoded("立法法"),
      "/api/keys": "/api/keys?limit=2", "/api/status": "/api/status", "/api/documents/{key}": document,
      "/api/documents/{key}/text": document + "/text?article=2",
      "/api/documents/{key}/outline": document + "/outline",
      "/api/documents/{key}/metadata": document + "/metadata",
      "/api/documents/{key}/versions": document + "/versions", "/api/documents/{key}/copies": document + "/copies",
      "/api/documents/{key}/occurrences": document + "/occurrences?query=" + encoded("教育"),
    ]
  }()

  private func schema(_ sample: SampleServer) async throws -> JSONSchema {
    let description = try await sample.get("/openapi.json").json
    return try JSONSchema(root: description, definitionsAt: ["components", "schemas"])
  }

  @Test("answer as the description says, and every one that answers JSON is asked")
  func answersHaveTheirShapes() async throws {
    let sample = try SampleServer()
    let schema = try await schema(sample)
    for route in Routes.list {
      guard case .json(let definition) = route.content else { continue }
      let target = try #require(Self.examples[route.pattern.text], "\(route.pattern.text) has no example")
      let answer = await sample.get(target)
      let json = try answer.json
      #expect(answer.status == 200, "\(target): \(json)")
      let problems = try schema.problems(json, definition)
      #expect(problems.isEmpty, "\(target): \(problems.prefix(5))")
    }
    let problem = await sample.get("/api/search?query=OR")
    #expect(try schema.problems(problem.json, "error").isEmpty)
  }

  @Test("are described: each with its parameters, and references that lead somewhere")
  func description() async throws {
    let sample = try SampleServer()
    let description = try await sample.get("/openapi.json").json
    #expect(description["openapi"] == .string("3.1.0"))
    var names: [String] = []
    for route in Routes.list {
      for method in route.methods {
        let operation = try #require(
          description["paths"]?[route.pattern.text]?[method.lowercased()], "\(route.name)")
        names.append(try #require(operation["operationId"]?.string))
        let described = operation["parameters"]?.elements.compactMap { $0["name"]?.string } ?? []
        #expect(Set(route.pattern.names).isSubset(of: described), "\(route.pattern.text) \(described)")
      }
    }
    #expect(Set(names).count == names.count, "\(names)")
    func references(_ value: ParsedJSON) -> [String] {
      value.keys.flatMap { key -> [String] in
        if key == "$ref" { return [value[key]?.string ?? ""] }
        return references(value[key] ?? .null)
      } + value.elements.flatMap(references)
    }
    for reference in Set(references(description)) {
      let found = reference.split(separator: "/").dropFirst().reduce(description as ParsedJSON?) { $0?[String($1)] }
      #expect(found != nil, "\(reference)")
    }
  }

  @Test("take the same by GET and by POST")
  func posted() async throws {
    let sample = try SampleServer()
    let asked = try await sample.get("/api/search?limit=2&snippets=1&query=" + encoded("第一书记")).bytes
    let json = ["Content-Type": "application/json; charset=utf-8"]
    let posted = await sample.answer(
      "POST", "/api/search", json, body: #"{"query":"第一书记","limit":2,"snippets":1}"#)
    #expect(try await posted.bytes == asked)
    for (body, status) in [("{", 400), ("[]", 400), (#"{"query":"a","query":"b"}"#, 400), ("{}", 400)] {
      #expect(await sample.answer("POST", "/api/search", json, body: body).status == status, "\(body)")
    }
    #expect(await sample.answer("POST", "/api/search", body: #"{"query":"a"}"#).status == 415)
    #expect(await sample.answer("POST", "/api/search?query=a", json, body: "{}").status == 400)
  }

  @Test("say what is wrong with a request, each by its status and code")
  func errors() async throws {
    let sample = try SampleServer()
    for (target, expected) in [
      ("/api/search?query=OR", "400 query"), ("/api/search", "400 argument"),
      ("/api/search?query=%FF", "400 request"),
      ("/api/search?query=%4", "400 request"), ("/api/search?query=a&query=b", "400 argument"),
      ("/api/search?query=a&other=b", "400 argument"), ("/api/search?query=a&limit=1001", "400 argument"),
      ("/api/search?query=a&snippets=all", "400 argument"), ("/api/kwic?query=a&limit=all", "400 argument"),
      ("/api/search?query=a&limit=-1", "400 argument"),
      ("/api/search?query=a&limit=9999999999999999999", "400 argument"),
      ("/api/search?query=a&offset=100001", "400 argument"), ("/nothing", "404 address"),
      ("/api/documents/none", "404 noSuchDocument"),
      ("/api/documents/..%2F..%2Fetc%2Fpasswd/original", "404 noSuchDocument"),
      ("/api/documents//original", "404 address"), ("/../etc/passwd", "404 address"),
      ("/api/documents/\(encoded(SampleServer.law))/text?article=99", "404 noSuchArticle"),
      ("/api/search?query=" + String(repeating: "a", count: 5000), "400 argument"),
      ("/api/search?query=" + String(repeating: "a", count: 9000), "414 addressTooLong"),
      ("no path", "400 request"),
      ("/api/count?query=a&timeout=0", "504 deadline"), ("/api/export?query=OR", "400 query"),
      ("/api/export?query=a&limit=3", "400 argument"), ("/api/citedby?target=", "400 input"),
    ] {
      #expect(try await sample.failure(target) == expected, "\(target)")
    }
    let method = await sample.answer("PUT", "/healthz")
    #expect(method.status == 405 && method.header("allow") == "GET")
  }

  @Test("say it in the language of the request")
  func languages() async throws {
    let sample = try SampleServer()
    for (header, word) in [("zh-TW,en;q=0.5", "位址"), ("zh-CN", "地址"), ("fr", "address"), ("", "address")] {
      let answer = await sample.get("/nothing", ["Accept-Language": header])
      let message = try answer.json["error"]?["message"]?.string
      #expect(message?.contains(word) == true, "\(header): \(message ?? "")")
    }
  }

  @Test("export all hits of a search, page by page")
  func export() async throws {
    let sample = try SampleServer()
    let hits = try await sample.get("/api/search?limit=100&query=" + encoded("第一书记 OR 教育")).json["hits"]
    let lines = try await sample.get("/api/export?query=" + encoded("第一书记 OR 教育")).bytes
    let exported = try lines.split(separator: UInt8(ascii: "\n")).map { try ParsedJSON(Array($0)) }
    #expect(exported == hits?.elements && exported.count == 7)
    #expect(try await sample.get("/api/export?query=" + encoded("无此字串")).bytes == [])
  }

  @Test("give the file of a document and no other")
  func originals() async throws {
    let sample = try SampleServer()
    let target = "/api/documents/\(encoded(SampleServer.law))/original"
    let answer = await sample.get(target)
    let path = sample.directory("documents/" + SampleServer.law)
    #expect(try await answer.bytes == (try #require(TestFile.read(path))))
    #expect(answer.header("content-security-policy")?.hasPrefix("sandbox") == true)
    #expect(answer.header("content-disposition")?.hasPrefix("inline; filename*=UTF-8''%E6%95%99") == true)
    #expect(
      await sample.get(target + "?download=true").header("content-disposition")?.hasPrefix("attachment") == true)
    unlink(path)
    #expect(try await sample.failure(target) == "404 noOriginal")
    symlink("/etc/passwd", path)
    #expect(try await sample.failure(target) == "403 outside")
  }

  @Test("give the page with tags of its files")
  func page() async throws {
    let sample = try SampleServer()
    #expect(PageFile.all.contains { $0.path == "/" })
    for file in PageFile.all {
      let answer = await sample.get(file.path)
      #expect(answer.status == 200 && answer.header("content-type") == file.mediaType)
      #expect(await sample.get(file.path, ["If-None-Match": file.entityTag]).status == 304)
    }
  }
}
