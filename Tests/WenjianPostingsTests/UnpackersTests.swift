import Glibc
import Testing
import WenjianTestSupport

/// The package above this file, where the generator and what it writes stand.
private let root: String = {
  var directory = #filePath
  while let slash = directory.lastIndex(of: "/") {
    directory = String(directory[..<slash])
    if access(directory + "/Package.swift", F_OK) == 0 { return directory }
  }
  return "."
}()

private func shell(_ command: String) -> Int32 { system(command + " >&2") }

@Suite("Unpackers")
struct UnpackersTests {
  // Skipped where there is no python3: the generator is for those who change it.
  @Test(
    "the file is what its generator writes",
    .enabled(if: shell("command -v python3") == 0, "needs python3"))
  func generated() {
    #expect(shell("cd '\(root)' && python3 Tools/unpackers/generate.py --check") == 0)
  }
}
