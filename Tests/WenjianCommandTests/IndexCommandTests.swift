import Glibc
import Testing

@Suite("wenjian index")
struct IndexCommandTests {
  @Test("the summary names documents, characters, bytes, time, size, repairs and the next command")
  func summary() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.lines[0].hasPrefix("indexed 5 documents of documents in "))
    #expect(result.lines[0].hasSuffix(" MB/s)"))
    #expect(result.output.contains("  text     210 characters, 545 bytes\n"))
    #expect(result.output.contains("  index    Index, "))
    #expect(result.output.contains(" of the text\n"))
    #expect(result.output.contains("  mended   pinyin annotations: 1\n"))
    #expect(result.lines.dropLast().last == "search it: wenjian search 第一书记")
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test("JSON has documents, characters, repairs by kind and every file left out")
  func jsonSummary() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    try directory.write("documents/a.jpg", "x")
    let result = try directory.wenjian("index", "documents", "--json", "--index", "other index")
    #expect(result.status == 0)
    let json = try result.json
    #expect(json["documents"]?.integer == 5)
    #expect(json["characters"]?.integer == 210)
    #expect(json["textBytes"]?.integer == 545)
    #expect(json["index"]?.string == "other index")
    #expect(json["generation"]?.integer == 1)
    #expect(json["repairs"]?["pinyinAnnotations"]?.integer == 1)
    #expect(json["skipped"]?[0]?["path"]?.string == "a.jpg")
    #expect(json["skipped"]?[0]?["kind"]?.string == "otherFormat")
    #expect(json["skipped"]?[0]?["isLoss"] == .bool(false))
    #expect(try directory.wenjian("count", "第一书记", "--index", "other index").status == 0)
  }

  @Test("the hint quotes a path that a shell would split")
  func quotedHint() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjian("index", "documents", "--index", "other index")
    #expect(result.output.hasSuffix("search it: wenjian search 第一书记 --index 'other index'\n"))
  }

  @Test("--quiet prints nothing, and no progress goes to a pipe")
  func quiet() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjian("index", "documents", "--quiet")
    #expect(result.status == 0)
    #expect(result.output.isEmpty && result.errors.isEmpty)
  }

  @Test("on a terminal a progress line is rewritten and erased before the summary")
  func progress() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjianOnTerminal("index", "documents")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("\r\u{1B}[K1 of 5 files, "))
    #expect(result.output.contains("\r\u{1B}[Kwriting the index\r\u{1B}[Kindexed 5 documents"))
    let quiet = try directory.wenjianOnTerminal("index", "documents", "--quiet")
    #expect(quiet.output.isEmpty)
  }

  @Test("indexing again replaces the whole index")
  func replacement() throws {
    let directory = try TestDirectory.indexed()
    try directory.write("others/新.txt", "全新的文件")
    #expect(try directory.wenjian("index", "others").status == 0)
    #expect(try directory.wenjian("count", "第一书记").output == "0 documents, 0 occurrences\n")
    #expect(try directory.wenjian("count", "全新").output == "1 document, 1 occurrence\n")
  }

  @Test("the index below the indexed directory is not read")
  func indexInside() throws {
    let directory = try TestDirectory()
    try directory.write("a.txt", "第一书记")
    try directory.write("Index/README.md", "第一书记")
    for _ in 0..<2 { #expect(try directory.wenjian("index", ".").status == 0) }
    #expect(try directory.wenjian("count", "第一书记").output == "1 document, 1 occurrence\n")
  }

  @Test("--exclude leaves out paths and names by pattern, and may be repeated")
  func exclusion() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjian(
      "index", "documents", "--exclude", "通知/*", "--exclude", "*.md")
    #expect(result.status == 0)
    #expect(result.output.contains("indexed 3 documents"))
    #expect(result.output.contains("    2 excluded\n      訪談.md\n      通知/选派.txt\n"))
  }

  @Test("one sentence tells how many files were left out and may hold text, those in folders counted")
  func leftOut() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    try directory.write("documents/.git/a", "x")
    try directory.write("documents/草稿/一.txt", "第一书记")
    try directory.write("documents/草稿/旧/二.txt", "第一书记")
    try directory.write("documents/a.jpg", "x")
    let sound = try directory.wenjian("index", "documents", "--exclude", "草稿")
    #expect(sound.status == 0 && sound.output.contains("\n4 files left out, of which none may hold text\n"))
    #expect(sound.output.contains("      草稿 (2 files)\n"))
    try directory.write("documents/名单.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4])
    let lost = try directory.wenjian("index", "documents", "--exclude", "草稿")
    #expect(lost.status == 2 && lost.output.contains("\n5 files left out, of which 1 may hold text\n"))
    #expect(lost.output.contains("    1 a 7z archive, a format that is not read\n      名单.7z\n"))
    let json = try directory.wenjian("report", "--json").json
    #expect(json["skippedFiles"]?.integer == 5 && json["lostFiles"]?.integer == 1)
  }

  @Test("files left out are grouped by reason, ten of each, all with --verbose")
  func longList() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    for number in 10..<23 { try directory.write("documents/\(number).jpg", "x") }
    let short = try directory.wenjian("index", "documents")
    #expect(
      short.output.contains(
        "  left out 13 files:\n    13 no text: a picture, sound, a program or other data\n      10.jpg\n"))
    #expect(short.output.contains("      19.jpg\n      and 3 more, see --verbose\n"))
    let long = try directory.wenjian("index", "documents", "--verbose")
    #expect(long.output.contains("      22.jpg\n"))
    #expect(!long.output.contains("more, see"))
  }

  @Test("an interruption leaves the old index and ends with 130")
  func interruption() throws {
    let directory = try TestDirectory.indexed()
    let text = String(repeating: "乡村振兴战略的实施意见，推进农业农村现代化。\n", count: 2000)
    for number in 0..<200 { try directory.write("many/\(number).txt", text) }
    let before = directory.names(in: "Index")
    let processID = try CommandRun.start(
      try #require(CommandRun.binary), ["index", "many"], in: directory
    ) { actions in
      for (descriptor, name) in [(Int32(1), "out"), (2, "err")] {
        posix_spawn_file_actions_addopen(
          &actions, descriptor, directory.path + "/" + name, O_WRONLY | O_CREAT, 0o600)
      }
    }
    // The lock names its holder from the start of the writing to its end.
    var waited = 0
    while try directory.read("Index/writer.lock").isEmpty, waited < 10_000 {
      usleep(1000)
      waited += 1
    }
    kill(processID, SIGINT)
    #expect(CommandRun.wait(for: processID) == 130)
    let errors = String(decoding: try directory.read("err"), as: UTF8.self)
    #expect(errors == "wenjian: interrupted; the index was not changed\n")
    #expect(try directory.read("out").isEmpty)
    #expect(directory.names(in: "Index") == before)
    #expect(try directory.wenjian("count", "第一书记").output == "3 documents, 5 occurrences\n")
  }
}

@Suite("wenjian index, formats and reports")
struct FormatCommandTests {
  @Test("documents in any encoding and format are found, and the report is told again")
  func report() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    try directory.write("documents/gb.txt", [0xCA, 0xE9, 0xBC, 0xC7] as [UInt8])
    try directory.write("documents/a.html", "<html><body><p>驻村第一书记</p></body></html>")
    try directory.write("documents/copy.html", "<html><p>驻村第一书记</p></html>")
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 0)
    #expect(
      result.output.contains(
        "    1 with an encoding that is only likely\n      gb.txt: GB18030 (100 % reads well), else Big5-HKSCS (50 %)\n"
      ))
    #expect(result.output.contains("  double   1 document with the text of another:\n      copy.html = a.html\n"))
    #expect(try directory.wenjian("count", "第一书记").output == "5 documents, 7 occurrences\n")
    let again = try directory.wenjian("report")
    #expect(again.status == 0 && again.output.hasPrefix("indexed 8 documents in commit 1\n"))
    #expect(again.output.contains("      copy.html = a.html\n"))
    let json = try directory.wenjian("report", "--json").json
    #expect(
      json.keys == [
        "index", "generation", "documents", "characters", "textBytes", "repairs", "copyGroups", "copies",
        "skippedFiles", "lostFiles", "damageTotals", "damaged", "duplicates", "repeatedKeys", "skipped",
      ])
    #expect(json["duplicates"]?[0]?["original"]?.string == "a.html")
    let damaged = json["damaged"]?.elements.first { $0["path"]?.string == "gb.txt" }
    #expect(damaged?.keys == ["path", "kind", "count", "byteOffsets", "lines", "detail", "encoding"])
    #expect(damaged?["encoding"]?.keys == ["name", "confidence", "runnerUp", "runnerUpConfidence"])
    #expect(damaged?["kind"]?.string == "guessedEncoding")
  }

  @Test("an index without a report says so: 66")
  func noReport() throws {
    let directory = try TestDirectory.indexed()
    unlink(directory.path + "/Index/report")
    let result = try directory.wenjian("report")
    #expect(result.status == 66 && result.errors.contains("has no report"))
  }

  @Test("lines of JSON are read from a file, with the fields that are named")
  func jsonLines() throws {
    let directory = try TestDirectory()
    try directory.write("dump.jsonl", "{\"url\": \"http://a/1\", \"summary\": \"驻村第一书记\"}\n")
    let result = try directory.wenjian(
      "index", "--jsonl", "dump.jsonl", "--field", "key=url", "--field", "text=summary")
    #expect(result.status == 0 && result.output.hasPrefix("indexed 1 document of dump.jsonl in "))
    #expect(try directory.wenjian("search", "第一书记", "--json").json["hits"]?[0]?["key"]?.string == "http://a/1")
    try directory.write("more.jsonl", "{\"text\": \"驻村\", \"region\": \"贵州\", \"no\": \"1号\"}\n")
    #expect(
      try directory.wenjian("index", "--jsonl", "more.jsonl", "--field", "field:地区=region", "--field", "docno=no")
        .status
        == 0)
    let hit = try directory.wenjian("search", "驻村", "--json").json["hits"]?[0]
    #expect(hit?["fields"]?.keys == ["地区"] && hit?["fields"]?["地区"]?[0]?.string == "贵州")
    #expect(try directory.wenjian("index").status == 64)
    #expect(try directory.wenjian("index", "documents", "--jsonl", "-").status == 64)
    #expect(try directory.wenjian("index", "--jsonl", "a", "--field", "nonsense").status == 64)
    #expect(try directory.wenjian("index", "--jsonl", "none").status == 66)
  }

  @Test("--include and --hidden widen and narrow what is read")
  func selection() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    try directory.write("documents/.hidden/a.txt", "第一书记")
    #expect(try directory.wenjian("index", "documents", "--hidden").output.contains("indexed 6 documents"))
    #expect(try directory.wenjian("index", "documents", "--include", "*.md").output.contains("indexed 1 document "))
  }
}

@Suite("wenjian index, bad input")
struct BadInputTests {
  @Test("a directory that is missing: 66, and no index is made")
  func missingDirectory() throws {
    let directory = try TestDirectory()
    let result = try directory.wenjian("index", "nowhere")
    #expect(result.status == 66)
    #expect(result.errors == "wenjian: there is no directory nowhere\n")
    #expect(result.output.isEmpty)
    #expect(!directory.exists("Index"))
  }

  @Test("a file where a directory should be: 66")
  func fileAsDirectory() throws {
    let directory = try TestDirectory()
    try directory.write("a.txt", "甲")
    let result = try directory.wenjian("index", "a.txt")
    #expect(result.status == 66)
    #expect(result.errors.hasPrefix("wenjian: a.txt is not a directory; "))
  }

  @Test("an empty directory: 66, the old index stays")
  func emptyDirectory() throws {
    let directory = try TestDirectory.indexed()
    directory.makeDirectory("empty")
    let result = try directory.wenjian("index", "empty")
    #expect(result.status == 66)
    #expect(
      result.errors.hasPrefix("wenjian: nothing to index in empty; the index was not changed\n"))
    #expect(try directory.wenjian("count", "第一书记").output == "3 documents, 5 occurrences\n")
  }

  @Test("nothing that can be indexed: 66, says what was there, the old index stays")
  func nothingIndexable() throws {
    let directory = try TestDirectory.indexed()
    try directory.write("others/a.jpg", "x")
    try directory.write("others/b.txt", "")
    let result = try directory.wenjian("index", "others")
    #expect(result.status == 66)
    #expect(
      result.errors.contains("1 file left out: no text: a picture, sound, a program or other data, such as a.jpg"))
    #expect(result.errors.contains("1 file left out: empty file, such as b.txt"))
    #expect(try directory.wenjian("count", "第一书记").status == 0)
  }

  @Test(
    "a file that cannot be read is named and the rest indexed: 2",
    arguments: [
      ("data.txt", [0x00, 0x01, 0x00, 0x02, 0x00] as [UInt8], "binary data, not text"),
      ("a.docx", [0x50, 0x4B, 0x03, 0x04, 0x00] as [UInt8], "the ZIP directory is missing; the file is cut short"),
      ("a.zip", [0x89, 0x50, 0x4E, 0x47] as [UInt8], "not a ZIP archive but a PNG picture"),
    ])
  func unreadableBytes(name: String, bytes: [UInt8], reason: String) throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    try directory.write("documents/" + name, bytes)
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 2)
    #expect(result.output.contains("  left out 1 file:\n    1 " + reason))
    #expect(result.output.contains("      " + name))
    #expect(try directory.wenjian("count", "第一书记").output == "3 documents, 5 occurrences\n")
    // An exit status without a word would leave one guessing.
    let quiet = try directory.wenjian("index", "documents", "--quiet")
    #expect(quiet.status == 2 && quiet.output.isEmpty)
    #expect(quiet.errors.hasPrefix("wenjian: 1 file left out may hold text, such as " + name + ": "))
  }

  @Test("a few bytes that are not UTF-8 are replaced, and the file is named")
  func damagedFile() throws {
    let directory = try TestDirectory()
    let text = String(repeating: "第一书记驻村工作。", count: 40)
    try directory.write("documents/a.txt", Array(text.utf8) + [0xFF] + Array("第一书记".utf8))
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 0)
    #expect(
      result.output.contains("  damaged  1 document, indexed as far as sound:\n    1 with bytes that are not of"))
    #expect(result.output.contains("      a.txt: 1 place, at byte 1,080 in line 1, UTF-8\n"))
    #expect(try directory.wenjian("count", "第一书记").output == "1 document, 41 occurrences\n")
  }

  @Test("a file over --max-file-size is named: 2")
  func largeFile() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    try directory.write("documents/大.txt", String(repeating: "乡村振兴", count: 100_000))
    let small = try directory.wenjian("index", "documents", "--max-file-size", "1")
    #expect(small.status == 2)
    #expect(
      small.output.contains("    1 1 MB, over the limit of 1 MB; raise it with --max-file-size\n      大.txt\n"))
    // One line of 1.2 MB.
    let large = try directory.wenjian("index", "documents")
    #expect(large.status == 0)
    #expect(try directory.wenjian("count", "乡村振兴").output == "2 documents, 100001 occurrences\n")
  }

  @Test("a link that leads out of the tree is named, not followed: 2; one that stays inside is no loss")
  func links() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    symlink("..", directory.path + "/documents/通知/loop")
    let inside = try directory.wenjian("index", "documents")
    #expect(inside.status == 0)
    #expect(inside.output.contains("    1 symbolic link to what is read in its own place\n      通知/loop\n"))
    symlink("../..", directory.path + "/documents/通知/out")
    let outside = try directory.wenjian("index", "documents")
    #expect(outside.status == 2)
    #expect(
      outside.output.contains("    1 symbolic link that leads out of the directory, not followed\n      通知/out\n"))
    #expect(try directory.wenjian("count", "第一书记").output == "3 documents, 5 occurrences\n")
  }

  // The permissions of files do not bind root.
  @Test("a file without permission is named: 2", .enabled(if: geteuid() != 0, "root reads everything"))
  func forbiddenFile() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    chmod(directory.path + "/documents/概况.txt", 0)
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 2)
    #expect(result.output.contains("    1 Permission denied\n      概况.txt\n"))
  }

  @Test("an output directory that holds other files: 73, and they stay")
  func foreignDirectory() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    try directory.write("mine/photo.jpg", "x")
    let result = try directory.wenjian("index", "documents", "--index", "mine")
    #expect(result.status == 73)
    #expect(result.errors.contains("photo.jpg"))
    #expect(directory.names(in: "mine") == ["photo.jpg"])
  }

  @Test("a file where the index should be: 73")
  func fileAsIndex() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjian("index", "documents", "--index", "documents/概况.txt")
    #expect(result.status == 73)
    #expect(result.errors.hasPrefix("wenjian: the index cannot be written to documents/概况.txt: "))
  }

  @Test("another writer: 75, with its name")
  func lockedIndex() throws {
    let directory = try TestDirectory.indexed()
    let descriptor = open(directory.path + "/Index/writer.lock", O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    _ = "process 4711".withCString { pwrite(descriptor, $0, strlen($0), 0) }
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 75)
    #expect(result.errors.contains("process 4711"))
    #expect(try directory.wenjian("count", "第一书记").status == 0)
  }
}
