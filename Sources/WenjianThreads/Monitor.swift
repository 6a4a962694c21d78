/// State that threads share, with a wait for it to change.
package final class Monitor<State>: @unchecked Sendable {
  // SAFETY: `state` is touched under the lock only.
  private var state: State
  private let changed = MutexCondition()

  package init(_ state: sending State) { self.state = state }

  /// Changes the state by what one of those who wait will take; the others go on waiting.
  package func offer<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    defer { ThreadSchedules.current?.didChange(ObjectIdentifier(self)) }
    return try changed.withLock {
      defer { changed.signalOne() }
      return try body(&state)
    }
  }

  /// Changes the state; everybody who waits looks at it again.
  package func change<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    defer { ThreadSchedules.current?.didChange(ObjectIdentifier(self)) }
    return try changeUnscheduled(body)
  }

  private func changeUnscheduled<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    try changed.withLock {
      defer { changed.signalAll() }
      return try body(&state)
    }
  }

  /// Waits until `body` gives a result; it is called again after every change.
  /// - Parameter wakesOthers: whether what `body` does to the state may be what others wait for.
  package func wait<Result>(
    wakesOthers: Bool = true, _ body: (inout State) throws -> Result?
  ) rethrows -> Result {
    if let schedule = ThreadSchedules.current {
      while true {
        if let result = try changeUnscheduled(body) {
          schedule.didChange(ObjectIdentifier(self))
          return result
        }
        schedule.waitForChange(of: ObjectIdentifier(self))
      }
    }
    return try changed.withLock {
      defer { if wakesOthers { changed.signalAll() } }
      while true {
        if let result = try body(&state) { return result }
        changed.wait()
      }
    }
  }
}
