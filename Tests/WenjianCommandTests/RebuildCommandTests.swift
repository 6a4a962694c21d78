import Testing

@Suite("wenjian index, an index that is built anew; commits with something amiss")
struct RebuildCommandTests {
  private func directory() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(try directory.wenjian("index", "documents").status == 0)
    try directory.write("one.txt", "单独的文件")
    #expect(try directory.wenjian("add", "one.txt", "--key", "来文/1").status == 0)
    return directory
  }

  @Test("keeps documents that were added one by one, and leaves them out when told to")
  func added() throws {
    let directory = try directory()
    let kept = try directory.wenjian("index", "documents", "--rebuild")
    #expect(kept.status == 0 && kept.lines[0].hasPrefix("indexed 5 documents of documents"))
    #expect(kept.lines[2] == "  kept     1 document, added one by one")
    #expect(try directory.wenjian("show", "来文/1").output == "单独的文件")
    let options = try directory.wenjian("index", "documents", "--exclude", "none", "--json").json
    #expect(options["keptDocuments"]?.integer == 1 && options["leftOutDocuments"]?.integer == 0)
    let left = try directory.wenjian("index", "documents", "--rebuild", "--drop-added")
    #expect(left.lines[2] == "  left out 1 document of the index before, which documents does not give")
    #expect(try directory.wenjian("show", "来文/1").status == 66)
    #expect(try directory.wenjian("index", "documents", "--drop-added").status == 64)
  }

  @Test("says before what it would read, keep and leave out")
  func dryRun() throws {
    let directory = try directory()
    try directory.write("documents/new.txt", "新的文件")
    let dry = try directory.wenjian("index", "documents", "--rebuild", "--dry-run")
    #expect(
      dry.lines == [
        "the index would be built anew: --rebuild", "  read     6 files", "  kept     1 document, added one by one",
        "",
      ])
    let dropped = try directory.wenjian("index", "documents", "--rebuild", "--drop-added", "--dry-run", "--json")
      .json
    #expect(dropped["wouldBuild"] == .bool(true) && dropped["rebuildReason"]?.string == "--rebuild")
    #expect(dropped["files"]?.integer == 6 && dropped["keptDocuments"]?.integer == 0)
    #expect(dropped["leftOutDocuments"]?.integer == 1 && dropped["lostDocuments"]?.integer == 0)
    // Nothing was changed, and what was said is what is done.
    #expect(try directory.wenjian("count", "新的文件").status == 1)
    let done = try directory.wenjian("index", "documents", "--rebuild", "--json").json
    #expect(done["documents"]?.integer == 6 && done["keptDocuments"]?.integer == 1)
    // A file takes the place of a document with its key.
    directory.makeDirectory("documents/来文")
    try directory.write("documents/来文/1", "来文的文件")
    let replaced = try directory.wenjian("index", "documents", "--rebuild", "--dry-run")
    #expect(replaced.lines == ["the index would be built anew: --rebuild", "  read     7 files", ""])
    #expect(try directory.wenjian("index", "documents", "--rebuild", "--json").json["keptDocuments"]?.integer == 0)
  }

  @Test("says that the text rules have changed, and loses nothing")
  func analyzer() throws {
    let directory = try directory()
    // With the tools at hand: the checksum of the manifest is not that of a shell, so an old index is taken.
    let golden = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Golden/index-v1"
    #expect(try directory.shell("rm -r Index && cp -r '\(golden)' Index").status == 0)
    #expect(try directory.wenjian("search", "第一书记").status == 65)
    let dry = try directory.wenjian("index", "documents", "--dry-run").lines[0]
    #expect(
      dry.hasPrefix("the index would be built anew: the index was made with other text rules (fold 1, stream 1; "))
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 0)
    #expect(result.lines[1].hasPrefix("  anew     the index was made with other text rules (fold 1, stream 1; "))
    #expect(result.lines[2] == "  kept     6 documents, added one by one")
    #expect(try directory.wenjian("count", "和服展览").status == 0)
    #expect(try directory.wenjian("verify").status == 0)
    #expect(
      try directory.wenjian("index", "documents").lines[0].contains(": 0 added, 0 changed, 0 moved, 0 removed"))
  }

  @Test("exit 2 and a sentence when the commit is made and its report cannot be kept")
  func report() throws {
    let directory = try directory()
    directory.makeDirectory("Index/report.new")
    try directory.write("documents/new.txt", "新的文件")
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 2)
    #expect(
      result.errors.hasPrefix(
        "wenjian: the commit is made, but the report of it could not be kept, so that the next "))
    #expect(result.lines[0].hasSuffix(": 1 added, 0 changed, 0 moved, 0 removed, 5 unchanged"))
    #expect(try directory.wenjian("count", "新的文件").status == 0)
    let next = try directory.wenjian("index", "documents")
    #expect(next.lines[1] == "  anew     the report of the index is missing or cannot be read")
    #expect(try directory.wenjian("show", "来文/1").status == 0)
  }

  @Test("a summary that cannot be written: 74, and that the commit is made")
  func output() throws {
    let directory = try directory()
    try directory.write("documents/new.txt", "新的文件")
    for command in ["index documents", "add one.txt", "remove 概况.txt", "optimize"] {
      let result = try directory.shell("\"$WENJIAN\" \(command) > /dev/full")
      #expect(result.status == 74, "\(command)")
      #expect(
        result.errors.hasPrefix(
          "wenjian: the commit is made, and searches see it; what follows failed: cannot write the output: "),
        "\(command)")
    }
    #expect(try directory.wenjian("count", "新的文件").status == 0)
    #expect(try directory.wenjian("show", "概况.txt").status == 66)
  }
}
