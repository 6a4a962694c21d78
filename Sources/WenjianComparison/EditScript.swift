// Where two sequences differ: the shortest edit script of Myers (1986), made readable.

/// A stretch of one sequence that is in place of a stretch of another; one of them may be empty.
package struct Edit: Equatable, Sendable {
  package var old: Range<Int>
  package var new: Range<Int>

  package init(old: Range<Int>, new: Range<Int>) {
    self.old = old
    self.new = new
  }
}

package enum EditScript {
  /// Beyond so many insertions and deletions two stretches count as wholly different: the work grows with the square
  /// of their number, and such a script is not readable.
  package static let limit = 2000

  /// The stretches in which two sequences differ, ascending; what lies between them is equal.
  /// - Complexity: O(elements × differences), at most `limit` differences; memory O(differences²).
  package static func edits(from old: ArraySlice<UInt32>, to new: ArraySlice<UInt32>) -> [Edit] {
    var head = 0
    let shorter = min(old.count, new.count)
    while head < shorter, old[old.startIndex + head] == new[new.startIndex + head] { head += 1 }
    var tail = 0
    while tail < shorter - head, old[old.endIndex - 1 - tail] == new[new.endIndex - 1 - tail] { tail += 1 }
    let oldMiddle = old[(old.startIndex + head)..<(old.endIndex - tail)]
    let newMiddle = new[(new.startIndex + head)..<(new.endIndex - tail)]
    if oldMiddle.isEmpty, newMiddle.isEmpty { return [] }
    let whole = [Edit(old: oldMiddle.indices, new: newMiddle.indices)]
    guard !oldMiddle.isEmpty, !newMiddle.isEmpty, let edits = shortest(oldMiddle, newMiddle) else { return whole }
    return readable(edits)
  }

  /// - Returns: nil when there are more than `limit` insertions and deletions.
  private static func shortest(_ old: ArraySlice<UInt32>, _ new: ArraySlice<UInt32>) -> [Edit]? {
    let (n, m) = (old.count, new.count)
    let (a, b) = (old.startIndex, new.startIndex)
    let most = min(n + m, limit)
    // By diagonal, old minus new: how far in the old sequence so many differences reach.
    var reach = [Int](repeating: 0, count: 2 * most + 3)
    let zero = most + 1
    var trace: [[Int]] = []
    for differences in 0...most {
      trace.append(Array(reach[(zero - differences - 1)...(zero + differences + 1)]))
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        var x =
          diagonal == -differences
            || diagonal != differences && reach[zero + diagonal - 1] < reach[zero + diagonal + 1]
          ? reach[zero + diagonal + 1] : reach[zero + diagonal - 1] + 1
        var y = x - diagonal
        while x < n, y < m, old[a + x] == new[b + y] {
          x += 1
          y += 1
        }
        reach[zero + diagonal] = x
        if x >= n, y >= m { return script(trace, n, m, a, b) }
      }
    }
    return nil
  }

  /// Goes back through the trace and gathers neighbouring insertions and deletions.
  private static func script(_ trace: [[Int]], _ n: Int, _ m: Int, _ a: Int, _ b: Int) -> [Edit] {
    var edits: [Edit] = []
    var (x, y) = (n, m)
    for differences in stride(from: trace.count - 1, to: 0, by: -1) {
      let reach = trace[differences]
      func reached(_ diagonal: Int) -> Int { reach[diagonal + differences + 1] }
      let diagonal = x - y
      let isInsertion =
        diagonal == -differences || diagonal != differences && reached(diagonal - 1) < reached(diagonal + 1)
      let before = isInsertion ? diagonal + 1 : diagonal - 1
      let beforeX = reached(before)
      let beforeY = beforeX - before
      let old = (a + beforeX)..<(a + beforeX + (isInsertion ? 0 : 1))
      let new = (b + beforeY)..<(b + beforeY + (isInsertion ? 1 : 0))
      if let next = edits.last, next.old.lowerBound == old.upperBound, next.new.lowerBound == new.upperBound {
        edits[edits.count - 1] = Edit(
          old: old.lowerBound..<next.old.upperBound, new: new.lowerBound..<next.new.upperBound)
      } else {
        edits.append(Edit(old: old, new: new))
      }
      (x, y) = (beforeX, beforeY)
    }
    return edits.reversed()
  }

  /// One or two characters that two large edits have between them by chance are part of what was replaced.
  private static func readable(_ edits: [Edit]) -> [Edit] {
    var result: [Edit] = []
    for edit in edits {
      if let last = result.last {
        let between = edit.old.lowerBound - last.old.upperBound
        let smaller = min(last.old.count + last.new.count, edit.old.count + edit.new.count)
        if between <= 2, between * 2 < smaller {
          result[result.count - 1] = Edit(
            old: last.old.lowerBound..<edit.old.upperBound, new: last.new.lowerBound..<edit.new.upperBound)
          continue
        }
      }
      result.append(edit)
    }
    return result
  }
}
