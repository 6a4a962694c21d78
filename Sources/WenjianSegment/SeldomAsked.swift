/// Which grams are seldom asked for: those with a mark of punctuation or a barrier, which few queries hold, and these have
/// rarer grams beside them. A fifth of the positions of laws.
struct SeldomAsked: Sendable {
  /// By identifier of a scalar; runs are none.
  private let marks: [Bool]
  private let areAll: Bool

  /// Every gram.
  static let all = SeldomAsked()

  private init() {
    marks = []
    areAll = true
  }

  /// - Parameter scalars: those of the segment, ascending, the barrier first.
  init(scalars: [UInt32]) {
    areAll = false
    marks = scalars.map { scalar in
      guard scalar > 0, let scalar = Unicode.Scalar(scalar) else { return true }
      return !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
  }

  func contains(_ first: Int, _ second: Int) -> Bool {
    areAll || first < marks.count && marks[first] || second < marks.count && marks[second]
  }
}
