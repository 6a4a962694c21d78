import Glibc
import Testing
import Wenjian
import WenjianBytes
import WenjianFileReaders
import WenjianTestSupport

@Suite("Files that cannot be read now")
struct MissingFilesTests {
  // In processes of their own: the plan of faults holds for the whole process.

  @Test("stop the replacement of an index that has them, and no other one, whichever call fails")
  func refusal() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      defer { withExtendedLifetime(directory) {} }
      let (documents, path) = (directory("documents"), directory("index"))
      TestFile.makeDirectory(documents)
      TestFile.makeDirectory(documents + "/sub")
      for name in ["a.txt", "b.md", "sub/c.txt", "sub/d.html"] {
        TestFile.write("农村工作" + name, to: documents + "/" + name)
      }
      TestFile.write("id,text\n1,农村\n2,工作\n", to: documents + "/e.csv")

      func index(_ options: FileOptions = FileOptions()) throws -> (report: IndexingReport, missing: [MissingFile])
      {
        let writer = try IndexWriter(at: path, mode: .replaceAll)
        let report = try writer.add(filesIn: documents, options: options)
        FaultPlan.end()
        let missing = try writer.missingFiles()
        try writer.commit()
        return (report, missing)
      }

      // A first index has nothing to lose.
      FaultPlan.fail("read", onPathsEndingIn: "a.txt", errorNumber: EIO)
      let first = try index()
      #expect(first.report.documents == 5 && first.report.skipped.map(\.kind) == [.unreadable])
      #expect(try Index(at: path).keys.count == 5)
      // Neither is what it lacks a reason to refuse.
      FaultPlan.fail("open", onPathsEndingIn: "a.txt", errorNumber: EACCES)
      #expect(try index().missing.isEmpty)
      #expect(try index().report.documents == 6)

      let faults = [
        ("open", "a.txt", "a.txt", 1), ("read", "b.md", "b.md", 1), ("inspect", "a.txt", "a.txt", 1),
        ("read", "d.html", "sub/d.html", 1), ("read", "e.csv", "e.csv", 2),
        ("open directory", "sub", "sub", 2), ("read directory", "sub", "sub", 2),
      ]
      for (operation, suffix, lost, count) in faults {
        for errorNumber in [EIO, EACCES, EMFILE] {
          FaultPlan.fail(operation, onPathsEndingIn: "/" + suffix, errorNumber: errorNumber)
          let writer = try IndexWriter(at: path, mode: .replaceAll)
          let report = try writer.add(filesIn: documents)
          #expect(FaultPlan.end(), "\(operation) \(suffix)")
          #expect(report.documents == 6 - count && report.skipped.allSatisfy(\.isLoss))
          let missing = try writer.missingFiles()
          #expect(missing.map(\.path) == [lost] && missing.map(\.documents) == [count], "\(operation) \(suffix)")
          #expect(missing.allSatisfy { $0.reason == String(cString: strerror(errorNumber)) })
          let error = #expect(throws: WenjianError.self) { try writer.commit() }
          #expect(error?.code == .missingFiles && error?.path == lost)
        }
        #expect(try Index(at: path).keys.count == 6)
      }

      // A file that is gone, or that is damaged, is not there to be waited for.
      unlink(documents + "/a.txt")
      TestFile.write([0xFF, 0xFE, 0x00], to: documents + "/b.md")
      FaultPlan.fail("read", onPathsEndingIn: "c.txt", errorNumber: EIO)
      #expect(try index(FileOptions(allowsMissing: true)).missing.isEmpty)
      #expect(try Index(at: path).keys == ["e.csv/1", "e.csv/2", "sub/d.html"])
    }
  }

  @Test("keep what they gave before when the index is added to")
  func append() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      defer { withExtendedLifetime(directory) {} }
      TestFile.makeDirectory(directory("documents"))
      for name in ["a", "b"] { TestFile.write("农村工作", to: directory("documents/\(name).txt")) }
      for _ in 0..<2 {
        let writer = try IndexWriter(at: directory("index"))
        _ = try writer.add(filesIn: directory("documents"))
        FaultPlan.end()
        #expect(try writer.commit().documents == 2)
        FaultPlan.fail("read", onPathsEndingIn: "a.txt", errorNumber: EIO)
      }
      FaultPlan.end()
    }
  }
}
