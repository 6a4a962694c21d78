/// Whether a document matches the query or only resembles it.
package enum HitTier: Int, Sendable, Equatable {
  case match = 0
  case related = 1
}

/// One document of a result.
package struct RankedDocument: Sendable, Equatable {
  /// Which segment of the snapshot.
  package var view: Int
  package var document: Int
  /// 0 when the result is in another order than that of relevance.
  package var score: Float
  /// Occurrences of the query's strings in the document; 0 for related documents.
  package var occurrences: Int
  package var tier: HitTier
}

/// Collects the first documents of an order.
struct TopDocuments<Order: ResultOrder>: Collector {
  private var heap: BoundedHeap<Order>
  /// Whether a document comes behind the page before; nil for the first page.
  private let isBehind: ((Order.Entry) -> Bool)?
  /// The score that a document must reach to be kept.
  private(set) var threshold: Float
  let needs: CollectorNeeds

  init(
    _ order: Order, capacity: Int, isBehind: ((Order.Entry) -> Bool)? = nil, scratch: SearchScratch
  ) {
    heap = BoundedHeap(capacity: capacity, order, in: scratch)
    self.isBehind = isBehind
    threshold = heap.threshold
    needs = capacity > 0 ? order.needs : []
  }

  mutating func collect(_ block: DocumentBlock) {
    guard let scores = block.scores else {
      for at in 0..<block.count where block.isFound(at) { offer(block, at) }
      return
    }
    let size = block.count
    var at = 0
    while at < size {
      // Eight at a time while none reaches the threshold.
      let low = SIMD4<Float>(repeating: threshold)
      while at &+ 8 <= size {
        let scores = UnsafeRawPointer(scores + at)
        let first = scores.loadUnaligned(as: SIMD4<Float>.self)
        let second = scores.loadUnaligned(fromByteOffset: 16, as: SIMD4<Float>.self)
        if any((first .>= low) .| (second .>= low)) { break }
        at &+= 8
      }
      let end = min(at &+ 8, size)
      while at < end {
        if scores[at] >= threshold, block.isFound(at) { offer(block, at) }
        at &+= 1
      }
    }
  }

  private mutating func offer(_ block: DocumentBlock, _ index: Int) {
    let entry = heap.order.entry(block, index)
    if let isBehind, !isBehind(entry) { return }
    if heap.insert(entry) { threshold = heap.threshold }
  }

  /// The kept documents, best first, without the first `offset`.
  /// - Postcondition: nothing more can be collected.
  mutating func takeSorted(droppingFirst offset: Int = 0, tier: HitTier) -> [RankedDocument] {
    heap.takeSorted(droppingFirst: offset, tier: tier)
  }
}
