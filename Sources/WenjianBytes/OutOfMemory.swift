import Glibc

/// Ends the process because the system has no memory left: no memory is the end everywhere in Swift, and the last commit
/// is made whenever that happens. The error number says why, to a handler of signals that ends a command in a better way.
/// - Parameter what: what it was asked for, as a phrase: `8,650,752 bytes`, `a context of zstd`.
package func endWithoutMemory(_ what: String) -> Never {
  errno = ENOMEM
  fatalError("the system has no memory left for \(what)")
}

/// What a library of C has made, which is nothing when the system has no memory left.
package func made<Value>(_ value: Value?, _ what: String) -> Value {
  guard let value else { endWithoutMemory(what) }
  return value
}
