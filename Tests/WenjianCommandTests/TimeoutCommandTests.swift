import Testing

@Suite("--timeout")
struct TimeoutCommandTests {
  @Test("ends a query with status 124 and a word, and is in no other query's way")
  func timeout() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "依照第十三条办理。\n")
    _ = try directory.wenjian("index", "documents", "--quiet")
    for command in [
      ["search"], ["count"], ["facets", "--by", "kind"], ["kwic"], ["trend"], ["dispersion"], ["collocates"],
      ["keywords"],
      ["explain"],
    ] {
      let query = [command[0], "办理"] + command.dropFirst()
      let late = try directory.run(query + ["--timeout", "0.000000001"])
      #expect(late.status == 124 && late.output.isEmpty, "\(query)")
      #expect(late.errors.contains("not done by its deadline"), "\(query)")
      let done = try directory.run(query + ["--timeout", "3600"])
      let plain = try directory.run(query)
      #expect(done.status == plain.status, "\(query)")
      if command[0] != "explain" { #expect(done.output == plain.output, "\(query)") }
    }
    for seconds in ["0", "-1", "nan", "inf", "1e30", "x"] {
      #expect(try directory.run(["count", "办理", "--timeout", seconds]).status == 64, "\(seconds)")
    }
  }
}
