// Finds out, at a commit, which documents are copies of each other and which are versions of one law.

import WenjianBytes
import WenjianSegment

/// Groups over the live documents of a commit. They depend on the documents alone: not on the order in which they came,
/// nor on the commits and segments that they are spread over. (In a crowd, see `SketchPairs`, which documents are compared
/// depends on the commits too.)
///
/// With what the commit before found, only new documents are compared with all others, and only those documents are
/// grouped that are in a pair or a group, or may be: none of the rest has anything to do with another.
struct RelationFinder {
  /// A live document with text. All of them stand in the order of their keys; its place there names it.
  // SAFETY: the key and the title lie in the segments, which are held as long as the finder works; nothing of a row is
  // among what it finds.
  @safe
  private struct Row {
    /// Through all segments of the commit.
    let number: UInt32
    let work: UInt64
    let date: UInt32
    let hash: UInt64
    let sketched: SketchedDocument?
    let key: UnsafeRawBufferPointer
    /// nil for a document without one.
    let title: UnsafeRawBufferPointer?

    var text: SameTexts.Text { SameTexts.Text(hash: hash, work: work, date: date) }
  }

  private var rows: [Row] = []
  /// Of the rows.
  private var sameTexts = SameTexts([])
  /// Documents whose texts are alike, not those of which another with the same text stands for both; ascending. Of large
  /// groups (`pairLimit`) only those that hold them together.
  private(set) var pairs: [CopyPair] = []
  /// Groups of document numbers, each by key, the groups by their first key.
  private(set) var copies: [[UInt32]] = []
  /// Groups of document numbers, each by date, undated ones last, the groups by their first member's key.
  private(set) var versions: [[UInt32]] = []

  /// - Parameters:
  ///   - views: the segments of the commit; they are read while this is made, and not kept.
  ///   - known: what the commit before found; nil to compare all documents with each other.
  /// - Complexity: as `SketchPairs.find`, and sorting the keys of the documents that are grouped.
  init(_ views: [SegmentView], _ known: KnownRelations?) {
    let documents = LiveDocuments(views)
    if let known {
      readRows(of: documents.related(to: known), documents)
      findPairs(documents, known)
      let more = Set(pairs.flatMap { [$0.first, $0.second] }).subtracting(rows.map(\.number))
      if !more.isEmpty { readRows(of: rows.map(\.number) + more, documents) }
    } else {
      readRows(of: documents.numbers, documents)
      findPairs()
    }
    var groups = groupCopies()
    copies = groups.all.map { $0.map { rows[$0].number } }
    versions = findVersions(besides: &groups)
  }

  /// Reads documents, and puts them into the order of their keys.
  private mutating func readRows(of numbers: [UInt32], _ documents: LiveDocuments) {
    rows = numbers.compactMap { number in
      guard let (table, document) = documents.place(of: number) else { return nil }
      return unsafe Row(
        number: number, work: table.work(of: document), date: table.date(of: document),
        hash: table.contentHash(of: document), sketched: table.sketched(document),
        key: table.keyBytes(of: document), title: table.formTitleBytes(of: document))
    }
    // Where they come from one segment they are in order, which costs a look.
    rows.sort { unsafe compareBytes($0.key, $1.key) < 0 }
    sameTexts = SameTexts(rows.map(\.text))
  }

  /// Compares all documents with each other.
  private mutating func findPairs() {
    // Of the same text one stands for all.
    let places = rows.indices.filter { rows[$0].sketched != nil && sameTexts.representative(of: $0) == $0 }
    let documents = places.compactMap { rows[$0].sketched }
    keep(
      SketchPairs.find(documents).map { pair in
        CopyPair(
          first: rows[places[Int(pair.first)]].number, second: rows[places[Int(pair.second)]].number,
          similarity: pair.similarity)
      })
  }

  /// Compares new documents with all others, and keeps the pairs of the others. The rows are those of all documents that
  /// have their text with another.
  private mutating func findPairs(_ documents: LiveDocuments, _ known: KnownRelations) {
    /// For each document that another with its text stands for, the other.
    var representatives: [UInt32: UInt32] = [:]
    for place in rows.indices {
      let other = sameTexts.representative(of: place)
      if other != place { representatives[rows[place].number] = rows[other].number }
    }
    let old = known.pairs.compactMap { pair -> CopyPair? in
      let (a, b) = (representatives[pair.first] ?? pair.first, representatives[pair.second] ?? pair.second)
      return a == b ? nil : CopyPair(first: a, second: b, similarity: pair.similarity)
    }
    guard known.isAnyNew else { return keep(old) }
    let sketched = documents.sketched { representatives[$0] == nil }
    var places: [UInt32: UInt32] = [:]
    for pair in old {
      for number in [pair.first, pair.second] {
        places[number] = sketched.numbers.binarySearch(number).map { UInt32($0) }
      }
    }
    let oldPlaces = old.compactMap { pair -> CopyPair? in
      guard let a = places[pair.first], let b = places[pair.second] else { return nil }
      return CopyPair(first: a, second: b, similarity: pair.similarity)
    }
    let found = SketchPairs.find(
      sketched.documents, isNew: sketched.numbers.map { known.isNew[Int($0)] }, besides: oldPlaces)
    keep(
      old
        + found.map { pair in
          CopyPair(
            first: sketched.numbers[Int(pair.first)], second: sketched.numbers[Int(pair.second)],
            similarity: pair.similarity)
        })
  }

  /// Each pair once.
  private mutating func keep(_ found: [CopyPair]) {
    pairs = found.map { pair in
      CopyPair(
        first: min(pair.first, pair.second), second: max(pair.first, pair.second), similarity: pair.similarity)
    }
    pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
    var kept = 0
    for pair in pairs where kept == 0 || pairs[kept - 1] != pair {
      pairs[kept] = pair
      kept += 1
    }
    pairs.removeSubrange(kept...)
  }

  /// Texts that are the same to the byte, then those whose sketches are alike, the most alike first.
  private mutating func groupCopies() -> VersionedGroups {
    let rows = rows
    var groups = VersionedGroups(rows.map { (work: $0.work, date: $0.date) }) { place in
      unsafe rows[place].title.map { unsafe FormTitle(String(decoding: $0, as: UTF8.self)) }
    }
    for place in rows.indices { groups.unite(sameTexts.representative(of: place), place, areSame: true) }
    var places: [UInt32: UInt32] = [:]
    places.reserveCapacity(rows.count)
    for place in rows.indices { places[rows[place].number] = UInt32(place) }
    var linked = sameTexts.pairs
    for pair in pairs {
      guard let a = places[pair.first], let b = places[pair.second] else { continue }
      linked.append(CopyPair(first: min(a, b), second: max(a, b), similarity: pair.similarity))
    }
    linked.sort { a, b in
      if a.similarity != b.similarity { return a.similarity > b.similarity }
      return a.first != b.first ? a.first < b.first : a.second < b.second
    }
    /// Documents of pairs that made one group of two.
    var holding = Set<[UInt32]>()
    for pair in linked {
      let (a, b) = (Int(pair.first), Int(pair.second))
      if groups.unite(a, b, areSame: pair.similarity == SameTexts.similarity) {
        holding.insert([min(rows[a].number, rows[b].number), max(rows[a].number, rows[b].number)])
      }
    }
    var sizes: [Int: Int] = [:]
    for place in rows.indices { sizes[groups.root(place), default: 0] += 1 }
    pairs.removeAll { pair in
      guard let a = places[pair.first], let b = places[pair.second] else { return true }
      let size = max(sizes[groups.root(Int(a))] ?? 0, sizes[groups.root(Int(b))] ?? 0)
      return size > Self.pairLimit && !holding.contains([pair.first, pair.second])
    }
    return groups
  }

  /// In groups of so many documents all pairs are kept: a document that comes or goes may change which of them count. A
  /// larger group is a crowd, in which a document has up to a hundred pairs.
  private static let pairLimit = 64

  /// Documents with one work; not those that are all copies of one another and have one date.
  private func findVersions(besides groups: inout VersionedGroups) -> [[UInt32]] {
    let order = rows.indices.filter { rows[$0].work != 0 }.sorted { a, b in
      let (one, two) = (rows[a], rows[b])
      if one.work != two.work { return one.work < two.work }
      // 0, no date, comes last.
      if one.date != two.date { return one.date &- 1 < two.date &- 1 }
      return a < b
    }
    var found: [(first: Int, members: [UInt32])] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, rows[order[end]].work == rows[order[start]].work { end += 1 }
      let (root, date) = (groups.root(order[start]), rows[order[start]].date)
      if (start + 1..<end).contains(where: { groups.root(order[$0]) != root || rows[order[$0]].date != date }) {
        found.append((order[start..<end].min() ?? 0, order[start..<end].map { rows[$0].number }))
      }
      start = end
    }
    return found.sorted { $0.first < $1.first }.map(\.members)
  }
}

/// Groups of places, each of one law and one date at most: different laws and versions are never copies, however like,
/// and not by way of a third document either. Nor are forms that different offices filled in (`FormTitle`).
private struct VersionedGroups {
  private var parents: [Int]
  /// By root: the law in its group and its date, 0 while none is known.
  private var versions: [(work: UInt64, date: UInt32)]
  private var titles: GroupTitles

  /// - Parameter title: of the document at a place.
  init(_ documents: [(work: UInt64, date: UInt32)], title: @escaping (Int) -> FormTitle?) {
    parents = Array(documents.indices)
    titles = GroupTitles(title)
    // A date tells nothing apart but versions.
    versions = documents.map { $0.work == 0 ? (0, 0) : $0 }
  }

  mutating func root(_ place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }

  /// Makes one group of two, unless different laws, versions or forms would meet in it.
  /// - Parameter areSame: whether their texts are the same to the byte, so that titles tell nothing apart.
  /// - Returns: whether they were two and are one now.
  @discardableResult
  mutating func unite(_ a: Int, _ b: Int, areSame: Bool = false) -> Bool {
    let (one, two) = (root(a), root(b))
    if one == two || SketchedDocument.areApart(versions[one], versions[two]) { return false }
    let (low, high) = (min(one, two), max(one, two))
    if !areSame {
      // Versions of one law have other titles too.
      let areOneLaw = versions[one].work != 0 && versions[one].work == versions[two].work
      if !areOneLaw, titles.areApart(one, two) { return false }
      titles.unite(one, two, into: low)
    }
    versions[low].work = max(versions[one].work, versions[two].work)
    versions[low].date = max(versions[one].date, versions[two].date)
    parents[high] = low
    return true
  }

  /// Groups of two places and more, each ascending, by their first place.
  var all: [[Int]] {
    var copy = self
    var members: [Int: [Int]] = [:]
    for place in parents.indices {
      let root = copy.root(place)
      if root != place { members[root, default: [root]].append(place) }
    }
    return members.values.sorted { $0[0] < $1[0] }
  }
}
