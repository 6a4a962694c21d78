// What the commit before found, so that a commit compares new documents with all and not all with all.

import WenjianSegment

/// The documents of the last commit, and what they have to do with each other.
struct LastRelations {
  let views: [SegmentView]
  /// nil when they have nothing to do with each other.
  var relations: DocumentRelations?
}

/// The same in the numbers of the commit that is being made, as far as the documents are in it.
struct KnownRelations {
  /// Pairs of like texts.
  private(set) var pairs: [CopyPair] = []
  /// Documents of groups and pairs.
  private(set) var grouped: Set<UInt32> = []
  /// By number: whether a document is to be compared with all others, because it is new, or because one that it was like
  /// is gone: what hung together by way of that one shall be found again.
  private(set) var isNew: [Bool]
  private(set) var isAnyNew: Bool
  /// Hashes of the texts of documents that are gone: what they kept apart from others with one text may be one now.
  private(set) var goneTexts: Set<UInt64>

  /// - Parameters:
  ///   - merges: those whose segments were put in the place of their sources since the last commit.
  ///   - views: the segments of the commit that is being made.
  /// - Returns: nil when the last commit does not say enough: then all documents must be compared.
  /// - Complexity: linear in the documents that were merged, and in those of pairs and groups.
  init?(_ last: LastRelations, merges: [SegmentMerge], views: [SegmentView]) {
    // Segments from before pairs were kept: an index without relations may be one in which none were looked for.
    guard last.relations != nil || last.views.allSatisfy(\.segment.hasPageChecksums) else { return nil }
    let oldPairs: [CopyPair]
    if let relations = last.relations {
      guard let pairs = relations.pairs else { return nil }
      oldPairs = pairs
    } else {
      oldPairs = []
    }
    let (before, now) = (DocumentNumbering(last.views), Renumbering(merges: merges, views: views))
    var isNew = now.isLive
    let liveCount = isNew.count { $0 }
    var goneTexts: Set<UInt64> = []
    for view in last.views {
      now.forEach(of: view) { document, number in
        if let number {
          isNew[number] = false
        } else {
          goneTexts.insert(view.segment.documents.contentHash(of: document))
        }
      }
    }
    // Comparing all with all costs no more than most with all, and what it finds does not depend on the commits.
    guard isNew.count(where: { $0 }) * 2 <= liveCount else { return nil }
    func number(_ old: UInt32) -> UInt32? {
      guard let (view, document) = before.place(of: old) else { return nil }
      return now.number(of: document, in: last.views[view]).map { UInt32($0) }
    }
    for pair in oldPairs {
      switch (number(pair.first), number(pair.second)) {
      case (let a?, let b?): pairs.append(CopyPair(first: a, second: b, similarity: pair.similarity))
      case (let left?, nil), (nil, let left?): isNew[Int(left)] = true
      case (nil, nil): break
      }
    }
    for groups in [last.relations?.copies, last.relations?.versions] {
      guard let groups else { continue }
      for index in 0..<groups.memberCount {
        if let member = number(groups.document(at: index)) { grouped.insert(member) }
      }
    }
    for pair in pairs { grouped.formUnion([pair.first, pair.second]) }
    (self.isNew, self.goneTexts) = (isNew, goneTexts)
    isAnyNew = isNew.contains(true)
  }
}

/// Where the documents of earlier segments are in a commit.
private struct Renumbering {
  /// By number: whether the document is not deleted.
  private(set) var isLive: [Bool] = []
  private var views: [UInt64: (view: SegmentView, base: Int)] = [:]
  /// By segment: the one that it was merged into, the first number that its documents have there, and which of them are
  /// there.
  private var merged: [UInt64: (into: UInt64, base: Int, map: DocumentMap)] = [:]

  init(merges: [SegmentMerge], views: [SegmentView]) {
    for view in views {
      let base = isLive.count
      self.views[view.segment.id] = (view, base)
      isLive += repeatElement(true, count: view.segment.documents.count)
      for document in view.deletions?.documents ?? [] { isLive[base + Int(document)] = false }
    }
    for merge in merges {
      var base = 0
      for source in merge.sources {
        let map = source.documentMap
        merged[source.segment.id] = (merge.id, base, map)
        base += map.count
      }
    }
  }

  /// The number of a document of an earlier segment; nil when it is not in the commit.
  func number(of document: Int, in old: SegmentView) -> Int? {
    var (segment, document) = (old.segment.id, document)
    while views[segment] == nil {
      guard let step = merged[segment], let number = step.map.number(of: document) else { return nil }
      (segment, document) = (step.into, step.base + number)
    }
    guard let (_, base) = views[segment], isLive[base + document] else { return nil }
    return base + document
  }

  /// Calls with each live document of an earlier segment and its number; nil when it is not in the commit.
  func forEach(of old: SegmentView, _ body: (_ document: Int, _ number: Int?) -> Void) {
    let base = views[old.segment.id]?.base
    for document in 0..<old.segment.documents.count where old.deletions?.contains(UInt32(document)) != true {
      if let base {
        body(document, isLive[base + document] ? base + document : nil)
      } else {
        body(document, number(of: document, in: old))
      }
    }
  }
}
