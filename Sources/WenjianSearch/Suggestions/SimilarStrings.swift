import WenjianModel
import WenjianStream
import WenjianText

/// Strings that occur and differ little from one that does not.
struct SimilarStrings {
  let best: BestStrings
  let scratch: SearchScratch
  private let codes: [UInt32]

  init(_ string: SearchString, _ searcher: Searcher, _ scratch: SearchScratch) {
    codes = string.codes
    self.scratch = scratch
    best = BestStrings(
      searcher: searcher, graph: GramGraph(searcher.segments, runs: string.runs), runs: string.runs)
  }

  /// Of longer strings a few words are better searched for.
  static let elementLimit = 12

  /// - Returns: at most `limit` strings of each reason, the most frequent first; each string once, by its first reason.
  /// - Throws: `SegmentError`.
  func find(limit: Int) throws -> [(string: FoundString, reason: Suggestions.Reason)] {
    guard codes.count > 1, codes.count <= Self.elementLimit else { return [] }
    var seen: Set<[UInt32]> = [codes]
    var found: [(FoundString, Suggestions.Reason)] = []
    func add(_ strings: [FoundString], _ reason: Suggestions.Reason) {
      let ranked = strings.sorted {
        ($1.counts.occurrences, $0.codes.count) < ($0.counts.occurrences, $1.codes.count)
          || $0.counts.occurrences == $1.counts.occurrences && $0.codes.count == $1.codes.count
            && $0.codes.lexicographicallyPrecedes($1.codes)
      }
      found += ranked.filter { seen.insert($0.codes).inserted }.prefix(limit).map { ($0, reason) }
    }
    add(try counted(reordered), .order)
    add(try sameSound(limit: limit + seen.count), .sound)
    // Nearly any two characters become a word when one is changed.
    if codes.count > 2 {
      // A part of what is suggested already says nothing more.
      let known = found.map(\.0.codes)
      add(
        try oneChanged(limit: limit + seen.count).filter { changed in !known.contains { $0.contains(changed.codes) }
        }, .character)
    }
    return found
  }

  /// Those of some strings that occur.
  private func counted(_ strings: [[UInt32]]) throws -> [FoundString] {
    try strings.compactMap { codes in
      let counts = try best.counts(of: codes, scratch)
      return counts.documents > 0 ? FoundString(codes: codes, counts: counts) : nil
    }
  }

  /// Two neighbours the other way round, and the end put before the beginning: 书记第一.
  private var reordered: [[UInt32]] {
    var strings: [[UInt32]] = []
    for index in 1..<codes.count where codes[index - 1] != codes[index] {
      var swapped = codes
      swapped.swapAt(index - 1, index)
      strings.append(swapped)
      let turned = Array(codes[index...] + codes[..<index])
      if turned != swapped { strings.append(turned) }
    }
    return strings
  }

  /// Each character by any that shares a reading with it.
  private func sameSound(limit: Int) throws -> [FoundString] {
    let slots: [SlotPattern.Slot] = codes.map { code in
      guard code < StreamElement.firstRun, isHan(code), case let homophones = MandarinReadings.homophones(of: code),
        homophones.count > 1
      else { return .one(code) }
      return .among(homophones)
    }
    return try best.find(SlotPattern(slots: slots), limit: limit, scratch)
  }

  /// One character another one, one too many, one too few.
  private func oneChanged(limit: Int) throws -> [FoundString] {
    let fixed = codes.map { SlotPattern.Slot.one($0) }
    var found: [FoundString] = []
    for index in codes.indices {
      var replaced = fixed
      replaced[index] = .anyHan
      found += try best.find(SlotPattern(slots: replaced), limit: limit, scratch)
      var longer = fixed
      longer.insert(.anyHan, at: index)
      if index > 0 { found += try best.find(SlotPattern(slots: longer), limit: limit, scratch) }
      // What is left of three characters is another word.
      if codes.count > 3 {
        var shorter = codes
        shorter.remove(at: index)
        found += try counted([shorter])
      }
    }
    return found
  }
}
