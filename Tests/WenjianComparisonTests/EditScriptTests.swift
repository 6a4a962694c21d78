import Testing
import WenjianTestSupport

@testable import WenjianComparison

@Suite("Edit scripts")
struct EditScriptTests {
  /// The old sequence with each edit made.
  private func applied(_ edits: [Edit], _ old: [UInt32], _ new: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var done = 0
    for edit in edits {
      result += old[done..<edit.old.lowerBound] + new[edit.new]
      done = edit.old.upperBound
    }
    return result + old[done...]
  }

  /// The fewest insertions and deletions, by the table of all prefixes.
  private func distance(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let best = x == y ? diagonal : min(row[j], row[j + 1]) + 1
        (diagonal, row[j + 1]) = (row[j + 1], best)
      }
    }
    return row[b.count]
  }

  @Test("make the new sequence of the old one, and are the shortest but for what makes them readable")
  func shortest() {
    var random = SeededGenerator("edit scripts")
    let run = random.replay
    for _ in 0..<400 {
      let letters = UInt32(random.int(2...5))
      let old = (0..<random.int(0...40)).map { _ in UInt32(random.int(1...Int(letters))) }
      var new = old
      for _ in 0..<random.int(0...12) {
        let at = random.int(0...new.count)
        if at < new.count, random.int(0...1) == 0 { new.remove(at: at) } else { new.insert(1, at: at) }
      }
      let edits = EditScript.edits(from: old[...], to: new[...])
      #expect(applied(edits, old, new) == new, "\(run)")
      let cost = edits.reduce(0) { $0 + $1.old.count + $1.new.count }
      let least = distance(old, new)
      #expect(cost >= least && cost <= 3 * least + 2 * edits.count, "\(run): \(cost) for \(least)")
      #expect(edits.isEmpty == (old == new), "\(run)")
    }
  }

  @Test("two stretches with too many differences are wholly different")
  func limit() {
    let old = (0..<5000).map { UInt32($0) }
    let new = (0..<5000).map { UInt32($0 + 10_000) }
    #expect(EditScript.edits(from: old[...], to: new[...]) == [Edit(old: 0..<5000, new: 0..<5000)])
  }

  @Test("work on slices that do not begin at 0")
  func slices() {
    let old: [UInt32] = [9, 9, 1, 2, 3, 4]
    let new: [UInt32] = [8, 1, 2, 4]
    #expect(EditScript.edits(from: old[2...], to: new[1...]) == [Edit(old: 4..<5, new: 3..<3)])
  }
}
