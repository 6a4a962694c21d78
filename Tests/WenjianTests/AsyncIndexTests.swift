// Asynchronous searches: where they run, and how they end.

import Testing
import Wenjian
import WenjianTestSupport
import WenjianThreads

@Suite("Asynchronous searches")
struct AsyncIndexTests {
  private func trial() throws -> IndexTrial {
    var trial = IndexTrial()
    try trial.add(key: "a", "第一书记，第二书记")
    try trial.add(key: "b", "书记")
    try trial.commit()
    return trial
  }

  @Test("answer as the others do")
  func answers() async throws {
    let trial = try trial()
    let index = try trial.open()
    let results = try await index.async.search("书记")
    #expect(results.documents == 2)
    #expect(try await index.async.count("书记") == MatchCounts(documents: 2, occurrences: 3))
    #expect(try await index.async.facets("书记", by: .field(.key)).groups.count == 2)
    #expect(try await index.async.occurrences(of: "书记", in: "a").count == 2)
    let passages = try await index.async.snippets(of: results.hits[0])
    #expect(try results.hits[0].snippets() == passages)
    let error = await #expect(throws: WenjianError.self) { try await index.async.search("title:x (") }
    #expect(error?.code == .query)
  }

  @Test("run on threads of their own, no more than were asked for")
  func threads() async throws {
    let trial = try trial()
    let index = try trial.open()
    let threads = SearchThreads(count: 2)
    let running = Monitor((now: 0, most: 0))
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          try await index.async(on: threads).run { index in
            running.change { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) }
            defer { running.change { $0.now -= 1 } }
            _ = try index.count("书记")
            return threads.threads.isCurrent
          }
        }
      }
      for try await isOwn in group { #expect(isOwn) }
    }
    #expect(running.change { $0.most } <= 2)
    #expect(!threads.threads.isCurrent)
    withExtendedLifetime(trial) {}
  }

  @Test("hold up no other task: more of them than Swift has threads wait for one", .timeLimit(.minutes(10)))
  func otherTasks() async throws {
    let trial = try trial()
    let index = try trial.open()
    let threads = SearchThreads(count: 64)
    let gate = Monitor(false)
    let begun = Monitor(0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<64 {
        group.addTask {
          try await index.async(on: threads).run { _ in
            begun.change { $0 += 1 }
            gate.wait { $0 ? () : nil }
          }
        }
      }
      // In Swift's own pool nothing of this would run before the gate is open.
      while begun.change({ $0 }) < 64 { try await Task.sleep(for: .milliseconds(1)) }
      gate.change { $0 = true }
      try await group.waitForAll()
    }
    withExtendedLifetime(trial) {}
  }

  @Test("end when their task is cancelled, also before they are begun", .timeLimit(.minutes(10)))
  func cancellation() async throws {
    let trial = try trial()
    let index = try trial.open()
    let threads = SearchThreads(count: 1)
    let isRunning = Monitor(false)
    // Searches until it is cancelled.
    let running = Task {
      try await index.async(on: threads).run { index -> Int in
        isRunning.change { $0 = true }
        while true { _ = try index.count("书记") }
      }
    }
    while !isRunning.change({ $0 }) { await Task.yield() }
    // The only thread is busy.
    let waiting = Task { try await index.async(on: threads).count("书记") }
    waiting.cancel()
    let error = await #expect(throws: WenjianError.self) { try await waiting.value }
    #expect(error?.code == .cancelled)
    running.cancel()
    let other = await #expect(throws: WenjianError.self) { _ = try await running.value }
    #expect(other?.code == .cancelled)
    // A task that is cancelled already asks nothing.
    let late = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await index.async(on: threads).count("书记")
    }
    let last = await #expect(throws: WenjianError.self) { try await late.value }
    #expect(last?.code == .cancelled)
    #expect(try await index.async(on: threads).count("书记").documents == 2)
    withExtendedLifetime(trial) {}
  }

  @Test("give results that do not end with the task")
  func results() async throws {
    let trial = try trial()
    let index = try trial.open()
    let task = Task { try await index.async.search("书记") }
    let results = try await task.value
    task.cancel()
    #expect(try results.hits[0].snippets().isEmpty == false)
    withExtendedLifetime(trial) {}
  }
}
