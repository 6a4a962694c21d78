import Glibc
import Testing
import WenjianBytes
import WenjianCorpus
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

  @Test("hidden files and directories are passed over in silence")
  func hidden() throws {
    let directory = try tree([".a.txt": 1, ".git/b.txt": 1, "c/.d.txt": 1, "c/e.txt": 1])
    defer { withExtendedLifetime(directory) {} }
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["c/e.txt"] && walk.skipped.isEmpty)
  }

  @Test("other formats are reported, and are no loss")
  func formats() throws {
    let directory = try tree(["a.pdf": 1, "noending": 1, "b.txt.gz": 1, "c.MD": 1, "d.": 1])
    defer { withExtendedLifetime(directory) {} }
    var options = WalkOptions()
    var walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == ["c.MD"])
    #expect(
      skipped(walk) == [
        "a.pdf": .otherFormat, "noending": .otherFormat, "b.txt.gz": .otherFormat, "d.": .otherFormat,
      ])
    #expect(walk.skipped.allSatisfy { !$0.isLoss })
    options.extensions = ["pdf"]
    walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == ["a.pdf"])
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
  }

  @Test("links are reported and not followed, also one that leads round in a circle")
  func links() throws {
    let directory = try tree(["real/a.txt": 1, "b.dat": 1])
    defer { withExtendedLifetime(directory) {} }
    for (target, name) in [
      ("real/a.txt", "link.txt"), ("real", "linked"), (".", "real/circle"), ("b.dat", "link.dat"),
      ("nowhere", "broken.txt"), ("nowhere", "broken"),
    ] {
      #expect(symlink(target, directory(name)) == 0)
    }
    let walk = try DirectoryWalk(root: directory.path, options: WalkOptions())
    #expect(walk.files == ["real/a.txt"])
    #expect(
      skipped(walk) == [
        "b.dat": .otherFormat, "link.txt": .symbolicLink, "linked": .symbolicLink,
        "real/circle": .symbolicLink, "broken.txt": .symbolicLink,
      ])
  }

  @Test("a file above the limit is reported as a loss, one on it is read")
  func sizes() throws {
    let directory = try tree(["a.txt": 10, "b.txt": 11, "c.txt": 0])
    defer { withExtendedLifetime(directory) {} }
    var options = WalkOptions()
    options.maximumFileBytes = 10
    let walk = try DirectoryWalk(root: directory.path, options: options)
    #expect(walk.files == ["a.txt", "c.txt"])
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
}
