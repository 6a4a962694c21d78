import Glibc
import Testing
import WenjianBytes
import WenjianTestSupport

@Suite("Files")
struct FileTests {
  @Test("a file holds what was written, in pieces of any size, and its map shows it")
  func write() throws {
    var generator = SeededGenerator()
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let path = directory("file")
    let writer = try FileWriter(creating: path)
    var expected: [UInt8] = []
    for size in [0, 1, 100, 65536, 1 << 18, (1 << 18) + 1, 3, 300_000] {
      let piece = generator.bytes(size)
      try writer.write(piece)
      expected += piece
      #expect(writer.byteOffset == expected.count)
    }
    try writer.pad(to: 64)
    expected += [UInt8](repeating: 0, count: (64 - expected.count % 64) % 64)
    try writer.finish()
    #expect(try FileOperations.read(path) == expected)
    let map = try MappedFile(path: path)
    #expect(map.count == expected.count)
    #expect(map.bytes.elementsEqual(expected))
  }

  @Test("an empty file maps to no bytes")
  func emptyMap() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    try FileWriter(creating: directory("empty")).finish()
    #expect(try MappedFile(path: directory("empty")).bytes.count == 0)
    #expect(try FileOperations.read(directory("empty")) == [])
  }

  @Test("the system tells what is at a path, and of a link what is where it leads")
  func status() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let path = directory("file")
    let before = SystemClock.sinceEpoch()
    TestFile.write([1, 2, 3], to: path)
    #expect(symlink(path, directory("link")) == 0 && link(path, directory("other")) == 0)
    let file = try FileOperations.inspect(path)
    #expect(file.kind == .file && file.byteCount == 3 && file.linkCount == 2 && file.permissions & 0o600 == 0o600)
    // The clock of a file system may be a tick behind.
    #expect(abs(file.modifiedNanoseconds - before) < 60_000_000_000)
    let followed = try #require(FileOperations.status(of: directory("link")))
    let unfollowed = try #require(FileOperations.status(of: directory("link"), followsLink: false))
    #expect(followed.isOfSameFile(as: file) && !unfollowed.isOfSameFile(as: file) && unfollowed.kind == .other)
    #expect(FileOperations.status(of: directory("other"))?.isOfSameFile(as: file) == true)
    #expect(FileOperations.status(of: directory.path)?.kind == .directory)
    let descriptor = try FileOperations.open(path, O_RDONLY)
    defer { close(descriptor) }
    #expect(FileOperations.status(ofDescriptor: descriptor)?.isOfSameFile(as: file) == true)
    #expect(FileOperations.status(of: directory("none")) == nil)
    #expect { try FileOperations.inspect(directory("none")) } throws: { ($0 as? FileError)?.isMissing == true }
  }

  @Test("a file is never created over another")
  func namesAreNotReused() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    try FileWriter(creating: directory("name")).finish()
    #expect {
      _ = try FileWriter(creating: directory("name"))
    } throws: {
      ($0 as? FileError)?.errorNumber == EEXIST
    }
  }

  @Test("replacing leaves the new bytes and no other file, also over an old attempt")
  func replace() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    let path = directory("manifest")
    try FileOperations.replace(path, with: [1], in: directory.path)
    let attempt = try FileWriter(creating: path + ".new")
    try attempt.write([9, 9])
    try attempt.finish()
    try FileOperations.replace(path, with: [2, 3], in: directory.path)
    #expect(try FileOperations.read(path) == [2, 3])
    #expect(try FileOperations.names(in: directory.path) == ["manifest"])
  }

  @Test("directories are created with those above them, and may stand already")
  func makeDirectory() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    try FileOperations.makeDirectory(directory("a/b/c"))
    try FileOperations.makeDirectory(directory("a/b/c"))
    #expect(FileOperations.kind(of: directory("a/b/c")) == .directory)
    try FileWriter(creating: directory("file")).finish()
    #expect(FileOperations.kind(of: directory("file")) == .file)
    #expect(FileOperations.kind(of: directory("none")) == nil)
    #expect(throws: FileError.self) { try FileOperations.makeDirectory(directory("file")) }
    #expect(throws: FileError.self) { try FileOperations.makeDirectory(directory("file/below")) }
  }

  @Test("the name of a new directory is made durable, and that of each new one above it")
  func durableDirectories() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      defer { withExtendedLifetime(directory) {} }
      for (index, parent) in ["", "/a", "/a/b"].enumerated() {
        FaultPlan.fail("sync", onPathsEndingIn: directory.path + parent, errorNumber: EIO)
        #expect {
          try FileOperations.makeDirectory(directory.path + "/a/b/c")
        } throws: {
          ($0 as? FileError)?.operation == "sync"
        }
        #expect(FaultPlan.end(), "\(index)")
        for made in ["/a/b/c", "/a/b", "/a"] { FileOperations.removeDirectory(directory.path + made) }
      }
      try FileOperations.makeDirectory(directory.path + "/a/b/c")
    }
  }

  // In a process of its own, which ends when it hangs.
  @Test("a pipe or a device where a file should be is an error, at once")
  func noRegularFile() async {
    await #expect(processExitsWith: .success) {
      alarm(300)
      let directory = TemporaryDirectory()
      defer { withExtendedLifetime(directory) {} }
      #expect(mkfifo(directory("pipe"), 0o600) == 0)
      for path in [directory("pipe"), "/dev/zero", "/dev/null"] {
        let expected = FileError(operation: "read", path: path, errorNumber: FileError.notARegularFile)
        #expect(throws: expected) { try FileOperations.read(path) }
        #expect(throws: expected) { _ = try MappedFile(path: path) }
      }
    }
    #expect(
      "\(FileError(operation: "read", path: "x", errorNumber: FileError.notARegularFile))"
        == "cannot read x: it is a pipe, a socket or a device, no regular file")
  }

  @Test("removing what is gone is no error, removing a directory is")
  func remove() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    try FileOperations.remove(directory("none"))
    try FileOperations.makeDirectory(directory("sub"))
    #expect(throws: FileError.self) { try FileOperations.remove(directory("sub")) }
  }

  @Test("a missing file is told from one that cannot be read")
  func missing() throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    for path in [directory("none"), directory("none/below")] {
      #expect {
        _ = try FileOperations.read(path)
      } throws: {
        ($0 as? FileError)?.isMissing == true
      }
      #expect {
        _ = try MappedFile(path: path)
      } throws: {
        ($0 as? FileError)?.isMissing == true
      }
    }
    #expect {
      _ = try MappedFile(path: directory.path)
    } throws: {
      ($0 as? FileError)?.isMissing == false
    }
    #expect(throws: FileError.self) { try FileOperations.read(directory.path) }
    #expect(throws: FileError.self) { try FileOperations.names(in: directory("none")) }
    #expect(throws: FileError.self) { try FileOperations.rename(directory("a"), to: directory("b")) }
    #expect(throws: FileError.self) { try FileOperations.syncDirectory(directory("none")) }
    #expect(throws: FileError.self) { try FileOperations.syncFile(directory("none")) }
  }

  @Test(
    "an error says what was tried, on which path, why, and what to do",
    arguments: [
      (ENOSPC, "cannot write x: No space left on device; free some space"),
      (EACCES, "cannot write x: Permission denied; check the permissions"),
      (EROFS, "cannot write x: Read-only file system; check the permissions"),
      (EMFILE, "cannot write x: Too many open files; too many files are open"),
      (ENOENT, "cannot write x: No such file or directory"),
    ])
  func messages(number: Int32, start: String) {
    let error = FileError(operation: "write", path: "x", errorNumber: number)
    #expect("\(error)".hasPrefix(start))
  }

  // The plan holds for the whole process, and other tests run beside this one: hence a child.
  @Test("whichever operation of a replacement fails, the file holds the old bytes or the new")
  func faults() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      defer { withExtendedLifetime(directory) {} }
      let path = directory("file")
      try FileOperations.replace(path, with: [1], in: directory.path)
      var failures = 0
      for operation in 0... {
        FaultPlan.failFrom(operation: operation)
        let outcome = Result { try FileOperations.replace(path, with: [2, 2], in: directory.path) }
        guard FaultPlan.end() else {
          _ = try outcome.get()
          break
        }
        failures += 1
        guard case .failure(let error as FileError) = outcome else {
          throw FileError(operation: "fail", path: path, errorNumber: 0)
        }
        #expect(error.errorNumber == ENOSPC)
        let bytes = try FileOperations.read(path)
        #expect(bytes == [1] || bytes == [2, 2])
        try FileOperations.replace(path, with: [1], in: directory.path)
      }
      // remove, create, write, sync, close, rename, open the directory, sync and close it
      #expect(failures == 9)
      #expect(try FileOperations.read(path) == [2, 2])
    }
  }

  @Test("a directory that cannot be listed to its end is an error, not a shorter one")
  func listing() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      defer { withExtendedLifetime(directory) {} }
      for name in ["a", "b", "c"] { try FileWriter(creating: directory(name)).finish() }
      for errorNumber in [EIO, EACCES, EMFILE, ENOENT, ESTALE] {
        for (operation, last) in [("open directory", 0), ("read directory", 5), ("close", 0)] {
          for index in 0...last {
            FaultPlan.fail(operation, from: index, errorNumber: errorNumber)
            #expect {
              _ = try FileOperations.names(in: directory.path)
            } throws: {
              ($0 as? FileError)?.errorNumber == errorNumber
            }
            #expect(FaultPlan.end())
          }
        }
      }
      #expect(try FileOperations.names(in: directory.path).sorted() == ["a", "b", "c"])
    }
  }

  @Test("a close that a signal interrupts has closed, and is not called again")
  func interruptedClose() throws {
    var calls = 0
    try closeOnce("x") {
      calls += 1
      errno = EINTR
      return -1
    }
    #expect(calls == 1)
    #expect(throws: FileError(operation: "close", path: "x", errorNumber: EIO)) {
      try closeOnce("x") {
        errno = EIO
        return -1
      }
    }
  }
}
