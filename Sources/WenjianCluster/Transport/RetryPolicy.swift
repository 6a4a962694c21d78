/// How often and after how long a request is sent again.
struct RetryPolicy: Sendable {
  /// Tries of one request, the first one among them.
  var tries = 8
  /// Before the second try, in milliseconds; twice as long before each next one.
  var firstWait = 100
  var longestWait = 10_000

  /// What a node says when it is busy, restarting, or cut off from the others: the same may be asked again.
  static func isPassing(status: Int) -> Bool { [429, 502, 503, 504].contains(status) }

  /// Milliseconds to wait before a try.
  ///
  /// Of the whole range, and not of its end: clients that were refused together must not come back together.
  /// - Parameters:
  ///   - number: of the try, from 1 on; the first does not wait.
  ///   - asked: what the node asked for.
  ///   - random: a number from 0 to 1.
  func wait(beforeTry number: Int, asked: Int = 0, random: Double) -> Int {
    guard number > 1 else { return 0 }
    let bound = min(firstWait << min(number - 2, 16), longestWait)
    return max(min(asked, longestWait), bound / 4 + Int(Double(bound - bound / 4) * random))
  }
}
