// When an index is brought up to date with files that keep changing.

/// Takes changes together and bounds how often an index is updated for them. Times are nanoseconds of one clock that
/// never goes back.
struct UpdatePacing: Sendable {
  /// An update waits until nothing has changed for so long: what is copied is then whole.
  var quiet = 500_000_000
  /// But no longer than this from the first change on, so that files that change without an end are taken too.
  var longestWait = 10_000_000_000
  /// Between the end of an update and the next.
  var leastRest = 2_000_000_000
  /// The same, in times of what the update took: at most a fifth of the time is spent on updates, as far as
  /// `longestWait` allows.
  var restFactor = 4
  /// Before an update that failed is tried again; twice as long each time it fails again.
  var firstRetry = 2_000_000_000
  var longestRetry = 60_000_000_000

  private var firstChange: Int?
  private var lastChange = 0
  private var restsUntil = Int.min
  private var beganAt: Int?
  private var failures = 0
  private var retryAt: Int?

  /// Whether something changed, or failed, that no update has taken in.
  var isPending: Bool { firstChange != nil || retryAt != nil }

  mutating func changed(at now: Int) {
    if firstChange == nil { firstChange = now }
    lastChange = now
  }

  /// When the next update is to begin; nil when there is nothing to do.
  var due: Int? {
    let change = firstChange.map { max(min(lastChange + quiet, $0 + longestWait), restsUntil) }
    guard let retryAt else { return change }
    // What failed is not tried earlier because more has changed.
    return retryAt
  }

  mutating func began(at now: Int) {
    beganAt = now
    firstChange = nil
    retryAt = nil
  }

  mutating func ended(at now: Int, hasFailed: Bool) {
    guard let beganAt else { return }
    self.beganAt = nil
    let (rest, overflow) = (now - beganAt).multipliedReportingOverflow(by: restFactor)
    restsUntil = now + min(max(leastRest, overflow ? longestWait : rest), longestWait)
    failures = hasFailed ? failures + 1 : 0
    if hasFailed { retryAt = now + min(firstRetry << min(failures - 1, 16), longestRetry) }
  }
}
