/// Which grams of a phrase are intersected, the rarest first: the rarest of all, then pairs outwards from it
/// until every element is covered, at most one more than half the elements.
struct GramCover: BitwiseCopyable {
  /// Offsets of grams in the phrase; the first is the rarest.
  let offsets: UnsafeMutablePointer<Int>
  let count: Int

  /// - Parameters:
  ///   - gramCount: at least 1.
  ///   - memory: for that many numbers.
  ///   - size: how often the gram at an offset occurs in the text.
  init(count gramCount: Int, memory: UnsafeMutablePointer<Int>, size: (Int) -> Int) {
    var rarest = 0
    for offset in 1..<max(gramCount, 1) where size(offset) < size(rarest) { rarest = offset }
    memory[0] = rarest
    var count = 1
    /// In the order of their sizes, behind the first.
    func insert(_ offset: Int) {
      var slot = count
      while slot > 1, size(memory[slot - 1]) > size(offset) {
        memory[slot] = memory[slot - 1]
        slot -= 1
      }
      memory[slot] = offset
      count += 1
    }
    var left = rarest - 1  // the next element to the left that is not covered
    while left >= 0 {
      let gram = max(left - 1, 0)
      insert(gram)
      left = gram - 1
    }
    var right = rarest + 2
    while right <= gramCount {
      let gram = min(right, gramCount - 1)
      insert(gram)
      right = gram + 2
    }
    offsets = memory
    self.count = count
  }
}
