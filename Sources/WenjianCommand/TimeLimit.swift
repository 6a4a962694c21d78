// How long a query may take.

import ArgumentParser
import Wenjian
import WenjianMessages

struct TimeLimit: ParsableArguments {
  @Option(
    help: .localized("End without an answer, with status 124, behind so many seconds.", valueName: "seconds"))
  var timeout: Double?

  func validate() throws {
    guard let timeout else { return }
    // Also what is no number.
    guard timeout > 0, timeout <= 1_000_000_000 else {
      throw ValidationError(
        localized("--timeout must be more than 0 seconds and at most 1000000000, it is \(timeout)"))
    }
  }

  /// The time counts from now on.
  func applied<Target: SearchableIndex>(to index: Target) -> Target {
    timeout.map { index.limited(to: .seconds($0)) } ?? index
  }
}
