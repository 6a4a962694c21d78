import WenjianSearch

extension Index {
  /// What is made of all documents of the commit, kept as long as it is: one value of each type.
  /// - Parameter make: makes it when it is not known; nothing is kept when that fails.
  package func noted<Value: Sendable>(_ make: () throws(WenjianError) -> Value) throws(WenjianError) -> Value {
    try searcher.notes.value(make: make)
  }
}
