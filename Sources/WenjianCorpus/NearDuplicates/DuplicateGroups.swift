/// Documents that are copies of each other, found by their sketches.
package struct DuplicateGroups: Sendable {
  /// When two documents are copies.
  package struct Thresholds: Sendable {
    /// Shared shingles by all of both.
    package var jaccard = 0.5
    /// Shared shingles by those of the shorter: a reprint cut in half has .5 by the first measure and 1 by this one.
    package var containment = 0.85
    /// The shorter must have this share of the longer, or every quoted notice is a copy of what quotes it.
    package var lengthShare = 0.3

    package init() {}
  }

  /// Places in the given sketches, each group ascending, groups by their first place; only groups of two and more.
  package private(set) var groups: [[Int]] = []

  /// - Parameter thresholds: tuned for reprints; two versions of one law are mostly copies by them as well, see
  ///   `LawVersions`.
  /// - Complexity: documents × hashes for the table, and for each hash that several share the pairs of neighbours in its
  ///   list: a hash shared by `crowd` documents and more is compared with the first of them only, so that a footer on
  ///   every page costs no square.
  package init(_ sketches: [DuplicateSketch], thresholds: Thresholds = Thresholds()) {
    var parents = Array(sketches.indices)
    func root(_ place: Int) -> Int {
      var place = place
      while parents[place] != place {
        parents[place] = parents[parents[place]]
        place = parents[place]
      }
      return place
    }
    var postings: [(hash: UInt32, place: UInt32)] = []
    postings.reserveCapacity(sketches.count * DuplicateSketch.hashCount)
    for (place, sketch) in sketches.enumerated() where !sketch.isEmpty {
      for hash in sketch.hashes { postings.append((hash, UInt32(place))) }
    }
    postings.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.place < $1.place }
    var start = 0
    while start < postings.count {
      var end = start + 1
      while end < postings.count, postings[end].hash == postings[start].hash { end += 1 }
      let isCrowd = end - start > Self.crowd
      for later in (start + 1)..<max(start + 1, end) {
        let b = Int(postings[later].place)
        for earlier in start..<(isCrowd ? start + 1 : later) {
          let a = Int(postings[earlier].place)
          let (rootA, rootB) = (root(a), root(b))
          if rootA != rootB, Self.areCopies(sketches[a], sketches[b], thresholds) {
            parents[max(rootA, rootB)] = min(rootA, rootB)
          }
        }
      }
      start = end
    }
    var members: [Int: [Int]] = [:]
    for place in sketches.indices { members[root(place), default: []].append(place) }
    groups = members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  static let crowd = 32

  /// Whether two documents are copies.
  package static func areCopies(
    _ a: DuplicateSketch, _ b: DuplicateSketch, _ thresholds: Thresholds = Thresholds()
  ) -> Bool {
    let (jaccard, containment) = a.similarity(to: b)
    if jaccard >= thresholds.jaccard { return true }
    let shorter = Double(min(a.shingleCount, b.shingleCount))
    let longer = Double(max(a.shingleCount, b.shingleCount))
    return containment >= thresholds.containment && shorter >= thresholds.lengthShare * longer
  }
}

/// Versions of one law: the same title but for 修正, 修订, a year or a date, in the order of their dates.
package enum LawVersions {
  /// The title that all versions of a law have in common, folded: without brackets of years and dates, 修正 and 修订 at
  /// its end, 中华人民共和国 at its head, and blanks.
  /// - Returns: nil for titles that are no names of laws or rules.
  package static func commonTitle(of title: String) -> String? {
    guard let kind = DocumentKind.find(inTitle: title), kind.confidence >= 0.8 else { return nil }
    let line = FoldedLine(title)
    var kept: [UInt32] = []
    var index = 0
    while index < line.count {
      let scalar = line.scalars[index]
      // A bracket with a year or a word of change in it; （试行） is another law.
      if scalar == 0x28 || scalar == 0x5B, let close = closing(line, from: index), isVersion(line, index..<close) {
        index = close + 1
        continue
      }
      // Letters, Han, figures; 《》 and marks are set otherwise by every site.
      if FoldedLine.isHan(scalar) || scalar &- 0x30 < 10 || scalar &- 0x61 < 26 { kept.append(scalar) }
      index += 1
    }
    let state: [UInt32] = [0x4E2D, 0x534E, 0x4EBA, 0x6C11, 0x5171, 0x548C, 0x56FD]  // 中华人民共和国
    if kept.starts(with: state), kept.count > state.count + 1 { kept.removeFirst(state.count) }
    var view = String.UnicodeScalarView()
    for scalar in kept { if let scalar = Unicode.Scalar(scalar) { view.append(scalar) } }
    return kept.count >= 2 ? String(view) : nil
  }

  private static func closing(_ line: FoldedLine, from open: Int) -> Int? {
    line.scalars[open...].prefix(40).firstIndex { $0 == 0x29 || $0 == 0x5D }
  }

  private static func isVersion(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
    let digits = range.reduce(0) { $0 + (line.scalars[$1] &- 0x30 < 10 || line.scalars[$1] == 0x5E74 ? 1 : 0) }
    if digits >= 4 { return true }
    return range.contains { changes.match(line, at: $0) != nil }
  }

  private static let changes = FoldedLexicon([(0, "修正 修订 修改 年本 已修改 已废止 失效 有效 现行")])

  /// Documents of the same law, the oldest first; those without a date stand behind.
  /// - Parameter documents: title and date of each.
  /// - Returns: places, only of laws with two versions and more, by their first place.
  package static func groups(_ documents: [(title: String, date: CivilDate?)]) -> [[Int]] {
    var laws: [String: [Int]] = [:]
    for (place, document) in documents.enumerated() {
      if let title = commonTitle(of: document.title) { laws[title, default: []].append(place) }
    }
    return laws.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { places in
      places.sorted { a, b in
        switch (documents[a].date, documents[b].date) {
        case (let first?, let second?) where first != second: first < second
        case (nil, _?): false
        case (_?, nil): true
        default: a < b
        }
      }
    }
  }
}
