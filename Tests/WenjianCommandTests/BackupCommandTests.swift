import Testing

@Suite("wenjian backup")
struct BackupCommandTests {
  @Test("makes an index that stays when the first one changes, and puts it back")
  func backup() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(try directory.wenjian("index", "documents").status == 0)
    let before = try directory.wenjian("search", "第一书记", "--json").output
    let made = try directory.wenjian("backup", "--into", "Copy")
    #expect(made.status == 0 && made.output.hasPrefix("5 documents of commit 1 in Copy, "))
    #expect(made.output.hasSuffix(" linked\n"))
    #expect(try directory.wenjian("backup", "--into", "Copy").status == 73)
    #expect(try directory.wenjian("backup", "--index", "None", "--into", "Copy2").status == 66)
    try directory.write("documents/a.txt", "别的文件")
    #expect(try directory.wenjian("index", "documents", "--rebuild").status == 0)
    #expect(try directory.wenjian("optimize").status == 0)
    #expect(try directory.wenjian("search", "第一书记", "--json", "--index", "Copy").output == before)
    #expect(try directory.wenjian("verify", "--index", "Copy").status == 0)
    #expect(try directory.shell("rm -r Index").status == 0)
    let json = try directory.wenjian("backup", "--index", "Copy", "--into", "Index", "--copy", "--json").json
    #expect(json["linkedFiles"]?.integer == 0 && json["documents"]?.integer == 5)
    #expect(try directory.wenjian("search", "第一书记", "--json").output == before)
    // It is brought up to date as the first one was: the files of its commit are known.
    let update = try directory.wenjian("index", "documents")
    #expect(update.lines[0].hasPrefix("brought up to date with documents"))
  }
}
