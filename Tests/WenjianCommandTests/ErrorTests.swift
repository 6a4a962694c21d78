import Testing

@Suite("errors and exit codes")
struct ErrorTests {
  @Test(
    "wrong arguments: 64, with the usage and nothing on standard output",
    arguments: [
      (["search", "第一书记", "--colour"], "Unknown option '--colour'"),
      (["search"], "Missing expected argument"),
      (["search", "第一书记", "--limit", "many"], "many"),
      (["search", "第一书记", "--limit", "-1"], "The value '-1' is invalid for '--limit"),
      (["search", "第一书记", "--snippets", "-2"], "The value '-2' is invalid for '--snippets"),
      (["search", "第一书记", "--limit=-1"], "--limit must be between 0 and"),
      (["search", "第一书记", "--color", "pink"], "pink"),
      (["index"], "give a directory"),
      (
        ["index", "documents", "--max-file-size", "0"], "--max-file-size must be between 1 and 1024"
      ),
      (["index", "documents", "more"], "Unexpected argument 'more'"),
      (["count", "甲", "-covid"], "Unknown option"),
      (["find", "第一书记"], "find"),
    ])
  func usage(arguments: [String], text: String) throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.run(arguments)
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("wenjian: "))
    #expect(result.errors.contains(text))
    #expect(result.errors.contains("Usage: wenjian"))
    #expect(result.output.isEmpty)
  }

  @Test(
    "a query that cannot be read: 64, with carets under the place",
    arguments: ["search", "count", "explain"])
  func query(command: String) throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian(command, "脱贫", "OR")
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(
      result.errors == """
        wenjian: column 4: OR has nothing on its right side. Put a string there, or write "OR" to \
        find it as text.
          脱贫 OR
               ^^

        """)
  }

  @Test(
    "other unreadable queries",
    arguments: ["", "脱贫 OR （产业", "脱贫 OR \"", "-开放", "--a", "title:", "date:昨天", "*书记"])
  func otherQueries(query: String) throws {
    let directory = try TestDirectory.indexed()
    let result = try directory.wenjian("count", "--", query)
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("wenjian: column "))
    #expect(result.errors.hasSuffix("^\n"))
    let show = try directory.wenjian("show", "概况.txt", "--query=" + query)
    #expect(show.status == 64)
    #expect(show.output.isEmpty)
  }

  @Test(
    "no index: 66, with the command that builds one",
    arguments: [["search", "甲"], ["count", "甲"], ["show", "a"], ["info"], ["explain", "甲"]])
  func missingIndex(arguments: [String]) throws {
    let directory = try TestDirectory()
    let result = try directory.run(arguments)
    #expect(result.status == 66)
    #expect(
      result.errors
        == "wenjian: there is no index at Index; build one first (`wenjian index DIRECTORY --index Index`)\n"
    )
  }

  @Test("a directory that is not an index: 66")
  func notAnIndex() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjian("search", "甲", "--index", "documents")
    #expect(result.status == 66)
    #expect(result.errors.hasPrefix("wenjian: documents is not a Wenjian index; "))
  }

  @Test("a damaged manifest: 65, and indexing again mends it")
  func damagedManifest() throws {
    let directory = try TestDirectory.indexed()
    var bytes = try directory.read("Index/manifest")
    bytes[bytes.count / 2] ^= 1
    try directory.write("Index/manifest", bytes)
    let result = try directory.wenjian("search", "第一书记")
    #expect(result.status == 65)
    #expect(result.errors.contains("damaged") && result.errors.contains("`wenjian index`"))
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    #expect(try directory.wenjian("count", "第一书记").status == 0)
  }

  @Test("a segment that is cut off: 65")
  func damagedSegment() throws {
    let directory = try TestDirectory.indexed()
    let name = try #require(directory.names(in: "Index").first { $0.hasSuffix(".wjs") })
    let bytes = try directory.read("Index/" + name)
    for length in [0, 40, bytes.count / 2, bytes.count - 1] {
      try directory.write("Index/" + name, bytes[..<length])
      let result = try directory.wenjian("search", "第一书记")
      #expect(result.status == 65, "\(length) bytes: \(result.errors)")
      #expect(result.errors.hasPrefix("wenjian: "))
    }
  }

  @Test("an index of a later version: 65")
  func laterVersion() throws {
    let directory = try TestDirectory.indexed()
    let text = String(decoding: try directory.read("Index/manifest"), as: UTF8.self)
    try directory.write(
      "Index/manifest", text.replacing("wenjian index 1\n", with: "wenjian index 99\n"))
    let result = try directory.wenjian("count", "第一书记")
    #expect(result.status == 65)
    #expect(result.errors.contains("newer"))
  }

  @Test(
    "output that cannot be written: 74",
    arguments: ["search 第一书记", "--help", "show 概况.txt", "info"])
  func fullDevice(command: String) throws {
    let directory = try TestDirectory.indexed()
    let full = try directory.shell("\"$WENJIAN\" \(command) > /dev/full")
    #expect(full.status == 74)
    #expect(full.errors.hasPrefix("wenjian: cannot write the output: "))
    let closed = try directory.shell("\"$WENJIAN\" \(command) >&-")
    #expect(closed.status == 74)
  }

  @Test("a closed standard output does not harm the index")
  func closedOutput() throws {
    let directory = try TestDirectory.indexed()
    #expect(try directory.shell("\"$WENJIAN\" index documents >&-").status == 74)
    #expect(try directory.wenjian("count", "第一书记").output == "3 documents, 5 occurrences\n")
  }

  @Test("an argument that is not in UTF-8 is an error of arguments, and U+FFFD is a character like others")
  func bytesOfNoCharacter() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    let wrong = try directory.shell(#""$WENJIAN" search "$(printf '\344\271')""#)
    #expect(wrong.status == 64 && wrong.output.isEmpty && wrong.errors.contains("is not in UTF-8"))
    #expect(try directory.wenjian("search", "\u{FFFD}").status == 1)
  }
}
