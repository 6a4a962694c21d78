// The order in which the occurrences of a concordance come.

import WenjianBytes
import WenjianIndex
import WenjianSearch
import WenjianSegment

/// Where an occurrence is.
struct OccurrencePlace {
  let document: OccurrenceList.Document
  /// In the stream of the document.
  let positions: Range<Int>
}

/// The occurrences of a list, numbered in the order that is asked for.
struct OccurrencePlaces: Sendable {
  private let list: OccurrenceList
  private let searcher: Searcher
  /// In the order of their keys, or of their dates.
  private let documents: [OccurrenceList.Document]
  /// How many occurrences are before each document, and all of them.
  private let firsts: [Int]
  /// The numbers of the occurrences, counted through `documents`, in their order; nil for that order itself.
  private var order: [Int]?

  init(_ list: OccurrenceList, _ options: ConcordanceOptions, _ searcher: Searcher) throws {
    self.list = list
    self.searcher = searcher
    documents = try Self.documents(of: list, options.order, searcher)
    var firsts = [0]
    firsts.reserveCapacity(documents.count + 1)
    for document in documents { firsts.append(firsts[firsts.count - 1] + document.count) }
    self.firsts = firsts
    switch options.order {
    case .path, .date: break
    case .leftContext, .rightContext:
      let keys = try ContextKeys(self, options, searcher)
      order = try keys.order(
        within: options.groupsByDocument ? firsts : [0, list.count], StepCounter(searcher.control))
    case .random(let seed):
      order = try Self.sample(
        of: list.count, options.limit ?? list.count, seed: seed, StepCounter(searcher.control))
    }
  }

  var count: Int { list.count }

  /// - Complexity: logarithmic in the documents.
  func place(_ number: Int) -> OccurrencePlace { placeInText(order?[number] ?? number) }

  /// The same in the order of the documents.
  func placeInText(_ number: Int) -> OccurrencePlace {
    var low = 0
    var high = documents.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firsts[middle] <= number { low = middle } else { high = middle }
    }
    let document = documents[low]
    return OccurrencePlace(
      document: document, positions: list.positions(of: number - firsts[low], in: document, of: searcher))
  }

  private static func documents(
    of list: OccurrenceList, _ order: ConcordanceOrder, _ searcher: Searcher
  ) throws -> [OccurrenceList.Document] {
    var steps = StepCounter(searcher.control)
    let views = searcher.snapshot.views
    func table(_ document: OccurrenceList.Document) -> DocumentTable { views[document.view].segment.documents }
    let keys = list.documents.map { table($0).key(of: $0.document) }
    let byKey = try keys.indices.sorted { a, b in
      try steps.step()
      return precedesInBytes(keys[a], keys[b])
    }.map { list.documents[$0] }
    guard case .date(let newestFirst) = order else { return byKey }
    let dates = byKey.map { table($0).date(of: $0.document) }
    return try byKey.indices.sorted { a, b in
      try steps.step()
      if dates[a] == dates[b] { return a < b }
      if dates[a] == 0 || dates[b] == 0 { return dates[b] == 0 }
      return newestFirst ? dates[a] > dates[b] : dates[a] < dates[b]
    }.map { byKey[$0] }
  }

  /// The first of a random order of the numbers below `count` (Fisher and Yates).
  private static func sample(
    of count: Int, _ limit: Int, seed: UInt64, _ steps: consuming StepCounter
  ) throws -> [Int] {
    var numbers = Array(0..<count)
    var generator = SplitMix64(state: seed)
    for index in 0..<min(limit, count) {
      try steps.step()
      numbers.swapAt(index, Int.random(in: index..<count, using: &generator))
    }
    return numbers
  }
}

/// SplitMix64: the same numbers on every machine and in every version. Source: Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
