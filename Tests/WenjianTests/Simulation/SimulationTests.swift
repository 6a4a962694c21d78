import Glibc
import Testing
import WenjianTestSupport

@Suite("Simulation")
struct SimulationTests {
  /// The seeds of this run: `WENJIAN_SIMULATE` says how many, `WENJIAN_SIMULATION_SEED` that it is one alone.
  private static var seeds: [UInt64] {
    if let text = SharedFiles.environment("WENJIAN_SIMULATION_SEED"),
      let seed = UInt64(text.hasPrefix("0x") ? String(text.dropFirst(2)) : text, radix: 16)
    {
      return [seed]
    }
    let count = SharedFiles.environment("WENJIAN_SIMULATE").flatMap { Int($0) } ?? 4
    return (0..<count).map { round in
      var generator = SeededGenerator("simulation", round: round)
      return generator.next()
    }
  }

  /// Seeds that showed a fault once.
  private static let found: [UInt64] = []

  @Test("no power cut, full disk or error of the disk loses a commit, and nothing is half there")
  func histories() async {
    // Sets are walked in an order of the process's own otherwise.
    setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
    let seeds = Self.found + Self.seeds
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      [seeds = seeds as [UInt64]] in
      var counts = SimulationCounts()
      for seed in seeds {
        var simulation = Simulation(seed: seed)
        do {
          try simulation.run()
        } catch {
          Issue.record("WENJIAN_SIMULATION_SEED=0x\(String(seed, radix: 16)): \(error)")
        }
        counts += simulation.counts
      }
      print("simulated \(seeds.count) seeds (\(RunSeed.replay)): \(counts)")
      #expect(counts.commits > seeds.count && counts.powerCuts > seeds.count / 2 && counts.comparisons > 0)
    }
    let said = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    for line in said.split(separator: "\n") where line.hasPrefix("simulated") { TestLog.line(String(line)) }
  }

  @Test("the same seed does the same, with threads as without")
  func determinism() async {
    setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
    var generator = SeededGenerator("determinism")
    await #expect(processExitsWith: .success) { [seed = generator.next() as UInt64] in
      var digests: Set<UInt64> = []
      for _ in 0..<2 {
        var simulation = Simulation(seed: seed)
        do { try simulation.run(steps: 30) } catch { Issue.record("\(error)") }
        digests.insert(simulation.digest)
      }
      #expect(digests.count == 1, "seed \(seed)")
    }
  }
}
