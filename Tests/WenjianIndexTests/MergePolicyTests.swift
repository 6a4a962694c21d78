import Testing
import WenjianIndex
import WenjianTestSupport

@Suite("The merge policy")
struct MergePolicyTests {
  private typealias Candidate = MergePolicy.Candidate

  /// An index in which documents are only numbers: what the policy makes of thousands of commits.
  private struct Simulation {
    let policy: MergePolicy
    var segments: [Candidate] = []
    /// Positions written by commits and by merges.
    var committed = 0
    var written = 0
    var mostSegments = 0
    var longest = 0

    init(_ policy: MergePolicy) { self.policy = policy }

    mutating func commit(documents: Int, positions: Int) {
      segments.append(Candidate(livePositions: positions, documents: documents))
      committed += positions
      written += positions
      merge()
      mostSegments = max(mostSegments, segments.count)
    }

    /// Deletes a document of a random segment, the larger ones more often.
    mutating func delete(_ generator: inout SeededGenerator) {
      let live = segments.reduce(0) { $0 + $1.documents - $1.deletedDocuments }
      guard live > 0 else { return }
      var at = generator.below(live)
      for index in segments.indices {
        let own = segments[index].documents - segments[index].deletedDocuments
        if at < own {
          segments[index].livePositions -= segments[index].livePositions / own
          segments[index].deletedDocuments += 1
          if own == 1 { segments.remove(at: index) }
          return
        }
        at -= own
      }
    }

    mutating func merge() {
      while true {
        let groups = policy.merges(segments)
        if groups.isEmpty { return }
        let all = groups.flatMap { $0 }
        #expect(Set(all).count == all.count)
        var rest = segments.indices.filter { !all.contains($0) }.map { segments[$0] }
        for group in groups {
          let merged = group.map { segments[$0] }
          let positions = merged.reduce(0) { $0 + $1.livePositions }
          #expect(positions <= policy.maximumPositions && group.count <= policy.maximumSources)
          #expect(group.count > 1 || merged[0].deletedDocuments > 0)
          rest.append(
            Candidate(
              livePositions: positions, documents: merged.reduce(0) { $0 + $1.documents - $1.deletedDocuments }))
          written += positions
          longest = max(longest, group.count)
        }
        segments = rest
      }
    }

    var writeAmplification: Double { Double(written) / Double(committed) }
  }

  @Test("keeps 10,000 commits of one document in few segments, each document written some times")
  func smallCommits() {
    var generator = SeededGenerator("small commits")
    var simulation = Simulation(MergePolicy())
    for _ in 0..<10_000 { simulation.commit(documents: 1, positions: 20 + generator.below(300)) }
    // 1.7 million positions: levels up to 1 << 20, four above the lowest.
    #expect(simulation.mostSegments <= 5 * (simulation.policy.factor - 1), "\(simulation.mostSegments)")
    #expect(simulation.writeAmplification < 8, "\(simulation.writeAmplification)")
    #expect(simulation.segments.reduce(0) { $0 + $1.documents } == 10_000)
  }

  @Test("bounds the segments and the writing of commits of all sizes")
  func mixedCommits() {
    var generator = SeededGenerator("mixed commits")
    var simulation = Simulation(MergePolicy())
    for _ in 0..<10_000 {
      let documents = 1 << generator.below(12)
      simulation.commit(documents: documents, positions: documents * (100 + generator.below(2000)))
    }
    let levels = simulation.policy.level(simulation.committed) + 1
    #expect(simulation.mostSegments <= levels * (simulation.policy.factor - 1), "\(simulation.mostSegments)")
    #expect(simulation.writeAmplification < Double(levels), "\(simulation.writeAmplification)")
  }

  @Test("takes deleted documents out before they are a quarter, and pays for it in proportion")
  func deletions() {
    var generator = SeededGenerator("deletions")
    var simulation = Simulation(MergePolicy())
    simulation.commit(documents: 50_000, positions: 25_000_000)
    var share = 0.0
    for _ in 0..<10_000 {
      // As an archive in which documents change: it does not grow.
      for _ in 0..<10 { simulation.delete(&generator) }
      simulation.commit(documents: 10, positions: 5_000)
      let most = simulation.segments.filter { $0.livePositions >= simulation.policy.leastPositions }
        .map { Double($0.deletedDocuments) / Double($0.documents) }.max()
      share = max(share, most ?? 0)
    }
    #expect(share <= 0.2)
    // 50 million positions are replaced: the levels, and four positions for each that is gone.
    #expect(simulation.writeAmplification < 10, "\(simulation.writeAmplification)")
    #expect(simulation.mostSegments <= 50)
  }

  @Test("makes no segment larger than positions allow, and no merge with too many sources")
  func limits() {
    var policy = MergePolicy()
    policy.maximumPositions = 1_000_000
    var simulation = Simulation(policy)
    for _ in 0..<2_000 { simulation.commit(documents: 10, positions: 10_000) }
    // 20 million positions in segments of a million at most.
    #expect(simulation.segments.allSatisfy { $0.livePositions <= 1_000_000 })
    #expect(simulation.segments.count <= 70, "\(simulation.segments.count)")
    // An index from before there were merges.
    let many = [MergePolicy.Candidate](repeating: .init(livePositions: 100, documents: 1), count: 60_000)
    #expect(MergePolicy().merges(many).allSatisfy { $0.count <= 256 })
    #expect(MergePolicy().isOverdue(many) && !MergePolicy().isOverdue(Array(many.prefix(20))))
  }

  @Test("leaves nothing to do when all is one segment")
  func optimized() {
    let policy = MergePolicy()
    #expect(policy.mergesOfAll([.init(livePositions: 10, documents: 2)]).isEmpty)
    #expect(policy.mergesOfAll([.init(livePositions: 10, documents: 2, deletedDocuments: 1)]) == [[0]])
    let three = [MergePolicy.Candidate](repeating: .init(livePositions: 10, documents: 2), count: 3)
    #expect(policy.mergesOfAll(three) == [[0, 1, 2]])
    var small = policy
    small.maximumPositions = 25
    #expect(small.mergesOfAll(three) == [[0, 1]])
  }
}
