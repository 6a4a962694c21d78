import WenjianPostings

/// Which code the full blocks of a gram's list get: by how the list is used, and how often.
struct PositionCodes: Sendable {
  /// Lists of more than one in 2^`denseShift` of all positions, and of more than `leastDense`, keep plain frames. They are
  /// hardly ever the rarest of a string but probed for each occurrence of a rarer one, which is where long queries spend
  /// their time; and they are a third of what Rice's code would save.
  private static let denseShift = 11
  private static let leastDense = 1 << 13

  /// By identifier of a scalar, whether it is a mark of punctuation or a barrier; runs are none. Few queries hold one, and
  /// these have rarer grams beside it. A fifth of the positions of laws are of grams with one.
  private let marks: [Bool]
  private let isCompact: Bool
  private let dense: Int

  /// - Parameters:
  ///   - scalars: those of the segment, ascending, the barrier first.
  ///   - positionCount: of the segment.
  ///   - form: what it is written for.
  init(scalars: [UInt32], positionCount: Int, form: SegmentForm = .usual) {
    isCompact = form == .compact
    dense = max(positionCount >> Self.denseShift, Self.leastDense)
    marks = scalars.map { scalar in
      guard scalar > 0, let scalar = Unicode.Scalar(scalar) else { return true }
      return !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
  }

  /// - Parameters:
  ///   - first: the gram's elements.
  ///   - total: its positions.
  func code(_ first: Int, _ second: Int, total: Int) -> PositionCode {
    if isCompact || isMark(first) || isMark(second) { return .gapCode }
    return total > dense ? .frames : .rice
  }

  private func isMark(_ element: Int) -> Bool { element < marks.count && marks[element] }
}
