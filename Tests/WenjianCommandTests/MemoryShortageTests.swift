// No memory is the end of a process, and must not be a silent one.

import Testing

@Suite("Without memory")
struct MemoryShortageTests {
  /// In KB, the least address space in which the command begins at all: the loader has no room for it below.
  private func leastSpace(_ directory: TestDirectory) throws -> Int {
    var space = 40_000
    while try directory.shell("ulimit -v \(space); exec \"$WENJIAN\" --version").status != 0 { space += 10_000 }
    return space
  }

  @Test("a command says so and ends with 74, wherever it stops, and the index is as it was or as it was to be")
  func indexing() throws {
    let directory = try TestDirectory()
    try directory.writeSamples()
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    let text = String(repeating: "第一书记在农村工作，产业经济有了增加。\n", count: 400)
    for number in 0..<20 { try directory.write("documents/长文/\(number).txt", "第\(number)份文件\n" + text) }
    let least = try leastSpace(directory)
    var refused = 0
    for space in stride(from: least, through: least + 80_000, by: 8_000) {
      // Backtraces of the toolchain, where it is there, would end the process in their own way.
      let result = try directory.shell(
        "ulimit -v \(space); SWIFT_BACKTRACE=enable=no exec \"$WENJIAN\" index documents --rebuild --quiet")
      #expect([0, 74].contains(result.status), "\(space) KB: \(result.status), \(result.errors)")
      if result.status != 0 {
        refused += 1
        #expect(result.errors.contains("wenjian: "), "\(space) KB: \(result.errors)")
      }
      let documents = try directory.wenjian("info", "--json").json["documents"]?.integer
      #expect(documents == 5 || documents == 25, "\(space) KB")
    }
    #expect(refused > 0)
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    #expect(try directory.wenjian("verify").status == 0)
    #expect(directory.names(in: "Index").filter { $0.hasPrefix("segment-") }.count == 1)
  }
}
