// Finds out, at a commit, which documents are copies of each other and which are versions of one law.

import WenjianBytes
import WenjianSegment

/// Groups over the live documents of a commit. They depend on the documents alone: not on the order in which they came,
/// nor on the commits and segments that they are spread over.
struct RelationFinder {
  /// A live document with text. All of them stand in the order of their keys; its place there names it.
  private struct Row {
    /// Through all segments of the commit.
    let number: UInt32
    let work: UInt64
    let date: UInt32
    let hash: UInt64
    let sketchRow: UnsafeRawPointer?
    let key: UnsafeRawBufferPointer
    /// nil for a document without one.
    let title: UnsafeRawBufferPointer?
  }

  private let rows: [Row]
  /// Groups of document numbers, each by key, the groups by their first key.
  private(set) var copies: [[UInt32]] = []
  /// Groups of document numbers, each by date, undated ones last, the groups by their first member's key.
  private(set) var versions: [[UInt32]] = []

  /// - Parameter views: the segments of the commit; they are read while this is made, and not kept.
  /// - Complexity: as `SketchPairs.find`, and sorting the keys when there are several segments.
  init(_ views: [SegmentView]) {
    var rows: [Row] = []
    var base = 0
    for view in views {
      let documents = view.segment.documents
      // More numbers than the file has room for: a copy that is not found is better than no commit.
      if base + documents.count > Int(UInt32.max) { break }
      for place in 0..<documents.count {
        let document = documents.documentInKeyOrder(place)
        if view.deletions?.contains(UInt32(document)) == true { continue }
        if documents.textRange(of: document).isEmpty { continue }
        rows.append(
          Row(
            number: UInt32(base + document), work: documents.work(of: document), date: documents.date(of: document),
            hash: documents.contentHash(of: document), sketchRow: documents.sketchRow(of: document),
            key: documents.keyBytes(of: document), title: documents.formTitleBytes(of: document)))
      }
      base += documents.count
    }
    // Each segment's documents are in order: where there is one, this only looks at them.
    if views.count > 1 { rows.sort { Self.isBefore($0.key, $1.key) } }
    self.rows = rows
    var groups = findCopies()
    copies = groups.all.map { $0.map { rows[$0].number } }
    versions = findVersions(besides: &groups)
  }

  private static func isBefore(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    for index in 0..<min(a.count, b.count) where a[index] != b[index] { return a[index] < b[index] }
    return a.count < b.count
  }

  /// Texts that are the same to the byte, then those whose sketches are alike, the most alike first.
  private func findCopies() -> VersionedGroups {
    let rows = rows
    var groups = VersionedGroups(rows.map { (work: $0.work, date: $0.date) }) { place in
      rows[place].title.map { FormTitle(String(decoding: $0, as: UTF8.self)) }
    }
    var pairs: [CopyPair] = []
    let doubles = joinSameTexts(&groups, &pairs)
    // Of the same text one stands for all.
    let places = rows.indices.filter { rows[$0].sketchRow != nil && !doubles.contains($0) }
    let documents = places.compactMap { place in
      rows[place].sketchRow.map {
        SketchedDocument(
          row: $0, work: rows[place].work, date: rows[place].date, title: rows[place].title.map { hash64($0) } ?? 0)
      }
    }
    for pair in SketchPairs.find(documents) {
      pairs.append(
        CopyPair(
          first: UInt32(places[Int(pair.first)]), second: UInt32(places[Int(pair.second)]),
          similarity: pair.similarity))
    }
    pairs.sort { a, b in
      if a.similarity != b.similarity { return a.similarity > b.similarity }
      return a.first != b.first ? a.first < b.first : a.second < b.second
    }
    for pair in pairs {
      groups.unite(Int(pair.first), Int(pair.second), areSame: pair.similarity == Self.sameText)
    }
    return groups
  }

  /// More alike than any two sketches.
  private static let sameText: UInt32 = 1 << 17
  /// Of so many versions with one text each is compared with all others, and of more only with those next to it.
  private static let versionLimit = 32

  /// Unites texts that are the same to the byte and the same version, and pairs those that may not be.
  /// - Returns: the places whose text stands for that of an earlier one.
  private func joinSameTexts(_ groups: inout VersionedGroups, _ pairs: inout [CopyPair]) -> Set<Int> {
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      let (one, two) = (rows[a], rows[b])
      if one.hash != two.hash { return one.hash < two.hash }
      if one.work != two.work { return one.work < two.work }
      // A date tells nothing apart but versions.
      if one.work != 0, one.date != two.date { return one.date < two.date }
      return a < b
    }
    var doubles = Set<Int>()
    let order = rows.indices.sorted(by: isBefore)
    var start = 0
    while start < order.count {
      let hash = rows[order[start]].hash
      /// Places, one for each version.
      var firsts: [Int] = []
      while start < order.count, rows[order[start]].hash == hash {
        let place = order[start]
        if let last = firsts.last, rows[last].work == rows[place].work,
          rows[last].work == 0 || rows[last].date == rows[place].date
        {
          groups.unite(last, place, areSame: true)
          doubles.insert(place)
        } else {
          firsts.append(place)
        }
        start += 1
      }
      let reach = firsts.count > Self.versionLimit ? 8 : firsts.count
      for low in firsts.indices {
        for high in (low + 1)..<max(low + 1, min(firsts.count, low + 1 + reach)) {
          let (a, b) = (firsts[low], firsts[high])
          pairs.append(
            CopyPair(first: UInt32(min(a, b)), second: UInt32(max(a, b)), similarity: Self.sameText))
        }
      }
    }
    return doubles
  }

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
  mutating func unite(_ a: Int, _ b: Int, areSame: Bool = false) {
    let (one, two) = (root(a), root(b))
    if one == two || SketchedDocument.areApart(versions[one], versions[two]) { return }
    let (low, high) = (min(one, two), max(one, two))
    if !areSame {
      // Versions of one law have other titles too.
      let areOneLaw = versions[one].work != 0 && versions[one].work == versions[two].work
      if !areOneLaw, titles.areApart(one, two) { return }
      titles.unite(one, two, into: low)
    }
    versions[low].work = max(versions[one].work, versions[two].work)
    versions[low].date = max(versions[one].date, versions[two].date)
    parents[high] = low
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
