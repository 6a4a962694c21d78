// Documents that are copies of each other count, and come, once.

import WenjianIndex

/// Collects the first documents of an order, of each group of copies only the first one, and counts the groups that
/// match.
struct CollapsingCollector<Order: ResultOrder>: Collector {
  private let relations: DocumentRelations?
  private var heap: BoundedHeap<Order>
  private let isBehind: ((Order.Entry) -> Bool)?
  private(set) var threshold: Float
  let needs: CollectorNeeds
  /// Groups of which a document was found.
  private var found: [Bool]
  /// Groups that were shown before.
  private let shown: Set<Int>
  /// Documents found that have another one of their group beside them.
  private(set) var duplicates = 0

  init(
    _ relations: DocumentRelations?, _ order: Order, capacity: Int, isBehind: ((Order.Entry) -> Bool)? = nil,
    besides shown: Set<Int> = [], scratch: SearchScratch
  ) {
    self.relations = relations
    self.isBehind = isBehind
    self.shown = shown
    heap = BoundedHeap(capacity: capacity, order, in: scratch)
    found = Array(repeating: false, count: relations?.copies.count ?? 0)
    threshold = heap.threshold
    needs = capacity > 0 ? order.needs.union(.everyDocument) : .everyDocument
  }

  mutating func collect(_ block: DocumentBlock) {
    for at in 0..<block.count where block.isFound(at) {
      let group = group(view: block.view, document: Int(block.document(at)))
      if let group {
        if found[group] { duplicates += 1 }
        found[group] = true
      }
      if heap.capacity == 0 { continue }
      if let scores = block.scores, scores[at] < threshold { continue }
      if let group, shown.contains(group) { continue }
      let entry = heap.order.entry(block, at)
      if let isBehind, !isBehind(entry) { continue }
      offer(entry, group)
    }
  }

  private func group(view: Int, document: Int) -> Int? {
    relations.flatMap { $0.copies.group(of: $0.number(view: view, document: document)) }
  }

  private mutating func offer(_ entry: Order.Entry, _ group: Int?) {
    // A page is small, so that looking through it takes less than a table beside it.
    let rival = group.flatMap { group in
      (0..<heap.count).first { index in
        let other = heap.order.document(heap[index], tier: .match)
        return self.group(view: other.view, document: other.document) == group
      }
    }
    if let rival {
      guard heap.order.isBetter(entry, than: heap[rival]) else { return }
      heap.replace(at: rival, by: entry)
    } else {
      heap.insert(entry)
    }
    threshold = heap.threshold
  }

  /// The kept documents, best first.
  mutating func takeSorted(tier: HitTier) -> [RankedDocument] { heap.takeSorted(tier: tier) }

  /// The groups of which a document was found.
  var foundGroups: Set<Int> { Set(found.indices.filter { found[$0] }) }
}

/// Finds the groups of copies of the documents that earlier pages have gone through.
struct ShownGroupsCollector<Order: ResultOrder>: Collector {
  let relations: DocumentRelations?
  let order: Order
  let isBehind: (Order.Entry) -> Bool
  private(set) var groups: Set<Int> = []

  init(_ relations: DocumentRelations?, _ order: Order, isBehind: @escaping (Order.Entry) -> Bool) {
    self.relations = relations
    self.order = order
    self.isBehind = isBehind
  }

  var needs: CollectorNeeds { order.needs.union(.everyDocument) }
  var threshold: Float { -.infinity }

  mutating func collect(_ block: DocumentBlock) {
    guard let relations else { return }
    for at in 0..<block.count where block.isFound(at) {
      guard
        let group = relations.copies.group(
          of: relations.number(view: block.view, document: Int(block.document(at)))),
        !isBehind(order.entry(block, at))
      else { continue }
      groups.insert(group)
    }
  }
}
