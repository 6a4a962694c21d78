// What is made of a whole snapshot by those above, kept as long as it is.

import Synchronization
import WenjianThreads

/// Keeps one value of each type for a snapshot, such as the names of all documents.
package final class SnapshotNotes: Sendable {
  private let values = Locked<[ObjectIdentifier: any Sendable]>([:])

  /// The value of a type, made when it is not known; nothing is kept when that fails. Two threads that ask at once may both
  /// make it.
  package func value<Value: Sendable, Failure: Error>(make: () throws(Failure) -> Value) throws(Failure) -> Value {
    let type = ObjectIdentifier(Value.self)
    if let value = values.withLock({ $0[type] }) as? Value { return value }
    let value = try make()
    values.withLock { $0[type] = value }
    return value
  }
}
