import Testing
import WenjianThreads

struct WorkQueueTests {
  @Test("Every job runs once, with any number of threads", arguments: [0, 1, 2, 5])
  func everyJobRuns(threadCount: Int) {
    let queue = WorkQueue(threadCount: threadCount, unfinishedLimit: 3)
    let sum = Monitor(0)
    for number in 1...500 { queue.submit { sum.change { $0 += number } } }
    queue.finish()
    #expect(sum.change { $0 } == 125_250)
  }

  @Test("No more jobs are unfinished than allowed")
  func backlogIsBounded() {
    let queue = WorkQueue(threadCount: 2, unfinishedLimit: 3)
    let counts = Monitor((unfinished: 0, most: 0))
    for _ in 0..<200 {
      queue.submit { counts.change { $0.unfinished -= 1 } }
      counts.change {
        $0.unfinished += 1
        $0.most = max($0.most, $0.unfinished)
      }
    }
    queue.finish()
    #expect(counts.change { $0.most } <= 3)
    #expect(counts.change { $0.unfinished } == 0)
  }

  @Test("Results arrive in the order of their numbers", arguments: [1, 2, 3, 8])
  func resultsInOrder(threadCount: Int) throws {
    var taken: [Int] = []
    try forEachInOrder(
      count: 300, threadCount: threadCount, makeWorker: { () },
      make: { _, number in
        // Early numbers take longer than late ones.
        (0..<(300 - number) * 20).reduce(number) { ($0 &* 31 &+ $1) & 0xFFFF } >= 0 ? number : -1
      }, consume: { taken.append($0) })
    #expect(taken == Array(0..<300))
  }

  struct Failure: Error, Equatable { var number: Int }

  @Test("The first error in order ends it, and what came before was taken", arguments: [1, 2, 4])
  func firstErrorWins(threadCount: Int) {
    var taken: [Int] = []
    #expect(throws: Failure(number: 7)) {
      try forEachInOrder(
        count: 100, threadCount: threadCount, makeWorker: { () },
        make: { _, number in
          if number >= 7 { throw Failure(number: number) }
          return number
        }, consume: { taken.append($0) })
    }
    #expect(taken == Array(0..<7))
  }

  @Test("A taker that fails stops the makers", arguments: [1, 3])
  func takerFails(threadCount: Int) {
    #expect(throws: Failure(number: 2)) {
      try forEachInOrder(
        count: 1_000_000, threadCount: threadCount, makeWorker: { () }, make: { $1 },
        consume: { if $0 == 2 { throw Failure(number: $0) } })
    }
  }

  @Test("At least one processor is ours")
  func processors() {
    #expect(Thread.processorCount >= 1)
  }
}
