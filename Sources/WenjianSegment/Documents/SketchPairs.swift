// Finds the pairs of like documents among many, without comparing all with all.

import WenjianBytes

/// A document whose copies are looked for.
package struct SketchedDocument {
  /// As `DocumentTable.sketchRow(of:)` gives it.
  package let row: UnsafeRawPointer
  /// The law it is a version of, and the date of that version; 0 when unknown.
  package let work: UInt64
  package let date: UInt32
  /// A hash of its title, which may tell it apart from others; 0 for one without a title.
  package let title: UInt64

  package init(row: UnsafeRawPointer, work: UInt64, date: UInt32, title: UInt64 = 0) {
    self.row = row
    self.work = work
    self.date = date
    self.title = title
  }

  /// Whether it may be no copy of a text that is like its own.
  var mayBeApart: Bool { work != 0 || title != 0 }

  var sketch: DocumentSketch { DocumentSketch(row) }

  /// Whether two documents are different laws or versions, and so no copies, however like they are: 东营市制定地方性法规条例
  /// and the same of twenty other cities hardly differ but in their names.
  package static func areApart(_ a: (work: UInt64, date: UInt32), _ b: (work: UInt64, date: UInt32)) -> Bool {
    guard a.work != 0, b.work != 0 else { return false }
    return a.work != b.work || (a.date != b.date && a.date != 0 && b.date != 0)
  }
}

/// Two documents that are copies of each other, by their places; `first` is below `second`.
package struct CopyPair: Equatable, Sendable {
  package var first: UInt32
  package var second: UInt32
  /// Shared shingles by all of both, in 65,536ths.
  package var similarity: UInt32

  package init(first: UInt32, second: UInt32, similarity: UInt32) {
    self.first = first
    self.second = second
    self.similarity = similarity
  }
}

/// Looks for pairs of copies.
///
/// Two documents are compared where two neighbouring bins are the same in both, in one of 32 such bands. With half of
/// the shingles in common that misses one pair in 10,000; cut to a third, 0.4 % of the texts that the comparison would
/// take for copies (64 bands, which overlap, miss none of those for twice the sorting; three bins miss 12 %, measured
/// as in `DocumentSketch`). By calculation, different texts meet by chance in one of 2,000 pairs.
///
/// Where more than `crowd` documents have the same band, as below a footer that all pages share or among letters that
/// only differ in a name, each is compared with those that stand next to it, in the order of the following bin, and with
/// the first: the others are alike because of what all of them share, or are found through their neighbours.
package struct SketchPairs {
  /// Shared shingles by all of both, in 65,536ths.
  static let jaccard: UInt32 = 32_768
  /// Shared shingles by those of the shorter: a reprint cut in half has .5 by the first measure and 1 by this one.
  static let containment = 0.85
  /// The shorter must have this share of the longer, or every quoted notice is a copy of what quotes it.
  static let lengthShare = 0.3

  private static let bandCount = 32
  private static let crowd = 32
  private static let neighbours = 8

  private let documents: [SketchedDocument]
  /// By place: whether it is compared with all others; nil for all of them.
  private let isNew: [Bool]?
  private(set) var pairs: [CopyPair] = []
  /// By place: the bands in which it stands in a crowd, as the lower of their bins.
  private var crowded: [UInt64]
  private var links: LinkedPlaces

  /// The pairs, in no order, some of them twice.
  /// - Parameter documents: in an order that does not depend on how they came into the index, so that the pairs do not
  ///   either.
  /// - Complexity: for n documents 32 sorts of n numbers, and comparisons for those that meet: at most some 500 n.
  package static func find(_ documents: [SketchedDocument]) -> [CopyPair] {
    var search = SketchPairs(documents, isNew: nil)
    for band in 0..<bandCount { search.compare(band) }
    return search.pairs
  }

  /// The pairs with at least one new document. With those that are known they are all that `find(_:)` gives, but in a
  /// crowd: what was a neighbour of a document need not be one when more have come between.
  /// - Parameters:
  ///   - isNew: by place.
  ///   - known: the pairs of the others.
  /// - Complexity: for n documents and m new ones 32 passes over two bytes of each of the n, and sorts and comparisons of
  ///   those that meet a new one: at most some 500 m.
  package static func find(
    _ documents: [SketchedDocument], isNew: [Bool], besides known: [CopyPair]
  ) -> [CopyPair] {
    precondition(isNew.count == documents.count, "a mark for each document")
    var search = SketchPairs(documents, isNew: isNew)
    for pair in known { search.links.link(Int(pair.first), Int(pair.second)) }
    for band in 0..<bandCount { search.compare(band) }
    return search.pairs
  }

  private init(_ documents: [SketchedDocument], isNew: [Bool]?) {
    precondition(documents.count < Int(UInt32.max), "places are 32-bit")
    self.documents = documents
    self.isNew = isNew
    crowded = Array(repeating: 0, count: documents.count)
    links = LinkedPlaces(documents.map(\.mayBeApart))
  }

  private mutating func compare(_ band: Int) {
    let bin = 2 * band
    let newValues = newValues(ofBand: band)
    var keys: [UInt64] = []
    if newValues == nil { keys.reserveCapacity(documents.count) }
    for (place, document) in documents.enumerated() {
      let (first, second) = (bin8(document, bin), bin8(document, bin + 1))
      if first == 0 || second == 0 { continue }
      if let newValues, !newValues[Int(first << 8 | second)] { continue }
      // In a crowd those come together that are versions of one law and of one day, or have one title, then those with
      // the same next bin.
      let name = document.work != 0 ? document.work : document.title
      let version = (name ^ UInt64(document.date) &* 0x9E37_79B9_7F4A_7C15) >> 56
      keys.append(
        (first << 8 | second) << 48 | version << 40 | bin8(document, (bin + 2) % DocumentSketch.binCount) << 32
          | UInt64(place))
    }
    keys.sort()
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> 48 == keys[start] >> 48 { end += 1 }
      if end - start > Self.crowd {
        compareCrowd(keys[start..<end], band: band)
      } else {
        for low in start..<end {
          let sketch = documents[Int(truncatingIfNeeded: UInt32(truncatingIfNeeded: keys[low]))].sketch
          for high in (low + 1)..<max(end, low + 1) where isAnyNew(keys[low], keys[high]) {
            compare(sketch, place(keys[low]), place(keys[high]), band)
          }
        }
      }
      start = end
    }
  }

  /// By the value of a band: whether a new document has it; nil when all are new.
  private func newValues(ofBand band: Int) -> [Bool]? {
    guard let isNew else { return nil }
    var values = [Bool](repeating: false, count: 1 << 16)
    for (place, document) in documents.enumerated() where isNew[place] {
      values[Int(bin8(document, 2 * band) << 8 | bin8(document, 2 * band + 1))] = true
    }
    return values
  }

  private func isAnyNew(_ a: UInt64, _ b: UInt64) -> Bool {
    guard let isNew else { return true }
    return isNew[Int(place(a))] || isNew[Int(place(b))]
  }

  private func bin8(_ document: SketchedDocument, _ bin: Int) -> UInt64 {
    UInt64(document.row.load(fromByteOffset: 4 + bin, as: UInt8.self))
  }

  @inline(__always)
  private func place(_ key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key) }

  private mutating func compareCrowd(_ keys: ArraySlice<UInt64>, band: Int) {
    for key in keys { crowded[Int(place(key))] |= 1 << UInt64(2 * band) }
    for low in keys.indices {
      let sketch = documents[Int(place(keys[low]))].sketch
      for high in (low + 1)..<max(low + 1, min(keys.endIndex, low + 1 + Self.neighbours))
      where isAnyNew(keys[low], keys[high]) {
        compareInCrowd(sketch, place(keys[low]), place(keys[high]), band)
      }
      if low > keys.startIndex + Self.neighbours, isAnyNew(keys[low], keys[keys.startIndex]) {
        compareInCrowd(sketch, place(keys[low]), place(keys[keys.startIndex]), band)
      }
    }
  }

  /// Letters by the thousand are all alike: once they hang together, another pair says nothing new, unless there are
  /// laws or titles among them that must be kept apart by how like they are.
  private mutating func compareInCrowd(_ sketch: DocumentSketch, _ a: UInt32, _ b: UInt32, _ band: Int) {
    if links.isOne(Int(a), Int(b)) { return }
    compare(sketch, a, b, band)
  }

  /// - Parameter sketch: of `a`.
  private mutating func compare(_ sketch: DocumentSketch, _ a: UInt32, _ b: UInt32, _ band: Int) {
    let (one, two) = (documents[Int(a)], documents[Int(b)])
    if SketchedDocument.areApart((one.work, one.date), (two.work, two.date)) { return }
    let other = two.sketch
    let shared = sketch.sharedBins(with: other)
    // What an earlier band has in common, and all of whose documents were compared, is known.
    let bands = shared & shared >> 1 & 0x5555_5555_5555_5555
    if bands & ~crowded[Int(a)] & (1 << UInt64(2 * band) - 1) != 0 { return }
    guard let similarity = Self.similarity(sketch, other, shared) else { return }
    links.link(Int(a), Int(b))
    pairs.append(CopyPair(first: min(a, b), second: max(a, b), similarity: similarity))
  }

  /// - Returns: nil when they are no copies.
  private static func similarity(_ a: DocumentSketch, _ b: DocumentSketch, _ shared: UInt64) -> UInt32? {
    let drawn = (a.usedBins | b.usedBins).nonzeroBitCount
    let similarity = UInt32(shared.nonzeroBitCount << 16 / max(drawn, 1))
    if similarity >= jaccard { return similarity }
    let (shorter, longer) = (min(a.shingleCount, b.shingleCount), max(a.shingleCount, b.shingleCount))
    guard Double(shorter) >= lengthShare * Double(longer) else { return nil }
    return a.similarity(to: b).containment >= containment ? similarity : nil
  }

  /// How like two documents are, in 65,536ths; nil when they are no copies.
  package static func similarity(_ a: DocumentSketch, _ b: DocumentSketch) -> UInt32? {
    a.isEmpty || b.isEmpty ? nil : similarity(a, b, a.sharedBins(with: b))
  }
}

/// Places that hang together, without regard to what may keep them apart.
private struct LinkedPlaces {
  private var parents: [UInt32]
  private var mayBeApart: [Bool]

  init(_ mayBeApart: [Bool]) {
    parents = (0..<UInt32(mayBeApart.count)).map { $0 }
    self.mayBeApart = mayBeApart
  }

  private mutating func root(_ place: Int) -> Int {
    var place = place
    while Int(parents[place]) != place {
      parents[place] = parents[Int(parents[place])]
      place = Int(parents[place])
    }
    return place
  }

  /// Whether two hang together, and nothing that may be apart with them.
  mutating func isOne(_ a: Int, _ b: Int) -> Bool {
    let root = root(a)
    return root == self.root(b) && !mayBeApart[root]
  }

  mutating func link(_ a: Int, _ b: Int) {
    let (low, high) = (root(a), root(b))
    if low == high { return }
    parents[max(low, high)] = UInt32(min(low, high))
    mayBeApart[min(low, high)] = mayBeApart[low] || mayBeApart[high]
  }
}
