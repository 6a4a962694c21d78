import Testing

@Suite("wenjian citations, cites, cited-by, verify-citations")
struct CitationsCommandTests {
  private func indexed() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write(
      "documents/立法法.txt",
      "中华人民共和国立法法\n\n第一条　为了规范立法活动，根据宪法，制定本法。\n\n第二条　法律的制定、修改和废止，适用本法第一条。\n")
    try directory.write("documents/办法.txt", "试验办法\n\n第一条　根据《立法法》第二条和《监督法》，制定本办法。\n")
    try directory.write("documents/條例.txt", "觀測條例\n\n第一條　依《中華人民共和國立法法》，制定本條例。\n")
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 0, "\(result.errors)")
    return directory
  }

  @Test("citations counts what is cited, and what is not in the index")
  func citations() throws {
    let directory = try indexed()
    let all = try directory.wenjian("citations")
    #expect(all.status == 0, "\(all.errors)")
    #expect(
      all.output == """
        3 citations of 2 laws and documents; 1 of 1 that are not in the index
        2  《立法法》  in 2 documents
        1  《监督法》  in 1 document  (not in the index)

        """)
    let missing = try directory.wenjian("citations", "--unresolved", "--csv")
    #expect(missing.output == "target,kind,citations,sources,documents\r\n《监督法》,title,1,1,\"\"\r\n")
    let json = try directory.wenjian("citations", "--json", "--limit", "1").json
    #expect(json.keys == ["citations", "targets", "unresolvedCitations", "unresolvedTargets", "list"])
    #expect(json["list"]?.elements.count == 1)
    let links = try directory.wenjian("citations", "--links", "--jsonl")
    #expect(links.lines.count == 5)
    #expect(try directory.wenjian("citations", "--links").status == 64)
    #expect(try directory.shell("$WENJIAN citations --links --jsonl | head -n 1").output.hasPrefix("{\"source\":"))
  }

  @Test("cites lists what a document cites, with --own also itself")
  func cites() throws {
    let directory = try indexed()
    let result = try directory.wenjian("cites", "办法.txt")
    #expect(
      result.output == "2 citations, 1 of them not in the index\n  《立法法》第二条  立法法.txt\n  《监督法》  (not in the index)\n"
    )
    let own = try directory.wenjian("cites", "立法法.txt", "--own", "--json").json
    #expect(own.keys == ["key", "citations", "sources", "unresolved", "links"])
    #expect(own["links"]?[0]?["kind"]?.string == "own" && own["links"]?[0]?["text"]?.string == "本法第一条")
    #expect(own["links"]?[0]?["place"]?["article"]?.integer == 1)
    #expect(try directory.wenjian("cites", "立法法.txt").status == 1)
    #expect(try directory.wenjian("cites", "no.txt").status == 66)
  }

  @Test("cited-by takes titles, articles and keys")
  func citedBy() throws {
    let directory = try indexed()
    for target in ["立法法", "《中华人民共和国立法法》", "立法法.txt"] {
      let result = try directory.wenjian("cited-by", target)
      #expect(result.lines[0] == "2 citations in 2 documents", "\(target): \(result.output)")
    }
    let article = try directory.wenjian("cited-by", "《立法法》第二条")
    #expect(article.output == "1 citation in 1 document\n办法.txt\n  《立法法》第二条  《立法法》第二条\n")
    #expect(try directory.wenjian("cited-by", "国发〔2016〕64号").status == 1)
    let odd = try directory.wenjian("cited-by", "…")
    #expect(odd.status == 66 && odd.errors.contains("names no document"))
  }

  @Test("verify-citations says which parts of a file it could not read")
  func skippedPart() throws {
    let directory = try indexed()
    try directory.write("a.txt", "《立法法》第一条规定：“为了规范立法活动，根据宪法，制定本法。”\n")
    try directory.write("b.txt", [0, 1, 2, 3, 0, 0, 255, 0] + [UInt8](repeating: 0, count: 200))
    #expect(try directory.shell("tar cf both.tar a.txt b.txt").status == 0)
    let result = try directory.wenjian("verify-citations", "both.tar")
    #expect(result.lines.first == "1 exact, 0 found, 0 differs, 0 otherwise, 0 not here", "\(result.output)")
    #expect(
      result.status == 2 && result.errors == "wenjian: not checked: b.txt: binary data, not text\n",
      "\(result.errors)")
  }

  @Test("verify-citations tells exact, differing and missing ones apart")
  func verify() throws {
    let directory = try indexed()
    let missing = try directory.wenjian("verify-citations", "none.txt")
    #expect(
      missing.status == 66 && missing.errors == "wenjian: none.txt cannot be read: No such file or directory\n")
    try directory.write(
      "draft.txt",
      """
      《立法法》第一条规定：“为了规范立法活动，根据宪法，制定本法。”

      《立法法》第二条规定：“法律的制定、修改和取消，适用本法。”

      《立法法》第九条、《某某法》第一条。
      """)
    let result = try directory.wenjian("verify-citations", "draft.txt")
    #expect(result.status == 1)
    #expect(result.lines[0] == "1 exact, 0 found, 1 differs, 0 otherwise, 2 not here", "\(result.output)")
    #expect(result.output.contains("修改和[-废止-]{+取消+}，适用本法"), "\(result.output)")
    #expect(result.output.contains("the index has the law, without this: 立法法.txt"))
    #expect(!result.output.contains("not exist"))
    let problems = try directory.wenjian("verify-citations", "draft.txt", "--problems", "--jsonl")
    #expect(problems.lines.count == 4)
    let json = try directory.wenjian("verify-citations", "-", "--json", input: "《立法法》第一条。").json
    #expect(json.keys == ["file", "exact", "found", "differs", "otherwise", "notInIndex", "checks"])
    #expect(json["found"]?.integer == 1)
    #expect(try directory.wenjian("verify-citations", "-", input: "《立法法》第一条。").status == 0)
    #expect(try directory.wenjian("verify-citations", "none.txt").status == 66)
  }

  @Test(
    "--help explains each command", arguments: ["citations", "cites", "cited-by", "verify-citations"])
  func help(command: String) throws {
    let result = try TestDirectory().wenjian(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("EXAMPLES:") && result.output.contains("wenjian \(command)"))
  }
}
