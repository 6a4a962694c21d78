import Glibc
import Testing

@Suite("wenjian index, an index that is there; add, remove, optimize")
struct UpdateCommandTests {
  @Test("says what it would do, does it, and says what it did")
  func update() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(
      try directory.wenjian("index", "documents", "--dry-run").lines[0]
        == "there is no index yet: it would be built")
    #expect(try directory.wenjian("info").status == 66)
    #expect(try directory.wenjian("index", "documents").status == 0)
    try directory.write("documents/new.txt", "新的文件，第一书记")
    let dry = try directory.wenjian("index", "documents", "--dry-run")
    #expect(dry.status == 0 && dry.lines[0] == "would be: 1 added, 0 changed, 0 moved, 0 removed, 5 unchanged")
    #expect(dry.lines[1] == "  added    new.txt")
    #expect(try directory.wenjian("count", "新的文件").status == 1)
    let json = try directory.wenjian("index", "documents", "--dry-run", "--json").json
    #expect(json["wouldBuild"] == .bool(false) && json["update"]?["added"]?[0]?.string == "new.txt")
    let done = try directory.wenjian("index", "documents")
    #expect(done.status == 0 && done.lines[0].hasPrefix("brought up to date with documents in "))
    #expect(done.lines[0].hasSuffix(": 1 added, 0 changed, 0 moved, 0 removed, 5 unchanged"))
    #expect(done.lines[1] == "  holds    6 documents")
    #expect(try directory.wenjian("count", "新的文件").status == 0)
    let again = try directory.wenjian("index", "documents", "--json").json
    #expect(again["update"]?["unchanged"]?.integer == 6 && again["documents"]?.integer == 6)
    #expect(again["rebuildReason"] == nil)
  }

  @Test("builds anew when it must, and says why")
  func rebuild() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(try directory.wenjian("index", "documents").status == 0)
    let result = try directory.wenjian("index", "documents", "--exclude", "none")
    #expect(
      result.status == 0 && result.lines[1] == "  anew     the index was made with other options"
    )
    #expect(result.lines[0].hasPrefix("indexed 5 documents"))
    let asked = try directory.wenjian("index", "documents", "--exclude", "none", "--rebuild", "--json").json
    #expect(asked["rebuildReason"]?.string == "--rebuild" && asked["update"] == nil)
  }

  @Test("a directory whose files are all gone: 66, the index stays")
  func emptied() throws {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "第一书记")
    #expect(try directory.wenjian("index", "documents").status == 0)
    #expect(unlink(directory.path + "/documents/a.txt") == 0)
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 66)
    #expect(result.errors.hasPrefix("wenjian: nothing to index in documents; the index was not changed\n"))
    #expect(try directory.wenjian("count", "第一书记").status == 0)
  }

  @Test("adds and removes single documents, all or none")
  func single() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(try directory.wenjian("index", "documents").status == 0)
    try directory.write("one.txt", "单独的文件")
    #expect(
      try directory.wenjian("add", "one.txt").lines[0]
        == "1 added, 0 removed or replaced; the index holds 6 documents")
    let json = try directory.wenjian("add", "one.txt", "--key", "other", "--title", "题目", "--json").json
    #expect(json["added"]?.integer == 1 && json["documents"]?.integer == 7)
    #expect(try directory.wenjian("count", "单独的文件").output.contains("2"))
    #expect(try directory.wenjian("add", "missing.txt").status == 66)
    #expect(try directory.wenjian("add", "-").status == 64)
    #expect(try directory.wenjian("remove", "other", "nobody").status == 66)
    #expect(try directory.wenjian("show", "other").status == 0)
    #expect(try directory.wenjian("remove", "other", "one.txt", "--quiet").output.isEmpty)
    #expect(try directory.wenjian("show", "other").status == 66)
  }

  @Test("optimize makes one segment, once, and no index where there is none")
  func optimize() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(try directory.wenjian("optimize").status == 66)
    #expect(try directory.wenjian("index", "documents").status == 0)
    try directory.write("one.txt", "单独的文件")
    for key in ["x", "y", "x"] { #expect(try directory.wenjian("add", "one.txt", "--key", key).status == 0) }
    let json = try directory.wenjian("optimize", "--json").json
    #expect((json["segmentsBefore"]?.integer ?? 0) > 1 && json["segments"]?.integer == 1)
    #expect(json["documents"]?.integer == 7)
    #expect(try directory.wenjian("optimize").output.hasPrefix("nothing to do: 1 segment"))
    #expect(try directory.wenjian("verify").status == 0)
    // One segment is written anew where it shall be compact, and says what it said.
    let before = try directory.wenjian("search", "第一书记", "--json").output
    let generation = try directory.wenjian("info", "--json").json["generation"]?.integer ?? 0
    #expect(try directory.wenjian("optimize", "--compact").status == 0)
    #expect((try directory.wenjian("info", "--json").json["generation"]?.integer ?? 0) > generation)
    #expect(try directory.wenjian("verify").status == 0)
    #expect(try directory.wenjian("search", "第一书记", "--json").output == before)
  }
}
