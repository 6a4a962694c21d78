// Which article of one version became which of the other, told by what they say and not by their numbers.

/// Pairs the units of two texts.
///
/// Units of the same words are pairs, first those that keep their order. Of the others those are pairs that have most
/// in common: the share of neighbouring characters (Dice's coefficient of bigrams, Adamson and Boreham 1974), with the
/// best pair taken first. Units that are alone between the same two pairs, or have the same number there, need less of
/// it: what was written anew is an amendment where it has a counterpart.
struct UnitAlignment {
  /// What is known of a unit besides its words.
  struct Label: Equatable {
    var kind: ComparedUnit.Kind
    var ordinal: Int
    var insertion: Int
  }

  /// Pairs of units that are not the same have at least so much in common.
  static let threshold = 0.45
  /// Those that have the same place.
  static let thresholdInPlace = 0.2
  /// A bigram of more units is not asked for pairs: what they have in common says little.
  private static let commonLimit = 100

  /// By unit of the new text: its counterpart in the old one.
  private(set) var old: [Int?]
  /// Whether a pair's order among the others is another than it was; by unit of the new text.
  private(set) var isMoved: [Bool]

  private let oldWords: [[UInt32]]
  private let newWords: [[UInt32]]
  private let oldLabels: [Label]
  private let newLabels: [Label]
  private var new: [Int?]

  init(old oldWords: [[UInt32]], _ oldLabels: [Label], new newWords: [[UInt32]], _ newLabels: [Label]) {
    (self.oldWords, self.newWords, self.oldLabels, self.newLabels) = (oldWords, newWords, oldLabels, newLabels)
    old = Array(repeating: nil, count: newWords.count)
    new = Array(repeating: nil, count: oldWords.count)
    isMoved = Array(repeating: false, count: newWords.count)
    pairEqual()
    pairAlike()
    pairInPlace()
    findMoved()
  }

  private mutating func pair(_ i: Int, _ j: Int) {
    old[j] = i
    new[i] = j
  }

  private mutating func pairEqual() {
    var numbers: [[UInt32]: UInt32] = [:]
    func number(_ words: [UInt32], _ kind: ComparedUnit.Kind) -> UInt32 {
      // 0 is never in a stream, so the kind cannot be mistaken for a word.
      let key = words + [0, kind == .article ? 1 : 2]
      if let known = numbers[key] { return known }
      numbers[key] = UInt32(numbers.count)
      return UInt32(numbers.count - 1)
    }
    let a = oldWords.indices.map { number(oldWords[$0], oldLabels[$0].kind) }
    let b = newWords.indices.map { number(newWords[$0], newLabels[$0].kind) }
    var (i, j) = (0, 0)
    for edit in EditScript.edits(from: a[...], to: b[...]) + [Edit(old: a.count..<a.count, new: b.count..<b.count)]
    {
      while i < edit.old.lowerBound, j < edit.new.lowerBound {
        if a[i] == b[j] { pair(i, j) }
        i += 1
        j += 1
      }
      (i, j) = (edit.old.upperBound, edit.new.upperBound)
    }
    // Elsewhere, when it says enough to be no chance.
    var waiting: [UInt32: [Int]] = [:]
    for i in a.indices.reversed() where new[i] == nil && oldWords[i].count >= 8 {
      waiting[a[i], default: []].append(i)
    }
    for j in b.indices where old[j] == nil {
      if let i = waiting[b[j]]?.popLast() { pair(i, j) }
    }
  }

  private func bigrams(_ words: [UInt32]) -> [UInt64: Int] {
    var counts: [UInt64: Int] = [:]
    for (left, right) in zip(words, words.dropFirst()) {
      counts[UInt64(left) << 32 | UInt64(right), default: 0] += 1
    }
    return counts
  }

  private func likeness(_ a: [UInt64: Int], _ b: [UInt64: Int]) -> Double {
    let total = a.values.reduce(0, +) + b.values.reduce(0, +)
    guard total > 0 else { return 0 }
    let (few, many) = a.count < b.count ? (a, b) : (b, a)
    return 2 * Double(few.reduce(0) { $0 + min($1.value, many[$1.key] ?? 0) }) / Double(total)
  }

  private mutating func pairAlike() {
    let oldRest = new.indices.filter { new[$0] == nil }
    let newRest = old.indices.filter { old[$0] == nil }
    let oldGrams = oldRest.map { bigrams(oldWords[$0]) }
    let newGrams = newRest.map { bigrams(newWords[$0]) }
    var holders: [UInt64: [Int]] = [:]
    for (place, grams) in oldGrams.enumerated() {
      for gram in grams.keys { holders[gram, default: []].append(place) }
    }
    var scored: [(score: Double, isSame: Bool, distance: Int, i: Int, j: Int)] = []
    for (place, j) in newRest.enumerated() {
      var candidates: Set<Int> = []
      for gram in newGrams[place].keys {
        if let found = holders[gram], found.count <= Self.commonLimit { candidates.formUnion(found) }
      }
      for candidate in candidates where oldLabels[oldRest[candidate]].kind == newLabels[j].kind {
        let score = likeness(oldGrams[candidate], newGrams[place])
        let i = oldRest[candidate]
        if score >= Self.threshold { scored.append((score, oldLabels[i] == newLabels[j], abs(i - j), i, j)) }
      }
    }
    scored.sort { a, b in
      if a.score != b.score { return a.score > b.score }
      if a.isSame != b.isSame { return a.isSame }
      if a.distance != b.distance { return a.distance < b.distance }
      return (a.i, a.j) < (b.i, b.j)
    }
    for found in scored where new[found.i] == nil && old[found.j] == nil { pair(found.i, found.j) }
  }

  /// What is left between two pairs that follow each other in both texts.
  private mutating func pairInPlace() {
    let kept = increasingPairs()
    var (i, j) = (0, 0)
    for (nextI, nextJ) in kept + [(new.count, old.count)] {
      let oldGap = (i..<nextI).filter { new[$0] == nil }
      let newGap = (j..<nextJ).filter { old[$0] == nil }
      for b in newGap {
        let isAlone = oldGap.count == 1 && newGap.count == 1
        let candidates = oldGap.filter {
          new[$0] == nil && oldLabels[$0].kind == newLabels[b].kind
            && (isAlone || oldLabels[$0] == newLabels[b] && oldLabels[$0].ordinal > 0)
        }
        guard let a = candidates.first,
          likeness(bigrams(oldWords[a]), bigrams(newWords[b])) >= Self.thresholdInPlace
        else { continue }
        pair(a, b)
      }
      (i, j) = (nextI + 1, nextJ + 1)
    }
  }

  private mutating func findMoved() {
    let kept = Set(increasingPairs().map(\.1))
    for j in old.indices where old[j] != nil && !kept.contains(j) { isMoved[j] = true }
  }

  /// The most pairs whose order is the same in both texts: a longest increasing subsequence.
  private func increasingPairs() -> [(Int, Int)] {
    let pairs = old.enumerated().compactMap { j, i in i.map { ($0, j) } }
    // The last pair of the best subsequence of each length, and the pair before each.
    var ends: [Int] = []
    var before = [Int?](repeating: nil, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].0 < pairs[index].0 { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? ends[low - 1] : nil
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var result: [(Int, Int)] = []
    var next = ends.last
    while let index = next {
      result.append(pairs[index])
      next = before[index]
    }
    return result.reversed()
  }
}
