import Glibc
import Testing
import WenjianBytes
import WenjianDocument
import WenjianFiles
import WenjianTestSupport

@Suite("Walking a directory")
struct DirectoryWalkTests {
  /// Creates files (and the directories above them) of the given sizes.
  private func tree(_ files: KeyValuePairs<String, Int>) throws -> TemporaryDirectory {
    let directory = TemporaryDirectory()
    for (name, size) in files {
      if let slash = name.lastIndex(of: "/") {
        try FileOperations.makeDirectory(directory(String(name[..<slash])))
      }
      let file = try FileWriter(creating: directory(name))
      try file.write([UInt8](repeating: 0x61, count: size))
      try file.finish(durably: false)
    }
    return directory
  }

  private func skipped(_ walk: DirectoryWalk) -> [String: SkippedFile.Reason] {
    Dictionary(walk.skipped.map { ($0.path, $0.reason) }) { first, _ in first }
  }

  @Test("files come in the order of their paths' bytes, directories or not")
  func order() throws {
    let directory = try tree([
      "b.txt": 1, "a/z.txt": 1, "a.txt": 1, "a/b/c.md": 1, "通知/一.txt": 1, "Z.TXT": 1, "a-b.txt": 1, "é.txt": 1,
    ])
    defer { withExtendedLifetime(directory) {} }
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(
      walk.files == [
        "Z.TXT", "a-b.txt", "a.txt", "a/b/c.md", "a/z.txt", "b.txt", "é.txt", "通知/一.txt",
      ])
    #expect(walk.skipped.isEmpty)
  }

  @Test("hidden files and directories are left out and named, with how many they are")
  func hidden() throws {
    let directory = try tree([".a.txt": 1, ".git/b.txt": 1, ".git/x/c": 1, "c/.d.txt": 1, "c/e.txt": 1])
    defer { withExtendedLifetime(directory) {} }
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["c/e.txt"])
    #expect(
      walk.skipped.map(\.path) == [".a.txt", ".git", "c/.d.txt"] && walk.skipped.map(\.fileCount) == [1, 2, 1])
    #expect(walk.skipped.allSatisfy { $0.reason == .hidden && !$0.isLoss })
  }

  @Test("what cannot be text is reported, and is no loss; what may be is opened, whatever its name")
  func formats() throws {
    let directory = try tree(["a.jpg": 1, "noending": 1, "b.txt.7z": 1, "c.MD": 1, "d.": 1, "Thumbs.db": 1])
    defer { withExtendedLifetime(directory) {} }
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["b.txt.7z", "c.MD", "d.", "noending"])
    #expect(skipped(walk) == ["a.jpg": .otherFormat, "Thumbs.db": .otherFormat])
    #expect(walk.skipped.allSatisfy { !$0.isLoss })
  }

  @Test("patterns leave out files and whole directories")
  func excluded() throws {
    let directory = try tree([
      "draft.txt": 1, "sub/draft.txt": 1, "old/a.txt": 1, "old/b/c.txt": 1, "keep/a.txt": 1,
      "sub/old/d.txt": 1,
    ])
    defer { withExtendedLifetime(directory) {} }
    var options = WalkOptions()
    options.excluded = ["draft*", "old"]
    let walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == ["keep/a.txt"])
    #expect(
      skipped(walk) == [
        "draft.txt": .excluded, "sub/draft.txt": .excluded, "old": .excluded, "sub/old": .excluded,
      ])
    options.excluded = ["sub/*.txt"]
    #expect(try DirectoryWalk(root: directory.path, options: options).files.count == 4)
    options.excluded = ["old"]
    #expect(try DirectoryWalk(root: directory.path, options: options).skipped.map(\.fileCount) == [2, 1])
  }

  @Test("links to what is read in its own place are passed over, also one that leads round in a circle")
  func links() throws {
    let directory = try tree(["real/a.txt": 1, "b.png": 1])
    let other = try tree(["c.txt": 1])
    defer { withExtendedLifetime((directory, other)) {} }
    for (target, name) in [
      ("real/a.txt", "link.txt"), ("real", "linked"), (".", "real/circle"), ("b.png", "link.png"),
      ("nowhere", "broken.txt"), ("nowhere", "broken"), (other.path, "outside"), (other("c.txt"), "c.txt"),
    ] {
      #expect(symlink(target, directory(name)) == 0)
    }
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["real/a.txt"])
    #expect(
      skipped(walk) == [
        "b.png": .otherFormat, "link.png": .otherFormat, "link.txt": .symbolicLink(.readElsewhere),
        "linked": .symbolicLink(.readElsewhere),
        "real/circle": .symbolicLink(.readElsewhere), "broken": .symbolicLink(.missing),
        "broken.txt": .symbolicLink(.missing),
        "outside": .symbolicLink(.outside), "c.txt": .symbolicLink(.outside),
      ])
    #expect(Set(walk.skipped.filter(\.isLoss).map(\.path)) == ["broken", "broken.txt", "outside", "c.txt"])
  }

  @Test("a link to what is read nowhere else in the tree is followed, once")
  func linksInside() throws {
    let directory = try tree([".store/a.txt": 1, ".store/sub/b.txt": 1, ".one.txt": 1, "c.txt": 1])
    defer { withExtendedLifetime(directory) {} }
    for (target, name) in [
      (".store", "first"), (".store", "second"), ("../.one.txt", "third.txt"), ("..", ".store/sub/up"),
      (".one.txt", "z.txt"),
    ] {
      #expect(symlink(target, directory(name)) == 0)
    }
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["c.txt", "first/a.txt", "first/sub/b.txt", "z.txt"])
    #expect(
      skipped(walk) == [
        "second": .symbolicLink(.readElsewhere), "first/sub/up": .symbolicLink(.readElsewhere),
        "third.txt": .symbolicLink(.missing),
      ])
  }

  @Test("hidden files are read when they are asked for")
  func hiddenAsked() throws {
    let directory = try tree([".a.txt": 1, ".b/c.txt": 1, ".git/config": 1])
    defer { withExtendedLifetime(directory) {} }
    var options = WalkOptions()
    options.includesHidden = true
    let walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == [".a.txt", ".b/c.txt"])
    #expect(walk.skipped == [SkippedFile(path: ".git", reason: .hidden)])
  }

  @Test("only what is included is read, unless it is excluded; archives are looked into")
  func included() throws {
    let directory = try tree(["a.txt": 1, "b.md": 1, "sub/a.txt": 1, "sub/b.txt": 1, "c.zip": 1, "old/c.zip": 1])
    defer { withExtendedLifetime(directory) {} }
    var options = WalkOptions()
    options.included = ["sub/*", "*.md"]
    options.excluded = ["b.txt", "old"]
    let walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == ["b.md", "c.zip", "sub/a.txt"])
    #expect(skipped(walk) == ["a.txt": .excluded, "sub/b.txt": .excluded, "old": .excluded])
    #expect(options.accepts("c.zip/sub/x.md") && !options.accepts("c.zip/x.txt"))
  }

  @Test("a .wenjianignore leaves out files of its directory and below")
  func ignoreFile() throws {
    let directory = try tree([
      "a.txt": 1, "draft/b.txt": 1, "sub/draft/c.txt": 1, "sub/keep.txt": 1, "sub/a.txt": 1, "sub/deep/a.txt": 1,
      "x/old.txt": 1,
    ])
    defer { withExtendedLifetime(directory) {} }
    TestFile.write("# a comment\n\ndraft/\n/a.txt\nold.*\n", to: directory(".wenjianignore"))
    TestFile.write("a.txt\n!deep/a.txt\n", to: directory("sub/.wenjianignore"))
    TestFile.write("!old.txt\n", to: directory("x/.wenjianignore"))
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["sub/deep/a.txt", "sub/keep.txt", "x/old.txt"])
    #expect(
      skipped(walk) == [
        "a.txt": .excluded, "draft": .excluded, "sub/draft": .excluded, "sub/a.txt": .excluded,
      ])
    #expect(walk.skipped.allSatisfy { !$0.isLoss })
  }

  @Test("a file above the limit is reported as a loss, one on it is read")
  func sizes() throws {
    let directory = try tree(["a.txt": 10, "b.txt": 11, "c.txt": 0, "d": 11])
    defer { withExtendedLifetime(directory) {} }
    var options = WalkOptions()
    options.maximumFileBytes = 10
    let walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == ["a.txt", "c.txt", "d"])
    #expect(walk.skipped == [SkippedFile(path: "b.txt", reason: .tooLarge(byteCount: 11, limit: 10))])
    #expect(walk.skipped[0].isLoss)
  }

  @Test("the index below the directory is never entered")
  func skippedDirectory() throws {
    let directory = try tree(["index/readme.txt": 1, "a.txt": 1])
    defer { withExtendedLifetime(directory) {} }
    var options = WalkOptions()
    options.skippedDirectory = realPath(directory("a.txt/../index")) ?? realPath(directory("index"))
    let walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == ["a.txt"] && walk.skipped.isEmpty)
    #expect(realPath(directory("none")) == nil)
  }

  @Test("a name that is not UTF-8 and what is no file are reported")
  func oddEntries() throws {
    let directory = try tree(["a.txt": 1])
    defer { withExtendedLifetime(directory) {} }
    let name = Array((directory.path + "/bad").utf8).map(CChar.init(bitPattern:)) + [-1, 0]
    let descriptor = open(name, O_CREAT | O_WRONLY, 0o644)
    try #require(descriptor >= 0)
    close(descriptor)
    defer { unlink(name) }
    #expect(mkfifo(directory("pipe.txt"), 0o644) == 0)
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["a.txt"])
    #expect(skipped(walk) == ["bad\u{FFFD}": .badName, "pipe.txt": .notAFile])
    #expect(walk.skipped.count { $0.isLoss } == 2)
  }

  // Root reads everything: then there is nothing to see.
  @Test("a directory that cannot be read is reported", .enabled(if: geteuid() != 0, "root reads everything"))
  func unreadable() throws {
    let directory = try tree(["a.txt": 1, "closed/b.txt": 1])
    defer { chmod(directory("closed"), 0o755) }
    chmod(directory("closed"), 0)
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["a.txt"])
    #expect(walk.skipped.count == 1 && walk.skipped[0].isLoss)
  }

  @Test("a root that cannot be read is an error, an empty one gives nothing")
  func root() throws {
    let directory = try tree([:])
    defer { withExtendedLifetime(directory) {} }
    #expect(try DirectoryWalk(root: directory.path, options: WalkOptions()).files.isEmpty)
    #expect(throws: FileError.self) {
      _ = try DirectoryWalk(root: directory("none"), options: WalkOptions())
    }
  }

  @Test("what cannot be listed, inspected or chosen by its rules is reported with the reason, whichever call fails")
  func faults() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      defer { withExtendedLifetime(directory) {} }
      TestFile.makeDirectory(directory("sub"))
      TestFile.write("sub/secret.txt", to: directory("sub/.wenjianignore"))
      for name in ["a.txt", "sub/b.txt", "sub/c.txt"] { TestFile.write("x", to: directory(name)) }
      func walk() throws -> DirectoryWalk { try DirectoryWalk(root: directory.path, options: WalkOptions()) }
      let whole = try walk().files
      let faults = [
        ("open directory", "sub", "sub"), ("read directory", "sub", "sub"), ("close", "sub", "sub"),
        ("inspect", "b.txt", "sub/b.txt"), ("open", ".wenjianignore", "sub"),
        ("read", ".wenjianignore", "sub"), ("inspect", ".wenjianignore", "sub"),
      ]
      for (operation, suffix, lost) in faults {
        for errorNumber in [EIO, EACCES, EMFILE] {
          FaultPlan.fail(operation, onPathsEndingIn: "/" + suffix, errorNumber: errorNumber)
          let part = try walk()
          #expect(FaultPlan.end())
          #expect(part.skipped.map(\.path) == [lost] && part.skipped.allSatisfy(\.isLoss), "\(operation)")
          #expect(part.files == whole.filter { !($0 + "/").hasPrefix(lost + "/") })
        }
      }
      FaultPlan.fail("read directory", onPathsEndingIn: directory.path, from: 2, errorNumber: EIO)
      #expect(throws: FileError.self) { try walk() }
      FaultPlan.end()
    }
  }
}
