import Glibc
import WenjianSearch

/// Waits between two tries.
enum ClusterPause {
  /// Waits, and looks fifty times a second whether it has to end.
  /// - Throws: `ClusterError` with reason `deadline` or `cancelled`.
  static func wait(milliseconds: Int, _ control: SearchControl?) throws(ClusterError) {
    var left = milliseconds
    while left > 0 {
      try check(control)
      let step = min(left, 20)
      usleep(UInt32(step) * 1000)
      left -= step
    }
  }

  static func check(_ control: SearchControl?) throws(ClusterError) {
    do throws(SearchError) {
      try control?.check()
    } catch {
      throw ClusterError(error.reason == .cancelled ? .cancelled : .deadline, error.description)
    }
  }
}
