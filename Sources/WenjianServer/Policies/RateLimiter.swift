// How many requests a second one client may make.

import Synchronization
import WenjianJSON
import WenjianThreads

/// A bucket of tokens for each address: a request takes one, and so many come back each second.
final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var time: ContinuousClock.Instant
  }

  private let perSecond: Double
  /// How many requests may come at once.
  private let burst: Double
  private let buckets = Locked<[String: Bucket]>([:])
  /// With more addresses than this, those whose buckets are full again are forgotten.
  private static let addressLimit = 10_000

  /// - Parameter perSecond: 0 for no limit.
  init(perSecond: Int) {
    self.perSecond = Double(perSecond)
    burst = Double(perSecond) * 4
  }

  /// Takes a token.
  /// - Throws: `ErrorAnswer` with code `rate`.
  func check(_ client: String, at now: ContinuousClock.Instant = .now) throws(ErrorAnswer) {
    guard perSecond > 0 else { return }
    let isWithin = buckets.withLock { buckets in
      if buckets.count >= Self.addressLimit, buckets[client] == nil {
        buckets = buckets.filter { tokens($0.value, at: now) < burst }
        // All of them ask too much: to begin anew costs less than to remember more.
        if buckets.count >= Self.addressLimit { buckets = [:] }
      }
      let left = buckets[client].map { tokens($0, at: now) } ?? burst
      buckets[client] = Bucket(tokens: left >= 1 ? left - 1 : left, time: now)
      return left >= 1
    }
    guard isWithin else {
      throw ErrorAnswer(
        code: "rate", message: "there were too many requests from this address; try again in a second")
    }
  }

  private func tokens(_ bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
    min(burst, bucket.tokens + (now - bucket.time) / .seconds(1) * perSecond)
  }
}
