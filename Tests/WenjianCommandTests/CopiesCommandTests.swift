import Testing

@Suite("wenjian copies, versions and search --collapse")
struct CopiesCommandTests {
  private static let body = """
    第一条 为了发展教育事业，提高全民族的素质，促进社会主义物质文明和精神文明建设，根据宪法，制定本法。
    第二条 在中华人民共和国境内的各级各类教育，适用本法。
    第三条 国家坚持以马克思列宁主义和建设有中国特色社会主义理论为指导，遵循宪法确定的基本原则，发展社会主义的教育事业。
    第四条 教育是社会主义现代化建设的基础，国家保障教育事业优先发展。全社会应当关心和支持教育事业的发展。
    """

  /// Two versions of a law, the older one also reprinted twice, once under a key that is wider than a terminal; a text
  /// that stands twice; and one on its own.
  private func indexed() throws -> TestDirectory {
    let directory = try TestDirectory()
    let old = "教育法\n\n1995年3月18日第八届全国人民代表大会第三次会议通过\n\n" + Self.body
    try directory.write("documents/1995.txt", old)
    try directory.write("documents/2021.txt", "教育法（2021年修正）\n\n2021年4月29日第三次修正\n\n" + Self.body + "新增一条。\n")
    try directory.write("documents/转载/教育法.txt", "教育法\n\n1995年3月18日通过\n\n转载\n" + Self.body)
    let wide = String(repeating: "很长的目录", count: 9)
    try directory.write("documents/\(wide)/教育法全文.txt", old + "\n责任编辑：某某")
    try directory.write("documents/a.txt", "教育局通知\n\n同意。")
    try directory.write("documents/b.txt", "教育局通知\n\n同意。")
    try directory.write("documents/c.txt", "教育局简报\n\n另一件事。")
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("  copies   3, in 2 groups: `wenjian copies`\n"), "\(result.output)")
    return directory
  }

  @Test("search --collapse names the copies in a line of a terminal and counts both ways")
  func collapse() throws {
    let directory = try indexed()
    let plain = try directory.wenjian("search", "教育", "--no-related", "--snippets", "0")
    #expect(plain.lines[0].hasPrefix("7 documents, "))
    #expect(!plain.output.contains("cop"))
    let result = try directory.wenjian("search", "教育", "--no-related", "--snippets", "0", "--collapse")
    #expect(result.status == 0)
    #expect(
      result.lines[0] == plain.lines[0].replacing("documents", with: "documents (4 without copies)"),
      "\(result.output)")
    #expect(result.output.contains("   +1 copy: "))
    #expect(result.output.contains("   +2 copies: "))
    let terminal = try directory.wenjianOnTerminal(
      "search", "教育", "--no-related", "--snippets", "0", "--collapse", "--color", "never")
    for line in result.lines + terminal.lines where line.contains("+") {
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
      #expect(columns <= 80, "\(line)")
      #expect(line.contains("…") || !line.contains("copies"), "\(line)")
    }
    let first = try directory.wenjian("search", "教育", "--collapse", "--limit", "1", "--snippets", "0")
    #expect(first.output.hasSuffix("\n3 more: --offset 1\n"), "\(first.output)")
    let json = try directory.wenjian("search", "教育", "--collapse", "--json").json
    #expect(json.keys == ["query", "documents", "occurrences", "distinctDocuments", "hits"])
    #expect(json["distinctDocuments"]?.integer == 4 && json["documents"]?.integer == 7)
    let hits = try #require(json["hits"]).elements
    #expect(hits.count == 4 && hits.allSatisfy { $0.keys.contains("copies") })
    #expect(hits.reduce(0) { $0 + ($1["copies"]?.elements.count ?? 0) } == 3)
    #expect(try !directory.wenjian("search", "教育", "--json").json.keys.contains("distinctDocuments"))
  }

  @Test("copies lists the groups, or those of one document")
  func copies() throws {
    let directory = try indexed()
    let all = try directory.wenjian("copies")
    #expect(all.status == 0)
    #expect(all.lines[0] == "2 groups of copies, 5 documents")
    #expect(all.output.contains("\n3 documents: 教育法\n  1995.txt  1995-03-18\n"), "\(all.output)")
    #expect(all.output.contains("\n2 documents: 教育局通知\n  a.txt\n  b.txt\n"), "\(all.output)")
    let one = try directory.wenjian("copies", "b.txt")
    #expect(one.output == "1 copy of b.txt\n  a.txt  教育局通知\n")
    let json = try directory.wenjian("copies", "--json").json
    #expect(json.keys == ["documents", "groups"])
    #expect(json["documents"]?.integer == 5)
    #expect(json["groups"]?.elements.compactMap { $0["count"]?.integer } == [3, 2])
    #expect(json["groups"]?[1]?["documents"]?.elements.compactMap { $0["key"]?.string } == ["a.txt", "b.txt"])
    let own = try directory.wenjian("copies", "1995.txt", "--json").json
    #expect(own.keys == ["key", "copies"] && own["copies"]?.elements.count == 2)
    #expect(own["copies"]?[0]?["date"]?.string == "1995-03-18")
    let none = try directory.wenjian("copies", "c.txt")
    #expect(none.status == 1 && none.output == "0 copies of c.txt\n")
    let missing = try directory.wenjian("copies", "no.txt")
    #expect(missing.status == 66 && missing.output.isEmpty)
    let empty = try TestDirectory.indexed().wenjian("copies")
    #expect(empty.status == 1 && empty.output == "0 groups of copies, 0 documents\n")
  }

  @Test("versions lists a law by date")
  func versions() throws {
    let directory = try indexed()
    let result = try directory.wenjian("versions", "2021.txt")
    #expect(result.status == 0)
    #expect(result.lines[0] == "4 versions of 2021.txt")
    #expect(result.lines[1] == "  1995-03-18  1995.txt  教育法")
    #expect(result.lines[4] == "  2021-04-29  2021.txt  教育法（2021年修正）", "\(result.output)")
    let json = try directory.wenjian("versions", "1995.txt", "--json").json
    #expect(json.keys == ["key", "versions"])
    #expect(json["versions"]?.elements.last?["key"]?.string == "2021.txt")
    let none = try directory.wenjian("versions", "c.txt", "--json")
    #expect(none.status == 1)
    #expect(none.output == "{\"key\":\"c.txt\",\"versions\":[]}\n")
    #expect(try directory.wenjian("versions", "no.txt").status == 66)
  }

  @Test("report and info know of copies, and an index without any says nothing")
  func report() throws {
    let directory = try indexed()
    #expect(try directory.wenjian("report").output.contains("  copies   3, in 2 groups: `wenjian copies`\n"))
    let json = try directory.wenjian("report", "--json").json
    #expect(json["copyGroups"]?.integer == 2 && json["copies"]?.integer == 3)
    #expect(try directory.wenjian("info", "--sizes").output.contains("\ncopies and versions "))
    let other = try TestDirectory.indexed()
    #expect(try !other.wenjian("report").output.contains("copies"))
    #expect(try other.wenjian("report", "--json").json["copies"]?.integer == 0)
  }

  @Test("--help explains both commands", arguments: ["copies", "versions"])
  func help(command: String) throws {
    let result = try TestDirectory().wenjian(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("EXAMPLES:") && result.output.contains("wenjian \(command)"))
  }
}
