// What fuzzing found once, what it begins with, and some damages of that, in every run of the tests.

import Testing
import WenjianFuzzTargets
import WenjianTestSupport

@Suite("Fuzz targets")
struct FuzzCaseTests {
  @Test("return for found cases, seeds and mutations of them", arguments: FuzzTargets.all.map(\.key))
  func cases(name: String) async throws {
    // In a process of its own: what is wrong traps. `WENJIAN_FUZZ_HERE=1` runs it here, to see why.
    if SharedFiles.environment("WENJIAN_FUZZ_HERE") != nil { return try Self.run(name) }
    await #expect(processExitsWith: .success) { [name = name as String] in try Self.run(name) }
  }

  private static func run(_ name: String) throws {
    let target = try #require(FuzzTargets.named(name)).init()
    let directory = try #require(SharedFiles.packageRoot) + "/Fuzz/Cases/" + name
    for input in TestFile.names(in: directory).compactMap({ TestFile.read(directory + "/" + $0) }) {
      target.run(input)
    }
    var generator = SeededGenerator("fuzz " + name)
    let seeds = target.seeds()
    for number in 0..<24 {
      var input = generator.pick(seeds)
      if number % 4 > 0, !input.isEmpty {
        for _ in 0...generator.below(4) { input[generator.below(input.count)] = UInt8(generator.below(256)) }
      }
      target.run(input)
    }
  }
}
