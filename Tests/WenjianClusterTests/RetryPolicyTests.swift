import Testing

@testable import WenjianCluster

@Suite("When a request is sent again")
struct RetryPolicyTests {
  @Test("waits grow to a bound, vary over most of it, and obey what the node asks for")
  func waits() {
    let policy = RetryPolicy(tries: 8, firstWait: 100, longestWait: 1000)
    #expect(policy.wait(beforeTry: 1, random: 1) == 0)
    #expect((2...8).map { policy.wait(beforeTry: $0, random: 1) } == [100, 200, 400, 800, 1000, 1000, 1000])
    #expect((2...4).map { policy.wait(beforeTry: $0, random: 0) } == [25, 50, 100])
    #expect(policy.wait(beforeTry: 2, asked: 700, random: 0) == 700)
    // A node that asks for an hour does not stop a build.
    #expect(policy.wait(beforeTry: 2, asked: 3_600_000, random: 0) == 1000)
  }

  @Test("passing are the states of a node that is busy or restarts")
  func statuses() {
    let passing = (100...599).filter(RetryPolicy.isPassing)
    #expect(passing == [429, 502, 503, 504])
  }
}
