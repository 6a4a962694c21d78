import Synchronization
import WenjianModel
import WenjianThreads

/// What was made for the keys of facets that were asked for.
final class FacetCache<Value: Sendable>: Sendable {
  /// Keys come from callers, such as any depth of folders; when there are more, all are forgotten.
  private let limit = 16
  private let known = Locked<[FacetKey: Value]>([:])

  /// The value of a key, made when it is not known; nothing is kept when that fails. Two threads that ask at once may both make it.
  func value(_ key: FacetKey, make: () throws -> Value) rethrows -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let value = try make()
    known.withLock { known in
      if known.count >= limit { known.removeAll() }
      known[key] = value
    }
    return value
  }
}
