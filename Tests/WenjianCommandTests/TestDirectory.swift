// A directory that a test fills and that goes when the test ends.

import WenjianTestSupport

struct TestDirectory {
  private let directory = TemporaryDirectory()

  var path: String { directory.path }

  init() throws {}

  /// Writes a file and the directories above it.
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    var parent = path
    for part in name.split(separator: "/").dropLast() {
      parent += "/" + part
      TestFile.makeDirectory(parent)
    }
    TestFile.write(Array(bytes), to: directory(name))
  }

  func write(_ name: String, _ text: String) throws { try write(name, text.utf8) }

  func makeDirectory(_ name: String) { TestFile.makeDirectory(directory(name)) }

  func read(_ name: String) throws -> [UInt8] {
    guard let bytes = TestFile.read(directory(name)) else { throw TestFailure("cannot read \(name)") }
    return bytes
  }

  /// The names in a directory below this one, sorted.
  func names(in name: String) -> [String] { TestFile.names(in: directory(name)) }

  func exists(_ name: String) -> Bool { TestFile.exists(directory(name)) }
}
