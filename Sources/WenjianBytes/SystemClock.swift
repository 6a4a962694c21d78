import Glibc

/// The clocks of the system, in nanoseconds.
package enum SystemClock {
  /// Since 1970, by the clock that file systems use. It may be set back.
  package static func sinceEpoch() -> Int { read(CLOCK_REALTIME) }

  /// Since a moment that stays the same while the system runs.
  package static func monotonic() -> Int { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
