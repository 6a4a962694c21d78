// Documents whose texts are the same to the byte.

import WenjianSegment

/// Which of several documents, by their places, have one text.
struct SameTexts {
  struct Text {
    /// Of the text.
    let hash: UInt64
    let work: UInt64
    let date: UInt32

    /// Whether two documents with the same text are also one version of one law, or no laws.
    func isOneVersion(_ other: Text) -> Bool { work == other.work && (work == 0 || date == other.date) }
  }

  /// More alike than any two sketches.
  static let similarity: UInt32 = 1 << 17
  /// Of so many versions with one text each is compared with all others, and of more only with those next to it.
  private static let versionLimit = 32
  private static let neighbours = 8

  /// By place.
  private var representatives: [Int]
  /// Places with one text that may be other versions.
  private(set) var pairs: [CopyPair] = []

  init(_ texts: [Text]) {
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      let (one, two) = (texts[a], texts[b])
      if one.hash != two.hash { return one.hash < two.hash }
      if one.work != two.work { return one.work < two.work }
      // A date tells nothing apart but versions.
      if one.work != 0, one.date != two.date { return one.date < two.date }
      return a < b
    }
    representatives = Array(texts.indices)
    let order = texts.indices.sorted(by: isBefore)
    var start = 0
    while start < order.count {
      let hash = texts[order[start]].hash
      /// Places, one for each version.
      var firsts: [Int] = []
      while start < order.count, texts[order[start]].hash == hash {
        let place = order[start]
        if let last = firsts.last, texts[last].isOneVersion(texts[place]) {
          representatives[place] = last
        } else {
          firsts.append(place)
        }
        start += 1
      }
      let reach = firsts.count > Self.versionLimit ? Self.neighbours : firsts.count
      for low in firsts.indices {
        for high in (low + 1)..<max(low + 1, min(firsts.count, low + 1 + reach)) {
          let (a, b) = (firsts[low], firsts[high])
          pairs.append(
            CopyPair(first: UInt32(min(a, b)), second: UInt32(max(a, b)), similarity: Self.similarity))
        }
      }
    }
  }

  /// The first of the documents with the text and the version of one, which stands for all of them.
  func representative(of place: Int) -> Int { representatives[place] }
}
