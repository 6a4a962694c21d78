// Documents that are copies of each other count, and come, once.

import WenjianIndex
import WenjianSegment

/// Collects the best documents, of each group of copies only the best one, and counts the groups that match.
struct CollapsingCollector: Collector {
  private let relations: DocumentRelations?
  private var heap: BoundedHeap<RelevanceOrder>
  private(set) var threshold: Float
  /// Groups of which a document was found.
  private var found: [Bool]
  /// Groups that another tier has shown already.
  private let shown: Set<Int>
  /// Documents found that have another one of their group beside them.
  private(set) var duplicates = 0

  init(
    _ relations: DocumentRelations?, _ order: RelevanceOrder, capacity: Int, besides shown: Set<Int> = [],
    scratch: SearchScratch
  ) {
    self.relations = relations
    self.shown = shown
    heap = BoundedHeap(capacity: capacity, order, in: scratch)
    found = Array(repeating: false, count: relations?.copies.count ?? 0)
    threshold = capacity > 0 ? -.infinity : .infinity
  }

  var needs: CollectorNeeds { heap.capacity > 0 ? [.scores, .everyDocument] : .everyDocument }

  mutating func collect(_ block: DocumentBlock) {
    for at in 0..<block.count where block.isFound(at) {
      let document = block.document(at)
      let group = relations.flatMap { self.group(view: block.view, document: Int(document), $0) }
      if let group {
        if found[group] { duplicates += 1 }
        found[group] = true
      }
      guard let scores = block.scores, scores[at] >= threshold else { continue }
      if let group, shown.contains(group) { continue }
      offer(
        RelevanceOrder.Entry(
          score: scores[at], document: document, view: UInt32(truncatingIfNeeded: block.view),
          occurrences: block.frequencies[at]), group)
    }
  }

  private func group(view: Int, document: Int, _ relations: DocumentRelations) -> Int? {
    relations.copies.group(of: relations.number(view: view, document: document))
  }

  private func group(of entry: RelevanceOrder.Entry) -> Int? {
    relations.flatMap { group(view: Int(entry.view), document: Int(entry.document), $0) }
  }

  private mutating func offer(_ entry: RelevanceOrder.Entry, _ group: Int?) {
    // A page is small, so that looking through it takes less than a table beside it.
    if let group, let rival = (0..<heap.count).first(where: { self.group(of: heap[$0]) == group }) {
      guard heap.order.isBetter(entry, than: heap[rival]) else { return }
      heap.replace(at: rival, by: entry)
    } else {
      heap.insert(entry)
    }
    if heap.isFull, heap.count > 0 { threshold = heap[0].score }
  }

  /// The kept documents, best first.
  mutating func takeSorted(tier: HitTier) -> [RankedDocument] {
    RankedDocument.list(heap.sort(), droppingFirst: 0, tier: tier)
  }

  /// The groups of which a document was found.
  var foundGroups: Set<Int> { Set(found.indices.filter { found[$0] }) }
}
