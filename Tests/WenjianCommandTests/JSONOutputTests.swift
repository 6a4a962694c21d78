import Testing

@Suite("JSON output")
struct JSONOutputTests {
  @Test("search writes the documented keys in order")
  func keys() throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("search", "第一书记", "--json")
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("}\n") && result.lines.count == 2)
    let json = try result.json
    #expect(json.keys == ["query", "documents", "occurrences", "hits"])
    #expect(json["query"]?.string == "第一书记")
    #expect(json["documents"]?.integer == 3)
    #expect(json["occurrences"]?.integer == 5)
    let hit = try #require(json["hits"]?[0])
    #expect(hit["kind"]?.string == "通知")
    #expect(hit.keys == ["key", "title", "kind", "score", "occurrences", "tier", "snippets"])
    #expect(hit["key"]?.string == "通知/选派.txt")
    #expect(hit["title"]?.string == "关于选派第一书记的通知")
    #expect(hit["occurrences"]?.integer == 3)
    let snippet = try #require(hit["snippets"]?[0])
    #expect(
      snippet.keys == ["text", "range", "highlights", "matches", "isCutAtStart", "isCutAtEnd", "headings"])
    #expect(snippet["range"]?.keys == ["start", "end"])
    #expect(snippet["range"]?["start"]?.keys == ["utf8", "utf16", "scalar"])
    let tiers = json["hits"]?.elements.compactMap { $0["tier"]?.string } ?? []
    #expect(tiers.prefix(3) == ["match", "match", "match"])
    #expect(tiers.dropFirst(3).allSatisfy { $0 == "related" })
  }

  @Test("ranges cut the same text from the document in all three units")
  func ranges() throws {
    let directory = try TestDirectory()
    let text = "标题😀\r\n\r\n他說😀：農(nóng)村𠀀需要第一書記，农村需要人。\r\n"
    try directory.write("documents/a.txt", text)
    #expect(try directory.wenjian("index", "documents").status == 0)
    let json = try directory.wenjian("search", "农村", "--json").json
    let snippet = try #require(json["hits"]?[0]?["snippets"]?[0])
    let range = try #require(snippet["range"])
    #expect(try cut(text, range) == Set([snippet["text"]?.string]))
    let highlights = try #require(snippet["highlights"]).elements
    #expect(try highlights.map { try cut(text, $0) } == [["農(nóng)村"], ["农村"]])
    #expect(snippet["matches"]?.elements == highlights)
  }

  /// What a range cuts from the text by bytes, by UTF-16 units and by scalars: one member if they
  /// agree.
  private func cut(_ text: String, _ range: JSONValue) throws -> Set<String?> {
    func bounds(_ unit: String) throws -> Range<Int> {
      try #require(range["start"]?[unit]?.integer)..<#require(range["end"]?[unit]?.integer)
    }
    let scalars = Array(text.unicodeScalars)[try bounds("scalar")]
    return [
      String(decoding: Array(text.utf8)[try bounds("utf8")], as: UTF8.self),
      String(decoding: Array(text.utf16)[try bounds("utf16")], as: UTF16.self),
      String(String.UnicodeScalarView(scalars)),
    ]
  }

  @Test("any file name comes back as it was, and nothing in it is left bare")
  func escapes() throws {
    let names = [
      "\"引\" \\ '.txt", "a\tb\nc\rd.txt", "行\u{2028}段\u{2029}.txt",
      "\u{1}\u{1F}\u{7F}\u{85}\u{9B}.txt",
      "“『第一书记』”.txt", "😀𠀀\u{E000}.txt", "\\u0041.txt",
    ]
    let directory = try TestDirectory()
    for name in names { try directory.write("documents/" + name, "甲乙丙") }
    try directory.write("documents/\"\u{2028}.jpg", "%PDF")
    let index = try directory.wenjian("index", "documents", "--json")
    #expect(try index.json["skipped"]?[0]?["path"] == .string("\"\u{2028}.jpg"))
    let result = try directory.wenjian("search", "甲", "--json")
    let keys = try result.json["hits"]?.elements.compactMap { $0["key"]?.string } ?? []
    #expect(keys.map { Array($0.utf8) }.sorted(by: <) == names.map { Array($0.utf8) }.sorted(by: <))
    for scalar in result.output.dropLast().unicodeScalars {
      #expect(scalar.properties.generalCategory != .control)
      #expect(scalar != "\u{2028}" && scalar != "\u{2029}")
    }
  }

  @Test("a query with quotes and backslashes comes back as it was")
  func queryEscapes() throws {
    let directory = try TestDirectory.indexed()
    for query in ["「\"」", "\"a\\b\"", "“两学\u{2028}一做”"] {
      let result = try directory.wenjian("count", query, "--json")
      #expect(result.status < 2)
      #expect(try result.json["query"] == .string(query))
    }
  }

  @Test("numbers are JSON numbers")
  func numbers() throws {
    let directory = try TestDirectory.indexed()
    let json = try directory.wenjian("search", "第一书记", "--json").json
    for hit in json["hits"]?.elements ?? [] {
      guard case .number(let score)? = hit["score"] else {
        Issue.record("score is no number")
        return
      }
      #expect(score > 0)
    }
  }
}

private func < (left: [UInt8], right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }
