import WenjianIndex
import WenjianSegment

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
  package var score: Float
  /// Occurrences of the query's strings in the document; 0 for related documents.
  package var occurrences: Int
  package var tier: HitTier
}

/// Keeps the best documents of a query. Ties fall the same way every time: first the script of the query, then
/// the later date, then the key.
struct TopDocuments {
  /// 16 bytes, so that the ten best lie in three cache lines.
  struct Candidate {
    var score: Float
    var document: UInt32
    var view: UInt32
    var occurrences: UInt32
  }

  private let snapshot: IndexSnapshot
  let capacity: Int
  private let prefersTraditional: Bool
  /// A binary heap with the worst on top.
  private let heap: UnsafeMutablePointer<Candidate>
  private(set) var count = 0

  /// The score that a document must reach to be kept; minus infinity while there is room.
  private(set) var threshold: Float

  init(_ snapshot: IndexSnapshot, capacity: Int, prefersTraditional: Bool, scratch: SearchScratch) {
    self.snapshot = snapshot
    self.capacity = capacity
    self.prefersTraditional = prefersTraditional
    heap = scratch.room(capacity)
    threshold = capacity > 0 ? -.infinity : .infinity
  }

  @inline(__always)
  subscript(index: Int) -> Candidate { heap[index] }

  mutating func offer(_ candidate: Candidate) {
    if count < capacity {
      heap[count] = candidate
      count += 1
      siftUp(count - 1)
    } else if count > 0, isBetter(candidate, than: heap[0]) {
      heap[0] = candidate
      siftDown(0, count)
    } else {
      return
    }
    if count == capacity { threshold = heap[0].score }
  }

  /// The kept documents, best first, without the first `offset`.
  /// - Postcondition: nothing more can be offered.
  mutating func takeSorted(droppingFirst offset: Int, tier: HitTier) -> [RankedDocument] {
    var left = count
    while left > 1 {
      left -= 1
      swap(0, left)
      siftDown(0, left)
    }
    let first = min(offset, count)
    return [RankedDocument](unsafeUninitializedCapacity: count - first) { ranked, initialized in
      for index in first..<count {
        let kept = heap[index]
        ranked.initializeElement(
          at: index - first,
          to: RankedDocument(
            view: Int(kept.view), document: Int(kept.document), score: kept.score,
            occurrences: Int(kept.occurrences), tier: tier))
      }
      initialized = count - first
    }
  }

  @inline(__always)
  private func isBetter(_ a: Candidate, than b: Candidate) -> Bool {
    a.score != b.score ? a.score > b.score : isPreferred(a, to: b)
  }

  @inline(never)
  private func isPreferred(_ a: Candidate, to b: Candidate) -> Bool {
    let first = snapshot.views[Int(a.view)].segment.documents
    let second = snapshot.views[Int(b.view)].segment.documents
    let scriptA = distance(first.script(of: Int(a.document)))
    let scriptB = distance(second.script(of: Int(b.document)))
    if scriptA != scriptB { return scriptA < scriptB }
    let dateA = first.date(of: Int(a.document))
    let dateB = second.date(of: Int(b.document))
    if dateA != dateB { return dateA > dateB }
    return isBefore(first.keyBytes(of: Int(a.document)), second.keyBytes(of: Int(b.document)))
  }

  private func distance(_ script: UInt8) -> UInt8 { prefersTraditional ? 2 - min(script, 2) : script }

  private func isBefore(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    let shared = min(a.count, b.count)
    for index in 0..<shared where a[index] != b[index] { return a[index] < b[index] }
    return a.count < b.count
  }

  private func swap(_ a: Int, _ b: Int) {
    let kept = heap[a]
    heap[a] = heap[b]
    heap[b] = kept
  }

  private func siftUp(_ from: Int) {
    var child = from
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBetter(heap[parent], than: heap[child]) else { return }
      swap(parent, child)
      child = parent
    }
  }

  private func siftDown(_ from: Int, _ count: Int) {
    let moved = heap[from]
    var parent = from
    while true {
      var child = 2 &* parent &+ 1
      if child >= count { break }
      if child &+ 1 < count, isBetter(heap[child], than: heap[child &+ 1]) { child &+= 1 }
      guard isBetter(moved, than: heap[child]) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = moved
  }
}
