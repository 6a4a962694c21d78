import Testing

@Suite("Other spellings, as commands tell them")
struct WideningCommandTests {
  private static func indexed() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "依照第十三条办理。\n\n第 13 條規定，民國105年的資訊。\n")
    try directory.write("documents/b.txt", "第十三条和三万五千人。增长30%。\n")
    _ = try directory.wenjian("index", "documents", "--quiet")
    return directory
  }

  @Test("the forms that were found stand below the counts, and only then")
  func listing() throws {
    let directory = try Self.indexed()
    for command in ["search", "count"] {
      let found = try directory.wenjian(command, "第13条")
      #expect(Array(found.lines.prefix(2)) == ["2 documents, 3 occurrences", "第13条 1 · 第十三条 2"])
      #expect(try directory.wenjian(command, "百分之三十").lines[1] == "百分之三十 0 · 30% 1")
      for arguments in [["第13条", "--as-typed"], ["\"第13条\""], ["exact:第13條"], ["第13條", "--exact"]] {
        let typed = try directory.run([command] + arguments)
        #expect(typed.lines[0] == "1 document, 1 occurrence" && !typed.output.contains(" · "), "\(arguments)")
      }
    }
    #expect(try directory.wenjian("search", "办理").lines[1].isEmpty)
  }

  @Test("JSON has them with their rules and counts")
  func json() throws {
    let directory = try Self.indexed()
    let forms =
      "\"forms\":[{\"string\":\"第13条\",\"text\":\"第13条\",\"rules\":[],\"documents\":1,\"occurrences\":1},"
      + "{\"string\":\"第13条\",\"text\":\"第十三条\",\"rules\":[\"numeral\"],\"documents\":2,\"occurrences\":2}]"
    #expect(
      try directory.wenjian("count", "第13条", "--json").output
        == "{\"query\":\"第13条\",\"documents\":2,\"occurrences\":3,\(forms)}\n")
    #expect(try directory.wenjian("search", "第13条", "--json").output.contains(forms))
    #expect(try directory.wenjian("explain", "第13条", "--json").output.contains("\"rules\":[\"numeral\"]"))
    #expect(try directory.wenjian("explain", "第13条").output.contains("(numeral)"))
    #expect(try !directory.wenjian("count", "办理", "--json").output.contains("forms"))
  }

  @Test("what is not asked by default is asked by an option")
  func options() throws {
    let directory = try Self.indexed()
    func count(_ arguments: String...) throws -> String { try directory.run(["count"] + arguments).lines[0] }
    #expect(try count("信息") == "0 documents, 0 occurrences")
    #expect(try count("信息", "--regional") == "1 document, 1 occurrence")
    #expect(try count("35000", "--widen", "values") == "1 document, 1 occurrence")
    #expect(try count("2016年") == "0 documents, 0 occurrences")
    #expect(try count("2016年", "--widen", "values,roc") == "1 document, 1 occurrence")
    #expect(try directory.wenjian("facets", "第13条", "--by", "path").lines[0] == "2 documents, 3 occurrences")
    #expect(
      try directory.wenjian("facets", "第13条", "--by", "path", "--as-typed").lines[0] == "1 document, 1 occurrence")
    for arguments in [["--widen", "all"], ["--as-typed", "--regional"], ["--widen", ""]] {
      #expect(try directory.run(["count", "信息"] + arguments).status == 64)
    }
    try directory.write("terms.txt", "第13条\n")
    #expect(try directory.wenjian("count", "--terms", "terms.txt").lines[1].hasSuffix("2\t3"))
    #expect(try directory.wenjian("count", "--terms", "terms.txt", "--as-typed").lines[1].hasSuffix("1\t1"))
  }

  @Test("the user's synonyms count at once and through updates; lines that cannot be read are told")
  func synonyms() throws {
    let directory = try Self.indexed()
    #expect(try directory.wenjian("count", "办结").status == 1)
    try directory.write("Index/synonyms.txt", "办结 = 办理\n孤\n")
    for command in [["count", "办结"], ["search", "办结"]] {
      let found = try directory.run(command)
      #expect(found.status == 0 && found.lines[1] == "办结 0 · 办理 1")
      #expect(found.errors.hasPrefix("wenjian: line 2 of Index/synonyms.txt: "))
    }
    try directory.write("documents/c.txt", "已经办理。\n")
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    #expect(try directory.wenjian("index", "documents", "--rebuild", "--quiet").status == 0)
    #expect(try directory.wenjian("count", "办结").lines[0] == "2 documents, 2 occurrences")
    #expect(try directory.wenjian("verify").status == 0)
  }
}
