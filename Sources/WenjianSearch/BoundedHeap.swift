/// Which of two documents comes first in a result. Total: of two different documents one is always better.
protocol ResultOrder {
  associatedtype Entry: BitwiseCopyable

  /// What it takes to order a document.
  var needs: CollectorNeeds { get }
  func entry(_ block: DocumentBlock, _ index: Int) -> Entry
  func isBetter(_ a: Entry, than b: Entry) -> Bool
  /// A document with a lower score is not better than an entry; minus infinity where scores do not matter.
  func threshold(_ entry: Entry) -> Float
  func document(_ entry: Entry, tier: HitTier) -> RankedDocument
}

/// The best entries so far, as a binary heap with the worst on top, in memory of a scratch.
struct BoundedHeap<Order: ResultOrder> {
  let order: Order
  let capacity: Int
  private let entries: UnsafeMutablePointer<Order.Entry>
  private(set) var count = 0

  init(capacity: Int, _ order: Order, in scratch: SearchScratch) {
    self.capacity = capacity
    self.order = order
    entries = scratch.allocate(capacity)
  }

  var isFull: Bool { count == capacity }

  /// The worst is at 0; the others come in no particular order.
  @inline(__always)
  subscript(index: Int) -> Order.Entry { entries[index] }

  /// Takes an entry in, if need be in place of the worst.
  /// - Returns: whether it is kept.
  @discardableResult
  @inline(__always)
  mutating func insert(_ entry: Order.Entry) -> Bool {
    if count < capacity {
      entries[count] = entry
      count += 1
      siftUp(count - 1)
      return true
    }
    guard count > 0, order.isBetter(entry, than: entries[0]) else { return false }
    entries[0] = entry
    siftDown(0, count)
    return true
  }

  /// Puts a better entry in the place of another one.
  mutating func replace(at index: Int, by entry: Order.Entry) {
    entries[index] = entry
    siftDown(index, count)
  }

  /// The score that a document must reach to be kept.
  var threshold: Float {
    if count < capacity { return -.infinity }
    return capacity == 0 ? .infinity : order.threshold(entries[0])
  }

  /// The kept documents, best first, without the first `offset`. Nothing more can be taken in afterwards.
  mutating func takeSorted(droppingFirst offset: Int = 0, tier: HitTier) -> [RankedDocument] {
    sort().dropFirst(offset).map { order.document($0, tier: tier) }
  }

  /// The entries, best first. Nothing more can be taken in afterwards.
  private mutating func sort() -> UnsafeMutableBufferPointer<Order.Entry> {
    var left = count
    while left > 1 {
      left -= 1
      swap(0, left)
      siftDown(0, left)
    }
    return UnsafeMutableBufferPointer(start: entries, count: count)
  }

  private func swap(_ a: Int, _ b: Int) {
    let kept = entries[a]
    entries[a] = entries[b]
    entries[b] = kept
  }

  private func siftUp(_ from: Int) {
    var child = from
    while child > 0 {
      let parent = (child - 1) / 2
      guard order.isBetter(entries[parent], than: entries[child]) else { return }
      swap(parent, child)
      child = parent
    }
  }

  private func siftDown(_ from: Int, _ count: Int) {
    let moved = entries[from]
    var parent = from
    while true {
      var child = 2 &* parent &+ 1
      if child >= count { break }
      if child &+ 1 < count, order.isBetter(entries[child], than: entries[child &+ 1]) { child &+= 1 }
      guard order.isBetter(moved, than: entries[child]) else { break }
      entries[parent] = entries[child]
      parent = child
    }
    entries[parent] = moved
  }
}
