// How many searches there may be at a time, those that wait for a thread among them.

import Synchronization
import WenjianJSON

/// Lets in as many searches as may be under way.
final class SearchGate: Sendable {
  private let limit: Int
  private let inFlight = Atomic(0)

  /// - Parameter limit: at least 1.
  init(limit: Int) { self.limit = max(1, limit) }

  /// The searches under way.
  var count: Int { inFlight.load(ordering: .relaxed) }

  /// Does what is searched, when there is place for it.
  /// - Throws: `ErrorAnswer` with code `busy`.
  func run<Value>(
    _ body: () async throws(ErrorAnswer) -> Value
  ) async throws(ErrorAnswer) -> Value {
    let before = inFlight.add(1, ordering: .relaxed).oldValue
    defer { inFlight.subtract(1, ordering: .relaxed) }
    guard before < limit else {
      throw ErrorAnswer(code: "busy", message: "\(limit) searches are under way; try again in a moment")
    }
    return try await body()
  }
}
